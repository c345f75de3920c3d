"""The list of external links that are not visited: a regular expression and a reason a line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from scripts.findings import Finding

_EXPECTED = "expected `pattern  # reason`"


@dataclass(frozen=True)
class Exclusion:
    """A pattern that is searched for in an address, and the line it stands on."""

    pattern: re.Pattern[str]
    line: int


def read_exclusions(path: Path, label: str) -> tuple[list[Exclusion], list[Finding]]:
    """Read the list; a missing file is an empty one, a faulty line is a finding."""
    exclusions: list[Exclusion] = []
    findings: list[Finding] = []
    try:
        text = path.read_bytes().decode("utf-8-sig", "replace")
    except FileNotFoundError:
        return [], []
    except OSError as error:
        return [], [Finding(label, 1, 1, "LINK-28", f"cannot be read: {error.strerror}")]
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        result = _read_line(line, number)
        if isinstance(result, Exclusion):
            exclusions.append(result)
        else:
            column, message = result
            findings.append(Finding(label, number, column, "LINK-28", message))
    return exclusions, findings


def _read_line(line: str, number: int) -> Exclusion | tuple[int, str]:
    """Return the exclusion, or the column and the message of its fault."""
    match = re.match(r"(.*?)\s+#\s*(.*)$", line)
    source, reason = match.groups() if match else (line, "")
    if not reason:
        return 1, f"`{source}` has no reason; {_EXPECTED}"
    try:
        return Exclusion(re.compile(source), number)
    except re.error as error:
        column = (error.pos or 0) + 1
        return column, f"`{source}` is no regular expression: {error.msg}; {_EXPECTED}"


def find_unused(exclusions: list[Exclusion], urls: list[str], label: str) -> list[Finding]:
    """Return a warning for every pattern that matches none of the addresses."""
    return [
        Finding(
            label,
            e.line,
            1,
            "LINK-30",
            f"`{e.pattern.pattern}` matches no link of the site; remove the line",
            "warning",
        )
        for e in exclusions
        if not any(e.pattern.search(url) for url in urls)
    ]
