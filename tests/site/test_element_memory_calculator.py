"""The memory calculator, in Chromium against the article's Python function."""

from __future__ import annotations

import inspect
import random
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from scripts.figures.gpu_memory_and_zero import MOMENTS, PRECISIONS, estimate_memory
from scripts.settings import ROOT
from tests.site.elements import assert_fits, at_every_width, open_element

PATH = "training-systems/gpu-memory-and-zero/"
ELEMENT = "atlas-memory-calculator"
COMPUTE = """(x) => customElements.get("atlas-memory-calculator").compute(x)"""
STATES = ("parameters", "gradients", "optimizer")


def draw_inputs(rng: random.Random) -> dict[str, Any]:
    return {
        "parameters": rng.choice([1e6, 1.5e9, 7e9, 7.5e9, 70e9, rng.uniform(1e6, 1e12)]),
        "precision": rng.choice(list(PRECISIONS)),
        "optimizer": rng.choice(list(MOMENTS)),
        "ranks": rng.choice([1, 2, 7, 8, 64, 1024]),
        "stage": rng.randrange(4),
        "layers": rng.randint(1, 128),
        "hidden": rng.choice([64, 1600, 4096, 8192]),
        "heads": rng.choice([1, 25, 32, 64]),
        "sequence": rng.choice([1, 1024, 4096, 131072]),
        "batch": rng.randint(1, 32),
        "checkpointing": rng.random() < 0.5,
        "fused": rng.random() < 0.5,
    }


def test_results_agree_with_python(page: Page, address: str) -> None:
    page.goto(address + "en/" + PATH)
    page.wait_for_function("name => customElements.get(name) !== undefined", arg=ELEMENT)
    rng = random.Random(0)
    for _ in range(300):
        inputs = draw_inputs(rng)
        got: dict[str, float] = page.evaluate(COMPUTE, inputs)
        want = estimate_memory(**inputs)
        assert list(got) == list(want)
        for name, value in want.items():
            assert got[name] == pytest.approx(value, rel=1e-12), (name, inputs)


def test_the_published_examples(page: Page, address: str) -> None:
    page.goto(address + "en/" + PATH)
    page.wait_for_function("name => customElements.get(name) !== undefined", arg=ELEMENT)
    base = {
        "precision": "mixed", "optimizer": "adamw", "layers": 32, "hidden": 4096, "heads": 32,
        "sequence": 4096, "batch": 1, "checkpointing": True, "fused": True,
    }  # fmt: skip
    seven = page.evaluate(COMPUTE, {**base, "parameters": 7e9, "ranks": 1, "stage": 0})
    assert [seven[name] / 1e9 for name in STATES] == [14, 14, 84]
    for stage, gigabytes in enumerate((120.0, 31.4, 16.6, 1.9)):
        case = {**base, "parameters": 7.5e9, "ranks": 64, "stage": stage}
        for found in (page.evaluate(COMPUTE, case), estimate_memory(**case)):
            assert round(sum(found[name] for name in STATES) / 1e9, 1) == gigabytes


def test_the_article_shows_this_function() -> None:
    source = inspect.getsource(estimate_memory)
    for language in ("en", "zh"):
        path = ROOT / "docs" / language / "training-systems" / "gpu-memory-and-zero.md"
        blocks = re.findall(r"^```python[^\n]*\n(.*?)^```", path.read_text("utf8"), re.M | re.S)
        (block,) = [b for b in blocks if "def estimate_memory" in b]
        assert source in block
        names: dict[str, Any] = {}
        exec(block, names)
        assert names["PRECISIONS"] == PRECISIONS
        assert names["MOMENTS"] == MOMENTS


@pytest.mark.parametrize(
    ("prefix", "over", "fits", "wrong"),
    [
        ("", "放不下：比 80 GB 多 33.6 GB", "64 块 GPU，阶段 3", "请输入 1 到 65,536 的整数"),
        ("en/", "Does not fit: 33.6 GB more than 80 GB", "Stage 3 on 64 GPUs", "from 1 to 65,536"),
    ],
)
def test_the_inputs_are_changed_from_the_keyboard(
    page: Page, address: str, prefix: str, over: str, fits: str, wrong: str
) -> None:
    page.goto(address + prefix + PATH)
    figure = page.locator(ELEMENT)
    said = figure.locator("[aria-live=polite]")

    def out(name: str) -> Any:
        return figure.locator(f"[data-out={name}]")

    def field(name: str) -> Any:
        return figure.locator(f"[data-name={name}]")

    for name, text in zip(STATES, ("14.0 GB", "14.0 GB", "84.0 GB"), strict=True):
        expect(out(name)).to_have_text(text)
    expect(out("sent")).to_have_text("0.0 GB")
    expect(said).to_contain_text(over)

    buttons = figure.locator(".bar button")
    buttons.nth(1).press("Enter")
    expect(buttons.nth(1)).to_have_attribute("aria-pressed", "true")
    expect(said).to_contain_text("31.4 GB")
    field("stage").focus()
    for total in ("16.6 GB", "1.9 GB"):
        page.keyboard.press("ArrowDown")
        expect(said).to_contain_text(total)
    expect(said).to_contain_text(fits)
    expect(buttons.nth(1)).to_have_attribute("aria-pressed", "false")
    expect(out("sent")).to_have_text("44.3 GB")
    expect(figure.locator("li").first).to_contain_text("2 × 7.5 × 10⁹ / 64")

    field("checkpointing").press("Space")
    expect(out("activations")).to_have_text("18.3 GB")
    field("fused").press("Space")
    expect(out("activations")).to_have_text("104.2 GB")
    expect(figure.locator("li").nth(4)).to_contain_text("5 · a·s²·b")

    field("ranks").focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("0")
    expect(said).to_contain_text(wrong)
    expect(field("ranks")).to_have_attribute("aria-invalid", "true")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("8")
    expect(field("ranks")).to_have_attribute("aria-invalid", "false")
    expect(out("parameters")).to_have_text("1.9 GB")
    field("precision").select_option("fp32")
    expect(out("gradients")).to_have_text("3.8 GB")
    field("optimizer").select_option("sgd")
    expect(out("optimizer")).to_have_text("0.0 GB")


@at_every_width
def test_everything_fits(page: Page, address: str, prefix: str, width: int) -> None:
    figure = open_element(page, address + prefix + PATH, ELEMENT, width)
    for index in range(4):
        figure.locator(".bar button").nth(index).click()
        figure.locator("[data-name=fused]").press("Space")
        assert_fits(figure, "button, select, input[type=number], .check")
        boxes = figure.locator(".app, .bar, .fields, li")
        assert boxes.evaluate_all("all => all.every((b) => b.scrollWidth <= b.clientWidth)")
