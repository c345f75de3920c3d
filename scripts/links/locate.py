"""From a link of a built page to the line of the Markdown source it was written on."""

from __future__ import annotations

import bisect
import html
import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from scripts.links.extract import Link
from scripts.links.resolve import Kind, Target, fold_paths, list_files, page_url
from scripts.markdown.front_matter import FrontMatter, FrontMatterError
from scripts.markdown.scan import scan, scan_body

_TITLE = r"""(?:[ \t\n]+(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\)))?"""
_INLINE = re.compile(
    r"(?<!\\)\]\([ \t\n]*(?:<([^<>\n]*)>|((?:[^\s()\\]|\\.|\([^\s()]*\))*))"
    + _TITLE
    + r"[ \t\n]*\)"
)
_DEFINITION = re.compile(
    r"^[ ]{0,3}\[[^\]\n]+\]:[ \t]*\n?[ \t]*(?:<([^<>\n]*)>|(\S+))", re.MULTILINE
)
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*)>")
_ATTRIBUTE = re.compile(
    r"""\b(?:href|src|srcset|poster|action|data|content|xlink:href)\s*=\s*"""
    r"""(?:"([^"]*)"|'([^']*)'|([^\s"'<>=`]+))""",
    re.IGNORECASE,
)
_FRONT_VALUE = re.compile(
    r"""^[ \t-]*(?:[\w-]+:[ \t]+)?["']?([^\s"']+)["']?[ \t]*\r?$""", re.MULTILINE
)
_BARE = re.compile(r"https?://[^\s<>\"'`]+")


SHARED = {"assets", "404.html"}  # the error page speaks all languages


@dataclass(frozen=True)
class Occurrence:
    """An address as it is written in a source file; `line` and `column` count from 1."""

    path: str
    line: int
    column: int
    raw: str
    is_markdown: bool


@dataclass
class Locator:
    """Finds links in the Markdown sources below `docs`; paths are relative to its parent.

    `languages` begins with the default one, whose pages stand at the root of the site.
    """

    docs: Path
    languages: Sequence[str]
    files: frozenset[str] = field(init=False)
    folded: dict[str, str] = field(init=False)
    _cache: dict[str, list[Occurrence]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.files = list_files(self.docs) if self.docs.is_dir() else frozenset()
        self.folded = fold_paths(self.files)

    def find_language(self, path: str) -> str:
        """Return the language of a path of the site; shared files and 404.html have none ("")."""
        first = path.partition("/")[0]
        if first in self.languages[1:]:
            return first
        is_page = path.endswith((".html", "/")) or "." not in posixpath.basename(path)
        return self.languages[0] if is_page and first not in SHARED else ""

    def find_source(self, page: str) -> str | None:
        """Return the source of a built page, relative to `docs`."""
        stem = page_url(page).removesuffix(".html").rstrip("/")
        stems = [stem]
        language = self.find_language(page)
        if language and language != self.languages[0]:
            stems.append(stem)
        elif language:
            stems.insert(0, posixpath.join(language, stem).rstrip("/"))
        names = [f"{s}{end}" for s in stems for end in (".md", "/index.md", "/README.md")]
        return next(
            (n for n in map(posixpath.normpath, names) if n.lstrip("/") in self.files), None
        )

    def map_source(self, source: str) -> str:
        """Return the path in the site of a file below `docs`: `zh/a/b.md` becomes `a/b`."""
        first, _, rest = source.partition("/")
        path = rest if first == self.languages[0] else source
        return _trim(re.sub(r"(?:(?:^|/)(?:index|README))?\.md$", "", path))

    def resolve_source(self, occurrence: Occurrence) -> str | None:
        """Return the path below `docs` that a relative address means, None for other ones."""
        path = re.split(r"[?#]", html.unescape(occurrence.raw))[0]
        if not path or path.startswith("/") or re.match(r"[A-Za-z][\w+.-]*:", path):
            return None
        here = posixpath.dirname(occurrence.path).partition("/")[2]
        return posixpath.normpath(posixpath.join(here, unquote(path)))

    def find(self, page: str, link: Link, target: Target, *, everywhere: bool) -> list[Occurrence]:
        """Return the places in the page's source where a link is written.

        With `everywhere` false, links outside the article are not looked for: they come
        from the theme's templates.
        """
        source = self.find_source(page)
        if source is None or not (link.in_content or everywhere):
            return []
        found = [o for o in self.read(source) if self._means(o, link, target)]
        exact = [o for o in found if _clean(o.raw) == _clean(link.target)]
        return exact or found

    def read(self, source: str) -> list[Occurrence]:
        """Return all addresses written in a source file, in reading order."""
        if source not in self._cache:
            text = (self.docs / source).read_bytes().decode("utf-8", "replace")
            label = posixpath.join(self.docs.name, source)
            self._cache[source] = find_occurrences(text, label)
        return self._cache[source]

    def _means(self, occurrence: Occurrence, link: Link, target: Target) -> bool:
        raw = _clean(occurrence.raw)
        if raw == _clean(link.target):
            return True
        if target.kind is not Kind.INTERNAL:
            return False
        path, _, fragment = raw.partition("#")
        if fragment.partition(":~:")[0] != unquote(target.fragment or ""):
            return False
        if not path:
            source = occurrence.path.partition("/")[2]
        else:
            source = self.resolve_source(occurrence) or ""
        return source in self.files and self.map_source(source) == _trim(target.path)


def _trim(path: str) -> str:
    return re.sub(r"(?:^|/)index\.html$", "", path).strip("/")


def _clean(raw: str) -> str:
    text = re.sub(r"[\t\r\n]", "", html.unescape(raw).strip())
    return unquote(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text))


