"""Figures of the article machine-learning/gbdt; every curve comes from a run made here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np

from scripts.figures.canvas import COLOURS, Axes, Canvas, Point
from scripts.figures.curves import draw_curve, write_moves

SERIES = ("s6", "s2", "s1", "s3")
RATES = (1.0, 0.3, 0.1, 0.03)
ROUNDS = 500

TEXT = {
    "en": {
        "round": "after {m} rounds",
        "round1": "after 1 round",
        "model": "model",
        "truth": "true function",
        "data": "data",
        "residual": "negative gradient",
        "difference": "residual y − F",
        "squared": "squared",
        "absolute": "absolute",
        "huber": "Huber, δ = 1",
        "size": "size of the gradient",
        "margin": "margin ỹF",
        "exponential": "exponential",
        "log": "log loss",
        "r": "residual r",
        "left": "left mean −4",
        "right": "right mean +4",
        "gain": "gain of a split at x ≤ t",
        "t": "threshold t",
        "mse": "test MSE",
        "rounds": "rounds M (log scale)",
        "floor": "noise variance",
    },
    "zh": {
        "round": "第 {m} 轮之后",
        "round1": "第 1 轮之后",
        "model": "模型",
        "truth": "真实函数",
        "data": "数据",
        "residual": "负梯度",
        "difference": "残差 y − F",
        "squared": "平方",
        "absolute": "绝对值",
        "huber": "Huber，δ = 1",
        "size": "梯度的大小",
        "margin": "间隔 ỹF",
        "exponential": "指数损失",
        "log": "对数损失",
        "r": "残差 r",
        "left": "左均值 −4",
        "right": "右均值 +4",
        "gain": "在 x ≤ t 处分裂的增益",
        "t": "阈值 t",
        "mse": "测试 MSE",
        "rounds": "轮数 M（对数刻度）",
        "floor": "噪声方差",
    },
}


@dataclass
class Node:
    """A node of a regression tree; a leaf has no children."""

    value: float
    feature: int = -1
    threshold: float = 0.0
    left: Node | None = None
    right: Node | None = None


def find_split(x: np.ndarray, r: np.ndarray, min_leaf: int) -> tuple[float, int, float]:
    """Return gain, feature and threshold of the best split; x is (n, d), r is (n,)."""
    n, d = x.shape
    order = np.argsort(x, axis=0, kind="stable")
    ordered = np.take_along_axis(x, order, axis=0)
    sums = np.cumsum(r[order], axis=0)
    total, k = sums[-1], np.arange(1, n)[:, None]
    gain = sums[:-1] ** 2 / k + (total - sums[:-1]) ** 2 / (n - k) - total**2 / n
    allowed = (ordered[1:] > ordered[:-1]) & (k >= min_leaf) & (n - k >= min_leaf)
    gain = np.where(allowed, gain, -np.inf)
    row, feature = divmod(int(gain.argmax()), d)
    threshold = (ordered[row, feature] + ordered[row + 1, feature]) / 2
    return float(gain[row, feature]), feature, float(threshold)


def grow_tree(x: np.ndarray, r: np.ndarray, depth: int, min_leaf: int) -> Node:
    """Grow a least-squares regression tree."""
    node = Node(value=float(r.mean()))
    if depth == 0 or len(r) < 2 * min_leaf:
        return node
    gain, feature, threshold = find_split(x, r, min_leaf)
    if gain <= 1e-12:
        return node
    go_left = x[:, feature] <= threshold
    node.feature, node.threshold = feature, threshold
    node.left = grow_tree(x[go_left], r[go_left], depth - 1, min_leaf)
    node.right = grow_tree(x[~go_left], r[~go_left], depth - 1, min_leaf)
    return node


def predict_tree(node: Node, x: np.ndarray) -> np.ndarray:
    """Return the tree's value for every row of x."""
    if node.left is None or node.right is None:
        return np.full(len(x), node.value)
    go_left = x[:, node.feature] <= node.threshold
    out = np.empty(len(x))
    out[go_left] = predict_tree(node.left, x[go_left])
    out[~go_left] = predict_tree(node.right, x[~go_left])
    return out


