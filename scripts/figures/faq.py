"""Figures of the article "Deep learning FAQ"."""

from __future__ import annotations

import math

from scripts.figures.canvas import Axes, Canvas

# log10 of the signal's growth after 5, 10, ..., 30 ReLU layers of width 128 for v = n·Var(w):
# the forward pass of the article's probe.py, recorded at every fifth layer.
SIGNAL = {
    1 / 3: (-1.90, -3.90, -5.76, -7.71, -9.77, -11.59),
    1.0: (-0.71, -1.51, -2.18, -2.94, -3.81, -4.43),
    2.0: (0.04, -0.01, 0.07, 0.07, -0.05, 0.08),
    3.0: (0.48, 0.87, 1.39, 1.83, 2.15, 2.72),
}
# p: (test error, test error with ridge 1), from the article's double_descent.py.
DESCENT = {
    2: (1.070, 1.069), 5: (1.006, 1.003), 10: (0.880, 0.867), 20: (0.738, 0.693),
    30: (0.494, 0.467), 40: (0.415, 0.347), 50: (0.419, 0.327), 60: (0.436, 0.304),
    70: (0.605, 0.320), 80: (0.894, 0.240), 90: (1.365, 0.236), 95: (2.796, 0.239),
    98: (7.525, 0.262), 100: (20.82, 0.244), 102: (8.022, 0.263), 105: (3.507, 0.236),
    110: (1.552, 0.266), 120: (0.955, 0.251), 140: (0.556, 0.223), 160: (0.335, 0.194),
    200: (0.274, 0.186), 300: (0.157, 0.123), 500: (0.120, 0.110), 1000: (0.098, 0.095),
    2000: (0.089, 0.088),
}  # fmt: skip


def draw_bias(lang: str) -> str:
    """Draw the AND gate's boundary with and without bias, and three shifted ReLUs."""
    t = {
        "en": {
            "and": "AND: the boundary in the plane", "with": "with bias", "without": "without",
            "relu": "ReLU: where the bend lies", "nob": "b = 0",
        },
        "zh": {
            "and": "与门：平面上的边界", "with": "有偏置", "without": "无偏置",
            "relu": "ReLU：拐点的位置", "nob": "b = 0",
        },
    }[lang]  # fmt: skip
    c = Canvas(560, 300)
    c.text(140, 16, t["and"], weight="600")
    a = Axes(c, 36, 40, 216, 216, (-0.4, 2), (-0.4, 2))
    x, y = a.map_x, a.map_y
    c.polyline(
        [(x(-0.4), y(1.9)), (x(-0.4), y(2)), (x(2), y(2)), (x(2), y(-0.4)), (x(1.9), y(-0.4))],
        fill="s3-soft", stroke="none", closed=True,
    )  # fmt: skip
    c.arrow(x(-0.4), y(0), x(2), y(0), stroke="muted", stroke_width=1.2)
    c.arrow(x(0), y(-0.4), x(0), y(2), stroke="muted", stroke_width=1.2)
    c.text(x(1.95), y(0) + 15, "x₁", size=14, fill="muted")
    c.text(x(0) + 16, y(1.9), "x₂", size=14, fill="muted")
    a.plot([-0.4, 1.9], [1.9, -0.4], stroke="s3", stroke_width=2.6)
    a.plot([-0.4, 0.4], [0.4, -0.4], stroke="s6", dash="dashed")
    c.text(x(0.42), y(-0.4) + 14, t["without"], size=14, fill="s6")
    c.text(x(1.9), y(-0.4) + 14, t["with"], size=14, fill="s3")
    c.line(x(0), y(0), x(0.75), y(0.75), stroke="s2", stroke_width=2)
    c.text(x(0.37) + 8, y(0.37) + 8, "1.06", size=14, fill="s2", anchor="start")
    c.arrow(x(0.75), y(0.75), x(1.3), y(1.3), stroke="ink", stroke_width=2)
    c.text(x(1.3) + 12, y(1.3) - 6, "w", italic=True)
    for px, py in ((0, 0), (0, 1), (1, 0)):
        c.circle(x(px), y(py), 6, fill="paper", stroke="ink", stroke_width=2)
    c.circle(x(1), y(1), 7, fill="ink")

    c.text(422, 16, t["relu"], weight="600")
    b = Axes(c, 312, 40, 224, 216, (-2.2, 2.4), (-0.5, 3.2))
    c.arrow(b.map_x(-2.2), b.map_y(0), b.map_x(2.4), b.map_y(0), stroke="muted")
    c.arrow(b.map_x(0), b.map_y(0), b.map_x(0), b.map_y(3.2), stroke="muted")
    c.text(b.map_x(2.3), b.map_y(0) + 15, "x", size=14, fill="muted", italic=True)
    for bias, colour, top in ((1.5, "s1", 2.6), (0.0, "s6", 2.2), (-1.2, "s4", 1.1)):
        b.plot([-2.2, -bias, top - bias], [0, 0, top], stroke=colour, stroke_width=2.4,
               dash="dashed" if bias == 0 else "solid")  # fmt: skip
        c.circle(b.map_x(-bias), b.map_y(0), 5, fill=colour)
        label = t["nob"] if bias == 0 else f"b = {bias:g}".replace("-", "−")
        c.text(b.map_x(-bias), b.map_y(0) + 17, label, size=14, fill=colour)
    return c.render()


