"""LaTeX to MathML Core with math-core, and the formulas' places in the source on errors.

pymdownx.arithmatex (generic mode) marks the formulas in a page's HTML as `\\(…\\)` in a span
or `\\[…\\]` in a div; `render_math` replaces them by MathML. Nothing is left to the browser.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from math_core import LatexError, LatexToMathML

from scripts.findings import Finding
from scripts.markdown.records import Document, Formula
from scripts.settings import load_data

_MARKED = re.compile(r'<(span|div) class="arithmatex">\s*\\(\(|\[)(.*?)\\(\)|\])\s*</\1>', re.S)
_ERROR_PLACE = re.compile(r"^\s*(?:input:)?(\d+):(\d+):?\s*|\s*\binput:(\d+):(\d+)\b")
_LONE_REFERENCE = re.compile(r"^<math><semantics><mtext><a ([^<]*)</a></mtext><annotation")
# Punctuation right after an inline formula, which must not begin a line alone.
_TAIL = re.compile(
    r"(<math>(?:(?!</math>).)*</math>)([,.;:!?)\u3001\u3002\uff01\uff09\uff0c\uff1a\uff1b\uff1f\u300b\u300d]+)",
    re.S,
)
_SIZED = re.compile(
    r"<mo (minsize=\"[^\"]*\" maxsize=\"[^\"]*\")>(?=[()\[\]{}|/\u2016\u2223\u27e8\u27e9])"
)
# A base that stretches by itself alone stretches to nothing; within a row it keeps its size.
_SIZED_BASE = re.compile(r"(<(?:msup|msub|msubsup)>)(<mo minsize=[^>]*>[^<]*</mo>)")
# The space after a row, `\\[6pt]`, which math-core would print; the style sheet spaces rows.
_ROW_SPACE = re.compile(r"(?<=\\\\)\[\s*-?[\d.]+\s*(?:pt|em|ex|mm|cm|mu)\s*\]")
_LABEL = re.compile(r"\\label\{([^}]*)\}")
_REFERENCE = re.compile(r"\\(?:eq)?ref\{([^}]*)\}")


@dataclass
class MathError(Exception):
    """A formula that math-core refuses; `offset` counts characters into its LaTeX."""

    message: str
    offset: int = 0


@cache
def _make_converter() -> LatexToMathML:
    return LatexToMathML(macros=load_data("macros"), annotation=True, fancy_error=False)


def convert_page(formulas: Sequence[tuple[str, bool]]) -> list[str]:
    """Convert the (LaTeX, display) formulas of one page, in order, to MathML.

    Numbers run through the page, and a reference may stand before its equation. Raises
    MathError for the first formula that does not convert.
    """
    try:
        rendered = _make_converter().convert_all(
            [(_blank_row_spaces(latex.strip()), d) for latex, d in formulas]
        )
    except LatexError as error:
        raise MathError(str(error)) from error
    return [_mend_mathml(mathml) for mathml in rendered]


def _mend_mathml(mathml: str) -> str:
    r"""Drop the selector between two shapes of script letters, of which the font has one, and
    the space that browsers put around delimiters of a given size (`\big(`) as around a sign.
    """
    mathml = mathml.replace("\ufe00", "")
    mathml = _SIZED_BASE.sub(r"\1<mrow>\2</mrow>", mathml)
    return _SIZED.sub(r'<mo \1 lspace="0" rspace="0">', mathml)


def _blank_row_spaces(latex: str) -> str:
    """Replace the spaces after rows by blanks, so that columns of errors stay right."""
    return _ROW_SPACE.sub(lambda match: " " * len(match.group()), latex)


def find_math_errors(formulas: Sequence[tuple[str, bool]]) -> list[tuple[int, MathError]]:
    """Return (index, error) for every formula of a page that does not convert.

    Formulas are tried alone, so that one fault does not hide the next; references and labels
    are compared over the whole page.
    """
    labels = [name for latex, _ in formulas for name in _LABEL.findall(latex)]
    errors: list[tuple[int, MathError]] = []
    seen: set[str] = set()
    for index, (latex, display) in enumerate(formulas):
        for name in _REFERENCE.findall(latex):
            if name not in labels:
                errors.append((index, MathError(_describe_reference(name, labels))))
        for name in _LABEL.findall(latex):
            if name in seen:
                errors.append((index, MathError(f"label `{name}` is defined twice")))
            seen.add(name)
        error = _try_formula(_REFERENCE.sub("x", latex), display)
        if error:
            errors.append((index, error))
    return errors


def _describe_reference(name: str, labels: Sequence[str]) -> str:
    known = ", ".join(sorted(labels)) or "none"
    return f"no equation on this page has the label `{name}` (labels: {known})"


def _try_formula(latex: str, display: bool) -> MathError | None:
    lead = len(latex) - len(latex.lstrip())
    try:
        _make_converter().convert_with_local_state(latex.strip(), displaystyle=display)
    except LatexError as error:
        return _parse_error(str(error), latex.strip(), lead)
    except ValueError as error:
        return MathError(str(error))
    return None


def _parse_error(text: str, latex: str, lead: int) -> MathError:
    """Split math-core's plain message `offset: text` or `line:column: text`."""
    text = text.strip()
    match = re.match(r"^(\d+)(?::\s*|\s+)(.*)$", text, re.S)
    if match:
        return MathError(match.group(2), lead + min(int(match.group(1)), len(latex)))
    return MathError(text, lead)


