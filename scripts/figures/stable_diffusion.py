"""Figures of the article generative-models/stable-diffusion; every curve is computed here."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise
from statistics import NormalDist
from typing import Any

import numpy as np

from scripts.figures.canvas import COLOURS, Axes, Canvas, Point

TEXT = {
    "en": {
        "train": "training only",
        "image": "image",
        "encoder": "encoder 𝓔\n34.16 M",
        "latent": "latent x₀",
        "noise": "noise",
        "unet": "U-Net\n859.52 M",
        "decoder": "decoder 𝓓\n49.49 M",
        "prompt": "“a red fox”",
        "tokens": "77 tokens",
        "clip": "text encoder\n123.06 M",
        "loop": "every step, e.g. 50 ×",
        "guide": "twice with guidance",
        "cross": "cross-attention, 77 × 768",
        "signal": "signal",
        "rest": "noise",
        "t": "step t",
        "ddpm": "DDPM (η = 1)",
        "ddim": "DDIM (η = 0)",
        "classes": "the two classes",
        "guided": "samples, s = {s:g}",
        "tilt": "promised for s = 7.5",
        "density": "density",
        "mid": "middle, 8² × 1280",
        "append": "skip: appended channels",
        "in": "noisy latent, t",
        "out": "predicted noise",
        "text": "text enters here",
    },
    "zh": {
        "train": "只在训练时",
        "image": "图像",
        "encoder": "编码器 𝓔\n34.16 M",
        "latent": "潜变量 x₀",
        "noise": "噪声",
        "unet": "U-Net\n859.52 M",
        "decoder": "解码器 𝓓\n49.49 M",
        "prompt": "“a red fox”",
        "tokens": "77 个词元",
        "clip": "文本编码器\n123.06 M",
        "loop": "每步一遍，如 50 步",
        "guide": "引导时每步两遍",
        "cross": "交叉注意力，77 × 768",
        "signal": "信号",
        "rest": "噪声",
        "t": "时刻 t",
        "ddpm": "DDPM（η = 1）",
        "ddim": "DDIM（η = 0）",
        "classes": "两个类别",
        "guided": "样本，s = {s:g}",
        "tilt": "公式所求，s = 7.5",
        "density": "密度",
        "mid": "中段，8² × 1280",
        "append": "跳跃连接：拼接通道",
        "in": "含噪潜变量、t",
        "out": "预测的噪声",
        "text": "文本由此进入",
    },
}
HEART = (
    "..........",
    "..##..##..",
    ".########.",
    ".########.",
    ".########.",
    "..######..",
    "...####...",
    "....##....",
    "..........",
    "..........",
)
STEPS = 1000
BETA = np.linspace(0.00085**0.5, 0.0120**0.5, STEPS) ** 2
ABAR = np.concatenate([[1.0], np.cumprod(1 - BETA)])
WEIGHTS, MEANS, STDS = np.array([[0.6, 0.4], [-0.8, 1.2], [0.3, 0.2]])
CLASS_MEANS, CLASS_STD = np.array([-0.8, 0.8]), 0.6


def make_normal(seed: int) -> Callable[[], float]:
    """Return a generator of standard normal numbers, the same as in the article."""
    state = seed

    def draw_uniform() -> float:
        nonlocal state
        state = state * 48271 % 2147483647
        return state / 2147483647

    for _ in range(10):
        draw_uniform()

    def draw_normal() -> float:
        radius = math.sqrt(-2 * math.log(draw_uniform()))
        return radius * math.cos(2 * math.pi * draw_uniform())

    return draw_normal


def space_times(count: int) -> list[int]:
    """Return evenly spaced times from the last one down to 0."""
    return [STEPS * i // count for i in range(count, -1, -1)]


def predict_noise(x: np.ndarray, t: int) -> np.ndarray:
    """Return the mean of the noise given x at time t, for the toy mixture."""
    a = ABAR[t]
    v = a * STDS**2 + 1 - a
    diff = x[:, None] - math.sqrt(a) * MEANS
    g = WEIGHTS / np.sqrt(v) * np.exp(-(diff**2) / (2 * v))
    g /= g.sum(axis=1, keepdims=True)
    return np.asarray(math.sqrt(1 - a) * (g * diff / v).sum(axis=1))


def step_back(
    x: np.ndarray, eps: np.ndarray, t: int, s: int, eta: float, normal: Callable[[], float]
) -> np.ndarray:
    """Go from time t to s by the article's equation of DDIM and DDPM."""
    x0 = (x - math.sqrt(1 - ABAR[t]) * eps) / math.sqrt(ABAR[t])
    var = eta**2 * (1 - ABAR[s]) / (1 - ABAR[t]) * (1 - ABAR[t] / ABAR[s])
    out = math.sqrt(ABAR[s]) * x0 + math.sqrt(1 - ABAR[s] - var) * eps
    if var > 0:
        out = out + math.sqrt(var) * np.array([normal() for _ in x])
    return np.asarray(out)


