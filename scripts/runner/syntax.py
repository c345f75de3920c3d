"""Syntax of code fences, checked without running anything."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
import warnings
from collections.abc import Callable, Iterator

import yaml

from scripts.findings import Finding
from scripts.markdown.records import Document, Fence
from scripts.wording import shorten

# A fault: line within the block (from 1), column (from 1) and what is wrong.
Fault = tuple[int, int, str]


def check_syntax(document: Document) -> Iterator[Finding]:
    """Check every fence whose language a machine can read."""
    for fence in document.fences:
        if fence.language in _CHECKS:
            rule, check = _CHECKS[fence.language]
            for line, column, message in check(fence):
                yield find_in(document, fence, (line, column), rule, message)


def find_in(
    document: Document, fence: Fence, place: tuple[int, int], rule: str, message: str
) -> Finding:
    """Make a finding at a line and column within a fence's body; line 0 opens the fence."""
    line = fence.body_line + max(place[0], 0) - 1
    return Finding(document.path, line, fence.indent + max(place[1], 1), rule, message)


def _check_python(fence: Fence) -> Iterator[Fault]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            compile(fence.body, "<block>", "exec", dont_inherit=True)
        except SyntaxError as error:
            yield error.lineno or 1, error.offset or 1, f"{type(error).__name__}: {error.msg}"
        except (ValueError, RecursionError, MemoryError, OverflowError) as error:
            yield 1, 1, f"does not compile: {type(error).__name__}: {error}"
    for warning in caught:
        yield warning.lineno, 1, f"{warning.category.__name__}: {warning.message}"


def _check_bash(fence: Fence) -> Iterator[Fault]:
    bash = shutil.which("bash")
    if bash is None:
        return
    result = subprocess.run(
        [bash, "-n"], input=fence.body, capture_output=True, text=True, timeout=20, check=False
    )
    match = re.search(r"line (\d+): (.*)", result.stderr)
    if result.returncode:
        yield int(match[1]) if match else 1, 1, match[2] if match else shorten(result.stderr)


def _check_yaml(fence: Fence) -> Iterator[Fault]:
    """Compose all documents: tags such as `!ENV` are not looked at, aliases not expanded."""
    try:
        list(yaml.compose_all(fence.body, Loader=yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        yield line, column, f"not valid YAML: {error.problem}"
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        yield 1, 1, f"not valid YAML: {shorten(str(error), 100)}"


def _check_json(fence: Fence) -> Iterator[Fault]:
    try:
        json.loads(fence.body)
    except json.JSONDecodeError as error:
        yield error.lineno, error.colno, f"not valid JSON: {error.msg}"
    except (ValueError, RecursionError) as error:
        yield 1, 1, f"not valid JSON: {error}"


def _check_toml(fence: Fence) -> Iterator[Fault]:
    try:
        tomllib.loads(fence.body)
    except (ValueError, RecursionError) as error:
        match = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(match[1]), int(match[2])) if match else (1, 1)
        yield line, column, f"not valid TOML: {error}"


_CHECKS: dict[str, tuple[str, Callable[[Fence], Iterator[Fault]]]] = {
    "python": ("RUN-1", _check_python),
    "bash": ("RUN-7", _check_bash),
    "yaml": ("RUN-8", _check_yaml),
    "json": ("RUN-8", _check_json),
    "toml": ("RUN-8", _check_toml),
}
