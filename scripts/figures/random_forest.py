"""Figures of the article on random forests. The forests of the boundary figure are grown here;
the numbers of the other curves were measured with scikit-learn (see the comments)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from scripts.figures.canvas import COLOURS, Axes, Canvas, format_number

CELLS = 40
LOW, HIGH = -2.0, 2.0

# Friedman's function, 100 training sets of 100 rows with 40 trees each (DecisionTreeRegressor of
# scikit-learn 1.9.1 on bootstrap samples): sigma squared and rho of the first 20 trees, and the
# variance of averages of the other 20.
VARIANCE = {
    10: (17.25, 0.1236, ((1, 17.16), (2, 9.81), (3, 7.31), (5, 5.23), (10, 3.69), (20, 2.91))),
    3: (21.28, 0.0568, ((1, 21.36), (2, 11.24), (3, 7.83), (5, 5.15), (10, 3.12), (20, 2.15))),
}
# Digits, 900 rows for training and 897 for testing, scikit-learn 1.9.1: errors in percent against
# the number of trees (k = 8, mean of 10 forests; OOB over the rows that have a vote) ...
TREES = (1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200)
TEST = (25.5, 25.9, 17.8, 13.8, 11.5, 9.0, 6.6, 5.3, 4.6, 3.9, 3.6, 3.4, 3.3, 3.2, 3.0)
OOB = (26.2, 26.7, 26.0, 24.8, 23.6, 20.2, 16.6, 11.8, 8.8, 6.7, 4.9, 4.3, 3.8, 3.6, 3.3)
# ... and against k (100 trees, mean of 5 forests).
FEATURES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64)
TEST_K = (3.9, 3.7, 3.5, 3.1, 3.3, 3.3, 3.0, 2.8, 3.3, 3.4, 3.8, 4.6)
OOB_K = (5.1, 4.8, 4.3, 4.0, 4.0, 3.8, 3.8, 4.2, 4.0, 4.2, 5.3, 6.0)

TEXT = {
    "en": {
        "tree": "single tree, sample {i}",
        "forest": "forest of 100, sample {i}",
        "row": "row",
        "trees": "tree",
        "share": "OOB",
        "expected": "expected share (1 − 1/8)⁸ = 34%",
        "votes": "OOB votes",
        "variance": "variance of the average",
        "count": "number of trees B (log scale)",
        "bagging": "k = 10: σ² = 17.3, ρ = 0.12",
        "random": "k = 3: σ² = 21.3, ρ = 0.06",
        "floor": "floor ρσ²",
        "error": "error in %",
        "oob": "OOB",
        "test": "test",
        "number": "trees B (log scale)",
        "features": "features k (log scale)",
    },
    "zh": {
        "tree": "单棵树，样本 {i}",
        "forest": "100 棵树的森林，样本 {i}",
        "row": "行",
        "trees": "树",
        "share": "袋外",
        "expected": "期望比例 (1 − 1/8)⁸ = 34%",
        "votes": "袋外票数",
        "variance": "平均值的方差",
        "count": "树的数目 B（对数刻度）",
        "bagging": "k = 10：σ² = 17.3，ρ = 0.12",
        "random": "k = 3：σ² = 21.3，ρ = 0.06",
        "floor": "下限 ρσ²",
        "error": "错误率（%）",
        "oob": "袋外",
        "test": "测试",
        "number": "树的数目 B（对数刻度）",
        "features": "特征数 k（对数刻度）",
    },
}


@dataclass
class Node:
    """A node of a classification tree; a leaf has no children."""

    share: float
    feature: int = -1
    threshold: float = 0.0
    left: Node | None = None
    right: Node | None = None


def grow(x: np.ndarray, y: np.ndarray, k: int, rng: np.random.Generator) -> Node:
    """Grow a tree for two classes until its leaves are pure; k random features per split."""
    node, n = Node(float(y.mean())), len(y)
    if y.min() == y.max():
        return node
    best = -1.0
    for j in rng.permutation(x.shape[1])[:k]:
        order = np.argsort(x[:, j], kind="stable")
        v, s = x[order, j], np.cumsum(y[order])[:-1]
        m, total = np.arange(1, n), y.sum()
        score = (s**2 + (m - s) ** 2) / m
        score = score + ((total - s) ** 2 + (n - m - total + s) ** 2) / (n - m)
        score = np.where(v[1:] > v[:-1], score, -1.0)
        i = int(score.argmax())
        if score[i] > best:
            best, node.feature = float(score[i]), int(j)
            node.threshold = float(v[i] + v[i + 1]) / 2
    if best < 0:
        return node
    go = x[:, node.feature] <= node.threshold
    node.left, node.right = grow(x[go], y[go], k, rng), grow(x[~go], y[~go], k, rng)
    return node


def predict(node: Node, x: np.ndarray) -> np.ndarray:
    """Return the share of class 1 for every row of x."""
    if node.left is None or node.right is None:
        return np.full(len(x), node.share)
    go = x[:, node.feature] <= node.threshold
    out = np.empty(len(x))
    out[go], out[~go] = predict(node.left, x[go]), predict(node.right, x[~go])
    return out


def find_truth(x: np.ndarray) -> np.ndarray:
    """Return the height of the true boundary of the first figure."""
    return 0.9 * np.sin(1.7 * x)


def make_sample(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return 250 points and their classes, 10% of them flipped."""
    rng = np.random.default_rng(seed)
    x = np.round(rng.uniform(LOW + 0.05, HIGH - 0.05, size=(250, 2)), 3)
    y = (x[:, 1] > find_truth(x[:, 0])) ^ (rng.uniform(size=250) < 0.1)
    return x, y.astype(float)


