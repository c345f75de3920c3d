"""Figures of the article "DeepSeek LLM, from scaling laws to alignment"."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from scripts.figures.canvas import Axes, Canvas

SEQ, VOCAB = 4096, 102_400
FITTED = {"hyper": (1e17, 2e19), "scale": (1e17, 3e20)}  # budgets of the fitted runs
PAPER_END = 1e25
# The models as trained: name, FLOPs per token (true matrices), tokens, learning rate, batch.
MODELS = (
    ("7B", 42.463e9, 2e12, 4.2e-4, 2304 * SEQ),
    ("67B", 432.738e9, 2e12, 3.2e-4, 4608 * SEQ),
)
PEAK, NOISE, STEPS = 1.0, 0.1, 2000  # the toy problem of the schedules


def fit_learning_rate(c: float) -> float:
    """Return the fitted peak learning rate at a budget of c FLOPs."""
    return 0.3118 * math.pow(c, -0.1250)


def fit_batch(c: float) -> float:
    """Return the fitted batch size in tokens."""
    return 0.2920 * math.pow(c, 0.3271)


def fit_model(c: float) -> float:
    """Return the fitted model scale in non-embedding FLOPs per token."""
    return 0.1715 * math.pow(c, 0.5243)


def fit_data(c: float) -> float:
    """Return the fitted number of training tokens."""
    return 5.8316 * math.pow(c, 0.4757)


def find_shape(scale: float, aspect: float = 100.0) -> tuple[float, float]:
    """Return layers and non-embedding parameters of a model with width = aspect * layers."""
    low, high = 1e-3, 1e4
    for _ in range(100):
        n = math.sqrt(low * high)
        cost = 72 * n * (aspect * n) ** 2 + 12 * n * aspect * n * SEQ
        low, high = (n, high) if cost < scale else (low, n)
    return low, 12 * aspect**2 * low**3


def predict(compute: float, stretch: float = 1.0) -> dict[str, float]:
    """Return what the formulas say; `stretch` multiplies the tokens at the same budget."""
    tokens = stretch * fit_data(compute)
    scale = compute / tokens
    layers, parameters = find_shape(scale)
    batch = fit_batch(compute)
    return {
        "rate": fit_learning_rate(compute),
        "batch": batch,
        "sequences": batch / SEQ,
        "scale": scale,
        "tokens": tokens,
        "layers": layers,
        "parameters": parameters,
        "steps": tokens / batch,
    }


def power_ticks(exponents: Sequence[int]) -> list[tuple[float, str]]:
    """Return ticks at powers of ten, written with superscripts."""
    marks = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
    return [(10.0**e, "10" + str(e).translate(marks)) for e in exponents]


def draw_law(axes: Axes, law: Callable[[float], float], kind: str, stroke: str) -> None:
    """Draw a power law: solid where runs were fitted, dashed where it is extrapolated."""
    low, high = FITTED[kind]
    axes.plot([low, high], [law(low), law(high)], stroke=stroke, stroke_width=3)
    axes.plot([high, PAPER_END], [law(high), law(PAPER_END)], stroke=stroke, dash="dashed")


def draw_hyperparameters(lang: str) -> str:
    """Draw batch size and learning rate against compute, with the two models."""
    t = {
        "en": {"x": "C (FLOPs)", "b": "batch (tokens)", "r": "learning rate",
               "fit": "fitted", "far": "extrapolated", "dot": "as trained"},
        "zh": {"x": "C（FLOPs）", "b": "批大小（词元）", "r": "学习率",
               "fit": "拟合区间", "far": "外推", "dot": "实际训练"},
    }[lang]  # fmt: skip
    c = Canvas(560, 330)
    left = Axes(c, 48, 44, 216, 200, (1e17, PAPER_END), (5e4, 1e8), log_x=True, log_y=True)
    right = Axes(c, 330, 44, 216, 200, (1e17, PAPER_END), (1e-4, 4e-3), log_x=True, log_y=True)
    ticks = power_ticks([17, 19, 21, 23, 25])
    left.draw_frame(ticks, power_ticks([5, 6, 7, 8]), x_label=t["x"], y_label=t["b"])
    rates = [(1e-4, "1e-4"), (3e-4, "3e-4"), (1e-3, "1e-3"), (3e-3, "3e-3")]
    right.draw_frame(ticks, rates, x_label=t["x"], y_label=t["r"])
    draw_law(left, fit_batch, "hyper", "s1")
    draw_law(right, fit_learning_rate, "hyper", "s3")
    for name, scale, tokens, rate, batch in MODELS:
        x = scale * tokens
        left.scatter([x], [batch], fill="s2", radius=5)
        right.scatter([x], [rate], fill="s2", radius=5)
        c.text(left.map_x(x) + 5, left.map_y(batch) + 17, name, size=14, fill="s2", anchor="start")
        c.text(right.map_x(x) - 2, right.map_y(rate) - 16, name, size=14, fill="s2")
    for x, key, dash in ((52, "fit", "solid"), (212, "far", "dashed")):
        c.line(x, 312, x + 40, 312, stroke="ink", stroke_width=3 if key == "fit" else 2, dash=dash)
        c.text(x + 48, 312, t[key], size=14, anchor="start")
    c.circle(404, 312, 5, fill="s2")
    c.text(416, 312, t["dot"], size=14, anchor="start")
    return c.render()


def count_flops(layers: float, width: float) -> tuple[float, float, float]:
    """Return M, 6 N1 and 6 N2 of the paper's Equation 2."""
    six_n1 = 72 * layers * width**2
    return six_n1 + 12 * layers * width * SEQ, six_n1, six_n1 + 6 * VOCAB * width


