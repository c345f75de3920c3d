"""Figures of the article representation-learning/self-supervised-learning."""

from __future__ import annotations

import math
from typing import Any

from scripts.figures.canvas import Axes, Canvas

# Printed by the article's block gaussians.py: true information -> estimate for K = 8, 64, 512.
ESTIMATES = {
    1: (0.75, 0.96, 1.00),
    2: (1.22, 1.82, 2.01),
    4: (1.79, 3.07, 3.66),
    6: (2.00, 3.73, 4.94),
    8: (2.06, 4.03, 5.72),
    10: (2.07, 4.13, 6.05),
}

# The spread of a training batch in the article's block collapse.py (torch 2.13, one thread),
# recorded at these steps.
STEPS = (0, 5, 10, 20, 30, 40, 50, 60, 80, 100, 120, 149)
SPREAD = {
    "simsiam": (0.88, 0.87, 0.88, 0.89, 0.87, 0.89, 0.91, 0.91, 0.91, 0.92, 0.93, 0.93),
    "no_stop": (0.88, 0.48, 0.27, 0.14, 0.10, 0.09, 0.08, 0.08, 0.07, 0.07, 0.06, 0.05),
    "vicreg": (0.88, 0.84, 0.85, 0.87, 0.92, 0.94, 0.96, 0.96, 0.96, 0.96, 0.96, 0.96),
    "no_var": (0.88, 0.77, 0.71, 0.70, 0.55, 0.41, 0.34, 0.27, 0.16, 0.11, 0.08, 0.05),
}

SIMILARITIES = (0.6, 0.1, -0.3)
POSITIVE = 0.8


def push_shares(similarities: list[float], tau: float) -> list[float]:
    """Return how the push of NT-Xent divides among negatives with these cosines."""
    top = max(similarities)
    weights = [math.exp((s - top) / tau) for s in similarities]
    return [w / sum(weights) for w in weights]


def draw_wiring(lang: str) -> str:
    """Draw the four ways in which the target of a prediction is made."""
    t: dict[str, Any] = {
        "en": {
            "a": "Restore the data", "b": "Contrast with others",
            "c": "Follow a stopped branch", "d": "Keep statistics alive",
            "seen": "visible", "hid": "hidden", "guess": "guess", "v1": "view 1",
            "v2": "view 2", "cmp": "compare", "pull": "pull", "push": "push",
            "other": "other\nsamples", "batch": "batch:\nspread,\ndecorrelate",
            "nograd": "no gradient",
        },
        "zh": {
            "a": "还原数据", "b": "与其他样本对比",
            "c": "追随停掉梯度的一支", "d": "维持批内统计量",
            "seen": "可见", "hid": "隐藏", "guess": "猜测", "v1": "视图 1",
            "v2": "视图 2", "cmp": "比较", "pull": "拉近", "push": "推开",
            "other": "其他\n样本", "batch": "整批：\n撑开、\n去相关",
            "nograd": "无梯度",
        },
    }[lang]  # fmt: skip
    c = Canvas(560, 330)

    def frame(x: float, y: float, title: str, colour: str) -> None:
        c.rect(x, y, 270, 156, fill="none", stroke="line", radius=8)
        c.text(x + 12, y + 18, title, anchor="start", weight="600", fill=colour)

    def chain(x: float, y: float, names: list[str], widths: list[float], colour: str) -> float:
        for k, (name, width) in enumerate(zip(names, widths, strict=True)):
            if k:
                c.arrow(x - 16, y + 15, x - 1, y + 15, stroke="muted", head=6)
            c.box(x, y, width, 30, name, fill=f"{colour}-soft", stroke=colour, size=14)
            x += width + 17
        return x - 17

    def compare(x: float, y1: float, y2: float, label: str, colour: str) -> None:
        middle = (y1 + y2) / 2
        c.arrow(x, middle, x, y1, stroke=colour, stroke_width=2)
        c.arrow(x, middle, x, y2, stroke=colour, stroke_width=2)
        c.text(x - 9, middle, label, size=14, fill=colour, anchor="end")

    frame(4, 4, t["a"], "s1")
    chain(16, 40, [t["seen"], "f", "g", t["guess"]], [60, 28, 28, 60], "s1")
    chain(182, 110, [t["hid"]], [60], "s1")
    compare(212, 71, 109, t["cmp"], "s1")
    frame(286, 4, t["b"], "s2")
    chain(298, 40, [t["v1"], "f", "z"], [58, 28, 28], "s2")
    chain(298, 110, [t["v2"], "f", "z′"], [58, 28, 28], "s2")
    compare(432, 71, 109, t["pull"], "s2")
    c.box(482, 66, 66, 48, t["other"], fill="none", stroke="s2", size=14)
    c.line(447, 58, 481, 80, stroke="s2", stroke_width=2, dash="dashed")
    c.line(447, 122, 481, 100, stroke="s2", stroke_width=2, dash="dashed")
    c.text(492, 48, t["push"], size=14, fill="s2")
    frame(4, 168, t["c"], "s3")
    chain(16, 204, [t["v1"], "f", "h", "p"], [58, 28, 28, 28], "s3")
    chain(16, 274, [t["v2"], "f"], [58, 28], "s3")
    c.arrow(120, 289, 180, 289, stroke="muted", head=6)
    c.line(146, 281, 140, 297, stroke="s6", stroke_width=2.5)
    c.line(153, 281, 147, 297, stroke="s6", stroke_width=2.5)
    chain(181, 274, ["z′"], [28], "s3")
    c.text(124, 262, t["nograd"], size=14, fill="s6")
    compare(195, 235, 273, "", "s3")
    c.text(204, 254, t["cmp"], size=14, fill="s3", anchor="start")
    frame(286, 168, t["d"], "s4")
    chain(298, 204, [t["v1"], "f", "Z"], [58, 28, 28], "s4")
    chain(298, 274, [t["v2"], "f", "Z′"], [58, 28, 28], "s4")
    compare(432, 235, 273, t["pull"], "s4")
    c.box(462, 222, 88, 64, t["batch"], fill="none", stroke="s4", size=14)
    c.line(446, 226, 461, 238, stroke="s4", stroke_width=2)
    c.line(446, 282, 461, 270, stroke="s4", stroke_width=2)
    return c.render()