def draw_signal(lang: str) -> str:
    """Draw the signal's size against the layer for four weight variances."""
    t = {
        "en": {"x": "layer", "y": "size of the signal (log₁₀)", "lib": "PyTorch default, v = 1/3"},
        "zh": {"x": "层", "y": "信号大小（log₁₀）", "lib": "PyTorch 默认，v = 1/3"},
    }[lang]
    c = Canvas(560, 330)
    a = Axes(c, 46, 40, 486, 230, (0, 30), (-12.5, 4))
    a.draw_frame(
        [(k, str(k)) for k in range(0, 31, 5)],
        [(k, str(k).replace("-", "−")) for k in (-12, -8, -4, 0, 4)],
        x_label=t["x"],
    )
    c.text(26, 18, t["y"], size=14, anchor="start")
    names = {1 / 3: t["lib"], 1.0: "Xavier, v = 1", 2.0: "He, v = 2", 3.0: "v = 3"}
    spots = {1 / 3: (10.2, -8.6), 1.0: (19, -4.6), 2.0: (21.5, -0.9), 3.0: (17, 2.7)}
    for (v, dots), colour in zip(SIGNAL.items(), ("s6", "s2", "s3", "s4"), strict=True):
        a.plot([0, 30], [0, 15 * math.log10(v / 2)], stroke=colour)
        a.scatter(range(5, 31, 5), dots, fill=colour, radius=4)
        px, py = spots[v]
        c.text(a.map_x(px), a.map_y(py), names[v], size=14, fill=colour)
    return c.render()


def draw_norms(lang: str) -> str:
    """Draw which cells of an examples × features table share their statistics."""
    t = {
        "en": {
            "f": "features", "e": "examples", "bn": "mean, variance", "bn2": "of a column",
            "ln": "mean, variance", "ln2": "of a row",
            "rms": "root mean square", "rms2": "of a row",
        },
        "zh": {
            "f": "特征", "e": "样本", "bn": "每一列的", "bn2": "均值与方差",
            "ln": "每一行的", "ln2": "均值与方差", "rms": "每一行的", "rms2": "均方根",
        },
    }[lang]  # fmt: skip
    c = Canvas(560, 250)
    size = 26
    for k, (name, colour, lines) in enumerate(
        (("BatchNorm", "s2", ("bn", "bn2")), ("LayerNorm", "s1", ("ln", "ln2")),
         ("RMSNorm", "s3", ("rms", "rms2")))
    ):  # fmt: skip
        x0, y0 = 40 + 180 * k, 62
        c.text(x0 + 2.5 * size, 16, name, weight="600", fill=colour)
        c.text(x0 + 2.5 * size, 46, t["f"] + " →", size=14, fill="muted")
        for i in range(5):
            for j in range(5):
                hit = j == 1 if k == 0 else i == 1
                c.rect(x0 + size * j, y0 + size * i, size, size, radius=0, stroke="line",
                       fill=f"{colour}-soft" if hit else "none")  # fmt: skip
        if k == 0:
            c.rect(x0 + size, y0, size, 5 * size, stroke=colour, stroke_width=3, radius=0)
        else:
            c.rect(x0, y0 + size, 5 * size, size, stroke=colour, stroke_width=3, radius=0)
        for i, key in enumerate(lines):
            c.text(x0 + 2.5 * size, 212 + 21 * i, t[key], size=14)
    c.text(22, 127, "← " + t["e"], size=14, fill="muted", rotate=-90)
    return c.render()