def boost(
    x: np.ndarray, y: np.ndarray, queries: np.ndarray, rounds: int, rate: float, depth: int,
    min_leaf: int,
) -> list[np.ndarray]:  # fmt: skip
    """Boost with the squared loss; return the predictions at the queries after each round."""
    fitted, answers = np.full(len(y), y.mean()), np.full(len(queries), y.mean())
    stages = [answers]
    for _ in range(rounds):
        tree = grow_tree(x, y - fitted, depth, min_leaf)
        fitted = fitted + rate * predict_tree(tree, x)
        answers = answers + rate * predict_tree(tree, queries)
        stages.append(answers)
    return stages


def evaluate_wave(x: np.ndarray) -> np.ndarray:
    """Return the true function of the first figure."""
    return np.sin(2 * np.pi * x) + 0.5 * np.sin(6 * np.pi * x)


@cache
def run_wave() -> tuple[np.ndarray, np.ndarray, np.ndarray, list[np.ndarray]]:
    """Fit 80 noisy points of the wave; return x, y, the grid and the stages on the grid."""
    rng = np.random.default_rng(0)
    x = np.sort(rng.uniform(size=80))
    y = evaluate_wave(x) + rng.normal(scale=0.3, size=80)
    grid = np.arange(401) / 400
    return x, y, grid, boost(x[:, None], y, grid[:, None], 1000, 0.1, 2, 1)


def make_steps(xs: np.ndarray, ys: np.ndarray) -> list[Point]:
    """Return the corners of a piecewise constant function; it jumps halfway between samples."""
    corners = [(float(xs[0]), float(ys[0]))]
    for i in np.flatnonzero(np.diff(ys)):
        jump = float(xs[i] + xs[i + 1]) / 2
        corners += [(jump, float(ys[i])), (jump, float(ys[i + 1]))]
    return [*corners, (float(xs[-1]), float(ys[-1]))]


def draw_dots(axes: Axes, points: Iterable[Point], *, stroke: str, diameter: float) -> None:
    """Draw dots as one path: lines of no length with round ends."""
    data = write_moves(np.array([(axes.map_x(x), axes.map_y(y)) for x, y in points]), "m")
    axes.canvas.add(
        "path", d=data, stroke=COLOURS[stroke], stroke_width=diameter, stroke_linecap="round"
    )


