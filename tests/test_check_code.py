"""Running the code of articles, through the command line."""

from __future__ import annotations

import pytest

import scripts.check_code
from scripts.check_code import RULES, main
from scripts.findings import Finding
from scripts.markdown.scan import scan
from scripts.runner import compare
from scripts.runner.blocks import collect_blocks, map_line
from scripts.runner.compare import normalize_output
from scripts.runner.process import Run, run_sources
from scripts.runner.syntax import check_syntax
from tests.conftest import EN, ZH, Case, MiniRepo, Runner, list_uncovered, load_cases

CASES = load_cases("code")
CODE = "print(1 + 1)"


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_golden_case(case: Case, mini_repo: MiniRepo, run: Runner) -> None:
    case.apply(mini_repo)
    code, out, _ = run(main)
    assert out.splitlines() == case.found
    assert code == case.code


def test_every_rule_has_a_case() -> None:
    assert list_uncovered(CASES, RULES) == {"RUN-5", "RUN-6"}


def test_a_block_without_end_is_stopped_and_named(mini_repo: MiniRepo, run: Runner) -> None:
    mini_repo.replace(EN, CODE, "import subprocess\nsubprocess.run(['sleep', '60'])")
    code, out, _ = run(main, "--limit", "1.5")
    assert code == 1
    assert out == f"{EN}:34:1: RUN-5 article stopped after 1.5 s; this block was running\n"


def test_a_slow_article_is_a_warning() -> None:
    program = collect_blocks(scan("```python\na\n```\n\n```python\nb\n```\n", "a.md"))
    slow = Run(("", ""), (5.0, 16.4))
    findings = list(compare.compare_run(program, program.blocks, slow, ("a", "b"), 60))
    message = "article takes 21 s, at most 20 s are meant; this block takes 16 s"
    assert findings == [Finding("a.md", 5, 1, "RUN-6", message, "warning")]