def predict_guided(x: np.ndarray, t: int, scale: float) -> np.ndarray:
    """Return the guided noise for the right one of two equally wide classes."""
    a = ABAR[t]
    v = a * CLASS_STD**2 + 1 - a
    diff = x[:, None] - math.sqrt(a) * CLASS_MEANS
    g = np.exp(-(diff**2) / (2 * v))
    g /= g.sum(axis=1, keepdims=True)
    each = math.sqrt(1 - a) * diff / v
    free = (g * each).sum(axis=1)
    return np.asarray(free + scale * (each[:, 1] - free))


def draw_arrows(
    c: Canvas, *ends: tuple[float, float, float, float], stroke: str = "ink", dash: str = "solid"
) -> None:
    """Draw level or upright arrows (x1, y1, x2, y2): one path for shafts, one for heads."""
    shafts, heads = "", ""
    for x1, y1, x2, y2 in ends:
        if y1 == y2:
            sign = 1 if x2 > x1 else -1
            shafts += f"M{write_numbers(x1, y1)}h{write_numbers(x2 - x1 - 8 * sign)}"
            heads += f"M{write_numbers(x2, y2)}l{write_numbers(-8 * sign, -3.6)}v7.2z"
        else:
            sign = 1 if y2 > y1 else -1
            shafts += f"M{write_numbers(x1, y1)}v{write_numbers(y2 - y1 - 8 * sign)}"
            heads += f"M{write_numbers(x2, y2)}l{write_numbers(-3.6, -8 * sign)}h7.2z"
    c.path(shafts, stroke=stroke, dash=dash)
    c.add("path", d=heads, fill=COLOURS[stroke])


def draw_pipeline(lang: str) -> str:
    """Draw the networks with shapes and parameters, in training and in use."""
    t, c = TEXT[lang], Canvas(560, 372)
    c.rect(6, 8, 548, 100, stroke="muted", dash="dashed", radius=8)
    c.text(18, 24, t["train"], anchor="start", size=14, fill="muted")
    c.box(20, 40, 96, 52, t["image"] + "\n3 × 512²", fill="s5-soft", stroke="s5", size=14)
    c.box(168, 40, 104, 52, t["encoder"], fill="s3-soft", stroke="s3", size=14)
    c.text(336, 52, "× 0.18215", size=14)
    c.box(400, 40, 108, 52, t["latent"] + "\n4 × 64²", fill="s1-soft", stroke="s1", size=14)
    y = 168
    c.box(8, y, 84, 56, t["noise"] + "\n4 × 64²", fill="s1-soft", stroke="s1", size=14)
    c.box(124, y, 112, 56, t["unet"], fill="s2-soft", stroke="s2", size=14)
    c.path(f"M216 {y}V146H152", stroke="s2")
    draw_arrows(c, (152, 146, 152, y), stroke="s2")
    c.text(184, 132, t["loop"], size=14, fill="s2")
    c.box(266, y, 78, 56, "x₀\n4 × 64²", fill="s1-soft", stroke="s1", size=14)
    c.text(356, y - 14, "÷ 0.18215", size=14)
    c.box(376, y, 92, 56, t["decoder"], fill="s3-soft", stroke="s3", size=14)
    c.box(486, y, 68, 56, t["image"] + "\n3 × 512²", fill="s5-soft", stroke="s5", size=14)
    draw_arrows(c, (180, 310, 180, y + 58), stroke="s4")
    c.text(190, 246, t["cross"], anchor="start", size=14, fill="s4")
    c.text(190, 268, t["guide"], anchor="start", size=14, fill="s2")
    c.box(8, 310, 96, 52, t["prompt"] + "\n" + t["tokens"], fill="paper", stroke="s4", size=14)
    c.box(124, 310, 112, 52, t["clip"], fill="s4-soft", stroke="s4", size=14)
    middle = [(x1, y + 28, x2, y + 28) for x1, x2 in
              ((94, 122), (238, 264), (346, 374), (470, 484))]  # fmt: skip
    draw_arrows(c, (118, 66, 166, 66), (274, 66, 398, 66), *middle, (106, 336, 122, 336))
    return c.render()


