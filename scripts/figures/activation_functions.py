"""Figures of the article deep-learning/activation-functions; the test of its element, too."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

from scripts.figures.canvas import COLOURS, Axes, Canvas, Point, format_number
from scripts.figures.curves import draw_curve

SELU_ALPHA = 1.6732632423543772
SELU_SCALE = 1.0507009873554805
DEFAULTS = {"leak": 0.01, "elu": 1.0, "swish": 1.0, "softplus": 1.0, "branch": 1.0}

TEXT = {
    "en": {
        "value": "value f(x)",
        "slope": "derivative f′(x)",
        "step": "threshold",
        "leaky": "Leaky ReLU, a = 0.1",
        "elu": "ELU, α = 1",
        "near": "three smooth ReLUs",
        "error": "error against xΦ(x)",
        "tanh": "tanh form (× 1,000)",
        "sigmoid": "xσ(1.702x) (× 10)",
        "plain": "two matrices: 8d² weights",
        "gated": "three matrices: 8d² weights",
        "sum": "W and V: 16/3 d², W₂: 8/3 d²",
        "sum2": "W₁: 4d², W₂: 4d²",
        "act": "f",
        "layer": "layer, counted from the input",
        "grad": "size of the gradient, relative to layer 30",
    },
    "zh": {
        "value": "函数值 f(x)",
        "slope": "导数 f′(x)",
        "step": "阈值函数",
        "leaky": "Leaky ReLU，a = 0.1",
        "elu": "ELU，α = 1",
        "near": "三种光滑的 ReLU",
        "error": "与 xΦ(x) 之差",
        "tanh": "tanh 形式（× 1,000）",
        "sigmoid": "xσ(1.702x)（× 10）",
        "plain": "两个矩阵：8d² 个权重",
        "gated": "三个矩阵：8d² 个权重",
        "sum": "W 与 V：16/3 d²，W₂：8/3 d²",
        "sum2": "W₁：4d²，W₂：4d²",
        "act": "f",
        "layer": "层号（从输入数起）",
        "grad": "梯度大小，以第 30 层为 1",
    },
}

# Root mean square of the gradient by layer, relative to layer 30, printed by the block
# depth.py of the article (numpy 2.4, seed 0, width 256, batch 64).
DEPTH = {
    "sigmoid": (1.5e-12, 6.3e-11, 6.9e-9, 7.6e-7, 8.4e-5, 9.3e-3, 1.0),
    "softplus": (5.9e-8, 5.7e-7, 1.0e-5, 1.8e-4, 3.0e-3, 5.9e-2, 1.0),
    "ReLU": (0.77, 0.78, 0.75, 0.77, 0.86, 1.0, 1.0),
    "GELU": (5.7, 3.9, 2.6, 1.7, 1.3, 1.0, 1.0),
    "SELU": (2.8, 2.3, 1.9, 1.6, 1.4, 1.2, 1.0),
    "tanh": (11.0, 7.9, 5.5, 3.4, 2.3, 1.5, 1.0),
}


def sigmoid(x: float) -> float:
    """Return the logistic function without overflow."""
    e = math.exp(-abs(x))
    return (1.0 if x >= 0 else e) / (1 + e)


def evaluate(name: str, x: float, settings: dict[str, float] | None = None) -> tuple[float, float]:
    """Return the value and the derivative of a function at x."""
    s = {**DEFAULTS, **(settings or {})}
    if name in ("glu", "geglu", "swiglu"):
        inner = {"glu": "sigmoid", "geglu": "gelu", "swiglu": "swish"}[name]
        value, slope = evaluate(inner, x, {**s, "swish": 1.0})
        return s["branch"] * value, s["branch"] * slope
    if name in ("step", "relu", "leaky", "elu", "selu", "relu2"):
        return _evaluate_rectifier(name, x, s)
    g = sigmoid(x)
    if name == "sigmoid":
        return g, g * (1 - g)
    if name == "tanh":
        return math.tanh(x), 1 - math.tanh(x) ** 2
    if name == "softplus":
        b = s["softplus"]
        return max(0.0, x) + math.log1p(math.exp(-abs(b * x))) / b, sigmoid(b * x)
    if name == "gelu":
        cdf = (1 + math.erf(x / math.sqrt(2))) / 2
        return x * cdf, cdf + x * math.exp(-x * x / 2) / math.sqrt(2 * math.pi)
    if name == "swish":
        g = sigmoid(s["swish"] * x)
        return x * g, g * (1 + s["swish"] * x * (1 - g))
    if name == "mish":
        t = math.tanh(max(0.0, x) + math.log1p(math.exp(-abs(x))))
        return x * t, t + x * g * (1 - t * t)
    raise KeyError(name)


def _evaluate_rectifier(name: str, x: float, s: dict[str, float]) -> tuple[float, float]:
    right = x > 0
    if name == "step":
        return float(x >= 0), 0.0
    if name == "relu":
        return max(0.0, x), float(right)
    if name == "relu2":
        return max(0.0, x) ** 2, 2 * max(0.0, x)
    if name == "leaky":
        return (x, 1.0) if right else (s["leak"] * x, s["leak"])
    alpha, scale = (s["elu"], 1.0) if name == "elu" else (SELU_ALPHA, SELU_SCALE)
    if right:
        return scale * x, scale
    return scale * alpha * math.expm1(x), scale * alpha * math.exp(x)


def sample(
    function: Callable[[float], float], low: float, high: float, count: int, top: float
) -> list[Point]:
    """Return points of a function from low to high, ending where it passes the top."""
    points: list[Point] = []
    for k in range(count + 1):
        x = low + (high - low) * k / count
        if function(x) > top:
            return points
        points.append((x, function(x)))
    return points


def take_value(name: str, x: float) -> float:
    """Return f(x) as the figures show it."""
    return evaluate(name, x, {"leak": 0.1})[0]


def take_slope(name: str, x: float) -> float:
    """Return f'(x) as the figures show it."""
    return evaluate(name, x, {"leak": 0.1})[1]