def draw_map(lang: str) -> str:
    """Draw the methods on one map: what is predicted, and what forbids a constant."""
    t: dict[str, Any] = {
        "en": {
            "input": "compared as data", "latent": "compared as learned vectors",
            "cols": ["the target is\nthe data itself", "negatives", "stopped\nbranch",
                     "batch\nstatistics"],
            "rows": ["next\npart", "masked\npart", "other\nview"],
            "foot": "columns: what forbids a constant answer; rows: which part is predicted",
        },
        "zh": {
            "input": "在数据上比较", "latent": "在学到的向量上比较",
            "cols": ["目标就是\n数据本身", "负样本", "停掉梯度\n的一支", "批内\n统计量"],
            "rows": ["后续\n部分", "遮住的\n部分", "另一个\n视图"],
            "foot": "列：靠什么排除常数解；行：预测哪一部分",
        },
    }[lang]  # fmt: skip
    c = Canvas(560, 372)
    left, width, tops, heights = 66, 122, (88, 146, 226), (52, 74, 108)
    colours = ("s1", "s2", "s3", "s4")
    c.text(left + width / 2, 14, t["input"], size=14, fill="s1")
    c.text(left + 2.5 * width, 14, t["latent"], size=14)
    c.line(left + 4, 28, left + width - 4, 28, stroke="s1", stroke_width=2.5)
    c.line(left + width + 4, 28, left + 4 * width - 4, 28, stroke="ink", stroke_width=2.5)
    for k, (name, colour) in enumerate(zip(t["cols"], colours, strict=True)):
        lines = name.split("\n")
        for j, line in enumerate(lines):
            y = 56 + 18 * (j - (len(lines) - 1) / 2)
            c.text(left + width * (k + 0.5), y, line, size=14, weight="600", fill=colour)
    cells = {
        (0, 0): ["GPT"], (0, 1): ["CPC"], (1, 0): ["BERT", "MAE"],
        (2, 1): ["SimCLR", "MoCo"], (2, 2): ["BYOL", "SimSiam", "DINO"],
        (2, 3): ["Barlow Twins", "VICReg"],
    }  # fmt: skip
    for i, (top, height) in enumerate(zip(tops, heights, strict=True)):
        lines = t["rows"][i].split("\n")
        for j, line in enumerate(lines):
            c.text(60, top + height / 2 + 18 * (j - 0.5), line, size=14, anchor="end")
        for k, colour in enumerate(colours):
            c.rect(left + width * k, top, width, height, stroke="line", stroke_width=1, radius=0)
            names = cells.get((i, k), [])
            for j, name in enumerate(names):
                y = top + height / 2 + 33 * (j - (len(names) - 1) / 2) - 14
                c.box(left + width * k + 8, y, width - 16, 28, name, size=15,
                      fill=f"{colour}-soft", stroke=colour)  # fmt: skip
    c.text(left + 2 * width, 354, t["foot"], size=14, fill="muted")
    return c.render()


