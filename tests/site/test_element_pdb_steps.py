"""<atlas-pdb-steps> shows a recorded run, moves as pdb does, and works by keyboard."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from scripts.figures.pdb import PROGRAM, record
from tests.articles.test_pdb import read_sessions
from tests.site.elements import assert_fits, at_every_width, open_element

pytestmark = pytest.mark.browser
ARTICLE = "python/pdb/"
STOPS = (None, ("evaluate.py", 15), ("metrics.py", 13))
WALK = """
([commands, stop]) => {
  const element = customElements.get("atlas-pdb-steps");
  const states = element.compute(element.TRACE);
  let index = states.findIndex(({ kind, stack }) => kind === "l" && stack.at(-1).line === 14);
  let selected = states[index].stack.length - 1;
  const places = [];
  for (const command of commands) {
    if (command === "u" || command === "d") {
      selected = Math.min(Math.max(selected + (command === "u" ? -1 : 1), 0),
        states[index].stack.length - 1);
    } else {
      index = element.move(states, index, selected, command, stop);
      if (index === states.length) return [...places, "end"];
      selected = states[index].stack.length - 1;
    }
    const { name, line } = states[index].stack[selected];
    places.push(`${name} ${line} ${states[index].kind}`);
  }
  return places;
}
"""


def walk(folder: Path, commands: list[str], stop: tuple[str, int] | None) -> list[str]:
    """Return where pdb itself is after each command."""
    breakpoints = [f"b {stop[0]}:{stop[1]}"] if stop else []
    lines = ["tbreak 14", "c", *breakpoints, *commands]
    said = subprocess.run(
        [sys.executable, "-m", "pdb", "evaluate.py"],
        cwd=folder,
        env={**os.environ, "HOME": str(folder / "home"), "NO_COLOR": "1"},
        input="".join(f"{line}\n" for line in lines),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    ).stdout.split("(Pdb) ")[1:]
    places = []
    place, kind = ("evaluate", "14"), "l"
    for command, answer in zip(commands, said[len(lines) - len(commands) :], strict=False):
        found = re.findall(r"^> .*?(\w+\.py)\((\d+)\)(<?\w+>?)\(\)", answer, re.MULTILINE)
        if "finished" in answer or (found and found[-1][2] == "<module>" and command not in "ud"):
            return [*places, "end"]
        if found:
            place = (found[-1][2], found[-1][1])
        if command not in "ud":
            kind = "c" if "--Call--" in answer else "r" if "--Return--" in answer else "l"
        places.append(f"{place[0]} {place[1]} {kind}")
    return places


def test_trace_and_files_are_those_of_the_article(page: Page, address: str) -> None:
    page.goto(address + ARTICLE)
    trace, files = page.evaluate(
        "(() => { const e = customElements.get('atlas-pdb-steps'); return [e.TRACE, e.FILES]; })()"
    )
    assert trace == record()
    shown = read_sessions("en")[0].files
    for name, (first, text) in PROGRAM.items():
        lines = shown[name].splitlines()
        assert lines[first - 1 :][: len(text.splitlines())] == text.splitlines()
        start, body = files[name]
        assert lines[start - 1 :][: len(body.splitlines())] == body.splitlines()


def test_moves_are_those_of_pdb(page: Page, address: str, tmp_path: Path) -> None:
    for name, text in read_sessions("en")[0].files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    page.goto(address + ARTICLE)
    rng = random.Random(0)
    cases = [(["s"] * 74, None), (["n"] * 16, None), (["c"] * 4, STOPS[1])]
    for _ in range(9):
        commands = rng.choices(["s", "n", "r", "until", "c"], [6, 4, 2, 2, 1], k=25)
        cases.append((commands, rng.choice(STOPS)))
    cases += [(["s", "s", "s", "u", "n", "s"], None), (["s", "s", "u", "r", "s"], None)]
    cases += [(["s", "s", "s", "s", "u", "until", "u", "n", "n"], None)]
    for commands, stop in cases:
        got = page.evaluate(WALK, [commands, stop])
        assert got == walk(tmp_path, commands, stop), (commands, stop)


@pytest.mark.parametrize(
    ("prefix", "call", "returns", "frame", "end"),
    [
        ("", "进入 accuracy", "即将返回 0.75", "什么都没有运行", "程序结束"),
        ("en/", "accuracy is entered", "about to return 0.75", "Nothing has run", "has ended"),
    ],
)
def test_everything_works_from_the_keyboard(
    page: Page, address: str, prefix: str, call: str, returns: str, frame: str, end: str
) -> None:
    page.goto(address + prefix + ARTICLE)
    element = page.locator("atlas-pdb-steps")
    said = element.locator("[aria-live]")
    here = element.locator(".code .now")
    press = {b: element.get_by_role("button", name=b, exact=True) for b in "snrcud"}
    expect(here).to_contain_text("14 ->")
    press["s"].press("Enter")
    expect(said).to_contain_text(call)
    expect(here).to_contain_text("def accuracy")
    press["u"].press("Space")
    expect(said).to_contain_text(frame)
    expect(here).to_contain_text("score = accuracy")
    expect(element.locator("li.here")).to_contain_text("evaluate.py(14)evaluate()")
    press["d"].press("Enter")
    press["d"].press("Enter")
    expect(here).to_contain_text("def accuracy")
    press["r"].press("Enter")
    expect(said).to_contain_text(returns)
    press["n"].press("Enter")
    expect(here).to_contain_text("15 ->")
    choice = element.get_by_role("combobox")
    choice.focus()
    page.keyboard.press("ArrowDown")
    expect(choice).to_have_value("1")
    for score in ("1.0", "0.0"):
        press["c"].press("Enter")
        expect(element.locator(".app")).to_contain_text(f"score = {score}")
    press["c"].press("Enter")
    expect(said).to_contain_text(end)
    expect(press["s"]).to_be_disabled()
    page.keyboard.press("Enter")  # the focus has moved to restart
    expect(here).to_contain_text("14 ->")
    expect(press["s"]).to_be_enabled()


@at_every_width
def test_everything_fits(page: Page, address: str, prefix: str, width: int) -> None:
    element = open_element(page, address + prefix + ARTICLE, "atlas-pdb-steps", width)
    for _ in range(9):
        element.get_by_role("button", name="s", exact=True).click()
    assert_fits(element, "button, select")
