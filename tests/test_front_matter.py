"""Front matter: what is read, where it stands, and what is refused."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.markdown.front_matter import MAX_LENGTH, FrontMatterError, parse_front_matter


def test_keys_know_their_lines_and_the_body_its_start() -> None:
    text = "---\ntitle: a\n\ntags:\n  - b\n---\nBody"
    front = parse_front_matter(text)
    assert front.meta == {"title": "a", "tags": ["b"]}
    assert front.lines == {"title": 2, "tags": 4}
    assert text[front.end :] == "Body"


@pytest.mark.parametrize("text", ["", "Body", " ---\na: 1\n---\n", "----\na: 1\n---\n"])
def test_a_text_without_front_matter_is_all_body(text: str) -> None:
    front = parse_front_matter(text)
    assert (front.meta, front.end) == ({}, 0)


def test_empty_front_matter_is_empty() -> None:
    front = parse_front_matter("---\n---\nBody")
    assert (front.meta, front.end) == ({}, 8)


@pytest.mark.parametrize(
    ("source", "line", "column", "message"),
    [
        ("a: b: c", 2, 5, "mapping values are not allowed here"),
        ("a: [1", 3, 1, "expected ',' or ']'"),
        ("a: 1\na: 2", 3, 1, "key `a` stands twice (first on line 2)"),
        ("- 1", 2, 1, "front matter must be `key: value` lines"),
        ("? [a]\n: 1", 2, 3, "a key must be a plain word"),
        ("a: &x 1\nb: *x", 3, 4, "YAML aliases (`*name`) are not allowed"),
        ("a: !!python/object:os.system x", 2, 4, "could not determine a constructor"),
        ("a: \0", 2, 1, "special characters are not allowed"),
        ('a: !!float ""', 2, 1, "string index out of range"),
        ("a: !!bool maybe", 2, 1, "'maybe'"),
        ("a: " + "1:" * 400 + "1.0", 2, 1, "int too large to convert to float"),
        ("a: " + "[" * 9000, 2, 1, "recursion"),
        ("a: " + "x" * MAX_LENGTH, 1, 1, f"longer than {MAX_LENGTH} characters"),
    ],
)
def test_bad_front_matter_is_named_with_its_place(
    source: str, line: int, column: int, message: str
) -> None:
    with pytest.raises(FrontMatterError) as error:
        parse_front_matter(f"---\n{source}\n---\nBody")
    assert message in str(error.value)
    assert (error.value.line, error.value.column) == (line, column)


def test_an_unclosed_block_is_refused() -> None:
    with pytest.raises(FrontMatterError, match="not closed by a line `---`"):
        parse_front_matter("---\na: 1\n")


@given(st.text(alphabet=st.sampled_from("ab:[]{}&*!?-#'\"|>%@,\n 019.~"), max_size=80))
def test_any_source_is_read_or_refused(source: str) -> None:
    with contextlib.suppress(FrontMatterError):
        assert parse_front_matter(f"---\n{source}\n---\n").end > 0
