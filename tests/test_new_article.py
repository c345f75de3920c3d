"""Starting an article, through the command line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from scripts import check_articles, check_code, check_translations, new_article
from scripts.new_article import main
from tests.conftest import MiniRepo, Runner

ARGUMENTS = {
    "--section": "machine-learning",
    "--slug": "bagging",
    "--title-zh": "装袋：投票",
    "--title-en": 'Bagging: "votes"',
    "--level": "beginner",
    "--tags": "ensembles, fundamentals",
    "--date": "2026-11-22",
}
FILES = ["docs/zh/machine-learning/bagging.md", "docs/en/machine-learning/bagging.md"]


def make_arguments(**changes: str) -> list[str]:
    """Return the arguments of a good request, some of them changed."""
    given = ARGUMENTS | {f"--{k.replace('_', '-')}": v for k, v in changes.items()}
    return [part for pair in given.items() for part in pair]


def snapshot(root: Path) -> dict[Path, bytes]:
    return {p: p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def test_both_files_and_the_nav_are_written(mini_repo: MiniRepo, run: Runner) -> None:
    nav = mini_repo.read("mkdocs.yml")
    code, out, err = run(main, *make_arguments())
    assert (code, err) == (0, "")
    assert out.splitlines()[:3] == [f"wrote {path}" for path in [*FILES, "mkdocs.yml"]]
    line = "      - machine-learning/boosting.md  # the first one\n"
    added = nav.replace(line, f"{line}      - machine-learning/bagging.md\n")
    assert mini_repo.read("mkdocs.yml") == added


def test_a_new_article_has_no_fault_but_what_is_to_be_written(run: Runner) -> None:
    run(main, *make_arguments())
    code, out, _ = run(check_articles.main)
    assert code == 1
    assert {line.split(" ")[1] for line in out.splitlines()} == {"ARTICLE-12"}
    assert run(check_code.main)[:2] == (0, "")
    code, out, _ = run(check_translations.main)
    assert code == 0
    assert {line.split(" ")[1] for line in out.splitlines()} == {"PAIR-14"}


def test_crlf_of_the_nav_is_kept(mini_repo: MiniRepo, run: Runner) -> None:
    mini_repo.write("mkdocs.yml", mini_repo.read("mkdocs.yml").replace("\n", "\r\n"))
    run(main, *make_arguments())
    text = mini_repo.read("mkdocs.yml")
    assert "      - machine-learning/bagging.md\r\n" in text
    assert text.count("\n") == text.count("\r\n")


def test_a_nav_that_ends_with_the_section_gets_a_line(mini_repo: MiniRepo, run: Runner) -> None:
    mini_repo.write("mkdocs.yml", mini_repo.read("mkdocs.yml").rstrip("\n"))
    run(main, *make_arguments(section="algorithms"))
    assert mini_repo.read("mkdocs.yml").endswith(
        "      - algorithms/index.md\n      - algorithms/bagging.md\n"
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"section": "machine-lerning"}, '"machine-lerning" is unknown (did you mean "machine-le'),
        ({"section": "tools"}, 'section "tools" has no page in the nav of mkdocs.yml; add tools/i'),
        ({"slug": "Bad Slug"}, 'slug "Bad Slug" must be lower case letters, digits and hyphens'),
        ({"slug": "../x"}, 'slug "../x" must be lower case letters, digits and hyphens'),
        ({"slug": "boosting"}, "docs/zh/machine-learning/boosting.md exists already"),
        ({"title_zh": " "}, "the title in zh must be one line of text"),
        ({"title_en": "a\nb: c"}, "the title in en must be one line of text"),
        ({"level": "easy"}, 'level "easy" is unknown; known: beginner, intermediate, advanced'),
        ({"tags": "boosting"}, "1 tags given, expected 2 to 5 different ones"),
        ({"tags": "boosting,bosting"}, 'tag "bosting" is unknown (did you mean "boosting"?)'),
    ],
)
def test_a_bad_answer_writes_nothing(
    changes: dict[str, str], message: str, mini_repo: MiniRepo, run: Runner
) -> None:
    before = snapshot(mini_repo.root)
    code, out, err = run(main, *make_arguments(**changes))
    assert (code, out) == (2, "")
    assert message in err
    assert err.endswith("; nothing written\n")
    assert snapshot(mini_repo.root) == before


def test_a_broken_nav_writes_nothing(mini_repo: MiniRepo, run: Runner) -> None:
    mini_repo.replace("mkdocs.yml", "nav:", "nav: [")
    before = snapshot(mini_repo.root)
    assert run(main, *make_arguments())[0] == 2
    assert snapshot(mini_repo.root) == before


def test_a_failure_while_writing_leaves_nothing_behind(
    mini_repo: MiniRepo, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path, text: str) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(new_article, "write_atomically", fail)
    before = snapshot(mini_repo.root)
    code, _, err = run(main, *make_arguments())
    assert (code, err) == (2, "new_article: disk full; nothing written\n")
    assert snapshot(mini_repo.root) == before


def test_missing_arguments_without_a_terminal_are_bad_usage(
    run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("machine-learning\n"))
    code, out, err = run(main, "--slug", "x", "--tags", "a,b")
    assert (code, out) == (2, "")
    missing = "--section, --title-zh, --title-en, --level"
    assert f"error: missing {missing} (questions are asked in a terminal only)" in err


def test_in_a_terminal_what_is_missing_is_asked(
    mini_repo: MiniRepo, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["bagging", "装袋"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda prompt: next(answers))
    given = {k: v for k, v in ARGUMENTS.items() if k not in ("--slug", "--title-zh")}
    assert run(main, *(part for pair in given.items() for part in pair))[0] == 0
    assert 'title: "装袋"\n' in mini_repo.read(FILES[0])
