"""All checks of the sources, without a browser: `python -m scripts.check` (`make check`).

Runs every check in turn, shows the findings of all of them and fails if any failed. With
`--format github` the findings become annotations of a pull request, with `--format json` one
list.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
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


def run_checks(output_format: str) -> tuple[int, list[str]]:
    """Run every check; return the worst exit code and what each printed."""
    codes, outputs = [], []
    for run, options in CHECKS.values():
        with contextlib.redirect_stdout(io.StringIO()) as output:
            codes.append(run([*options, "--format", output_format]))
        outputs.append(output.getvalue())
    return max(codes), outputs


def merge_outputs(outputs: Sequence[str], output_format: str) -> str:
    """Return the outputs as one; lists of JSON become one list, repeated lines go."""
    if output_format == "json":
        records = [record for text in outputs for record in json.loads(text or "[]")]
        return json.dumps(records, ensure_ascii=False, indent=1) + "\n"
    lines = [line for text in outputs for line in text.splitlines()]
    return "".join(f"{line}\n" for line in dict.fromkeys(lines))


def main(argv: Sequence[str] | None = None) -> int:
    """Return the worst exit code of the checks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    output_format = parser.parse_args(argv).format
    code, outputs = run_checks(output_format)
    print(merge_outputs(outputs, output_format), end="")
    return code


if __name__ == "__main__":
    raise SystemExit(main())