def mask_source(text: str) -> str:
    """Blank out front matter, code, comments and formulas, offset for offset."""
    try:
        return scan(text).masked
    except FrontMatterError:
        return scan_body(text, "", FrontMatter({}, {}, 0)).masked


def find_occurrences(text: str, path: str) -> list[Occurrence]:
    """Return the addresses written in a Markdown text, code and comments left out."""
    text = re.sub(r"\r\n?", "\n", text)
    masked = mask_source(text)
    starts = [0, *(m.end() for m in re.finditer("\n", text))]
    found: dict[int, tuple[str, bool]] = {}
    for pattern in (_INLINE, _DEFINITION, _AUTOLINK, _ATTRIBUTE, _BARE):
        for match in pattern.finditer(masked):
            _remember(found, match, is_markdown=pattern in {_INLINE, _DEFINITION})
    head = re.match(r"---[ \t]*\r?\n.*?^---[ \t]*\r?$", text, re.DOTALL | re.MULTILINE)
    for match in _FRONT_VALUE.finditer(head.group() if head else ""):
        _remember(found, match, is_markdown=False)
    occurrences = []
    for start, (raw, is_markdown) in sorted(found.items()):
        line = bisect.bisect_right(starts, start)
        column = start - starts[line - 1] + 1
        occurrences.append(Occurrence(path, line, column, raw, is_markdown))
    return occurrences


def _remember(
    found: dict[int, tuple[str, bool]], match: re.Match[str], *, is_markdown: bool
) -> None:
    group = next((i for i, g in enumerate(match.groups(), 1) if g is not None), 0)
    raw, start = match.group(group), match.start(group)
    if match.re is _BARE:
        raw = raw.rstrip(".,;:!?)]}*_")
    parts = re.split(r",\s+", raw) if match.re is _ATTRIBUTE else [raw]
    offset = start
    for part in parts:
        word = part.split()[0] if len(parts) > 1 and part.split() else part
        found.setdefault(raw.find(part, offset - start) + start, (word, is_markdown))
        offset += len(part) + 1
