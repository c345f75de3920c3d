"""Headings, fixed sections, questions, key points and what is still to be written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from scripts.articles.rules import find_at
from scripts.corpus import Page
from scripts.findings import Finding
from scripts.markdown.lines import Lines, index_lines
from scripts.markdown.records import Document, Heading, Place
from scripts.settings import FIXED_HEADINGS
from scripts.wording import count_of, list_words, suggest

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LIST_ITEM = re.compile(r"^ {0,3}(?:[-*+]|\d+[.)])[ \t]+\S", re.M)
_TODO = re.compile(r"TODO\(write\)")
_NOT_PLAIN = re.compile(r"`|\$|\\\(")

MIN_QUESTIONS = 5
KEY_POINTS = (3, 6)


def check_structure(page: Page) -> Iterator[Finding]:
    """Check the headings of any page and the fixed sections of an article."""
    document = page.document
    yield from check_headings(document)
    if page.is_article:
        yield from _check_todos(document)
        yield from _check_fixed_headings(document, page.language)
        yield from _check_lead(document)
        yield from _check_questions(document)
        yield from _check_key_points(document)


def check_headings(document: Document) -> Iterator[Finding]:
    """Check levels, ids and wording of all headings."""
    for heading in document.headings:
        yield from _check_heading(document, heading)
    yield from _check_levels(document)
    yield from _check_unique_ids(document)


def _check_heading(document: Document, heading: Heading) -> Iterator[Finding]:
    place = heading.place
    if heading.level == 1:
        message = f'"# {heading.text}": the page\'s title is its h1; begin at `##`'
        yield find_at(document, place, "ARTICLE-3", message)
    if not heading.id:
        message = f'heading "{heading.text}" has no id; write `{heading.text} {{#some-id}}`'
        yield find_at(document, place, "ARTICLE-5", message)
    elif not _ID.fullmatch(heading.id):
        message = f"id `{heading.id}` must be ASCII lower case, digits and hyphens"
        yield find_at(document, place, "ARTICLE-7", message)
    if _NOT_PLAIN.search(heading.text):
        message = f'heading "{heading.text}" holds a formula or code; write it in words'
        yield find_at(document, place, "ARTICLE-8", message)


def _check_levels(document: Document) -> Iterator[Finding]:
    levels = [1, *(h.level for h in document.headings)]
    for (before, level), heading in zip(pairwise(levels), document.headings, strict=True):
        if level > before + 1:
            message = (
                f'heading "{heading.text}" jumps from level {before} to {level}; '
                f"use `{'#' * (before + 1)}`"
            )
            yield find_at(document, heading.place, "ARTICLE-4", message)


def _check_unique_ids(document: Document) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for heading in document.headings:
        if heading.id in first:
            message = f"id `{heading.id}` is taken by line {first[heading.id]}; choose another"
            yield find_at(document, heading.place, "ARTICLE-6", message)
        elif heading.id:
            first[heading.id] = heading.place.line


def _check_fixed_headings(document: Document, language: str) -> Iterator[Finding]:
    ids = Counter(h.id for h in document.headings)
    for id_, titles in FIXED_HEADINGS.items():
        if not ids[id_]:
            near = suggest(id_, [i for i in ids if i])
            message = f"section `## {titles[language]} {{#{id_}}}` is missing{near}"
            yield find_at(document, _end_of(document), "ARTICLE-9", message)
    fixed = [h for h in document.headings if h.id in FIXED_HEADINGS]
    for heading in fixed:
        title = FIXED_HEADINGS[heading.id][language]
        if heading.level != 2 or heading.text != title:
            message = f"write this heading as `## {title} {{#{heading.id}}}`"
            yield find_at(document, heading.place, "ARTICLE-9", message)
    yield from _check_fixed_order(document, [h.id for h in document.headings if h.level == 2])


def _check_fixed_order(document: Document, ids: list[str]) -> Iterator[Finding]:
    if not set(FIXED_HEADINGS) <= set(ids):
        return
    if ids[0] != "key-points" or ids[-2:] != ["check-yourself", "references"]:
        message = f"order of sections is {list_words(ids)}; expected key-points first, "
        place = document.headings[0].place
        message += "check-yourself and references last"
        yield find_at(document, place, "ARTICLE-9", message)


def _end_of(document: Document) -> Place:
    lines: Lines = index_lines(document.text)
    end = len(document.text.rstrip())
    return lines.place(max(end - 1, 0), end)


def _check_lead(document: Document) -> Iterator[Finding]:
    first = document.headings[0].place.start if document.headings else len(document.text)
    if not document.text[document.body_start : first].strip():
        place = index_lines(document.text).place(document.body_start, document.body_start)
        message = "no lead paragraph before the first heading; say what this is and what it solves"
        yield find_at(document, place, "ARTICLE-13", message)


def _section_span(document: Document, id_: str) -> tuple[Heading, int, int] | None:
    """Return a section's heading and the offsets of its text, up to the next `##`."""
    headings = document.headings
    for i, heading in enumerate(headings):
        if heading.id == id_:
            after = [h.place.start for h in headings[i + 1 :] if h.level <= heading.level]
            return heading, heading.place.end, min(after, default=len(document.text))
    return None


def _check_questions(document: Document) -> Iterator[Finding]:
    span = _section_span(document, "check-yourself")
    if span is None:
        return
    heading, start, end = span
    count = sum(start <= q.place.start < end for q in document.questions)
    if count < MIN_QUESTIONS:
        message = (
            f"{count_of(count, 'question')} (`??? question`), expected at least {MIN_QUESTIONS}"
        )
        yield find_at(document, heading.place, "ARTICLE-10", message)


def count_key_points(document: Document) -> int:
    """Return the number of list items under the key points' heading."""
    span = _section_span(document, "key-points")
    return len(_LIST_ITEM.findall(document.text[span[1] : span[2]])) if span else 0


def _check_key_points(document: Document) -> Iterator[Finding]:
    span = _section_span(document, "key-points")
    low, high = KEY_POINTS
    count = count_key_points(document)
    if span and not low <= count <= high:
        message = f"{count_of(count, 'key point')}, expected {low} to {high}"
        yield find_at(document, span[0].place, "ARTICLE-11", message)


def _check_todos(document: Document) -> Iterator[Finding]:
    lines = index_lines(document.text)
    for match in _TODO.finditer(document.text):
        place = lines.place(*match.span())
        line = document.text[match.start() :].split("\n", 1)[0]
        yield find_at(document, place, "ARTICLE-12", f"still to be written: {line.strip()[:80]}")
