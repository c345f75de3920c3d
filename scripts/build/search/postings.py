"""The inverted index: which token stands in which passage, with what weight.

A passage is a section of a page; a page's first passage also holds its names. The weights are
those of a BM25 with fields, cut to whole numbers; the browser adds rarity and the query.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from scripts.build.search.pages import ALIAS, TERM, TITLE, Entry
from scripts.build.search.tokens import (
    HUMP,
    PART,
    WHOLE,
    compact,
    cut_unit,
    find_first,
    join_words,
    spell_unit,
    split_units,
    tokenize,
)

SCALE = 4  # a weight of 1 is stored as this
LIMIT = 99
TITLE_WEIGHT, HEADING_WEIGHT, OTHER_HEADING_WEIGHT, EXTRA_WEIGHT = 8.0, 5.0, 2.5, 1.5
NAME_WEIGHTS = {TITLE: TITLE_WEIGHT, ALIAS: 6.0, TERM: 4.0}
LEVEL_WEIGHTS = {WHOLE: 1.0, PART: 0.8, HUMP: 0.5}
# Summaries, questions and references repeat what other sections explain.
SECTION_WEIGHTS = {"key-points": 0.7, "check-yourself": 0.6, "references": 0.12}
AVERAGE = 250  # tokens of a passage of average length
# A word that stands nearly everywhere says little; beyond this many passages only those with
# the highest weights are kept, so that no answer grows with the site.
MAX_PASSAGES = 240


@dataclass(slots=True)
class Postings:
    """A token's passages with weights, in how many it stands, and the names it begins."""

    passages: dict[int, int] = field(default_factory=dict)
    names: dict[str, dict[int, int]] = field(default_factory=dict)

    def prune(self) -> dict[int, int]:
        """Return the passages to keep, in order."""
        if len(self.passages) <= MAX_PASSAGES:
            return self.passages
        best = sorted(self.passages.items(), key=lambda item: (-item[1], item[0]))[:MAX_PASSAGES]
        return dict(sorted(best))


Index = dict[str, Postings]
Weights = dict[str, float]


class Words:
    """The Latin words that typing errors are corrected to, and how common each is."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.sure: set[str] = set()

    def add(self, units: Iterable[str], *, sure: bool) -> None:
        """Count the words of a passage once; those of names and headings are `sure`."""
        words = {word for unit in set(units) for word in spell_unit(unit)}
        if sure:
            self.sure |= words
        else:
            self.counts.update(words)

    def list(self) -> dict[str, int]:
        """Return the words; one that stands once, in running text, may be a misprint."""
        kept = self.sure | {word for word, count in self.counts.items() if count > 1}
        return {word: self.counts[word] + (word in self.sure) for word in sorted(kept)}


def build_postings(entries: list[Entry]) -> tuple[Index, Words]:
    """Return the index of the entries, passages numbered through all of them, and the words."""
    index: Index = {}
    words = Words()
    number = 0
    for page, entry in enumerate(entries):
        _add_names(index, entry, page)
        words.add(split_units(" ".join(name.text for name in entry.names)), sure=True)
        for first, section in enumerate(entry.sections):
            units = split_units(section.text)
            words.add(units, sure=False)
            words.add(split_units(section.heading), sure=True)
            weights = weigh_text(units, SECTION_WEIGHTS.get(section.id, 1.0))
            _add(weights, section.heading, HEADING_WEIGHT)
            _add(weights, entry.headings.get(section.id, ""), OTHER_HEADING_WEIGHT)
            if not first:
                _add_head(weights, entry)
            for key, weight in weights.items():
                if key not in index:
                    index[key] = Postings()
                index[key].passages[number] = max(1, min(LIMIT, round(weight * SCALE)))
            number += 1
    return index, words


def _add_head(weights: Weights, entry: Entry) -> None:
    best: Weights = {}
    for name in entry.names:  # a word in five aliases counts once
        for key in {*(key for key, _ in tokenize(name.text)), join_words(name.text)} - {""}:
            best[key] = max(best.get(key, 0.0), NAME_WEIGHTS[name.kind])
    for key, weight in best.items():
        weights[key] = weights.get(key, 0.0) + weight
    for text in (entry.description, entry.extras):
        _add(weights, text, EXTRA_WEIGHT)


def weigh_text(units: list[str], weight: float = 1.0) -> Weights:
    """Return the weight of each token of a passage's text, less in a long passage."""
    tokens = [token for unit in units for token in cut_unit(unit)]
    share = weight / (0.4 + 0.6 * len(tokens) / AVERAGE)
    shares = {level: share * part for level, part in LEVEL_WEIGHTS.items()}
    weights: Weights = {}
    for key, level in tokens:
        weights[key] = weights.get(key, 0.0) + shares[level]
    return weights


def _add(weights: Weights, text: str, weight: float) -> None:
    for key, level in set(tokenize(text)):
        weights[key] = weights.get(key, 0.0) + weight * LEVEL_WEIGHTS[level]


def _add_names(index: Index, entry: Entry, page: int) -> None:
    for name in entry.names:
        first, whole = find_first(name.text), compact(name.text)
        if first:
            pages = index.setdefault(first, Postings()).names.setdefault(whole, {})
            pages[page] = max(pages.get(page, 0), name.kind)
