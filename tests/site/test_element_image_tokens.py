"""The calculator of image tokens, in Chromium against the figures' Python."""

from __future__ import annotations

import random
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from scripts.figures.kimi_vl import INSTRUCT, THINKING, image_tokens
from tests.site.elements import assert_fits, at_every_width, open_element

pytestmark = pytest.mark.browser
PATH = "multimodal/kimi-vl/"
ELEMENT = "atlas-image-tokens"
COMPUTE = """(sizes) => sizes.map((size) =>
  customElements.get("atlas-image-tokens").compute(...size))"""


def test_results_agree_with_python(page: Page, address: str) -> None:
    page.goto(address + "en/" + PATH)
    page.wait_for_function("name => customElements.get(name) !== undefined", arg=ELEMENT)
    rng = random.Random(0)
    pairs = [(1792, 1344), (1920, 1080), (3840, 2160), (1024, 1024), (897, 896), (8000, 10), (1, 1)]
    pairs += [(rng.randint(1, 9000), rng.randint(1, 9000)) for _ in range(500)]
    pairs += [(rng.randint(600, 2000), rng.randint(600, 2000)) for _ in range(500)]
    sizes = [[w, h, limit] for w, h in pairs for limit in (INSTRUCT, THINKING)]
    found: list[dict[str, Any]] = page.evaluate(COMPUTE, sizes)
    for (w, h, limit), got in zip(sizes, found, strict=True):
        try:
            want = image_tokens(w, h, limit)
        except ValueError:
            assert got["refused"], (w, h, limit)
            continue
        assert not got["refused"], (w, h, limit)
        assert tuple(got["scaled"]) == want.scaled, (w, h, limit)
        assert tuple(got["padded"]) == want.padded
        assert (got["columns"], got["rows"]) == (want.columns, want.rows)
        assert (got["patches"], got["tokens"]) == (want.patches, want.tokens)


@pytest.mark.parametrize(
    ("prefix", "width", "height", "version", "swap", "first", "refused", "wrong"),
    [
        ("", "宽", "高", "版本", "宽高互换", "1,036 个词元", "拒绝", "1 到 20000 的整数"),
        ("en/", "Width", "Height", "Version", "Swap", "1,036 tokens", "Refused", "from 1 to 20000"),
    ],
)
def test_it_works_from_the_keyboard(
    page: Page,
    address: str,
    prefix: str,
    width: str,
    height: str,
    version: str,
    swap: str,
    first: str,
    refused: str,
    wrong: str,
) -> None:
    page.goto(address + prefix + PATH)
    figure = page.locator(ELEMENT)
    said = figure.locator("[aria-live=polite]")
    total = figure.locator(".total td")
    expect(said).to_contain_text(first)
    expect(total).to_have_text("37 × 28 = 1,036")
    figure.get_by_role("combobox", name=version).select_option("16384")
    expect(total).to_have_text("64 × 48 = 3,072")
    figure.get_by_role("button", name=swap).press("Enter")
    expect(total).to_have_text("48 × 64 = 3,072")
    button = figure.get_by_role("button", name="1920 × 1080")
    button.press("Space")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(total).to_have_text("69 × 39 = 2,691")
    field = figure.get_by_label(width, exact=True)
    field.focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("19600")
    expect(said).to_contain_text(refused)
    expect(figure.locator("tbody tr")).to_have_count(0)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("0")
    expect(said).to_contain_text(wrong)
    expect(field).to_have_attribute("aria-invalid", "true")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("448")
    figure.get_by_label(height, exact=True).focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("252")
    expect(total).to_have_text("16 × 9 = 144")
    expect(field).to_have_attribute("aria-invalid", "false")


@at_every_width
def test_everything_fits(page: Page, address: str, prefix: str, width: int) -> None:
    figure = open_element(page, address + prefix + PATH, ELEMENT, width)
    assert_fits(figure)
    figure.get_by_role("button", name="448 × 252").click()
    assert_fits(figure)
