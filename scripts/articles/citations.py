"""Citations and the list of references."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.articles.rules import find_at
from scripts.findings import Finding
from scripts.markdown.lines import index_lines
from scripts.markdown.records import Document, Place
from scripts.wording import shorten, suggest

_GROUP = re.compile(r"(?<!\\)\[(?=[^\[\]\n]*@)([^\[\]\n]*)(\]?)")
_PART = re.compile(r"@[\w:-]+(?:,\s*[^;@]+)?")
_LINK = re.compile(r"\]\(\s*https?://|<https?://")
_ITEM = re.compile(r"^ {0,3}(?:\d+[.)]|[-*+])[ \t]+(.*)$", re.M)
_KEYED = re.compile(r"\[@[\w:-]+\](?!\()")


def check_citations(document: Document, *, is_article: bool) -> Iterator[Finding]:
    """Check the syntax of citations and that they and the references agree."""
    yield from _check_syntax(document)
    yield from _check_cited(document)
    yield from _check_references(document)
    if is_article:
        yield from _check_list(document)


def _check_syntax(document: Document) -> Iterator[Finding]:
    lines = index_lines(document.text)
    for match in _GROUP.finditer(document.masked):
        inner = match.group(1).strip()
        if not inner.startswith("@") and ";" not in inner:
            continue  # an e-mail address or a handle in brackets
        parts = [p.strip() for p in inner.split(";")]
        if not match.group(2) or not all(_PART.fullmatch(p) for p in parts):
            message = (
                f'cannot read "{shorten(match.group())}"; '
                "write `[@key]`, `[@key, §2]` or `[@a; @b, §2]`"
            )
            yield find_at(document, lines.place(*match.span()), "CITE-1", message)


def _check_cited(document: Document) -> Iterator[Finding]:
    listed = {r.key for r in document.references}
    for citation in document.citations:
        if citation.key not in listed and re.fullmatch(r"[\w:-]+", citation.key):
            hint = suggest(citation.key, listed)
            message = f"@{citation.key} is not in the list of references{hint}"
            yield find_at(document, citation.place, "CITE-2", message)


def _check_references(document: Document) -> Iterator[Finding]:
    cited = {c.key for c in document.citations}
    first: dict[str, int] = {}
    for reference in document.references:
        key, place = reference.key, reference.place
        if key in first:
            message = f"reference @{key} is listed already on line {first[key]}"
            yield find_at(document, place, "CITE-4", message)
        elif key not in cited:
            message = f"reference @{key} is never cited; cite or remove it"
            yield find_at(document, place, "CITE-3", message)
        if not _LINK.search(reference.text):
            message = f"reference @{key} has no link; add its DOI, arXiv or web address"
            yield find_at(document, place, "CITE-5", message)
        first.setdefault(key, place.line)


def _check_list(document: Document) -> Iterator[Finding]:
    """Check that the section of references is a list whose items begin with keys."""
    heading = next((h for h in document.headings if h.id == "references"), None)
    if heading is None:
        return
    lines = index_lines(document.text)
    items = list(_ITEM.finditer(document.masked, heading.place.end))
    if not items:
        message = 'the section holds no reference; write `1. [@key] Authors. "Title." [arXiv](…)`'
        yield find_at(document, heading.place, "CITE-6", message)
    for item in items:
        if not re.match(r"\d+\.[ \t]", item.group().lstrip()) or not _KEYED.match(item.group(1)):
            place: Place = lines.place(*item.span())
            message = f'"{shorten(item.group(1), 40)}" must begin with its key: `1. [@key] …`'
            yield find_at(document, place, "CITE-6", message)
