"""Figures of the article machine-learning/adaboost, and the rounds its element steps through."""

from __future__ import annotations

import math
from functools import cache
from itertools import groupby, pairwise
from typing import TypedDict

import numpy as np

from scripts.figures.canvas import COLOURS, Axes, Canvas, Point
from scripts.figures.curves import draw_curve, write_moves

# The twelve points of the element: distinct x1 and x2, seven rounds to a perfect vote.
POINTS = (
    (7, 12), (10, 6), (6, 9), (9, 10), (5, 2), (8, 1),
    (11, 11), (4, 8), (1, 7), (12, 3), (3, 5), (2, 4),
)  # fmt: skip
LABELS = (-1, 1, 1, -1, 1, 1, -1, 1, -1, -1, 1, -1)
TIE = 1e-12

# Test error in percent after so many rounds, printed by the article's noise experiment
# (scikit-learn 1.9.1; staged predictions): clean labels, then ten far rows flipped.
NOISE_ROUNDS = (1, 2, 3, 5, 7, 10, 14, 20, 30, 45, 65, 100, 140, 200)
NOISE = {
    "ada0": (35.6, 35.6, 26.2, 19.1, 18.0, 16.9, 13.4, 11.3, 9.0, 8.0, 7.5, 6.9, 6.4, 6.1),
    "ada10": (35.6, 35.6, 25.7, 18.2, 17.8, 17.2, 15.7, 15.8, 14.2, 14.2, 14.4, 15.4, 14.4, 15.4),
    "exp10": (35.6, 35.6, 35.6, 35.6, 33.0, 25.1, 23.9, 20.1, 18.0, 16.0, 13.8, 11.9, 11.6, 11.3),
    "log10": (35.6, 35.6, 35.6, 35.6, 33.0, 25.1, 23.9, 20.3, 17.6, 14.2, 13.1, 11.2, 9.8, 8.5),
}

TEXT = {
    "en": {
        "says": "stump says", "now": "weights in round 3", "sofar": "vote after round 3",
        "big": "area = weight; cross = the vote is wrong",
        "round1": "1 round", "round": "{m} rounds", "train": "training error",
        "test": "test error", "bound": "bound", "error": "error (%)",
        "rounds": "rounds (log scale)", "cdf": "rows with margin ≤ ρ (%)", "margin": "margin ρ",
        "m": "{m} rounds", "noise": "test error (%)", "ada0": "AdaBoost, clean labels",
        "ada10": "AdaBoost, 10 flipped", "exp10": "exponential, ν = 0.1, 10 flipped",
        "log10": "log loss, ν = 0.1, 10 flipped",
    },
    "zh": {
        "says": "树桩说", "now": "第 3 轮的权重", "sofar": "第 3 轮后的表决",
        "big": "面积 = 权重；叉 = 表决出错",
        "round1": "1 轮", "round": "{m} 轮", "train": "训练误差",
        "test": "测试误差", "bound": "上界", "error": "误差（%）",
        "rounds": "轮数（对数刻度）", "cdf": "间隔 ≤ ρ 的样本（%）", "margin": "间隔 ρ",
        "m": "{m} 轮", "noise": "测试误差（%）", "ada0": "AdaBoost，标签无误",
        "ada10": "AdaBoost，翻转 10 个", "exp10": "指数损失，ν = 0.1，翻转 10 个",
        "log10": "对数损失，ν = 0.1，翻转 10 个",
    },
}  # fmt: skip


class Round(TypedDict):
    """One round of boosting on the element's points."""

    feature: int
    threshold: float
    sign: int
    error: float
    alpha: float
    weights: list[float]
    after: list[float]
    scores: list[float]
    wrong: int
    bound: float


