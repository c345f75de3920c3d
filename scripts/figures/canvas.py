"""A small SVG canvas for the figures of the articles.

Figures are inlined into the pages, so colours are CSS variables of the site (with a
fallback for the file seen alone) and follow its light and dark themes. Coordinates are SVG
user units: x to the right, y downwards, origin at the top left.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

# name -> CSS value; the hexadecimal fallback is the light theme's colour.
COLOURS = {
    "ink": "var(--atlas-ink, #1c2430)",
    "muted": "var(--atlas-muted, #5b6675)",
    "line": "var(--atlas-line, #c9d0d9)",
    "paper": "var(--atlas-paper, #ffffff)",
    "s1": "var(--atlas-s1, #2563a8)",
    "s2": "var(--atlas-s2, #c2540a)",
    "s3": "var(--atlas-s3, #0f7b5f)",
    "s4": "var(--atlas-s4, #8b3fa8)",
    "s5": "var(--atlas-s5, #a3750c)",
    "s6": "var(--atlas-s6, #b3324d)",
    "s1-soft": "var(--atlas-s1-soft, #d9e6f4)",
    "s2-soft": "var(--atlas-s2-soft, #f8e1d2)",
    "s3-soft": "var(--atlas-s3-soft, #d3ece4)",
    "s4-soft": "var(--atlas-s4-soft, #ecdcf2)",
    "s5-soft": "var(--atlas-s5-soft, #f3e8cb)",
    "s6-soft": "var(--atlas-s6-soft, #f5dae0)",
    "none": "none",
}
FONT = (
    "-apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'PingFang SC', "
    "'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
)
DASHES = {"solid": None, "dashed": "6 4", "dotted": "2 3"}

Point = tuple[float, float]


def format_number(value: float) -> str:
    """Write a coordinate with at most two decimals, the same on every machine."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


@dataclass
class Canvas:
    """An SVG picture of `width` × `height` user units."""

    width: float
    height: float
    root: ET.Element = field(init=False)

    def __post_init__(self) -> None:
        self.root = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {format_number(self.width)} {format_number(self.height)}",
                "font-family": FONT,
                "font-size": "15",
            },
        )

    def add(self, tag: str, **attributes: str | float | None) -> ET.Element:
        """Append an element; `_` in a name becomes `-`, floats are rounded, None is left out."""
        element = ET.SubElement(self.root, tag)
        for name, value in attributes.items():
            if value is not None:
                text = value if isinstance(value, str) else format_number(value)
                element.set(name.rstrip("_").replace("_", "-"), text)
        return element

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "none",
        stroke: str = "ink",
        stroke_width: float = 1.5,
        radius: float = 3,
        dash: str = "solid",
        opacity: float | None = None,
    ) -> None:
        """Draw a rectangle with its top left corner at (x, y)."""
        self.add(
            "rect", x=x, y=y, width=width, height=height, rx=radius,
            fill=COLOURS[fill], stroke=COLOURS[stroke], stroke_width=stroke_width,
            stroke_dasharray=DASHES[dash], opacity=opacity,
        )  # fmt: skip

    def circle(
        self,
        x: float,
        y: float,
        radius: float,
        *,
        fill: str = "ink",
        stroke: str = "none",
        stroke_width: float = 1.5,
    ) -> None:
        """Draw a circle around (x, y)."""
        self.add(
            "circle", cx=x, cy=y, r=radius,
            fill=COLOURS[fill], stroke=COLOURS[stroke], stroke_width=stroke_width,
        )  # fmt: skip

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        stroke: str = "ink",
        stroke_width: float = 1.5,
        dash: str = "solid",
    ) -> None:
        """Draw a straight line."""
        self.add(
            "line", x1=x1, y1=y1, x2=x2, y2=y2,
            stroke=COLOURS[stroke], stroke_width=stroke_width, stroke_dasharray=DASHES[dash],
        )  # fmt: skip

    def polyline(
        self,
        points: Sequence[Point],
        *,
        stroke: str = "ink",
        stroke_width: float = 2,
        dash: str = "solid",
        fill: str = "none",
        closed: bool = False,
    ) -> None:
        """Draw a chain of straight lines through the points; closed ones can be filled."""
        self.add(
            "polygon" if closed else "polyline",
            points=" ".join(f"{format_number(x)},{format_number(y)}" for x, y in points),
            fill=COLOURS[fill], stroke=COLOURS[stroke], stroke_width=stroke_width,
            stroke_dasharray=DASHES[dash], stroke_linejoin="round",
        )  # fmt: skip

    def path(
        self,
        data: str,
        *,
        stroke: str = "ink",
        stroke_width: float = 1.5,
        dash: str = "solid",
        fill: str = "none",
    ) -> None:
        """Draw an SVG path from its `d` data."""
        self.add(
            "path", d=data, fill=COLOURS[fill], stroke=COLOURS[stroke],
            stroke_width=stroke_width, stroke_dasharray=DASHES[dash],
        )  # fmt: skip

    def arrow(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        stroke: str = "ink",
        stroke_width: float = 1.5,
        dash: str = "solid",
        head: float = 8,
    ) -> None:
        """Draw a straight arrow whose tip lies at (x2, y2)."""
        angle = math.atan2(y2 - y1, x2 - x1)
        base = (x2 - head * math.cos(angle), y2 - head * math.sin(angle))
        self.line(x1, y1, *base, stroke=stroke, stroke_width=stroke_width, dash=dash)
        side = (head * 0.45 * math.sin(angle), -head * 0.45 * math.cos(angle))
        self.polyline(
            [(x2, y2), (base[0] + side[0], base[1] + side[1]),
             (base[0] - side[0], base[1] - side[1])],
            stroke="none", fill=stroke, closed=True,
        )  # fmt: skip

    def text(
        self,
        x: float,
        y: float,
        content: str,
        *,
        fill: str = "ink",
        size: float | None = None,
        anchor: str = "middle",
        weight: str | None = None,
        italic: bool = False,
        mono: bool = False,
        rotate: float | None = None,
    ) -> None:
        """Write one line of text whose vertical middle is y; anchor: start, middle, end."""
        element = self.add(
            "text", x=x, y=y, fill=COLOURS[fill], font_size=size, text_anchor=anchor,
            dominant_baseline="central", font_weight=weight,
            font_style="italic" if italic else None,
            font_family="ui-monospace, Menlo, Consolas, monospace" if mono else None,
            transform=None if rotate is None
            else f"rotate({format_number(rotate)} {format_number(x)} {format_number(y)})",
        )  # fmt: skip
        element.text = content

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        content: str,
        *,
        fill: str = "s1-soft",
        stroke: str = "s1",
        size: float | None = None,
        weight: str | None = None,
    ) -> None:
        """Draw a rectangle with centred text; `\\n` in the text starts a new line."""
        self.rect(x, y, width, height, fill=fill, stroke=stroke)
        lines = content.split("\n")
        step = (size or 15) * 1.25
        top = y + height / 2 - step * (len(lines) - 1) / 2
        for i, line in enumerate(lines):
            self.text(x + width / 2, top + i * step, line, size=size, weight=weight)

    def render(self) -> str:
        """Return the SVG text, ending with a newline."""
        ET.indent(self.root, space=" ")
        return ET.tostring(self.root, encoding="unicode", short_empty_elements=True) + "\n"


