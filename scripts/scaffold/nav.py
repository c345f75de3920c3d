"""Adding a page to the nav of mkdocs.yml as a text edit: every other byte stays."""

from __future__ import annotations

import re
from pathlib import Path

from scripts.articles.navigation import NAME, NavEntry, NavError, read_nav
from scripts.scaffold.request import RequestError

_ITEM = re.compile(r"([ \t]*-[ \t]+)[\"']?[\w./-]+[\"']?[ \t]*(?:#[^\r\n]*)?(\r?\n|\Z)")


def insert_page(root: Path, path: str) -> str:
    """Return the text of mkdocs.yml with a page after the last one of its section.

    Raises RequestError where the section has no place in the nav.
    """
    try:
        entries = read_nav(root)
    except NavError as error:
        raise RequestError(f"{NAME}:{error.line}: {error}") from None
    last = _find_last(entries, path)
    lines = (root / NAME).read_bytes().decode("utf-8").splitlines(keepends=True)
    line = lines[last.line - 1]
    match = _ITEM.fullmatch(line)
    if match is None:
        raise RequestError(f"{NAME}:{last.line}: cannot extend this line; add `- {path}` by hand")
    if not line.endswith("\n"):
        lines[last.line - 1] = line + "\n"
    lines.insert(last.line, f"{match.group(1)}{path}{match.group(2) or chr(10)}")
    return "".join(lines)


def _find_last(entries: list[NavEntry], path: str) -> NavEntry:
    section = path.partition("/")[0]
    if path in {e.path for e in entries}:
        raise RequestError(f"{path} is in the nav of {NAME} already")
    inside = [e for e in entries if e.path.startswith(f"{section}/")]
    if not inside:
        message = f'section "{section}" has no page in the nav of {NAME}; add {section}/index.md'
        raise RequestError(message)
    return max(inside, key=lambda e: e.line)
