"""The readable text of a built page, section by section."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_HEADING = re.compile(r"<h([2-4])\s+id=\"([^\"]+)\"[^>]*>(.*?)</h\1>", re.S)
_DROP = re.compile(
    r"<(svg|script|style|annotation|button|nav)\b.*?</\1>"
    r"|<a class=\"headerlink\".*?</a>|<div class=\"references\".*?</div>",
    re.S,
)
_BLOCK = re.compile(
    r"</?(?:p|div|li|ul|ol|td|th|tr|table|h\d|pre|details|summary|dd|dt|br)\b[^>]*>"
)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Section:
    """A stretch of a page: its heading's id and text (both empty before the first), its text."""

    id: str
    heading: str
    text: str


def extract_text(fragment: str) -> str:
    """Return the readable text of an HTML fragment, formulas as their characters."""
    text = _TAG.sub("", _BLOCK.sub(" ", _DROP.sub(" ", fragment)))
    return " ".join(html.unescape(text).replace("\u2061", "").split())


def split_sections(content: str) -> Iterator[Section]:
    """Yield the text before the first heading, then each heading with its text."""
    heading_id, heading, done = "", "", 0
    for match in _HEADING.finditer(content):
        yield Section(heading_id, heading, extract_text(content[done : match.start()]))
        heading_id, heading, done = match.group(2), extract_text(match.group(3)), match.end()
    yield Section(heading_id, heading, extract_text(content[done:]))
