"""The comparison of languages, through its command line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.check_translations import RULES, main
from scripts.translations.code import strip_comments
from scripts.translations.compare import normalize_latex
from tests.conftest import EN, NAME, ZH, Case, MiniRepo, Runner, list_uncovered, load_cases

CASES = load_cases("translations")
RECORD = "data/translations.yml"


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_golden_case(case: Case, mini_repo: MiniRepo, run: Runner) -> None:
    run(main, "--accept", "--all")
    case.apply(mini_repo)
    code, out, _ = run(main)
    lines = out.splitlines()
    if not case.name.startswith("PAIR-14"):
        lines = [line for line in lines if " PAIR-14 " not in line]
    assert lines == case.found
    assert code == case.code


def test_every_rule_has_a_case() -> None:
    assert list_uncovered(CASES, RULES) == set()


def test_an_accepted_pair_is_clean(run: Runner) -> None:
    assert run(main, "--accept", NAME)[0] == 0
    assert run(main) == (0, "", "translations: 0 errors, 0 warnings\n")


def test_both_sides_changed_is_said(mini_repo: MiniRepo, run: Runner) -> None:
    run(main, "--accept", "--all")
    mini_repo.replace(EN, "sum:", "total:")
    mini_repo.replace(ZH, "模型是", "模型就是")
    code, out, _ = run(main)
    assert code == 0
    message = (
        "both languages changed since they were last accepted; compare, then `.venv/bin/python -m"
    )
    assert f"{EN}:1:1: PAIR-14 warning: {message}" in out


def test_line_ends_do_not_make_a_text_older(mini_repo: MiniRepo, run: Runner) -> None:
    run(main, "--accept", "--all")
    mini_repo.write(EN, mini_repo.read(EN).replace("\n", "\r\n"))
    assert run(main)[:2] == (0, "")


def test_a_pair_with_errors_is_not_accepted(mini_repo: MiniRepo, run: Runner) -> None:
    mini_repo.replace(EN, "{#idea}", "{#ideas}")
    code, out, err = run(main, "--accept", "--all")
    assert code == 1
    assert " PAIR-2 " in out
    assert err.startswith("accepted: nothing\n")
    assert NAME not in mini_repo.read(RECORD)


def test_accepting_drops_articles_that_are_gone(mini_repo: MiniRepo, run: Runner) -> None:
    mini_repo.write(RECORD, 'algorithms/gone: {zh: "1", en: "2"}\n')
    assert run(main, "--accept", NAME)[0] == 0
    assert "gone" not in mini_repo.read(RECORD)
    assert not list((mini_repo.root / "data").glob(".translations*"))


@pytest.mark.parametrize("arguments", [["--accept"], ["--all"], ["--accept", "--all", NAME]])
def test_accept_wants_names_or_all(arguments: list[str], run: Runner) -> None:
    code, out, err = run(main, *arguments)
    assert (code, out) == (2, "")
    assert "--accept wants names of articles or --all" in err


def test_the_table_names_the_state_of_each_article(mini_repo: MiniRepo, run: Runner) -> None:
    for name in ("algorithms/a", "algorithms/b"):
        mini_repo.write(f"docs/zh/{name}.md", mini_repo.read(ZH))
    mini_repo.write("docs/en/algorithms/b.md", mini_repo.read(EN))
    run(main, "--accept", NAME)
    mini_repo.replace(EN, "sum:", "total:")
    code, out, _ = run(main, "--table")
    assert code == 0
    assert out.splitlines() == [
        "article                    zh   en   state",
        "algorithms/a               yes  -    missing",
        "algorithms/b               yes  yes  not accepted",
        "machine-learning/boosting  yes  yes  zh older",
    ]


@pytest.mark.parametrize(
    ("language", "zh", "en", "same"),
    [
        ("python", "x = 1  # 一\n", "x = 1  # one\n", True),
        ("python", "# 一\n\nif x:\n    # 二\n    y()\n", "if x:\n    y()  # two\n", True),
        ("python", "x = '# 一'\n", "x = '# one'\n", False),
        ("python", "if x:\n    y()\nz()\n", "if x:\n    y()\n    z()\n", False),
        ("python", "print(1  # 一\n", "print(1  # one\n", True),  # not even Python
        ("c", "int x; // 一\n", "int x; /* one\n two */\n", True),
        ("cpp", 's = "// 一";', 's = "// one";', False),
        ("yaml", "a: 1 # 一\n", "# one\na: 1\n", True),
        ("yaml", "a: b#c\n", "a: b\n", False),
        ("toml", 'a = "# 一"\n', 'a = "# one"\n', False),
        ("text", "a # 一\n", "a # one\n", False),
        ("output", "1 \n\n", "1\n", True),
    ],
)
def test_comments_do_not_count(language: str, zh: str, en: str, same: bool) -> None:
    assert (strip_comments(zh, language) == strip_comments(en, language)) == same


@given(st.text(), st.sampled_from(["python", "bash", "yaml", "toml", "c", "text", "json"]))
def test_any_code_can_be_compared(source: str, language: str) -> None:
    assert strip_comments(source, language) == strip_comments(source, language)


def test_words_in_formulas_do_not_count() -> None:
    assert normalize_latex("a \\text{若 $x$}\n b") == normalize_latex("a  \\text{if {y}} b")
    assert normalize_latex("a \\mathrm{x}") != normalize_latex("a \\mathrm{y}")
