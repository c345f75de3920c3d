"""Findings of the checks: the record, the three output formats and the command-line frame.

Every check is a function `check(...) -> Iterable[Finding]`; `run_check` turns it into a
program with `--format` and the exit codes 0 (clean), 1 (findings), 2 (bad usage or a crash).
"""

from __future__ import annotations

import argparse
import json
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass

FORMATS = ("text", "json", "github")


@dataclass(frozen=True, order=True)
class Finding:
    """One fault: `path` relative to the repository, `line` and `column` counted from 1.

    `rule` is a stable number such as LINK-3; `severity` is "error" or "warning" (warnings
    are shown, but do not make a check fail).
    """

    path: str
    line: int
    column: int
    rule: str
    message: str
    severity: str = "error"


def format_text(findings: Sequence[Finding]) -> str:
    """Write `path:line:column: RULE message`, one a line."""
    lines = []
    for f in findings:
        note = "warning: " if f.severity == "warning" else ""
        lines.append(f"{f.path}:{f.line}:{f.column}: {f.rule} {note}{f.message}")
    return "\n".join(lines)


def format_json(findings: Sequence[Finding]) -> str:
    """Write the records as a JSON list."""
    return json.dumps([asdict(f) for f in findings], ensure_ascii=False, indent=1)


def format_github(findings: Sequence[Finding]) -> str:
    """Write GitHub's workflow commands, which show as annotations on the changed lines."""
    return "\n".join(
        f"::{f.severity} file={_escape(f.path, True)},line={f.line},col={f.column},"
        f"title={_escape(f.rule, True)}::{_escape(f'{f.rule} {f.message}', False)}"
        for f in findings
    )


def _escape(text: str, is_property: bool) -> str:
    """Escape as the workflow commands want it, so that a file's text cannot add commands."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if is_property else text


FORMATTERS = {"text": format_text, "json": format_json, "github": format_github}


def count_findings(findings: Sequence[Finding]) -> str:
    """Return the last line of a report, such as `2 errors, 1 warning`."""
    errors = sum(f.severity == "error" for f in findings)
    parts = [(errors, "error"), (len(findings) - errors, "warning")]
    return ", ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in parts)


def report(findings: Iterable[Finding], output_format: str, name: str) -> int:
    """Print the findings, sorted and without repetition, and return the exit code."""
    found = sorted(set(findings))
    text = FORMATTERS[output_format](found)
    if text:
        print(text)
    print(f"{name}: {count_findings(found)}", file=sys.stderr)
    return int(any(f.severity == "error" for f in found))


def make_parser(description: str | None) -> argparse.ArgumentParser:
    """Return a parser with the option that all checks share."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    return parser


def run_check(
    name: str,
    parser: argparse.ArgumentParser,
    check: Callable[[argparse.Namespace], Iterable[Finding]],
    argv: Sequence[str] | None = None,
) -> int:
    """Parse the arguments, run a check and report; a crash is one line and exit code 2."""
    options = parser.parse_args(argv)
    try:
        return report(check(options), options.format, name)
    except KeyboardInterrupt:
        raise
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        print(
            f"{name}: stopped by {type(error).__name__}: {error} "
            f"(in {where.name}, line {where.lineno}); please report it",
            file=sys.stderr,
        )
        return 2
