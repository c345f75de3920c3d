"""The comparison of one page in two languages, part by part."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from posixpath import normpath
from typing import TypeVar

from scripts.articles.structure import count_key_points
from scripts.findings import Finding
from scripts.markdown.records import Citation, Document, Fence, Formula, Link
from scripts.settings import LANGUAGES
from scripts.translations.code import strip_comments
from scripts.translations.rules import Pair
from scripts.wording import shorten

SHARED_KEYS = ("tags", "date", "updated", "level", "prerequisites", "related")
_TEXT = re.compile(r"\\(text|textbf|textit|mbox)\{(?:[^{}]|\{[^{}]*\})*\}")
_LANGUAGE_SUFFIX = re.compile(rf"\.(?:{'|'.join(LANGUAGES)})(?=\.\w+$)")

T = TypeVar("T")
Lines = tuple[int, int]


def compare_pair(pair: Pair) -> Iterator[Finding]:
    """Compare two languages of one page."""
    for compare in _COMPARISONS:
        yield from compare(pair)


def find_difference(first: Sequence[Hashable], other: Sequence[Hashable]) -> int | None:
    """Return the index of the first difference, None where the two are equal."""
    for i, (a, b) in enumerate(zip(first, other, strict=False)):
        if a != b:
            return i
    return min(len(first), len(other)) if len(first) != len(other) else None


def _compare_lists(
    pair: Pair,
    rule: str,
    items: tuple[Sequence[T], Sequence[T]],
    get_key: Callable[[T], Hashable],
    show: Callable[[T], str],
    get_line: Callable[[T], int],
    noun: str,
) -> Iterator[Finding]:
    """Report the first difference of two lists; what follows is usually its consequence."""
    first, other = items
    index = find_difference([get_key(x) for x in first], [get_key(x) for x in other])
    if index is None:
        return
    names = [show(x[index]) if index < len(x) else "nothing" for x in items]
    lines = _choose_line(first, index, get_line), _choose_line(other, index, get_line)
    message = (
        f"{noun} {index + 1}: {pair.languages[0]} has {names[0]}, "
        f"{pair.languages[1]} has {names[1]} ({len(first)} and {len(other)} in all)"
    )
    yield pair.find(lines, rule, message)


def _choose_line(items: Sequence[T], index: int, get_line: Callable[[T], int]) -> int:
    return get_line(items[min(index, len(items) - 1)]) if items else 1


def _compare_headings(pair: Pair) -> Iterator[Finding]:
    yield from _compare_lists(
        pair,
        "PAIR-2",
        (pair.first.document.headings, pair.other.document.headings),
        lambda h: (h.level, h.id),
        lambda h: f"`{'#' * h.level} … {{#{h.id}}}`",
        lambda h: h.place.line,
        "heading",
    )


def _describe_fence(fence: Fence) -> str:
    return f"```{shorten(fence.info, 40)}"


def _compare_fences(pair: Pair) -> Iterator[Finding]:
    first, other = pair.first.document.fences, pair.other.document.fences
    kinds = [[_fence_key(f) for f in fences] for fences in (first, other)]
    index = find_difference(*kinds)
    if index is not None:
        yield from _compare_lists(
            pair, "PAIR-3", (first, other), _fence_key, _describe_fence, _get_line, "code fence"
        )
        return
    for a, b in zip(first, other, strict=True):
        yield from _compare_code(pair, a, b)


def _fence_key(fence: Fence) -> tuple[str, tuple[tuple[str, str], ...]]:
    return fence.language, tuple(sorted(fence.options.items()))


def _get_line(item: Fence | Formula | Citation | Link) -> int:
    return item.place.line


def _compare_code(pair: Pair, first: Fence, other: Fence) -> Iterator[Finding]:
    a, b = (strip_comments(f.body, f.language) for f in (first, other))
    index = find_difference(a, b)
    if index is None:
        return
    parts = [
        repr(shorten(x[index].lstrip("\0"), 50)) if index < len(x) else "nothing" for x in (a, b)
    ]
    lines = _locate(first, a, index), _locate(other, b, index)
    what = "output" if first.language in ("output", "text") else "code outside comments"
    message = f"{what} differs: {pair.languages[0]} has {parts[0]}, {pair.languages[1]} {parts[1]}"
    yield pair.find(lines, "PAIR-4", message)


def _locate(fence: Fence, parts: list[str], index: int) -> int:
    """Return the line of a part, as near as it can be found by its text."""
    position = 0
    body = fence.body
    for part in parts[: index + 1]:
        if not part.startswith("\0"):
            found = body.find(part.strip(), position)
            position = found if found >= 0 else position
            last = position
            position += len(part.strip())
        else:
            last = position
    last = last if parts[: index + 1] else 0
    return fence.body_line + body.count("\n", 0, last)


def normalize_latex(latex: str) -> str:
    """Blank the words of a formula and its white space."""
    return " ".join(_TEXT.sub(r"\\\1{}", latex).split())


def _list_formulas(document: Document, display: bool) -> list[Formula]:
    return [f for f in document.formulas if f.display == display]


def _compare_display(pair: Pair) -> Iterator[Finding]:
    yield from _compare_lists(
        pair,
        "PAIR-5",
        (_list_formulas(pair.first.document, True), _list_formulas(pair.other.document, True)),
        lambda f: normalize_latex(f.latex),
        lambda f: f"`{shorten(f.latex)}`",
        _get_line,
        "display formula",
    )


def _compare_inline(pair: Pair) -> Iterator[Finding]:
    """Compare inline formulas as a bag: word order differs between languages."""
    yield from _list_surplus(pair)
    yield from _list_surplus(pair.swap())


def _list_surplus(pair: Pair) -> Iterator[Finding]:
    """Yield the inline formulas that the pair's second page has more often than its first."""
    formulas = _list_formulas(pair.other.document, False)
    first = Counter(normalize_latex(f.latex) for f in _list_formulas(pair.first.document, False))
    other = Counter(normalize_latex(f.latex) for f in formulas)
    for latex in other - first:
        line = next(f.place.line for f in formulas if normalize_latex(f.latex) == latex)
        counts = f"{other[latex]} in {pair.languages[1]}, {first[latex]} in {pair.languages[0]}"
        yield pair.warn((1, line), "PAIR-12", f"inline formula `${shorten(latex)}$`: {counts}")


