"""Lines, offsets and blanking: what the scanner stands on."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable
from dataclasses import dataclass

from scripts.markdown.records import Place

_NOT_LINE_END = re.compile(r"[^\n]")


@dataclass(frozen=True)
class Lines:
    """Turns offsets (from 0) into places; `starts` are the offsets of the line starts."""

    starts: list[int]

    def place(self, start: int, end: int) -> Place:
        """Return the place of `text[start:end]`."""
        line = bisect.bisect_right(self.starts, start)
        return Place(line, start - self.starts[line - 1] + 1, start, end)


def index_lines(text: str) -> Lines:
    """Index the lines of a text whose line ends are line feeds."""
    return Lines([0, *(m.end() for m in re.finditer("\n", text))])


def split_lines(text: str) -> list[str]:
    """Split at line feeds alone, as Markdown does (`str.splitlines` knows ten more)."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def normalize_line_ends(text: str) -> str:
    """Replace CRLF and CR by LF, as Markdown does before anything else."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def blank_spans(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Replace spans (sorted, apart) by spaces, keeping line ends; linear in the text."""
    parts: list[str] = []
    last = 0
    for start, end in spans:
        parts += [text[last:start], _NOT_LINE_END.sub(" ", text[start:end])]
        last = end
    return "".join([*parts, text[last:]])


def blank_matches(text: str, pattern: re.Pattern[str]) -> str:
    """Replace every match by spaces, keeping line ends."""
    return pattern.sub(lambda m: _NOT_LINE_END.sub(" ", m.group()), text)