def step_random(state: int) -> tuple[int, float]:
    """Return the next state and a number in [0, 1): the generator mulberry32."""
    state = (state + 0x6D2B79F5) & 0xFFFFFFFF
    t = ((state ^ (state >> 15)) * (1 | state)) & 0xFFFFFFFF
    t = ((t + (((t ^ (t >> 7)) * (61 | t)) & 0xFFFFFFFF)) & 0xFFFFFFFF) ^ t
    return state, ((t ^ (t >> 14)) & 0xFFFFFFFF) / 2**32


def draw_counts(rows: int, trees: int, seed: int) -> list[list[int]]:
    """Return how often each row (second index) is drawn for each tree (first index)."""
    counts = [[0] * rows for _ in range(trees)]
    for tree in counts:
        for _ in range(rows):
            seed, u = step_random(seed)
            tree[int(u * rows)] += 1
    return counts


def draw_region(c: Canvas, left: float, top: float, size: float, inside: np.ndarray) -> None:
    """Fill the cells of a square that belong to class 1, runs of a row as one rectangle."""
    step, parts = size / CELLS, []
    for i, row in enumerate(inside):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], row.astype(int), [0]))))
        for start, end in edges.reshape(-1, 2):
            x, y = format_number(left + step * start), format_number(top + step * (i + 0.5))
            parts.append(f"M{x} {y}h{format_number(step * (end - start))}")
    c.path("".join(parts), stroke="s1-soft", stroke_width=step + 0.3)


def draw_dots(axes: Axes, points: Iterable[Sequence[float]], *, stroke: str,
              diameter: float) -> None:  # fmt: skip
    """Draw dots as one path: lines of no length with round ends, from top to bottom."""
    mapped = sorted((round(axes.map_y(y)), round(axes.map_x(x))) for x, y in points)
    data, last = "", (0, 0)
    for y, x in mapped:
        data += f"m{x - last[0]} {y - last[1]}h0"
        last = (x, y)
    axes.canvas.add("path", d=data, stroke=COLOURS[stroke], stroke_width=diameter,
                    stroke_linecap="round")  # fmt: skip


def draw_boundaries(lang: str) -> str:
    """Draw two single trees above and two forests below, on the same two samples."""
    t = TEXT[lang]
    c = Canvas(560, 588)
    size = 260.0
    middle = LOW + (np.arange(CELLS) + 0.5) * (HIGH - LOW) / CELLS
    grid = np.array([(x, y) for y in middle[::-1] for x in middle])
    for column, seed in enumerate((1, 2)):
        x, y = make_sample(seed)
        rng = np.random.default_rng(seed)
        shares = [predict(grow(x, y, 2, rng), grid), np.zeros(len(grid))]
        for _ in range(100):
            bag = rng.integers(250, size=250)
            shares[1] += predict(grow(x[bag], y[bag], 1, rng), grid) / 100
        for line, share in enumerate(shares):
            left, top = 10 + 280 * column, 28 + 294 * line
            name = t["tree" if line == 0 else "forest"].format(i=column + 1)
            c.text(left + size / 2, top - 14, name, weight="600")
            c.rect(left, top, size, size, fill="s2-soft", stroke="none", radius=0)
            draw_region(c, left, top, size, (share > 0.5).reshape(CELLS, CELLS))
            axes = Axes(c, left, top, size, size, (LOW, HIGH), (LOW, HIGH))
            curve = np.linspace(LOW, HIGH, 25)
            axes.plot(curve, find_truth(curve), stroke="ink", stroke_width=1.6, dash="dashed")
            for value, colour in ((1.0, "s1"), (0.0, "s2")):
                draw_dots(axes, x[y == value], stroke=colour, diameter=4.4)
            c.rect(left, top, size, size, stroke="line", stroke_width=1, radius=0)
    return c.render()