def draw_model_scale(lang: str) -> str:
    """Draw 6 N1 / M and 6 N2 / M against M, with the shapes of the paper's Table 3."""
    t = {
        "en": {"x": "M, non-embedding FLOPs per token", "y": "ratio to M",
               "one": "6N₁ (no embedding)", "two": "6N₂ (with vocabulary)"},
        "zh": {"x": "M：每词元的非嵌入 FLOPs", "y": "与 M 之比",
               "one": "6N₁（不含嵌入）", "two": "6N₂（含词表）"},
    }[lang]  # fmt: skip
    c = Canvas(560, 350)
    a = Axes(c, 50, 44, 490, 240, (5e7, 1e12), (0, 2.5), log_x=True)
    a.draw_frame(
        power_ticks([8, 9, 10, 11, 12]),
        [(0, "0"), (0.5, "0.5"), (1, "1"), (1.5, "1.5"), (2, "2"), (2.5, "2.5")],
        x_label=t["x"], y_label=t["y"],
    )  # fmt: skip
    a.plot([5e7, 1e12], [1, 1], stroke="muted", stroke_width=1.5, dash="dashed")
    widths = [230 * 1.14**k for k in range(33)]
    rows = [count_flops(width / 64, width) for width in widths]
    rows = [row for row in rows if 5e7 <= row[0] <= 1e12 and row[2] / row[0] <= 2.5]
    shapes = [(8, 512), (12, 768), (24, 1024), (24, 2048), (32, 4096), (40, 5120), (80, 8192)]
    dots = [count_flops(n, d) for n, d in shapes]
    for k, stroke in ((1, "s1"), (2, "s2")):
        a.plot([r[0] for r in rows], [r[k] / r[0] for r in rows], stroke=stroke)
        a.scatter([r[0] for r in dots], [r[k] / r[0] for r in dots], fill=stroke, radius=4)
    c.text(250, 246, t["one"], size=14, fill="s1", anchor="start")
    c.text(206, 84, t["two"], size=14, fill="s2", anchor="start")
    return c.render()


ALPHA, BETA, TERM, FLOOR = 0.34, 0.34 * 0.5243 / 0.4757, 250.0, 0.55


def toy_loss(scale: float, tokens: float) -> float:
    """Return the invented loss law whose optimum is the paper's Equation 4."""
    data = ALPHA * TERM / (BETA * math.pow(0.1715, ALPHA + BETA))
    return FLOOR + TERM * math.pow(scale, -ALPHA) + data * math.pow(tokens, -BETA)


