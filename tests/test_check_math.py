"""The math check: one faulty and one clean case per rule, through the command line."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.browser import BrowserMissing, find_browser
from scripts.build.listing import make_url
from scripts.built_math import check_built_pages, check_in_browser, list_leaks
from scripts.check_math import check_document, main
from scripts.corpus import read_corpus
from scripts.markdown.scan import scan
from scripts.subset_font import TARGET, list_characters, list_font_characters, map_italic
from tests.conftest import EN, MiniRepo, Runner

CASES = {
    "MATH-1": ("A $\\nope$ here.", "A $\\alpha$ here.", 'Unknown command "\\nope"'),
    "MATH-2": ("Text\n$$\nx\n$$\n", "Text\n\n$$\nx\n$$\n", "needs a blank line before and after"),
    "MATH-3": (
        "- a\n\n  $$\n  x\n  $$\n",
        "- a\n\n    $$\n    x\n    $$\n",
        "indented by 2 columns",
    ),
    "MATH-4": ("so $ x_i $ is", "so $x_i$ is", "not `$ x $`"),
    "MATH-5": (
        "| a |\n|---|\n| $|x|$ |\n",
        "| a |\n|---|\n| $\\vert x\\vert$ |\n",
        "ends the table",
    ),
    "MATH-6": ("花了 ($5，共$) 元", "花了 (\\$5，共\\$) 元", "write dollar signs"),
    "MATH-7": ("It costs $5.", "It costs \\$5.", "opens or closes no formula"),
    "MATH-9": ("## The $x$ {#x}", "## The x {#x}", "in a heading"),
}


@pytest.mark.parametrize("rule", CASES)
def test_every_rule_finds_its_fault_and_nothing_else(rule: str) -> None:
    faulty, clean, words = CASES[rule]
    found = [f for f in check_document(scan(faulty, "docs/zh/a.md")) if f.rule == rule]
    assert found
    assert words in found[0].message
    assert not check_document(scan(clean, "docs/zh/a.md"))


@given(st.text(alphabet="$\\`|# \n{}abx1_-中，~", max_size=80))
def test_any_text_is_checked_without_a_crash(text: str) -> None:
    for finding in check_document(scan("\n" + text, "a.md")):
        assert finding.line >= 1
        assert finding.column >= 1


def test_code_and_comments_hold_no_formulas() -> None:
    text = "`$5` and\n\n```bash\necho $HOME $ x $\n```\n\n<!-- $ -->\n"
    assert not check_document(scan(text))


def test_the_program_names_file_line_and_column(mini_repo: MiniRepo, run: Runner) -> None:
    assert run(main)[0] == 0
    mini_repo.replace(EN, "The loss $L$ falls", "The loss $\\los$ falls")
    line = mini_repo.find_line(EN, "The loss")
    code, out, err = run(main)
    assert code == 1
    assert out == f'{EN}:{line}:13: MATH-1 Unknown command "\\los". in `\\los`\n'
    assert err == "math: 1 error, 0 warnings\n"


def test_a_character_that_the_font_lacks_is_found(mini_repo: MiniRepo, run: Runner) -> None:
    mini_repo.replace(EN, "The loss $L$ falls", "The loss $\\mathfrak{L}$ falls")
    code, out, _ = run(main)
    assert code == 1
    assert "MATH-8 the math font has no" in out
    assert "make font" in out


def test_unreadable_pages_are_findings_not_tracebacks(mini_repo: MiniRepo, run: Runner) -> None:
    (mini_repo.root / EN).write_bytes(b"\xff\xfe")
    code, out, _ = run(main)
    assert code == 1
    assert f"{EN}:1:1: FILE-1" in out


def test_the_fonts_characters_are_those_that_formulas_show() -> None:
    assert map_italic("x") == "\U0001d465"
    assert map_italic("h") == "\u210e"
    assert map_italic("α") == "\U0001d6fc"
    mathml = "<math><mi>x</mi><mi>sin</mi><mtext>中</mtext><annotation>y</annotation></math>"
    assert list_characters(mathml) == {"x", "s", "i", "n", "\U0001d465"}
    known = list_font_characters(TARGET)
    assert {"\U0001d465", "∑", "√", "′"} <= known


@pytest.mark.parametrize(
    ("html", "leaks"),
    [
        ("<article><p>A \\alpha b</p></article>", ["\\alpha"]),
        ("<article><p>$x$</p></article>", ["$", "$"]),
        (
            "<article><p>It costs $5.</p><code>$x \\a</code><annotation>\\b</annotation></article>",
            [],
        ),
        ("<article><p>\\(x\\)</p></article>", ["\\(", "\\)"]),
    ],
)
def test_latex_in_running_text_leaks(html: str, leaks: list[str]) -> None:
    assert list_leaks(html) == leaks


def build_pages(mini_repo: MiniRepo, article: str) -> Path:
    """Write a built site with one given article and empty other pages."""
    site = mini_repo.root / "site"
    for page in read_corpus(mini_repo.root).pages.values():
        path = site / make_url(page.name, page.language) / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<!doctype html><meta charset=utf-8>{article if page.is_article else ''}")
    return site


MATH = "<math><mi>L</mi></math><math><mi>F</mi></math>"


def test_a_formula_that_markdown_did_not_take_is_found(mini_repo: MiniRepo) -> None:
    pages = list(read_corpus(mini_repo.root).pages.values())
    good = build_pages(mini_repo, f"<article>{MATH}</article>")
    assert not list(check_built_pages(pages, good))
    bad = build_pages(mini_repo, "<article><math><mi>L</mi></math> $F$</article>")
    rules = [f.rule for f in check_built_pages(pages, bad)]
    assert rules.count("MATH-11") == 2  # both languages
    assert "MATH-10" in rules


def test_a_missing_page_is_found(mini_repo: MiniRepo) -> None:
    site = build_pages(mini_repo, f"<article>{MATH}</article>")
    shutil.rmtree(site / "machine-learning")
    pages = list(read_corpus(mini_repo.root).pages.values())
    messages = [f.message for f in check_built_pages(pages, site)]
    assert len(messages) == 2
    assert "make build" in messages[0]


@pytest.mark.browser
def test_the_browser_sees_empty_boxes_foreign_fonts_and_wide_pages(mini_repo: MiniRepo) -> None:
    try:
        find_browser()
    except BrowserMissing as error:
        pytest.skip(str(error))
    pages = [p for p in read_corpus(mini_repo.root).pages.values() if p.is_article]
    site = build_pages(
        mini_repo,
        "<article><math><mi>L</mi></math><math style='display:none'><mi>F</mi></math>"
        "<div style='width:800px'>wide</div></article>",
    )
    # A thread of its own: Playwright allows one synchronous session a thread, and the tests of
    # the site keep theirs open.
    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(lambda: {f.rule for f in check_in_browser(pages, site)}).result()
    assert found == {"MATH-12", "MATH-13", "MATH-14"}
