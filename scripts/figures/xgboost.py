"""Figures of the article on XGBoost; every number in them is computed here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scripts.figures.canvas import Axes, Canvas


def split_gain(gl: float, hl: float, gr: float, hr: float, lam: float) -> float:
    """Return the loss reduction of a split before gamma is paid."""
    parent = (gl + gr) ** 2 / (hl + hr + lam)
    return 0.5 * (gl**2 / (hl + lam) + gr**2 / (hr + lam) - parent)


def draw_gain(lang: str) -> str:
    """Draw the gain of the five thresholds of the worked split, for two lambdas."""
    zh = lang == "zh"
    labels = np.array([0, 0, 0, 1, 0, 1])
    g, h = 0.5 - labels, np.full(6, 0.25)
    thresholds = np.arange(1.5, 6.0)
    c = Canvas(560, 392)
    axes = Axes(c, 62, 130, 470, 190, (0.5, 6.5), (-0.25, 1.5))
    for i, label in enumerate(labels):
        x = axes.map_x(i + 1)
        c.circle(x, 50, 15, fill="s2-soft" if label else "s1-soft", stroke="s2" if label else "s1")
        c.text(x, 50, str(label), weight="bold", fill="s2" if label else "s1")
        c.text(x, 80, f"{g[i]:+.1f}".replace("-", "−"), size=14, fill="muted")
    c.text(38, 50, "y", italic=True)
    c.text(38, 80, "g", italic=True, fill="muted")
    axes.draw_frame(
        [(i, str(i)) for i in range(1, 7)],
        [(v, f"{v:g}") for v in (0, 0.5, 1, 1.5)],
        x_label="特征值 x 与候选阈值" if zh else "feature value x and candidate thresholds",
    )
    c.text(62, 112, "增益" if zh else "gain", anchor="start", size=14)
    c.line(62, axes.map_y(0), 532, axes.map_y(0), stroke="ink", stroke_width=1)
    for lam, colour, dx in ((0.0, "s5", -9), (1.0, "s3", 9)):
        for k, t in enumerate(thresholds, start=1):
            gain = split_gain(g[:k].sum(), h[:k].sum(), g[k:].sum(), h[k:].sum(), lam)
            x, y0, y1 = axes.map_x(t) + dx, axes.map_y(0), axes.map_y(gain)
            c.rect(x - 8, min(y0, y1), 16, abs(y1 - y0), fill=f"{colour}-soft", stroke=colour)
            above = gain >= 0
            shift = 6 if lam else -6
            c.text(
                x + shift,
                y1 - 10 if above else y1 + 10,
                f"{gain:.2f}".replace("-", "−"),
                size=14,
                fill=colour,
            )
    c.rect(330, 138, 14, 14, fill="s5-soft", stroke="s5")
    c.text(350, 145, "λ = 0", anchor="start", size=14)
    c.rect(430, 138, 14, 14, fill="s3-soft", stroke="s3")
    c.text(450, 145, "λ = 1", anchor="start", size=14)
    return c.render()


def candidates(x: np.ndarray, weight: np.ndarray, eps: float) -> np.ndarray:
    """Return the candidate thresholds whose weighted ranks differ by less than eps."""
    order = np.argsort(x)
    x, rank = x[order], np.cumsum(weight[order]) - weight[order]
    rank = rank / weight.sum()
    picked = [0]
    while picked[-1] < len(x) - 1:
        ahead = np.flatnonzero(rank < rank[picked[-1]] + eps)
        picked.append(max(int(ahead[-1]), picked[-1] + 1))
    return x[picked]


def draw_quantiles(lang: str) -> str:
    """Draw the rank functions with rows and with hessians as weights, and their cuts."""
    zh = lang == "zh"
    x = np.random.default_rng(1).normal(size=5000)
    prob = 1 / (1 + np.exp(-4 * (x - 1)))
    hessian = prob * (1 - prob)
    c = Canvas(560, 438)
    axes = Axes(c, 52, 44, 488, 226, (-3.6, 4.0), (0.0, 1.0))
    axes.draw_frame(
        [(v, str(v).replace("-", "−")) for v in range(-3, 5)],
        [(v, f"{v:g}") for v in (0, 0.25, 0.5, 0.75, 1)],
        x_label="特征值 z" if zh else "feature value z",
    )
    c.text(20, 22, "秩 r(z)" if zh else "rank r(z)", anchor="start", size=14)
    grid = np.linspace(-3.55, 3.93, 160)
    order = np.argsort(x)
    names = (
        "每行权重相同" if zh else "every row weighs 1",
        "权重为 h = p(1 − p)" if zh else "weight h = p(1 − p)",
    )
    for i, (weight, colour) in enumerate(((np.ones_like(x), "s1"), (hessian, "s2"))):
        below = np.concatenate([[0.0], np.cumsum(weight[order])]) / weight.sum()
        axes.plot(grid, below[np.searchsorted(x[order], grid)], stroke=colour)
        cuts = candidates(x, weight, 0.1)
        y = 346 + 58 * i
        c.text(52, y - 14, names[i], anchor="start", size=14, fill=colour)
        c.line(52, y + 10, 540, y + 10, stroke="line")
        for cut in cuts:
            c.line(axes.map_x(cut), y, axes.map_x(cut), y + 20, stroke=colour, stroke_width=2)
    boundary = axes.map_x(1)
    for y0, y1 in ((44, 270), (326, 432)):  # not through the labels of the axis
        c.line(boundary, y0, boundary, y1, stroke="muted", dash="dashed", stroke_width=1)
    c.text(boundary, 28, "p = 0.5", size=14, fill="muted")
    return c.render()


@dataclass(eq=False)
class Node:
    """A node of a one-feature regression tree: its rows, its best split, its children."""

    rows: np.ndarray
    depth: int
    gain: float = 0.0
    cut: int = 0
    order: int = 0
    children: tuple[Node, Node] | None = None


def best_cut(node: Node, y: np.ndarray) -> None:
    """Find the cut of the node's sorted rows that lowers the squared error most."""
    v = y[node.rows]
    total, n = v.sum(), len(v)
    left = np.cumsum(v)[:-1]
    k = np.arange(1, n)
    gain = 0.5 * (left**2 / k + (total - left) ** 2 / (n - k) - total**2 / n)
    node.cut = int(np.argmax(gain)) + 1
    node.gain = float(gain[node.cut - 1])


