"""Run every Python block of every article and compare what it prints with the page.

Blocks of other languages are parsed. `--fill` writes the real outputs into the pages.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from scripts.command import keep_selected, make_check_parser, select_names
from scripts.corpus import Corpus, read_corpus
from scripts.findings import Finding, run_check
from scripts.markdown.records import Document
from scripts.runner.blocks import collect_blocks
from scripts.runner.execute import (
    PACKAGES,
    Outcome,
    check_outcomes,
    is_installed,
    list_missing,
    run_programs,
)
from scripts.runner.fill import fill_outputs, write_page
from scripts.runner.rules import RULES
from scripts.runner.syntax import check_syntax
from scripts.suppressions import apply_suppressions
from scripts.wording import count_of

__all__ = ["RULES", "main"]


def _make_parser() -> argparse.ArgumentParser:
    parser = make_check_parser(__doc__)
    parser.add_argument("--syntax-only", action="store_true", help="parse, but run nothing")
    parser.add_argument("--fill", action="store_true", help="write the real outputs into the pages")
    parser.add_argument(
        "--limit", type=float, default=60.0, metavar="SECONDS", help="for an article; default: 60"
    )
    return parser


def _run(options: argparse.Namespace, parser: argparse.ArgumentParser) -> list[Finding]:
    if options.fill and options.syntax_only:
        parser.error("--fill runs the code, --syntax-only does not; choose one")
    corpus = read_corpus(options.root)
    names = select_names(corpus, options, parser)
    documents = [p.document for p in corpus.pages.values() if names is None or p.name in names]
    findings = [f for d in documents for f in check_syntax(d)]
    if not options.syntax_only:
        broken = {f.path for f in findings if f.rule == "RUN-1"}
        outcomes = _execute([d for d in documents if d.path not in broken], options.limit)
        if options.fill and _fill(corpus, outcomes):
            return _run(argparse.Namespace(**{**vars(options), "fill": False}), parser)
        findings += check_outcomes(outcomes, options.limit)
    rules = {"RUN-1", "RUN-7", "RUN-8"} if options.syntax_only else set(RULES)
    findings = apply_suppressions(findings, documents, rules)
    return keep_selected([*corpus.findings, *findings], names)


def _execute(documents: Sequence[Document], limit: float) -> list[Outcome]:
    programs = [collect_blocks(d) for d in documents]
    for module, number in list_missing(programs, is_installed).items():
        package = PACKAGES.get(module, module)
        print(
            f"code: skipped {count_of(number, 'block')} that need {module}"
            f" (pip install {package} to run them)",
            file=sys.stderr,
        )
    return run_programs(programs, limit, is_installed)


def _fill(corpus: Corpus, outcomes: Sequence[Outcome]) -> bool:
    """Write real outputs into the pages; returns whether anything changed."""
    changed = False
    for outcome in outcomes:
        document = outcome.program.document
        if write_page(corpus.root, document, fill_outputs(document, outcome.list_results())):
            print(f"filled {document.path}", file=sys.stderr)
            changed = True
    return changed


def main(argv: Sequence[str] | None = None) -> int:
    """Run the check; see `findings.run_check` for the exit codes."""
    parser = _make_parser()
    return run_check("code", parser, lambda options: _run(options, parser), argv)


if __name__ == "__main__":
    sys.exit(main())
