"""The calculator of a transposed convolution's overlaps, in Chromium against Python."""

from __future__ import annotations

from itertools import product

import pytest
from playwright.sync_api import Page, expect

from scripts.figures.upsampling import count_inner, count_overlaps
from tests.site.elements import assert_fits, at_every_width, open_element

PATH = "computer-vision/upsampling/"
ELEMENT = "atlas-transposed-conv"
COMPUTE = """([n, settings]) =>
  customElements.get("atlas-transposed-conv").compute(n, settings)"""


def test_counts_agree_with_python(page: Page, address: str) -> None:
    page.goto(address + "en/" + PATH)
    page.wait_for_function("name => customElements.get(name) !== undefined", arg=ELEMENT)
    for n, kernel, stride, padding, dilation in product(
        (1, 4), range(1, 7), range(1, 5), range(4), (1, 2)
    ):
        for extra in range(max(stride, dilation)):
            settings = {
                "kernel": kernel,
                "stride": stride,
                "padding": padding,
                "output": extra,
                "dilation": dilation,
            }
            got = page.evaluate(COMPUTE, [n, settings])
            want = count_overlaps(n, kernel, stride, padding, extra, dilation)
            inner = count_inner(kernel, stride, padding, dilation)
            assert got["counts"] == want
            assert max(got["size"], 0) == len(want)
            assert got["inner"] == inner
            assert got["even"] == (len(set(inner)) == 1)


@pytest.mark.parametrize(
    ("prefix", "start", "even", "holes", "less", "tiny"),
    [
        ("", "重叠不均匀", "重叠均匀", "空洞", "减", "什么也不剩"),
        ("en/", "Uneven overlap", "Even overlap", "holes", "less", "no output is left"),
    ],
)
def test_settings_work_from_the_keyboard(
    page: Page, address: str, prefix: str, start: str, even: str, holes: str, less: str, tiny: str
) -> None:
    page.goto(address + prefix + PATH)
    figure = page.locator(ELEMENT)
    said = figure.locator("[aria-live=polite]")
    counts = figure.locator(".count")
    expect(said).to_contain_text(start)
    expect(said).to_contain_text("8 = 2·3 + 1·2 + 1 − 2·1 + 1")
    expect(counts).to_have_text(["1", "2", "1", "2", "1", "2", "1", "1"])

    kernel_more = figure.locator(".knob button").nth(1)
    kernel_more.focus()
    page.keyboard.press("Enter")  # kernel 4, still with output padding 1
    expect(said).to_contain_text(even)
    for _ in range(2):
        page.keyboard.press("Space")  # kernel 6, the largest: the focus moves to "less"
    expect(kernel_more).to_be_disabled()
    focused = page.evaluate(
        "name => document.querySelector(name).shadowRoot.activeElement.ariaLabel", ELEMENT
    )
    assert less in focused

    figure.get_by_role("button", name="k=3, s=2, d=2").press("Enter")
    expect(said).to_contain_text(holes)
    expect(counts.first).to_have_text("0")

    figure.get_by_role("button", name="k=2, s=2").press("Enter")
    expect(counts).to_have_text(["1"] * 8)
    for _ in range(3):  # stride down to 1, padding up to 3: nothing is left of one input's row
        figure.locator(".knob").nth(2).locator("button").last.press("Enter")
    figure.locator(".knob").nth(1).locator("button").first.press("Enter")
    expect(said).to_contain_text(tiny)


@at_every_width
def test_everything_fits(page: Page, address: str, prefix: str, width: int) -> None:
    figure = open_element(page, address + prefix + PATH, ELEMENT, width)
    for _ in range(3):  # the widest diagram: kernel 6, stride 4, dilation 2
        for knob in (0, 1, 4):
            more = figure.locator(".knob").nth(knob).locator("button").last
            if more.is_enabled():
                more.click()
    assert_fits(figure)
