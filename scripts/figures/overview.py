"""Figures of the article "Generative models, an overview"."""

from __future__ import annotations

import math
from collections.abc import Callable

from scripts.figures.canvas import Axes, Canvas, Point
from scripts.figures.curves import draw_curve

WEIGHT, MODE, WIDTH = 0.7, 2.0, 0.6  # the data: WEIGHT at −MODE, the rest at +MODE
LOW, HIGH, CELLS = -20.0, 20.0, 800  # the grid on which divergences are summed

# The densities × 1000 that the article's code learnt (torch 2.13 on one CPU core), at
# x = −4, −3.8, …, 4; for the GAN a histogram with cells of 0.2 from −4, for the
# autoregressive model one with 64 cells from −5 to 5.
LEARNT = {
    "flow": "3 8 15 27 55 114 208 303 371 426 463 436 343 236 153 101 71 54 46 41 39 38 38 40 44 "
    "52 67 92 129 172 199 188 146 103 72 48 29 15 8 4 2",
    "vae": "2 7 19 43 85 141 205 268 321 361 382 379 348 294 227 164 115 83 63 53 48 47 49 54 62 "
    "74 90 106 119 126 127 121 111 97 78 58 37 21 10 4 1",
    "ebm": "3 6 12 27 59 121 213 314 395 441 445 411 344 262 181 114 61 25 10 7 6 6 8 12 24 50 "
    "89 133 168 189 195 188 165 125 80 46 26 14 7 4 2",
    "fm": "2 4 11 26 56 117 219 331 410 467 502 438 319 221 138 80 46 27 16 10 7 7 10 16 24 39 "
    "67 110 159 200 218 207 176 132 87 50 25 11 5 2 1",
    "ar": "0 0 0 0 3 1 2 10 5 18 32 70 82 165 251 289 405 461 446 429 441 352 304 240 187 125 82 "
    "40 25 10 5 1 1 2 2 6 20 48 54 53 130 147 150 208 163 184 197 168 126 80 69 45 25 18 16 7 1 "
    "1 0 0 0 0 0 0",
    "gan": "0 0 0 377 276 214 195 200 182 236 246 369 549 606 19 20 14 10 17 24 16 15 21 36 29 25 "
    "24 42 180 252 312 491 0 0 0 0 0 0 0 0",
}
SAMPLES = (-3.1, -2.8, -2.5, -2.35, -2.2, -2.05, -1.95, -1.8, -1.7, -1.5, -1.35, -1.0, -2.6,
           1.2, 1.6, 1.85, 2.05, 2.3, 2.75)  # fmt: skip


def log_normal(x: float, m: float, s: float) -> float:
    """Return the logarithm of the normal density."""
    return -0.5 * ((x - m) / s) ** 2 - math.log(s * math.sqrt(2 * math.pi))


def log_data(x: float) -> float:
    """Return the logarithm of the density of the data, a mixture of two normals."""
    a = math.log(WEIGHT) + log_normal(x, -MODE, WIDTH)
    b = math.log(1 - WEIGHT) + log_normal(x, MODE, WIDTH)
    return max(a, b) + math.log1p(math.exp(-abs(a - b)))


def compute_divergences(m: float, s: float) -> dict[str, float]:
    """Return four divergences of N(m, s²) from the data, summed over a grid."""
    step = (HIGH - LOW) / CELLS
    forward = reverse = js = w1 = excess = 0.0
    for k in range(CELLS + 1):
        x = LOW + step * k
        a, b = log_data(x), log_normal(x, m, s)
        p, q = math.exp(a), math.exp(b)
        mid = max(a, b) + math.log1p(math.exp(-abs(a - b))) - math.log(2)
        forward += p * (a - b) * step
        reverse += q * (b - a) * step
        js += 0.5 * (p * (a - mid) + q * (b - mid)) * step
        excess += (p - q) * step
        w1 += abs(excess) * step
    return {"forward": forward, "reverse": reverse, "js": js, "w1": w1}


def sample_curve(f: Callable[[float], float], low: float, high: float, n: int) -> list[Point]:
    """Return n + 1 points of a curve."""
    xs = [low + (high - low) * k / n for k in range(n + 1)]
    return [(x, f(x)) for x in xs]


def make_steps(text: str, low: float, cell: float, first: float, last: float) -> list[Point]:
    """Return the outline of a histogram between two x values."""
    corners: list[Point] = []
    for k, value in enumerate(int(v) / 1000 for v in text.split()):
        left = low + cell * k
        if left > first - 1e-9 and left + cell < last + 1e-9:
            corners += [(left, value), (left + cell, value)]
    return corners