def draw_bound(lang: str) -> str:
    """Draw the InfoNCE estimate against the true mutual information of Gaussians."""
    t = {
        "en": {"x": "true mutual information (nats)", "y": "InfoNCE estimate (nats)",
               "true": "estimate = truth"},
        "zh": {"x": "真实互信息（纳特）", "y": "InfoNCE 估计值（纳特）", "true": "估计 = 真值"},
    }[lang]  # fmt: skip
    c = Canvas(560, 360)
    a = Axes(c, 44, 40, 500, 260, (0, 11), (0, 8))
    a.draw_frame([(v, str(v)) for v in (0, 2, 4, 6, 8, 10)],
                 [(v, str(v)) for v in (0, 2, 4, 6, 8)], x_label=t["x"])  # fmt: skip
    c.text(8, 16, t["y"], size=14, anchor="start")
    a.plot([0, 8], [0, 8], stroke="muted", dash="dashed")
    c.text(a.map_x(6.8), a.map_y(7.4), t["true"], size=14, fill="muted", anchor="end")
    for k, (size, colour) in enumerate(((8, "s6"), (64, "s2"), (512, "s1"))):
        ceiling = math.log(size)
        a.plot([0, 11], [ceiling, ceiling], stroke=colour, stroke_width=1.4, dash="dotted")
        xs = [0.0, *(float(x) for x in ESTIMATES)]
        ys = [0.0, *(row[k] for row in ESTIMATES.values())]
        a.plot(xs, ys, stroke=colour)
        a.scatter(xs[1:], ys[1:], fill=colour)
        c.text(a.map_x(10.9), a.map_y(ceiling) - 13, f"K = {size}: log K = {ceiling:.2f}", size=14,
               fill=colour, anchor="end")  # fmt: skip
    return c.render()


def draw_temperature(lang: str) -> str:
    """Draw how the push divides among three negatives at three temperatures."""
    t = {
        "en": {"title": "share of the push on each negative", "s": "cosine"},
        "zh": {"title": "每个负样本分到的推力", "s": "余弦"},
    }[lang]  # fmt: skip
    c = Canvas(560, 270)
    c.text(10, 16, t["title"], anchor="start", weight="600")
    for g, tau in enumerate((1.0, 0.5, 0.1)):
        x0 = 14 + 184 * g
        c.text(x0 + 82, 44, f"τ = {tau:g}", weight="600")
        shares = push_shares(list(SIMILARITIES), tau)
        for k, (share, colour) in enumerate(zip(shares, ("s6", "s5", "s1"), strict=True)):
            x, height = x0 + 56 * k, 130 * share
            c.rect(x, 214 - height, 46, height, fill=f"{colour}-soft", stroke=colour, radius=0)
            digits = 1 if share > 5e-4 else 2
            c.text(x + 23, 202 - height, f"{100 * share:.{digits}f}%", size=14, fill=colour)
            c.text(x + 23, 230, f"{SIMILARITIES[k]:g}".replace("-", "−"), size=14)
        c.line(x0 - 4, 214, x0 + 164, 214)
        c.text(x0 + 80, 252, t["s"], size=14, fill="muted")
    return c.render()


def draw_collapse(lang: str) -> str:
    """Draw the spread of the embeddings during training, with and without the safeguards."""
    t = {
        "en": {"x": "training step", "y": "spread (1: scattered, 0: one point)",
               "simsiam": "SimSiam", "no_stop": "SimSiam, no stop-gradient",
               "vicreg": "VICReg", "no_var": "VICReg, no variance term"},
        "zh": {"x": "训练步数", "y": "散布度（1：铺开，0：一个点）",
               "simsiam": "SimSiam", "no_stop": "SimSiam，不停梯度",
               "vicreg": "VICReg", "no_var": "VICReg，无方差项"},
    }[lang]  # fmt: skip
    c = Canvas(560, 330)
    a = Axes(c, 52, 40, 492, 230, (0, 150), (0, 1.1))
    a.draw_frame([(v, str(v)) for v in (0, 30, 60, 90, 120, 150)],
                 [(v, f"{v:g}") for v in (0, 0.25, 0.5, 0.75, 1)], x_label=t["x"])  # fmt: skip
    c.text(8, 16, t["y"], size=14, anchor="start")
    for name, colour, dash, x, y in (
        ("vicreg", "s1", "solid", 148, 1.04), ("simsiam", "s3", "dashed", 148, 0.86),
        ("no_var", "s4", "solid", 50, 0.42), ("no_stop", "s6", "dashed", 92, 0.2),
    ):  # fmt: skip
        a.plot(STEPS, SPREAD[name], stroke=colour, dash=dash, stroke_width=2.4)
        c.text(a.map_x(x), a.map_y(y), t[name], size=14, fill=colour,
               anchor="end" if x > 125 else "start")  # fmt: skip
    return c.render()


FIGURES = {
    "wiring": draw_wiring,
    "map": draw_map,
    "bound": draw_bound,
    "temperature": draw_temperature,
    "collapse": draw_collapse,
}
