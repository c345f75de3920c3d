"""The toy of DDPM and DDIM, in Chromium against the code printed in the article."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from scripts.settings import DOCS
from tests.site.elements import assert_fits, at_every_width, open_element

PATH = "generative-models/stable-diffusion/"
ELEMENT = "atlas-diffusion-toy"
FENCE = re.compile(r'^```python title="(?:schedule|sampler)\.py"\n(.*?)^```$', re.S | re.M)
SIMULATE = "settings => customElements.get('atlas-diffusion-toy').simulate(settings)"
PREDICT = """([xs, t]) => xs.map(x =>
  customElements.get('atlas-diffusion-toy').predictNoise(x, t))"""


@pytest.fixture(scope="module")
def article() -> dict[str, Any]:
    """What the article's blocks with the schedule and the sampler define."""
    text = (DOCS / "en" / "generative-models" / "stable-diffusion.md").read_text("utf-8")
    blocks = FENCE.findall(text)
    assert len(blocks) == 2
    names: dict[str, Any] = {}
    for block in blocks:
        exec(block, names)
    return names


def test_paths_agree_with_the_article(page: Page, address: str, article: dict[str, Any]) -> None:
    page.goto(address + "en/" + PATH)
    page.wait_for_function("name => customElements.get(name) !== undefined", arg=ELEMENT)
    xs = np.linspace(-3, 3, 13)
    for t in (1, 50, 400, 1000):
        got = page.evaluate(PREDICT, [xs.tolist(), t])
        assert np.allclose(got, article["eps_star"](xs, t), atol=1e-12)
    for eta in (0, 1):
        for steps in (1, 2, 5, 10, 20, 50, 100):
            for seed in (1, 7, 9999):
                normal = article["make_normal"](seed)
                start = np.array([normal() for _ in range(24)])
                times = article["spaced"](steps)
                want = article["sample"](start, times, eta, normal)
                settings = {"eta": eta, "steps": steps, "seed": seed, "count": 24}
                got = page.evaluate(SIMULATE, settings)
                assert got["times"] == times
                assert np.allclose(got["path"], want, atol=1e-9)


@pytest.mark.parametrize(
    ("prefix", "start", "quiet", "fresh", "done"),
    [
        ("", "24 个纯噪声点", "不加新噪声", "的新噪声", "完成"),
        ("en/", "24 points of pure noise", "no fresh noise", "fresh noise of", "Done"),
    ],
)
def test_the_toy_works_from_the_keyboard(
    page: Page, address: str, prefix: str, start: str, quiet: str, fresh: str, done: str
) -> None:
    page.goto(address + prefix + PATH)
    figure = page.locator(ELEMENT)
    said = figure.locator("[aria-live]")
    play, step, reset = (figure.locator("button").nth(k) for k in range(3))
    sampler, steps = figure.locator("select").first, figure.locator("select").nth(1)
    expect(said).to_contain_text(start)
    step.focus()
    page.keyboard.press("Enter")
    expect(said).to_contain_text("1000 → 950")
    expect(said).to_contain_text(quiet)
    expect(figure.locator(".app polyline")).to_have_count(24)

    sampler.focus()
    page.keyboard.press("ArrowUp")
    expect(sampler).to_have_value("1")
    expect(said).to_contain_text(start)
    step.focus()
    page.keyboard.press("Space")
    expect(said).to_contain_text(fresh)

    steps.focus()
    page.keyboard.press("Home")
    expect(steps).to_have_value("1")
    play.focus()
    page.keyboard.press("Enter")
    expect(said).to_contain_text(done)
    expect(said).to_have_attribute("aria-live", "polite")
    expect(step).to_be_disabled()
    reset.focus()
    page.keyboard.press("Enter")
    expect(said).to_contain_text(start)
    expect(play).to_be_focused()

    before = figure.locator(".app circle").first.get_attribute("cy")
    seed = figure.locator("input")
    seed.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    expect(seed).to_have_value("2")
    assert figure.locator(".app circle").first.get_attribute("cy") != before
    seed.fill("0")
    page.keyboard.press("Enter")
    expect(seed).to_have_value("1")


def test_play_can_be_paused_and_ends(page: Page, address: str) -> None:
    page.goto(address + "en/" + PATH)
    figure = page.locator(ELEMENT)
    said = figure.locator("[aria-live]")
    play = figure.get_by_role("button", name="Play")
    play.click()
    expect(said).to_have_attribute("aria-live", "off")
    figure.get_by_role("button", name="Pause").click()
    expect(said).to_have_attribute("aria-live", "polite")
    expect(said).to_contain_text("points are above 0.2")
    figure.get_by_role("button", name="Play").click()
    expect(said).to_contain_text("Done", timeout=15_000)


@at_every_width
def test_everything_fits(page: Page, address: str, prefix: str, width: int) -> None:
    figure = open_element(page, address + prefix + PATH, ELEMENT, width)
    assert_fits(figure)