def grow(y: np.ndarray, leaves: int, leaf_wise: bool) -> Node:
    """Grow a tree to a number of leaves, shallowest node or largest gain first."""
    root = Node(np.arange(len(y)), 0)
    best_cut(root, y)
    queue = [root]
    for step in range(1, leaves):
        node = max(queue, key=lambda q: q.gain if leaf_wise else (-q.depth, q.gain))
        queue.remove(node)
        node.order = step
        first = Node(node.rows[: node.cut], node.depth + 1)
        second = Node(node.rows[node.cut :], node.depth + 1)
        node.children = (first, second)
        for child in (first, second):
            best_cut(child, y)
            queue.append(child)
    return root


def leaves_of(node: Node) -> list[Node]:
    """List the leaves from left to right."""
    if node.children is None:
        return [node]
    return leaves_of(node.children[0]) + leaves_of(node.children[1])


def draw_growth(lang: str) -> str:
    """Draw a level-wise and a leaf-wise tree of eight leaves on the same data."""
    zh = lang == "zh"
    rng = np.random.default_rng(3)
    x = np.sort(rng.uniform(0, 1, 800))
    noise = rng.normal(size=800)
    y = np.exp(-((x - 0.2) ** 2) / 0.003) + 0.3 * x  # a narrow bump on a gentle slope
    y = y / y.std() + 0.1 * noise
    y = y - y.mean()
    c = Canvas(560, 362)
    titles = ("逐层生长", "逐叶生长") if zh else ("level-wise", "leaf-wise")
    for side, leaf_wise in enumerate((False, True)):
        root = grow(y, 8, leaf_wise)
        leaves = leaves_of(root)
        error = sum(((y[q.rows] - y[q.rows].mean()) ** 2).sum() for q in leaves) / (y**2).sum()
        left = 10 + 280 * side
        place = {id(q): left + 22.0 + 31 * i for i, q in enumerate(leaves)}

        def draw(node: Node, place: dict[int, float] = place) -> float:
            y0 = 62 + 46 * node.depth
            if node.children is None:
                x0 = place[id(node)]
                c.rect(x0 - 9, y0 - 9, 18, 18, fill="s3-soft", stroke="s3")
                return x0
            xs = [draw(child) for child in node.children]
            x0 = sum(xs) / 2
            for child_x, child in zip(xs, node.children, strict=True):
                size = 9 if child.children is None else 14
                c.line(x0, y0 + 14, child_x, y0 + 46 - size, stroke="muted")
            c.circle(x0, y0, 14, fill="s1-soft", stroke="s1")
            c.text(x0, y0, str(node.order), size=14, weight="bold")
            return x0

        draw(root)
        c.text(left + 130, 20, titles[side], weight="bold", size=16)
        share = f"{100 * error:.1f}%"
        text = f"剩余平方误差 {share}" if zh else f"squared error left: {share}"
        c.text(left + 130, 342, text, size=14)
    c.line(280, 8, 280, 354, stroke="line", dash="dashed")
    return c.render()


