"""The readable text of a built page, section by section."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

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


# What mend_tables adds for screen readers to headers with a formula.
_SPOKEN = re.compile(r'<span class="atlas-spoken">.*?</span>')
_MATH = re.compile(r"<math\b.*?</math>", re.S)
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")


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
    content = _SPOKEN.sub("", content)
    content = _MATH.sub(lambda m: html.escape(write_formula(m.group())), content)
    heading_id, heading, done = "", "", 0
    for match in _HEADING.finditer(content):
        yield Section(heading_id, heading, extract_text(content[done : match.start()]))
        heading_id, heading, done = match.group(2), extract_text(match.group(3)), match.end()
    yield Section(heading_id, heading, extract_text(content[done:]))


def write_formula(mathml: str) -> str:
    """Return a formula as one line of text: fractions with a stroke, indices with `_`."""
    try:
        return "".join(_write(ET.fromstring(mathml.replace("&nbsp;", " "))).split("\u2061"))
    except ET.ParseError:
        return extract_text(mathml)


def _write(node: ET.Element) -> str:
    name = node.tag.rpartition("}")[2]
    if name.startswith("annotation"):
        return ""
    parts = [_write(child) for child in node]
    match name, parts:
        case "mfrac", [above, below]:
            return f"{_bracket(above)}/{_bracket(below)}"
        case "msqrt", _:
            return "√" + _bracket("".join(parts))
        case (("msub" | "munder"), [base, low]):
            return f"{base}_{low}" if low else base
        case "msup", [base, high]:
            return base + _raise(high)
        case (("msubsup" | "munderover"), [base, low, high]):
            return f"{base}_{low}{_raise(high)}"
        case (("mtr" | "mtd"), _):
            return " ".join(filter(None, parts)) + " "
        case _:
            return (node.text or "") + "".join(parts) if not parts else "".join(parts)


def _bracket(text: str) -> str:
    text = text.strip()
    return text if len(text) < 2 or text.isalnum() else f"({text})"


def _raise(text: str) -> str:
    if not text.strip():
        return ""
    raised = text.translate(_RAISED)
    simple = all(a != b for a, b in zip(text, raised, strict=True))
    return raised if simple else f"^{_bracket(text)}"