def boost_points(labels: tuple[int, ...], rounds: int) -> list[Round]:
    """Run AdaBoost with stumps on POINTS; the element computes the same in the browser."""
    n, stumps = len(POINTS), []
    for feature in (0, 1):
        values = sorted(p[feature] for p in POINTS)
        cuts = [(a + b) / 2 for a, b in pairwise(values)]
        lowest = [values[0] - 1.0] if feature == 0 else []  # the constant vote, once
        stumps += [(feature, t, s) for t in (*lowest, *cuts) for s in (1, -1)]
    weights, scores, bound, out = [1 / n] * n, [0.0] * n, 1.0, list[Round]()
    for _ in range(rounds):
        best, least = stumps[0], 2.0
        for stump in stumps:
            feature, t, s = stump
            miss = [(s if p[feature] > t else -s) != y
                    for p, y in zip(POINTS, labels, strict=True)]  # fmt: skip
            error = sum(w for w, bad in zip(weights, miss, strict=True) if bad)
            if error < least - TIE:
                best, least = stump, error
        if least < TIE or least > 0.5 - TIE:
            break
        feature, t, s = best
        alpha = 0.5 * math.log((1 - least) / least)
        votes = [s if p[feature] > t else -s for p in POINTS]
        after = [
            w / (2 * (1 - least)) if h == y else w / (2 * least)
            for w, h, y in zip(weights, votes, labels, strict=True)
        ]
        scores = [f + alpha * h for f, h in zip(scores, votes, strict=True)]
        bound *= 2 * math.sqrt(least * (1 - least))
        out.append({
            "feature": feature, "threshold": t, "sign": s, "error": least, "alpha": alpha,
            "weights": weights, "after": after, "scores": scores, "bound": bound,
            "wrong": sum(f * y <= TIE for f, y in zip(scores, labels, strict=True)),
        })  # fmt: skip
        weights = after
    return out


def fit_disk(rounds: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[np.ndarray]]:
    """Run the article's disk data; return x, y, errors and stumps as (alpha, j, t, s)."""
    rng = np.random.default_rng(2)
    x = rng.normal(size=(4300, 2))
    y = np.where((x**2).sum(axis=1) < 2 * np.log(2), 1, -1)
    train, labels = x[:300], y[:300]
    order = np.argsort(train, axis=0, kind="stable")
    ordered = np.take_along_axis(train, order, axis=0)
    cut = np.vstack([np.full(2, True), ordered[1:] > ordered[:-1]])
    w, errors, stumps = np.full(300, 1 / 300), [], []
    for _ in range(rounds):
        moved = np.cumsum((w * labels)[order], axis=0)[:-1]
        err = w[labels < 0].sum() + np.vstack([np.zeros(2), moved])
        both = np.where(cut, [err, 1 - err], 2.0).round(12)
        side, k, j = np.unravel_index(both.argmin(), both.shape)
        t = (ordered[k - 1, j] + ordered[k, j]) / 2 if k else -9.0
        h = np.where(train[:, j] > t, 1, -1) * (1 - 2 * int(side))
        e = float(w[h != labels].sum())
        w = np.where(h == labels, w / (2 * (1 - e)), w / (2 * e))
        errors.append(e)
        stumps.append(np.array([0.5 * math.log((1 - e) / e), j, t, 1 - 2 * int(side)]))
    return x, y, np.array(errors), stumps


@cache
def run_disk() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return the disk data's x, y, errors and stumps (1000, 4)."""
    x, y, errors, stumps = fit_disk(1000)
    return x, y, errors, np.array(stumps)


