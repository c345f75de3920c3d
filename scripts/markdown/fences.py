"""Fenced code blocks, opened and closed by the same rules as pymdownx.superfences.

A fence is closed by its own marker at its own indentation; a line that is indented less
abandons it. Such a fence is reported as not closed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from scripts.markdown.lines import Lines, split_lines
from scripts.markdown.records import Fence

_OPEN = re.compile(r"^([ \t]*)(`{3,}|~{3,})([^\n]*)$")
_OPTION = re.compile(r"([\w-]+)=\"([^\"]*)\"")


@dataclass(frozen=True)
class _Opening:
    """The opening line: offset of its marker, offset of the body, and what it says."""

    start: int
    body: int
    indent: int
    marker: str
    info: str


def find_fences(text: str, start: int, lines: Lines) -> list[Fence]:
    """Return the fenced code blocks from offset `start` on; an unclosed one ends the text."""
    fences: list[Fence] = []
    opening: _Opening | None = None
    offset = start
    for raw in split_lines(text[start:]):
        line = raw.rstrip("\n")
        if opening is None:
            opening = _match_opening(line, offset, offset + len(raw))
        elif _abandons(line, opening):
            fences.append(_make_fence(text, lines, opening, offset, None))
            opening = None
        elif _closes(line, opening):
            fences.append(_make_fence(text, lines, opening, offset, line))
            opening = None
        offset += len(raw)
    if opening is not None:
        fences.append(_make_fence(text, lines, opening, len(text), None))
    return fences


def _match_opening(line: str, offset: int, body: int) -> _Opening | None:
    match = _OPEN.match(line)
    if match is None or ("`" in match.group(2) and "`" in match.group(3)):
        return None
    indent = len(match.group(1).expandtabs(4))
    start = offset + len(match.group(1))
    return _Opening(start, body, indent, match.group(2), match.group(3).strip())


def _measure_indent(line: str) -> int:
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip(" "))


def _abandons(line: str, opening: _Opening) -> bool:
    return bool(line.strip()) and _measure_indent(line) < opening.indent


def _closes(line: str, opening: _Opening) -> bool:
    return line.strip() == opening.marker and _measure_indent(line) == opening.indent


def _make_fence(
    text: str, lines: Lines, opening: _Opening, closed_at: int, closing: str | None
) -> Fence:
    body = text[min(opening.body, closed_at) : closed_at]
    place = lines.place(opening.start, closed_at + len(closing or ""))
    return Fence(
        place=place,
        language=re.split(r"[\s{=]", opening.info, maxsplit=1)[0],
        options=dict(_OPTION.findall(opening.info)),
        info=opening.info,
        body="".join(_outdent(raw, opening.indent) for raw in split_lines(body)),
        body_line=place.line + 1,
        indent=opening.indent,
        closed=closing is not None,
    )


def _outdent(line: str, indent: int) -> str:
    """Remove up to `indent` columns of leading white space."""
    width = min(indent, len(line) - len(line.lstrip(" \t")))
    return line[width:]
