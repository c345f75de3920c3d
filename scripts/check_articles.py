"""Check every article: front matter, structure, code fences, figures, citations, HTML, nav."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Iterator, Sequence

import scripts
from scripts.articles.blocks import check_blocks
from scripts.articles.citations import check_citations
from scripts.articles.fences import check_fences
from scripts.articles.files import check_folders, check_name, check_sections
from scripts.articles.images import check_images
from scripts.articles.metadata import check_metadata
from scripts.articles.navigation import check_navigation
from scripts.articles.raw_html import check_html
from scripts.articles.rules import RULES
from scripts.articles.structure import check_structure
from scripts.articles.typography import check_typography
from scripts.build.svg import check_svg_files
from scripts.command import keep_selected, make_check_parser, select_names
from scripts.corpus import Corpus, Page, read_corpus
from scripts.findings import Finding, run_check
from scripts.settings import LANGUAGES
from scripts.suppressions import apply_suppressions, check_suppressions

__all__ = ["RULES", "check_corpus", "list_all_rules", "main"]


def check_corpus(corpus: Corpus) -> list[Finding]:
    """Return all findings about a corpus, suppressions applied."""
    findings = [*corpus.findings, *check_folders(corpus.root)]
    findings += [*check_sections(corpus), *check_navigation(corpus)]
    findings += check_svg_files(corpus.root)
    for language in LANGUAGES:
        names = frozenset(p.name for p in corpus.list_articles(language))
        for page in corpus.list_pages(language):
            findings += check_page(page, names, corpus)
    documents = [p.document for p in corpus.pages.values()]
    return apply_suppressions(findings, documents, RULES)


def check_page(page: Page, names: frozenset[str], corpus: Corpus) -> Iterator[Finding]:
    """Check one page; `names` are the articles of its language."""
    document = page.document
    yield from check_name(page)
    yield from check_metadata(page, names)
    yield from check_structure(page)
    yield from check_fences(document)
    yield from check_images(document, corpus.root)
    yield from check_citations(document, is_article=page.is_article)
    yield from check_html(document)
    yield from check_blocks(document, corpus.root)
    yield from check_typography(page)
    yield from check_suppressions(document, list_all_rules)


def list_all_rules() -> dict[str, str]:
    """Return the rules of every `scripts.check_*` program, for suppressions and the guide."""
    rules = dict(RULES)
    for module in pkgutil.iter_modules(scripts.__path__):
        if module.name.startswith("check_") and module.name != "check_articles":
            rules |= getattr(importlib.import_module(f"scripts.{module.name}"), "RULES", {})
    return rules


def main(argv: Sequence[str] | None = None) -> int:
    """Run the check; see `findings.run_check` for the exit codes."""
    parser = make_check_parser(__doc__)

    def check(options: argparse.Namespace) -> list[Finding]:
        corpus = read_corpus(options.root)
        names = select_names(corpus, options, parser)
        return keep_selected(check_corpus(corpus), names)

    return run_check("articles", parser, check, argv)


if __name__ == "__main__":
    sys.exit(main())
