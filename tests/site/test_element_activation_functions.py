"""The plot of activation functions: its numbers, its keyboard use and its width."""

from __future__ import annotations

import math
import re

import pytest
from playwright.sync_api import Page, expect

from scripts.figures.activation_functions import evaluate
from tests.site.elements import assert_fits, at_every_width, open_element

pytestmark = pytest.mark.browser
PATH = "deep-learning/activation-functions/"
ELEMENT = "atlas-activation-functions"
NAMES = (
    "step", "sigmoid", "tanh", "relu", "leaky", "elu", "selu", "softplus", "relu2", "gelu",
    "swish", "mish", "glu", "geglu", "swiglu",
)  # fmt: skip


def test_numbers_agree_with_python(page: Page, address: str) -> None:
    page.goto(address + PATH)
    settings = {"leak": 0.2, "elu": 0.7, "swish": 1.702, "softplus": 3.0, "branch": -1.5}
    xs = (-30.0, -6.5, -2.0, -0.752, -0.1, 0.0, 0.3, 1.0, 2.5, 6.5, 30.0)
    found = page.evaluate(
        """([element, names, xs, settings]) => {
            const kind = customElements.get(element);
            const pair = (n, x) => [kind.compute(n, x), kind.compute(n, x, settings)];
            return names.map((n) => xs.map((x) => pair(n, x)));
        }""",
        [ELEMENT, list(NAMES), list(xs), settings],
    )
    for name, row in zip(NAMES, found, strict=True):
        for x, (plain, moved) in zip(xs, row, strict=True):
            for got, expected in ((plain, evaluate(name, x)), (moved, evaluate(name, x, settings))):
                for a, b in zip(got, expected, strict=True):
                    assert math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12), (name, x, got)


@pytest.mark.parametrize(
    ("prefix", "everything", "nothing", "empty", "slope"),
    [
        ("", "全选", "清空", "请选择一个函数。", "Leaky ReLU、PReLU：斜率 a"),
        ("en/", "All", "None", "Choose a function.", "Leaky ReLU, PReLU: slope a"),
    ],
)
def test_it_works_from_the_keyboard(
    page: Page, address: str, prefix: str, everything: str, nothing: str, empty: str, slope: str
) -> None:
    page.goto(address + prefix + PATH)
    figure = page.locator(ELEMENT)
    said = figure.locator("[aria-live]")
    rows = figure.locator("tbody tr")
    expect(rows).to_have_count(4)
    expect(said).to_contain_text("ReLU")
    figure.get_by_label("x", exact=True).focus()
    page.keyboard.press("ArrowRight")
    expect(said).to_contain_text("x = 1.05")
    figure.get_by_role("button", name=nothing).focus()
    page.keyboard.press("Enter")
    expect(rows).to_have_count(0)
    expect(said).to_have_text(empty)
    figure.get_by_label("Leaky / PReLU").focus()
    page.keyboard.press("Space")
    expect(rows).to_have_count(1)
    figure.get_by_label("x", exact=True).focus()
    page.keyboard.press("Home")
    expect(rows.locator("td").first).to_have_text("−0.500")
    figure.get_by_label(slope).focus()
    page.keyboard.press("End")
    expect(rows.locator("td").first).to_have_text("−5.000")
    expect(rows.locator("td").last).to_have_text("1.000")
    figure.get_by_role("button", name=everything).focus()
    page.keyboard.press("Space")
    expect(rows).to_have_count(len(NAMES))


@at_every_width
def test_everything_fits(page: Page, address: str, prefix: str, width: int) -> None:
    figure = open_element(page, address + prefix + PATH, ELEMENT, width)
    figure.get_by_role("button", name=re.compile("^(All|全选)$")).click()
    assert_fits(figure, "button, .picks label, .slide input")
