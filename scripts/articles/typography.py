"""Chinese typography: full-width punctuation, and spaces between Chinese and Latin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.articles.rules import warn_at
from scripts.corpus import Page
from scripts.findings import Finding
from scripts.markdown.lines import index_lines
from scripts.markdown.records import Document
from scripts.wording import shorten

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_FULL_WIDTH = {",": "，", ";": "；", "?": "？", "!": "！", ":": "：", "(": "（", ")": "）"}
_HALF_WIDTH = re.compile(rf"(?<=[{_HAN}])[,;?!:](?=[{_HAN}])|(?<=[{_HAN}])[,;?!:](?=[ \t]*$)", re.M)
_TIGHT = re.compile(rf"[{_HAN}](?=[A-Za-z0-9])|[A-Za-z0-9%](?=[{_HAN}])")
# What is no prose: link targets, attribute lists, block and admonition markers, citations.
_NOT_PROSE = re.compile(
    r"(?<=\])\([^()\s]*(?:\([^()]*\))?[^()]*\)|\{[^{}\n]*\}|^[ \t]*(?:/{3}|!!!|\?\?\?\+?)[^\n\"]*"
    rf"|“[{_HAN}]+:[{_HAN}]+”"  # a format that is being named
    r"|\[@[^\]\n]*\]|https?://[^\s)>]+|\*+|^[ \t]*\[[^\]]*\]:.*$",
    re.M,
)


def check_typography(page: Page) -> Iterator[Finding]:
    """Warn about half-width punctuation and missing spaces in a Chinese page."""
    if page.language != "zh":
        return
    document = page.document
    text = _blank_to_marks(document)
    lines = index_lines(text)
    for match in _HALF_WIDTH.finditer(text):
        wanted = _FULL_WIDTH[match.group()]
        message = f'"{match.group()}" after Chinese text; write "{wanted}"'
        yield warn_at(document, lines.place(*match.span()), "TYPO-1", message)
    for match in _TIGHT.finditer(text):
        around = shorten(document.text[max(match.start() - 3, 0) : match.end() + 4], 20)
        message = f'no space between Chinese and Latin or digits in "{around}"; add one'
        yield warn_at(document, lines.place(*match.span()), "TYPO-2", message)


def _blank_to_marks(document: Document) -> str:
    """Blank code, formulas and addresses by a mark that is neither a space nor a letter."""
    return _NOT_PROSE.sub(lambda m: re.sub(r"[^\n]", "\0", m.group()), document.masked)
