"""Check that the languages of every article agree, and record when they were accepted."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

from scripts.command import keep_selected, make_check_parser, select_names
from scripts.corpus import Corpus, read_corpus
from scripts.findings import Finding, run_check
from scripts.settings import LANGUAGES
from scripts.suppressions import apply_suppressions
from scripts.translations.compare import compare_pair
from scripts.translations.record import (
    NAME,
    Record,
    RecordError,
    accept,
    check_record,
    check_staleness,
    read_record,
    write_record,
)
from scripts.translations.rules import RULES, Pair
from scripts.translations.table import make_table

__all__ = ["RULES", "check_corpus", "main"]


def check_corpus(corpus: Corpus, record: Record) -> list[Finding]:
    """Return all findings about the languages of a corpus, suppressions applied."""
    findings = [*corpus.findings, *_check_partners(corpus), *check_record(record, corpus)]
    for first, other in corpus.list_pairs():
        if first.is_article:
            pair = Pair(first, other)
            findings += [*compare_pair(pair), *check_staleness(pair, record)]
    return apply_suppressions(findings, [p.document for p in corpus.pages.values()], RULES)


def _check_partners(corpus: Corpus) -> Iterator[Finding]:
    unreadable = {f.path for f in corpus.findings}
    for (name, _), page in sorted(corpus.pages.items()):
        for language in LANGUAGES:
            path = f"docs/{language}/{name}.md"
            if (name, language) not in corpus.pages and path not in unreadable:
                message = f"there is no {path}; write it, or remove this page"
                yield Finding(page.document.path, 1, 1, "PAIR-1", message)


def _make_parser() -> argparse.ArgumentParser:
    parser = make_check_parser(__doc__)
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--accept", action="store_true", help="record that the named articles agree now"
    )
    group.add_argument("--table", action="store_true", help="print the state of every article")
    parser.add_argument("--all", action="store_true", help="with --accept: every article")
    return parser


def _run(options: argparse.Namespace, parser: argparse.ArgumentParser) -> list[Finding]:
    corpus = read_corpus(options.root)
    names = select_names(corpus, options, parser)
    if options.all != (options.accept and names is None):
        parser.error("--accept wants names of articles or --all (and --all wants --accept)")
    try:
        record = read_record(options.root)
    except RecordError as error:
        return [Finding(NAME, error.line, 1, "PAIR-15", str(error))]
    findings = keep_selected(check_corpus(corpus, record), names)
    if options.accept:
        return _accept(corpus, record, findings, names)
    if options.table:
        print(make_table(corpus, record, findings))
        return []
    return findings


def _accept(
    corpus: Corpus, record: Record, findings: list[Finding], names: frozenset[str] | None
) -> list[Finding]:
    """Record articles without errors; the errors of the others are the result."""
    errors = [f for f in findings if f.severity == "error" and f.rule != "PAIR-15"]
    faulty = {f.path for f in errors}
    good = [
        first.name
        for first, other in corpus.list_pairs()
        if first.is_article
        and (names is None or first.name in names)
        and not {first.document.path, other.document.path} & faulty
    ]
    write_record(corpus.root, accept(corpus, record, good))
    print(f"accepted: {', '.join(good) or 'nothing'}", file=sys.stderr)
    return errors


def main(argv: Sequence[str] | None = None) -> int:
    """Run the check; see `findings.run_check` for the exit codes."""
    parser = _make_parser()
    return run_check("translations", parser, lambda options: _run(options, parser), argv)


if __name__ == "__main__":
    sys.exit(main())