def draw_loss_gradients(lang: str) -> str:
    """Draw the gradient's size of cross entropy and of squared error against the logit."""
    t = {
        "en": {
            "x": "logit z (target 1)", "y": "size of the gradient", "ce": "cross entropy: 1 − p",
            "mse": "squared error: (1 − p)² p", "bad": "confidently\nwrong", "good": "correct",
        },
        "zh": {
            "x": "logit z（目标为 1）", "y": "梯度大小", "ce": "交叉熵：1 − p",
            "mse": "平方误差：(1 − p)² p", "bad": "错得\n很自信", "good": "答对",
        },
    }[lang]  # fmt: skip
    c = Canvas(560, 310)
    a = Axes(c, 50, 40, 484, 210, (-8, 8), (0, 1.05))
    c.rect(a.map_x(-8), 40, a.map_x(-4) - a.map_x(-8), 210, fill="s6-soft", stroke="none",
           radius=0)  # fmt: skip
    a.draw_frame(
        [(k, str(k).replace("-", "−")) for k in range(-8, 9, 4)],
        [(0, "0"), (0.5, "0.5"), (1, "1")],
        x_label=t["x"],
    )
    c.text(26, 18, t["y"], size=14, anchor="start")
    zs = [-8 + 0.5 * k for k in range(33)]
    ps = [1 / (1 + math.exp(-z)) for z in zs]
    a.plot(zs, [1 - p for p in ps], stroke="s1", stroke_width=2.8)
    a.plot(zs, [(1 - p) ** 2 * p for p in ps], stroke="s2", stroke_width=2.8)
    c.text(a.map_x(0.6), a.map_y(0.8), t["ce"], size=14, fill="s1", anchor="start")
    c.text(a.map_x(2.5), a.map_y(0.2), t["mse"], size=14, fill="s2", anchor="start")
    for k, word in enumerate(t["bad"].split("\n")):
        c.text(a.map_x(-6), a.map_y(0.56) + 20 * k, word, size=14, fill="s6")
    c.text(a.map_x(6), a.map_y(0.6), t["good"], size=14, fill="muted")
    return c.render()


def draw_double_descent(lang: str) -> str:
    """Draw the test error of random features against their number."""
    t = {
        "en": {
            "x": "number of features p", "y": "test error", "min": "smallest norm",
            "ridge": "ridge penalty 1", "thr": "p = N = 100",
        },
        "zh": {
            "x": "特征数 p", "y": "测试误差", "min": "最小范数解", "ridge": "岭惩罚 1",
            "thr": "p = N = 100",
        },
    }[lang]  # fmt: skip
    c = Canvas(560, 330)
    a = Axes(c, 56, 40, 478, 230, (2, 2000), (0.05, 40), log_x=True, log_y=True)
    a.draw_frame(
        [(2, "2"), (10, "10"), (100, "100"), (1000, "1000")],
        [(0.1, "0.1"), (1, "1"), (10, "10")],
        x_label=t["x"],
    )
    c.text(26, 18, t["y"], size=14, anchor="start")
    c.line(a.map_x(100), 40, a.map_x(100), 270, stroke="muted", dash="dashed")
    c.text(a.map_x(100) + 8, 52, t["thr"], size=14, fill="muted", anchor="start")
    a.plot(DESCENT, [e[1] for e in DESCENT.values()], stroke="s3", dash="dashed")
    a.plot(DESCENT, [e[0] for e in DESCENT.values()], stroke="s1", stroke_width=2.6)
    c.text(a.map_x(260), a.map_y(2.3), t["min"], size=14, fill="s1", anchor="start")
    c.text(a.map_x(22), a.map_y(0.19), t["ridge"], size=14, fill="s3")
    return c.render()


FIGURES = {
    "bias": draw_bias,
    "signal": draw_signal,
    "norms": draw_norms,
    "loss-gradients": draw_loss_gradients,
    "double-descent": draw_double_descent,
}
