"""The program that runs one article's blocks; started by `process.py`, standard library only.

Standard input holds the blocks as JSON. Events go to the original standard output, one JSON
object a line: `{"start": i}`, `{"end": i, "stdout": …, "seconds": …}`, or
`{"error": i, "text": …, "frames": [[block, line], …], …}`. What a block prints, at whatever
level, goes into a file.
"""

from __future__ import annotations

import json
import linecache
import os
import resource
import sys
import tempfile
import time
import traceback
import types
from collections.abc import Mapping
from typing import Any

MAX_OUTPUT = 200_000  # bytes of a block that are compared
MAX_FILE = 1 << 30  # bytes that a block may write, its output included
_NETWORK = (
    *("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"),
    *("socket.bind", "socket.gethostbyaddr", "socket.sendmsg"),
)


def refuse_network(event: str, _: tuple[Any, ...]) -> None:
    """Audit hook: code of articles must run without a network."""
    if event in _NETWORK:
        raise PermissionError("code of articles runs without a network")


class Capture:
    """Standard output, at the level of the file descriptor, read block by block."""

    def __init__(self) -> None:
        self.file = tempfile.TemporaryFile("w+b")  # noqa: SIM115 - lives as long as we do
        os.dup2(self.file.fileno(), 1)
        self.position = 0

    def take(self) -> str:
        """Return what was printed since the last call."""
        sys.stdout.flush()
        end = os.lseek(1, 0, os.SEEK_END)
        data = os.pread(self.file.fileno(), min(end - self.position, MAX_OUTPUT), self.position)
        self.position = end
        return data.decode("utf-8", "replace")


def run_blocks(sources: list[str], events: int) -> None:
    """Run the blocks in one namespace until one fails."""
    main = types.ModuleType("__main__")
    sys.modules["__main__"] = main
    capture = Capture()
    for index, source in enumerate(sources):
        send(events, {"start": index})
        started = time.perf_counter()
        error = run_block(index, source, main.__dict__)
        result = {"stdout": capture.take(), "seconds": time.perf_counter() - started}
        send(events, {"error" if error else "end": index, **result, **(error or {})})
        if error:
            return


def run_block(index: int, source: str, namespace: dict[str, Any]) -> dict[str, Any] | None:
    """Run one block; returns what an exception said and where, innermost last."""
    name = f"<block {index}>"
    linecache.cache[name] = (len(source), None, source.splitlines(True), name)
    try:
        exec(compile(source, name, "exec", dont_inherit=True), namespace)
    except BaseException as error:  # SystemExit and KeyboardInterrupt as well
        return {"text": describe(error), "frames": list_frames(error)}
    return None


def describe(error: BaseException) -> str:
    try:
        return "".join(traceback.format_exception_only(type(error), error)).strip()[:2000]
    except Exception:  # a __str__ that fails itself
        return type(error).__name__


def list_frames(error: BaseException) -> list[list[int]]:
    """Return the [block, line] of each frame that lies in the article."""
    frames = traceback.extract_tb(error.__traceback__)
    inside = [f for f in frames if f.filename.startswith("<block ")]
    return [[int(f.filename[7:-1]), f.lineno or 1] for f in inside]


def send(events: int, event: Mapping[str, Any]) -> None:
    os.write(events, (json.dumps(event) + "\n").encode())


def main() -> None:
    """Read the blocks, run them and end without clean-up, which could hang."""
    sources = json.loads(sys.stdin.buffer.read())
    events = os.dup(1)  # not inherited by programs that a block starts
    sys.addaudithook(refuse_network)
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_FILE, MAX_FILE))
    run_blocks(sources, events)
    os._exit(0)


if __name__ == "__main__":
    main()
