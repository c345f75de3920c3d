"""Front matter against its schema."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from scripts.corpus import Page
from scripts.findings import Finding
from scripts.settings import LEVELS, list_tags
from scripts.wording import count_of, list_words, shorten, suggest

# key -> (type, its name in messages)
_TYPES: dict[str, tuple[type, str]] = {
    "title": (str, "text"),
    "description": (str, "text"),
    "tags": (list, "a list"),
    "date": (datetime.date, "a date such as 2026-11-22"),
    "updated": (datetime.date, "a date such as 2026-11-22"),
    "level": (str, "text"),
    "aliases": (list, "a list"),
    "prerequisites": (list, "a list"),
    "related": (list, "a list"),
}
_PAGE_KEYS = ("title", "description")
# What MkDocs and Material read on pages that are no articles.
_OPTIONAL_PAGE_KEYS = ("hide", "template", "search", "icon", "status")
_LENGTHS = {"zh": (20, 160), "en": (40, 300)}
_MARKUP = re.compile(r"`|\*\*|\$|<[a-zA-Z/!]|\]\(|\[@|&#?\w+;|(?<!\w)__?\w[^_]*\w__?(?!\w)")
_SENTENCE_END = re.compile(r"[.!?。！？…][\"”’」』）)]?\Z")


@dataclass(frozen=True)
class _Checker:
    """One page's front matter; `names` are the articles of its language."""

    page: Page
    names: frozenset[str]

    @property
    def meta(self) -> dict[str, Any]:
        return self.page.document.meta

    def find(self, key: str, rule: str, message: str) -> Finding:
        document = self.page.document
        return Finding(document.path, document.meta_lines.get(key, 1), 1, rule, message)


def check_metadata(page: Page, names: frozenset[str]) -> Iterator[Finding]:
    """Check a page's front matter; `names` are the articles that exist in its language."""
    checker = _Checker(page, names)
    required = tuple(_TYPES) if page.is_article else _PAGE_KEYS
    yield from _check_keys(checker, required)
    typed = {k: v for k, v in checker.meta.items() if k in _TYPES and _has_type(v, _TYPES[k][0])}
    for key, value in typed.items():
        if key in _CHECKS and (page.is_article or key in _PAGE_KEYS):
            yield from _CHECKS[key](checker, key, value)
    if page.is_article and {"date", "updated"} <= typed.keys():
        yield from _check_order(checker, typed["date"], typed["updated"])


def _check_keys(checker: _Checker, required: tuple[str, ...]) -> Iterator[Finding]:
    if not checker.meta:
        message = f"no front matter; begin the file with `---` and {list_words(required)}"
        yield checker.find("", "META-2", message)
        return
    for key in required:
        if key not in checker.meta:
            yield checker.find(key, "META-2", f"front matter has no `{key}`; add it")
    known = [*_TYPES, *(() if checker.page.is_article else _OPTIONAL_PAGE_KEYS)]
    for key, value in checker.meta.items():
        name = str(key)
        if name not in known:
            yield checker.find(name, "META-3", f"unknown key `{name}`{suggest(name, known)}")
        elif name in _TYPES and not _has_type(value, _TYPES[name][0]):
            wanted, got = _TYPES[name][1], _describe(value)
            yield checker.find(name, "META-4", f"`{name}` must be {wanted}, but is {got}")


def _has_type(value: object, wanted: type) -> bool:
    return isinstance(value, wanted) and not isinstance(value, datetime.datetime)


def _describe(value: object) -> str:
    names = {str: "text", int: "a number", float: "a number", list: "a list", dict: "a mapping"}
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "true/false (put it in quotes)"
    return f"{names.get(type(value), type(value).__name__)} ({shorten(str(value), 40)})"


def _check_title(checker: _Checker, key: str, value: str) -> Iterator[Finding]:
    if not value.strip():
        yield checker.find(key, "META-5", "title is empty")
    yield from _check_markup(checker, key, value, "META-5")


def _check_description(checker: _Checker, key: str, value: str) -> Iterator[Finding]:
    low, high = _LENGTHS.get(checker.page.language, (40, 300))
    if checker.page.is_article and not low <= len(value.strip()) <= high:
        message = f"description has {len(value.strip())} characters, expected {low} to {high}"
        yield checker.find(key, "META-6", message)
    if not _SENTENCE_END.search(value.strip()):
        message = "description must be whole sentences; end it with a full stop"
        yield checker.find(key, "META-6", message)
    yield from _check_markup(checker, key, value, "META-6")


def _check_markup(checker: _Checker, key: str, value: str, rule: str) -> Iterator[Finding]:
    match = _MARKUP.search(value)
    if match:
        message = f'{key} is shown as plain text, but holds the markup "{match.group()}"; remove it'
        yield checker.find(key, rule, message)


def _check_strings(checker: _Checker, key: str, values: list[Any], rule: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for value in values:
        if not isinstance(value, str):
            message = f"`{key}` must list texts, but holds {_describe(value)}; put it in quotes"
            yield checker.find(key, "META-4", message)
        elif not value.strip():
            yield checker.find(key, rule, f"`{key}` holds an empty text")
        elif value in seen:
            yield checker.find(key, rule, f'`{key}` holds "{value}" twice')
        else:
            seen.add(value)


def _check_aliases(checker: _Checker, key: str, values: list[Any]) -> Iterator[Finding]:
    yield from _check_strings(checker, key, values, "META-10")


def _check_tags(checker: _Checker, key: str, values: list[Any]) -> Iterator[Finding]:
    yield from _check_strings(checker, key, values, "META-7")
    if not 2 <= len(values) <= 5:
        yield checker.find(key, "META-7", f"{count_of(len(values), 'tag')}, expected 2 to 5")
    known = list_tags()
    for tag in values:
        if isinstance(tag, str) and tag not in known:
            hint = suggest(tag, known)
            yield checker.find(key, "META-7", f'tag "{tag}" is not in data/tags.yml{hint}')


def _check_level(checker: _Checker, key: str, value: str) -> Iterator[Finding]:
    if value not in LEVELS:
        message = f'level "{value}" is unknown{suggest(value, LEVELS)}; use {list_words(LEVELS)}'
        yield checker.find(key, "META-9", message)


def _check_articles(checker: _Checker, key: str, values: list[Any]) -> Iterator[Finding]:
    yield from _check_strings(checker, key, values, "META-11")
    for name in (v for v in values if isinstance(v, str)):
        if name == checker.page.name:
            yield checker.find(key, "META-11", f"`{key}` names this article itself; remove it")
        elif name not in checker.names:
            hint = suggest(name, sorted(checker.names))
            yield checker.find(key, "META-11", f'`{key}` names "{name}", no such article{hint}')
    other = checker.meta.get("prerequisites")
    if key == "related" and isinstance(other, list):
        for name in (v for v in values if isinstance(v, str) and v in other):
            message = f'"{name}" is in `prerequisites` already; remove it from `related`'
            yield checker.find(key, "META-11", message)


def _check_order(
    checker: _Checker, date: datetime.date, updated: datetime.date
) -> Iterator[Finding]:
    if updated < date:
        message = f"`updated` ({updated}) is before `date` ({date})"
        yield checker.find("updated", "META-8", message)


_CHECKS: dict[str, Callable[[_Checker, str, Any], Iterator[Finding]]] = {
    "title": _check_title,
    "description": _check_description,
    "tags": _check_tags,
    "level": _check_level,
    "aliases": _check_aliases,
    "prerequisites": _check_articles,
    "related": _check_articles,
}
