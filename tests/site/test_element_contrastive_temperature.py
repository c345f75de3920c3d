"""The temperature of NT-Xent: its numbers, its keyboard use and its width."""

from __future__ import annotations

import math
import re

import pytest
from playwright.sync_api import Page, expect

from scripts.figures.self_supervised_learning import push_shares
from tests.site.elements import assert_fits, at_every_width, open_element

pytestmark = pytest.mark.browser
PATH = "representation-learning/self-supervised-learning/"
ELEMENT = "atlas-contrastive-temperature"


def test_numbers_agree_with_python(page: Page, address: str) -> None:
    page.goto(address + PATH)
    for cosines, tau in (
        ([0.8, 0.6, 0.1, -0.3], 0.5),
        ([0.8, 0.6, 0.1, -0.3], 0.1),
        ([-1.0, 1.0, 1.0, 0.0], 0.05),
        ([1.0, -1.0, -1.0, -1.0], 0.05),
    ):
        found = page.evaluate(
            "([name, cosines, tau]) => customElements.get(name).compute(cosines, tau)",
            [ELEMENT, cosines, tau],
        )
        powers = [math.exp(s / tau) for s in cosines]
        weights = [p / sum(powers) for p in powers]
        assert found["weights"] == pytest.approx(weights, rel=1e-9)
        assert found["loss"] == pytest.approx(-math.log(weights[0]), rel=1e-9, abs=1e-12)
        assert found["shares"] == pytest.approx(push_shares(cosines[1:], tau), rel=1e-9)
        assert found["pull"] == pytest.approx((1 - weights[0]) / tau, rel=1e-9, abs=1e-12)
        assert found["pushes"] == pytest.approx([w / tau for w in weights[1:]], rel=1e-9)


@pytest.mark.parametrize(
    ("prefix", "tau", "same", "reset", "partner"),
    [
        ("", "温度 τ", "造一个假负样本", "重置", "搭档，余弦"),
        ("en/", "Temperature τ", "False negative", "Reset", "Partner, cosine"),
    ],
)
def test_it_works_from_the_keyboard(
    page: Page, address: str, prefix: str, tau: str, same: str, reset: str, partner: str
) -> None:
    page.goto(address + prefix + PATH)
    figure = page.locator(ELEMENT)
    said = figure.locator("[aria-live]")
    for text in ("τ = 0.50", "0.493", "0.707", "65.2%"):
        expect(said).to_contain_text(text)
    figure.get_by_label(tau, exact=True).focus()
    page.keyboard.press("ArrowRight")
    expect(said).to_contain_text("τ = 0.51")
    page.keyboard.press("Home")
    expect(said).to_contain_text("τ = 0.05")
    figure.get_by_role("button", name=reset).focus()
    page.keyboard.press("Enter")
    expect(said).to_contain_text("τ = 0.50")
    figure.get_by_role("button", name=same).focus()
    page.keyboard.press("Space")
    expect(said).to_contain_text("0.424")
    figure.get_by_label(partner, exact=True).focus()
    page.keyboard.press("End")
    expect(figure.locator(".partner output")).to_have_text("1.00")


@at_every_width
def test_everything_fits(page: Page, address: str, prefix: str, width: int) -> None:
    figure = open_element(page, address + prefix + PATH, ELEMENT, width)
    figure.get_by_role("button", name=re.compile("False negative|造一个假负样本")).click()
    assert_fits(figure)
