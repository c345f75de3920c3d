"""The interactive element atlas-names-and-objects: its programs against a real Python."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.site.elements import assert_fits, at_every_width, open_element

PATH = "python/mutability/"
TAG = "atlas-names-and-objects"
COUNT = 9  # programs


def trace(lines: list[str]) -> list[dict[str, Any]]:
    """Run the lines and describe names and objects after each, by identity."""
    scope: dict[str, Any] = {"copy": copy}
    seen: list[Any] = []  # keeps every object alive, so that addresses stay unique
    states = []
    for line in lines:
        error = ""
        try:
            exec(line, scope)
        except TypeError as problem:
            error = str(problem)
        names = {n: o for n, o in scope.items() if n not in ("copy", "__builtins__")}
        reached: list[int] = []

        def visit(thing: Any, reached: list[int] = reached) -> None:
            if id(thing) in reached:
                return
            reached.append(id(thing))
            if not any(thing is other for other in seen):
                seen.append(thing)
            if isinstance(thing, (list, tuple)):
                for item in thing:
                    if isinstance(item, (list, tuple)):
                        visit(item)

        for thing in names.values():
            visit(thing)
        number = {id(thing): k for k, thing in enumerate(seen)}
        objects = []
        for thing in seen:
            box = isinstance(thing, (list, tuple))
            text = "" if box else repr(thing).replace("'", '"')
            items = [
                number[id(i)] if isinstance(i, (list, tuple)) else repr(i).replace("'", '"')
                for i in (thing if box else ())
            ]
            objects.append({"kind": type(thing).__name__, "text": text,
                            "alive": id(thing) in reached, "items": items})  # fmt: skip
        states.append({"names": [[n, number[id(o)]] for n, o in names.items()],
                       "objects": objects, "error": error})  # fmt: skip
    return states


def test_every_program_equals_a_real_run(page: Page, address: str) -> None:
    page.goto(address + "en/" + PATH)
    page.wait_for_function(f"() => Boolean(customElements.get('{TAG}'))")
    programs = page.evaluate(f"customElements.get('{TAG}').programs()")
    assert len(programs) == COUNT
    for key, lines in programs.items():
        got = page.evaluate(f"(key) => customElements.get('{TAG}').compute(key)", key)
        assert got == trace(lines), key
    trap = trace(programs["trap"])[-1]
    assert trap["error"] == "'tuple' object does not support item assignment"
    assert trap["objects"][1]["items"] == ["1", "2"]


@pytest.mark.parametrize(
    ("prefix", "ready", "changed", "moved", "lost", "label"),
    [
        ("", "共 3 行", "原地修改：#1", "名字 b 现在指向对象 #2", "再没有名字能到达 #1",
         "#1 没有名字了"),
        ("en/", "3 lines", "Changed in place: #1", "The name b now leads to object #2",
         "No name leads to #1 any more", "#1 no name left"),
    ],
)  # fmt: skip
def test_everything_works_from_the_keyboard(
    page: Page,
    address: str,
    prefix: str,
    ready: str,
    changed: str,
    moved: str,
    lost: str,
    label: str,
) -> None:
    page.goto(address + prefix + PATH)
    element = page.locator(TAG)
    said = element.locator("[aria-live]")
    program = element.get_by_role("combobox")
    back, step, restart = (element.get_by_role("button").nth(k) for k in range(3))
    expect(said).to_contain_text(ready)
    expect(back).to_have_attribute("aria-disabled", "true")
    step.focus()
    for _ in range(4):  # one press more than there are lines
        page.keyboard.press("Enter")
    expect(said).to_contain_text(changed)
    expect(step).to_have_attribute("aria-disabled", "true")
    expect(element.get_by_role("img")).to_have_accessible_name("a → #1; b → #1; #1 list: 1, 2, 3")
    program.focus()
    page.keyboard.press("ArrowDown")
    expect(said).to_contain_text(ready)
    step.focus()
    for _ in range(3):
        page.keyboard.press("Enter")
    expect(said).to_contain_text(moved)
    back.focus()
    page.keyboard.press("Enter")
    expect(element.locator("li.now")).to_have_text("b = a")
    restart.focus()
    page.keyboard.press("Enter")
    expect(element.locator("li.now")).to_have_count(0)
    program.select_option("number")
    step.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(said).to_contain_text(lost)
    # Not "freed": the constant 300 lives on in the code of a script.
    expect(element.locator("svg text").get_by_text(label, exact=True)).to_have_count(1)
    program.select_option("trap")
    step.focus()
    for _ in range(3):
        page.keyboard.press("Enter")
    expect(said).to_contain_text("TypeError")


@at_every_width
def test_everything_fits(page: Page, address: str, prefix: str, width: int) -> None:
    element = open_element(page, address + prefix + PATH, TAG, width)
    assert_fits(element)
    for key in ("trap", "shallow", "deep"):
        element.get_by_role("combobox").select_option(key)
        while element.get_by_role("button").nth(1).get_attribute("aria-disabled") == "false":
            element.get_by_role("button").nth(1).click()
        assert_fits(element)