def draw_setup(lang: str) -> str:
    """Draw samples with two idealized densities, and a family in the space of distributions."""
    t = {
        "en": {"p": "p_data", "q": "p_θ", "samples": "samples", "space": "space of distributions",
               "family": "family", "d1": "nearest", "d2": "nearest", "one": "by d₁",
               "two": "by d₂", "a": "what we have", "sub": "data"},
        "zh": {"p": "p_data", "q": "p_θ", "samples": "样本", "space": "分布的空间",
               "family": "分布族", "d1": "最近点", "d2": "最近点", "one": "按 d₁",
               "two": "按 d₂", "a": "手里有的", "sub": "数据"},
    }[lang]  # fmt: skip
    c = Canvas(560, 250)
    a = Axes(c, 14, 40, 246, 150, (-4.5, 4.5), (0, 0.5))
    c.line(14, 190, 260, 190)
    draw_curve(a, sample_curve(lambda x: math.exp(log_data(x)), -4.5, 4.5, 72), stroke="s1")
    draw_curve(
        a, sample_curve(lambda x: math.exp(log_normal(x, -0.8, 1.93)), -4.5, 4.5, 40), stroke="s2"
    )
    for x in SAMPLES:
        c.line(a.map_x(x), 196, a.map_x(x), 212, stroke="s1", stroke_width=1.6)
    c.text(84, 40, t["p"], fill="s1", anchor="end", italic=True, size=16)
    c.text(176, 108, t["q"], fill="s2", anchor="start", italic=True, size=16)
    c.text(137, 229, f"{t['a']}{': ' if lang == 'en' else '：'}{t['samples']}", size=14)
    c.rect(290, 20, 258, 212, stroke="line", radius=12)
    c.text(419, 38, t["space"], size=14, fill="muted")
    c.path("M306 200 C 360 100, 440 210, 536 116", stroke="s2", stroke_width=2.6)
    c.text(520, 166, t["family"], size=14, fill="s2")
    c.circle(392, 78, 6, fill="s1")
    c.text(404, 72, t["p"], fill="s1", anchor="start", italic=True, size=16)
    c.line(392, 78, 374, 149, stroke="muted", dash="dashed")
    c.line(392, 78, 459, 163, stroke="muted", dash="dashed")
    c.circle(374, 149, 5.5, fill="s3")
    c.circle(459, 163, 5.5, fill="s4")
    c.text(366, 180, t["d1"], size=14, fill="s3")
    c.text(366, 198, t["one"], size=14, fill="s3")
    c.text(458, 188, t["d2"], size=14, fill="s4")
    c.text(458, 206, t["two"], size=14, fill="s4")
    return c.render()


def draw_forward_reverse(lang: str) -> str:
    """Draw the mixture with the Gaussians that minimize forward and reverse KL."""
    t = {
        "en": {"p": "data", "f": "forward KL: m = −0.80, s = 1.93",
               "r": "reverse KL: m = −2, s = 0.6",
               "l": "reverse KL, local minimum: m = 2, s = 0.6", "y": "density"},
        "zh": {"p": "数据", "f": "正向 KL：m = −0.80，s = 1.93", "r": "反向 KL：m = −2，s = 0.6",
               "l": "反向 KL 的局部极小：m = 2，s = 0.6", "y": "密度"},
    }[lang]  # fmt: skip
    c = Canvas(560, 360)
    a = Axes(c, 44, 128, 506, 190, (-5, 5), (0, 0.7))
    a.draw_frame(
        [(v, str(v).replace("-", "−")) for v in (-4, -2, 0, 2, 4)],
        [(v, f"{v:g}") for v in (0, 0.2, 0.4, 0.6)],
    )
    rows = (
        ("ink", "solid", t["p"], None),
        ("s2", "solid", t["f"], (-0.8, 1.9287)),
        ("s1", "solid", t["r"], (-2.0, 0.6)),
        ("s4", "dashed", t["l"], (2.0, 0.6)),
    )
    for k, (colour, dash, label, fit) in enumerate(rows):
        y = 16 + 23 * k
        c.line(52, y, 84, y, stroke=colour, dash=dash, stroke_width=2.6)
        c.text(94, y, label, size=15, anchor="start", fill=colour)
        if fit:
            m, s = fit
            low, high = max(-5.0, m - 3.6 * s), min(5.0, m + 3.6 * s)
            points = sample_curve(lambda x, m=m, s=s: math.exp(log_normal(x, m, s)), low, high, 44)  # type: ignore[misc]
        else:
            points = sample_curve(lambda x: math.exp(log_data(x)), -5, 5, 80)
        draw_curve(a, points, stroke=colour, dash=dash, width=2.6 if k else 2.2)
    c.text(a.map_x(5), 344, "x", size=15, italic=True)
    return c.render()


