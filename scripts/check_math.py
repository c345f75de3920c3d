"""Check the formulas: `python -m scripts.check_math [--site site] [--browser] [ARTICLE …]`.

Without options the Markdown sources are checked. With `--site` the built pages are checked for
formulas that Markdown did not take and for LaTeX that leaks into the text; with `--browser`
every page is loaded in Chromium at phone width as well.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from scripts.build.mathml import check_formulas, convert_page, find_math_errors
from scripts.command import keep_selected, make_check_parser, select_names
from scripts.corpus import Corpus, Page, read_corpus
from scripts.findings import Finding, run_check
from scripts.markdown.records import Document, Formula
from scripts.subset_font import TARGET, list_characters, list_font_characters
from scripts.suppressions import apply_suppressions

RULES = {
    "MATH-1": "a formula does not compile",
    "MATH-2": "`$$` needs a blank line before and after it",
    "MATH-3": "a `$$` in a list or an answer is indented by a multiple of four spaces",
    "MATH-4": "no spaces inside the dollars of an inline formula",
    "MATH-5": "no `|` in a formula inside a table (use `\\vert` or `\\mid`)",
    "MATH-6": "two prices became a formula (write `\\$`)",
    "MATH-7": "a dollar sign belongs to no formula (write `\\$`)",
    "MATH-8": "the math font lacks a character (run `make font`)",
    "MATH-9": "no formula in a heading (it is lost in the table of contents)",
    "MATH-10": "LaTeX leaks into a built page's text",
    "MATH-11": "a formula of the source is missing from the built page",
    "MATH-12": "a formula has no visible box in the browser",
    "MATH-13": "a formula's character comes from another font than the math font",
    "MATH-14": "a page is wider than a phone's screen",
}
# What only a built site, and a browser, can show.
BUILT = {"MATH-10", "MATH-11", "MATH-12", "MATH-13", "MATH-14"}
_HAN = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_TEXT = re.compile(r"\\(?:text|mathrm|operatorname|textbf|tag)\*?\{[^{}]*\}")
_SPACED = re.compile(r"(?<![\\$\w])\$[ \t]+([^$\n]*?[\\^_=][^$\n]*?)[ \t]*\$(?![\w$])")


def check_document(document: Document) -> list[Finding]:
    """Return the findings about the formulas of one Markdown file."""
    return [
        *check_formulas(document),
        *check_display_layout(document),
        *check_inline(document),
        *check_dollars(document),
    ]


def check_display_layout(document: Document) -> Iterator[Finding]:
    """Check that displayed formulas stand alone and are indented as Markdown wants it."""
    lines = document.text.split("\n")
    for formula in document.formulas:
        if not formula.display:
            continue
        first, last = formula.place.line, document.text.count("\n", 0, formula.place.end) + 1
        before = lines[first - 2].strip() if first > 1 else ""
        after = lines[last].strip() if last < len(lines) else ""
        opening = lines[first - 1][: formula.place.column - 1]
        closing = lines[last - 1][formula.place.end - _line_start(document.text, formula) :]
        if before or after or opening.strip() or closing.strip():
            message = "`$$` needs a blank line before and after it, and its own lines"
            yield _finding(document, formula, "MATH-2", message)
        elif len(opening.expandtabs(4)) % 4:
            message = f"`$$` is indented by {len(opening)} columns, expected a multiple of 4"
            yield _finding(document, formula, "MATH-3", message)


def _line_start(text: str, formula: Formula) -> int:
    return text.rfind("\n", 0, formula.place.end) + 1


def check_inline(document: Document) -> Iterator[Finding]:
    """Check inline formulas: prices, bars in tables, headings."""
    lines = document.text.split("\n")
    headings = {h.place.line for h in document.headings}
    for formula in document.formulas:
        if formula.display:
            continue
        line = lines[formula.place.line - 1]
        bare = _TEXT.sub("", formula.latex)
        if _HAN.search(bare):
            message = f"`${formula.latex}$` became a formula (write dollar signs as `\\$`)"
            yield _finding(document, formula, "MATH-6", message)
        if line.lstrip().startswith("|") and re.search(r"(?<!\\)\|", formula.latex):
            message = f"`|` in `${formula.latex}$` ends the table's cell (use `\\vert` or `\\mid`)"
            yield _finding(document, formula, "MATH-5", message)
        if formula.place.line in headings:
            message = f"formula `${formula.latex}$` in a heading (say it in words)"
            yield _finding(document, formula, "MATH-9", message)


def check_dollars(document: Document) -> Iterator[Finding]:
    """Check what is left of dollar signs once the formulas are taken away."""
    spaced = {m.start() for m in _SPACED.finditer(document.masked)}
    covered = [m.span() for m in _SPACED.finditer(document.masked)]
    for match in re.finditer(r"(?<!\\)\$", document.masked):
        start = match.start()
        if start in spaced:
            message = "inline formula with spaces inside its dollars (write `$x$`, not `$ x $`)"
            yield _finding_at(document, start, "MATH-4", message)
        elif not any(a < start < b for a, b in covered):
            message = "this dollar sign opens or closes no formula (write `\\$` for money)"
            yield _finding_at(document, start, "MATH-7", message)


def _finding(document: Document, formula: Formula, rule: str, message: str) -> Finding:
    return Finding(document.path, formula.place.line, formula.place.column, rule, message)


def _finding_at(document: Document, offset: int, rule: str, message: str) -> Finding:
    line = document.text.count("\n", 0, offset) + 1
    column = offset - (document.text.rfind("\n", 0, offset) + 1) + 1
    return Finding(document.path, line, column, rule, message)


def check_glyphs(documents: Sequence[Document], font: Path) -> Iterator[Finding]:
    """Check that the site's math font draws every character of every formula."""
    known = list_font_characters(font)
    for document in documents:
        formulas = [(f.latex, f.display) for f in document.formulas]
        broken = {index for index, _ in find_math_errors(formulas)}
        whole = [f for i, f in enumerate(document.formulas) if i not in broken]
        rendered = convert_page([(f.latex, f.display) for f in whole])
        for formula, mathml in zip(whole, rendered, strict=True):
            for character in sorted(list_characters(mathml) - known):
                message = (
                    f"the math font has no `{character}` (U+{ord(character):04X}, "
                    f"{unicodedata.name(character, 'unnamed')}); run `make font`"
                )
                yield _finding(document, formula, "MATH-8", message)


