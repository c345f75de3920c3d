"""The state of every article's languages as a table for people."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from scripts.corpus import Corpus
from scripts.findings import Finding
from scripts.settings import LANGUAGES
from scripts.translations.record import Record, list_changed
from scripts.translations.rules import Pair

HEADER = ("article", *LANGUAGES, "state")


def make_table(corpus: Corpus, record: Record, findings: Iterable[Finding]) -> str:
    """Return one line for each article: which languages there are, and how they agree."""
    faulty = {f.path for f in findings if f.severity == "error"}
    names = sorted({p.name for p in corpus.pages.values() if p.is_article})
    rows = [HEADER, *(_make_row(name, corpus, record, faulty) for name in names)]
    widths = [max(_measure(row[i]) for row in rows) for i in range(len(HEADER))]
    return "\n".join(_join(row, widths) for row in rows)


def _make_row(name: str, corpus: Corpus, record: Record, faulty: set[str]) -> tuple[str, ...]:
    pages = [corpus.pages.get((name, lang)) for lang in LANGUAGES]
    marks = ["yes" if page else "-" for page in pages]
    return (name, *marks, _name_state(name, corpus, record, faulty))


def _name_state(name: str, corpus: Corpus, record: Record, faulty: set[str]) -> str:
    pages = [corpus.pages[name, lang] for lang in LANGUAGES if (name, lang) in corpus.pages]
    if len(pages) < len(LANGUAGES):
        return "missing"
    if any(p.document.path in faulty for p in pages):
        return "differs"
    pair = Pair(pages[0], pages[1])
    changed = list_changed(pair, record)
    if changed is None:
        return "not accepted"
    if len(changed) == 1:
        return f"{next(lang for lang in LANGUAGES if lang not in changed)} older"
    return "both changed" if changed else "in step"


def _measure(text: str) -> int:
    """Return the columns a text takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _join(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [c + " " * (w - _measure(c)) for c, w in zip(row, widths, strict=True)]
    return "  ".join(cells).rstrip()
