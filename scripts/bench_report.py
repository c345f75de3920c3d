"""What `make bench-search` measured, and its tables in Markdown."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field

KB = 1000


@dataclass
class Score:
    """What came back for some queries."""

    asked: int = 0
    first: int = 0
    five: int = 0
    wrong: int = 0
    none: int = 0
    missed: list[str] = field(default_factory=list)


@dataclass
class Cost:
    """Bytes (gzip) until the first results, and milliseconds from a key press.

    `times` and `slow` (CPU four times slower) end with the results, `complete` with their excerpts.
    """

    size: int = 0
    times: list[float] = field(default_factory=list)
    complete: list[float] = field(default_factory=list)
    slow: list[float] = field(default_factory=list)
    longest: float = 0.0


def format_quality(rows: dict[str, dict[tuple[str, str], Score]]) -> Iterator[str]:
    """Yield the lines of the table of answers."""
    yield "| engine | language | queries | first | first five | wrong language | no answer |"
    yield "|---|---|---|---|---|---|---|"
    for name, scores in rows.items():
        for (language, split), s in sorted(scores.items(), reverse=True):
            share = [f"{100 * n / s.asked:.1f} %" for n in (s.first, s.five)]
            yield (
                f"| {name} | {language}, {split} | {s.asked} | {share[0]} | {share[1]} "
                f"| {s.wrong} | {s.none} |"
            )


def format_cost(rows: dict[tuple[str, str], Cost]) -> Iterator[str]:
    """Yield the lines of the table of costs."""
    yield (
        "| engine | site | to the first results, gzip | key to results, median | 95 % "
        "| with excerpts, 95 % | CPU 4 times slower: median | 95 % | longest task |"
    )
    yield "|---|---|---|---|---|---|---|---|---|"
    for (name, size), c in rows.items():
        times = [find_quantile(c.times, 0.5), find_quantile(c.times, 0.95)]
        times.append(find_quantile(c.complete, 0.95))
        slow = [find_quantile(c.slow, 0.5), find_quantile(c.slow, 0.95)]
        cells = [f"{t:.0f} ms" if t else "–" for t in (*times, *slow)]
        longest = f"{c.longest:.0f} ms" if c.longest else ("none" if c.times else "–")
        yield f"| {name} | {size} | {c.size / KB:.0f} KB | {' | '.join(cells)} | {longest} |"


def find_quantile(values: list[float], share: float) -> float:
    """Return the value that a share of the values does not exceed; 0 without values."""
    if len(values) < 2:
        return 0.0
    return statistics.quantiles(values, n=100, method="inclusive")[round(share * 100) - 1]
