"""The inverted index: which token stands in which passage, with what weight.

A passage is a section of a page; a page's first passage also holds its names. The weights are
those of a BM25 with fields, cut to whole numbers; the browser adds rarity and the query.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from scripts.build.search.pages import ALIAS, TERM, TITLE, Entry
from scripts.build.search.tokens import (
    HUMP,
    PART,
    WHOLE,
    compact,
    find_first,
    list_spellings,
    tokenize,
)

SCALE = 4  # a weight of 1 is stored as this
LIMIT = 99
TITLE_WEIGHT, HEADING_WEIGHT, OTHER_HEADING_WEIGHT, EXTRA_WEIGHT = 8.0, 5.0, 2.5, 1.5
NAME_WEIGHTS = {TITLE: TITLE_WEIGHT, ALIAS: 6.0, TERM: 4.0}
LEVEL_WEIGHTS = {WHOLE: 1.0, PART: 0.8, HUMP: 0.5}
AVERAGE = 250  # tokens of a passage of average length
# A word that stands nearly everywhere says little; beyond this many passages only those with
# the highest weights are kept, so that no answer grows with the site.
MAX_PASSAGES = 300


@dataclass
class Postings:
    """A token's passages with weights, in how many it stands, and the names it begins."""

    passages: dict[int, int] = field(default_factory=dict)
    names: dict[str, dict[int, int]] = field(default_factory=dict)

    def prune(self) -> dict[int, int]:
        """Return the passages to keep, in order."""
        best = sorted(self.passages.items(), key=lambda item: (-item[1], item[0]))[:MAX_PASSAGES]
        return dict(sorted(best))


Index = dict[str, Postings]
Weights = dict[str, float]


def build_postings(entries: list[Entry]) -> Index:
    """Return the index of the entries; passages are numbered through all of them."""
    index: Index = {}
    number = 0
    for page, entry in enumerate(entries):
        _add_names(index, entry, page)
        for first, section in enumerate(entry.sections):
            weights = weigh_text(section.text)
            _add(weights, section.heading, HEADING_WEIGHT)
            _add(weights, entry.headings.get(section.id, ""), OTHER_HEADING_WEIGHT)
            if not first:
                _add_head(weights, entry)
            for key, weight in weights.items():
                stored = max(1, min(LIMIT, round(weight * SCALE)))
                index.setdefault(key, Postings()).passages[number] = stored
            number += 1
    return index


def _add_head(weights: Weights, entry: Entry) -> None:
    best: Weights = {}
    for name in entry.names:  # a word in five aliases counts once
        for token in tokenize(name.text):
            best[token.key] = max(best.get(token.key, 0.0), NAME_WEIGHTS[name.kind])
    for key, weight in best.items():
        weights[key] = weights.get(key, 0.0) + weight
    for text in (entry.description, entry.extras):
        _add(weights, text, EXTRA_WEIGHT)


def weigh_text(text: str) -> Weights:
    """Return the weight of each token of a passage's text, less in a long passage."""
    tokens = tokenize(text)
    share = 1 / (0.4 + 0.6 * len(tokens) / AVERAGE)
    weights: Weights = {}
    for token in tokens:
        weights[token.key] = weights.get(token.key, 0.0) + share * LEVEL_WEIGHTS[token.level]
    return weights


def _add(weights: Weights, text: str, weight: float) -> None:
    for token in set(tokenize(text)):
        weights[token.key] = weights.get(token.key, 0.0) + weight * LEVEL_WEIGHTS[token.level]


def _add_names(index: Index, entry: Entry, page: int) -> None:
    for name in entry.names:
        first, whole = find_first(name.text), compact(name.text)
        if first:
            pages = index.setdefault(first, Postings()).names.setdefault(whole, {})
            pages[page] = max(pages.get(page, 0), name.kind)


def list_words(entries: list[Entry]) -> dict[str, int]:
    """Return the Latin words for correcting typing errors, each with how often it stands.

    Words that stand only once, in running text, are as likely misprints as words.
    """
    counts: Counter[str] = Counter()
    sure: set[str] = set()
    for entry in entries:
        heads = " ".join([*(n.text for n in entry.names), *(s.heading for s in entry.sections)])
        sure.update(list_spellings(heads))
        for section in entry.sections:
            counts.update(set(list_spellings(section.text)))
    return {
        word: counts[word] + (1 if word in sure else 0)
        for word in sorted(sure | {w for w, n in counts.items() if n > 1})
    }
