"""Figures of the article machine-learning/smooth-approximations; also its element's reference."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Sequence

from scripts.figures.canvas import COLOURS, DASHES, Axes, Canvas, Point, format_number

MEASUREMENTS = (-2.0, -1.2, -0.4, 0.3, 0.5, 1.1, 1.9, 2.4)
LABELS = (0, 0, 1, 0, 1, 1, 1, 1)
OTHERS = (0.0, 1.0, 3.0)  # the fixed values of the soft rank's figure
# temperature: bias and standard deviation of Gumbel-softmax, then of its straight-through
# version; 40 runs of 200,000 samples of the article's estimators.py, averaged.
MEASURED = {
    0.05: (0.0126, 1.231, 0.0176, 2.593),
    0.1: (0.0252, 0.869, 0.0350, 1.829),
    0.2: (0.0469, 0.607, 0.0668, 1.283),
    0.3: (0.0639, 0.485, 0.0934, 1.035),
    0.5: (0.0827, 0.351, 0.1290, 0.774),
    0.7: (0.0856, 0.270, 0.1444, 0.624),
    1.0: (0.0742, 0.193, 0.1442, 0.483),
    1.4: (0.0509, 0.132, 0.1254, 0.367),
    2.0: (0.0239, 0.082, 0.0910, 0.266),
}
REINFORCE = 0.161
TOLERANCE = 0.6  # how far a drawn curve may be from the function, in user units

TEXT = {
    "en": {
        "b": "threshold b",
        "accuracy": "accuracy",
        "hard": "hard",
        "smooth": "smooth, τ =",
        "ill": "ill",
        "healthy": "healthy",
        "max": "max(x, 0)",
        "step": "step",
        "softmax": "softmax of (2, 1, −1) / τ",
        "onehot": "one-hot",
        "rank": "rank of x",
        "value": "value x (the others: 0, 1, 3)",
        "positive": "a positive",
        "negative": "a negative",
        "logit": "logit z",
        "ce": "cross entropy",
        "sa": "smooth accuracy",
        "sf": "soft F1",
        "tau": "temperature τ (log scale)",
        "size": "size (log scale)",
        "sd": "standard deviation",
        "bias": "bias",
        "gs": "Gumbel-softmax",
        "st": "straight-through",
        "rf": "REINFORCE, baseline: sd",
    },
    "zh": {
        "b": "阈值 b",
        "accuracy": "准确率",
        "hard": "硬函数",
        "smooth": "光滑版，τ =",
        "ill": "患病",
        "healthy": "健康",
        "max": "max(x, 0)",
        "step": "阶跃",
        "softmax": "(2, 1, −1) / τ 的 Softmax",
        "onehot": "独热",
        "rank": "x 的秩",
        "value": "x 的取值（另外三个数：0、1、3）",
        "positive": "一个正例",
        "negative": "一个负例",
        "logit": "logit z",
        "ce": "交叉熵",
        "sa": "光滑准确率",
        "sf": "软 F1",
        "tau": "温度 τ（对数刻度）",
        "size": "大小（对数刻度）",
        "sd": "标准差",
        "bias": "偏差",
        "gs": "Gumbel-Softmax",
        "st": "直通",
        "rf": "REINFORCE 加基线：标准差",
    },
}


def sigmoid(z: float) -> float:
    """Return the logistic function, without overflow."""
    return 0.5 * (1 + math.tanh(z / 2))


def compute_pairs(scores: Sequence[float], tau: float) -> dict[str, float | list[float]]:
    """Return what <atlas-temperature> shows: errors and bounds of logsumexp and softmax."""
    top = max(scores)
    powers = [math.exp((x - top) / tau) for x in scores]
    total = sum(powers)
    lead = top - sorted(scores)[-2]
    return {
        "max": top,
        "lse": top + tau * math.log(total),
        "error": tau * math.log(total),
        "bound": tau * math.log(len(scores)),
        "probabilities": [p / total for p in powers],
        "miss": 1 - 1 / total,
        "miss_bound": min(1 - 1 / len(scores), (len(scores) - 1) * math.exp(-lead / tau)),
        "width": tau * math.log(99),
    }


def project(u: Sequence[float], w: Sequence[float]) -> list[float]:
    """Return the nearest point to u in the hull of the permutations of the decreasing w."""
    order = sorted(range(len(u)), key=lambda i: -u[i])
    blocks: list[list[float]] = []
    for i, weight in zip(order, w, strict=True):
        blocks.append([u[i] - weight, 1])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] <= blocks[-1][0] / blocks[-1][1]:
            total, count = blocks.pop()
            blocks[-1][0] += total
            blocks[-1][1] += count
    means = [total / count for total, count in blocks for _ in range(int(count))]
    result = [0.0] * len(u)
    for i, mean in zip(order, means, strict=True):
        result[i] = u[i] - mean
    return result


def fit_cubics(points: Sequence[Point], count: int) -> tuple[list[Point], float]:
    """Return knots (y, slope) at equal steps of x and the largest error of the cubics between.

    The points have equal steps of x too; the slopes are central differences.
    """
    last = len(points) - 1
    step = points[1][0] - points[0][0]
    slopes = [
        (points[min(k + 1, last)][1] - points[max(k - 1, 0)][1])
        / (step * (min(k + 1, last) - max(k - 1, 0)))
        for k in range(last + 1)
    ]
    size = last // count
    knots = [(points[k][1], slopes[k]) for k in range(0, last + 1, size)]
    error = 0.0
    for k, (_, y) in enumerate(points[:-1]):
        t = k % size / size
        (y0, m0), (y1, m1) = knots[k // size], knots[k // size + 1]
        run = size * step
        cubic = (
            (1 + 2 * t) * (1 - t) ** 2 * y0 + t * (1 - t) ** 2 * run * m0
            + t * t * (3 - 2 * t) * y1 - t * t * (1 - t) * run * m1
        )  # fmt: skip
        error = max(error, abs(cubic - y))
    return knots, error


def draw_curve(
    axes: Axes, points: Iterable[Point], *, stroke: str, width: float = 2.2, dash: str = "solid"
) -> None:
    """Draw a smooth curve, given at equal steps of x, as one path of few cubic arcs."""
    mapped = [(axes.map_x(x), axes.map_y(y)) for x, y in points]
    last = len(mapped) - 1
    for count in (n for n in range(2, last + 1) if last % n == 0):
        knots, error = fit_cubics(mapped, count)
        if error <= TOLERANCE:
            break
    run = (mapped[-1][0] - mapped[0][0]) / count
    y = round(knots[0][0], 1)
    data = f"M{format_number(mapped[0][0])} {format_number(y)}"
    for k, ((_, m0), (y1, m1)) in enumerate(itertools.pairwise(knots)):
        rise = round(y1 - y, 1)
        ends = [] if k else [run / 3, round(run * m0 / 3, 1)]
        ends += [2 * run / 3, round(rise - run * m1 / 3, 1), run, rise]
        data += ("s" if k else "c") + " ".join(format_number(v) for v in ends)
        y += rise
    axes.canvas.add(
        "path", d=data.replace(" -", "-"), fill="none", stroke=COLOURS[stroke],
        stroke_width=width, stroke_dasharray=DASHES[dash],
    )  # fmt: skip


def draw_frame(
    axes: Axes, x_ticks: Sequence[tuple[float, str]], y_ticks: Sequence[tuple[float, str]],
    *, x_label: str = "",
) -> None:  # fmt: skip
    """Draw axes, ticks and level grid lines, all lines of a kind in one path."""
    c, left, top = axes.canvas, axes.left, axes.top
    bottom, right = top + axes.height, left + axes.width
    xs = [round(axes.map_x(value)) for value, _ in x_ticks]
    ys = [round(axes.map_y(value)) for value, _ in y_ticks]
    grid = "".join(f"M{left} {y}H{right}" for y in ys)
    c.add("path", d=grid, fill="none", stroke=COLOURS["line"], stroke_width=0.75)
    lines = f"M{left} {top}V{bottom}H{right}"
    lines += "".join(f"M{x} {bottom}v4" for x in xs) + "".join(f"M{left} {y}h-4" for y in ys)
    c.add("path", d=lines, fill="none", stroke=COLOURS["ink"], stroke_width=1.5)
    for x, (_, label) in zip(xs, x_ticks, strict=True):
        c.text(x, bottom + 15, label, size=14, fill="muted")
    for y, (_, label) in zip(ys, y_ticks, strict=True):
        c.text(left - 8, y, label, size=14, anchor="end", fill="muted")
    if x_label:
        c.text(left + axes.width / 2, bottom + 37, x_label, size=14)


def sample(f: Callable[[float], float], low: float, high: float, n: int = 144) -> list[Point]:
    """Return n + 1 points of a function's graph."""
    xs = [low + (high - low) * k / n for k in range(n + 1)]
    return [(x, f(x)) for x in xs]


