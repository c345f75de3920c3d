"""The real site, built strictly once, served on loopback and opened in Chromium."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from scripts.browser import BrowserMissing, open_browser, serve_folder
from scripts.settings import ROOT

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


def build_site(folder: Path, **environment: str) -> str:
    """Build the site strictly into a folder and return what MkDocs said."""
    clean = {k: v for k, v in os.environ.items() if k not in ("SITE_URL", "REPO_URL")}
    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT,
        env={**clean, "NO_MKDOCS_2_WARNING": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr[-4000:]
    return result.stdout + result.stderr


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as it is served at the root of a host, without a repository's address."""
    folder = tmp_path_factory.mktemp("site") / "site"
    said = build_site(folder)
    assert "WARNING" not in said
    return folder


@pytest.fixture(scope="session")
def fork_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as a fork publishes it below a path, with its repository's address."""
    folder = tmp_path_factory.mktemp("fork") / "site"
    build_site(
        folder, SITE_URL="https://example.org/repo/", REPO_URL="https://github.com/example/repo"
    )
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; without one the tests are skipped, in CI they fail."""
    try:
        with open_browser() as chromium:
            yield chromium
    except BrowserMissing as error:
        if os.environ.get("CI") == "true":
            pytest.fail(str(error))
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address at which the site is served, with a final slash."""
    with serve_folder(site) as url:
        yield url


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh desktop context."""
    fresh = browser.new_context(viewport=DESKTOP)
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which nothing may fail: console errors and failed requests end the test."""
    tab = context.new_page()
    faults: list[str] = []
    tab.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    tab.on("pageerror", lambda e: faults.append(str(e)))
    tab.on("requestfailed", lambda r: faults.append(f"{r.url}: {r.failure}"))
    yield tab
    tab.close()
    assert not [f for f in faults if "ERR_ABORTED" not in f]  # aborted: left for another page