def test_languages_that_differ_in_comments_run_once(
    mini_repo: MiniRepo, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = []
    monkeypatch.setattr(
        "scripts.runner.execute.run_sources",
        lambda sources, limit: runs.append(sources) or run_sources(sources, limit),
    )
    mini_repo.replace(ZH, "# 一条注释", "# 一条\n# 长注释")
    mini_repo.replace(ZH, CODE, "print(1 / 0)")
    mini_repo.replace(EN, CODE, "print(1 / 0)")
    _, out, _ = run(main)
    assert len(runs) == 1
    fault = "RUN-2 ZeroDivisionError: division by zero"
    assert out.splitlines() == [f"{EN}:36:1: {fault}", f"{ZH}:37:1: {fault}"]


def test_blocks_that_need_a_missing_module_are_skipped_visibly(
    mini_repo: MiniRepo, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scripts.check_code, "is_installed", lambda module: module != "sklearn")
    for path in (EN, ZH):
        mini_repo.replace(path, "```python", '```python requires="sklearn"')
        mini_repo.replace(path, CODE, "import no_such_module")
    code, out, err = run(main)
    assert (code, out) == (0, "")
    note = "code: skipped 2 blocks that need sklearn (pip install scikit-learn to run them)\n"
    assert err.startswith(note)


def test_syntax_only_runs_nothing(mini_repo: MiniRepo, run: Runner) -> None:
    mini_repo.replace(EN, CODE, "print(1 / 0)")
    assert run(main, "--syntax-only")[:2] == (0, "")
    mini_repo.replace(EN, "print(1 / 0)", "x ==")
    code, out, _ = run(main, "--syntax-only")
    assert (code, out) == (1, f"{EN}:36:5: RUN-1 SyntaxError: invalid syntax\n")


def test_a_page_whose_syntax_is_broken_does_not_run(mini_repo: MiniRepo, run: Runner) -> None:
    mini_repo.replace(EN, "```bash\necho done", "```python\nx ==")
    mini_repo.replace(EN, CODE, "print(1 / 0)")
    assert [line.split(" ")[1] for line in run(main)[1].splitlines()] == ["RUN-1"]


def test_fill_writes_real_outputs_and_keeps_the_rest(mini_repo: MiniRepo, run: Runner) -> None:
    for path in (EN, ZH):
        mini_repo.replace(path, CODE, "print('a')\n\nprint()\nprint('b  ')")
        mini_repo.replace(path, "```output\n2\n```", "```output\nold\nold\n```")
    mini_repo.write(EN, mini_repo.read(EN).replace("\n", "\r\n"))
    before = mini_repo.read(EN)
    code, out, err = run(main, "--fill")
    assert (code, out) == (0, "")
    assert err.startswith(f"filled {EN}\n") or f"filled {EN}\n" in err
    expected = before.replace("old\r\nold\r\n", "a\r\n\r\nb\r\n")
    assert mini_repo.read(EN) == expected
    assert "```output\na\n\nb\n```" in mini_repo.read(ZH)


def test_fill_adds_a_missing_output(mini_repo: MiniRepo, run: Runner) -> None:
    text = mini_repo.read(EN)
    mini_repo.replace(EN, "\n```output\n2\n```\n", "")
    assert run(main, "--fill")[:2] == (0, "")
    assert mini_repo.read(EN) == text


def test_fill_keeps_outputs_that_only_vary(mini_repo: MiniRepo, run: Runner) -> None:
    mini_repo.replace(EN, "```output\n2", '```output varies="numbers"\n17.5e-3')
    text = mini_repo.read(EN)
    run(main, "--fill")
    assert mini_repo.read(EN) == text


def test_fill_and_syntax_only_exclude_each_other(run: Runner) -> None:
    assert run(main, "--fill", "--syntax-only")[0] == 2


def test_the_interpreter_is_fresh_isolated_and_seeded() -> None:
    source = (
        "import os, sys\n"
        "print(hash('x'), os.listdir(), os.environ['OMP_NUM_THREADS'], len(sys.argv))\n"
        "print([p for p in sys.path if 'main/scripts' in p])\n"
    )
    first, second = run_sources([source], 20), run_sources([source], 20)
    assert first.outputs == second.outputs
    assert first.outputs[0].endswith(" [] 2 1\n[]\n")


def test_a_crash_of_the_interpreter_keeps_the_outputs_before() -> None:
    run = run_sources(["print(1)", "import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)"], 20)
    assert (run.outputs, run.running, run.exit_note) == (("1\n",), 1, "exit code -11")


def test_an_exception_that_cannot_be_shown_is_named() -> None:
    source = "class E(Exception):\n    def __str__(self): raise ValueError\nraise E"
    failure = run_sources([source], 20).failure
    assert failure is not None
    assert failure.text.startswith(("E", "__main__.E"))


@pytest.mark.parametrize(
    ("text", "numbers", "lines"),
    [
        ("a  \n\n", False, ["a"]),
        ("\na", False, ["", "a"]),
        ("1.5e-3  s at 0x7f", True, ["# s at #"]),
        ("-1,000 and +2", True, ["# and #"]),
        ("v1", True, ["v#"]),
    ],
)
def test_outputs_are_compared_without_trailing_blanks(
    text: str, numbers: bool, lines: list[str]
) -> None:
    assert normalize_output(text, numbers=numbers) == lines


def test_a_line_is_found_again_under_other_comments() -> None:
    assert map_line("# a\nx = 1\ny = 2\n", "x = 1\n# b\n# c\ny = 2\n", 3) == 4


@pytest.mark.parametrize(
    "body", ["(" * 500, "-" * 100_000 + "1", "x = \0", "a" * 100_000, "[" * 9000]
)
@pytest.mark.parametrize("language", ["python", "json", "toml", "yaml", "bash"])
def test_extreme_blocks_give_findings_and_no_crash(body: str, language: str) -> None:
    findings = list(check_syntax(scan(f"```{language}\n{body}\n```\n")))
    assert all(f.line in (2, 3) for f in findings)
