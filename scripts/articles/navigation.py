"""The nav of mkdocs.yml: every page once, and no entry without its pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from scripts.corpus import Corpus
from scripts.findings import Finding
from scripts.settings import LANGUAGES
from scripts.wording import shorten, suggest

NAME = "mkdocs.yml"
MAX_BYTES = 400_000


class NavError(Exception):
    """The nav cannot be read; `line` counts from 1."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class NavEntry:
    """A page in the nav: its path below the language's folder, and where it stands."""

    path: str
    line: int
    column: int


def check_navigation(corpus: Corpus) -> Iterator[Finding]:
    """Compare the nav with the pages on disk."""
    try:
        entries = read_nav(corpus.root)
    except NavError as error:
        yield Finding(NAME, error.line, 1, "NAV-3", str(error))
        return
    yield from _check_entries(entries, corpus)
    yield from _check_pages({e.path for e in entries}, corpus)


def read_nav(root: Path) -> list[NavEntry]:
    """Return the pages of the nav in order; raises NavError.

    The file is only composed into YAML nodes: tags such as `!ENV` and `!!python/name` are
    never looked at, and aliases are not expanded.
    """
    try:
        source = (root / NAME).read_bytes()
        if len(source) > MAX_BYTES:
            raise NavError(f"file has {len(source)} bytes, at most {MAX_BYTES} are read")
        node = yaml.compose(source.decode("utf-8-sig"), Loader=yaml.SafeLoader)
        return list(_walk(_get_nav(node), set()))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise NavError(f"not valid YAML: {error.problem}", mark.line + 1 if mark else 1) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise NavError(f"not valid YAML: {shorten(str(error), 100)}") from None
    except OSError as error:
        raise NavError(f"cannot be read: {error.strerror}") from None


def _get_nav(node: yaml.Node | None) -> yaml.Node:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == "nav" and isinstance(value, yaml.Node):
                return value
    raise NavError("there is no `nav:`; list every page there")


def _walk(node: yaml.Node, seen: set[int]) -> Iterator[NavEntry]:
    """Yield the pages below a node, each node once."""
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _walk(item, seen)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _walk(value, seen)
    elif isinstance(node, yaml.ScalarNode) and "://" not in node.value:
        mark = node.start_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        yield NavEntry(node.value, line, column)


def _check_entries(entries: list[NavEntry], corpus: Corpus) -> Iterator[Finding]:
    first: dict[str, int] = {}
    names = sorted({f"{name}.md" for name, _ in corpus.pages})
    for entry in entries:
        if entry.path in first:
            message = f"{entry.path} is in the nav already (line {first[entry.path]}); remove one"
            yield Finding(NAME, entry.line, entry.column, "NAV-3", message)
        first.setdefault(entry.path, entry.line)
        for language in LANGUAGES:
            path = f"docs/{language}/{entry.path}"
            if not (corpus.root / path).is_file():
                hint = suggest(entry.path, names) if entry.path not in names else ""
                message = f"nav names {entry.path}, but there is no {path}{hint}"
                yield Finding(NAME, entry.line, entry.column, "NAV-2", message)


def _check_pages(listed: set[str], corpus: Corpus) -> Iterator[Finding]:
    for name, language in sorted(corpus.pages):
        if f"{name}.md" not in listed:
            path = corpus.pages[name, language].document.path
            message = f"page is not in the nav of {NAME}; add `- {name}.md` to its section"
            yield Finding(path, 1, 1, "NAV-1", message)
