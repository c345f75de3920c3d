"""The cache of external links that were found in order; failures are asked again every time."""

from __future__ import annotations

import json
import os
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

VERSION = 1
DAY = 86_400


@dataclass(frozen=True)
class Entry:
    """A good answer: when (seconds since 1970), where it moved to, and its fragments."""

    checked: float
    moved: str = ""
    anchors: dict[str, bool] = field(default_factory=dict)


class CacheError(Exception):
    """A cache file that could not be read or written."""


def load_cache(path: Path, max_age: float, now: float | None = None) -> dict[str, Entry]:
    """Return the entries younger than `max_age` days; raises CacheError for a corrupt file."""
    try:
        data = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise CacheError(f"the cache cannot be read ({error}); it was ignored") from error
    if not isinstance(data, dict) or not isinstance(data.get("links"), dict):
        raise CacheError('the cache is not `{"version": …, "links": {…}}`; it was ignored')
    if data.get("version") != VERSION:
        return {}
    oldest = (time.time() if now is None else now) - max_age * DAY
    latest = (time.time() if now is None else now) + DAY
    entries = {url: _read_entry(value) for url, value in data["links"].items()}
    return {url: e for url, e in entries.items() if oldest < e.checked < latest}


def _read_entry(value: dict[str, Any]) -> Entry:
    try:
        checked, moved, anchors = value["checked"], value["moved"], value["anchors"]
    except (KeyError, TypeError) as error:
        raise CacheError("an entry of the cache is incomplete; the cache was ignored") from error
    is_sound = isinstance(checked, int | float) and isinstance(moved, str)
    if not is_sound or not isinstance(anchors, dict):
        raise CacheError("an entry of the cache has a wrong type; the cache was ignored")
    return Entry(float(checked), moved, {str(k): v is True for k, v in anchors.items()})


def save_cache(path: Path, entries: dict[str, Entry]) -> None:
    """Write the cache in one step, so that no reader sees half of it; raises CacheError."""
    data = {"version": VERSION, "links": {u: asdict(e) for u, e in sorted(entries.items())}}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(data, file, ensure_ascii=False, indent=1)
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise CacheError(f"the cache cannot be written: {error}") from error
