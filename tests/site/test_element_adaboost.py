"""The interactive element atlas-adaboost: its rounds, its controls, its width."""

from __future__ import annotations

import random

import pytest
from playwright.sync_api import Page, expect

from scripts.figures.adaboost import LABELS, boost_points
from tests.site.elements import assert_fits, at_every_width, open_element

PATH = "machine-learning/adaboost/"
NUMBERS = ("threshold", "error", "alpha", "bound", "feature", "sign", "wrong")
LISTS = ("weights", "after", "scores")


def test_rounds_equal_those_of_the_figure(page: Page, address: str) -> None:
    page.goto(address + "en/" + PATH)
    page.wait_for_function("() => Boolean(customElements.get('atlas-adaboost'))")
    rng = random.Random(0)
    cases = [LABELS, tuple(-y for y in LABELS), (1,) * 11 + (-1,), (1,) * 12]
    cases += [tuple(-y if rng.random() < 0.2 else y for y in LABELS) for _ in range(8)]
    for labels in cases:
        expected = boost_points(labels, 12)
        got = page.evaluate(
            "y => customElements.get('atlas-adaboost').compute(y, 12)", list(labels)
        )
        assert len(got) == len(expected)
        for ours, theirs in zip(expected, got, strict=True):
            for key in NUMBERS + LISTS:
                assert theirs[key] == pytest.approx(ours[key], abs=1e-12)  # type: ignore[literal-required]


def test_the_article_s_claims_about_the_twelve_points() -> None:
    rounds = boost_points(LABELS, 12)
    assert [r["wrong"] for r in rounds[:7]] == [3, 4, 1, 1, 1, 1, 0]
    for r in rounds:
        missed = [w for w, v in zip(r["weights"], r["after"], strict=True) if v > w]
        assert sum(missed) == pytest.approx(r["error"])
        assert r["wrong"] / 12 <= r["bound"] + 1e-12


@pytest.mark.parametrize(
    ("prefix", "start", "third", "flipped"),
    [
        ("", "权重都是 1/12", "第 3 轮", "点 1 的标签现在是 +"),
        ("en/", "weigh 1/12", "Round 3", "Point 1 is now labeled +"),
    ],
)
def test_everything_works_from_the_keyboard(
    page: Page, address: str, prefix: str, start: str, third: str, flipped: str
) -> None:
    page.goto(address + prefix + PATH)
    element = page.locator("atlas-adaboost")
    said = element.locator("[aria-live]")
    buttons = element.get_by_role("button")  # step, back, reset, flip
    expect(said).to_contain_text(start)
    expect(buttons.nth(1)).to_be_disabled()
    buttons.nth(0).focus()
    for _ in range(3):
        page.keyboard.press("Enter")
    expect(said).to_contain_text(third)
    expect(said).to_contain_text("e = 0.214")
    expect(element.locator("tr")).to_have_count(4)
    expect(element.locator(".app svg").nth(1).locator(".cross")).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # back
    expect(element.locator("tr")).to_have_count(3)
    choice = element.get_by_role("combobox")
    choice.focus()
    page.keyboard.press("ArrowDown")
    expect(choice).to_have_value(element.locator("option").nth(1).inner_text())
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # flip point 1
    expect(said).to_contain_text(flipped)
    buttons.nth(0).focus()
    for _ in range(len(boost_points((1, *LABELS[1:]), 12)) - 2):
        page.keyboard.press("Enter")
    expect(buttons.nth(0)).to_be_disabled()  # and the focus has moved to reset
    page.keyboard.press("Enter")
    expect(said).to_contain_text(start)
    expect(said).not_to_contain_text(flipped)


@at_every_width
def test_everything_fits(page: Page, address: str, prefix: str, width: int) -> None:
    figure = open_element(page, address + prefix + PATH, "atlas-adaboost", width)
    for _ in range(8):
        figure.get_by_role("button").first.click()
    assert_fits(figure)
