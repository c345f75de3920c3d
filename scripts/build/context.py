"""The templates' data, and small repairs of the pages' HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from scripts.build.glossary import parse_terms
from scripts.build.listing import Card, make_url
from scripts.build.search import extract_text
from scripts.corpus import Corpus
from scripts.settings import LANGUAGES, list_sections, list_tags, load_data

LATEST = 12
_ELEMENT = re.compile(r"<atlas-([a-z0-9-]+)")


@dataclass(frozen=True)
class Site:
    """What all pages of a language share.

    `cards` come with the latest update first, `order` holds the names of the pages as the
    navigation has them, `site_url` ends with a slash.
    """

    corpus: Corpus
    cards: list[Card]
    order: Sequence[str]
    site_url: str


def make_context(site: Site, name: str, language: str, content: str) -> dict[str, Any]:
    """Return what a page's template needs; `content` is the page's finished HTML."""
    corpus, cards = site.corpus, site.cards
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
        "sections": list_section_records(cards, language, site.order),
        "section": section if section in list_sections() else "",
        "section_cards": [c for c in cards if c.section == section],
        "article": by_name.get(name),
        "related": _pick(by_name, meta.get("related")),
        "prerequisites": _pick(by_name, meta.get("prerequisites")),
        "tags": list_tag_records(cards, language),
        "topics": list_open_topics(by_name, section, language),
        "terms": list_term_records(by_name, language),
        "alternates": list_alternates(corpus, name, site.site_url),
        "has_math": "<math" in content,
        "elements": sorted(set(_ELEMENT.findall(content))),
        "root": make_url("index", language),
    }


def list_section_records(
    cards: list[Card], language: str, order: Sequence[str]
) -> list[dict[str, Any]]:
    """Return every section with its title, address and articles in the navigation's order."""
    place = {name: index for index, name in enumerate(order)}
    cards = sorted(cards, key=lambda card: (place.get(card.name, len(place)), card.title))
    return [
        {
            "slug": slug,
            "title": titles[language],
            "url": make_url(f"{slug}/index", language),
            "cards": [c for c in cards if c.section == slug],
        }
        for slug, titles in list_sections().items()
    ]


def list_nav_names(nav: Any) -> Iterator[str]:
    """Yield the pages of `nav` in mkdocs.yml, without `.md`, in their order."""
    if isinstance(nav, str):
        yield nav.removesuffix(".md")
    elif isinstance(nav, dict):
        for value in nav.values():
            yield from list_nav_names(value)
    elif isinstance(nav, list):
        for item in nav:
            yield from list_nav_names(item)


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


def mend_tables(page_html: str) -> str:
    """Make tables fit for phones and screen readers.

    A frame scrolls a wide table, so that it does not widen the page; an empty header cell
    becomes a plain one; a header with a formula gets spoken text, as screen readers and their
    checkers take MathML for an empty cell.
    """
    page_html = re.sub(r"<th([^>]*)>\s*</th>", r"<td\1></td>", page_html)
    page_html = re.sub(r"<th([^>]*)>((?:(?!</th>).)*<math\b.*?)</th>", _name_header, page_html)
    page_html = page_html.replace("<table>", '<div class="table-frame"><table class="atlas-table">')
    return page_html.replace("</table>", "</table></div>")


def wrap_sections(page_html: str) -> str:
    """Put every second-level heading and what follows it into a section.

    The style sheet lets browsers leave sections out of sight for later, without which a page
    of three hundred formulas is laid out at once.
    """
    first, *parts = re.split(r"(?=<h2\b)", page_html)
    return first + "".join(f'<section class="atlas-part">\n{part}</section>\n' for part in parts)


def _name_header(match: re.Match[str]) -> str:
    attributes, content = match.groups()
    name = html.escape(extract_text(content))
    hidden = content.replace("<math", '<math aria-hidden="true"')
    return f'<th{attributes}>{hidden}<span class="atlas-spoken">{name}</span></th>'
