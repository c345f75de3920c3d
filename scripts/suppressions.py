"""Suppressions: `<!-- check: off RULE-1 reason -->` on the line before what it excuses.

A suppression is for one rule and one line. Each checker applies those of its own rules and
reports the ones that excuse nothing; what is wrong with a suppression itself is reported by
`check_articles` alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from scripts.findings import Finding
from scripts.markdown.lines import blank_spans, index_lines
from scripts.markdown.records import Document
from scripts.wording import shorten, suggest

# Nothing in it can end the comment early and become HTML.
SUPPRESSION = re.compile(r"^[ \t]*(<!-- check:[^\n<>]*-->)[ \t]*$", re.M)
_PARTS = re.compile(r"<!-- check: off ([A-Z]+-\d+) +(\S[^\n]*?) *-->")
# What guards readers' browsers, and what says that nothing could be checked.
FORBIDDEN = ("FILE", "HTML", "CHECK")


@dataclass(frozen=True)
class Suppression:
    """One comment: where it stands, which line it excuses, from which rule and why."""

    line: int
    column: int
    target_line: int
    rule: str
    reason: str
    text: str

    def covers(self, finding: Finding) -> bool:
        return finding.rule == self.rule and finding.line == self.target_line


def list_suppressions(document: Document) -> list[Suppression]:
    """Return a document's suppressions; a malformed one has an empty rule."""
    fences = [(f.place.start, f.place.end) for f in document.fences]
    text = blank_spans(document.text, fences)
    lines = index_lines(text)
    found = []
    for match in SUPPRESSION.finditer(text):
        parts = _PARTS.fullmatch(match.group(1))
        rule, reason = parts.groups() if parts else ("", "")
        place = lines.place(*match.span(1))
        target = _find_target(document.text, match.end(), place.line)
        found.append(Suppression(place.line, place.column, target, rule, reason, match.group(1)))
    return found


def _find_target(text: str, end: int, line: int) -> int:
    """Return the next line that is neither blank nor a suppression."""
    for offset, content in enumerate(text[end:].split("\n")[1:], start=1):
        if content.strip() and not SUPPRESSION.match(content):
            return line + offset
    return line


def may_suppress(rule: str) -> bool:
    """Say whether a rule may be suppressed; unreadable front matter (META-1) may not."""
    return rule != "META-1" and rule.partition("-")[0] not in FORBIDDEN


def apply_suppressions(
    findings: Iterable[Finding], documents: Iterable[Document], rules: Collection[str]
) -> list[Finding]:
    """Drop what is excused and report each suppression of `rules` that excuses nothing."""
    kept = list(findings)
    for document in documents:
        for suppression in list_suppressions(document):
            if suppression.rule in rules and may_suppress(suppression.rule):
                kept = list(_apply(suppression, document.path, kept))
    return kept


def _apply(suppression: Suppression, path: str, findings: list[Finding]) -> Iterator[Finding]:
    used = False
    for finding in findings:
        if finding.path == path and suppression.covers(finding):
            used = True
        else:
            yield finding
    if not used:
        message = f"this suppression of {suppression.rule} excuses nothing; remove it"
        yield Finding(path, suppression.line, suppression.column, "CHECK-2", message)


def check_suppressions(
    document: Document, list_rules: Callable[[], Collection[str]]
) -> Iterator[Finding]:
    """Check the suppressions themselves; `list_rules` gives all rules of all checkers."""
    for suppression in list_suppressions(document):
        rule = suppression.rule
        if not rule:
            number, message = (
                "CHECK-1",
                (
                    f"cannot read `{shorten(suppression.text)}`; "
                    "write `<!-- check: off RULE-1 reason -->`, with a reason"
                ),
            )
        elif rule not in list_rules():
            hint = suggest(rule, list_rules())
            number, message = "CHECK-3", f"rule {rule} does not exist{hint}"
        elif not may_suppress(rule):
            number, message = "CHECK-4", f"rule {rule} may not be suppressed; repair the cause"
        else:
            continue
        yield Finding(document.path, suppression.line, suppression.column, number, message)
