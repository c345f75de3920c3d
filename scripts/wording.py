"""Words that the messages of several checks share."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def suggest(word: str, choices: Iterable[str]) -> str:
    """Return ` (did you mean "x"?)`, or nothing where no choice is near."""
    near = get_close_matches(word[:100], list(choices), n=1, cutoff=0.6)
    return f' (did you mean "{near[0]}"?)' if near else ""


def list_words(words: Iterable[str]) -> str:
    """Join words by commas."""
    return ", ".join(words)


def shorten(text: str, width: int = 60) -> str:
    """Return a text on one line, cut to `width` characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"


def count_of(number: int, noun: str) -> str:
    """Return `1 question` or `2 questions`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