def draw_bags(lang: str) -> str:
    """Draw how often each of 8 rows falls into the bags of 6 trees; zeros stand out."""
    t = TEXT[lang]
    rows, trees = 8, 6
    c = Canvas(560, 384)
    counts = draw_counts(rows, trees, 12)
    left, top, w, h = 78.0, 36.0, 62.0, 34.0
    for b in range(trees):
        c.text(left + w * (b + 0.5), 18, f"{t['trees']} {b + 1}")
    c.text(left + w * trees + 52, 18, t["votes"], weight="600")
    for i in range(rows):
        y = top + h * (i + 0.5)
        c.text(left - 10, y, f"{t['row']} {i + 1}", anchor="end")
        for b in range(trees):
            n, x = counts[b][i], left + w * b
            c.rect(x + 2, top + h * i + 2, w - 4, h - 4,
                   fill="s2-soft" if n == 0 else "none",
                   stroke="s2" if n == 0 else "line")  # fmt: skip
            c.text(x + w / 2, y, str(n), weight="700" if n == 0 else None)
        c.text(left + w * trees + 52, y, str(sum(counts[b][i] == 0 for b in range(trees))))
    y = top + h * rows + 20
    c.text(left - 10, y, t["share"], anchor="end", weight="600")
    for b in range(trees):
        c.text(left + w * (b + 0.5), y, f"{counts[b].count(0)}/{rows}")
    c.text(left, y + 32, t["expected"], anchor="start", fill="muted")
    return c.render()


def draw_variance(lang: str) -> str:
    """Draw the variance formula for two settings, with measured dots."""
    t = TEXT[lang]
    c = Canvas(560, 400)
    axes = Axes(c, 40, 76, 504, 270, (1, 20), (0, 22), log_x=True)
    axes.draw_frame(
        [(1, "1"), (2, "2"), (3, "3"), (5, "5"), (10, "10"), (20, "20")],
        [(0, "0"), (5, "5"), (10, "10"), (15, "15"), (20, "20")],
        x_label=t["count"],
    )
    c.text(40, 58, t["variance"], anchor="start", size=14)
    trees = np.geomspace(1, 20, 19)
    for i, (k, name) in enumerate(((10, "bagging"), (3, "random"))):
        variance, rho, dots = VARIANCE[k]
        colour = ("s1", "s2")[i]
        axes.plot(trees, rho * variance + (1 - rho) * variance / trees, stroke=colour)
        axes.plot((1, 20), (rho * variance,) * 2, stroke=colour, stroke_width=1.4, dash="dashed")
        axes.scatter(*zip(*dots, strict=True), fill=colour, radius=4.5)
        x = 40 + 258 * i
        c.line(x, 22, x + 24, 22, stroke=colour, stroke_width=2.4)
        c.text(x + 30, 22, t[name], anchor="start", size=14)
    c.text(axes.map_x(1.05), axes.map_y(3.3), t["floor"], anchor="start", size=14, fill="muted")
    return c.render()


def draw_errors(lang: str) -> str:
    """Draw error against the number of trees on the left and against k on the right."""
    t = TEXT[lang]
    c = Canvas(560, 348)
    ticks = [(0, "0"), (5, "5"), (10, "10"), (15, "15"), (20, "20"), (25, "25")]
    left = Axes(c, 34, 66, 236, 226, (1, 200), (0, 28), log_x=True)
    left.draw_frame(
        [(1, "1"), (3, "3"), (10, "10"), (30, "30"), (100, "100")], ticks, x_label=t["number"]
    )
    right = Axes(c, 314, 66, 236, 226, (1, 64), (0, 7), log_x=True)
    right.draw_frame(
        [(1, "1"), (2, "2"), (4, "4"), (8, "8"), (16, "16"), (64, "64")],
        [(0, "0"), (2, "2"), (4, "4"), (6, "6")],
        x_label=t["features"],
    )
    for axes, xs, oob, test in ((left, TREES, OOB, TEST), (right, FEATURES, OOB_K, TEST_K)):
        axes.plot(xs, oob, stroke="s2", dash="dashed")
        axes.plot(xs, test, stroke="s1")
        draw_dots(axes, zip(xs, test, strict=True), stroke="s1", diameter=5)
        draw_dots(axes, zip(xs, oob, strict=True), stroke="s2", diameter=5)
        c.text(axes.left - 8, 46, t["error"], anchor="start", size=14)
    for x, name, colour, dash in ((150, "oob", "s2", "dashed"), (290, "test", "s1", "solid")):
        c.line(x, 18, x + 28, 18, stroke=colour, stroke_width=2.4, dash=dash)
        c.text(x + 34, 18, t[name], anchor="start", size=14)
    return c.render()


FIGURES = {
    "boundaries": draw_boundaries,
    "bags": draw_bags,
    "variance": draw_variance,
    "errors": draw_errors,
}
