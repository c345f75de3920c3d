"""The interactive element atlas-made-masks: its arithmetic, its buttons, its width."""

from __future__ import annotations

from itertools import product

import pytest
from playwright.sync_api import Page, expect

from scripts.figures.autoregressive_models import made_masks
from tests.site.elements import assert_fits, at_every_width, open_element

PATH = "generative-models/autoregressive-models/"
COMPUTE = """([order, degrees, leak]) => {
  const r = customElements.get("atlas-made-masks").compute(order, degrees, leak);
  return [r.first, r.second, r.paths];
}"""


def test_masks_equal_those_of_the_figure(page: Page, address: str) -> None:
    page.goto(address + "en/" + PATH)
    page.wait_for_function("() => Boolean(customElements.get('atlas-made-masks'))")
    orders = ((1, 2, 3, 4), (4, 3, 2, 1), (2, 4, 1, 3), (3, 1, 4, 2))
    for order, degrees, leak in product(
        orders, ((1, 2, 3, 1, 2), (1, 1, 1, 1, 1), (3, 2, 3, 3, 2)), (False, True)
    ):
        got = page.evaluate(COMPUTE, [list(order), list(degrees), leak])
        assert got == list(made_masks(order, degrees, leak))
        paths = got[2]
        upper = [paths[d][j] for d, j in product(range(4), repeat=2) if order[j] >= order[d]]
        assert leak or not any(upper)


@pytest.mark.parametrize(
    ("prefix", "start", "cut", "copies", "none"),
    [
        ("", "由 x1（4 条通路）、x2（2 条通路）到达", "被切断", "照抄自己的输入", "看不到任何输入"),
        ("en/", "x1 by 4 paths and x2 by 2 paths", "cut off", "copies its own", "sees no input"),
    ],
)
def test_everything_works_from_the_keyboard(
    page: Page, address: str, prefix: str, start: str, cut: str, copies: str, none: str
) -> None:
    page.goto(address + prefix + PATH)
    element = page.locator("atlas-made-masks")
    said = element.locator("[aria-live]")
    buttons = element.get_by_role("button")
    expect(said).to_contain_text(start)
    expect(said).not_to_contain_text(cut)
    buttons.nth(0).focus()  # output z1
    page.keyboard.press("Enter")
    expect(said).to_contain_text(none)
    expect(buttons.nth(0)).to_have_attribute("aria-pressed", "true")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")  # output z4: reached from all three
    expect(said).to_contain_text("x3")
    buttons.nth(6).focus()  # the only unit of degree 3 becomes 1: x3 no longer reaches z4
    page.keyboard.press("Enter")
    expect(said).to_contain_text(cut)
    expect(said).to_contain_text("x3 → z4")
    element.get_by_role("checkbox").focus()
    page.keyboard.press("Space")
    expect(said).to_contain_text(copies)
    buttons.nth(9).focus()  # next order: 4, 3, 2, 1
    page.keyboard.press("Enter")
    expect(element.locator(".app svg text").first).to_have_text("4")
    buttons.nth(10).focus()  # reset
    page.keyboard.press("Enter")
    expect(said).to_contain_text(start)
    expect(element.get_by_role("checkbox")).not_to_be_checked()


@at_every_width
def test_everything_fits(page: Page, address: str, prefix: str, width: int) -> None:
    figure = open_element(page, address + prefix + PATH, "atlas-made-masks", width)
    assert_fits(figure, "button, label")
