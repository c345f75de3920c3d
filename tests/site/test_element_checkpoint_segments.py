"""<atlas-checkpoint-segments> computes what the figure script computes, and works by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from scripts.figures.gradient_checkpointing import plan
from tests.site.elements import assert_fits, at_every_width, open_element

pytestmark = pytest.mark.browser
PATH = "training-systems/gradient-checkpointing/"
ELEMENT = "atlas-checkpoint-segments"
CASES = [(4, 1, 1), (36, 6, 1), (37, 5, 4), (64, 8, 1), (96, 96, 57), (96, 70, 57), (32, 23, 17)]


def test_results_agree_with_python(page: Page, address: str) -> None:
    page.goto(address + PATH)
    page.wait_for_function("name => customElements.get(name) !== undefined", arg=ELEMENT)
    for n, k, ratio in CASES:
        got = page.evaluate(
            "([name, n, k, r]) => customElements.get(name).compute(n, k, r)",
            [ELEMENT, n, k, ratio],
        )
        want = plan(n, k, ratio)
        assert got == {**want, "time": pytest.approx(want["time"])}
        assert max(live for _, live in want["profile"]) == want["peak"]
        assert want["profile"][-1] == [4 * n, 0]


@pytest.mark.parametrize(
    ("prefix", "layers", "segments", "saved", "one", "best", "each", "nothing"),
    [
        ("", "层数 n", "段数 k", "省下 68%", "只分一段", "最省的 k", "每层一段", "一点没省"),
        ("en/", "layers n", "segments k", "68% saved", "One segment", "Best k", "One per layer",
         "nothing saved"),
    ],
)  # fmt: skip
def test_it_works_from_the_keyboard(
    page: Page, address: str, prefix: str, layers: str, segments: str,
    saved: str, one: str, best: str, each: str, nothing: str,
) -> None:  # fmt: skip
    page.goto(address + prefix + PATH)
    element = page.locator(ELEMENT)
    said = element.locator("[aria-live=polite]")
    cells = element.locator("td")
    expect(said).to_contain_text(saved)
    expect(cells.first).to_have_text("12")
    element.get_by_role("slider", name=segments).focus()
    page.keyboard.press("ArrowRight")
    expect(said).to_contain_text("7")
    expect(cells.nth(3)).to_have_text("6")
    element.get_by_role("button", name=one).press("Enter")
    expect(said).to_contain_text(nothing)
    expect(cells.first).to_have_text("37")
    element.get_by_role("button", name=each).press("Space")
    expect(cells.nth(2)).to_have_text("36")
    slider = element.get_by_role("slider", name=layers)
    slider.focus()
    page.keyboard.press("Home")  # 4 layers: the number of segments follows
    expect(cells.nth(2)).to_have_text("4")
    page.keyboard.press("End")
    element.get_by_role("combobox").select_option("57")
    element.get_by_role("button", name=best).press("Enter")
    want = plan(96, 1, 57)
    expect(cells.first).to_have_text(str(want["low"]))
    expect(cells.nth(2)).to_have_text(str(want["best"]))


@at_every_width
def test_everything_fits(page: Page, address: str, prefix: str, width: int) -> None:
    element = open_element(page, address + prefix + PATH, ELEMENT, width)
    for index in range(3):
        element.get_by_role("button").nth(index).click()
        assert_fits(element)
    element.get_by_role("combobox").select_option("57")
    assert_fits(element)