def draw_staircase(lang: str) -> str:
    """Draw the accuracy of a threshold rule and its smooth version."""
    t = TEXT[lang]
    c = Canvas(560, 340)
    a = Axes(c, 52, 40, 486, 210, (-3, 3), (0, 1))
    draw_frame(
        a, [(v, f"{v}".replace("-", "−")) for v in (-3, -2, -1, 0, 1, 2, 3)],
        [(0, "0"), (0.5, "0.5"), (1, "1")], x_label=t["b"],
    )  # fmt: skip
    c.text(8, 16, t["accuracy"], anchor="start")

    def hard(b: float) -> float:
        return sum((x > b) == (y == 1) for x, y in zip(MEASUREMENTS, LABELS, strict=True)) / 8

    def smooth(b: float, tau: float) -> float:
        pairs = zip(MEASUREMENTS, LABELS, strict=True)
        return sum(sigmoid((2 * y - 1) * (x - b) / tau) for x, y in pairs) / 8

    edges = (-3.0, *MEASUREMENTS, 3.0)
    steps = [(x, hard(low)) for low, high in itertools.pairwise(edges)
             for x in (low, high)]  # fmt: skip
    c.polyline([(a.map_x(x), a.map_y(y)) for x, y in steps], stroke="muted", stroke_width=2)
    draw_curve(a, sample(lambda b: smooth(b, 0.1), -3, 3), stroke="s2")
    draw_curve(a, sample(lambda b: smooth(b, 0.6), -3, 3), stroke="s1", width=2.8)
    for x, y in zip(MEASUREMENTS, LABELS, strict=True):
        c.circle(a.map_x(x), 236, 5.5, fill="s6" if y else "paper", stroke="s6")
    for k, (name, colour) in enumerate(
        ((t["hard"], "muted"), (f"{t['smooth']} 0.1", "s2"), (f"{t['smooth']} 0.6", "s1"))
    ):
        x = (30, 108, 252)[k]
        c.line(x, 318, x + 22, 318, stroke=colour, stroke_width=3)
        c.text(x + 28, 318, name, size=14, anchor="start")
    c.circle(408, 318, 5.5, fill="s6", stroke="s6")
    c.text(418, 318, t["ill"], size=14, anchor="start")
    c.circle(470, 318, 5.5, fill="paper", stroke="s6")
    c.text(480, 318, t["healthy"], size=14, anchor="start")
    return c.render()