def draw_stages(lang: str) -> str:
    """Draw the fit of a one-dimensional function after 1, 5, 50 and 1,000 rounds."""
    t = TEXT[lang]
    c = Canvas(560, 502)
    x, y, grid, stages = run_wave()
    for i, rounds in enumerate((1, 5, 50, 1000)):
        left, top = 38 + 270 * (i % 2), 62 + 232 * (i // 2)
        axes = Axes(c, left, top, 236, 180, (0, 1), (-2.2, 2.2))
        axes.draw_frame([(0, "0"), (0.5, "0.5"), (1, "1")], [(-2, "−2"), (0, "0"), (2, "2")])
        title = t["round1"] if rounds == 1 else t["round"].format(m=f"{rounds:,}")
        c.text(left + 118, top - 12, title, weight="600")
        draw_dots(axes, zip(x, y, strict=True), stroke="muted", diameter=4.4)
        truth = zip(grid, evaluate_wave(grid), strict=True)
        draw_curve(axes, truth, stroke="s3", width=1.8, dash="dashed")
        draw_curve(axes, make_steps(grid, stages[rounds]), stroke="s2", width=2.4)
    c.line(60, 18, 88, 18, stroke="s2", stroke_width=2.4)
    c.text(94, 18, t["model"], anchor="start", size=14)
    c.line(190, 18, 218, 18, stroke="s3", stroke_width=1.8, dash="dashed")
    c.text(224, 18, t["truth"], anchor="start", size=14)
    c.circle(380, 18, 3, fill="muted")
    c.text(390, 18, t["data"], anchor="start", size=14)
    return c.render()


def draw_gradients(lang: str) -> str:
    """Draw what a point asks for, by loss: regression on the left, two classes on the right."""
    t = TEXT[lang]
    c = Canvas(560, 330)
    axes = Axes(c, 36, 92, 228, 190, (-3, 3), (-3, 3))
    ticks = [(-2, "−2"), (0, "0"), (2, "2")]
    axes.draw_frame(ticks, ticks, x_label=t["difference"])
    c.text(150, 18, t["residual"], weight="600")
    axes.plot((-3, 3), (-3, 3), stroke="s1")
    axes.plot((-3, -1, 1, 3), (-1, -1, 1, 1), stroke="s2", stroke_width=3.4)
    axes.plot((-3, 0, 0, 3), (-1, -1, 1, 1), stroke="s3", stroke_width=1.8, dash="dashed")
    for text, x, y, colour, dash in (
        (t["squared"], 40, 44, "s1", "solid"),
        (t["huber"], 40, 66, "s2", "solid"),
        (t["absolute"], 162, 44, "s3", "dashed"),
    ):
        c.line(x, y, x + 24, y, stroke=colour, stroke_width=2.4, dash=dash)
        c.text(x + 30, y, text, anchor="start", size=14)
    margins = np.arange(-40, 31) / 10
    axes = Axes(c, 316, 92, 228, 190, (-4, 3), (0, 6))
    axes.draw_frame(
        [(-4, "−4"), (-2, "−2"), (0, "0"), (2, "2")],
        [(0, "0"), (1, "1"), (3, "3"), (5, "5")],
        x_label=t["margin"],
    )
    c.text(430, 18, t["size"], weight="600")
    inside = margins >= -np.log(6)
    edge = np.concatenate(([-np.log(6)], margins[inside]))
    draw_curve(axes, zip(edge, np.exp(-edge), strict=True), stroke="s6")
    draw_curve(axes, zip(margins, 1 / (1 + np.exp(margins)), strict=True), stroke="s1")
    for text, x, colour in ((t["exponential"], 316, "s6"), (t["log"], 440, "s1")):
        c.line(x, 44, x + 24, 44, stroke=colour, stroke_width=2.4)
        c.text(x + 30, 44, text, anchor="start", size=14)
    return c.render()


def draw_split(lang: str) -> str:
    """Draw the worked example: six residuals above, the gain of every threshold below."""
    t = TEXT[lang]
    c = Canvas(560, 480)
    residuals = np.array([-5.0, -3.0, -4.0, 2.0, 4.0, 6.0])
    sums, k = np.cumsum(residuals)[:-1], np.arange(1, 6)
    gains = sums**2 / k + sums**2 / (6 - k)  # the residuals add up to zero
    xs = [(v, str(v)) for v in range(1, 7)]
    top = Axes(c, 52, 44, 490, 180, (0.5, 6.5), (-7, 7))
    top.draw_frame(xs, [(-6, "−6"), (0, "0"), (6, "6")])
    c.text(52, 18, t["r"], anchor="start", weight="600")
    cut = top.map_x(3.5)
    c.rect(top.left, 44, cut - top.left, 180, fill="s1-soft", stroke="none", radius=0)
    c.rect(cut, 44, 542 - cut, 180, fill="s2-soft", stroke="none", radius=0)
    c.line(52, top.map_y(0), 542, top.map_y(0), stroke="muted", stroke_width=1)
    top.plot((0.5, 3.5), (-4, -4), stroke="s1", dash="dashed")
    top.plot((3.5, 6.5), (4, 4), stroke="s2", dash="dashed")
    c.text(60, top.map_y(-2), t["left"], anchor="start", fill="s1", size=14)
    c.text(cut + 8, top.map_y(5.4), t["right"], anchor="start", fill="s2", size=14)
    for i, r in enumerate(residuals):
        x, mean, colour = top.map_x(i + 1), *((-4, "s1") if i < 3 else (4, "s2"))
        c.line(x, top.map_y(r), x, top.map_y(mean), stroke="muted")
        c.circle(x, top.map_y(r), 5, fill=colour)
    low = Axes(c, 52, 284, 490, 140, (0.5, 6.5), (0, 110))
    low.draw_frame(
        [(v + 0.5, f"{v}.5") for v in range(1, 6)],
        [(0, "0"), (50, "50"), (100, "100")],
        x_label=t["t"],
    )
    c.text(52, 262, t["gain"], anchor="start", weight="600")
    c.line(cut, 44, cut, low.map_y(96) - 21, stroke="ink", dash="dotted")
    c.text(534, 239, "x", size=14, italic=True)
    for i, gain in enumerate(gains):
        x, y = low.map_x(i + 1.5), low.map_y(gain)
        colour = "s3" if i == int(gains.argmax()) else "muted"
        soft = "s3-soft" if i == int(gains.argmax()) else "paper"
        c.rect(x - 20, y, 40, 424 - y, fill=soft, stroke=colour)
        c.text(x, y - 11, f"{gain:.1f}".removesuffix(".0"), size=14, weight="600")
    return c.render()


@cache
def run_rates() -> dict[float, np.ndarray]:
    """Return the test MSE after every round for each learning rate (Friedman's data)."""
    rng = np.random.default_rng(0)
    samples = []
    for n in (500, 2000):
        x = rng.uniform(size=(n, 10)).astype(np.float32).astype(float)
        f = 10 * np.sin(np.pi * x[:, 0] * x[:, 1]) + 20 * (x[:, 2] - 0.5) ** 2
        samples.append((x, f + 10 * x[:, 3] + 5 * x[:, 4] + rng.normal(scale=2, size=n)))
    (x, y), (queries, answers) = samples
    return {
        rate: np.array(
            [np.mean((p - answers) ** 2) for p in boost(x, y, queries, ROUNDS, rate, 3, 5)][1:]
        )
        for rate in RATES
    }


def draw_rates(lang: str) -> str:
    """Draw the test error against the number of rounds for four learning rates."""
    t = TEXT[lang]
    c = Canvas(560, 400)
    axes = Axes(c, 44, 66, 500, 276, (1, ROUNDS), (0, 26), log_x=True)
    axes.draw_frame(
        [(1, "1"), (3, "3"), (10, "10"), (30, "30"), (100, "100"), (500, "500")],
        [(0, "0"), (5, "5"), (10, "10"), (15, "15"), (20, "20"), (25, "25")],
        x_label=t["rounds"],
        y_label=t["mse"],
    )
    axes.plot((1, ROUNDS), (4, 4), stroke="muted", stroke_width=1.5, dash="dotted")
    c.text(60, axes.map_y(2.7), t["floor"], anchor="start", size=14, fill="muted")
    for i, rate in enumerate(RATES):
        errors = run_rates()[rate]
        best = int(errors.argmin())
        draw_curve(axes, enumerate(errors, start=1), stroke=SERIES[i])
        x, y = axes.map_x(best + 1), axes.map_y(errors[best])
        c.circle(x, y, 5, fill="paper", stroke=SERIES[i], stroke_width=2.2)
        left = 96 + 116 * i
        c.line(left, 18, left + 24, 18, stroke=SERIES[i], stroke_width=2.4)
        c.text(left + 30, 18, f"ν = {rate:g}", anchor="start", size=14)
    return c.render()


FIGURES = {
    "stages": draw_stages,
    "gradients": draw_gradients,
    "split": draw_split,
    "rates": draw_rates,
}
