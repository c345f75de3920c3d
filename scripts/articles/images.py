"""Images: alternative text, existing files, SVG figures without active content."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from posixpath import normpath

from scripts.articles.rules import find_at
from scripts.findings import Finding
from scripts.markdown.records import Document, Link
from scripts.wording import shorten, suggest

MIN_ALT = 10
MAX_SVG = 2_000_000
_EMPTY_WORDS = re.compile(
    r"\s*(?:(?:a|an|the)\s+)?(?:figure|image|picture|photo|graphic|illustration)s?\b"
    r"(?:\s+(?:of|show\w*|\d+))?|\s*(?:图片|图像|图示|插图|示意图|图\s*\d+)",
    re.I,
)
_ACTIVE_TAGS = frozenset(
    ("script", "foreignobject", "iframe", "object", "embed", "handler", "animate", "set")
)
_REFERENCE = frozenset({"href", "src"})
_URL = re.compile(r"url\(\s*['\"]?(?!#)|@import|javascript:", re.I)


def check_images(document: Document, root: Path) -> Iterator[Finding]:
    """Check every image of a page."""
    for link in document.links:
        if link.image:
            yield from _check_alt(document, link)
            yield from _check_target(document, link, root)


def _check_alt(document: Document, link: Link) -> Iterator[Finding]:
    alt = link.text.strip()
    match = _EMPTY_WORDS.match(alt)
    if len(alt) < MIN_ALT:
        message = (
            f'alt text "{alt}" has {len(alt)} characters, at least {MIN_ALT} are expected; '
            "say what the image shows"
        )
        yield find_at(document, link.place, "FIG-1", message)
    elif match:
        message = f'alt text begins with "{match.group().strip()}"; say at once what it shows'
        yield find_at(document, link.place, "FIG-1", message)


def _check_target(document: Document, link: Link, root: Path) -> Iterator[Finding]:
    if re.match(r"[a-z][\w+.-]*:|//", link.target, re.I):
        message = f"image is loaded from {shorten(link.target)}; put the file under docs/assets"
        yield find_at(document, link.place, "FIG-2", message)
        return
    path = normpath(str(PurePosixPath(document.path).parent / link.target.split("#")[0]))
    found, problem = find_file(root, path)
    if not path.startswith("docs/") or not found:
        message = f'image "{shorten(link.target)}" {problem or "lies outside docs/"}'
        yield find_at(document, link.place, "FIG-2", message)
    elif path.endswith(".svg"):
        for fault in check_svg(root / path):
            message = f"{path} {fault}; draw it again"
            yield find_at(document, link.place, "FIG-3", message)


def find_file(root: Path, path: str) -> tuple[bool, str]:
    """Look a file up by its exact spelling, also where the file system ignores case."""
    folder = root
    for part in PurePosixPath(path).parts:
        names = [p.name for p in folder.iterdir()] if folder.is_dir() else []
        if part not in names:
            return (
                False,
                f'does not exist: no "{part}" in {_name(folder, root)}{suggest(part, names)}',
            )
        folder /= part
    return folder.is_file(), "is a folder"


def _name(folder: Path, root: Path) -> str:
    return f"{folder.relative_to(root).as_posix()}/"


def check_svg(path: Path) -> tuple[str, ...]:
    """Return what is active in an SVG file, or why it cannot be read."""
    data = path.read_bytes()
    if len(data) > MAX_SVG:
        return (f"has {len(data)} bytes, more than {MAX_SVG}",)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"<?xml-stylesheet" in data:
        return ("declares a document type, an entity or a style sheet",)
    try:
        return tuple(dict.fromkeys(_list_svg_faults(ET.fromstring(data))))
    except (ET.ParseError, ValueError, RecursionError) as error:
        return (f"is not well-formed XML ({error})",)


def _list_svg_faults(tree: ET.Element) -> Iterator[str]:
    for element in tree.iter():
        tag = str(element.tag).rpartition("}")[2]
        if tag.lower() in _ACTIVE_TAGS:
            yield f"holds <{tag}>"
        if _URL.search(element.text or "") and tag == "style":
            yield "loads something from its style sheet"
        for name, value in element.attrib.items():
            yield from _check_attribute(name.rpartition("}")[2].lower(), value)


def _check_attribute(name: str, value: str) -> Iterator[str]:
    if name.startswith("on"):
        yield f"has the event handler {name}"
    if name in _REFERENCE and not value.strip().startswith("#"):
        yield f"links to {shorten(value, 40)}"
    elif _URL.search(value):
        yield f"refers to {shorten(value, 40)}"
