"""Blocks of pymdownx.blocks (`/// name | argument`): elements and attributes they make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from scripts.articles.rules import find_at
from scripts.findings import Finding
from scripts.markdown.lines import blank_spans, index_lines
from scripts.markdown.records import Document, Place
from scripts.wording import shorten, suggest

# Also after the marks of lists, quotations and definitions.
_BLOCK = re.compile(
    r"^(?:[ \t>]|[-*+:][ \t]|\d+[.)][ \t])*/{3,}[ \t]*([\w-]+)[ \t]*(?:\|[ \t]*([^\n]*?))?[ \t]*$",
    re.M,
)
_OPTION_LINES = re.compile(r"(?:[ \t]+\S[^\n]*(?:\n|\Z))*")
_ELEMENT = re.compile(r"atlas-[a-z0-9]+(?:-[a-z0-9]+)*")
_ATTRIBUTE = re.compile(r"data-[a-z0-9-]+|id|class")


def check_blocks(document: Document, root: Path) -> Iterator[Finding]:
    """Check every block of a page; custom elements must have a script in docs/assets."""
    fences = [(f.place.start, f.place.end) for f in document.fences]
    text = blank_spans(document.text, [(0, document.body_start), *fences])
    elements = list_elements(root)
    lines = index_lines(text)
    for match in _BLOCK.finditer(text):
        place = lines.place(*match.span())
        if match.group(1).lower() == "html":
            yield from _check_element(document, place, match.group(2) or "", elements)
        options = _OPTION_LINES.match(text, match.end() + 1)
        if options and options.group():
            yield from _check_options(document, lines.place(*options.span()), options.group())


def list_elements(root: Path) -> list[str]:
    """Return the names of the custom elements that the site has."""
    folder = root / "docs" / "assets" / "elements"
    return sorted(f"atlas-{p.stem.removeprefix('atlas-')}" for p in folder.glob("*.js"))


def _check_element(
    document: Document, place: Place, argument: str, elements: list[str]
) -> Iterator[Finding]:
    shown = shorten(argument, 40)
    if not _ELEMENT.fullmatch(argument):
        message = f"`/// html | {shown}`: only atlas-* elements may be made this way"
        yield find_at(document, place, "HTML-4", message)
    elif argument not in elements:
        file = f"docs/assets/elements/{argument.removeprefix('atlas-')}.js"
        message = f"element `{shown}` has no script {file}{suggest(argument, elements)}"
        yield find_at(document, place, "HTML-4", message)


def _check_options(document: Document, place: Place, source: str) -> Iterator[Finding]:
    """Check the indented lines under a block's first line, which are its YAML options."""
    try:
        options: Any = None if "*" in source or "&" in source else yaml.safe_load(source)
    except (yaml.YAMLError, ValueError, LookupError, AttributeError, RecursionError):
        options = None
    if not isinstance(options, dict):
        message = f"block options `{shorten(source, 40)}` are no plain YAML; set a blank line first"
        yield find_at(document, place, "HTML-4", message)
        return
    attributes = options.get("attrs", {})
    for name in attributes if isinstance(attributes, dict) else [str(attributes)]:
        if not _ATTRIBUTE.fullmatch(str(name)):
            message = f"attribute `{shorten(str(name), 30)}` of a block must be data-*, id or class"
            yield find_at(document, place, "HTML-4", message)