def check_sources(corpus: Corpus, pages: Sequence[Page]) -> Iterator[Finding]:
    """Check the formulas of these pages; unreadable files of the corpus are findings too."""
    yield from corpus.findings
    for page in pages:
        yield from check_document(page.document)
    yield from check_glyphs([page.document for page in pages], TARGET)


def check(options: argparse.Namespace, parser: argparse.ArgumentParser) -> list[Finding]:
    """Run the checks that the command line asks for."""
    corpus = read_corpus(options.root)
    names = select_names(corpus, options, parser)
    pages = [p for _, p in sorted(corpus.pages.items()) if names is None or p.name in names]
    findings, rules = list(check_sources(corpus, pages)), set(RULES) - BUILT
    if options.site or options.browser:
        from scripts.built_math import check_built_pages, check_in_browser

        site = options.site or options.root / "site"
        findings += check_built_pages(pages, site)
        rules |= {"MATH-10", "MATH-11"}
        if options.browser:
            findings += check_in_browser(pages, site)
            rules = set(RULES)
    findings = apply_suppressions(findings, [p.document for p in pages], rules)
    return keep_selected(findings, names)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the check as a program."""
    parser = make_check_parser(__doc__)
    parser.add_argument("--site", type=Path, help="also check the built site in this folder")
    parser.add_argument("--browser", action="store_true", help="also load every page in Chromium")
    return run_check("math", parser, lambda options: check(options, parser), argv)


if __name__ == "__main__":
    raise SystemExit(main())
