"""All checks of the sources, without a browser: `python -m scripts.check` (`make check`).

Runs every check in turn, shows the findings of all of them and fails if any failed. With
`--format github` the findings become annotations of a pull request.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from scripts import check_articles, check_code, check_math, check_translations
from scripts.findings import FORMATS

# Names for messages -> the program and the options it gets besides --format.
CHECKS: dict[str, tuple[Callable[[Sequence[str]], int], list[str]]] = {
    "articles": (check_articles.main, []),
    "math": (check_math.main, []),
    "translations": (check_translations.main, []),
    "code": (check_code.main, ["--syntax-only"]),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Return the worst exit code of the checks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    output_format = parser.parse_args(argv).format
    return max(run([*options, "--format", output_format]) for run, options in CHECKS.values())


if __name__ == "__main__":
    raise SystemExit(main())
