"""What is asked of the person who starts an article, and whether the answers can be used."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from scripts.articles.files import SLUG
from scripts.settings import LANGUAGES, LEVELS, list_sections, list_tags
from scripts.wording import list_words, suggest


class RequestError(Exception):
    """An answer that cannot be used; the message says what to give instead."""


@dataclass(frozen=True)
class Request:
    """A new article: where it goes and what its front matter says."""

    section: str
    slug: str
    titles: dict[str, str]
    level: str
    tags: tuple[str, ...]
    date: datetime.date

    @property
    def name(self) -> str:
        return f"{self.section}/{self.slug}"

    def path(self, language: str) -> str:
        """Return the path of a language's file below the repository."""
        return f"docs/{language}/{self.name}.md"


def check_request(request: Request, root: Path) -> None:
    """Raise RequestError for the first answer that cannot be used."""
    _check_choice("section", request.section, list_sections())
    if not SLUG.fullmatch(request.slug) or request.slug == "index":
        raise RequestError(f'slug "{request.slug}" must be lower case letters, digits and hyphens')
    for language, title in request.titles.items():
        if not title.strip() or not title.isprintable():
            raise RequestError(f"the title in {language} must be one line of text")
    _check_choice("level", request.level, LEVELS)
    if not 2 <= len(set(request.tags)) == len(request.tags) <= 5:
        raise RequestError(f"{len(request.tags)} tags given, expected 2 to 5 different ones")
    for tag in request.tags:
        _check_choice("tag", tag, list_tags())
    for path in map(request.path, LANGUAGES):
        if (root / path).exists():
            raise RequestError(f"{path} exists already")


def _check_choice(noun: str, value: str, choices: dict[str, dict[str, str]]) -> None:
    if value not in choices:
        hint = suggest(value, choices)
        raise RequestError(f'{noun} "{value}" is unknown{hint}; known: {list_words(choices)}')
