"""<atlas-scaling-laws> computes what the figure script computes, and works by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from scripts.figures.deepseek_llm import predict
from tests.site.elements import assert_fits, at_every_width, open_element

pytestmark = pytest.mark.browser
ARTICLE = "large-language-models/deepseek-llm/"
CASES = [(1e17, 1.0), (1e20, 1.0), (3e20, 0.25), (8.655e23, 1.4075), (1e25, 16.0)]


def test_compute_equals_python(page: Page, address: str) -> None:
    page.goto(address + ARTICLE)
    for compute, stretch in CASES:
        shown = page.evaluate(
            "([c, s]) => customElements.get('atlas-scaling-laws').compute(c, s)",
            [compute, stretch],
        )
        expected = predict(compute, stretch)
        assert shown == {k: pytest.approx(v, rel=1e-9) for k, v in expected.items()}
        assert shown["scale"] * shown["tokens"] == pytest.approx(compute)


@pytest.mark.parametrize(
    ("prefix", "inside", "outside"),
    [("", "在拟合区间内", "最大拟合预算"), ("en/", "inside the fitted range", "largest fitted")],
)
def test_sliders_and_buttons_work_by_keyboard(
    page: Page, address: str, prefix: str, inside: str, outside: str
) -> None:
    page.goto(address + prefix + ARTICLE)
    element = page.locator("atlas-scaling-laws")
    said = element.locator("[aria-live]")
    cells = element.locator("td")
    expect(said).to_contain_text("1.00·10²⁰")
    expect(said).to_contain_text(inside)
    expect(cells.nth(0)).to_have_text("9.86·10⁻⁴")
    expect(cells.nth(1)).to_have_text("1.02M")
    expect(cells.nth(4)).to_have_text("19B")
    budget, factor = element.get_by_role("slider").all()
    factor.focus()
    page.keyboard.press("End")
    expect(cells.nth(4)).to_have_text("305B")
    budget.focus()
    page.keyboard.press("Home")
    expect(said).to_contain_text("1.00·10¹⁷")
    page.keyboard.press("End")
    expect(said).to_contain_text("1.00·10²⁵")
    expect(said).to_contain_text(outside)
    element.get_by_role("button", name="67B").focus()
    page.keyboard.press("Enter")
    expect(said).to_contain_text("8.65·10²³")
    expect(cells.nth(0)).to_have_text("3.17·10⁻⁴")
    expect(cells.nth(3)).to_have_text("433B")
    expect(cells.nth(4)).to_have_text("2T")
    element.get_by_role("button", name="7B", exact=True).focus()
    page.keyboard.press("Space")
    expect(said).to_contain_text("8.49·10²²")
    expect(cells.nth(3)).to_have_text("42.5B")
    element.get_by_role("button").first.focus()
    page.keyboard.press("Enter")
    expect(said).to_contain_text("1.00·10²⁰")


@at_every_width
def test_everything_fits(page: Page, address: str, prefix: str, width: int) -> None:
    figure = open_element(page, address + prefix + ARTICLE, "atlas-scaling-laws", width)
    figure.get_by_role("button", name="67B").click()
    assert_fits(figure)
