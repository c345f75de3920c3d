"""The article check, through its command line: golden cases and input that is no article."""

from __future__ import annotations

import json
import os

import pytest

from scripts.articles.raw_html import decode_entities
from scripts.check_articles import RULES, list_all_rules, main
from tests.conftest import EN, ZH, Case, MiniRepo, Runner, list_uncovered, load_cases

CASES = load_cases("articles")


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_golden_case(case: Case, mini_repo: MiniRepo, run: Runner) -> None:
    case.apply(mini_repo)
    code, out, _ = run(main)
    assert out.splitlines() == case.found
    assert code == case.code


def test_every_rule_has_a_case() -> None:
    tested_below = {"FILE-1", "FILE-2"}
    assert list_uncovered(CASES, RULES) == tested_below


def test_the_miniature_is_clean(run: Runner) -> None:
    assert run(main) == (0, "", "articles: 0 errors, 0 warnings\n")


def test_a_page_with_crlf_and_byte_order_mark_is_clean(mini_repo: MiniRepo, run: Runner) -> None:
    mini_repo.write(EN, "\ufeff" + mini_repo.read(EN).replace("\n", "\r\n"))
    assert run(main)[:2] == (0, "")


def test_a_fault_in_a_crlf_page_has_its_line_and_column(mini_repo: MiniRepo, run: Runner) -> None:
    mini_repo.replace(EN, "The model is", "The <br> is")
    mini_repo.write(EN, mini_repo.read(EN).replace("\n", "\r\n"))
    assert run(main)[1].startswith(f"{EN}:23:5: HTML-1 ")


def test_a_suppression_with_a_reason_excuses_the_next_line(
    mini_repo: MiniRepo, run: Runner
) -> None:
    comment = "<!-- check: off TYPO-2 a model's name -->"
    mini_repo.replace(ZH, "模型是一个和：", f"{comment}\n\n模型R1是一个和：")
    assert run(main)[:2] == (0, "")


def test_code_and_formulas_are_no_html(mini_repo: MiniRepo, run: Runner) -> None:
    text = "Write `<script>` or `{x=1}`, $a<b$ and $c>d$, or <https://example.org/?a=b>:"
    mini_repo.replace(EN, "The model is a sum:", text)
    mini_repo.replace(EN, "echo done", "echo '<script>' [@none] javascript:")
    assert run(main)[:2] == (0, "")


def test_an_existing_element_with_data_attributes_is_allowed(
    mini_repo: MiniRepo, run: Runner
) -> None:
    mini_repo.write("docs/assets/elements/clock.js", "")
    block = '/// html | atlas-clock\n    attrs: {data-k: "3"}\n\nText.\n\n///'
    mini_repo.replace(EN, "The model is a sum:", block)
    assert run(main)[:2] == (0, "")


def test_a_page_that_is_no_article_may_name_the_mark(mini_repo: MiniRepo, run: Runner) -> None:
    mini_repo.write("docs/en/index.md", mini_repo.read("docs/en/index.md") + "`TODO(write)`\n")
    assert run(main)[:2] == (0, "")


def test_binary_file_is_a_finding(mini_repo: MiniRepo, run: Runner) -> None:
    (mini_repo.root / EN).write_bytes(b"---\ntitle: a\n---\n\n\xff\xfe\x00")
    code, out, _ = run(main)
    assert (code, out) == (1, f"{EN}:5:1: FILE-1 not valid UTF-8 (save the file as UTF-8)\n")


def test_huge_file_is_a_finding(mini_repo: MiniRepo, run: Runner) -> None:
    mini_repo.write(EN, "x" * 400_001)
    code, out, _ = run(main)
    message = "file has 400001 bytes, at most 400000 are read (split the article)"
    assert (code, out) == (1, f"{EN}:1:1: FILE-2 {message}\n")


@pytest.mark.parametrize("name", ["prerequisites", "aliases"])
def test_deeply_nested_front_matter_is_a_finding(
    name: str, mini_repo: MiniRepo, run: Runner
) -> None:
    mini_repo.replace(EN, f"{name}: [", f"{name}: [" + "[" * 5000)
    code, out, _ = run(main)
    assert code == 1
    assert out.startswith(f"{EN}:2:1: META-1 front matter is not valid YAML: ")
    assert out.count("\n") == 1


@pytest.mark.parametrize(
    "text", ["[" * 9000, "`" * 9000, "` ``" * 9000, "$" * 9000, "<a " * 9000, "{a=" * 5000]
)
def test_repeated_delimiters_end_soon(text: str, mini_repo: MiniRepo, run: Runner) -> None:
    mini_repo.replace(EN, "The model is a sum:", text)
    assert run(main)[0] in (0, 1)


def test_json_and_github_hold_the_same_findings(mini_repo: MiniRepo, run: Runner) -> None:
    mini_repo.replace(EN, "{#idea}", "")
    code, out, _ = run(main, "--format", "json")
    assert code == 1
    message = 'heading "The idea" has no id; write `The idea {#some-id}`'
    assert json.loads(out) == [
        {
            "path": EN,
            "line": 21,
            "column": 1,
            "rule": "ARTICLE-5",
            "message": message,
            "severity": "error",
        }
    ]
    expected = f"::error file={EN},line=21,col=1,title=ARTICLE-5::ARTICLE-5 {message}\n"
    assert run(main, "--format", "github")[1] == expected


def test_names_limit_the_findings(mini_repo: MiniRepo, run: Runner) -> None:
    mini_repo.replace(EN, "{#idea}", "")
    assert run(main, "index")[0] == 0
    assert run(main, "machine-learning/boosting")[0] == 1
    assert run(main, EN)[0] == 1
    assert run(main, os.fspath(mini_repo.root.resolve() / EN))[0] == 1


def test_an_unknown_name_is_bad_usage(run: Runner) -> None:
    code, out, err = run(main, "machine-learning/bosting")
    message = (
        'error: no page "machine-learning/bosting" (did you mean "machine-learning/boosting"?)'
    )
    assert (code, out) == (2, "")
    assert err.endswith(f"{message}\n")


def test_all_rules_of_all_checkers_are_known() -> None:
    assert {"META-1", "PAIR-1", "RUN-1"} <= set(list_all_rules())


def test_decoded_characters_know_where_they_came_from() -> None:
    decoded, offsets = decode_entities("a&#x62;\tc&colon;")
    assert decoded == "abc:"
    assert offsets == [0, 1, 8, 9]