@dataclass
class Axes:
    """Linear or logarithmic axes inside a canvas: maps data to user units and draws ticks.

    `left`, `top`, `width`, `height` bound the plotting area in user units; `x_range` and
    `y_range` are (low, high) in data units; with `log_x` or `log_y` both bounds are positive.
    """

    canvas: Canvas
    left: float
    top: float
    width: float
    height: float
    x_range: Point
    y_range: Point
    log_x: bool = False
    log_y: bool = False

    def map_x(self, value: float) -> float:
        """Return the user-unit x of a data value."""
        return self.left + self.width * _fraction(value, self.x_range, self.log_x)

    def map_y(self, value: float) -> float:
        """Return the user-unit y of a data value (larger values are higher up)."""
        return self.top + self.height * (1 - _fraction(value, self.y_range, self.log_y))

    def draw_frame(
        self,
        x_ticks: Sequence[tuple[float, str]],
        y_ticks: Sequence[tuple[float, str]],
        *,
        x_label: str = "",
        y_label: str = "",
        grid: bool = True,
        size: float = 14,
    ) -> None:
        """Draw the axes, the ticks as (value, text), grid lines and the axes' labels.

        The y label stands above the axis, where it needs no turned head.
        """
        c, bottom, right = self.canvas, self.top + self.height, self.left + self.width
        for value, label in x_ticks:
            x = self.map_x(value)
            if grid:
                c.line(x, self.top, x, bottom, stroke="line", stroke_width=0.75)
            c.line(x, bottom, x, bottom + 4)
            c.text(x, bottom + 15, label, size=size, fill="muted")
        for value, label in y_ticks:
            y = self.map_y(value)
            if grid:
                c.line(self.left, y, right, y, stroke="line", stroke_width=0.75)
            c.line(self.left - 4, y, self.left, y)
            c.text(self.left - 8, y, label, size=size, anchor="end", fill="muted")
        c.line(self.left, self.top, self.left, bottom)
        c.line(self.left, bottom, right, bottom)
        if x_label:
            c.text(self.left + self.width / 2, bottom + 37, x_label, size=size)
        if y_label:
            c.text(self.left - 8, self.top - 16, y_label, size=size, anchor="start")

    def plot(
        self,
        xs: Iterable[float],
        ys: Iterable[float],
        *,
        stroke: str = "s1",
        stroke_width: float = 2.2,
        dash: str = "solid",
    ) -> None:
        """Draw a curve through the data points."""
        points = [(self.map_x(x), self.map_y(y)) for x, y in zip(xs, ys, strict=True)]
        self.canvas.polyline(points, stroke=stroke, stroke_width=stroke_width, dash=dash)

    def scatter(
        self, xs: Iterable[float], ys: Iterable[float], *, fill: str = "s1", radius: float = 3.5
    ) -> None:
        """Draw a dot at every data point."""
        for x, y in zip(xs, ys, strict=True):
            self.canvas.circle(self.map_x(x), self.map_y(y), radius, fill=fill)


def _fraction(value: float, bounds: Point, log: bool) -> float:
    low, high = bounds
    if log:
        return math.log(value / low) / math.log(high / low)
    return (value - low) / (high - low)