def score(stumps: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Return the scores F_m(x) after every round, (rounds, rows)."""
    above = x[:, stumps[:, 1].astype(int)] > stumps[:, 2]
    votes: np.ndarray = np.cumsum(np.where(above, 1, -1) * stumps[:, 3] * stumps[:, 0], axis=1)
    return votes.T


def draw_point(
    c: Canvas, x: float, y: float, label: int, radius: float, *, wrong: bool = False
) -> None:
    """Draw a labelled point; + is round and blue, − square and orange."""
    if label > 0:
        c.circle(x, y, radius, fill="paper", stroke="s1", stroke_width=2)
    else:
        c.rect(x - radius * 0.886, y - radius * 0.886, radius * 1.772, radius * 1.772,
               fill="paper", stroke="s2", stroke_width=2, radius=1)  # fmt: skip
    if wrong:
        for way in (1, -1):
            c.line(x - 6, y - 6 * way, x + 6, y + 6 * way, stroke="s6", stroke_width=2.4)


def draw_rounds(lang: str) -> str:
    """Draw the worked example: six points, three stumps, growing and shrinking weights."""
    t = TEXT[lang]
    c = Canvas(560, 416)
    y = np.array([1, 1, -1, -1, -1, 1])
    steps = (
        ("1/6", "0.805", np.array([1, 1, -1, -1, -1, -1]), np.full(6, 1 / 6)),
        ("1/5", "0.693", np.array([-1, -1, -1, -1, -1, 1]), np.array([1, 1, 1, 1, 1, 5]) / 10),
        ("3/16", "0.733", np.ones(6, int), np.array([4, 4, 1, 1, 1, 5]) / 16),
    )
    total = np.zeros(6)
    for m, (e, alpha, h, w) in enumerate(steps):
        top = 34 + 94 * m
        above, below = (int(v) for v in e.split("/"))
        total = total + 0.5 * math.log((below - above) / above) * h
        for i in range(6):
            x = 76 + 56 * i
            c.rect(x - 28, top, 56, 74, stroke="none", radius=0,
                   fill="s1-soft" if h[i] > 0 else "s2-soft")  # fmt: skip
            radius = 31 * math.sqrt(float(w[i]))
            draw_point(c, x, top + 37, int(y[i]), radius, wrong=h[i] != y[i])
        for i in [k for k in range(5) if h[k] != h[k + 1]]:
            c.line(104 + 56 * i, top - 4, 104 + 56 * i, top + 78, stroke="ink", stroke_width=2.4)
        c.text(24, top + 37, f"m = {m + 1}", size=14, weight="600")
        c.text(400, top + 26, f"e = {e}", anchor="start")
        c.text(400, top + 50, f"α = {alpha}", anchor="start")
        c.text(505, top + 38, ("+ −", "− +", "+")[m], weight="600")
    c.text(505, 16, t["says"], anchor="middle", size=14, fill="muted")
    for i in range(6):
        x, f = 76 + 56 * i, float(total[i])
        c.rect(x - 28, 316, 56, 42, stroke="none", radius=0,
               fill="s1-soft" if f > 0 else "s2-soft")  # fmt: skip
        c.text(x, 337, f"{f:+.3f}".replace("-", "−"), size=14, weight="600")
        c.text(x, 376, str(i + 1), size=14, fill="muted")
    for edge in (160, 328):
        c.line(edge, 312, edge, 362, stroke="ink", stroke_width=2.4)
    c.text(24, 337, "F", italic=True, weight="600")
    c.text(400, 327, "0.805 h₁ + 0.693 h₂", anchor="start", size=14)
    c.text(400, 349, "+ 0.733 h₃", anchor="start", size=14)
    c.text(24, 376, "x", italic=True, fill="muted")
    c.text(48, 402, t["big"].split("；" if lang == "zh" else ";")[0], anchor="start", size=14,
           fill="muted")  # fmt: skip
    return c.render()


def draw_step(lang: str) -> str:
    """Draw the element's third round: weighted points with the stump, and the vote so far."""
    t = TEXT[lang]
    c = Canvas(560, 326)
    rounds = boost_points(LABELS, 3)
    last = rounds[-1]
    for pane, title in enumerate((t["now"], t["sofar"])):
        left, top, size = 14 + 280 * pane, 34, 252
        c.text(left + size / 2, 16, title, weight="600")
        unit = size / 14
        used, data = rounds if pane else [last], {1: "", -1: ""}
        for j in range(14):
            signs = [
                1 if sum(r["alpha"] * r["sign"] * (1 if (i, j)[r["feature"]] > r["threshold"]
                                                   else -1) for r in used) > 0 else -1
                for i in range(14)
            ]  # fmt: skip
            start, y = 0, top + (13 - j) * unit
            for sign, group in groupby(signs):
                wide = len(list(group)) * unit
                data[sign] += f"M{left + start * unit:g} {y:g}h{wide:g}v{unit:g}h{-wide:g}z"
                start += round(wide / unit)
        c.path(data[1], fill="s1-soft", stroke="none")
        c.path(data[-1], fill="s2-soft", stroke="none")
        c.rect(left, top, size, size, stroke="line", radius=0)
        if not pane:
            at = left + (last["threshold"] + 0.5) * unit
            c.line(at, top, at, top + size, stroke="ink", stroke_width=2.4)
        for p, label, w, f in zip(POINTS, LABELS, last["weights"], last["scores"], strict=True):
            x, y = left + (p[0] + 0.5) * unit, top + (13.5 - p[1]) * unit
            draw_point(c, x, y, label, 27 * math.sqrt(w) if not pane else 7,
                       wrong=bool(pane) and f * label <= 0)  # fmt: skip
    text = f"e = {last['error']:.3f}，α = {last['alpha']:.3f}" if lang == "zh" else (
        f"e = {last['error']:.3f}, α = {last['alpha']:.3f}")  # fmt: skip
    c.text(140, 308, text, size=14)
    c.text(420, 308, t["big"], size=14, fill="muted")
    return c.render()


def draw_boundary(lang: str) -> str:
    """Draw the decision boundary on the disk data after 1, 10, 96 and 1,000 rounds."""
    t = TEXT[lang]
    c = Canvas(560, 590)
    x, y, _, stumps = run_disk()
    side, n = 250, 50
    ticks = (np.arange(n) + 0.5) / n * 5.6 - 2.8
    grid = np.array([(a, b) for b in ticks[::-1] for a in ticks])
    scores = score(stumps, grid)
    shown = np.abs(x[:300]).max(axis=1) < 2.75
    for i, m in enumerate((1, 10, 96, 1000)):
        left, top = 12 + 286 * (i % 2), 34 + 292 * (i // 2)
        c.text(left + side / 2, top - 16, t["round1"] if m == 1 else t["round"].format(m=f"{m:,}"),
               weight="600")  # fmt: skip
        inside, cell, data = scores[m - 1].reshape(n, n) > 0, side / n, []
        for r in range(n):
            row = np.concatenate(([0], inside[r].astype(int), [0]))
            starts, ends = np.flatnonzero(np.diff(row) > 0), np.flatnonzero(np.diff(row) < 0)
            data += [f"M{left + a * cell:g} {top + r * cell:g}h{(b - a) * cell:g}v{cell:g}"
                     f"h{-(b - a) * cell:g}z"
                     for a, b in zip(starts, ends, strict=True)]  # fmt: skip
        c.path("".join(data), fill="s1-soft", stroke="none")
        axes = Axes(c, left, top, side, side, (-2.8, 2.8), (-2.8, 2.8))
        for label, colour in ((1, "s1"), (-1, "s2")):
            rows = x[:300][shown & (y[:300] == label)]
            dots = np.array([(axes.map_x(float(a)), axes.map_y(float(b))) for a, b in rows])
            c.add("path", d=write_moves(dots, "m"), stroke=COLOURS[colour], stroke_width=4.2,
                  stroke_linecap="round")  # fmt: skip
        c.add("circle", cx=axes.map_x(0), cy=axes.map_y(0), r=side / 5.6 * math.sqrt(math.log(4)),
              fill="none", stroke=COLOURS["ink"], stroke_dasharray="6 4")  # fmt: skip
        c.rect(left, top, side, side, stroke="line", radius=0)
    return c.render()


def draw_curves(lang: str) -> str:
    """Draw errors and the bound by round, and below them the distribution of the margins."""
    t = TEXT[lang]
    c = Canvas(560, 640)
    x, y, errors, stumps = run_disk()
    right = score(stumps, x) * y
    bound = np.cumprod(2 * np.sqrt(errors * (1 - errors)))
    lines = ((t["bound"], bound, "s3", "dashed"),
             (t["test"], (right[:, 300:] <= 0).mean(axis=1), "s2", "solid"),
             (t["train"], (right[:, :300] <= 0).mean(axis=1), "s1", "solid"))  # fmt: skip
    axes = Axes(c, 46, 62, 484, 206, (1, 1000), (0, 60), log_x=True)
    axes.draw_frame([(v, f"{v:,}") for v in (1, 10, 100, 1000)],
                    [(v, str(v)) for v in (0, 20, 40, 60)], x_label=t["rounds"])  # fmt: skip
    c.text(46, 16, t["error"], anchor="start", weight="600")
    ms = sorted({round(10 ** (k / 24)) for k in range(73)})
    for k, (name, values, colour, dash) in enumerate(lines):
        points: list[Point] = [(m, 100 * float(values[m - 1])) for m in ms if values[m - 1] <= 0.6]
        draw_curve(axes, points, stroke=colour, dash=dash, tolerance=0.7)
        c.line(130 + 150 * k, 40, 156 + 150 * k, 40, stroke=colour, stroke_width=2.4, dash=dash)
        c.text(162 + 150 * k, 40, name, anchor="start", size=14)
    low = Axes(c, 46, 386, 484, 200, (-0.6, 0.6), (0, 100))
    low.draw_frame([(v / 10, f"{v / 10:g}".replace("-", "−")) for v in (-6, -4, -2, 0, 2, 4, 6)],
                   [(v, str(v)) for v in (0, 50, 100)], x_label=t["margin"])  # fmt: skip
    c.text(46, 340, t["cdf"], anchor="start", weight="600")
    c.line(low.map_x(0), 386, low.map_x(0), 586, stroke="muted")
    for k, (m, colour) in enumerate(((10, "s6"), (96, "s5"), (1000, "s4"))):
        margins = np.sort(right[m - 1, :300] / stumps[:m, 0].sum())
        points = [(float(v), 100 * (i + 1) / 300) for i, v in enumerate(margins) if abs(v) <= 0.6]
        draw_curve(low, points, stroke=colour, tolerance=0.7)
        c.line(130 + 140 * k, 364, 156 + 140 * k, 364, stroke=colour, stroke_width=2.4)
        c.text(162 + 140 * k, 364, t["m"].format(m=f"{m:,}"), anchor="start", size=14)
    return c.render()


def draw_noise(lang: str) -> str:
    """Draw the test error by round with ten confidently wrong labels, for three boosters."""
    t = TEXT[lang]
    c = Canvas(560, 356)
    axes = Axes(c, 46, 100, 484, 200, (1, 200), (0, 40), log_x=True)
    axes.draw_frame([(v, str(v)) for v in (1, 10, 100, 200)],
                    [(v, str(v)) for v in (0, 10, 20, 30, 40)], x_label=t["rounds"])  # fmt: skip
    c.text(46, 80, t["noise"], anchor="start", weight="600")
    for k, (name, colour, dash) in enumerate((
        ("ada10", "s6", "solid"), ("exp10", "s5", "solid"),
        ("ada0", "s1", "dashed"), ("log10", "s3", "solid"),
    )):  # fmt: skip
        points = list(zip(NOISE_ROUNDS, NOISE[name], strict=True))
        draw_curve(axes, points, stroke=colour, dash=dash, tolerance=0.7)
        x, y = 14 + 232 * (k % 2), 16 + 26 * (k // 2)
        c.line(x, y, x + 26, y, stroke=colour, stroke_width=2.4, dash=dash)
        c.text(x + 32, y, t[name], anchor="start", size=14)
    return c.render()


FIGURES = {
    "rounds": draw_rounds,
    "step": draw_step,
    "boundary": draw_boundary,
    "curves": draw_curves,
    "noise": draw_noise,
}