def take_error(form: str, factor: float, x: float) -> float:
    """Return the enlarged error of an approximation of GELU."""
    return factor * (approximate(form, x) - evaluate("gelu", x)[0])


def draw_axes(axes: Axes, ticks_y: tuple[float, ...]) -> None:
    """Draw axes through the origin with a grid line at each tick."""
    c = axes.canvas
    grid = ""
    for y in ticks_y:
        grid += f"M{format_number(axes.left)} {axes.map_y(y):.0f}h{format_number(axes.width)}"
        c.text(axes.left - 4, round(axes.map_y(y)), f"{y:g}".replace("-", "−"), size=14,
               anchor="end", fill="muted")  # fmt: skip
    c.add("path", d=grid, stroke=COLOURS["line"], stroke_width=0.75)
    cross = f"M{format_number(axes.left)} {format_number(axes.map_y(0))}h{axes.width:.0f}"
    cross += f"M{format_number(axes.map_x(0))} {format_number(axes.top)}v{axes.height:.0f}"
    c.add("path", d=cross, stroke=COLOURS["muted"])


def draw_all(lang: str) -> str:
    """Draw every one-input function with its derivative in a panel of its own."""
    t = TEXT[lang]
    c = Canvas(560, 646)
    c.line(20, 16, 50, 16, stroke="s1", stroke_width=2.6)
    c.text(58, 16, t["value"], anchor="start", size=15)
    c.line(210, 16, 240, 16, stroke="s2", stroke_width=2.2, dash="dashed")
    c.text(248, 16, t["slope"], anchor="start", size=15)
    panels = (
        ("step", t["step"]), ("sigmoid", "sigmoid"), ("tanh", "tanh"),
        ("relu", "ReLU"), ("leaky", t["leaky"]), ("elu", t["elu"]),
        ("selu", "SELU"), ("softplus", "softplus"), ("relu2", "ReLU²"),
        ("gelu", "GELU"), ("swish", "SiLU"), ("mish", "Mish"),
    )  # fmt: skip
    for i, (name, title) in enumerate(panels):
        axes = Axes(c, 26 + 184 * (i % 3), 58 + 152 * (i // 3), 154, 106, (-4, 4), (-1.9, 2.6))
        draw_axes(axes, (-1, 1, 2))
        c.text(axes.left + 77, axes.top - 12, title, weight="600", size=15)
        if name == "step":
            draw_curve(axes, ((-4, 0), (4, 0)), stroke="s2", width=2, dash="dashed")
            draw_curve(axes, ((-4, 0), (0, 0)), stroke="s1")
            draw_curve(axes, ((0, 1), (4, 1)), stroke="s1")
        else:
            jumps = name in ("relu", "leaky", "selu")
            for low, high in ((-4.0, -1e-9), (1e-9, 4.0)) if jumps else ((-4.0, 4.0),):
                slope = sample(partial(take_slope, name), low, high, 80, 2.6)
                draw_curve(axes, slope, stroke="s2", width=2, dash="dashed")
            value = sample(partial(take_value, name), -4, 4, 80, 2.6)
            draw_curve(axes, value, stroke="s1")
        c.text(axes.left, axes.top + 120, "−4", size=14, fill="muted")
        c.text(axes.left + 154, axes.top + 120, "4", size=14, fill="muted")
    return c.render()


def approximate(form: str, x: float) -> float:
    """Return one of the two approximations of GELU given in its paper."""
    if form == "tanh":
        return x / 2 * (1 + math.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))
    return x * sigmoid(1.702 * x)


def draw_gelu(lang: str) -> str:
    """Draw GELU, SiLU and Mish near zero, and the errors of GELU's approximations."""
    t = TEXT[lang]
    c = Canvas(560, 318)
    axes = Axes(c, 38, 74, 228, 200, (-4, 1), (-0.4, 0.8))
    c.text(152, 16, t["near"], weight="600")
    axes.draw_frame(
        [(-4, "−4"), (-2, "−2"), (0, "0"), (1, "1")],
        [(-0.4, "−0.4"), (0, "0"), (0.4, "0.4"), (0.8, "0.8")],
    )
    draw_curve(axes, ((-4, 0), (0, 0), (0.8, 0.8)), stroke="muted", width=1.6, dash="dashed")
    for k, (name, title, colour) in enumerate(
        (("gelu", "GELU", "s1"), ("swish", "SiLU", "s3"), ("mish", "Mish", "s4"))
    ):
        curve = sample(partial(take_value, name), -4, 1, 100, 0.8)
        draw_curve(axes, curve, stroke=colour)
        c.line(40 + 76 * k, 46, 60 + 76 * k, 46, stroke=colour, stroke_width=2.4)
        c.text(66 + 76 * k, 46, title, size=14, anchor="start")
    axes = Axes(c, 322, 74, 228, 200, (-5, 5), (-0.6, 0.6))
    c.text(436, 16, t["error"], weight="600")
    axes.draw_frame(
        [(-5, "−5"), (0, "0"), (5, "5")],
        [(-0.6, "−0.6"), (-0.3, "−0.3"), (0, "0"), (0.3, "0.3"), (0.6, "0.6")],
    )
    for k, (form, factor, colour) in enumerate((("tanh", 1000.0, "s2"), ("sigmoid", 10.0, "s6"))):
        curve = sample(partial(take_error, form, factor), -5, 5, 160, 9)
        draw_curve(axes, curve, stroke=colour, width=2.2, dash="dashed" if k else "solid")
        c.line(326, 40 + 20 * k, 350, 40 + 20 * k, stroke=colour, stroke_width=2.2,
               dash="dashed" if k else "solid")  # fmt: skip
        c.text(356, 40 + 20 * k, t[form], size=14, anchor="start")
    return c.render()


def draw_ffn(lang: str) -> str:
    """Draw the plain and the gated feed-forward layer with matrices to scale."""
    t = TEXT[lang]
    c = Canvas(560, 424)
    d, top = 42.0, 46.0
    wide = d * 8 / 3
    c.text(140, 18, t["plain"], weight="600")
    c.box(119, top, d, 26, "x", fill="s5-soft", stroke="s5")
    c.box(140 - 2 * d, top + 48, 4 * d, d, "W₁   d × 4d", size=14)
    c.box(115, top + 112, 50, 30, t["act"], fill="s2-soft", stroke="s2")
    c.box(119, top + 164, d, 4 * d, "W₂", size=14)
    c.text(172, top + 164 + 2 * d, "4d × d", size=14, anchor="start")
    c.text(140, top + 360, t["sum2"], size=14, fill="muted")
    c.arrow(140, top + 26, 140, top + 47)
    c.arrow(140, top + 48 + d, 140, top + 111)
    c.arrow(140, top + 142, 140, top + 163)
    left, right = 420 - wide - 8, 428.0
    c.text(420, 18, t["gated"], weight="600")
    c.box(399, top, d, 26, "x", fill="s5-soft", stroke="s5")
    c.box(left, top + 48, wide, d, "W  d × 8/3 d", size=14)
    c.box(right, top + 48, wide, d, "V  d × 8/3 d", size=14, fill="s3-soft", stroke="s3")
    c.arrow(410, top + 26, left + wide / 2 + 20, top + 47)
    c.arrow(430, top + 26, right + wide / 2 - 20, top + 47)
    c.box(left + wide / 2 - 25, top + 112, 50, 30, t["act"], fill="s2-soft", stroke="s2")
    c.arrow(left + wide / 2, top + 48 + d, left + wide / 2, top + 111)
    c.circle(420, top + 127, 15, fill="paper", stroke="ink")
    c.text(420, top + 127, "⊙", size=20)
    c.arrow(left + wide / 2 + 25, top + 127, 404, top + 127)
    c.line(right + wide / 2, top + 48 + d, right + wide / 2, top + 127)
    c.arrow(right + wide / 2, top + 127, 436, top + 127)
    c.arrow(420, top + 142, 420, top + 163)
    c.box(399, top + 164, d, wide, "W₂", size=14)
    c.text(452, top + 164 + wide / 2, "8/3 d × d", size=14, anchor="start")
    c.text(420, top + 360, t["sum"], size=14, fill="muted")
    return c.render()


def draw_depth(lang: str) -> str:
    """Draw the size of the gradient by layer in a stack of 30."""
    t = TEXT[lang]
    c = Canvas(560, 346)
    axes = Axes(c, 58, 44, 396, 246, (0, 30), (1e-13, 1e2), log_y=True)
    axes.draw_frame(
        [(1, "1"), (10, "10"), (20, "20"), (30, "30")],
        [(10.0**-k, text) for k, text in ((12, "10⁻¹²"), (9, "10⁻⁹"), (6, "10⁻⁶"), (3, "10⁻³"),
                                          (0, "1"))],
        x_label=t["layer"],
    )  # fmt: skip
    c.text(10, 18, t["grad"], size=14, anchor="start")
    colours = {"sigmoid": "s6", "softplus": "s5", "ReLU": "s2", "GELU": "s1", "SELU": "s3",
               "tanh": "s4"}  # fmt: skip
    for name, values in DEPTH.items():
        dash = "dashed" if name in ("ReLU", "SELU") else "solid"
        points = zip((1, 5, 10, 15, 20, 25, 30), values, strict=True)
        draw_curve(axes, points, stroke=colours[name], dash=dash)
    c.text(axes.map_x(15.8), axes.map_y(1.6e-8), "sigmoid", size=14, fill="s6", anchor="start")
    c.text(axes.map_x(13.5), axes.map_y(1.5e-2), "softplus", size=14, fill="s5", anchor="end")
    for k, name in enumerate(("tanh", "GELU", "SELU", "ReLU")):
        y = 66 + 22 * k
        dash = "dashed" if name in ("ReLU", "SELU") else "solid"
        c.line(468, y, 494, y, stroke=colours[name], stroke_width=2.4, dash=dash)
        c.text(500, y, name, size=14, anchor="start")
    return c.render()


FIGURES = {"all": draw_all, "gelu": draw_gelu, "ffn": draw_ffn, "depth": draw_depth}
