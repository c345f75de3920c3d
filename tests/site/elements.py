"""What every interactive element must keep at every width, in both languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page

# Parts of an element's `.app` that stick out of it or cut their own content. What stands in a
# box that scrolls sideways may be wider, and what only screen readers get is a clipped pixel.
OVERFLOWING = """
(host) => {
  const app = host.shadowRoot.querySelector(".app");
  const box = host.getBoundingClientRect();
  const excused = [...app.querySelectorAll("*")].filter((part) => {
    const style = getComputedStyle(part);
    return /auto|scroll/.test(style.overflowX) || style.clipPath !== "none";
  });
  const over = [...app.querySelectorAll("*")].filter((part) => {
    if (excused.some((other) => other !== part && other.contains(part))) return false;
    const r = part.getBoundingClientRect();
    return r.width && (r.right > box.right + 0.5 || r.left < box.left - 0.5)
      || part.matches("td, th") && part.scrollWidth > part.clientWidth + 1;
  });
  if (app.scrollWidth > app.clientWidth) over.push(app);
  return over.map((part) => `${part.tagName}.${part.className} ${part.textContent.slice(0, 40)}`);
}
"""
SMALLEST_TARGET = 40  # CSS pixels: what a finger hits

at_every_width = pytest.mark.parametrize(
    ("prefix", "width"), [(prefix, width) for prefix in ("", "en/") for width in (320, 360, 800)]
)


def open_element(page: Page, url: str, element: str, width: int) -> Locator:
    """Open an article in a window of a width and return its element, drawn."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(url)
    found = page.locator(element)
    found.scroll_into_view_if_needed()
    found.locator(".app").wait_for()
    return found


def assert_fits(element: Locator, controls: str = "button, input, select") -> None:
    """Nothing sticks out or is cut, the page does not scroll sideways, fingers can hit all.

    `controls` names what is touched: where a label holds a small box, the label.
    """
    over = element.evaluate(OVERFLOWING)
    assert over == [], over
    assert element.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    sizes = [
        min(box["width"], box["height"])
        for control in element.locator(controls).all()
        if (box := control.bounding_box())
    ]
    assert sizes
    assert min(sizes) >= SMALLEST_TARGET
