"""README's commands that build or serve the site do what README says."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.settings import ROOT


@pytest.fixture
def port() -> int:
    """A free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(port: int, tmp_path: Path) -> Iterator[Path]:
    """`make serve` on a free port; yields the file with what it prints."""
    log = tmp_path / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            ["make", "serve", f"PORT={port}"],
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    yield log
    os.killpg(process.pid, signal.SIGTERM)
    process.wait(timeout=20)


def fetch(address: str, seconds: float = 90) -> str:
    """Return a page of a server that is still starting."""
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as response:
                return str(response.read().decode("utf-8"))
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.3)


def test_make_serve_serves_both_languages_and_prints_the_address(server: Path, port: int) -> None:
    assert "ML 图谱" in fetch(f"http://127.0.0.1:{port}/")
    assert "ML Atlas" in fetch(f"http://127.0.0.1:{port}/en/")
    assert f"http://127.0.0.1:{port}/" in server.read_text("utf-8")


def test_a_taken_port_is_said_in_one_line(port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        result = subprocess.run(
            ["make", "serve", f"PORT={port}"],
            cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert result.returncode != 0
    assert f"Port {port} is taken" in result.stdout
    assert "Traceback" not in result.stdout + result.stderr


def test_make_build_is_strict_and_silent(tmp_path: Path) -> None:
    environment = {**os.environ, "SITE_URL": "https://example.org/atlas/"}
    result = subprocess.run(
        ["make", "--silent", "build"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert not result.stdout + result.stderr
    home = (ROOT / "site" / "index.html").read_text("utf-8")
    assert 'href="https://example.org/atlas/en/"' in home


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("The loss $L$ falls", "The loss $\\nope$ falls", 'MATH-1 Unknown command "\\nope"'),
        ("title: ", "title: a: b", "META-1 front matter is not valid YAML"),
    ],
)
def test_a_broken_page_stops_the_build_at_its_place(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    copy = tmp_path / "repo"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(copy)], check=True)
    path = copy / "docs" / "en" / "machine-learning" / "index.md"
    text = path.read_text("utf-8") + "\n\nThe loss $L$ falls.\n"
    path.write_text(text.replace(old, new, 1), "utf-8")
    result = subprocess.run(
        [str(ROOT / ".venv/bin/python"), "-m", "mkdocs", "build", "--strict"],
        cwd=copy, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert result.returncode != 0
    said = result.stdout + result.stderr
    assert re.search(r"docs/en/machine-learning/index\.md:\d+:\d+: " + re.escape(words), said)
    assert "Traceback" not in said
