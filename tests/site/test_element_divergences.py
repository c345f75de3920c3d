"""<atlas-divergences> computes what the article's figure script computes, and works by keyboard."""

from __future__ import annotations

import math

import pytest
from playwright.sync_api import Page, expect

from scripts.figures.overview import compute_divergences
from tests.site.elements import assert_fits, at_every_width, open_element

pytestmark = pytest.mark.browser
ARTICLE = "generative-models/overview/"
CALL = "([m, s]) => customElements.get('atlas-divergences').compute(m, s)"
DESCEND = "([k, m, s]) => customElements.get('atlas-divergences').descend(k, m, s, 300)"


def test_compute_equals_python(page: Page, address: str) -> None:
    page.goto(address + ARTICLE)
    for m, s in [(2.5, 0.9), (-0.8, 1.93), (-2, 0.6), (4, 0.2), (-4, 3)]:
        shown = page.evaluate(CALL, [m, s])
        assert shown == {k: pytest.approx(v) for k, v in compute_divergences(m, s).items()}


def test_descent_finds_the_minima_of_the_article(page: Page, address: str) -> None:
    page.goto(address + ARTICLE)
    m, s = page.evaluate(DESCEND, ["forward", 2.5, 0.9])
    assert (m, s) == (pytest.approx(-0.8, abs=0.01), pytest.approx(1.929, abs=0.01))
    m, s = page.evaluate(DESCEND, ["reverse", -2.5, 0.9])
    assert (m, s) == (pytest.approx(-2, abs=0.02), pytest.approx(0.6, abs=0.01))
    assert compute_divergences(m, s)["reverse"] == pytest.approx(math.log(1 / 0.7), abs=2e-3)
    m, s = page.evaluate(DESCEND, ["reverse", 2.5, 0.9])
    assert m == pytest.approx(2, abs=0.02)


@pytest.mark.parametrize(
    ("prefix", "names"),
    [
        ("", ("走一步", "走 300 步", "从右边开始", "从左边开始")),
        ("en/", ("One step", "300 steps", "Start right", "Start left")),
    ],
)
def test_controls_work_by_keyboard(
    page: Page, address: str, prefix: str, names: tuple[str, str, str, str]
) -> None:
    page.goto(address + prefix + ARTICLE)
    element = page.locator("atlas-divergences")
    said = element.locator("[aria-live]")
    expect(said).to_contain_text("m = 2.50")
    mean, width = element.get_by_role("slider").all()
    mean.focus()
    page.keyboard.press("ArrowRight")
    expect(said).to_contain_text("m = 2.55")
    page.keyboard.press("Home")
    expect(said).to_contain_text("m = −4.00")
    width.focus()
    page.keyboard.press("End")
    expect(said).to_contain_text("s = 3.00")
    step, run, right, left = (element.get_by_role("button", name=n, exact=True) for n in names)
    right.focus()
    page.keyboard.press("Enter")
    expect(said).to_contain_text("m = 2.50")
    run.focus()
    page.keyboard.press("Space")
    expect(said).to_contain_text("m = 2.00")  # reverse KL stays in the right mode
    left.focus()
    page.keyboard.press("Enter")
    run.focus()
    page.keyboard.press("Enter")
    expect(said).to_contain_text("m = −2.00")
    element.get_by_role("combobox").select_option("forward")
    before = said.text_content()
    step.focus()
    page.keyboard.press("Enter")
    assert said.text_content() != before
    run.focus()
    page.keyboard.press("Enter")
    expect(said).to_contain_text("m = −0.80")
    expect(element.locator("tr.on")).to_contain_text("0.558")


@at_every_width
def test_everything_fits(page: Page, address: str, prefix: str, width: int) -> None:
    figure = open_element(page, address + prefix + ARTICLE, "atlas-divergences", width)
    figure.get_by_role("slider").last.focus()
    page.keyboard.press("Home")  # the narrowest model has the largest numbers
    assert_fits(figure)
