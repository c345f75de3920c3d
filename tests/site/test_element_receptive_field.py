"""The receptive field calculator, in Chromium against the figures' Python."""

from __future__ import annotations

import random
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from scripts.figures.receptive_field import (
    ALEXNET,
    HAND,
    Layer,
    bottom_up,
    count_paths,
    make_resnet50,
    make_vgg16,
)
from tests.site.elements import assert_fits, at_every_width, open_element

PATH = "computer-vision/receptive-field/"
ELEMENT = "atlas-receptive-field"
COMPUTE = """([layers, size]) =>
  customElements.get("atlas-receptive-field").compute(layers, size)"""


def compute(page: Page, layers: list[Layer], size: int) -> dict[str, Any]:
    named = [dict(zip(("name", "k", "s", "p", "d"), layer, strict=True)) for layer in layers]
    result: dict[str, Any] = page.evaluate(COMPUTE, [named, size])
    return result


def test_results_agree_with_python(page: Page, address: str) -> None:
    page.goto(address + "en/" + PATH)
    page.wait_for_function("name => customElements.get(name) !== undefined", arg=ELEMENT)
    rng = random.Random(0)
    nets: list[list[Layer]] = [HAND, ALEXNET, make_vgg16(), make_resnet50()]
    for _ in range(60):
        nets.append(
            [
                ("", rng.randint(1, 5), rng.randint(1, 3), rng.randint(0, 3), rng.randint(1, 4))
                for _ in range(rng.randint(1, 5))
            ]
        )
    for layers in nets:
        for size in (10, 224):
            got = compute(page, layers, size)
            try:
                want = bottom_up(layers, size)
            except ValueError:
                assert got["error"] == "empty"
                continue
            rows = [(row["r"], row["j"], row["u"], row["n"]) for row in got["rows"]]
            assert rows == [row[1:] for row in want]
            assert got["read"] == sum(1 for n in count_paths(layers) if n)
    assert compute(page, [("", 1, 16, 0, 1)] * 6, 4096)["error"] == "large"


@pytest.mark.parametrize(
    ("prefix", "gaps", "add", "wrong", "empty"),
    [
        ("", "13 个像素只读到 7 个", "添加一层", "请输入 1 到 99 的整数", "窗口比填充后的输入还大"),
        ("en/", "only 7 of 13", "Add a layer", "a whole number from 1 to 99", "larger than the"),
    ],
)
def test_the_table_is_edited_from_the_keyboard(
    page: Page, address: str, prefix: str, gaps: str, add: str, wrong: str, empty: str
) -> None:
    page.goto(address + prefix + PATH)
    figure = page.locator(ELEMENT)
    said = figure.locator("[aria-live=polite]")
    rows = figure.locator("tbody tr")
    fields = figure.locator("tbody [data-out=r]")
    expect(rows).to_have_count(8)
    expect(fields.last).to_have_text("195")
    for name, count, field in (("VGG-16", 18, "212"), ("ResNet-50", 18, "427")):
        figure.get_by_role("button", name=name).press("Enter")
        expect(rows).to_have_count(count)
        expect(fields.last).to_have_text(field)
    assert len(make_vgg16()) == len(make_resnet50()) == 18

    grids = figure.locator(".bar button").nth(4)
    grids.press("Space")
    expect(grids).to_have_attribute("aria-pressed", "true")
    expect(said).to_contain_text(gaps)
    dilation = rows.nth(1).locator("input").nth(3)
    dilation.focus()
    page.keyboard.press("ArrowDown")  # dilations 2, 1, 2: no gaps
    expect(said).not_to_contain_text(gaps)
    expect(fields.last).to_have_text("11")
    expect(grids).to_have_attribute("aria-pressed", "false")

    figure.get_by_role("button", name=add).press("Enter")
    expect(rows).to_have_count(4)
    expect(rows.last.locator("input").first).to_be_focused()
    page.keyboard.type("0")  # 30 is a kernel as well
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("500")
    expect(said).to_contain_text(wrong)
    expect(rows.last.locator("input").first).to_have_attribute("aria-invalid", "true")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("99")
    expect(said).to_contain_text(empty)
    for _ in range(3):  # the last row goes, the focus moves to the new last row's button
        rows.last.get_by_role("button").press("Enter")
    expect(rows).to_have_count(1)
    expect(rows.first.get_by_role("button")).to_be_disabled()
    expect(figure.get_by_role("button", name=add)).to_be_focused()

    unit = figure.get_by_role("slider")
    unit.focus()
    before = said.text_content() or ""
    page.keyboard.press("ArrowRight")
    expect(said).not_to_have_text(before)


@at_every_width
def test_everything_fits(page: Page, address: str, prefix: str, width: int) -> None:
    figure = open_element(page, address + prefix + PATH, ELEMENT, width)
    for index in range(5):
        figure.locator(".bar button").nth(index).click()
        assert_fits(figure)
        boxes = figure.locator(".scroll, .bar")
        assert boxes.evaluate_all("all => all.every((b) => b.scrollWidth <= b.clientWidth)")