def draw_block(lang: str) -> str:
    """Draw a small table, its sorted column block and the jumps into the gradients."""
    zh = lang == "zh"
    table = np.array([[3.1, 20.0], [np.nan, 35.0], [0.4, np.nan], [2.2, 28.0], [1.7, 41.0]])
    c = Canvas(560, 372)
    c.text(100, 20, "数据（按行）" if zh else "data, by row", weight="bold")
    for j, name in enumerate(("f1", "f2")):
        c.text(100 + 66 * j, 46, name, italic=True, size=14)
    for i in range(5):
        y = 60 + 32 * i
        c.text(40, y + 16, f"{'行' if zh else 'row'} {i}", size=14, fill="muted")
        for j in range(2):
            missing = bool(np.isnan(table[i, j]))
            c.rect(67 + 66 * j, y, 66, 32, fill="none", stroke="line", radius=0)
            text = "–" if missing else f"{table[i, j]:g}"
            c.text(100 + 66 * j, y + 16, text, size=14, fill="muted" if missing else "ink")
    c.arrow(212, 140, 252, 140)
    c.text(398, 20, "列块（按值排序）" if zh else "column block, sorted by value", weight="bold")
    cells = {}
    for j, (name, colour) in enumerate((("f1", "s1"), ("f2", "s2"))):
        seen = np.flatnonzero(~np.isnan(table[:, j]))
        seen = seen[np.argsort(table[seen, j])]
        y = 60 + 88 * j
        c.text(276, y + 26, name, italic=True, size=14)
        for k, row in enumerate(seen):
            x = 294 + 62 * k
            c.rect(x, y, 62, 28, fill=f"{colour}-soft", stroke=colour, radius=0)
            c.text(x + 31, y + 14, f"{table[row, j]:g}", size=14)
            c.rect(x, y + 28, 62, 26, fill="none", stroke=colour, radius=0)
            c.text(x + 31, y + 41, f"{'行' if zh else 'row'} {row}", size=14, fill=colour)
            cells[j, k] = (x + 31, y + 54, row)
    c.text(40, 330, "g, h", italic=True)
    for i in range(5):
        c.rect(74 + 96 * i, 312, 96, 36, fill="s3-soft", stroke="s3", radius=0)
        c.text(122 + 96 * i, 330, f"{'行' if zh else 'row'} {i}", size=14)
    for k in range(4):
        x, y, row = cells[1, k]
        c.arrow(x, y, 122 + 96 * int(row), 311, stroke="s2")
    return c.render()


FIGURES = {
    "gain": draw_gain,
    "quantiles": draw_quantiles,
    "growth": draw_growth,
    "block": draw_block,
}
