"""The scanner: exact spans for every construct, for any text whatever."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.markdown.front_matter import FrontMatter
from scripts.markdown.records import Document, Place
from scripts.markdown.scan import scan, scan_body

EMPTY = FrontMatter({}, {}, 0)
# Pieces that constructs begin, end or break with, so that random texts hold many of them.
PIECES = st.sampled_from(
    [
        *("```", "````", "~~~", "```python\n", "`", "``", "$", "$$", "\\", "<!--", "-->"),
        *("\n", "\n\n", "\r\n", "    ", "\t", "- ", "> ", "1. [@k] x", "[@a; @b, §2]"),
        *("[a](b)", "![a](b)", "[", "](", ")", '??? question "q"', "|", "# a {#b}"),
        *("中文，", "（", "\u2028", "\0", "x"),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join))


def list_places(document: Document) -> Iterator[Place]:
    """Yield the place of every construct."""
    for items in (
        document.headings,
        document.fences,
        document.formulas,
        document.links,
        document.citations,
        document.references,
        document.questions,
    ):
        yield from (item.place for item in items)


def cut(document: Document, place: Place) -> str:
    return document.text[place.start : place.end]


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text_is_scanned_with_consistent_places(text: str) -> None:
    clean = text.replace("\r\n", "\n").replace("\r", "\n")
    document = scan_body(clean, "a.md", EMPTY)
    assert len(document.masked) == len(document.text)
    assert document.masked.count("\n") == document.text.count("\n")
    for place in list_places(document):
        before = document.text[: place.start]
        assert place.line == before.count("\n") + 1
        assert place.column == place.start - (before.rfind("\n") + 1) + 1
        assert place.start < place.end <= len(document.text)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_spans_are_the_constructs(text: str) -> None:
    document = scan_body(text.replace("\r", ""), "a.md", EMPTY)
    for formula in document.formulas:
        marks = "$$" if formula.display else "$"
        assert cut(document, formula.place) == f"{marks}{formula.latex}{marks}"
    for fence in document.fences:
        assert cut(document, fence.place).startswith(("```", "~~~"))
    for heading in document.headings:
        assert cut(document, heading.place).startswith("#" * heading.level)
    for link in document.links:
        assert cut(document, link.place).startswith("!" if link.image else "[")
        assert cut(document, link.place).endswith(")")


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_line_ends_do_not_change_what_is_found(text: str) -> None:
    unix = "\n" + text.replace("\r", "")
    assert scan(unix.replace("\n", "\r\n")) == scan(unix)


def test_headings_have_levels_texts_and_ids() -> None:
    document = scan("## 注意力 {#attention}\n\n### Two words ###\n\n#no heading\n")
    assert [(h.level, h.text, h.id) for h in document.headings] == [
        (2, "注意力", "attention"),
        (3, "Two words", ""),
    ]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("```python\na\n```\n", ["a\n"]),
        ("~~~text\n```\n~~~\n", ["```\n"]),
        ("````text\n```\n````\n", ["```\n"]),
        ("- a\n\n    ```text\n      b\n\n    c\n    ```\n", ["  b\n\nc\n"]),
        ("- a\n    - b\n\n        ```text\n        c\n        ```\n", ["c\n"]),
        ("```\n```\n", [""]),
        ("a ```b``` c\n", []),
        ("```a`b\n", []),
    ],
)
def test_fences_hold_their_bodies(text: str, bodies: list[str]) -> None:
    assert [f.body for f in scan(text).fences] == bodies
    assert all(f.closed for f in scan(text).fences)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("```text\na\n", ""),
        ("```text\na\n````\n", ""),  # superfences wants the same marker
        ("    ```text\n    a\nb\n", "b"),  # less indented: superfences gives up
        ("```text\na\n ```\n", ""),
    ],
)
def test_a_fence_that_superfences_would_not_close_is_not_closed(text: str, rest: str) -> None:
    document = scan(text)
    assert [f.closed for f in document.fences] == [False]
    assert document.masked.strip() == rest


def test_fence_options_and_lines() -> None:
    fence = scan('a\n\n```python title="x.py" requires="torch"\npass\n```\n').fences[0]
    assert fence.language == "python"
    assert fence.options == {"title": "x.py", "requires": "torch"}
    assert (fence.place.line, fence.body_line, fence.indent) == (3, 4, 0)


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("$x$ and $y_i$", [("x", False), ("y_i", False)]),
        ("$$\nx\n$$", [("\nx\n", True)]),
        ("\\$5 and \\$6", []),
        ("5 $ and 6 $", []),
        ("`$x$` and $`x`$", []),
        ("```text\n$x$\n```\n", []),
        ("注意力，$k$。", [("k", False)]),
        ("$a\n\nb$", []),
        ("$\\$$", [("\\$", False)]),
    ],
)
def test_formulas_outside_code(text: str, formulas: list[tuple[str, bool]]) -> None:
    assert [(f.latex, f.display) for f in scan(text).formulas] == formulas


def test_stray_backticks_of_two_paragraphs_hide_nothing() -> None:
    document = scan("A ` here.\n\n[a](b)\n\nA ` there.\n")
    assert [link.target for link in document.links] == ["b"]


def test_links_images_and_linked_images() -> None:
    document = scan('[a](b.md#c "t") ![d](e.svg) [![f](g.svg)](h) [i](<j k>) [l](m_(n))\n')
    assert [(x.text, x.target, x.image) for x in document.links] == [
        ("a", "b.md#c", False),
        ("d", "e.svg", True),
        ("![f](g.svg)", "h", False),
        ("f", "g.svg", True),
        ("i", "j k", False),
        ("l", "m_(n)", False),
    ]


def test_citations_and_references() -> None:
    document = scan("See [@a, §2; @b] and（[@c, 表 2]）。\n\n1. [@a] Text.\n2. [@b] More.\n")
    assert [(c.key, c.locator) for c in document.citations] == [
        ("a", "§2"),
        ("b", ""),
        ("c", "表 2"),
    ]
    assert [(r.key, r.text) for r in document.references] == [("a", "Text."), ("b", "More.")]


def test_questions_have_their_titles() -> None:
    document = scan('??? question "为什么？"\n\n    因为。\n\n???+ question "Why?"\n\n    So.\n')
    assert [q.title for q in document.questions] == ["为什么？", "Why?"]


def test_comments_are_masked_unless_they_are_code() -> None:
    document = scan("<!-- $x$ [a](b) -->\n\n`<!--` $y$ `-->`\n")
    assert [f.latex for f in document.formulas] == ["y"]
    assert document.links == []
