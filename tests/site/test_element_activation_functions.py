"""The plot of activation functions: its numbers, its keyboard use and its width."""

from __future__ import annotations

import math

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.figures.activation_functions import evaluate

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


@pytest.mark.parametrize("width", [320, 360, 800])
def test_nothing_overflows_and_targets_are_large(
    browser: Browser, address: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(address + "en/" + PATH)
    figure = page.locator(ELEMENT)
    figure.get_by_role("button", name="All").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert figure.evaluate(
        """(host) => {
            const app = host.shadowRoot.querySelector(".app");
            const edge = app.getBoundingClientRect().right + 0.5;
            return app.scrollWidth <= app.clientWidth && [...app.querySelectorAll("*")].every(
                (n) => n.getBoundingClientRect().right <= edge);
        }"""
    )
    heights = figure.evaluate(
        """(host) => [...host.shadowRoot.querySelectorAll("button, .picks label, .slide input")]
            .map((n) => n.getBoundingClientRect().height)"""
    )
    assert min(heights) >= 40
    context.close()
