"""The search index of a language, made by Pagefind from texts cut for Chinese.

Pagefind's own segmentation of Chinese misses queries that cut a word elsewhere, so runs of
Han characters are written as overlapping pairs (机器学习 → 机器 器学 学习), and the search
dialog (`docs/assets/js/search.js`) cuts queries the same way.
"""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pagefind.index import IndexConfig, PagefindIndex

from scripts.build.listing import HAN, clean_text
from scripts.settings import list_sections

_RUN = re.compile(f"[{HAN}]+")
_HEADING = re.compile(r"<h([2-4])\s+id=\"([^\"]+)\"[^>]*>(.*?)</h\1>", re.S)
_DROP = re.compile(
    r"<(svg|script|style|annotation|button|nav)\b.*?</\1>|<a class=\"headerlink\".*?</a>", re.S
)
_BLOCK = re.compile(r"</?(?:p|div|li|ul|ol|td|th|tr|table|h\d|pre|details|summary|dd|dt)\b[^>]*>")
# Pagefind's own interface, which the site does not use.
UNUSED = (
    "pagefind-component-ui.css", "pagefind-component-ui.js", "pagefind-modular-ui.css",
    "pagefind-modular-ui.js", "pagefind-ui.css", "pagefind-ui.js", "pagefind-highlight.js",
    "wasm.unknown.pagefind",
)  # fmt: skip


@dataclass(frozen=True)
class SearchPage:
    """A built page: its name, address relative to the site's root, front matter and HTML."""

    name: str
    url: str
    meta: dict[str, Any]
    content: str


def cut_han(text: str) -> str:
    """Write every run of Han characters as its overlapping pairs, set off by spaces."""
    return _RUN.sub(lambda m: f" {' '.join(_pair(m.group()))} ", text)


def _pair(run: str) -> Iterable[str]:
    return [run] if len(run) == 1 else (run[i : i + 2] for i in range(len(run) - 1))


def extract_text(fragment: str) -> str:
    """Return the readable text of an HTML fragment, formulas as their characters."""
    text = _DROP.sub(" ", fragment)
    text = re.sub(r"<[^>]+>", "", _BLOCK.sub(" ", text))
    return " ".join(html.unescape(text).replace("\u2061", "").split())


def make_record(page: SearchPage, language: str) -> str:
    """Return the HTML that Pagefind indexes for a page: cut text, headings with their ids."""
    title = str(page.meta.get("title", ""))
    section = list_sections().get(page.name.partition("/")[0], {}).get(language, "")
    aliases = ", ".join(str(a) for a in page.meta.get("aliases") or ())
    description = clean_text(str(page.meta.get("description", "")))
    parts = [
        f'<h1 data-pagefind-weight="10">{_cut(title)}</h1>',
        f'<p data-pagefind-weight="8">{_cut(aliases)}</p>' if aliases else "",
        f'<p data-pagefind-weight="3">{_cut(description)}</p>',
        *_split_sections(page.content),
    ]
    meta = "".join(
        f'<i data-pagefind-meta="{name}:{html.escape(value, quote=True)}"></i>'
        for name, value in (("title", title), ("section", section))
    )
    return (
        # Cut text needs no segmentation of its own; English brings stemming for Latin words.
        '<!doctype html><html lang="en"><body><main data-pagefind-body>'
        f"{meta}{''.join(parts)}</main></body></html>"
    )


def _split_sections(content: str) -> Iterable[str]:
    """Yield the text before the first heading, then each heading with its text."""
    done = 0
    for match in _HEADING.finditer(content):
        yield f"<p>{_cut(extract_text(content[done : match.start()]))}</p>"
        heading = _cut(extract_text(match.group(3)))
        yield f'<h2 id="{match.group(2)}" data-pagefind-weight="5">{heading}</h2>'
        done = match.end()
    yield f"<p>{_cut(extract_text(content[done:]))}</p>"


def _cut(text: str) -> str:
    return html.escape(" ".join(cut_han(text).split()))


def write_index(pages: list[SearchPage], language: str, folder: Path) -> None:
    """Write the index of a language's pages below `folder`."""
    asyncio.run(_write_index(pages, language, folder))


async def _write_index(pages: list[SearchPage], language: str, folder: Path) -> None:
    config = IndexConfig(output_path=str(folder), force_language="en", write_playground=False)
    async with PagefindIndex(config=config) as index:
        for page in sorted(pages, key=lambda p: p.name):
            url = "/" + page.url.removeprefix("./")
            await index.add_html_file(url=url, content=make_record(page, language))
    for name in UNUSED:
        (folder / name).unlink(missing_ok=True)
