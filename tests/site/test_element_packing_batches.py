"""The interactive element atlas-packing-batches: its arithmetic, its controls, its width."""

from __future__ import annotations

import random

import pytest
from playwright.sync_api import Page, expect

from scripts.figures.sequence_packing import CAPACITY, EXAMPLE, describe_batch
from tests.site.elements import assert_fits, at_every_width, open_element

PATH = "training-systems/sequence-packing/"
COMPUTE = """(cases) => cases.map(([lengths, capacity, strategy]) =>
  customElements.get("atlas-packing-batches").compute(lengths, capacity, strategy))"""
STRATEGIES = ("next", "first", "best", "ffd", "bfd")


def test_batches_equal_those_of_the_figure(page: Page, address: str) -> None:
    page.goto(address + "en/" + PATH)
    page.wait_for_function("() => Boolean(customElements.get('atlas-packing-batches'))")
    rng = random.Random(0)
    batches = [list(EXAMPLE), [5, 3, 3, 8, 4, 2, 2, 3], [0] * 8, [0, 9, 0, 1], [9] * 8]
    batches += [[rng.randint(0, 9) for _ in range(8)] for _ in range(40)]
    cases = [(b, c, s) for b in batches for c in (9, CAPACITY, 16) for s in STRATEGIES]
    got = page.evaluate(COMPUTE, cases)
    for (lengths, capacity, strategy), result in zip(cases, got, strict=True):
        assert result == describe_batch(lengths, capacity, strategy)
    packs = [len(describe_batch(EXAMPLE, CAPACITY, s)["packs"]) for s in STRATEGIES]
    assert packs == [5, 4, 3, 3, 3]  # the article's table


@pytest.mark.parametrize(
    ("prefix", "best", "next_fit", "longer", "trap", "none"),
    [
        ("", "最佳适应打成 3 包为 0%", "下次适应打成 5 包为 40%", "31 个词元",
         "最佳适应递减打成 4 包为 25%", "没有序列了"),
        ("en/", "0% when packed by best-fit into 3 packs",
         "40% when packed by next-fit into 5 packs", "31 tokens",
         "25% when packed by best-fit decreasing into 4 packs", "No sequence is left"),
    ],
)  # fmt: skip
def test_everything_works_from_the_keyboard(
    page: Page, address: str, prefix: str, best: str, next_fit: str, longer: str, trap: str,
    none: str,
) -> None:  # fmt: skip
    page.goto(address + prefix + PATH)
    element = page.locator("atlas-packing-batches")
    said = element.locator("[aria-live]")
    sliders = element.get_by_role("slider")
    strategy = element.get_by_role("combobox")
    rows = element.get_by_role("listitem")
    expect(said).to_contain_text(best)
    expect(rows).to_have_count(6 + 3)
    expect(element.locator(".stream .cell")).to_have_count(30)
    expect(element.get_by_role("img")).to_have_accessible_name(
        "cu_seqlens = [0, 5, 11, 18, 22, 25, 30]" + (", " if prefix else "，") + "max_seqlen = 7"
    )
    strategy.select_option("next")
    expect(said).to_contain_text(next_fit)
    expect(rows).to_have_count(6 + 5)
    sliders.nth(0).focus()  # sequence A grows from 5 to 6
    page.keyboard.press("ArrowRight")
    expect(said).to_contain_text(longer)
    sliders.nth(8).focus()  # capacity
    page.keyboard.press("End")
    expect(element.locator(".title").nth(1)).to_contain_text("16")
    element.get_by_role("button").nth(2).focus()
    page.keyboard.press("Enter")
    expect(said).to_contain_text(trap)
    for k in range(8):
        sliders.nth(k).focus()
        page.keyboard.press("Home")
    expect(said).to_contain_text(none)
    expect(rows).to_have_count(0)
    element.get_by_role("button").nth(0).focus()
    page.keyboard.press("Enter")
    expect(said).to_contain_text(best)


@at_every_width
def test_everything_fits(page: Page, address: str, prefix: str, width: int) -> None:
    element = open_element(page, address + prefix + PATH, "atlas-packing-batches", width)
    assert_fits(element)
    element.get_by_role("slider").nth(8).press("End")
    assert_fits(element)
