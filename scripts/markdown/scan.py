"""The scanner: one pass over a Markdown text that finds everything the checks look at.

It knows the constructs that the site's Markdown extensions give a meaning to, and blanks
code and comments first, so that nothing inside them is taken for a formula or a link.
Any text is accepted; offsets are exact: `text[place.start:place.end]` is the construct.
"""

from __future__ import annotations

import re
from pathlib import Path

from scripts.markdown.fences import find_fences
from scripts.markdown.front_matter import FrontMatter, parse_front_matter
from scripts.markdown.lines import (
    Lines,
    blank_matches,
    blank_spans,
    index_lines,
    normalize_line_ends,
)
from scripts.markdown.records import (
    Citation,
    Document,
    Fence,
    Formula,
    Heading,
    Link,
    Question,
    Reference,
)

_HEADING = re.compile(r"^(#{1,6})[ \t]+(.*?)(?:[ \t]+#*)?$", re.M)
_HEADING_ID = re.compile(r"[ \t]*\{[^{}]*?#([\w.:-]+)[^{}]*\}[ \t]*$")
# Within one block, as Markdown has it: two stray backticks must not hide what is between.
INLINE_CODE = re.compile(r"(?<![\\`])(`+)(?!`)((?:(?!\n[ \t]*\n).)+?)(?<!`)\1(?!`)", re.S)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_COMMENT_BLOCK = re.compile(r"^ {0,3}<!--.*?-->", re.S | re.M)
# The same delimiters as pymdownx.arithmatex with `smart_dollar`.
_DISPLAY = re.compile(r"(?<!\\)\$\$((?:\\.|[^\\$]|\$(?!\$))+?)\$\$", re.S)
_INLINE = re.compile(r"(?<![\\$])\$(?![\s$])((?:\\.|[^\\$\n]|\n(?!\s*\n))+?)(?<!\s)\$(?!\$)", re.S)
_LINK = re.compile(
    r"(?<!\\)(!?)\[((?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\])*)\]"
    r"\(\s*(<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+\"[^\"\n]*\"|\s+'[^'\n]*')?\s*\)"
)
_CITATION_GROUP = re.compile(r"(?<![\\!\]])\[(@[^\[\]\n]+)\](?![(\[])")
_CITATION = re.compile(r"@([\w:-]+)\s*(?:,\s*([^;]*?))?\s*$")
_REFERENCE = re.compile(r"^[ ]{0,3}\d+\.[ \t]+\[@([\w:-]+)\][ \t]*(.*)$", re.M)
_QUESTION = re.compile(r"^[ \t]*\?\?\?\+?[ \t]+question\b[ \t]*\"?([^\"\n]*)\"?[ \t]*$", re.M)


def read_document(path: Path, root: Path) -> Document:
    """Read and scan a file; raises FrontMatterError or UnicodeDecodeError."""
    return scan(path.read_bytes().decode("utf-8-sig"), path.relative_to(root).as_posix())


def scan(text: str, path: str = "") -> Document:
    """Scan a Markdown text with its front matter; raises FrontMatterError.

    Line ends become LF first, so that offsets count in the document's `text`.
    """
    text = normalize_line_ends(text)
    return scan_body(text, path, parse_front_matter(text))


def scan_body(text: str, path: str, front: FrontMatter) -> Document:
    """Scan a Markdown text (line ends LF) whose front matter has been read."""
    lines = index_lines(text)
    fences = find_fences(text, front.end, lines)
    spans = [(0, front.end), *((f.place.start, f.place.end) for f in fences)]
    masked = blank_spans(text, spans)
    for pattern in (_COMMENT_BLOCK, INLINE_CODE, _COMMENT):
        masked = blank_matches(masked, pattern)
    formulas = find_formulas(masked, text, lines)
    masked = blank_spans(masked, ((f.place.start, f.place.end) for f in formulas))
    references = find_references(masked, text, lines)
    return Document(
        path=path,
        text=text,
        meta=front.meta,
        meta_lines=front.lines,
        body_start=front.end,
        masked=masked,
        headings=find_headings(masked, text, lines),
        fences=fences,
        formulas=formulas,
        links=find_links(masked, text, lines),
        citations=find_citations(masked, lines, {r.place.start for r in references}),
        references=references,
        questions=find_questions(masked, text, lines),
    )


def find_formulas(masked: str, text: str, lines: Lines) -> list[Formula]:
    """Return the display and inline formulas in reading order."""
    found = [(m, True) for m in _DISPLAY.finditer(masked)]
    rest = blank_matches(masked, _DISPLAY)
    found += [(m, False) for m in _INLINE.finditer(rest)]
    found.sort(key=lambda item: item[0].start())
    return [
        Formula(lines.place(*m.span()), text[m.start(1) : m.end(1)], display)
        for m, display in found
    ]


def find_headings(masked: str, text: str, lines: Lines) -> list[Heading]:
    """Return the ATX headings that stand at the start of a line."""
    headings = []
    for match in _HEADING.finditer(masked):
        content = text[match.start(2) : match.end(2)]
        id_match = _HEADING_ID.search(content)
        headings.append(
            Heading(
                lines.place(*match.span()),
                len(match.group(1)),
                (content[: id_match.start()] if id_match else content).strip(),
                id_match.group(1) if id_match else "",
            )
        )
    return headings


def find_links(masked: str, text: str, lines: Lines) -> list[Link]:
    """Return inline links and images; a linked image counts as image and link."""
    found = []
    for match in _LINK.finditer(masked):
        label = text[match.start(2) : match.end(2)]
        target = match.group(3).strip("<>")
        found.append(Link(lines.place(*match.span()), label, target, bool(match.group(1))))
        inner = _LINK.search(match.group(2))
        if inner and not match.group(1):
            start = match.start(2) + inner.start()
            place = lines.place(start, match.start(2) + inner.end())
            found.append(Link(place, inner.group(2), inner.group(3).strip("<>"), True))
    return found


def find_citations(masked: str, lines: Lines, skip: set[int]) -> list[Citation]:
    """Return the citations, leaving out the keys that open a reference (at `skip`)."""
    citations = []
    for group in _CITATION_GROUP.finditer(masked):
        if any(start <= group.start() <= start + 12 for start in skip):
            continue
        place = lines.place(*group.span())
        for part in group.group(1).split(";"):
            match = _CITATION.match(part.strip())
            key, locator = (match.group(1), match.group(2) or "") if match else (part, "")
            citations.append(Citation(place, key.strip(), locator.strip()))
    return citations


def find_references(masked: str, text: str, lines: Lines) -> list[Reference]:
    """Return the items `1. [@key] …` of the list of references."""
    return [
        Reference(lines.place(*m.span()), m.group(1), text[m.start(2) : m.end(2)])
        for m in _REFERENCE.finditer(masked)
    ]


def find_questions(masked: str, text: str, lines: Lines) -> list[Question]:
    """Return the folded questions."""
    return [
        Question(lines.place(*m.span()), text[m.start(1) : m.end(1)])
        for m in _QUESTION.finditer(masked)
    ]


def scan_fences(text: str) -> list[Fence]:
    """Return the fenced code blocks of a Markdown text without front matter."""
    return find_fences(text, 0, index_lines(text))
