"""What of a page is searched: its names in both languages, its headings, its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from scripts.build.glossary import Term, parse_terms
from scripts.build.listing import clean_text, make_url
from scripts.build.search.text import Section, split_sections
from scripts.corpus import Corpus, Page
from scripts.settings import LANGUAGES, list_sections, list_tags, load_data

TITLE, ALIAS, TERM = 3, 2, 1  # the kinds of names, the best first match highest


@dataclass(frozen=True)
class SearchPage:
    """A built page: its name, address relative to the site's root, front matter and HTML."""

    name: str
    url: str
    meta: dict[str, Any]
    content: str


@dataclass(frozen=True)
class Name:
    """What a page is called; `kind` is TITLE, ALIAS or TERM."""

    text: str
    kind: int


@dataclass(frozen=True)
class Entry:
    """A page as it is indexed.

    `extras` are words that count for the page but are not shown (tags, the other language's
    description); `headings` are the other language's headings by id.
    """

    url: str
    title: str
    section: str
    is_article: bool
    description: str
    names: tuple[Name, ...]
    extras: str
    headings: dict[str, str]
    sections: tuple[Section, ...]


def collect_entries(pages: Iterable[SearchPage], language: str, corpus: Corpus) -> list[Entry]:
    """Return a language's pages as they are indexed, by name."""
    terms = parse_terms(load_data("glossary"))
    return [_make_entry(p, language, corpus, terms) for p in sorted(pages, key=lambda p: p.name)]


def _make_entry(page: SearchPage, language: str, corpus: Corpus, terms: list[Term]) -> Entry:
    partners = [
        found
        for other in LANGUAGES
        if other != language and (found := corpus.pages.get((page.name, other)))
    ]
    folder, _, slug = page.name.partition("/")
    names = _list_names(page, partners, terms)
    return Entry(
        url=make_url(page.name, language).removeprefix("./"),
        title=str(page.meta.get("title", page.name)),
        section=list_sections().get(folder, {}).get(language, ""),
        is_article=bool(slug) and slug != "index",
        description=clean_text(str(page.meta.get("description", ""))),
        names=tuple(dict.fromkeys(names)),
        extras=" ".join(_list_extras(page, partners)),
        headings={h.id: h.text for p in partners for h in p.document.headings if h.id},
        sections=tuple(split_sections(page.content)),
    )


def _list_names(page: SearchPage, partners: list[Page], terms: list[Term]) -> Iterator[Name]:
    for meta in (page.meta, *(p.document.meta for p in partners)):
        if "title" in meta:
            yield Name(str(meta["title"]), TITLE)
        for alias in meta.get("aliases") or ():
            yield Name(str(alias), ALIAS)
    for term in terms:
        if term.article == page.name:
            for text in (*term.names.values(), term.abbreviation):
                yield Name(text, TERM)


def _list_extras(page: SearchPage, partners: list[Page]) -> Iterator[str]:
    yield page.name.rpartition("/")[2]
    for tag in page.meta.get("tags") or ():
        yield from list_tags().get(tag, {}).values()
    for partner in partners:
        yield clean_text(str(partner.document.meta.get("description", "")))
