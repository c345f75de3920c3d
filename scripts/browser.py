"""Chromium for the checks and tests: found or fetched, started with Playwright.

Looked for in this order: `$CHROMIUM`, a Chromium or Chrome on PATH, Playwright's own download,
and, as root on Debian, apt. `find_browser` says why when there is none.
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as PlaywrightError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
HELP = (
    "no Chromium: set CHROMIUM to its path, install a package named chromium, "
    "or run `.venv/bin/python -m playwright install chromium`"
)
# Nothing leaves the machine: every other host is answered with an error at once.
ARGUMENTS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]


class BrowserMissing(Exception):
    """No browser can be had; the message says what was tried and how to get one."""


@functools.cache
def find_browser() -> str:
    """Return the path of a Chromium, fetching one if need be, or raise BrowserMissing."""
    named = os.environ.get("CHROMIUM")
    if named:
        found = shutil.which(named)
        if found is None:
            raise BrowserMissing(f"CHROMIUM is set to {named}, which is no program")
        return found
    candidates = (_find_on_path, _find_playwright, _fetch_playwright, _install_with_apt)
    for candidate in candidates:
        path = candidate()
        if path:
            return path
    raise BrowserMissing(HELP)


def _find_on_path() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def _find_playwright() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if path and Path(path).exists() else None


def _fetch_playwright() -> str | None:
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    except (subprocess.SubprocessError, OSError):
        return None
    return _find_playwright()


def _install_with_apt() -> str | None:
    if not (hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")):
        return None
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "chromium"]
    for command in (["apt-get", "update", "-qq"], install):
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=900, env=environment)
        except (subprocess.SubprocessError, OSError):
            return None
    return _find_on_path()


@contextlib.contextmanager
def open_browser() -> Iterator[Browser]:
    """Start Chromium and yield it; raises BrowserMissing."""
    path = find_browser()
    # Chromium refuses its sandbox to root, which is who runs tests in a container.
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if root else [])]
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=arguments)
        except PlaywrightError as error:
            raise BrowserMissing(f"{path} does not start: {error.message}") from error
        yield browser
        browser.close()


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder below a prefix, without a log line per request."""

    prefix = "/"

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.prefix):
            return os.path.join(self.directory, "no-such-file")
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.exists():
            return super().send_error(code, message, explain)
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextlib.contextmanager
def serve_folder(folder: Path, prefix: str = "/") -> Iterator[str]:
    """Serve a folder on loopback and yield its address, which ends with `prefix`.

    Missing pages are answered with the folder's 404.html, as hosts of static sites do.
    """
    handler = type("Handler", (_QuietHandler,), {"prefix": prefix})
    serve = functools.partial(handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}{prefix}"
        server.shutdown()
