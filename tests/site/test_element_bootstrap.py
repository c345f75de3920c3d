"""<atlas-bootstrap> draws what the article's figure script draws, and works by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from scripts.figures.random_forest import draw_counts
from tests.site.elements import assert_fits, at_every_width, open_element

pytestmark = pytest.mark.browser
ARTICLE = "machine-learning/random-forest/"
CASES = [(8, 6, 5), (2, 1, 0), (16, 8, 12345), (5, 3, 2**31 - 1), (3, 8, 4294967295)]


def test_compute_equals_python(page: Page, address: str) -> None:
    page.goto(address + ARTICLE)
    for rows, trees, seed in CASES:
        got = page.evaluate(
            "([n, b, s]) => customElements.get('atlas-bootstrap').compute(n, b, s)",
            [rows, trees, seed],
        )
        counts = draw_counts(rows, trees, seed)
        assert got["counts"] == counts
        assert all(sum(bag) == rows for bag in counts)
        assert got["oob"] == [bag.count(0) for bag in counts]
        votes = [sum(bag[i] == 0 for bag in counts) for i in range(rows)]
        assert got["votes"] == votes
        assert got["silent"] == votes.count(0)
        assert got["mean"] == pytest.approx(sum(got["oob"]) / (rows * trees))
        assert got["expected"] == pytest.approx((1 - 1 / rows) ** rows)


@pytest.mark.parametrize(
    ("prefix", "again", "many", "reset"),
    [("", "重新抽样", "抽 100 次", "重置"), ("en/", "Draw again", "Draw 100 times", "Reset")],
)
def test_sliders_and_buttons_work_by_keyboard(
    page: Page, address: str, prefix: str, again: str, many: str, reset: str
) -> None:
    page.goto(address + prefix + ARTICLE)
    element = page.locator("atlas-bootstrap")
    said = element.locator("[aria-live]")
    cells = element.locator("tbody td:not(.votes)")
    expect(cells).to_have_count(48)
    expect(said).to_contain_text("34.4%")
    first = said.text_content() or ""
    element.get_by_role("button", name=again).press("Enter")
    expect(said).to_contain_text("12")  # bags so far
    element.get_by_role("button", name=many).press("Space")
    expect(said).to_contain_text("612")
    shares = re.findall(r"(\d+\.\d)%", said.text_content() or "")
    assert abs(float(shares[-1]) - 34.4) < 2
    rows, trees = element.get_by_role("slider").all()
    rows.focus()
    page.keyboard.press("Home")
    expect(said).to_contain_text("25.0%")
    page.keyboard.press("End")
    expect(said).to_contain_text("35.6%")
    trees.focus()
    page.keyboard.press("End")
    expect(cells).to_have_count(128)
    page.keyboard.press("Home")
    expect(cells).to_have_count(16)
    element.get_by_role("button", name=reset).press("Enter")
    expect(said).to_have_text(first)


@at_every_width
def test_everything_fits(page: Page, address: str, prefix: str, width: int) -> None:
    figure = open_element(page, address + prefix + ARTICLE, "atlas-bootstrap", width)
    for slider in figure.get_by_role("slider").all():
        slider.press("End")  # 16 rows, 8 trees
    assert_fits(figure)
