"""<atlas-calibrated-ap> computes what the article's figure script computes, by keyboard too."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from scripts.figures.oadtr import compute_ap, compute_precision
from tests.site.elements import assert_fits, at_every_width, open_element

pytestmark = pytest.mark.browser
ARTICLE = "computer-vision/oadtr/"
CASES = [(1.0, 1.0), (1.0, 15.0), (300.0, 14.1), (503.0, 429.8), (1000.0, 1000.0), (2.5, 3.0)]


def test_compute_equals_python(page: Page, address: str) -> None:
    page.goto(address + ARTICLE)
    for odds, ratio in CASES:
        shown = page.evaluate(
            "([e, w]) => customElements.get('atlas-calibrated-ap').compute(e, w)", [odds, ratio]
        )
        assert shown == {k: pytest.approx(v) for k, v in compute_ap(odds, ratio).items()}
        # The area under the curve that is drawn is the closed form.
        mean = page.evaluate(
            """([e, w]) => {
              const at = customElements.get('atlas-calibrated-ap').precision;
              let sum = 0;
              for (let i = 0; i < 20000; i += 1) sum += at(e, w, (i + 0.5) / 20000);
              return sum / 20000;
            }""",
            [odds, ratio],
        )
        assert mean == pytest.approx(shown["ap"], abs=1e-4)
        assert page.evaluate(
            "([e, w]) => customElements.get('atlas-calibrated-ap').precision(e, w, 0.3)",
            [odds, ratio],
        ) == pytest.approx(compute_precision(odds, ratio, 0.3))


@pytest.mark.parametrize(("prefix", "button"), [("", "平衡"), ("en/", "Balanced")])
def test_sliders_and_buttons_work_by_keyboard(
    page: Page, address: str, prefix: str, button: str
) -> None:
    page.goto(address + prefix + ARTICLE)
    element = page.locator("atlas-calibrated-ap")
    said = element.locator("[aria-live]")
    expect(said).to_contain_text("E = 300")
    ratio, odds = element.get_by_role("slider").all()
    ratio.focus()
    page.keyboard.press("End")
    expect(said).to_contain_text("1000")
    cells = element.locator("td")
    before = cells.nth(3).text_content()
    element.get_by_role("button", name=button).focus()
    page.keyboard.press("Enter")
    assert cells.nth(3).text_content() == before  # calibrated AP does not move with w
    assert cells.nth(1).text_content() == before  # and is AP on balanced data
    odds.focus()
    page.keyboard.press("Home")
    expect(said).to_contain_text("E = 1.0")
    assert cells.nth(1).text_content() == "0.500"
    for control in element.get_by_role("button").all():
        box = control.bounding_box()
        assert box is not None
        assert box["height"] >= 40


@at_every_width
def test_everything_fits(page: Page, address: str, prefix: str, width: int) -> None:
    figure = open_element(page, address + prefix + ARTICLE, "atlas-calibrated-ap", width)
    assert_fits(figure)
