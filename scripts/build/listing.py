"""What the templates show of articles: cards, lists per section and tag, reading time."""

from __future__ import annotations

import datetime
import math
import re
from dataclasses import dataclass
from typing import Any

from scripts.build.mathml import strip_math
from scripts.corpus import Corpus, Page
from scripts.markdown.records import Document
from scripts.settings import LANGUAGES, LEVELS, list_sections, list_tags

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# Readers' pace: Chinese characters and English words a minute; a line of code counts as
# eight words, a displayed formula as twelve.
HAN_PER_MINUTE = 400
WORDS_PER_MINUTE = 220


@dataclass(frozen=True)
class Card:
    """An article as lists show it; `url` is relative to the site's root."""

    name: str
    title: str
    url: str
    section: str
    section_title: str
    description: str
    date: datetime.date
    updated: datetime.date
    level: str
    level_title: str
    minutes: int
    tags: tuple[tuple[str, str], ...]
    aliases: tuple[str, ...]


def make_url(name: str, language: str) -> str:
    """Return a page's address relative to the site's root, such as `en/python/generators/`."""
    name = "" if name == "index" else name.removesuffix("/index")
    parts = ["" if language == LANGUAGES[0] else language, name]
    path = "/".join(part for part in parts if part)
    return f"{path}/" if path else "./"


def estimate_minutes(document: Document) -> int:
    """Return the minutes that reading takes, at least 1."""
    words = len(re.findall(r"[A-Za-z][\w'-]*", document.masked))
    han = len(re.findall(f"[{HAN}]", document.masked))
    code = sum(f.body.count("\n") for f in document.fences)
    display = sum(f.display for f in document.formulas)
    return max(
        1, math.ceil(han / HAN_PER_MINUTE + (words + 8 * code + 12 * display) / WORDS_PER_MINUTE)
    )


def clean_text(markdown: str) -> str:
    """Return one-line Markdown as plain text: no formulas' source, no code or link marks."""
    text = strip_math(markdown)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\s*\[@[^\]]*\]", "", text)
    return " ".join(re.sub(r"[`*_]{1,3}(?=\S)|(?<=\S)[`*]{1,3}", "", text).split())


def make_card(page: Page) -> Card:
    """Return the card of an article with valid front matter."""
    meta, lang = page.document.meta, page.language
    section = page.name.partition("/")[0]
    level = str(meta.get("level", "beginner"))
    names = list_tags()
    return Card(
        name=page.name,
        title=str(meta.get("title", page.name)),
        url=make_url(page.name, lang),
        section=section,
        section_title=list_sections().get(section, {}).get(lang, section),
        description=clean_text(str(meta.get("description", ""))),
        date=_as_date(meta.get("date")),
        updated=_as_date(meta.get("updated") or meta.get("date")),
        level=level,
        level_title=LEVELS.get(level, {}).get(lang, level),
        minutes=estimate_minutes(page.document),
        tags=tuple((t, names.get(t, {}).get(lang, t)) for t in meta.get("tags") or ()),
        aliases=tuple(str(a) for a in meta.get("aliases") or ()),
    )


def _as_date(value: Any) -> datetime.date:
    if isinstance(value, datetime.datetime):
        return value.date()
    return value if isinstance(value, datetime.date) else datetime.date(1970, 1, 1)


def list_cards(corpus: Corpus, language: str) -> list[Card]:
    """Return the cards of a language's articles, the latest update first."""
    cards = [make_card(page) for page in corpus.list_articles(language)]
    return sorted(cards, key=lambda c: (-c.updated.toordinal(), -c.date.toordinal(), c.name))