def draw_disjoint(lang: str) -> str:
    """Draw KL, JS and W₁ of two uniform distributions against their shift."""
    t = {
        "en": {"x": "shift θ", "kl": "KL = ∞ for every θ > 0", "js": "JS: flat at ln 2 = 0.693",
               "w": "W₁ = θ", "y": "divergence"},
        "zh": {"x": "平移量 θ", "kl": "只要 θ > 0，KL = ∞", "js": "JS：停在 ln 2 = 0.693",
               "w": "W₁ = θ", "y": "散度"},
    }[lang]  # fmt: skip
    c = Canvas(560, 366)
    for k, (shift, colour) in enumerate(((0.5, "θ = 0.5"), (1.0, "θ = 1"), (2.0, "θ = 2"))):
        left = 26 + 178 * k
        c.text(left + 76, 16, colour, size=14)
        c.rect(left, 30, 48, 26, fill="s1-soft", stroke="s1", radius=0)
        c.rect(left + 48 * shift, 30, 48, 26, fill="none", stroke="s2", radius=0, stroke_width=2.2)
        c.line(left - 8, 56, left + 156, 56, stroke="muted")
    a = Axes(c, 44, 100, 506, 210, (0, 3), (0, 3))
    a.draw_frame(
        [(v, str(v)) for v in (0, 1, 2, 3)],
        [(v, str(v)) for v in (0, 1, 2, 3)],
        x_label=t["x"],
        grid=False,
    )
    c.text(44, 82, t["y"], size=14, anchor="start")
    a.plot([0, 3], [0, 3], stroke="s3", stroke_width=2.8)
    a.plot([0, 1, 3], [0, math.log(2), math.log(2)], stroke="s2", stroke_width=2.8)
    c.arrow(50, 308, 50, 103, stroke="s6", stroke_width=2.8)
    c.text(62, 116, t["kl"], size=15, anchor="start", fill="s6")
    c.text(a.map_x(2.05), a.map_y(2.42), t["w"], size=15, anchor="end", fill="s3")
    c.text(a.map_x(2.0), a.map_y(0.44), t["js"], size=15, fill="s2")
    return c.render()


def draw_families(lang: str) -> str:
    """Draw the densities that six models learnt from the same data."""
    names = {
        "en": ("autoregressive (6 bits)", "flow", "VAE", "GAN", "energy-based", "flow matching"),
        "zh": ("自回归（6 个比特）", "流", "VAE", "GAN", "能量模型", "流匹配"),
    }[lang]
    keys = ("ar", "flow", "vae", "gan", "ebm", "fm")
    colours = ("s1", "s3", "s4", "s6", "s5", "s2")
    truth = sample_curve(lambda x: math.exp(log_data(x)), -4, 4, 40)
    c = Canvas(560, 446)
    for k, (key, name, colour) in enumerate(zip(keys, names, colours, strict=True)):
        left, top = 20 + 276 * (k % 2), 30 + 142 * (k // 2)
        a = Axes(c, left, top, 246, 92, (-4, 4), (0, 0.62))
        c.text(left + 123, top - 14, name, size=15, weight="600", fill=colour)
        if key == "ar":
            points = make_steps(LEARNT[key], -5, 10 / 64, -4, 4)
        elif key == "gan":
            points = make_steps(LEARNT[key], -4, 0.2, -4, 4)
        else:
            points = [(-4 + 0.2 * i, int(v) / 1000) for i, v in enumerate(LEARNT[key].split())]
        draw_curve(a, points, stroke=colour)
        draw_curve(a, truth, stroke="ink", dash="dotted", width=1.6)
        c.line(left, top + 92, left + 246, top + 92)
        for v in (-2, 0, 2):
            c.line(a.map_x(v), top + 92, a.map_x(v), top + 96)
            c.text(a.map_x(v), top + 107, str(v).replace("-", "−"), size=14, fill="muted")
    return c.render()


FIGURES = {
    "setup": draw_setup,
    "forward-reverse": draw_forward_reverse,
    "disjoint": draw_disjoint,
    "families": draw_families,
}