def draw_temperature(lang: str) -> str:
    """Draw logsumexp, sigmoid and softmax at two temperatures beside the hard functions."""
    t = TEXT[lang]
    c = Canvas(560, 420)
    taus = ((1.0, "s3"), (0.2, "s2"))
    left = Axes(c, 34, 44, 224, 150, (-2, 2), (0, 2))
    right = Axes(c, 320, 44, 224, 150, (-2, 2), (0, 1))
    ticks = [(v, f"{v}".replace("-", "−")) for v in (-2, -1, 0, 1, 2)]
    draw_frame(left, ticks, [(0, "0"), (1, "1"), (2, "2")])
    draw_frame(right, ticks, [(0, "0"), (0.5, "0.5"), (1, "1")])
    c.text(34, 22, f"{t['max']} ← LSE", anchor="start", weight="600")
    c.text(320, 22, f"{t['step']} ← σ(x/τ)", anchor="start", weight="600")
    left.plot([-2, 0, 2], [0, 0, 2], stroke="ink", dash="dashed")
    right.plot([-2, 0, 0, 2], [0, 0, 1, 1], stroke="ink", dash="dashed")
    for tau, colour in taus:

        def soft(x: float, tau: float = tau) -> float:
            return max(x, 0.0) + tau * math.log1p(math.exp(-abs(x) / tau))

        draw_curve(left, sample(soft, -2, tau * math.log(math.expm1(2 / tau))), stroke=colour)
        draw_curve(right, sample(lambda x, k=tau: sigmoid(x / k), -2, 2), stroke=colour)  # type: ignore[misc]
    for k, (name, colour) in enumerate(
        (("τ = 1", "s3"), ("τ = 0.2", "s2"), (t["onehot"], "muted"))
    ):
        x = 34 + 190 * k
        c.text(x + 56, 400, name, size=14, fill="ink" if k == 2 else colour)
        hot = [1.0, 0.0, 0.0]
        shown = compute_pairs((2, 1, -1), taus[k][0])["probabilities"] if k < 2 else hot
        assert isinstance(shown, list)
        bars = ""
        for j, p in enumerate(shown):
            height = max(round(100 * p), 1)
            bars += f"M{x + 4 + 36 * j} 380v-{height}h30v{height}"
            label = f"{p:.0f}" if k == 2 else f"{p:.2f}"
            c.text(x + 19 + 36 * j, 370 - height, label, size=14)
        fill = COLOURS[colour if k == 2 else f"{colour}-soft"]
        c.add("path", d=bars, fill=fill, stroke=COLOURS[colour], stroke_width=1.5)
        c.line(x, 380, x + 112, 380)
    c.text(34, 246, t["softmax"], anchor="start", weight="600")
    return c.render()


