"""The interactive element atlas-generator-steps: its answers, its controls, its width."""

from __future__ import annotations

import contextlib
import inspect
import io
import random
from types import GeneratorType
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from scripts.figures.generators import TRACE
from scripts.settings import ROOT
from tests.site.elements import assert_fits, at_every_width, open_element

PATH = "python/generators/"
ERRORS = {"ValueError": ValueError, "KeyError": KeyError}
Call = tuple[Any, ...]
READY = "() => Boolean(customElements.get('atlas-generator-steps'))"


def article_source() -> str:
    """The generator as the article shows it."""
    text = (ROOT / "docs/en/python/generators.md").read_text(encoding="utf-8")
    start = text.index("def averager():")
    return text[start : text.index("\n```", start)]


def start_generator() -> GeneratorType[Any, Any, Any]:
    names: dict[str, Any] = {}
    exec(article_source(), names)
    started: GeneratorType[Any, Any, Any] = names["averager"]()
    return started


def apply_call(g: GeneratorType[Any, Any, Any], call: Call) -> tuple[str, Any]:
    try:
        if call[0] == "next":
            return "yield", next(g)
        if call[0] == "send":
            return "yield", g.send(call[1])
        if call[0] == "throw":
            return "yield", g.throw(ERRORS[call[1]]())
        g.close()
        return "plain", None
    except StopIteration as stop:
        return "return", stop.value
    except (TypeError, ValueError, KeyError) as error:
        return "raise", type(error).__name__


def run_python(calls: list[Call]) -> list[dict[str, Any]]:
    """What the element's `compute` promises, from the real generator."""
    g = start_generator()
    steps = []
    for call in calls:
        with contextlib.redirect_stdout(io.StringIO()) as said:
            kind, value = apply_call(g, call)
        state, frame = inspect.getgeneratorstate(g), g.gi_frame
        waiting = state == "GEN_SUSPENDED"
        steps.append({
            "kind": kind, "value": value, "state": state,
            "printed": said.getvalue() == "cleanup\n",
            "line": frame.f_lineno - g.gi_code.co_firstlineno + 1 if frame and waiting else 0,
            "locals": {} if frame is None else dict(frame.f_locals),
        })  # fmt: skip
    return steps


def draw_calls(rng: random.Random) -> list[Call]:
    choices: list[Call] = [("next",), ("close",), ("throw", "ValueError"), ("throw", "KeyError")]
    weights = [4, 1, 3, 1, 9]
    calls: list[Call] = []
    for _ in range(rng.randint(1, 12)):
        sent: Call = ("send", rng.randint(-999, 999))
        calls += rng.choices([*choices, sent], weights)
    return calls


def test_steps_equal_those_of_the_python_generator(page: Page, address: str) -> None:
    page.goto(address + "en/" + PATH)
    page.wait_for_function(READY)
    source = page.evaluate("customElements.get('atlas-generator-steps').source")
    assert source == article_source()
    rng = random.Random(0)
    cases = [draw_calls(rng) for _ in range(300)]
    cases += [[("send", 1)], [("close",), ("next",)], [("throw", "ValueError"), ("close",)]]
    got = page.evaluate(
        "all => all.map(c => customElements.get('atlas-generator-steps').compute(c))",
        [[list(call) for call in calls] for calls in cases],
    )
    for calls, theirs in zip(cases, got, strict=True):
        assert theirs == run_python(calls), calls


def test_the_figure_shows_what_the_generator_answers() -> None:
    g = start_generator()
    for call, out, line, *values in TRACE:
        with contextlib.redirect_stdout(io.StringIO()):
            assert repr(eval(call, {"g": g})) == out
        if g.gi_frame is None:
            assert not line
            continue
        assert int(line) == g.gi_frame.f_lineno - g.gi_code.co_firstlineno + 1
        names = ("total", "count", "mean")
        assert [repr(g.gi_frame.f_locals[name]) for name in names] == values
    assert inspect.getgeneratorstate(g) == "GEN_CLOSED"


@pytest.mark.parametrize(
    ("prefix", "start", "seventh", "eleventh", "gone"),
    [
        ("", "还什么都没执行", "停在第 7 行", "停在第 11 行", "帧已释放"),
        ("en/", "Nothing has run yet", "Waits at line 7", "Waits at line 11", "frame is gone"),
    ],
)
def test_everything_works_from_the_keyboard(
    page: Page, address: str, prefix: str, start: str, seventh: str, eleventh: str, gone: str
) -> None:
    page.goto(address + prefix + PATH)
    element = page.locator("atlas-generator-steps")
    said = element.locator("[aria-live]")
    expect(said).to_contain_text(start)
    element.get_by_role("button", name="next(g)").focus()
    page.keyboard.press("Enter")
    expect(said).to_contain_text("None")
    expect(said).to_contain_text(seventh)
    expect(element.locator("pre .on")).to_have_text(" 7                 x = yield mean")
    page.keyboard.press("Tab")  # the number
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("30")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # send it
    expect(said).to_contain_text("g.send(30)")
    expect(said).to_contain_text("30.0")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # throw(ValueError())
    expect(said).to_contain_text("reset")
    expect(said).to_contain_text(eleventh)
    page.keyboard.press("Enter")  # once more: nobody catches it there
    expect(said).to_contain_text("ValueError")
    expect(said).to_contain_text("cleanup")
    expect(said).to_contain_text(gone)
    expect(element.locator("pre .on")).to_have_count(0)
    rows = element.get_by_role("table").last.locator("tr")
    expect(rows).to_have_count(5)
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # a new generator
    expect(said).to_contain_text(start)
    expect(rows).to_have_count(1)
    send = element.get_by_role("button", name="g.send(x)")
    send.press("Enter")
    expect(said).to_contain_text("TypeError")


@at_every_width
def test_everything_fits(page: Page, address: str, prefix: str, width: int) -> None:
    element = open_element(page, address + prefix + PATH, "atlas-generator-steps", width)
    element.get_by_role("button", name="next(g)").click()
    number = element.get_by_role("spinbutton")
    for value in ("-999", "998", "7"):
        number.fill(value)
        element.get_by_role("button", name="g.send(x)").click()
        assert_fits(element)
    element.get_by_role("button", name="KeyError").click()
    assert_fits(element)
