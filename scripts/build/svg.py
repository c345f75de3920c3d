"""Figures into pages: SVG files are inlined, after a look that nothing in them can run."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from scripts.findings import Finding

NAMESPACE = "{http://www.w3.org/2000/svg}"
# What the figures are drawn with; all else (script, foreignObject, use, image, …) is refused.
TAGS = frozenset(
    ("svg", "g", "rect", "circle", "ellipse", "line", "polyline", "polygon", "path", "text",
     "tspan", "title", "desc")
)  # fmt: skip
MAX_BYTES = 300_000
_FIGURE = re.compile(r'<img\b[^>]*?\bsrc="[^"]*?assets/figures/([\w./-]+\.svg)"[^>]*?>')
_ALT = re.compile(r'\balt="([^"]*)"')


@dataclass
class SvgError(Exception):
    """A figure that cannot be inlined; `line` and `column` count from 1."""

    message: str
    line: int = 1
    column: int = 1


def read_svg(path: Path) -> str:
    """Return the text of a figure's `<svg>`, or raise SvgError (missing, huge, unsafe)."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SvgError(f"figure cannot be read: {error.strerror}") from error
    if len(data) > MAX_BYTES:
        raise SvgError(f"figure has {len(data)} bytes, at most {MAX_BYTES} are inlined")
    check_svg(data)
    return data.decode("utf-8").strip()


def check_svg(data: bytes) -> None:
    """Raise SvgError unless the figure is well-formed and holds drawing elements only."""
    if b"<!" in data.replace(b"<!--", b"") or b"<?" in data.replace(b"<?xml ", b""):
        raise SvgError("a figure may have no DOCTYPE, entity or processing instruction")
    try:
        root = ET.fromstring(data.decode("utf-8"))
    except ET.ParseError as error:
        line, column = error.position
        raise SvgError(f"figure is not well-formed: {error}", line, column + 1) from error
    except (UnicodeDecodeError, ValueError) as error:
        raise SvgError("figure is not valid UTF-8") from error
    if root.tag != NAMESPACE + "svg":
        raise SvgError("the root element must be <svg> in the SVG namespace")
    for element in root.iter():
        _check_element(element)


def _check_element(element: ET.Element) -> None:
    name = str(element.tag).removeprefix(NAMESPACE)
    if name not in TAGS:
        raise SvgError(f"<{name}> is not allowed in a figure (allowed: {', '.join(sorted(TAGS))})")
    for attribute, value in element.attrib.items():
        lowered = attribute.lower()
        if lowered.startswith("on") or "href" in lowered or lowered == "style":
            raise SvgError(f"attribute `{attribute}` of <{name}> is not allowed in a figure")
        if "url(" in value.lower() or "javascript:" in value.lower():
            raise SvgError(f"attribute `{attribute}` of <{name}> refers to outside the figure")


def inline_figures(page_html: str, docs: Path) -> str:
    """Replace `<img>` of figures by their SVG, which follows the page's colours.

    Raises SvgError with the figure's path in front of the message.
    """

    def replace(match: re.Match[str]) -> str:
        name = f"assets/figures/{match.group(1)}"
        if ".." in Path(name).parts:
            raise SvgError(f"{name}: a figure must lie below docs/assets/figures")
        try:
            svg = read_svg(docs / name)
        except SvgError as error:
            raise SvgError(f"docs/{name}:{error.line}:{error.column}: {error.message}") from error
        alt = _ALT.search(match.group())
        label = html.escape(html.unescape(alt.group(1) if alt else ""), quote=True)
        svg = re.sub(r"\s*\n\s*", "", svg).replace(' xmlns="http://www.w3.org/2000/svg"', "", 1)
        return svg.replace("<svg", f'<svg class="atlas-figure" role="img" aria-label="{label}"', 1)

    return _FIGURE.sub(replace, page_html)


def check_svg_files(root: Path) -> list[Finding]:
    """Return a FIG-3 finding for every SVG file below `root/docs` that is not safe to publish.

    All are looked at, used or not: each has an address of its own on the site.
    """
    findings = []
    for path in sorted((root / "docs").rglob("*.svg")):
        try:
            read_svg(path)
        except SvgError as error:
            name = path.relative_to(root).as_posix()
            message = f"{error.message}; draw it again"
            findings.append(Finding(name, error.line, error.column, "FIG-3", message))
    return findings
