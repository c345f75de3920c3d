"""Text is cut as the vectors say; tests/site/test_search.py asks the browser the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.build.search import compact, stem, tokenize
from scripts.build.search.files import TOKEN_BYTES, order, write_index
from scripts.build.search.pages import ALIAS, TITLE, Entry, Name
from scripts.build.search.postings import MAX_PASSAGES
from scripts.build.search.text import Section, split_sections, write_formula
from scripts.settings import load_data

VECTORS = load_data("search-vectors")


@pytest.mark.parametrize("case", VECTORS["tokens"], ids=lambda c: c["text"])
def test_texts_are_cut_as_the_vectors_say(case: dict[str, object]) -> None:
    assert [list(token) for token in tokenize(str(case["text"]))] == case["tokens"]


@pytest.mark.parametrize("case", VECTORS["compact"], ids=lambda c: c["text"])
def test_names_are_written_as_one_word(case: dict[str, str]) -> None:
    assert compact(case["text"]) == case["name"]


@given(st.text(max_size=60))
def test_any_text_can_be_cut(text: str) -> None:
    for key, level in tokenize(text):
        assert key
        assert not re.search(r"[\s\"\\]", key)
        assert level in (0, 1, 2)


@given(st.from_regex(r"[a-z]{1,12}", fullmatch=True))
def test_a_stem_begins_its_word_or_ends_in_y(word: str) -> None:
    assert stem(word)
    assert word.startswith(stem(word)) or stem(word).endswith("y") or word.endswith("ies")


@pytest.mark.parametrize(
    ("mathml", "text"),
    [
        ("<math><mfrac><mn>1</mn><mrow><mi>x</mi><mo>+</mo><mn>1</mn></mrow></mfrac></math>",
         "1/(x+1)"),
        ("<math><msup><mi>N</mi><mn>2</mn></msup></math>", "N²"),
        ("<math><msubsup><mi>W</mi><mi>i</mi><mi>Q</mi></msubsup></math>", "W_i^Q"),
        ("<math><msqrt><msub><mi>d</mi><mi>k</mi></msub></msqrt></math>", "√(d_k)"),
        ("<math><mi>a</mi><annotation>\\LaTeX</annotation></math>", "a"),
    ],
)  # fmt: skip
def test_formulas_read_like_text(mathml: str, text: str) -> None:
    assert write_formula(mathml) == text


def test_pages_are_cut_at_their_headings() -> None:
    html = '<p>in</p><h2 id="a">A <a class="headerlink" href="#a">#</a></h2><p>one</p>'
    assert list(split_sections(html)) == [Section("", "", "in"), Section("a", "A", "one")]


def make_entry(number: int, text: str) -> Entry:
    return Entry(
        url=f"section/page-{number}/",
        title=f"Page {number}",
        section="Section",
        is_article=True,
        description="About it.",
        names=(Name(f"Page {number}", TITLE), Name("Other name", ALIAS)),
        extras="",
        headings={},
        sections=(Section("", "", text), Section("part", "Part", text)),
    )


def read_files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*.json")
    }


def test_the_same_pages_give_the_same_files_and_others_another_version(tmp_path: Path) -> None:
    for name, text in (("a", "same"), ("b", "same"), ("c", "other")):
        write_index([make_entry(1, text)], tmp_path / name)
    assert read_files(tmp_path / "a") == read_files(tmp_path / "b")
    versions = [
        json.loads((tmp_path / name / "index.json").read_text("utf-8"))["version"] for name in "abc"
    ]
    assert versions[0] == versions[1] != versions[2]


def test_a_new_index_replaces_the_old_one(tmp_path: Path) -> None:
    write_index([make_entry(1, "old")], tmp_path)
    write_index([make_entry(1, "new")], tmp_path)
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 1


def test_pieces_stay_small_and_in_the_browsers_order(tmp_path: Path) -> None:
    words = " ".join(f"word{n} 词{chr(0x4E00 + n)}" for n in range(3000))
    write_index([make_entry(n, words) for n in range(3)], tmp_path)
    files = read_files(tmp_path)
    firsts = json.loads(files["index.json"])["tokens"]
    assert len(firsts) > 3
    assert firsts == sorted(firsts, key=order)
    pieces = [text for name, text in files.items() if "/tokens-" in name]
    assert all(len(text) < 1.5 * TOKEN_BYTES for text in pieces)


def test_a_word_that_stands_everywhere_keeps_its_best_passages_only(tmp_path: Path) -> None:
    write_index([make_entry(n, "common") for n in range(MAX_PASSAGES)], tmp_path)
    tokens = {}
    for name, text in read_files(tmp_path).items():
        if "/tokens-" in name:
            tokens.update(json.loads(text))
    count, flat, *_ = tokens["common"]
    assert count == 2 * MAX_PASSAGES
    assert len(flat) == 2 * MAX_PASSAGES
