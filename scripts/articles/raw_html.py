"""Raw HTML, attributes and addresses that could run a script, however they are written.

What counts as code here is stricter than in the scanner: Python-Markdown takes HTML at the
start of a line out of the text before it looks at backticks, and a block ends code spans and
formulas. Those that could be read otherwise are therefore not blanked.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from scripts.articles.rules import find_at
from scripts.findings import Finding
from scripts.markdown.lines import Lines, blank_matches, blank_spans, index_lines
from scripts.markdown.records import Document
from scripts.markdown.scan import INLINE_CODE
from scripts.suppressions import SUPPRESSION
from scripts.wording import shorten

# As in markdown.inlinepatterns: three backticks may also be read as two and one.
_BACKTICKS = re.compile(r"(?<!\\)(`+)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.S)
_RISKY_START = re.compile(r"\n[ \t]*(?:\n|<[a-zA-Z/!?])")
_AUTOLINK = re.compile(r"<(?:https?://[^<>\s\"'`]+|[\w.+-]+@[\w.-]+)>")
_TAG = re.compile(r"<(/?[a-zA-Z][^\s<>/]*|!--|!\[|![a-zA-Z]|\?)[^<>]{0,200}>?")
_ACTIVE = frozenset(
    "script iframe object embed meta base form style svg math link applet frame portal".split()  # noqa: SIM905
)
_HANDLER = re.compile(r"[\s/\"'](on\w+|srcdoc|style|formaction)\s*=", re.I)
_ATTR = re.compile(r"(?<![^\s{:\"'])([^\s{}=\"']+)\s*=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s}]*)")
_SAFE_ATTRS = frozenset(
    ("id", "class", "title", "lang", "width", "height", "loading", "align", "target", "rel")
)
_ADDRESS = re.compile(
    r"(?:\]\(|\]:|<|=|[\"'])\s*<?\s*(javascript|vbscript|livescript|data|mhtml|file)\s*:", re.I
)
_TOKEN = re.compile(r"&#?\w+;?|.", re.S)


@dataclass(frozen=True)
class _View:
    """A document as Python-Markdown's HTML parser sees it: code blanked, offsets kept."""

    document: Document
    text: str
    lines: Lines

    def find(self, match: re.Match[str], rule: str, message: str) -> Finding:
        return find_at(self.document, self.lines.place(*match.span()), rule, message)


def check_html(document: Document) -> Iterator[Finding]:
    """Find raw HTML, attribute lists with handlers and script addresses."""
    view = _make_view(document)
    yield from _check_tags(view)
    yield from _check_attributes(view)
    yield from _check_addresses(view)


def _make_view(document: Document) -> _View:
    front = [(0, document.body_start)]
    text = blank_spans(
        document.text, front + [(f.place.start, f.place.end) for f in document.fences]
    )
    text = blank_matches(text, SUPPRESSION)  # first: it must be alone on its line
    for spans in (_list_code_spans(text), _list_formula_spans(document), _list_autolinks(text)):
        text = blank_spans(text, spans)
    return _View(document, text, index_lines(document.text))


def _list_code_spans(text: str) -> list[tuple[int, int]]:
    """Return the code spans on one line that the scanner and Python-Markdown agree on."""
    spans = {m.span() for m in INLINE_CODE.finditer(text) if "\n" not in m.group()}
    return sorted(spans & {m.span() for m in _BACKTICKS.finditer(text)})


def _list_formula_spans(document: Document) -> list[tuple[int, int]]:
    spans = [(f.place.start, f.place.end) for f in document.formulas]
    return [s for s in spans if _is_sure_formula(document.text, *s)]


def _is_sure_formula(text: str, start: int, end: int) -> bool:
    """Return whether Markdown surely reads a span as one formula.

    That is inline on one line, or `$$` with nothing else on its lines.
    """
    formula = text[start:end]
    if not formula.startswith("$$"):
        return "\n" not in formula
    before = text[text.rfind("\n", 0, start) + 1 : start]
    after = text[end:].split("\n", 1)[0]
    return not (before + after).strip() and not _RISKY_START.search(formula)


def _list_autolinks(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in _AUTOLINK.finditer(text)]


def _check_tags(view: _View) -> Iterator[Finding]:
    for match in _TAG.finditer(view.text):
        tag, name = shorten(match.group(), 50), match.group(1).strip("/").lower()
        if name in _ACTIVE or _HANDLER.search(match.group()):
            yield view.find(match, "HTML-2", f"`{tag}` can run code or load a page; remove it")
        elif name == "!--":
            yield view.find(match, "HTML-1", "HTML comment; remove it (readers can see its text)")
        else:
            message = f"raw HTML `{tag}`; use Markdown, or backticks (`&lt;` for a plain <)"
            yield view.find(match, "HTML-1", message)


def _check_attributes(view: _View) -> Iterator[Finding]:
    """Check `{ key=value }`, keys against a list of harmless ones."""
    for braces in re.finditer(r"\{:?([^\n]*)", view.text):
        for match in _ATTR.finditer(view.text, braces.start(), braces.end()):
            key = match.group(1).lstrip(":")
            if not _is_harmless(key) and "}" in view.text[match.start() : braces.end()]:
                message = f"attribute `{shorten(key, 30)}` is not allowed in braces; remove it"
                yield view.find(match, "HTML-3", message)


def _is_harmless(key: str) -> bool:
    return key.lower() in _SAFE_ATTRS or bool(re.fullmatch(r"data-[a-z0-9-]+", key))


def _check_addresses(view: _View) -> Iterator[Finding]:
    decoded, offsets = decode_entities(view.text)
    for match in _ADDRESS.finditer(decoded):
        place = view.lines.place(offsets[match.start(1)], offsets[match.end() - 1] + 1)
        message = f"`{match.group(1).lower()}:` address; link to an https page or a file instead"
        yield find_at(view.document, place, "HTML-5", message)


def decode_entities(text: str) -> tuple[str, list[int]]:
    """Decode entities and drop control characters, as a browser does in an address.

    Returns the text and, for each of its characters, the offset it came from.
    """
    characters: list[str] = []
    offsets: list[int] = []
    for match in _TOKEN.finditer(text):
        for character in html.unescape(match.group()):
            if character >= " ":
                characters.append(character)
                offsets.append(match.start())
    return "".join(characters), offsets
