"""The estimators of mutual information: their numbers, their keyboard use and their width."""

from __future__ import annotations

import math
import re

import pytest
from playwright.sync_api import Page, expect

from scripts.figures.deep_infomax import estimate
from tests.site.elements import assert_fits, at_every_width, open_element

pytestmark = pytest.mark.browser
PATH = "representation-learning/deep-infomax/"
ELEMENT = "atlas-mi-bounds"


def test_numbers_agree_with_python(page: Page, address: str) -> None:
    page.goto(address + PATH)
    for rho, d, k in ((0.67, 20, 64), (0.3, 2, 8), (0.95, 10, 512), (0.0, 4, 8)):
        found = page.evaluate(
            "([name, rho, d, k]) => customElements.get(name).compute(rho, d, k, 4096)",
            [ELEMENT, rho, d, k],
        )
        wanted = estimate(rho, d, k, 4096)
        assert found == {key: pytest.approx(x, rel=1e-7, abs=1e-7) for key, x in wanted.items()}


def test_the_estimators_behave_as_the_article_says() -> None:
    for info in (1.0, 4.0):
        rho = math.sqrt(1 - math.exp(-2 * info / 20))
        r = estimate(rho, 20, 64, 8192)
        assert r["info"] == pytest.approx(info)
        assert r["infonce"] < min(info, r["ceiling"]) < r["dv"]
        assert r["plugSpread"] < r["dvSpread"]
        assert 0 < r["jsd"] < math.log(2)


@pytest.mark.parametrize(
    ("prefix", "rho", "batch", "high", "reset"),
    [
        ("", "相关系数 ρ", "批大小 K", "10 纳特", "重置"),
        ("en/", "Correlation ρ", "Batch K", "10 nats", "Reset"),
    ],
)
def test_it_works_from_the_keyboard(
    page: Page, address: str, prefix: str, rho: str, batch: str, high: str, reset: str
) -> None:
    page.goto(address + prefix + PATH)
    figure = page.locator(ELEMENT)
    said = figure.locator("[aria-live]")
    expect(said).to_contain_text("5.96")
    expect(said).to_contain_text("4.16")
    figure.get_by_label(rho, exact=True).focus()
    page.keyboard.press("Home")
    expect(said).to_contain_text("0.00 ± 0.00")
    page.keyboard.press("End")
    expect(said).to_contain_text("23.28")
    figure.get_by_role("button", name=high).focus()
    page.keyboard.press("Enter")
    expect(said).to_contain_text("10.22")
    figure.get_by_label(batch, exact=True).focus()
    page.keyboard.press("End")
    expect(said).to_contain_text("6.24")
    figure.get_by_role("button", name=reset).focus()
    page.keyboard.press("Space")
    expect(said).to_contain_text("5.96")


@at_every_width
def test_everything_fits(page: Page, address: str, prefix: str, width: int) -> None:
    figure = open_element(page, address + prefix + PATH, ELEMENT, width)
    figure.get_by_role("button", name=re.compile("10 nats|10 纳特")).click()
    assert_fits(figure)
