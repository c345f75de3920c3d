"""From an address in a page to a file of the built site, or to what else it stands for."""

from __future__ import annotations

import difflib
import os
import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

_CONTROLS = "".join(map(chr, range(0x21)))
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


class Kind(Enum):
    """What an address stands for."""

    INTERNAL = "internal"
    EXTERNAL = "external"
    SCHEME = "scheme"
    EMPTY = "empty"
    OUTSIDE = "outside"
    MALFORMED = "malformed"


@dataclass(frozen=True)
class Target:
    """A resolved address.

    `path` is relative to the site's root, decoded and without dots; `fragment` is None where
    there is no `#`; `value` is the external address, the scheme or the reason it is refused.
    """

    kind: Kind
    path: str = ""
    fragment: str | None = None
    value: str = ""


@dataclass(frozen=True)
class Site:
    """The files of a built site and the address it is published at."""

    root: Path
    files: frozenset[str]
    folded: Mapping[str, str]
    host: str = ""
    prefix: str = "/"


def list_files(root: Path) -> frozenset[str]:
    """Return all files below a folder as POSIX paths relative to it."""
    return frozenset(
        Path(folder, name).relative_to(root).as_posix()
        for folder, _, names in os.walk(root)
        for name in names
    )


def fold(path: str) -> str:
    """Return the form in which paths that differ only in letter case are equal."""
    return unicodedata.normalize("NFC", path).casefold()


def fold_paths(paths: Iterable[str]) -> dict[str, str]:
    """Return the paths by their folded form."""
    return {fold(path): path for path in sorted(paths, reverse=True)}


def make_site(root: Path, canonicals: Mapping[str, str]) -> Site:
    """Describe a built site; `canonicals` are the canonical addresses of its pages."""
    files = list_files(root)
    host, prefix = find_base(canonicals)
    return Site(root, files, fold_paths(files), host, prefix)


def find_base(canonicals: Mapping[str, str]) -> tuple[str, str]:
    """Return host and sub-path that most canonical addresses agree on, else `("", "/")`."""
    votes: Counter[tuple[str, str]] = Counter()
    for page, canonical in canonicals.items():
        try:
            parts = urlsplit(canonical)
        except ValueError:
            continue
        path, tail = unquote(parts.path) or "/", page_url(page)
        if parts.netloc and path.endswith(f"/{tail}"):
            votes[parts.netloc.lower(), path[: len(path) - len(tail)]] += 1
    return max(votes, key=lambda base: (votes[base], base), default=("", "/"))


def page_url(path: str) -> str:
    """Return the address of a built file, relative to the root: `a/index.html` is `a/`."""
    folder, name = posixpath.split(path)
    if name != "index.html":
        return path
    return f"{folder}/" if folder else ""


def resolve_target(raw: str, page: str, site: Site, base: str = "") -> Target:
    """Resolve an address found in the built file `page`; never raises."""
    text = re.sub(r"[\t\r\n]", "", raw.strip(_CONTROLS))
    if not text:
        return Target(Kind.EMPTY)
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        return Target(Kind.MALFORMED, value=str(error))
    scheme = _SCHEME.match(text)
    if scheme and parts.scheme not in {"http", "https"}:
        return Target(Kind.SCHEME, value=scheme.group().lower())
    if scheme or text.startswith("//"):
        if not parts.hostname or port == 0:
            return Target(Kind.MALFORMED, value="there is no host in it")
        if parts.netloc.lower() != site.host:
            url = text if scheme else f"https:{text}"
            return Target(Kind.EXTERNAL, value=url)
        text = text[text.index(parts.netloc) + len(parts.netloc) :]
        if not text.startswith("/"):
            text = f"/{text}"
    return _resolve_path(text, page, site, base)


def _resolve_path(text: str, page: str, site: Site, base: str) -> Target:
    text, hash_sign, fragment = text.partition("#")
    path = text.partition("?")[0]
    if "\\" in path:
        return Target(Kind.MALFORMED, value="`\\` separates no folders in an address; write `/`")
    if _BAD_ESCAPE.search(path):
        return Target(Kind.MALFORMED, value="`%` must stand before two hexadecimal digits")
    found = fragment.partition(":~:")[0] if hash_sign else None
    if base:
        outer = resolve_target(base, page, site)
        if outer.kind is not Kind.INTERNAL:
            return Target(Kind.MALFORMED, value=f"`<base href>` is {outer.kind.value}")
        page = outer.path + ("index.html" if outer.path.endswith("/") or not outer.path else "")
    if not path:
        return Target(Kind.INTERNAL, page_url(page), found)
    full = _join(unquote(path, errors="replace"), page, site.prefix)
    if full is None or not f"{full}/".startswith(site.prefix):
        return Target(Kind.OUTSIDE, value=site.prefix)
    return Target(Kind.INTERNAL, full[len(site.prefix) :], found)


def _join(path: str, page: str, prefix: str) -> str | None:
    """Return the absolute path, or None where `..` climbs above the server's root."""
    start = "" if path.startswith("/") else prefix + page_url(page).rpartition("/")[0] + "/"
    kept: list[str] = []
    segments = (start + path).split("/")
    for segment in segments:
        if segment == ".." and not kept:
            return None
        if segment == "..":
            kept.pop()
        elif segment not in {"", "."}:
            kept.append(segment)
    is_folder = segments[-1] in {"", ".", ".."}
    return "/" + "/".join(kept) + ("/" if is_folder and kept else "")


def find_file(path: str, site: Site) -> str | None:
    """Return the file that the server sends for a path relative to the root, if any."""
    if not path or path.endswith("/"):
        candidates = [f"{path}index.html"]
    else:
        candidates = [path, f"{path}/index.html"]
    return next((c for c in candidates if c in site.files), None)


def find_other_case(path: str, site: Site) -> str | None:
    """Return the file whose path differs only in letter case, if any."""
    if not path or path.endswith("/"):
        candidates = [f"{path}index.html"]
    else:
        candidates = [path, f"{path}/index.html"]
    return next((site.folded[fold(c)] for c in candidates if fold(c) in site.folded), None)


def has_fragment(fragment: str, ids: frozenset[str]) -> bool:
    """Tell whether a browser finds the fragment: as written, decoded, or the top of the page."""
    decoded = unquote(fragment)
    return fragment in ids or decoded in ids or decoded.lower() in {"", "top"}


def spell_url(path: str, page: str, raw: str, site: Site) -> str:
    """Spell a file's address in the way of `raw`: relative to the page, or from the root."""
    url = page_url(path)
    if raw.startswith("/") or "//" in raw:
        return quote(site.prefix + url)
    start = page_url(page).rpartition("/")[0] or "."
    spelled = posixpath.relpath(url or ".", start)
    return quote(spelled + ("/" if not url or url.endswith("/") else ""))


def suggest(wanted: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate closest to what was wanted, if one is close."""
    known = list(candidates)
    folded = fold(wanted)
    same = next((c for c in known if fold(c) == folded), None)
    return same or next(iter(difflib.get_close_matches(wanted, known, 1, 0.6)), None)


def suggest_path(wanted: str, candidates: Iterable[str]) -> str | None:
    """Return the path closest to a missing one: its last name must be alike, or the same."""
    known = list(candidates)
    name = _stem(wanted)
    close = difflib.get_close_matches(wanted, known, 5, 0.6)
    alike = (c for c in close if difflib.SequenceMatcher(None, name, _stem(c)).ratio() >= 0.7)
    return next(alike, None) or next((c for c in known if _stem(c) == name), None)


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path.rstrip("/")))[0].casefold()
