"""Reports: sorting, formats, counts and exit codes."""

from __future__ import annotations

import argparse
import json

import pytest

from scripts.findings import Finding, count_findings, make_parser, report, run_check

ERROR = Finding("a.md", 2, 3, "META-1", "100% wrong,\nreally")
WARNING = Finding("a.md", 1, 1, "TYPO-1", "small", "warning")


def test_text_is_sorted_unique_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert report([ERROR, WARNING, ERROR], "text", "name") == 1
    out, err = capsys.readouterr()
    assert out == "a.md:1:1: TYPO-1 warning: small\na.md:2:3: META-1 100% wrong,\nreally\n"
    assert err == "name: 1 error, 1 warning\n"


def test_github_annotations_cannot_be_broken_by_a_message(
    capsys: pytest.CaptureFixture[str],
) -> None:
    report([ERROR], "github", "name")
    line = "::error file=a.md,line=2,col=3,title=META-1::META-1 100%25 wrong,%0Areally\n"
    assert capsys.readouterr().out == line


def test_json_holds_the_records(capsys: pytest.CaptureFixture[str]) -> None:
    assert report([WARNING], "json", "name") == 0
    assert json.loads(capsys.readouterr().out) == [
        {
            "path": "a.md",
            "line": 1,
            "column": 1,
            "rule": "TYPO-1",
            "message": "small",
            "severity": "warning",
        }
    ]


@pytest.mark.parametrize(
    ("findings", "text"),
    [
        ([], "0 errors, 0 warnings"),
        ([ERROR], "1 error, 0 warnings"),
        ([WARNING, WARNING], "0 errors, 2 warnings"),
    ],
)
def test_counts(findings: list[Finding], text: str) -> None:
    assert count_findings(findings) == text


def test_a_crash_is_one_line_and_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    def crash(options: argparse.Namespace) -> list[Finding]:
        raise ValueError("no")

    assert run_check("name", make_parser("x"), crash, []) == 2
    assert capsys.readouterr().err.startswith("name: stopped by ValueError: no (in crash, line ")


def test_an_unknown_format_is_bad_usage() -> None:
    with pytest.raises(SystemExit) as error:
        run_check("name", make_parser("x"), lambda options: [], ["--format", "xml"])
    assert error.value.code == 2
