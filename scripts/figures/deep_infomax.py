"""Figures of the article representation-learning/deep-infomax."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from scripts.figures.canvas import Axes, Canvas

# Printed by the article's block estimators.py: true information -> (mean, standard deviation)
# of DV with K shuffled pairs, InfoNCE and the plug-in, then the mean JSD (d = 20, K = 64).
ESTIMATES = {
    1: ((1.07, 0.33), (0.97, 0.16), (1.01, 0.17), 0.21),
    2: ((2.18, 0.60), (1.83, 0.20), (2.01, 0.24), 0.36),
    4: ((4.78, 1.04), (3.08, 0.17), (4.02, 0.28), 0.53),
    6: ((7.37, 1.62), (3.75, 0.13), (6.01, 0.36), 0.62),
    8: ((11.08, 2.29), (4.02, 0.07), (7.99, 0.43), 0.66),
    10: ((14.97, 2.68), (4.12, 0.03), (10.01, 0.41), 0.68),
}
MASK = 0xFFFFFFFF
SEED = 20181


def make_uniform(seed: int) -> Callable[[], float]:
    """Return the generator mulberry32, with values in (0, 1); the element has the same one."""
    state = seed

    def uniform() -> float:
        nonlocal state
        state = (state + 0x6D2B79F5) & MASK
        t = ((state ^ (state >> 15)) * (1 | state)) & MASK
        t = ((t + (((t ^ (t >> 7)) * (61 | t)) & MASK)) & MASK) ^ t
        return ((t ^ (t >> 14)) + 0.5) / 4294967296

    return uniform


def log_sum_exp(values: list[float]) -> float:
    """Return the logarithm of the sum of exponentials."""
    top = max(values)
    return top + math.log(sum(math.exp(v - top) for v in values))


def estimate(rho: float, d: int, k: int, total: int = 40000) -> dict[str, float]:
    """Return what the estimators report in the mean with the exact critic (d even).

    Uses the article's forms: log r is I plus a difference of two chi-square variables, and
    InfoNCE's expectation is found with the mean of log r as control variate.
    """
    uniform = make_uniform(SEED)

    def chi_square(degrees: int) -> float:
        product = 1.0
        for _ in range(degrees // 2):
            product *= uniform()
        return -2 * math.log(product)

    s = 1 - rho * rho
    info = -d / 2 * math.log(s)
    runs = max(1, total // k)
    parts = []
    values = []
    controls = []
    below = 0.0
    above = 0.0
    for _ in range(runs):
        fakes = []
        for _ in range(k):
            u, v = chi_square(d), chi_square(d)
            fakes.append(info + rho / 2 * (u / (1 + rho) - v / (1 - rho)))
            above += math.log1p(math.exp(-abs(fakes[-1]))) + max(fakes[-1], 0.0)
            u, v = chi_square(d), chi_square(d)
            true = info + rho / 2 * (u - v)
            below += math.log1p(math.exp(-abs(true))) + max(-true, 0.0)
        parts.append(log_sum_exp(fakes) - math.log(k))
        x = chi_square(d)
        scores = []
        control = 0.0
        for j in range(k):
            radius, angle = math.sqrt(-2 * math.log(uniform())), 2 * math.pi * uniform()
            z, rest = radius * math.cos(angle), (radius * math.sin(angle)) ** 2
            rest += chi_square(d - 2) if d > 2 else 0.0
            dot, square = math.sqrt(x) * z, z * z + rest
            if j == 0:
                square = rho * rho * x + 2 * rho * math.sqrt(s) * dot + s * square
                dot = rho * x + math.sqrt(s) * dot
                control = rho / s * dot - rho * rho / (2 * s) * (x + square)
            scores.append(rho / s * dot - rho * rho / (2 * s) * square)
        values.append(math.log(k) + scores[0] - log_sum_exp(scores))
        controls.append(control)
    mean = sum(values) / runs
    middle = sum(controls) / runs
    spread = sum((c - middle) ** 2 for c in controls)
    shared = sum((c - middle) * (v - mean) for c, v in zip(controls, values, strict=True))
    slope = shared / spread if spread > 0 else 0.0
    part = sum(parts) / runs
    noise = sum((p - part) ** 2 for p in parts) / runs
    return {
        "info": info,
        "ceiling": math.log(k),
        "infonce": mean - slope * middle,
        "dv": info - part,
        "dvSpread": math.sqrt(noise + d * rho * rho / k),
        "plugSpread": math.sqrt(d * rho * rho / k),
        "jsd": math.log(2) - (below + above) / (2 * runs * k),
    }


def draw_normals(count: int, seed: int) -> list[float]:
    """Return standard normal numbers from the small generator."""
    uniform = make_uniform(seed)
    out = []
    for _ in range(count):
        radius = math.sqrt(-2 * math.log(uniform()))
        out.append(radius * math.cos(2 * math.pi * uniform()))
    return out


def draw_pairs(lang: str) -> str:
    """Draw true pairs and shuffled pairs with the band where the log ratio is positive."""
    t = {
        "en": {"a": "true pairs: p(x, y)", "b": "shuffled: p(x) p(y)",
               "band": "band: log r > 0"},
        "zh": {"a": "真配对：p(x, y)", "b": "打乱后：p(x) p(y)", "band": "色带：log r > 0"},
    }[lang]  # fmt: skip
    rho, n, limit, size = 0.9, 60, 3.0, 240.0
    numbers = draw_normals(2 * n, 5)
    xs = numbers[:n]
    ys = [rho * x + math.sqrt(1 - rho**2) * e for x, e in zip(xs, numbers[n:], strict=True)]
    c = Canvas(560, 318)
    for k, (name, shift) in enumerate(((t["a"], 0), (t["b"], 17))):
        left = 16 + 288 * k
        c.text(left + size / 2, 18, name, weight="600")
        a = Axes(c, left, 36, size, size, (-limit, limit), (-limit, limit))
        upper: list[tuple[float, float]] = []
        lower: list[tuple[float, float]] = []
        for i in range(31):
            u = -6.5 + 13 * i / 30
            v = math.sqrt((1 - rho) * (u * u / (1 + rho) - math.log(1 - rho**2) / rho))
            for side, store in ((v, upper), (-v, lower)):
                x, y = (u - side) / math.sqrt(2), (u + side) / math.sqrt(2)
                x, y = (min(max(w, -limit), limit) for w in (x, y))
                store.append((a.map_x(x), a.map_y(y)))
        outline: list[tuple[float, float]] = []
        for point in upper + lower[::-1]:
            if not outline or point != outline[-1]:
                outline.append(point)
        c.polyline(outline, closed=True, fill="s3-soft", stroke="s3", stroke_width=1)
        c.rect(left, 36, size, size, stroke="muted", radius=0)
        c.text(left + size / 2, 36 + size + 14, "x", italic=True)
        c.text(left - 9, 36 + size / 2, "y", italic=True)
        partners = ys[shift:] + ys[:shift]
        kept = [(round(x, 2), round(y, 2)) for x, y in zip(xs, partners, strict=True)
                if max(abs(x), abs(y)) < limit - 0.05]  # fmt: skip
        a.scatter([x for x, _ in kept], [y for _, y in kept],
                  fill="s1" if k == 0 else "s2", radius=3.2)  # fmt: skip
    c.text(280, 305, t["band"], fill="s3", size=14)
    return c.render()


def draw_estimators(lang: str) -> str:
    """Draw the estimates against the true information."""
    t: dict[str, Any] = {
        "en": {"x": "true information (nats)", "y": "estimate (nats), K = 64, d = 20",
               "dv": "DV", "nce": "InfoNCE", "plug": "plug-in",
               "jsd": "JSD ≤ log 2", "top": "log K = 4.16"},
        "zh": {"x": "真实互信息（纳特）", "y": "估计值（纳特），K = 64，d = 20",
               "dv": "DV", "nce": "InfoNCE", "plug": "代入法",
               "jsd": "JSD ≤ log 2", "top": "log K = 4.16"},
    }[lang]  # fmt: skip
    c = Canvas(560, 372)
    a = Axes(c, 44, 40, 500, 268, (0, 10.5), (0, 18))
    a.draw_frame([(v, str(v)) for v in (0, 2, 4, 6, 8, 10)],
                 [(v, str(v)) for v in (0, 3, 6, 9, 12, 15, 18)], x_label=t["x"])  # fmt: skip
    c.text(8, 18, t["y"], size=14, anchor="start")
    xs = [0, *ESTIMATES]
    ceiling = math.log(64)
    a.plot([0, 10.5], [ceiling, ceiling], stroke="s1", dash="dotted", stroke_width=1.5)
    for column, colour in ((0, "s2"), (1, "s1"), (2, "s3")):
        series = [(0.0, 0.0), *(row[column] for row in ESTIMATES.values())]
        pairs = [p for p in series if isinstance(p, tuple)]
        band = [(a.map_x(x), a.map_y(m + s)) for x, (m, s) in zip(xs, pairs, strict=True)]
        band += [(a.map_x(x), a.map_y(m - s)) for x, (m, s) in zip(xs, pairs, strict=True)][::-1]
        c.polyline(band, closed=True, fill=f"{colour}-soft", stroke="none")
        a.plot(xs, [m for m, _ in pairs], stroke=colour)
    a.plot(xs, [0, *(row[3] for row in ESTIMATES.values())], stroke="s4")
    c.text(a.map_x(6.6), a.map_y(11.6), t["dv"], fill="s2", weight="600")
    c.text(a.map_x(10.3), a.map_y(7.9), t["plug"], fill="s3", weight="600", anchor="end")
    c.text(a.map_x(10.3), a.map_y(3.0), t["nce"], fill="s1", weight="600", anchor="end")
    c.text(a.map_x(0.25), a.map_y(4.8), t["top"], fill="s1", size=14, anchor="start")
    c.text(a.map_x(10.3), a.map_y(1.6), t["jsd"], fill="s4", weight="600", anchor="end")
    return c.render()


def draw_architecture(lang: str) -> str:
    """Draw Deep InfoMax's data flow with the shapes of the CIFAR configuration."""
    t = {
        "en": {"x": "images x\nN×3×32×32", "c": "local map c\nN×128×8×8",
               "y": "output y\nN×64", "conv": "conv 64\nconv 128", "up": "conv 256\nfc 1024\nfc 64",
               "enc": "encoder E", "local": "local", "glob": "global", "prior": "prior",
               "l1": "1×1 convs on c\nN×2048×64", "l2": "lifted y\nN×2048",
               "l3": "dot products\nN×N×64 scores", "g1": "2 convs, 2 fc on c\nN×2048",
               "g2": "fc on y\nN×2048", "g3": "dot products\nN×N scores",
               "p1": "σ(y)\nN×64", "p2": "uniform noise\nN×64",
               "p3": "D: 1000, 200, 1\nreal or fake?",
               "w1": "weight β", "w2": "weight α", "w3": "weight γ"},
        "zh": {"x": "图像 x\nN×3×32×32", "c": "局部特征图 c\nN×128×8×8",
               "y": "输出 y\nN×64", "conv": "卷积 64\n卷积 128",
               "up": "卷积 256\n全连接 1024\n全连接 64", "enc": "编码器 E",
               "local": "局部", "glob": "全局", "prior": "先验",
               "l1": "c 过 1×1 卷积\nN×2048×64", "l2": "y 升维\nN×2048",
               "l3": "内积\nN×N×64 个分数", "g1": "c 过 2 卷积、2 全连接\nN×2048",
               "g2": "y 过全连接\nN×2048", "g3": "内积\nN×N 个分数",
               "p1": "σ(y)\nN×64", "p2": "均匀噪声\nN×64", "p3": "D：1000、200、1\n真还是假？",
               "w1": "权重 β", "w2": "权重 α", "w3": "权重 γ"},
    }[lang]  # fmt: skip
    c = Canvas(560, 448)
    c.text(62, 16, t["enc"], weight="600")
    c.box(8, 32, 108, 48, t["x"], fill="paper", stroke="ink", size=14)
    c.arrow(62, 80, 62, 100)
    c.box(20, 100, 84, 46, t["conv"], fill="s1-soft", stroke="s1", size=14)
    c.arrow(62, 146, 62, 166)
    c.box(8, 166, 108, 48, t["c"], fill="s5-soft", stroke="s5", size=14)
    c.arrow(62, 214, 62, 234)
    c.box(12, 234, 100, 66, t["up"], fill="s1-soft", stroke="s1", size=14)
    c.arrow(62, 300, 62, 320)
    c.box(8, 320, 108, 48, t["y"], fill="s3-soft", stroke="s3", size=14)
    # Two rails carry c and y to the three heads.
    c.polyline([(116, 182), (132, 182), (132, 54)], stroke="s5")
    c.line(132, 182, 132, 202, stroke="s5", stroke_width=2)
    c.polyline([(116, 344), (144, 344), (144, 108)], stroke="s3")
    c.line(144, 344, 144, 350, stroke="s3", stroke_width=2)
    heads = (("local", "w1", "l", 32), ("glob", "w2", "g", 180), ("prior", "w3", "p", 328))
    for name, weight, key, top in heads:
        c.rect(158, top - 24, 396, 136, stroke="line", dash="dashed")
        c.text(542, top - 8, t[name], anchor="end", weight="600")
        c.text(470, top + 96, t[weight], size=14, fill="muted")
        first, second = ("s5", "s3") if key != "p" else ("s3", "muted")
        fill = "paper" if key == "p" else "s3-soft"
        c.box(178, top, 170, 44, t[key + "1"], fill=f"{first}-soft", stroke=first, size=14)
        c.box(178, top + 54, 170, 44, t[key + "2"], fill=fill, stroke=second, size=14)
        c.box(396, top + 24, 148, 50, t[key + "3"], fill="s2-soft", stroke="s2", size=14)
        c.arrow(348, top + 22, 396, top + 40)
        c.arrow(348, top + 76, 396, top + 58)
        if key == "p":
            c.arrow(144, top + 22, 178, top + 22, stroke="s3", stroke_width=2)
        else:
            c.arrow(132, top + 22, 178, top + 22, stroke="s5", stroke_width=2)
            c.arrow(144, top + 76, 178, top + 76, stroke="s3", stroke_width=2)
    return c.render()