def write_numbers(*values: float) -> str:
    """Write numbers of path data with one decimal and as few characters as possible."""
    text = ""
    for value in values:
        word = f"{float(value):.1f}".removesuffix(".0")
        if word.startswith(("0.", "-0")):
            word = word.replace("0", "", 1).removesuffix("-") or "0"
        text += word if not text or word.startswith("-") else " " + word
    return text


def join_points(points: Sequence[Point], digits: int = 1) -> str:
    """Return path data that joins the points by lines, in relative steps (few characters)."""
    spots = [(round(x, digits), round(y, digits)) for x, y in points]
    steps = [write_numbers(c - a, d - b) for (a, b), (c, d) in pairwise(spots)]
    return f"M{write_numbers(*spots[0])}l" + " ".join(steps)


def bend_through(spot: Callable[[float], Point], count: int) -> str:
    """Return path data of `count` cubic pieces along spot(u), u from 0 to 1.

    Each piece starts in the direction in which the one before it ended (command s).
    """
    nodes = [spot(k / count) for k in range(count + 1)]
    tiny = 1e-4
    ends = []
    for k in range(1, count + 1):
        (ax, ay), (bx, by) = spot(k / count - tiny), spot(min(1, k / count + tiny))
        width = (min(1, k / count + tiny) - k / count + tiny) * count * 3
        ends.append(((bx - ax) / width, (by - ay) / width))
    x, y = (round(v, 1) for v in nodes[0])
    (ax, ay), (bx, by) = spot(0), spot(tiny)
    lead = (nodes[0][0] + (bx - ax) / tiny / count / 3, nodes[0][1] + (by - ay) / tiny / count / 3)
    parts = [f"M{write_numbers(x, y)}"]
    for k, (node, (dx, dy)) in enumerate(zip(nodes[1:], ends, strict=True)):
        to = (round(node[0], 1), round(node[1], 1))
        numbers = (to[0] - dx - x, to[1] - dy - y, to[0] - x, to[1] - y)
        if k == 0:
            parts.append("c" + write_numbers(lead[0] - x, lead[1] - y, *numbers))
        else:
            parts.append(("s" if k == 1 else " ") + write_numbers(*numbers))
        x, y = to
    return "".join(parts)


def draw_heart(c: Canvas, left: float, top: float, t: int, normal: Callable[[], float]) -> None:
    """Draw the noisy picture at time t; runs of one of three shades are strokes of one path."""
    cell, shades = 10, 3
    paths = [""] * (shades + 1)
    for row, line in enumerate(HEART):
        levels = []
        for mark in line:
            x0 = 1.0 if mark == "#" else -1.0
            x = math.sqrt(ABAR[t]) * x0 + math.sqrt(1 - ABAR[t]) * normal()
            levels.append(min(shades, max(0, math.floor((x + 1.8) / 3.6 * (shades + 1)))))
        column = 0
        for level, run in groupby(levels):
            width = len(list(run))
            paths[level] += f"M{column} {row}h{width}"
            column += width
    place = f"translate({left:.0f} {top + cell / 2:.0f})scale({cell})"
    for level, data in enumerate(paths):
        if level and data:
            c.add("path", d=data, stroke=COLOURS["ink"], opacity=level / shades, transform=place)
    c.rect(left, top, cell * 10, cell * 10, stroke="line", stroke_width=1, radius=0)