def _name_figure(link: Link, document: Document) -> str:
    folder = document.path.rpartition("/")[0]
    path = normpath(f"{folder}/{link.target}")
    path = re.sub(rf"^docs/(?:{'|'.join(LANGUAGES)})/", "docs/*/", path)
    return _LANGUAGE_SUFFIX.sub(".*", path)


def _compare_figures(pair: Pair) -> Iterator[Finding]:
    sides = [
        [(link, _name_figure(link, p.document)) for link in p.document.links if link.image]
        for p in (pair.first, pair.other)
    ]
    yield from _compare_lists(
        pair,
        "PAIR-6",
        (sides[0], sides[1]),
        lambda item: item[1],
        lambda item: f'"{shorten(item[0].target)}"',
        lambda item: item[0].place.line,
        "figure",
    )


def _compare_questions(pair: Pair) -> Iterator[Finding]:
    yield from _compare_lists(
        pair,
        "PAIR-7",
        (pair.first.document.questions, pair.other.document.questions),
        lambda _: None,
        lambda q: f'"{shorten(q.title, 40)}"',
        lambda q: q.place.line,
        "question",
    )


def _compare_references(pair: Pair) -> Iterator[Finding]:
    yield from _compare_lists(
        pair,
        "PAIR-8",
        (pair.first.document.references, pair.other.document.references),
        lambda r: r.key,
        lambda r: f"@{r.key}",
        lambda r: r.place.line,
        "reference",
    )


def _compare_citations(pair: Pair) -> Iterator[Finding]:
    yield from _compare_lists(
        pair,
        "PAIR-9",
        (pair.first.document.citations, pair.other.document.citations),
        lambda c: c.key,
        lambda c: f"@{c.key}",
        _get_line,
        "citation",
    )


def _compare_meta(pair: Pair) -> Iterator[Finding]:
    documents = pair.first.document, pair.other.document
    for key in SHARED_KEYS:
        values = [d.meta.get(key) for d in documents]
        if values[0] != values[1]:
            lines = documents[0].meta_lines.get(key, 1), documents[1].meta_lines.get(key, 1)
            shown = [shorten(str(v), 60) for v in values]
            message = f"`{key}` differs: {pair.languages[0]} has {shown[0]}, "
            yield pair.find(lines, "PAIR-10", message + f"{pair.languages[1]} has {shown[1]}")


def _compare_key_points(pair: Pair) -> Iterator[Finding]:
    counts = [count_key_points(p.document) for p in (pair.first, pair.other)]
    if counts[0] != counts[1]:
        message = (
            f"key points: {pair.languages[0]} has {counts[0]}, {pair.languages[1]} {counts[1]}"
        )
        yield pair.find(_find_heading(pair, "key-points"), "PAIR-11", message)


def _find_heading(pair: Pair, id_: str) -> Lines:
    first, other = (
        next((h.place.line for h in p.document.headings if h.id == id_), 1)
        for p in (pair.first, pair.other)
    )
    return first, other


def _compare_links(pair: Pair) -> Iterator[Finding]:
    counts = [sum(not x.image for x in p.document.links) for p in (pair.first, pair.other)]
    if counts[0] != counts[1]:
        message = f"links: {pair.languages[0]} has {counts[0]}, {pair.languages[1]} {counts[1]}"
        yield pair.warn((1, 1), "PAIR-13", message)


_COMPARISONS: tuple[Callable[[Pair], Iterator[Finding]], ...] = (
    _compare_meta,
    _compare_headings,
    _compare_fences,
    _compare_display,
    _compare_figures,
    _compare_questions,
    _compare_key_points,
    _compare_references,
    _compare_citations,
    _compare_inline,
    _compare_links,
)
