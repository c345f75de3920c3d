"""Links and ids of an HTML page or a style sheet, with their place. Any text is accepted."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

MAX_BYTES = 20_000_000  # a larger file is no page that a reader could open

URL_ATTRIBUTES = {
    "a": ("href", "xlink:href"),
    "area": ("href",),
    "audio": ("src",),
    "button": ("formaction",),
    "embed": ("src",),
    "form": ("action",),
    "iframe": ("src",),
    "image": ("href", "xlink:href"),
    "img": ("src", "srcset"),
    "input": ("src", "formaction"),
    "link": ("href", "imagesrcset"),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
META_URLS = {"og:image", "og:url", "og:video", "og:audio", "twitter:image"}
PASSIVE_TAGS = {"a", "area", "form", "button", "meta"}
PASSIVE_RELS = {"canonical", "alternate", "prev", "next", "author", "license", "help", "search"}
HINT_RELS = {"preconnect", "dns-prefetch"}
_CSS_URL = re.compile(
    r"""url\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^)"'\s]*))\s*\)"""
    r"""|@import\s+(?:"([^"\n]*)"|'([^'\n]*)')""",
    re.IGNORECASE,
)
_REFRESH = re.compile(r"^[\s\d.]*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"']*)", re.IGNORECASE)


@dataclass(frozen=True)
class Link:
    """One address in a built file; `line` and `column` count from 1.

    `in_content` tells whether it stands in the article, `switches_language` whether it may
    lead to the other language, `loaded` whether a browser fetches it with the page.
    """

    target: str
    tag: str
    line: int
    column: int
    in_content: bool = False
    switches_language: bool = False
    loaded: bool = False


@dataclass(frozen=True)
class Page:
    """What a built HTML file contains; `problem` says why it was not read in full."""

    links: tuple[Link, ...] = ()
    ids: frozenset[str] = frozenset()
    canonical: str = ""
    base: str = ""
    has_content: bool = False
    problem: str = ""


@dataclass
class _Collector(HTMLParser):
    links: list[Link] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    canonical: str = ""
    base: str = ""
    has_content: bool = False
    _content_tag: str = ""
    _depth: int = 0
    _in_style: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in reversed(attrs)}
        self._enter(tag, values)
        self._collect_ids(tag, values)
        self._in_style = tag == "style"
        if tag == "meta":
            self._collect_meta(values)
        elif tag == "base":
            self.base = self.base or values.get("href", "")
        else:
            self._collect_urls(tag, values)
        for target, _ in extract_css_urls(values.get("style", "")):
            self._add(target, tag, values, loaded=True)

    def handle_endtag(self, tag: str) -> None:
        self._in_style = False
        if self._depth and tag == self._content_tag:
            self._depth -= 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if not self._in_style:
            return
        line, column = self.getpos()
        for target, offset in extract_css_urls(data):
            row, place = place_offset(data, offset)
            start = column + place if row == 1 else place
            self.links.append(Link(target, "style", line + row - 1, start, loaded=True))

    def _enter(self, tag: str, values: dict[str, str]) -> None:
        if self._depth:
            self._depth += tag == self._content_tag
        elif "md-content" in values.get("class", "").split():
            self._content_tag, self._depth, self.has_content = tag, 1, True

    def _collect_ids(self, tag: str, values: dict[str, str]) -> None:
        self.ids.add(values.get("id", ""))
        if tag == "a":
            self.ids.add(values.get("name", ""))

    def _collect_meta(self, values: dict[str, str]) -> None:
        name = (values.get("property") or values.get("name", "")).lower()
        if name in META_URLS:
            self._add(values.get("content", ""), "meta", values)
        refresh = _REFRESH.match(values.get("content", ""))
        if values.get("http-equiv", "").lower() == "refresh" and refresh:
            self._add(refresh.group(1), "meta", values)

    def _collect_urls(self, tag: str, values: dict[str, str]) -> None:
        rels = set(values.get("rel", "").lower().split())
        if tag == "link" and rels & HINT_RELS:
            return
        if tag == "link" and "canonical" in rels:
            self.canonical = self.canonical or values.get("href", "")
        loaded = tag not in PASSIVE_TAGS and not (tag == "link" and rels & PASSIVE_RELS)
        for name in URL_ATTRIBUTES.get(tag, ()):
            if name in values:
                targets = [values[name]]
                if name.endswith("srcset"):
                    targets = split_srcset(values[name])
                for target in targets:
                    self._add(target, tag, values, loaded=loaded)

    def _add(self, target: str, tag: str, values: dict[str, str], *, loaded: bool = False) -> None:
        line, column = self.getpos()
        switches = "hreflang" in values or "data-lang-switch" in values
        content = self._depth > 0
        self.links.append(Link(target, tag, line, column + 1, content, switches, loaded))


def extract_page(html: str) -> Page:
    """Return the links, ids and the canonical address of an HTML page."""
    collector = _Collector()
    problem = ""
    try:
        collector.feed(html)
        collector.close()
    except (AssertionError, ValueError, IndexError) as error:  # html.parser before 3.14
        line, _ = collector.getpos()
        problem = f"broken HTML on line {line} ({error}); the rest of the file was not read"
    return Page(
        links=tuple(collector.links),
        ids=frozenset(collector.ids - {""}),
        canonical=collector.canonical,
        base=collector.base,
        has_content=collector.has_content,
        problem=problem,
    )


def extract_stylesheet(css: str) -> Page:
    """Return the addresses a style sheet loads, as a page without ids."""
    starts = [0, *(m.end() for m in re.finditer("\n", css))]
    links = []
    for target, offset in extract_css_urls(css):
        line = bisect.bisect_right(starts, offset)
        links.append(Link(target, "css", line, offset - starts[line - 1] + 1, loaded=True))
    return Page(links=tuple(links))


def extract_css_urls(css: str) -> list[tuple[str, int]]:
    """Return the targets of `url(…)` and `@import` with their offsets; `url(#id)` is no link."""
    if "url(" not in css.lower() and "@import" not in css.lower():
        return []
    css = re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m.group()), css, flags=re.DOTALL)
    found = []
    for match in _CSS_URL.finditer(css):
        target = next((group for group in match.groups() if group is not None), "")
        if not target.startswith("#"):
            found.append((target, match.start()))
    return found


def split_srcset(value: str) -> list[str]:
    """Return the addresses of a `srcset`; commas inside an address (`data:`) are kept."""
    targets = []
    rest = value.strip(" \t\r\n\f,")
    while rest:
        target, _, rest = re.sub(r"[\t\r\n\f]", " ", rest).partition(" ")
        if not target.endswith(","):
            rest = re.sub(r"^(?:\([^)]*\)|[^,(])*,?", "", rest)
        targets.append(target.rstrip(","))
        rest = rest.lstrip(" ,")
    return targets or [""]


def place_offset(text: str, offset: int) -> tuple[int, int]:
    """Turn an offset from 0 into a line and a column from 1."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def decode_text(data: bytes) -> tuple[str, str]:
    """Decode UTF-8; for other bytes return the readable rest and what is wrong."""
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{data[error.start]:02x} on line {line} is not UTF-8"
        return data.decode("utf-8", "replace"), f"{found}; save the file as UTF-8"