def check_formulas(document: Document) -> list[Finding]:
    """Return a MATH-1 finding for every formula of a document that does not convert."""
    formulas = [(f.latex, f.display) for f in document.formulas]
    return [
        _make_finding(document, document.formulas[index], error)
        for index, error in find_math_errors(formulas)
    ]


def _make_finding(document: Document, formula: Formula, error: MathError) -> Finding:
    delimiter = 2 if formula.display else 1
    start = formula.place.start + delimiter + error.offset
    line = document.text.count("\n", 0, start) + 1
    column = start - (document.text.rfind("\n", 0, start) + 1) + 1
    shown = " ".join(formula.latex.split())
    shown = shown if len(shown) <= 60 else shown[:59] + "…"
    return Finding(document.path, line, column, "MATH-1", f"{error.message} in `{shown}`")


def list_marked(page_html: str) -> list[tuple[str, bool]]:
    """Return the (LaTeX, display) formulas that arithmatex marked in a page's HTML."""
    return [(html.unescape(m.group(3)), m.group(2) == "[") for m in _MARKED.finditer(page_html)]


def render_math(page_html: str) -> str:
    """Replace the marked formulas of a page's HTML by MathML; raises MathError."""
    rendered = iter(convert_page(list_marked(page_html)))

    def replace(match: re.Match[str]) -> str:
        mathml = next(rendered)
        reference = _LONE_REFERENCE.match(mathml)
        if reference:  # a link inside <math> cannot be reached by assistive technology
            return f'<a class="eqref" {reference.group(1)}</a>'
        return f'<div class="math-display">{mathml}</div>' if match.group(2) == "[" else mathml

    return _TAIL.sub(r'<span class="math-tail">\1\2</span>', _MARKED.sub(replace, page_html))


def strip_math(text: str) -> str:
    """Return a Markdown text with its formulas as readable plain text.

    Used for excerpts: commands become their letters or names, markup characters go.
    """
    return re.sub(r"\$\$?([^$]+)\$\$?", lambda m: plain_latex(m.group(1)), text)


def plain_latex(latex: str) -> str:
    """Return a rough plain-text reading of a formula, such as `softmax(x)` or `√d_k`."""
    try:
        mathml = _make_converter().convert_with_local_state(latex.strip(), displaystyle=False)
    except (LatexError, ValueError):
        return ""
    body = re.sub(r"<annotation.*?</annotation>", "", mathml, flags=re.S)
    body = body.replace("<msqrt>", "<msqrt>√")
    text = html.unescape(re.sub(r"<[^>]+>", "", body))
    return text.replace("\u2061", "").replace("\ufe00", "").strip()
