"""The index as static files: one that is always fetched, and pieces fetched as queries need.

    index.json               pages, and the first key of every piece
    <version>/tokens-<n>.json  key -> [passages, [gap, weight, …], {name: [page, kind, …]}]
    <version>/words-<n>.json   words in order, and how common each is, for typing errors
    <version>/endings-<n>.json the same, in the order of the words read backwards
    <version>/text-<page>-<n>.json  [heading's id, heading, text] of some passages of a page
    <version>/traditional.json  the traditional characters whose simplified form is indexed

The version is a hash of the content, so pieces may be cached for ever, and a page that is still
open after a deployment notices that its pieces are gone.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from scripts.build.search.pages import Entry
from scripts.build.search.postings import Index, build_postings
from scripts.build.search.tokens import list_simplified

FOLDER = "atlas-search"
TOKEN_BYTES = 14_000  # of a piece, before compression
WORDS = 2_000
TEXT_BYTES = 8_000

Files = dict[str, str]
T = TypeVar("T")


def write_index(entries: list[Entry], folder: Path, *, suggest: str = "") -> None:
    """Write the index of a language's pages below `folder`.

    `suggest` is the address at which readers suggest a topic.
    """
    files: Files = {}
    index, words = build_postings(entries)
    record = {
        "pages": [_make_page(files, number, entry) for number, entry in enumerate(entries)],
        "tokens": _write_tokens(files, index),
        **_write_words(files, words.list()),
        "suggest": suggest,
    }
    _write_traditional(files, index)
    version = _hash(files)
    sizes = {name: len(text.encode()) for name, text in files.items()}
    texts = sum(size for name, size in sizes.items() if name.startswith("text-"))
    record = {"version": version, "bytes": sum(sizes.values()), "texts": texts, **record}
    shutil.rmtree(folder, ignore_errors=True)  # of an earlier build under `mkdocs serve`
    (folder / version).mkdir(parents=True)
    (folder / "index.json").write_text(_dump(record), "utf-8", newline="\n")
    for name, text in files.items():
        (folder / version / name).write_text(text, "utf-8", newline="\n")


def _make_page(files: Files, number: int, entry: Entry) -> list[Any]:
    """Write a page's texts; return its title, section, address, rank and passages per piece."""
    pieces = list(_cut(entry.sections, TEXT_BYTES, lambda s: len(s.text.encode())))
    for n, piece in enumerate(pieces):
        files[f"text-{number}-{n}.json"] = _dump([[s.id, s.heading, s.text] for s in piece])
    counts = [len(piece) for piece in pieces]
    return [entry.title, entry.section, entry.url, int(entry.is_article), counts]


def _write_tokens(files: Files, index: Index) -> list[str]:
    rows = ((key, _encode(key, index)) for key in sorted(index, key=order))
    firsts = []
    for n, piece in enumerate(_cut(rows, TOKEN_BYTES, lambda row: len(row[1]))):
        files[f"tokens-{n}.json"] = "{" + ",\n".join(text for _, text in piece) + "}"
        firsts.append(piece[0][0])
    return firsts


def _encode(key: str, index: Index) -> str:
    entry = index[key]
    flat: list[int] = []
    last = 0
    for passage, weight in entry.prune().items():
        flat += (passage - last, weight)
        last = passage
    names = {
        name: [n for item in sorted(pages.items()) for n in item]
        for name, pages in sorted(entry.names.items())
    }
    more = f",{_dump(names)}" if names else ""
    return f'"{key}":[{len(entry.passages)},[{",".join(map(str, flat))}]{more}]'


def _write_words(files: Files, counts: dict[str, int]) -> dict[str, list[str]]:
    firsts: dict[str, list[str]] = {"words": [], "endings": []}
    orders: dict[str, Callable[[str], str]] = {"words": str, "endings": lambda word: word[::-1]}
    for kind, read in orders.items():
        words = sorted(counts, key=read)
        for n, piece in enumerate(_cut(words, WORDS, lambda _: 1)):
            common = "".join(str(min(9, counts[w].bit_length())) for w in piece)
            files[f"{kind}-{n}.json"] = _dump([" ".join(piece), common])
            firsts[kind].append(read(piece[0]))
    return firsts


def _write_traditional(files: Files, index: Index) -> None:
    used = set("".join(index))
    pairs = [(chr(t), s) for t, s in sorted(list_simplified().items()) if s in used]
    files["traditional.json"] = _dump(["".join(t for t, _ in pairs), "".join(s for _, s in pairs)])


def _cut(items: Iterable[T], size: int, measure: Callable[[T], int]) -> Iterator[list[T]]:
    """Yield the items in pieces of about `size`, none of them empty."""
    piece: list[T] = []
    filled = 0
    for item in items:
        if piece and filled + measure(item) > size:
            yield piece
            piece, filled = [], 0
        piece.append(item)
        filled += measure(item)
    if piece:
        yield piece


def order(key: str) -> bytes:
    """Return what JavaScript compares strings by: their UTF-16 units."""
    return key.encode("utf-16-be", "surrogatepass")


def _hash(files: Files) -> str:
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{files[name]}\0".encode())
    return digest.hexdigest()[:10]


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
