"""Code fences: language, options, pairing of Python and output."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.articles.rules import find_at
from scripts.findings import Finding
from scripts.markdown.records import Document, Fence
from scripts.settings import MODULES
from scripts.wording import list_words, shorten, suggest

LANGUAGES = ("python", "output", "bash", "yaml", "json", "toml", "text", "c", "cuda", "cpp")
OPTIONS = ("requires", "varies", "title")
_INFO = re.compile(r"[\w+-]+(?:[ \t]+[a-z]+=\"[^\"]*\")*")


def list_requirements(fence: Fence) -> list[str]:
    """Return the modules that a fence declares with `requires="a, b"`."""
    return [m.strip() for m in fence.options.get("requires", "").split(",") if m.strip()]


def check_fences(document: Document) -> Iterator[Finding]:
    """Check all code fences of a page."""
    before: Fence | None = None
    for fence in document.fences:
        yield from _check_fence(document, fence)
        if fence.language == "output" and (before is None or before.language != "python"):
            message = "an `output` fence must follow the ```python block that prints it"
            yield find_at(document, fence.place, "CODE-5", message)
        before = fence


def _check_fence(document: Document, fence: Fence) -> Iterator[Finding]:
    place = fence.place
    if not fence.closed:
        message = f"fence is not closed; write its marker again, indented by {fence.indent} spaces"
        yield find_at(document, place, "CODE-2", message)
    if not fence.info:
        message = f"fence without a language; write one of {list_words(LANGUAGES)}"
        yield find_at(document, place, "CODE-1", message)
    elif not _INFO.fullmatch(fence.info):
        message = f'cannot read "{shorten(fence.info)}"; write `language name="value"`'
        yield find_at(document, place, "CODE-3", message)
    elif fence.language not in LANGUAGES:
        hint = suggest(fence.language, LANGUAGES) or f"; use one of {list_words(LANGUAGES)}"
        message = f'unknown language "{shorten(fence.language)}"{hint}'
        yield find_at(document, place, "CODE-1", message)
    yield from _check_options(document, fence)


def _check_options(document: Document, fence: Fence) -> Iterator[Finding]:
    for name, value in fence.options.items():
        if name not in OPTIONS:
            message = f"unknown option `{name}`{suggest(name, OPTIONS)}"
            yield find_at(document, fence.place, "CODE-3", message)
        if name == "varies" and (fence.language != "output" or value != "numbers"):
            message = 'only an `output` fence varies, and only by `varies="numbers"`'
            yield find_at(document, fence.place, "CODE-3", message)
        if name == "requires" and fence.language != "python":
            message = "only a python fence `requires` a module"
            yield find_at(document, fence.place, "CODE-3", message)
    modules = list_requirements(fence)
    if "requires" in fence.options and not modules:
        yield find_at(document, fence.place, "CODE-4", '`requires=""` names no module')
    for module in (m for m in modules if m not in MODULES):
        hint = suggest(module, MODULES) or f"; known are {list_words(MODULES)}"
        message = f'`requires` names "{shorten(module, 30)}", which the tests do not install{hint}'
        yield find_at(document, fence.place, "CODE-4", message)