def draw_forward(lang: str) -> str:
    """Draw a picture under growing noise and the factors of signal and noise."""
    t, c = TEXT[lang], Canvas(560, 380)
    normal = make_normal(2)
    marks = (0, 100, 250, 500, 1000)
    for k, mark in enumerate(marks):
        left = 10 + 110 * k
        draw_heart(c, left, 30, mark, normal)
        c.text(left + 50, 14, f"t = {mark}", size=14)
    a = Axes(c, 46, 160, 490, 160, (0, STEPS), (0, 1))
    a.draw_frame([(m, str(m)) for m in marks], [(0, "0"), (0.5, "0.5"), (1, "1")],
                 x_label=t["t"])  # fmt: skip

    def place(u: float, *, noise: bool) -> Point:
        time = STEPS * u * u  # closer points where the noise rises steeply
        kept = float(np.interp(time, range(STEPS + 1), ABAR))
        return a.map_x(time), a.map_y(math.sqrt(1 - kept if noise else kept))

    c.path(bend_through(lambda u: place(u, noise=False), 7), stroke="s1", stroke_width=2.6)
    c.path(bend_through(lambda u: place(u, noise=True), 7), stroke="s2", stroke_width=2.6)
    c.text(a.map_x(690), a.map_y(0.42), t["signal"], size=14, fill="s1", anchor="start")
    c.text(a.map_x(690), a.map_y(0.83), t["rest"], size=14, fill="s2", anchor="start")
    return c.render()


def draw_sampler(lang: str) -> str:
    """Draw the paths of both samplers from the same starting points."""
    t, c = TEXT[lang], Canvas(560, 300)
    times = space_times(20)
    for k, (name, eta, colour) in enumerate(((t["ddpm"], 1.0, "s2"), (t["ddim"], 0.0, "s1"))):
        left = 30 + 272 * k
        a = Axes(c, left, 36, 200, 200, (0, STEPS), (-3, 3))
        c.text(left + 100, 14, name, weight="600", fill=colour)
        ticks = [(0.0, "1000"), (500.0, "500"), (1000.0, "0")]
        heights = [(-2.0, "−2"), (0.0, "0"), (2.0, "2")]
        a.draw_frame(ticks, heights, x_label=t["t"], grid=False)
        normal = make_normal(1)
        x = np.array([normal() for _ in range(8)])
        path = [x]
        for now, then in pairwise(times):
            x = step_back(x, predict_noise(x, now), now, then, eta, normal)
            path.append(x)
        lines, dots = "", ""
        for i in range(len(x)):
            spots = [(a.map_x(STEPS - u), a.map_y(p[i])) for u, p in zip(times, path, strict=True)]
            lines += join_points(spots, 0 if eta else 1)  # a zigzag needs no tenths
            dots += f"M{write_numbers(*spots[-1])}h0"
        c.path(lines, stroke=colour, stroke_width=1.2)
        c.add("path", d=dots, stroke=COLOURS[colour], stroke_width=5.2, stroke_linecap="round")

        def place(u: float, base: float = a.map_x(STEPS) + 4, axes: Axes = a) -> Point:
            x0 = 1.9 - 3.8 * u
            return base + 42 * evaluate_target(x0), axes.map_y(x0)

        c.path(bend_through(place, 14), stroke="s3", fill="s3-soft")
    return c.render()


def evaluate_target(x: float) -> float:
    """Return the density of the toy mixture."""
    parts = zip(WEIGHTS, MEANS, STDS, strict=True)
    return float(sum(w * NormalDist(float(m), float(s)).pdf(x) for w, m, s in parts))


