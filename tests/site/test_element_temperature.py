"""<atlas-temperature> computes what the article's figure script computes, and works by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from scripts.figures.smooth_approximations import compute_pairs
from tests.site.elements import assert_fits, at_every_width, open_element

pytestmark = pytest.mark.browser
ARTICLE = "machine-learning/smooth-approximations/"
CASES = [
    ([2, 1, -1], 1.0),
    ([2, 1, -1], 0.25),
    ([0, 0], 0.5),
    ([10, -10, 3.5, 3.5], 0.05),
    ([1, 2, 3, 4, 5, 5], 5.0),
]


def test_compute_equals_python(page: Page, address: str) -> None:
    page.goto(address + ARTICLE)
    for scores, tau in CASES:
        shown = page.evaluate(
            "([x, t]) => customElements.get('atlas-temperature').compute(x, t)", [scores, tau]
        )
        assert shown == {k: pytest.approx(v) for k, v in compute_pairs(scores, tau).items()}


@pytest.mark.parametrize(("prefix", "tie"), [("", "变成平局"), ("en/", "Make a tie")])
def test_slider_scores_and_buttons_work_by_keyboard(
    page: Page, address: str, prefix: str, tie: str
) -> None:
    page.goto(address + prefix + ARTICLE)
    element = page.locator("atlas-temperature")
    said = element.locator("[aria-live]")
    expect(said).to_contain_text("τ = 0.50")
    slider = element.get_by_role("slider")
    slider.focus()
    page.keyboard.press("Home")
    expect(said).to_contain_text("τ = 0.05")
    expect(element.locator("table")).to_contain_text("2.000")
    page.keyboard.press("End")
    expect(said).to_contain_text("τ = 5.00")
    element.get_by_role("button", name=tie).focus()
    page.keyboard.press("Enter")
    field = element.get_by_role("textbox")
    expect(field).to_have_value("2, 2, -1")
    field.fill("3, x")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(element.get_by_role("alert")).to_contain_text("x")
    field.fill("3, 3")
    expect(field).to_have_attribute("aria-invalid", "false")
    row = element.locator("tr").nth(1).locator("td")
    assert row.nth(2).text_content() == row.nth(3).text_content()  # a tie attains the bound
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # the last button resets
    expect(field).to_have_value("2, 1, -1")
    expect(said).to_contain_text("τ = 0.50")


@at_every_width
def test_everything_fits(page: Page, address: str, prefix: str, width: int) -> None:
    figure = open_element(page, address + prefix + ARTICLE, "atlas-temperature", width)
    figure.get_by_role("textbox").fill("-10, 9.75, -8.5, 10, 1, 2")
    assert_fits(figure)