def draw_isoflop(lang: str) -> str:
    """Draw the valleys of the toy law for five budgets and the line through their minima."""
    t = {
        "en": {"x": "model scale M (FLOPs per token)", "y": "toy loss",
               "low": "minima: M ∝ C^0.524"},
        "zh": {"x": "模型规模 M（每词元 FLOPs）", "y": "玩具损失",
               "low": "谷底：M ∝ C^0.524"},
    }[lang]  # fmt: skip
    c = Canvas(560, 340)
    a = Axes(c, 46, 44, 496, 230, (2e7, 3e11), (0.7, 1.6), log_x=True)
    ticks = [(v / 10, f"{v / 10}") for v in (8, 10, 12, 14, 16)]
    a.draw_frame(power_ticks([8, 9, 10, 11]), ticks, x_label=t["x"], y_label=t["y"])
    budgets = [1e17, 1e18, 1e19, 1e20, 3e20]
    names = ["10¹⁷", "10¹⁸", "10¹⁹", "10²⁰", "3·10²⁰"]
    for k, (budget, name) in enumerate(zip(budgets, names, strict=True)):
        best = fit_model(budget)
        xs = [best * 6 ** (i / 7) for i in range(-7, 8)]
        a.plot(xs, [toy_loss(x, budget / x) for x in xs], stroke=f"s{k % 4 + 1}")
        low = toy_loss(best, budget / best)
        a.scatter([best], [low], fill="ink", radius=4)
        x, y = a.map_x(xs[-1]), a.map_y(toy_loss(xs[-1], budget / xs[-1]))
        c.text(x + 5, y - (9 if k < 4 else -9), name, size=14, anchor="start")
    bests = [fit_model(b) for b in budgets]
    lows = [toy_loss(m, b / m) for m, b in zip(bests, budgets, strict=True)]
    a.plot(bests, lows, stroke="ink", stroke_width=1.5, dash="dashed")
    c.text(58, 258, t["low"], size=14, anchor="start")
    return c.render()


def draw_allocation(lang: str) -> str:
    """Draw the optimal model scale and tokens against compute, with the two models."""
    t = {
        "en": {"x": "compute budget C (FLOPs)", "m": "M (FLOPs per token)", "d": "D (tokens)",
               "fit": "fitted", "y": "optimal size"},
        "zh": {"x": "算力预算 C（FLOPs）", "m": "M（每词元 FLOPs）", "d": "D（词元）",
               "fit": "拟合区间", "y": "最优规模"},
    }[lang]  # fmt: skip
    c = Canvas(560, 380)
    a = Axes(c, 52, 44, 490, 270, (1e17, PAPER_END), (1e8, 1e13), log_x=True, log_y=True)
    right = a.map_x(FITTED["scale"][1])
    c.rect(a.left, a.top, right - a.left, a.height, fill="s5-soft", stroke="none", radius=0)
    a.draw_frame(power_ticks(range(17, 26, 2)), power_ticks(range(8, 14)),
                 x_label=t["x"], y_label=t["y"])  # fmt: skip
    draw_law(a, fit_model, "scale", "s1")
    draw_law(a, fit_data, "scale", "s3")
    c.text((a.left + right) / 2, 300, t["fit"], size=14, fill="s5")
    for name, scale, tokens, _, _ in MODELS:
        x = scale * tokens
        for value, law, stroke in ((scale, fit_model, "s1"), (tokens, fit_data, "s3")):
            tip, end = a.map_y(value), a.map_y(law(x))
            c.line(a.map_x(x), tip, a.map_x(x), end, stroke="s2", stroke_width=2)
            a.scatter([x], [value], fill=stroke, radius=5)
        below = a.map_y(scale) + 18
        c.text(a.map_x(x) + 8, below, f"{name}: M", size=14, anchor="start", fill="s1")
    top = a.map_y(2e12) - 17
    c.text(a.map_x(8.5e22) - 20, top, "7B, 67B: D", size=14, anchor="middle", fill="s3")
    c.text(a.map_x(3e20) + 10, a.map_y(4e9) + 8, t["m"], size=14, anchor="start", fill="s1")
    c.text(a.map_x(1.2e17), a.map_y(1.7e10), t["d"], size=14, anchor="start", fill="s3")
    return c.render()


