"""The interactive element atlas-gc-steps: its trace, its controls, its width."""

from __future__ import annotations

import random

import pytest
from playwright.sync_api import Page, expect

from scripts.figures.garbage_collection import GRAPH, OUTSIDE, trace_collection
from tests.site.elements import assert_fits, at_every_width, open_element

PATH = "python/garbage-collection/"


def test_the_trace_equals_that_of_the_figure(page: Page, address: str) -> None:
    page.goto(address + "en/" + PATH)
    page.wait_for_function("() => Boolean(customElements.get('atlas-gc-steps'))")
    rng = random.Random(0)
    cases = [(GRAPH, OUTSIDE), (GRAPH, {}), (GRAPH, dict.fromkeys(GRAPH, 1))]
    for _ in range(40):
        names = "abcdefgh"[: rng.randint(1, 8)]
        graph = {n: "".join(rng.choices(names, k=rng.randint(0, 3))) for n in names}
        cases.append((graph, {n: 1 for n in names if rng.random() < 0.3}))
    for graph, outside in cases:
        got = page.evaluate(
            "([g, o]) => customElements.get('atlas-gc-steps').compute(g, o)", [graph, outside]
        )
        assert got == trace_collection(graph, outside)


def test_garbage_is_what_no_outside_reference_reaches() -> None:
    rng = random.Random(1)
    for _ in range(200):
        names = "abcdefgh"[: rng.randint(1, 8)]
        graph = {n: "".join(rng.choices(names, k=rng.randint(0, 3))) for n in names}
        outside = {n: 1 for n in names if rng.random() < 0.3}
        reached, todo = set(outside), list(outside)
        while todo:
            for target in graph[todo.pop()]:
                if target not in reached:
                    reached.add(target)
                    todo.append(target)
        trace = trace_collection(graph, outside)
        assert set(trace["garbage"] + trace["freed"]) == set(names) - reached


@pytest.mark.parametrize(
    ("prefix", "start", "minus", "aside", "back", "result", "freed"),
    [
        ("", "数字是引用计数", "b 引用了 a、c", "a 是 0", "c 回到链表末尾", "垃圾：a、b", "引用 e"),
        ("en/", "are the reference counts", "a, c lose 1", "a has 0", "c comes back",
         "Garbage: a, b", "refers to e any more"),
    ],
)  # fmt: skip
def test_everything_works_from_the_keyboard(
    page: Page, address: str, prefix: str, start: str, minus: str, aside: str, back: str,
    result: str, freed: str,
) -> None:  # fmt: skip
    page.goto(address + prefix + PATH)
    element = page.locator("atlas-gc-steps")
    said = element.locator("[aria-live]")
    following, before, reset = (element.get_by_role("button").nth(i) for i in range(3))
    boxes = element.get_by_role("checkbox")
    expect(said).to_contain_text(start)
    expect(before).to_be_disabled()
    following.focus()
    for _ in range(3):
        page.keyboard.press("Enter")
    expect(said).to_contain_text(minus)
    for _ in range(4):
        page.keyboard.press("Enter")
    expect(said).to_contain_text(aside)
    for _ in range(4):
        page.keyboard.press("Space")
    expect(said).to_contain_text(back)
    expect(element.locator("circle.aside")).to_have_count(3)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # back
    expect(element.locator("circle.aside")).to_have_count(4)
    following.focus()
    for _ in range(4):
        page.keyboard.press("Enter")
    expect(said).to_contain_text(result)
    expect(following).to_be_disabled()  # and the focus has moved to reset
    expect(element.locator("circle.dead")).to_have_count(2)
    expect(element.locator("circle.live")).to_have_count(3)
    expect(reset).to_be_focused()
    boxes.nth(4).focus()
    page.keyboard.press("Space")  # the variable lets go of e
    expect(said).to_contain_text(freed)
    expect(element.locator("circle.gone")).to_have_count(1)
    following.focus()
    for _ in range(10):
        page.keyboard.press("Enter")
    expect(element.locator("circle.dead")).to_have_count(4)
    page.keyboard.press("Enter")  # reset
    expect(said).to_contain_text(start)
    expect(said).not_to_contain_text(freed)
    expect(boxes.nth(4)).to_be_checked()


@at_every_width
def test_everything_fits(page: Page, address: str, prefix: str, width: int) -> None:
    figure = open_element(page, address + prefix + PATH, "atlas-gc-steps", width)
    for _ in range(11):
        figure.get_by_role("button").first.click()
    assert_fits(figure, controls="button, label")
