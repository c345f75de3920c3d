"""The gate before every host: how many requests at once, and not before it may be asked again."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class HostGate:
    """Lets at most `limit` requests to one host run at once, and none while it asks to wait."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._slots: dict[str, threading.Semaphore] = {}
        self._closed_until: dict[str, float] = {}

    @contextmanager
    def enter(self, host: str) -> Iterator[None]:
        """Wait for a free slot, and until the host may be asked again."""
        with self._lock:
            slot = self._slots.setdefault(host, threading.Semaphore(self._limit))
        with slot:
            while (rest := self._closed_until.get(host, 0.0) - time.monotonic()) > 0:
                time.sleep(rest)
            yield

    def close(self, host: str, seconds: float) -> None:
        """Ask nothing more of a host for some seconds."""
        until = time.monotonic() + seconds
        with self._lock:
            self._closed_until[host] = max(until, self._closed_until.get(host, 0.0))