def draw_soft_rank(lang: str) -> str:
    """Draw the soft rank of a value that moves past three fixed ones."""
    t = TEXT[lang]
    c = Canvas(560, 340)
    a = Axes(c, 40, 40, 497, 232, (-2, 5), (0.5, 4.5))
    draw_frame(
        a, [(v, f"{v}".replace("-", "−")) for v in range(-2, 6)],
        [(v, str(v)) for v in (1, 2, 3, 4)], x_label=t["value"],
    )  # fmt: skip
    c.text(8, 16, t["rank"], anchor="start")
    corners = [-2.0, 0.0, 0.0, 1.0, 1.0, 3.0, 3.0, 5.0]
    a.plot(corners, [1, 1, 2, 2, 3, 3, 4, 4], stroke="muted", dash="dashed")
    weights = (4.0, 3.0, 2.0, 1.0)
    for k, (tau, colour) in enumerate(((0.5, "s2"), (1.5, "s1"), (6.0, "s3"))):

        def rank(x: float, tau: float = tau) -> float:
            return project([v / tau for v in (x, *OTHERS)], weights)[0]

        xs = [k / 4 for k in range(-8, 21)]  # all kinks are among these
        ys = [rank(x) for x in xs]
        ends = [0, *(k for k in range(1, 28) if abs(ys[k - 1] + ys[k + 1] - 2 * ys[k]) > 1e-9), 28]
        a.plot([xs[k] for k in ends], [ys[k] for k in ends], stroke=colour, stroke_width=2.6)
        c.line(320, 204 + 22 * k, 344, 204 + 22 * k, stroke=colour, stroke_width=3)
        c.text(352, 204 + 22 * k, f"τ = {tau:g}", size=14, anchor="start")
    c.line(440, 204, 464, 204, stroke="muted", stroke_width=2, dash="dashed")
    c.text(472, 204, t["hard"], size=14, anchor="start")
    return c.render()