def draw_guidance(lang: str) -> str:
    """Draw the densities of guided samples: a smooth map moves the start's density."""
    t, c = TEXT[lang], Canvas(560, 320)
    a = Axes(c, 20, 40, 525, 222, (-3, 3.6), (0, 1.6))
    a.draw_frame(
        [(v, str(v).replace("-", "−")) for v in range(-3, 4)], [], x_label="x₀", grid=False
    )
    c.text(12, 16, t["density"], size=14, anchor="start")
    legend = [(t["classes"], "muted", "dotted")]

    def draw_density(xs: np.ndarray, ys: np.ndarray, low: float, high: float, **style: Any) -> None:
        def place(u: float) -> Point:
            x = low + (high - low) * u
            return a.map_x(x), a.map_y(float(np.interp(x, xs, ys)))

        c.path(bend_through(place, 10), **style)

    grid = np.linspace(-3, 4, 1401)
    bells = np.exp(-((grid[:, None] - CLASS_MEANS) ** 2) / (2 * CLASS_STD**2))
    for k, mean in enumerate(CLASS_MEANS):
        height = bells[:, k] / (CLASS_STD * math.sqrt(2 * math.pi))
        draw_density(grid, height, mean - 2, mean + 2, stroke="muted", dash="dotted",
                     stroke_width=2)  # fmt: skip
    start = np.linspace(-3.1, 3.1, 621)
    times = space_times(200)
    for scale, colour in ((1.0, "s3"), (3.0, "s1"), (7.5, "s2")):
        x = start
        for now, then in pairwise(times):
            x = step_back(x, predict_guided(x, now, scale), now, then, 0.0, lambda: 0.0)
        slope = np.gradient(x, start)
        height = np.exp(-(start**2) / 2) / math.sqrt(2 * math.pi) / slope
        draw_density(x, height, float(x[0]), float(x[-1]), stroke=colour, stroke_width=2.6)
        legend.append((t["guided"].format(s=scale), colour, "solid"))
    tilt = bells[:, 1] * (bells[:, 1] / bells.sum(axis=1)) ** 6.5
    tilt /= tilt.sum() * (grid[1] - grid[0])
    draw_density(grid, tilt, -0.1, 3, stroke="s2", dash="dashed", stroke_width=2)
    legend.append((t["tilt"], "s2", "dashed"))
    for k, (name, colour, dash) in enumerate(legend):
        c.line(34, 58 + 21 * k, 64, 58 + 21 * k, stroke=colour, stroke_width=2.6, dash=dash)
        c.text(72, 58 + 21 * k, name, size=14, anchor="start", fill=colour)
    return c.render()


def draw_unet(lang: str) -> str:
    """Draw the U-Net of version 1; the parameters are those that the article's code prints."""
    t, c = TEXT[lang], Canvas(560, 372)
    rows = (
        ("64²", 320, "9.60 M", "22.50 M", True),
        ("32²", 640, "34.05 M", "82.47 M", True),
        ("16²", 1280, "128.93 M", "258.33 M", True),
        ("8²", 1280, "77.02 M", "147.49 M", False),
    )
    skips: list[tuple[float, float, float, float]] = []
    steps = [(121.0, 22.0, 121.0, 38.0), (439.0, 38.0, 439.0, 22.0),
             (187.0, 341.0, 202.0, 341.0), (373.0, 341.0, 373.0, 292.0)]  # fmt: skip
    for k, (size, channels, down, up, attends) in enumerate(rows):
        y, inset = 40 + 68 * k, 22 * k
        fill, stroke = ("s4-soft", "s4") if attends else ("s1-soft", "s1")
        left, right = 60 + inset, 378 - inset
        c.box(left, y, 122, 46, f"{size} × {channels}\n{down}", fill=fill, stroke=stroke, size=14)
        c.box(right, y, 122, 46, f"{size} × {channels}\n{up}", fill=fill, stroke=stroke, size=14)
        skips.append((left + 124, y + 23, right - 2, y + 23))
        if k < 3:
            steps.append((left + 72, y + 48, left + 72, y + 66))
            steps.append((right + 50, y + 66, right + 50, y + 48))
    c.box(204, 318, 152, 46, t["mid"] + "\n97.04 M", fill="s4-soft", stroke="s4",
          size=14)  # fmt: skip
    c.path("M187 292V341M358 341H373")
    draw_arrows(c, *skips, stroke="muted", dash="dashed")
    draw_arrows(c, *steps)
    c.text(280, 50, t["append"], size=14, fill="muted")
    c.text(121, 12, t["in"] + " (2.06 M)", size=14)
    c.text(439, 12, t["out"], size=14)
    c.rect(14, 326, 18, 18, fill="s4-soft", stroke="s4")
    c.text(40, 335, t["text"], size=14, anchor="start", fill="s4")
    return c.render()


FIGURES = {
    "pipeline": draw_pipeline,
    "forward": draw_forward,
    "sampler": draw_sampler,
    "guidance": draw_guidance,
    "unet": draw_unet,
}
