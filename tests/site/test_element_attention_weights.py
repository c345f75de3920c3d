"""<atlas-attention-weights> computes what the figure script computes, and works by keyboard."""

from __future__ import annotations

import itertools

import pytest
from playwright.sync_api import Page, expect

from scripts.figures.transformer import compute_weights
from tests.site.elements import assert_fits, at_every_width, open_element

pytestmark = pytest.mark.browser
ARTICLE = "large-language-models/transformer/"
CASES = list(
    itertools.product(
        ("content", "previous", "even"),
        ("none", "causal", "padding", "both"),
        (True, False),
        (True, False),
    )
)


def test_compute_equals_python(page: Page, address: str) -> None:
    page.goto(address + ARTICLE)
    page.wait_for_function("Boolean(customElements.get('atlas-attention-weights'))")
    for case in CASES:
        shown = page.evaluate(
            "c => customElements.get('atlas-attention-weights').compute(...c)", list(case)
        )
        expected = compute_weights(*case)
        assert shown["effective"] == pytest.approx(expected["effective"])
        for name in ("scores", "weights"):
            for row, wanted in zip(shown[name], expected[name], strict=True):
                assert row == [w if w is None else pytest.approx(w) for w in wanted]
        assert [sum(row) for row in shown["weights"]] == pytest.approx([1.0] * 7)


@pytest.mark.parametrize(
    ("prefix", "subject", "masked", "plain"),
    [("", "小猫", "遮住 3 个", "普通平均"), ("en/", "cat", "3 masked", "a plain mean")],
)
def test_settings_work_by_keyboard(
    page: Page, address: str, prefix: str, subject: str, masked: str, plain: str
) -> None:
    page.goto(address + prefix + ARTICLE)
    element = page.locator("atlas-attention-weights")
    said = element.locator("[aria-live]")
    expect(said).to_contain_text(subject)
    expect(said).to_contain_text("72.2")
    head, mask, row = (element.get_by_role("combobox").nth(k) for k in range(3))
    mask.focus()
    page.keyboard.press("ArrowDown")  # causal
    expect(said).to_contain_text(masked)
    expect(element.locator(".grid .off")).to_have_count(21)
    scaled, alibi = (element.get_by_role("checkbox").nth(k) for k in range(2))
    before = said.text_content()
    scaled.focus()
    page.keyboard.press("Space")
    expect(said).not_to_have_text(before or "")
    alibi.focus()
    page.keyboard.press("Space")
    expect(element.locator(".row")).to_contain_text("4.50")  # 6 − 3/2
    head.focus()
    page.keyboard.press("End")  # zero queries
    alibi.focus()
    page.keyboard.press("Space")
    expect(said).to_contain_text(plain)
    row.focus()
    page.keyboard.press("Home")
    expect(said).to_contain_text("100.0")
    element.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(said).to_contain_text("72.2")
    expect(scaled).to_be_checked()


@at_every_width
def test_everything_fits(page: Page, address: str, prefix: str, width: int) -> None:
    figure = open_element(page, address + prefix + ARTICLE, "atlas-attention-weights", width)
    figure.get_by_role("combobox").nth(1).select_option("both")
    assert_fits(figure, "button, select, label.check")
