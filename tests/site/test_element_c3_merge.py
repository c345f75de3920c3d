"""The interactive element atlas-c3-merge: its merges, its controls, its width."""

from __future__ import annotations

import random

import pytest
from playwright.sync_api import Page, expect

from scripts.figures.inheritance_and_mro import (
    Tree,
    linearize,
    lists_to_merge,
    merge_steps,
    parse_tree,
)
from tests.site.elements import assert_fits, at_every_width, open_element

PATH = "python/inheritance-and-mro/"
COMPUTE = "([rows, target]) => customElements.get('atlas-c3-merge').compute(rows, target)"
PRESETS = (
    "A; B: A; C: A; D: B C",
    "A; B; C: A; D: A B; E: C; F: D; G: E F",
    "A; B: A; C; D: B C",
    "A; B; X: A B; Y: B A; Z: X Y",
    "A; Sub: A; Z: A Sub",
    "A; B; C; D; E; K1: A B C; K2: D B E; K3: D A; Z: K1 K2 K3",
)


def random_tree(rng: random.Random) -> Tree:
    """A hierarchy of nine classes with one to three bases each; some cannot be created."""
    tree: Tree = {"object": ()}
    for i in range(9):
        count = rng.randint(1, min(3, len(tree)))
        tree[f"C{i}"] = tuple(rng.sample(list(tree), count))
    return tree


def cases() -> list[Tree]:
    """The presets and random hierarchies."""
    rng = random.Random(0)
    return [parse_tree(text) for text in PRESETS] + [random_tree(rng) for _ in range(60)]


def test_the_python_function_agrees_with_real_classes() -> None:
    outcomes = {"made": 0, "refused": 0, "base refused": 0}
    for tree in cases():
        classes: dict[str, type] = {"object": object}
        for name, bases in tree.items():
            if name == "object":
                continue
            order = linearize(name, tree)
            lists = lists_to_merge(name, tree)
            if any(base not in classes for base in bases):
                assert order is None
                assert lists is None
                outcomes["base refused"] += 1
                continue
            assert lists is not None
            real_bases = tuple(classes[base] for base in bases)
            if order is None:
                with pytest.raises(TypeError) as caught:
                    type(name, real_bases, {})
                stuck = ", ".join(merge_steps(lists)["stuck"])
                said = " ".join(str(caught.value).split())
                assert said.endswith(f"(MRO) for bases {stuck}")
                outcomes["refused"] += 1
                continue
            real = type(name, real_bases, {})
            assert order == [c.__name__ for c in real.__mro__]
            classes[name] = real
            outcomes["made"] += 1
    assert min(outcomes.values()) > 50, outcomes


def test_merges_equal_those_of_python(page: Page, address: str) -> None:
    page.goto(address + "en/" + PATH)
    page.wait_for_function("() => Boolean(customElements.get('atlas-c3-merge'))")
    for tree in cases():
        rows = [[name, list(bases)] for name, bases in tree.items() if name != "object"]
        for name, bases in rows:
            got = page.evaluate(COMPUTE, [rows, name])
            lists = lists_to_merge(str(name), tree)
            if lists is None:
                kind, where, base = got["error"]
                assert (kind, where) == ("refused", name)
                assert base in bases
                assert linearize(base, tree) is None
                continue
            assert got["error"] is None
            assert got["lists"] == lists
            assert {k: got[k] for k in ("steps", "order", "stuck")} == merge_steps(lists)


def test_wrong_bases_are_named(page: Page, address: str) -> None:
    page.goto(address + "en/" + PATH)
    page.wait_for_function("() => Boolean(customElements.get('atlas-c3-merge'))")
    for rows, error in (
        ([["A", ["B"]], ["B", []]], ["unknown", "A", "B"]),
        ([["A", ["A"]], ["B", []]], ["unknown", "A", "A"]),
        ([["A", []], ["B", ["A", "A"]]], ["duplicate", "B", "A"]),
    ):
        assert page.evaluate(COMPUTE, [rows, "B"])["error"] == error


@pytest.mark.parametrize(
    ("prefix", "start", "rejected", "mro", "stuck", "unknown"),
    [
        (
            "",
            "L[D] 以 D 开头",
            "L[B] 的头 A 在 L[C] 的尾里",
            "MRO 是",
            "没有一个头可以取",
            "没有这个类",
        ),
        (
            "en/",
            "L[D] starts with D",
            "Head A of L[B] is in the tail of L[C]",
            "The MRO of D is",
            "No head can be taken",
            "there is no such class",
        ),
    ],
)
def test_everything_works_from_the_keyboard(
    page: Page, address: str, prefix: str, start: str, rejected: str, mro: str, stuck: str,
    unknown: str,
) -> None:  # fmt: skip
    page.goto(address + prefix + PATH)
    element = page.locator("atlas-c3-merge")
    said = element.locator("[aria-live]")
    step, back, end, again = (element.get_by_role("button").nth(i) for i in range(4))
    expect(said).to_contain_text(start)
    expect(back).to_be_disabled()
    step.focus()
    page.keyboard.press("Enter")
    expect(element.locator(".good")).to_have_count(3)  # L[B], the bases, the result
    page.keyboard.press("Space")
    expect(said).to_contain_text(rejected)
    expect(element.locator(".bad")).to_have_text("A")
    expect(element.locator(".why")).to_have_text("A")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # back
    expect(element.locator(".bad")).to_have_count(0)
    end.focus()
    page.keyboard.press("Enter")
    expect(said).to_contain_text(mro)
    expect(said).to_contain_text("D → B → C → A → object")
    expect(step).to_be_disabled()
    expect(again).to_be_focused()
    page.keyboard.press("Enter")
    expect(said).to_contain_text(start)
    expect(step).to_be_focused()

    preset, target = (element.get_by_role("combobox").nth(i) for i in range(2))
    preset.focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    expect(preset).to_have_value("inconsistent")
    expect(target).to_have_value("Z")
    end.focus()
    page.keyboard.press("Enter")
    expect(said).to_contain_text(stuck)
    expect(said).to_contain_text("(MRO) for bases A, B")

    fields = element.get_by_role("textbox")
    fields.nth(3).fill("A, B")  # Y(A, B): no longer a contradiction
    page.keyboard.press("Enter")
    end.focus()
    page.keyboard.press("Enter")
    expect(said).to_contain_text("Z → X → Y → A → B → object")
    fields.nth(0).fill("Q")
    page.keyboard.press("Enter")
    expect(said).to_contain_text(unknown)
    expect(fields.nth(0)).to_have_attribute("aria-invalid", "true")
    expect(step).to_be_disabled()
    fields.nth(0).fill("")
    page.keyboard.press("Enter")
    expect(step).to_be_enabled()


@at_every_width
def test_everything_fits(page: Page, address: str, prefix: str, width: int) -> None:
    figure = open_element(page, address + prefix + PATH, "atlas-c3-merge", width)
    for preset in ("diamond", "levels", "inconsistent", "mixin"):
        figure.get_by_role("combobox").first.select_option(preset)
        for _ in range(4):
            assert_fits(figure)
            figure.get_by_role("button").first.click()
        figure.get_by_role("button").nth(2).click()
        assert_fits(figure)
