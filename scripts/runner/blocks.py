"""The Python blocks of an article with the output that the page shows for each."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from scripts.articles.fences import list_requirements
from scripts.markdown.records import Document, Fence


@dataclass(frozen=True)
class Block:
    """A Python block; `output` is the output fence right after it."""

    fence: Fence
    output: Fence | None

    @property
    def source(self) -> str:
        return self.fence.body

    @property
    def requirements(self) -> list[str]:
        return list_requirements(self.fence)


@dataclass(frozen=True)
class Program:
    """The blocks of one page."""

    document: Document
    blocks: tuple[Block, ...]


def collect_blocks(document: Document) -> Program:
    """Return the Python blocks of a page in order."""
    blocks = []
    for fence, following in zip_longest(document.fences, document.fences[1:]):
        if fence.language == "python":
            is_output = following is not None and following.language == "output"
            blocks.append(Block(fence, following if is_output else None))
    return Program(document, tuple(blocks))


def make_key(blocks: Sequence[Block]) -> tuple[tuple[str, ...], ...]:
    """Return what decides a run: equal for two languages that differ in comments alone."""
    return tuple((_dump(b.source), *b.requirements) for b in blocks)


def _dump(source: str) -> str:
    try:
        return ast.dump(ast.parse(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return source


def map_line(source: str, other: str, line: int) -> int:
    """Return the line of `other` that holds what `line` of `source` holds.

    The two have the same syntax tree and differ in comments alone.
    """
    if source == other:
        return line
    pairs = zip(ast.walk(ast.parse(source)), ast.walk(ast.parse(other)), strict=False)
    lines = [
        (a.lineno, b.lineno) for a, b in pairs if hasattr(a, "lineno") and hasattr(b, "lineno")
    ]
    return max((b for a, b in lines if a == line), default=line)
