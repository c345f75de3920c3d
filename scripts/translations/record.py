"""data/translations.yml: the hash of each language's text when the two were last accepted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from scripts.corpus import Corpus, Page
from scripts.files import write_atomically
from scripts.findings import Finding
from scripts.settings import LANGUAGES
from scripts.translations.rules import Pair
from scripts.wording import shorten, suggest

NAME = "data/translations.yml"
MAX_BYTES = 1_000_000
COMMAND = ".venv/bin/python -m scripts.check_translations --accept"
_HEADER = (
    "# What each article's texts were (hash) when its languages were last said to agree.\n"
    f"# Written by `{COMMAND} <section>/<slug>`; do not edit by hand.\n"
)

Record = dict[str, dict[str, str]]


class RecordError(Exception):
    """The record cannot be read; `line` counts from 1."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


def hash_page(page: Page) -> str:
    """Return a short hash of a page's text; line ends and trailing blanks do not count."""
    text = "\n".join(line.rstrip() for line in page.document.text.strip().split("\n"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def read_record(root: Path) -> Record:
    """Read the record; a missing file is an empty one. Raises RecordError."""
    path = root / NAME
    if not path.exists():
        return {}
    try:
        data = path.read_bytes()
        if len(data) > MAX_BYTES:
            raise RecordError(f"file has {len(data)} bytes, at most {MAX_BYTES} are read")
        text = data.decode("utf-8")
        if any(isinstance(e, yaml.AliasEvent) for e in yaml.parse(text, Loader=yaml.SafeLoader)):
            raise RecordError("YAML aliases are not allowed here")
        return _check_record(yaml.safe_load(text))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        raise RecordError(f"not valid YAML: {error.problem}; {_HINT}", line) from None
    except (yaml.YAMLError, ValueError, LookupError, RecursionError, OSError) as error:
        raise RecordError(f"cannot be read: {shorten(str(error), 100)}; {_HINT}") from None


_HINT = f"repair it, or delete it and run `{COMMAND} --all`"


def _check_record(loaded: object) -> Record:
    entries = {} if loaded is None else loaded
    if not isinstance(entries, dict) or not all(
        isinstance(k, str) and isinstance(v, dict) and all(isinstance(h, str) for h in v.values())
        for k, v in entries.items()
    ):
        raise RecordError(f'expected `article: {{zh: "hash", en: "hash"}}` lines; {_HINT}')
    return entries


def write_record(root: Path, record: Record) -> None:
    """Write the record, sorted, one article a line."""
    lines = []
    for name in sorted(record):
        hashes = ", ".join(f'{lang}: "{record[name][lang]}"' for lang in sorted(record[name]))
        lines.append(f"{name}: {{{hashes}}}\n")
    (root / NAME).parent.mkdir(exist_ok=True)
    write_atomically(root / NAME, _HEADER + "".join(lines))


def accept(corpus: Corpus, record: Record, names: Iterable[str]) -> Record:
    """Return the record with the present texts of these articles; drops what is gone."""
    existing = {p.name for p, _ in corpus.list_pairs() if p.is_article}
    kept = {k: v for k, v in record.items() if k in existing}
    for name in names:
        kept[name] = {lang: hash_page(corpus.pages[name, lang]) for lang in LANGUAGES}
    return kept


def list_changed(pair: Pair, record: Record) -> list[str] | None:
    """Return the languages changed since the pair was accepted; None if it never was."""
    accepted = record.get(pair.first.name)
    if accepted is None:
        return None
    return [
        p.language for p in (pair.first, pair.other) if accepted.get(p.language) != hash_page(p)
    ]


def check_staleness(pair: Pair, record: Record) -> Iterator[Finding]:
    """Warn where one side, both or none were changed since the pair was last accepted."""
    changed = list_changed(pair, record)
    command = f"`{COMMAND} {pair.first.name}`"
    if changed is None:
        message = f"the two were never accepted as agreeing; compare them, then run {command}"
    elif len(changed) == 2:
        message = f"both languages changed since they were last accepted; compare, then {command}"
    elif changed:
        older = next(lang for lang in pair.languages if lang not in changed)
        message = (
            f"{changed[0]} changed since the two were last accepted; {older} may be older; "
            f"update it, then run {command}"
        )
    else:
        return
    yield pair.warn((1, 1), "PAIR-14", message)


def check_record(record: Record, corpus: Corpus) -> Iterator[Finding]:
    """Find recorded articles that do not exist (any more)."""
    names = sorted({name for name, _ in corpus.pages})
    for index, name in enumerate(sorted(set(record) - set(names))):
        message = f'"{name}" does not exist{suggest(name, names)}; run `{COMMAND} --all`'
        yield Finding(NAME, 1, index + 1, "PAIR-15", message)