def draw_swirl(lang: str) -> str:
    """Draw two classes before and after an invertible swirl."""
    t = {
        "en": {"a": "input: linear probe 99%", "b": "swirled: linear probe 47%"},
        "zh": {"a": "输入：线性探测 99%", "b": "旋涡变换后：线性探测 47%"},
    }[lang]  # fmt: skip
    uniform = make_uniform(7)
    points = [(2 * uniform() - 1, 2 * uniform() - 1) for _ in range(100)]
    c = Canvas(560, 296)
    for k, (name, omega) in enumerate(((t["a"], 0.0), (t["b"], 10.0))):
        left = 12 + 284 * k
        c.text(left + 126, 18, name, weight="600")
        a = Axes(c, left, 36, 252, 252, (-1.42, 1.42), (-1.42, 1.42))
        c.rect(left, 36, 252, 252, stroke="line", radius=0)
        for x, y in points:
            angle = omega * math.hypot(x, y)
            px = x * math.cos(angle) - y * math.sin(angle)
            py = x * math.sin(angle) + y * math.cos(angle)
            a.scatter([round(px, 2)], [round(py, 2)], fill="s1" if x > 0 else "s2", radius=3)
    return c.render()


FIGURES = {
    "pairs": draw_pairs,
    "estimators": draw_estimators,
    "architecture": draw_architecture,
    "swirl": draw_swirl,
}
