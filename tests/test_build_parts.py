"""The parts between Markdown and page: formulas, figures, citations, fences, cards, glossary."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from scripts.build import context
from scripts.build.citations import CitationExtension
from scripts.build.feeds import render_feed
from scripts.build.fences import rewrite_fences
from scripts.build.glossary import Term, add_tooltips
from scripts.build.listing import Card, clean_text, estimate_minutes, make_url
from scripts.build.mathml import (
    MathError,
    check_formulas,
    convert_page,
    list_marked,
    plain_latex,
    render_math,
)
from scripts.build.search import extract_text
from scripts.build.svg import SvgError, check_svg, inline_figures
from scripts.markdown.scan import scan
from scripts.settings import load_data

STRINGS = load_data("strings")["en"]


# ------------------------------------------------------------------------- formulas
def test_macros_are_known_and_numbers_run_through_the_page() -> None:
    first, second, link = convert_page(
        [
            (r"\begin{equation}\label{eq:a} x \in \R \end{equation}", True),
            (r"\begin{equation}\label{eq:b} \E[x] \end{equation}", True),
            (r"\eqref{eq:b}", False),
        ]
    )
    assert "(1)" in first
    assert "ℝ" in first
    assert "(2)" in second
    assert 'id="eq:b"' in second
    assert 'href="#eq:b"' in link
    assert "(2)" in link


def test_a_reference_may_stand_before_its_equation() -> None:
    link, _ = convert_page(
        [(r"\eqref{eq:a}", False), (r"\begin{equation}\label{eq:a}x\end{equation}", True)]
    )
    assert "(1)" in link


def test_marked_formulas_become_mathml_with_their_latex() -> None:
    html = '<p>a <span class="arithmatex">\\(x &lt; 1\\)</span></p>'
    assert list_marked(html) == [("x < 1", False)]
    rendered = render_math(html)
    assert "<mo>&lt;</mo>" in rendered
    assert '<annotation encoding="application/x-tex">x &lt; 1</annotation>' in rendered


def test_a_lone_reference_becomes_a_plain_link() -> None:
    html = (
        '<div class="arithmatex">\\[\\begin{equation}\\label{eq:a}x\\end{equation}\\]</div>'
        '<span class="arithmatex">\\(\\eqref{eq:a}\\)</span>'
    )
    assert render_math(html).endswith('<a class="eqref" href="#eq:a">(1)</a>')


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a $\\frac{1$ b", (1, 11), "Expected closing token"),
        ("first\n\n$$\nx +\n\\nope\n$$\n", (5, 1), 'Unknown command "\\nope"'),
        ("中文 $x^2^3$", (1, 8), "Duplicate"),
        ("see $\\eqref{eq:a}$", (1, 6), "no equation on this page has the label `eq:a`"),
    ],
)
def test_a_broken_formula_is_found_at_its_line_and_column(
    text: str, place: tuple[int, int], words: str
) -> None:
    (finding,) = check_formulas(scan(text, "docs/zh/a.md"))
    assert (finding.line, finding.column) == place
    assert words in finding.message
    assert finding.rule == "MATH-1"


def test_a_label_defined_twice_is_found() -> None:
    equation = "$$\n\\begin{equation}\\label{eq:a}x\\end{equation}\n$$\n\n"
    (finding,) = check_formulas(scan(equation * 2))
    assert "defined twice" in finding.message


@given(st.text(alphabet="\\{}^_$x1 &%#~中()[]abcfrs\n", max_size=40))
def test_any_formula_converts_or_is_reported(latex: str) -> None:
    document = scan(f"$$\n{latex}\n$$\n")
    findings = check_formulas(document)
    if not findings:
        try:
            convert_page([(f.latex, f.display) for f in document.formulas])
        except MathError as error:  # only what one formula alone cannot show
            pytest.fail(error.message)


def test_plain_latex_reads_like_text() -> None:
    assert plain_latex(r"\softmax(x)") == "softmax(x)"
    assert plain_latex(r"\sqrt{d_k}") == "√dk"
    assert plain_latex(r"\broken{") == ""


def test_a_tall_bracket_with_an_exponent_keeps_its_size() -> None:
    (mathml,) = convert_page([(r"\Bigl(x\Bigr)^2", False)])
    assert re.search(r"<msup><mrow><mo [^>]*minsize[^>]*>\)</mo></mrow><mn>2</mn></msup>", mathml)


def test_a_space_after_a_row_is_not_printed() -> None:
    (mathml,) = convert_page([(r"\begin{aligned}a&=b\\[6pt]c&=d\end{aligned}", True)])
    rows = mathml[: mathml.index("<annotation")]
    assert rows.count("<mtr>") == 2
    assert "[" not in rows


# -------------------------------------------------------------------------- figures
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">{}</svg>'


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<script>alert(1)</script>", "<script> is not allowed"),
        ("<foreignObject/>", "<foreignObject> is not allowed"),
        ('<rect onclick="x()"/>', "`onclick`"),
        ('<path d="M0 0" fill="url(http://x)"/>', "refers to outside"),
        ('<rect href="https://example.org"/>', "`href`"),
        ('<rect style="fill:red"/>', "`style`"),
        ("<rect>", "not well-formed"),
    ],
)
def test_a_figure_that_could_run_or_load_something_is_refused(inside: str, words: str) -> None:
    with pytest.raises(SvgError) as caught:
        check_svg(SVG.format(inside).encode())
    assert words in caught.value.message


def test_entities_in_a_figure_are_refused() -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + SVG.format("&a;")
    with pytest.raises(SvgError) as caught:
        check_svg(bomb.encode())
    assert "no DOCTYPE" in caught.value.message


def test_figures_are_inlined_with_their_description(tmp_path: Path) -> None:
    folder = tmp_path / "assets" / "figures" / "a"
    folder.mkdir(parents=True)
    (folder / "b.en.svg").write_text(SVG.format("<rect/>"), "utf-8")
    html = '<img alt="A &quot;box&quot;." src="../../assets/figures/a/b.en.svg" />'
    inlined = inline_figures(html, tmp_path)
    assert inlined.startswith(
        '<svg class="atlas-figure" role="img" aria-label="A &quot;box&quot;."'
    )
    assert "xmlns" not in inlined


def test_a_missing_figure_names_its_file(tmp_path: Path) -> None:
    with pytest.raises(SvgError) as caught:
        inline_figures('<img alt="" src="../assets/figures/a/no.svg">', tmp_path)
    assert caught.value.message.startswith("docs/assets/figures/a/no.svg:1:1: ")


def test_a_figure_outside_its_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SvgError) as caught:
        inline_figures('<img alt="" src="assets/figures/../../x.svg">', tmp_path)
    assert "must lie below docs/assets/figures" in caught.value.message


# ------------------------------------------------------------------------ citations
TEXT = "See [@b, §2; @a].\n\n## References\n\n1. [@a] First.\n2. [@b] Second.\n"


def render(text: str) -> str:
    return Markdown(extensions=[CitationExtension()]).convert(text)


def test_a_citation_that_opens_a_cell_or_a_paragraph_is_no_reference() -> None:
    text = "[@a] shows it.\n\n| model | source |\n| --- | --- |\n| x | [@a] |\n\n1. [@a] First.\n"
    html = Markdown(extensions=["tables", CitationExtension()]).convert(text)
    assert html.count('<a href="#ref-a">1</a>') == 2
    assert html.count('id="ref-a"') == 1


def test_citations_are_numbered_by_the_list_and_linked() -> None:
    html = render(TEXT)
    assert '<span class="citation">[<a href="#ref-b">2, §2</a>; <a href="#ref-a">1</a>]' in html
    assert '<span class="reference" id="ref-a"></span> First.' in html


def test_an_unknown_key_and_code_are_left_alone() -> None:
    html = render("[@nobody] and `[@a]`\n\n1. [@a] First.\n")
    assert "[@nobody]" in html
    assert "<code>[@a]</code>" in html


def test_numbers_do_not_leak_into_the_next_page() -> None:
    md = Markdown(extensions=[CitationExtension()])
    md.convert(TEXT)
    assert "[@b]" in md.reset().convert("See [@b].")


# --------------------------------------------------------------------------- fences
def test_options_become_titles_and_outputs_plain_text() -> None:
    text = '```python requires="torch"\nx\n```\n\n```output varies="numbers"\n1\n```\n'
    rewritten = rewrite_fences(text, STRINGS)
    assert '```python title="requires PyTorch"' in rewritten
    assert f'``` {{.text .output title="{STRINGS["output_varies"]}"}}' in rewritten
    assert rewritten.count("\n") == text.count("\n")


def test_other_fences_stay_as_they_are() -> None:
    text = 'a\n\n    ```bash\n    ls\n    ```\n\n```python title="a.py"\nx\n```\n'
    assert rewrite_fences(text, STRINGS) == text


# ---------------------------------------------------------------------------- cards
def make_card(name: str, day: int) -> Card:
    date = datetime.date(2026, 1, day)
    return Card(
        name, f"T <{name}>", f"{name}/", "python", "Python", "D & D", date, date, "beginner",
        "Beginner", 3, (), ()
    )  # fmt: skip


def test_excerpts_show_no_source() -> None:
    text = "Cost **$\\bigO(n)$** with `deque`, see [here](x.md) [@a, §1]."
    assert clean_text(text) == "Cost 𝒪(n) with deque, see here."


def test_addresses_follow_language_and_section() -> None:
    assert make_url("index", "zh") == "./"
    assert make_url("index", "en") == "en/"
    assert make_url("python/index", "zh") == "python/"
    assert make_url("python/lists", "en") == "en/python/lists/"


def test_reading_time_counts_both_scripts_and_code() -> None:
    assert estimate_minutes(scan("字" * 4000)) == 10
    assert estimate_minutes(scan("word " * 2200)) == 10
    assert estimate_minutes(scan("")) == 1
    assert estimate_minutes(scan("```python\n" + "x = 1\n" * 275 + "```\n")) == 10


def test_a_feed_escapes_and_dates_its_items() -> None:
    xml = render_feed(
        [make_card("b", 2), make_card("a", 1)], title="T", description="D", language="en",
        site_url="https://example.org/x/", feed_url="https://example.org/x/en/feed.xml",
    )  # fmt: skip
    channel = ET.fromstring(xml.encode()).find("channel")
    assert channel is not None
    assert channel.findtext("link") == "https://example.org/x/en/"
    assert [i.findtext("link") for i in channel.findall("item")] == [
        "https://example.org/x/b/",
        "https://example.org/x/a/",
    ]
    assert channel.findtext("item/title") == "T <b>"
    assert channel.findtext("item/pubDate") == "Fri, 02 Jan 2026 00:00:00 GMT"


# ------------------------------------------------------------------------- glossary
TERMS = [
    Term("kv", {"zh": "键值缓存", "en": "key-value cache"}, "KV cache", {"zh": "m", "en": "M"}, ""),
    Term("sm", {"zh": "流式多处理器", "en": "streaming multiprocessor"}, "SM",
         {"zh": "m", "en": 'the "core"'}, ""),
]  # fmt: skip


def test_only_the_first_use_in_running_text_is_linked() -> None:
    html = "<h2>KV cache</h2><p><code>KV cache</code> The KV cache, a KV cache.</p>"
    linked = add_tooltips(html, TERMS, "en", "../g/")
    assert linked.count("<a ") == 1
    assert 'The <a class="term" href="../g/#kv" title="M">KV cache</a>, a KV cache' in linked


def test_the_list_of_references_gets_no_tooltips() -> None:
    html = '<p>a</p><h2 id="references">R</h2><ol><li>KV cache</li></ol>'
    assert add_tooltips(html, TERMS, "en", "g/") == html


def test_abbreviations_count_only_as_written_and_plurals_count() -> None:
    linked = add_tooltips("<p>sm, isSM; Streaming multiprocessors</p>", TERMS, "en", "g/")
    assert linked.count("<a ") == 1
    assert 'title="the &quot;core&quot;">Streaming multiprocessors</a>' in linked


def test_chinese_terms_need_no_word_boundary() -> None:
    linked = add_tooltips("<p>用键值缓存加速，SM的数量</p>", TERMS, "zh", "g/")
    assert ">键值缓存</a>" in linked
    assert ">SM</a>" in linked


# ------------------------------------------------------------------- tables, search
def test_tables_get_a_frame_and_their_headers_words() -> None:
    html = "<table><th></th><th><math><mi>k</mi></math></th><th>a</th></table>"
    mended = context.mend_tables(html)
    assert mended.startswith('<div class="table-frame"><table class="atlas-table"><td></td>')
    assert '<math aria-hidden="true"><mi>k</mi></math><span class="atlas-spoken">k</span>' in mended
    assert "<th>a</th></table></div>" in mended


def test_sections_begin_at_second_level_headings() -> None:
    html = '<p>a</p>\n<h2 id="b">B</h2><h3 id="c">C</h3>\n<h2 id="d">D</h2><p>e</p>'
    wrapped = context.wrap_sections(html)
    assert wrapped.startswith('<p>a</p>\n<section class="atlas-part">\n<h2 id="b">')
    assert wrapped.count("<section") == wrapped.count("</section>") == 2
    assert context.wrap_sections("<p>a</p>") == "<p>a</p>"


def test_search_text_has_no_markup() -> None:
    math = '<math><mi>x</mi><annotation encoding="t">no</annotation></math>'
    html = f"<p>A {math}</p><svg><text>no</text></svg>"
    assert extract_text(html) == "A x"
