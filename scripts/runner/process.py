"""Starting the interpreter that runs an article's blocks, and reading what it reports."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHILD = Path(__file__).with_name("child.py")
THREADS = "2"
_KEPT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TZ")


@dataclass(frozen=True)
class Failure:
    """An exception; `frames` are (block, line) pairs, innermost last."""

    index: int
    text: str
    frames: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Run:
    """What a run did: outputs and seconds of the blocks that ended, in order.

    `running` is the block that was running when the interpreter was stopped or died.
    """

    outputs: tuple[str, ...]
    seconds: tuple[float, ...]
    failure: Failure | None = None
    running: int | None = None
    timed_out: bool = False
    exit_note: str = ""


def run_sources(sources: Sequence[str], limit: float) -> Run:
    """Run blocks in a fresh interpreter, in an empty folder, for at most `limit` seconds."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            [sys.executable, "-s", "-P", str(CHILD)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            cwd=folder,
            env=make_environment(folder),
            start_new_session=True,
        )
        output, timed_out = _communicate(process, json.dumps(list(sources)).encode(), limit)
        errors.seek(0)
        note = _describe_exit(process.returncode, errors.read().decode("utf-8", "replace"))
    return _read_events(output, timed_out, note)


def make_environment(folder: str) -> dict[str, str]:
    """Return a small environment: no settings of the user's, the same seed, few threads."""
    env = {k: os.environ[k] for k in _KEPT if k in os.environ}
    threads = ("OMP", "MKL", "OPENBLAS", "NUMEXPR", "VECLIB_MAXIMUM")
    env |= {f"{name}_NUM_THREADS": THREADS for name in threads}
    env |= {"HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8", "MPLBACKEND": "Agg"}
    return env | {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def _communicate(process: subprocess.Popen[bytes], data: bytes, limit: float) -> tuple[bytes, bool]:
    """Return the process's output and whether it had to be killed."""
    try:
        return process.communicate(data, timeout=limit)[0], False
    except subprocess.TimeoutExpired:
        _kill_group(process)
        return process.communicate()[0], True
    finally:
        _kill_group(process)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill the interpreter and what its blocks started and left behind."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _describe_exit(code: int, errors: str) -> str:
    last = errors.strip().split("\n")[-1][:200]
    return f"exit code {code}" + (f": {last}" if last else "")


def _read_events(output: bytes, timed_out: bool, note: str) -> Run:
    complete = output[: output.rfind(b"\n") + 1]
    events: list[dict[str, Any]] = [json.loads(line) for line in complete.splitlines()]
    ended = [e for e in events if "end" in e]
    started = [e["start"] for e in events if "start" in e]
    failures = [e for e in events if "error" in e]
    outputs, seconds = tuple(e["stdout"] for e in ended), tuple(e["seconds"] for e in ended)
    if failures:
        frames = tuple((block, line) for block, line in failures[0]["frames"])
        failure = Failure(failures[0]["error"], failures[0]["text"], frames)
        return Run(outputs, seconds, failure)
    running = len(ended) if len(started) > len(ended) or timed_out else None
    return Run(outputs, seconds, None, running, timed_out, note)
