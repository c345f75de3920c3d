"""Formulas in the built site: in the HTML, and in a real browser at phone width."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from scripts.browser import open_browser, serve_folder
from scripts.build.listing import make_url
from scripts.corpus import Page
from scripts.findings import Finding

PHONE_WIDTH = 390
_SILENT = re.compile(r"<(script|style|pre|code|annotation|svg|template)\b.*?</\1>", re.S)
_MAIN = re.compile(r"<article\b.*?</article>", re.S)
_LEAK = re.compile(r"\\[a-zA-Z]{2,}|\\[()\[\]]|(?<!\\)\$\$?|\\begin\b")
_MATH = re.compile(r'<math\b|<a class="eqref"')


def list_leaks(page_html: str) -> list[str]:
    """Return the pieces of LaTeX that stand in a built page's running text."""
    main = _MAIN.search(page_html)
    text = _SILENT.sub(" ", main.group() if main else page_html)
    text = html.unescape(re.sub(r"<[^>]+>", " ", text))
    return [m.group() for m in _LEAK.finditer(text) if not _is_price(text, m)]


def _is_price(text: str, match: re.Match[str]) -> bool:
    return match.group() == "$" and bool(re.match(r"\d", text[match.end() :]))


def check_built_pages(pages: Sequence[Page], site: Path) -> Iterator[Finding]:
    """Compare the built pages with their sources (MATH-10, MATH-11)."""
    for page in pages:
        path = site / make_url(page.name, page.language) / "index.html"
        try:
            built = path.read_text("utf-8")
        except OSError:
            message = f"the built page {path} cannot be read (run `make build`)"
            yield Finding(page.document.path, 1, 1, "MATH-11", message)
            continue
        for leak in list_leaks(built):
            line = page.document.text.count("\n", 0, max(page.document.text.find(leak), 0)) + 1
            yield Finding(page.document.path, line, 1, "MATH-10", f"`{leak}` shows as text")
        expected, found = len(page.document.formulas), len(_MATH.findall(built))
        if found != expected:
            message = f"the page has {found} formulas, its source {expected} (see MATH-2, MATH-3)"
            yield Finding(page.document.path, 1, 1, "MATH-11", message)


_PROBE = """() => ({
  width: document.documentElement.scrollWidth,
  boxes: [...document.querySelectorAll('article math, article a.eqref')].map(m => {
    const b = m.getBoundingClientRect();
    return {shown: b.width > 0 && b.height > 0, folded: !!m.closest('details:not([open])')};
  })
})"""


def check_in_browser(pages: Sequence[Page], site: Path) -> Iterator[Finding]:
    """Load every page at phone width: boxes, fonts and overflow (MATH-12 to MATH-14)."""
    with serve_folder(site) as address, open_browser() as browser:
        context = browser.new_context(viewport={"width": PHONE_WIDTH, "height": 844})
        tab = context.new_page()
        for page in pages:
            tab.goto(address + make_url(page.name, page.language).removeprefix("./"))
            tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            tab.evaluate("document.fonts.ready.then(() => true)")
            yield from _check_probe(page, tab.evaluate(_PROBE))
            yield from _check_fonts(page, context.new_cdp_session(tab))
        context.close()


def _check_probe(page: Page, probe: dict[str, Any]) -> Iterator[Finding]:
    if probe["width"] > PHONE_WIDTH:
        message = f"the page is {probe['width']} px wide on a screen of {PHONE_WIDTH} px"
        yield Finding(page.document.path, 1, 1, "MATH-14", message)
    for formula, box in zip(page.document.formulas, probe["boxes"], strict=False):
        if not box["shown"]:
            place = formula.place
            message = f"`{' '.join(formula.latex.split())[:60]}` has no visible box"
            yield Finding(page.document.path, place.line, place.column, "MATH-12", message)


def _check_fonts(page: Page, session: Any) -> Iterator[Finding]:
    """Ask the browser which font drew every token element of every formula."""
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument", {"depth": 1})["root"]["nodeId"]
    formulas = _query(session, root, "article math, article a.eqref")
    for formula, node in zip(page.document.formulas, formulas, strict=False):
        for token in _query(session, node, "mi, mn, mo"):
            fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": token})["fonts"]
            strange = [f["familyName"] for f in fonts if not _is_ours(f)]
            if strange:
                place = formula.place
                message = (
                    f"`{' '.join(formula.latex.split())[:60]}` is partly drawn with {strange[0]}"
                )
                yield Finding(page.document.path, place.line, place.column, "MATH-13", message)
                break


def _is_ours(font: dict[str, Any]) -> bool:
    """Only the site's own file counts: a reader need not have the font installed."""
    return bool(font["isCustomFont"]) and "Latin Modern Math" in font["familyName"]


def _query(session: Any, node: int, selector: str) -> list[int]:
    answer = session.send("DOM.querySelectorAll", {"nodeId": node, "selector": selector})
    found: list[int] = answer["nodeIds"]
    return found
