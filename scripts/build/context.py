"""The templates' data, and small repairs of the pages' HTML."""

from __future__ import annotations

import re
from typing import Any

from scripts.build.glossary import parse_terms
from scripts.build.listing import Card, list_cards, make_card, make_url
from scripts.corpus import Corpus
from scripts.settings import LANGUAGES, list_sections, list_tags, load_data

LATEST = 12
_ELEMENT = re.compile(r"<atlas-([a-z0-9-]+)")


def make_context(
    corpus: Corpus, name: str, language: str, site_url: str, content: str
) -> dict[str, Any]:
    """Return what a page's template needs; `content` is the page's finished HTML."""
    cards = list_cards(corpus, language)
    by_name = {card.name: card for card in cards}
    page = corpus.pages.get((name, language))
    meta = page.document.meta if page else {}
    section = name.partition("/")[0]
    return {
        "t": load_data("strings")[language],
        "language": language,
        "name": name,
        "cards": cards,
        "latest": cards[:LATEST],
        "sections": list_section_records(cards, language),
        "section": section if section in list_sections() else "",
        "section_cards": [c for c in cards if c.section == section],
        "article": make_card(page) if page and page.is_article else None,
        "related": _pick(by_name, meta.get("related")),
        "prerequisites": _pick(by_name, meta.get("prerequisites")),
        "tags": list_tag_records(cards, language),
        "topics": list_open_topics(by_name, section, language),
        "terms": list_term_records(by_name, language),
        "alternates": list_alternates(corpus, name, site_url),
        "has_math": "<math" in content,
        "elements": sorted(set(_ELEMENT.findall(content))),
        "root": make_url("index", language),
    }


def list_section_records(cards: list[Card], language: str) -> list[dict[str, Any]]:
    """Return every section with its title, address and articles."""
    return [
        {
            "slug": slug,
            "title": titles[language],
            "url": make_url(f"{slug}/index", language),
            "cards": sorted((c for c in cards if c.section == slug), key=lambda c: c.title),
        }
        for slug, titles in list_sections().items()
    ]


def list_open_topics(by_name: dict[str, Card], section: str, language: str) -> list[str]:
    """Return the titles of a section's founding topics that have no article yet."""
    return [
        topic[language]
        for topic in load_data("topics")
        if topic["section"] == section and f"{section}/{topic['slug']}" not in by_name
    ]


def list_tag_records(cards: list[Card], language: str) -> list[dict[str, Any]]:
    """Return the tags that articles carry, by name, each with its articles."""
    records = []
    for slug, names in list_tags().items():
        tagged = [c for c in cards if slug in (tag for tag, _ in c.tags)]
        if tagged:
            records.append({"slug": slug, "title": names[language], "cards": tagged})
    return sorted(records, key=lambda r: r["title"].casefold())


def list_term_records(by_name: dict[str, Card], language: str) -> list[dict[str, Any]]:
    """Return the glossary's rows in the order of the English names."""
    terms = sorted(parse_terms(load_data("glossary")), key=lambda t: t.names["en"].casefold())
    return [
        {
            "slug": term.slug,
            "names": term.names,
            "abbreviation": term.abbreviation,
            "meaning": term.meanings[language],
            "card": by_name.get(term.article),
        }
        for term in terms
    ]


def list_alternates(corpus: Corpus, name: str, site_url: str) -> list[dict[str, str]]:
    """Return the page's address in every language in which it exists."""
    return [
        {
            "language": language,
            "url": make_url(name, language),
            "absolute": site_url + make_url(name, language).removeprefix("./"),
        }
        for language in LANGUAGES
        if (name, language) in corpus.pages
    ]


def _pick(by_name: dict[str, Card], names: Any) -> list[Card]:
    return [by_name[n] for n in names or () if n in by_name]


def wrap_tables(page_html: str) -> str:
    """Put tables into a scrolling frame, so that a wide one does not widen a phone's page."""
    page_html = re.sub(r"<table>", '<div class="table-frame"><table>', page_html)
    return page_html.replace("</table>", "</table></div>")