def draw_gradients(lang: str) -> str:
    """Draw the push of three losses on the logit of a positive and of a negative."""
    t = TEXT[lang]
    c = Canvas(560, 330)
    for k, side in enumerate(("positive", "negative")):
        a = Axes(c, 40 + 280 * k, 44, 224, 192, (-6, 6), (0, 4))
        draw_frame(
            a, [(v, f"{v}".replace("-", "−")) for v in (-6, -3, 0, 3, 6)],
            [(v, str(v)) for v in (0, 1, 2, 3, 4)], x_label=t["logit"],
        )  # fmt: skip
        c.text(40 + 280 * k, 22, t[side], anchor="start", weight="600")
        sign = -1 if k == 0 else 1
        weight = 15.0 if k == 0 else 5.0  # N (2 - F) / D and N F / D: N = 100, D = 10, F = 0.5
        draw_curve(a, sample(lambda z, s=sign: sigmoid(s * z), -6, 6), stroke="s1")  # type: ignore[misc]
        for scale, colour in ((1.0, "s3"), (weight, "s2")):

            def bump(z: float, scale: float = scale) -> float:
                return scale * sigmoid(z) * sigmoid(-z)

            draw_curve(a, sample(bump, -6, 6), stroke=colour)
    for k, (name, colour) in enumerate(((t["ce"], "s1"), (t["sa"], "s3"), (t["sf"], "s2"))):
        x = (60, 220, 400)[k]
        c.line(x, 308, x + 24, 308, stroke=colour, stroke_width=3)
        c.text(x + 32, 308, name, size=14, anchor="start")
    return c.render()


def draw_estimators(lang: str) -> str:
    """Draw bias and standard deviation of the gradient estimators against the temperature."""
    t = TEXT[lang]
    c = Canvas(560, 360)
    a = Axes(c, 52, 40, 376, 236, (0.05, 2), (0.01, 4), log_x=True, log_y=True)
    draw_frame(
        a,
        [(0.05, "0.05"), (0.1, "0.1"), (0.2, "0.2"), (0.5, "0.5"), (1, "1"), (2, "2")],
        [(0.01, "0.01"), (0.03, "0.03"), (0.1, "0.1"), (0.3, "0.3"), (1, "1"), (3, "3")],
        x_label=t["tau"],
    )
    c.text(8, 16, t["size"], anchor="start")
    for column, colour, dash in ((0, "s1", "dashed"), (1, "s1", "solid"),
                                 (2, "s2", "dashed"), (3, "s2", "solid")):  # fmt: skip
        points = [(round(a.map_x(x)), round(a.map_y(row[column]))) for x, row in MEASURED.items()]
        c.polyline(points, stroke=colour, stroke_width=2.2, dash=dash)
    a.plot([0.05, 2], [REINFORCE, REINFORCE], stroke="s4", dash="dotted", stroke_width=2.6)
    for column, colour, name, shift in ((3, "s2", "sd", 0), (2, "s2", "bias", -12),
                                        (1, "s1", "sd", 10), (0, "s1", "bias", 0)):  # fmt: skip
        y = a.map_y(MEASURED[2.0][column]) + shift
        c.text(434, y, t[name], size=14, fill=colour, anchor="start")
    for k, (name, colour) in enumerate(((t["gs"], "s1"), (t["st"], "s2"), (t["rf"], "s4"))):
        x = (20, 172, 320)[k]
        c.line(x, 340, x + 20, 340, stroke=colour, stroke_width=3,
               dash="dotted" if k == 2 else "solid")  # fmt: skip
        c.text(x + 26, 340, name, size=14, anchor="start")
    return c.render()


FIGURES = {
    "staircase": draw_staircase,
    "temperature": draw_temperature,
    "soft-rank": draw_soft_rank,
    "gradients": draw_gradients,
    "estimators": draw_estimators,
}
