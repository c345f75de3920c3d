"""Front matter: YAML between two `---` lines, loaded safely, with the line of every key."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

_FENCE = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.S | re.M)
# PyYAML lets these escape from values such as `!!float ""`, `!!bool x` or 2026-13-01.
_CONSTRUCTION_ERRORS = (
    yaml.YAMLError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
MAX_LENGTH = 20_000  # characters; YAML beyond this is no front matter of an article


class FrontMatterError(Exception):
    """Broken front matter; `line` and `column` count from 1 in the whole file."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


@dataclass(frozen=True)
class FrontMatter:
    """The parsed keys, the line of each and the offset at which the body begins."""

    meta: dict[str, Any]
    lines: dict[str, int]
    end: int


def parse_front_matter(text: str) -> FrontMatter:
    """Read the front matter of a Markdown text; without one, everything is empty.

    Raises FrontMatterError for an unclosed block, broken YAML, a duplicate key or a value
    that is no mapping.
    """
    if not re.match(r"---[ \t]*\r?\n", text):
        return FrontMatter({}, {}, 0)
    match = _FENCE.match(text)
    if match is None:
        raise FrontMatterError("front matter is not closed by a line `---`", 1, 1)
    source = match.group(1)
    if len(source) > MAX_LENGTH:
        raise FrontMatterError(f"front matter is longer than {MAX_LENGTH} characters", 1, 1)
    meta, lines = _load_mapping(source)
    return FrontMatter(meta, lines, match.end())


def _load_mapping(source: str) -> tuple[dict[str, Any], dict[str, int]]:
    try:
        node = yaml.compose(source, Loader=yaml.SafeLoader)
        if node is None:
            return {}, {}
        if not isinstance(node, yaml.MappingNode):
            raise FrontMatterError("front matter must be `key: value` lines", 2, 1)
        lines = _read_key_lines(node)
        _refuse_aliases(source)
        meta = yaml.safe_load(source)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 2, mark.column + 1) if mark else (1, 1)
        problem = " ".join(filter(None, [error.context, error.problem]))
        hint = '; a value that contains ": " needs quotes' if "mapping values" in problem else ""
        message = f"front matter is not valid YAML: {problem}{hint}"
        raise FrontMatterError(message, line, column) from None
    except _CONSTRUCTION_ERRORS as error:
        problem = " ".join(str(error).split()) or type(error).__name__
        raise FrontMatterError(f"front matter is not valid YAML: {problem}", 2, 1) from None
    return meta, lines


def _refuse_aliases(source: str) -> None:
    """Refuse YAML anchors: a few lines of them can expand to gigabytes."""
    for event in yaml.parse(source, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            mark = event.start_mark
            line, column = (mark.line + 2, mark.column + 1) if mark else (1, 1)
            message = "YAML aliases (`*name`) are not allowed in front matter; write the value out"
            raise FrontMatterError(message, line, column)


def _read_key_lines(node: yaml.MappingNode) -> dict[str, int]:
    lines: dict[str, int] = {}
    for key, _ in node.value:
        line, column = key.start_mark.line + 2, key.start_mark.column + 1
        if not isinstance(key, yaml.ScalarNode):
            raise FrontMatterError("a key must be a plain word", line, column)
        if key.value in lines:
            raise FrontMatterError(
                f"key `{key.value}` stands twice (first on line {lines[key.value]})", line, column
            )
        lines[key.value] = line
    return lines
