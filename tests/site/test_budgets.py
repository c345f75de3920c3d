"""What a first visit costs, and that everybody can use the pages."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Response

from scripts.build.listing import make_url
from scripts.corpus import read_corpus
from scripts.settings import ROOT

pytestmark = pytest.mark.browser
KB = 1000
LIMITS = {"all": 220 * KB, "script": 50 * KB, "font": 110 * KB}
LAYOUT_SHIFT = 0.05
SLOW_4G = {"offline": False, "downloadThroughput": 200_000, "uploadThroughput": 94_000,
           "latency": 150}  # fmt: skip
COMPRESSED = ("document", "stylesheet", "script", "fetch", "xhr")
_SHIFTS = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(e => {
    if (!e.hadRecentInput) sum += e.value;
  })).observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(sum), 300);
})"""


def list_paths(site: Path) -> list[str]:
    """Home, a section and the three heaviest articles, in both languages' shares."""
    corpus = read_corpus(ROOT)
    articles = [p for (_, _), p in corpus.pages.items() if p.is_article]
    urls = [make_url(p.name, p.language) for p in articles]
    sizes = {u: len(gzip.compress((site / u / "index.html").read_bytes())) for u in urls}
    heaviest = sorted(sizes, key=lambda u: -sizes[u])[:3]
    return ["", "en/", "machine-learning/", "en/machine-learning/", *heaviest]


@dataclass
class Visit:
    """Bytes by kind, as a server that compresses sends them, and where they came from."""

    sizes: dict[str, int] = field(default_factory=dict)
    foreign: list[str] = field(default_factory=list)

    def add(self, response: Response, address: str) -> None:
        if not response.url.startswith(address):
            self.foreign.append(response.url)
        kind = response.request.resource_type
        body = response.body()
        size = len(gzip.compress(body)) if kind in COMPRESSED else len(body)
        for name in ("all", kind):
            self.sizes[name] = self.sizes.get(name, 0) + size


def visit(browser: Browser, address: str, path: str) -> tuple[Visit, float]:
    """Load a page for the first time on a slow phone connection."""
    context = browser.new_context(viewport={"width": 412, "height": 823})
    page = context.new_page()
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW_4G)
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))
    page.goto(address + path, wait_until="networkidle")
    shift = float(page.evaluate(_SHIFTS))
    result = Visit()
    for response in responses:
        result.add(response, address)
    context.close()
    return result, shift


def test_first_visits_stay_within_their_budgets(browser: Browser, address: str, site: Path) -> None:
    for path in list_paths(site):
        result, shift = visit(browser, address, path)
        for kind, limit in LIMITS.items():
            assert result.sizes.get(kind, 0) <= limit, (path, kind, result.sizes)
        assert not result.foreign
        assert shift <= LAYOUT_SHIFT, path


@pytest.fixture(params=["light", "dark"])
def themed(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page in the light or the dark scheme."""
    context = browser.new_context(color_scheme=request.param)
    yield context.new_page()
    context.close()


def test_axe_finds_no_violation(themed: Page, address: str, site: Path) -> None:
    faults = []
    others = ["articles/", "en/tags/", "en/glossary/", "contributing/", "no-such-page/"]
    for path in [*list_paths(site), *others]:
        themed.goto(address + path)
        for violation in Axe().run(themed).response["violations"]:
            nodes = [node["html"][:120] for node in violation["nodes"][:3]]
            faults.append((path, violation["id"], nodes))
    assert not faults


def test_axe_finds_no_violation_in_the_search(themed: Page, address: str) -> None:
    themed.goto(address + "en/")
    themed.keyboard.press("/")
    themed.locator("input[type=search]").fill("attention")
    themed.locator("[role=option]").first.wait_for()
    # An option's link has no place in the tab order: the field keeps the focus and names the
    # option with aria-activedescendant. axe cannot tell this from a button in a button.
    options = {"rules": {"nested-interactive": {"enabled": False}}}
    violations = Axe().run(themed, options=options).response["violations"]
    assert not [(v["id"], v["nodes"][0]["html"][:200]) for v in violations]