def multi_step(t: float, first: float = 0.8, second: float = 0.9) -> float:
    """Return the multi-step factor at a fraction t of the training."""
    return 1.0 if t < first else math.sqrt(0.1) if t < second else 0.1


def cosine(t: float) -> float:
    """Return the cosine factor that ends at one tenth."""
    return 0.1 + 0.45 * (1 + math.cos(math.pi * t))


def run_toy(schedule: Callable[[float], float]) -> list[float]:
    """Return the expected loss after each step of SGD on a noisy quadratic."""
    curvature = [i**-1.3 for i in range(1, 301)]
    moments, losses = [1.0] * 300, []
    for step in range(STEPS):
        rate = PEAK * schedule((step + 0.5) / STEPS) * min(1.0, (step + 1) / 40)
        moments = [
            (1 - rate * h) ** 2 * m + rate**2 * NOISE * h
            for h, m in zip(curvature, moments, strict=True)
        ]
        losses.append(sum(h * m for h, m in zip(curvature, moments, strict=True)) / 2)
    return losses


def draw_schedules(lang: str) -> str:
    """Draw both schedules for 2T and 3T tokens, and their loss on a toy problem."""
    t = {
        "en": {"x": "tokens (T)", "y": "learning rate / peak", "loss": "toy loss",
               "x2": "share of training", "ms": "multi-step", "cos": "cosine"},
        "zh": {"x": "词元（T）", "y": "学习率 / 峰值", "loss": "玩具损失",
               "x2": "训练进度", "ms": "多段阶梯", "cos": "余弦"},
    }[lang]  # fmt: skip
    c = Canvas(560, 320)
    a = Axes(c, 40, 44, 226, 200, (0, 3), (0, 1.1))
    tenths = [(0, "0"), (0.1, "0.1"), (0.316, "0.32"), (1, "1")]
    a.draw_frame([(0, "0"), (1, "1"), (2, "2"), (3, "3")], tenths, x_label=t["x"], y_label=t["y"])
    for total, dash in ((2.0, "solid"), (3.0, "dashed")):
        xs = [total * k / 20 for k in range(21)]
        a.plot(xs, [cosine(x / total) for x in xs], stroke="s2", dash=dash)
        steps = [(0.0, 1.0), (0.8, 1.0), (0.8, 0.316), (0.9, 0.316), (0.9, 0.1), (1.0, 0.1)]
        a.plot([total * p for p, _ in steps], [v for _, v in steps], stroke="s1", dash=dash,
               stroke_width=2.6)  # fmt: skip
    b = Axes(c, 326, 44, 220, 200, (0, 1), (0.015, 0.4), log_y=True)
    b.draw_frame([(0, "0"), (0.5, "0.5"), (0.8, "0.8"), (1, "1")],
                 [(0.02, "0.02"), (0.05, "0.05"), (0.1, "0.1"), (0.2, "0.2")],
                 x_label=t["x2"], y_label=t["loss"])  # fmt: skip
    marks = [60, 100, 160, 220, 300, 500, 800, 1100, 1400, 1599, 1605, 1615, 1640, 1700, 1799,
             1806, 1820, 1850, 1900, 1999]  # fmt: skip
    for schedule, stroke in ((cosine, "s2"), (multi_step, "s1")):
        losses = run_toy(schedule)
        b.plot([k / STEPS for k in marks], [losses[k] for k in marks], stroke=stroke)
    for x, key, stroke in ((130, "ms", "s1"), (330, "cos", "s2")):
        c.line(x, 304, x + 36, 304, stroke=stroke, stroke_width=2.6)
        c.text(x + 44, 304, t[key], size=14, anchor="start")
    return c.render()


FIGURES = {
    "hyperparameters": draw_hyperparameters,
    "model-scale": draw_model_scale,
    "isoflop": draw_isoflop,
    "allocation": draw_allocation,
    "schedules": draw_schedules,
}
