"""Fragments of other sites' pages: which can be checked, and which ids a page has."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from urllib.parse import unquote

from scripts.links.fetch import Reply

_ID = re.compile(
    r"""[\s"'/](?:id|name)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>=`]+))""", re.IGNORECASE
)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
# Fragments that programs read: lines of a GitHub file, routes, pages of a PDF, text quotes.
_PROGRAM_FRAGMENT = re.compile(r"|L\d+(?:C\d+)?(?:-L\d+(?:C\d+)?)?|[!/].*|:~:.*", re.DOTALL)


def list_checkable(fragments: Iterable[str]) -> list[str]:
    """Return the fragments that stand for an id."""
    return sorted(f for f in set(fragments) if not _PROGRAM_FRAGMENT.fullmatch(f))


def has_id(fragment: str, ids: set[str]) -> bool:
    """Look for a fragment; GitHub puts `user-content-` before the ids of its pages."""
    bare = unquote(fragment.partition(":~:")[0])
    return bool(ids & {fragment, bare, f"user-content-{bare}"}) or bare.lower() in {"", "top"}


def find_ids(text: str) -> set[str]:
    """Return all ids and names in the HTML of others, however broken, in linear time."""
    values = (next(g for g in m.groups() if g is not None) for m in _ID.finditer(text))
    return {html.unescape(value) for value in values}


def decode_body(reply: Reply) -> str:
    """Decode a body by its declared character set; a wrong one costs some characters only."""
    declared = _CHARSET.search(reply.headers.get("content-type", "").encode("ascii", "replace"))
    found = declared or _CHARSET.search(reply.body[:2048])
    try:
        return reply.body.decode(found.group(1).decode("ascii") if found else "utf-8", "replace")
    except (LookupError, ValueError):
        return reply.body.decode("utf-8", "replace")
