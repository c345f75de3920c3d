"""The pages `rules.md` explain every rule of every check, and no other."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from scripts.check_articles import list_all_rules
from scripts.corpus import read_page
from scripts.markdown.records import Document
from scripts.settings import DOCS, LANGUAGES, ROOT

_ROW = re.compile(r"^\|[ \t]*([A-Z]+-\d+)[ \t]*\|(.*)\|[ \t]*$", re.M)


def read_rules_page(language: str) -> Document:
    """Return the scanned page of rules of a language."""
    page = read_page(DOCS / language / "rules.md", ROOT)
    assert isinstance(page, Document), page
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_stands_once_in_the_page_of_rules(language: str) -> None:
    found = Counter(m.group(1) for m in _ROW.finditer(read_rules_page(language).text))
    assert found == Counter(list_all_rules().keys())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_a_demand_and_a_repair(language: str) -> None:
    for match in _ROW.finditer(read_rules_page(language).text):
        cells = [cell.strip() for cell in match.group(2).split("|")]
        assert len(cells) == 2, f"{match.group(1)} has {len(cells)} cells after its number"
        assert all(cells), f"{match.group(1)} has an empty cell"


def test_the_rules_come_in_the_same_order_under_the_same_headings() -> None:
    first, *others = (read_rules_page(language) for language in LANGUAGES)
    for other in others:
        assert _list_rules_by_heading(other) == _list_rules_by_heading(first)


def _list_rules_by_heading(page: Document) -> list[str]:
    marks = [(h.place.start, f"{'#' * h.level} {h.id}") for h in page.headings]
    marks += [(m.start(), m.group(1)) for m in _ROW.finditer(page.text)]
    return [mark for _, mark in sorted(marks)]
