"""The rules of `check_translations`, and how its findings name both sides."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.corpus import Page
from scripts.findings import Finding

RULES = {
    "PAIR-1": "every page exists in every language",
    "PAIR-2": "both languages have the same headings: levels and ids, in the same order",
    "PAIR-3": "both languages have the same code fences: number, language, options",
    "PAIR-4": "code outside comments, and what it prints, is the same in both languages",
    "PAIR-5": "display formulas are the same except for words inside \\text{…}",
    "PAIR-6": "both languages show the same figures in the same order",
    "PAIR-7": "both languages have the same number of questions",
    "PAIR-8": "both languages list the same references in the same order",
    "PAIR-9": "both languages cite the same keys in the same order",
    "PAIR-10": "tags, date, updated, level, prerequisites and related are the same",
    "PAIR-11": "both languages have the same number of key points",
    "PAIR-12": "inline formulas are the same in both languages (warning)",
    "PAIR-13": "both languages have the same number of links (warning)",
    "PAIR-14": "no language has changed since the two were last accepted (warning)",
    "PAIR-15": "data/translations.yml can be read and names only articles that exist",
}


@dataclass(frozen=True)
class Pair:
    """The same page in two languages; findings stand in the second and name the first."""

    first: Page
    other: Page

    @property
    def languages(self) -> tuple[str, str]:
        return self.first.language, self.other.language

    def swap(self) -> Pair:
        """Return the pair the other way round."""
        return Pair(self.other, self.first)

    def find(
        self, lines: tuple[int, int], rule: str, message: str, severity: str = "error"
    ) -> Finding:
        """Make a finding at both lines, (first, other)."""
        where = f"{self.first.document.path}:{lines[0]}"
        path = self.other.document.path
        return Finding(path, lines[1], 1, rule, f"{message} ({where})", severity)

    def warn(self, lines: tuple[int, int], rule: str, message: str) -> Finding:
        """Make a warning at both lines."""
        return self.find(lines, rule, message, "warning")
