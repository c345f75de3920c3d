"""What the scanner finds in a Markdown file. Lines and columns count from 1."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Place:
    """A position in a file, and the offset (from 0, in characters) it stands for."""

    line: int
    column: int
    start: int
    end: int


@dataclass(frozen=True)
class Heading:
    """`## Text {#id}`; `id` is empty where none is written."""

    place: Place
    level: int
    text: str
    id: str


@dataclass(frozen=True)
class Fence:
    """A fenced code block; `options` are the `name="value"` pairs after the language."""

    place: Place
    language: str
    options: dict[str, str]
    info: str
    body: str
    body_line: int
    indent: int
    closed: bool


@dataclass(frozen=True)
class Formula:
    """`$…$` or `$$…$$`; `latex` is what stands between the delimiters."""

    place: Place
    latex: str
    display: bool


@dataclass(frozen=True)
class Link:
    """`[text](target "title")` or, with `image`, `![alt](target)`."""

    place: Place
    text: str
    target: str
    image: bool


@dataclass(frozen=True)
class Citation:
    """One key of `[@key, locator; @other]`."""

    place: Place
    key: str
    locator: str


@dataclass(frozen=True)
class Reference:
    """An item of the list of references: `1. [@key] text`."""

    place: Place
    key: str
    text: str


@dataclass(frozen=True)
class Question:
    """A folded question: `??? question "title"`."""

    place: Place
    title: str


@dataclass(frozen=True)
class Document:
    """A Markdown file, read once.

    `meta` is the front matter and `meta_lines` the line of each of its keys; `masked` is
    `text` with front matter, code, comments and formulas blanked out, offset for offset.
    """

    path: str
    text: str
    meta: dict[str, Any]
    meta_lines: dict[str, int]
    body_start: int
    masked: str
    headings: list[Heading] = field(default_factory=list)
    fences: list[Fence] = field(default_factory=list)
    formulas: list[Formula] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
