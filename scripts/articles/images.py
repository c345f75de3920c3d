"""Images: alternative text and existing files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from posixpath import normpath

from scripts.articles.rules import find_at
from scripts.findings import Finding
from scripts.markdown.records import Document, Link
from scripts.wording import shorten, suggest

MIN_ALT = 10
_EMPTY_WORDS = re.compile(
    r"\s*(?:(?:a|an|the)\s+)?(?:figure|image|picture|photo|graphic|illustration)s?\b"
    r"(?:\s+(?:of|show\w*|\d+))?|\s*(?:图片|图像|图示|插图|示意图|图\s*\d+)",
    re.I,
)


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
