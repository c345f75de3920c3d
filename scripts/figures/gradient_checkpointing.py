"""Figures of the article "Gradient checkpointing" and the model behind its element."""

from __future__ import annotations

import functools
import math
from typing import Any, TypedDict

from scripts.figures.canvas import Axes, Canvas, Point


class Plan(TypedDict):
    """What one way of cutting a chain costs; memory in sizes of one boundary tensor."""

    sizes: list[int]
    profile: list[list[float]]
    full: list[list[float]]
    peak: float
    keep: float
    extra: int
    time: float
    best: int
    low: float


def cut(n: int, k: int) -> list[int]:
    """Return the sizes of k segments of n layers, the larger ones first."""
    return [n // k + (j < n % k) for j in range(k)]


def find_peak(n: int, k: int, ratio: float) -> float:
    """Return the largest memory: while segment j is redone, j checkpoints are alive."""
    return max(j + 1 + size * ratio for j, size in enumerate(cut(n, k)))


def plan(n: int, k: int, ratio: float) -> Plan:
    """Follow the memory through a training step: forward 1, backward 2 units of time a layer."""
    sizes, time, live = cut(n, k), 0, 0.0
    profile: list[list[float]] = [[0, 0]]

    def move(steps: int, change: float) -> None:
        nonlocal time, live
        time, live = time + steps, live + change
        profile.append([time, live])

    for size in sizes:
        move(0, 1)
        move(size, 0)
    for size in reversed(sizes):
        for _ in range(size):
            move(1, ratio)
        for _ in range(size):
            move(2, -ratio)
        move(0, -1)
    keep = 1 + n * ratio
    peaks = [find_peak(n, other, ratio) for other in range(1, n + 1)]
    low = min(peaks)
    ties = [j + 1 for j, peak in enumerate(peaks) if peak == low]
    return {
        "sizes": sizes,
        "profile": profile,
        "full": [[0, 0], [0, 1], [n, keep], [3 * n, 1], [3 * n, 0]],
        "peak": peaks[k - 1],
        "keep": keep,
        "extra": n,
        "time": 4 / 3,
        "best": min(ties, key=lambda other: abs(other - math.sqrt(n * ratio))),
        "low": low,
    }


@functools.cache
def split(n: int, s: int) -> tuple[float, int]:
    """Return the fewest forward steps to reverse n layers with s snapshots, and the first cut."""
    if n == 1:
        return 0, 0
    if s == 0:
        return math.inf, 0
    return min((i + split(i, s)[0] + split(n - i, s - 1)[0], i) for i in range(1, n))


def draw_strategies(lang: str) -> str:
    """Draw which tensors are alive while the backward pass goes through layer 7 of 12."""
    t = {
        "en": {
            "all": "keep all: 8 alive", "none": "keep none: 3 alive, 7 layers run again",
            "some": "keep some: 5 alive, 4 layers run again", "done": "backward done",
            "stored": "stored", "again": "recomputed", "free": "dropped or freed",
            "now": "the backward pass is at layer 7: it needs h6 and h7",
        },
        "zh": {
            "all": "全部保留：存着 8 个", "none": "全部丢弃：存着 3 个，重跑 7 层",
            "some": "保留一部分：存着 5 个，重跑 4 层", "done": "反向已完成",
            "stored": "保存的", "again": "重算的", "free": "已丢弃或释放",
            "now": "反向传播走到第 7 层：需要 h6 和 h7",
        },
    }[lang]  # fmt: skip
    c = Canvas(560, 300)
    c.text(280, 16, t["now"], weight="600")
    rows: list[tuple[str, set[int], set[int]]] = [
        ("all", set(range(8)), set()),
        ("none", {0}, {6, 7}),
        ("some", {0, 4}, {5, 6, 7}),
    ]
    for r, (name, stored, again) in enumerate(rows):
        y = 62 + 78 * r
        c.text(12, y - 18, t[name], anchor="start", size=14)
        for i in range(13):
            x = 12 + 41.5 * i
            if i < 12:
                used = "s2" if i == 6 else "line"
                c.line(x + 34, y + 14, x + 41.5, y + 14, stroke=used, stroke_width=2.5)
            look = ("s1-soft", "s1", "solid") if i in stored else ("none", "line", "dotted")
            if i in again:
                look = ("s5-soft", "s5", "dashed")
            c.rect(x, y, 34, 28, fill=look[0], stroke=look[1], dash=look[2])
            ink = "ink" if i in stored | again else "muted"
            c.text(x + 17, y + 14, f"h{i}", size=14, fill=ink)
        c.arrow(12 + 41.5 * 7.1, y + 36, 12 + 41.5 * 6.6, y + 36, stroke="s2", head=8)
    x = 12.0
    for name, fill, stroke, dash in (
        ("stored", "s1-soft", "s1", "solid"), ("again", "s5-soft", "s5", "dashed"),
        ("free", "none", "line", "dotted"),
    ):  # fmt: skip
        c.rect(x, 278, 22, 16, fill=fill, stroke=stroke, dash=dash)
        c.text(x + 29, 286, t[name], anchor="start", size=14, fill="muted")
        x += 140
    return c.render()


def draw_profile(lang: str) -> str:
    """Draw the memory over one training step: 36 layers, all kept and in 6 segments."""
    t = {
        "en": {
            "x": "time (one forward layer = 1)", "y": "activations alive (boundary tensors)",
            "keep": "keep all: 37", "some": "6 segments: 12", "f": "forward",
            "b": "backward, segment by segment",
        },
        "zh": {
            "x": "时间（一层前向 = 1）", "y": "存活的激活（以边界张量计）",
            "keep": "全部保留：37", "some": "6 段：12", "f": "前向", "b": "逐段反向",
        },
    }[lang]  # fmt: skip
    c = Canvas(560, 330)
    a = Axes(c, 46, 46, 500, 224, (0, 144), (0, 40))
    a.draw_frame(
        [(v, str(v)) for v in (0, 36, 72, 108, 144)],
        [(v, str(v)) for v in (0, 10, 20, 30, 40)],
        x_label=t["x"], y_label=t["y"],
    )  # fmt: skip
    p = plan(36, 6, 1)
    points: list[Point] = [(a.map_x(x), a.map_y(y)) for x, y in p["profile"]]
    c.polyline(points, fill="s1-soft", stroke="s1", closed=True)
    full: list[Point] = [(a.map_x(x), a.map_y(y)) for x, y in p["full"]]
    c.polyline(full, stroke="s2", dash="dashed")
    c.text(a.map_x(41), a.map_y(38), t["keep"], anchor="start", fill="s2")
    c.text(a.map_x(46), a.map_y(14.5), t["some"], anchor="start", fill="s1")
    c.text(a.map_x(18), a.map_y(9), t["f"], size=14, fill="muted")
    c.text(a.map_x(143), a.map_y(17), t["b"], size=14, fill="muted", anchor="end")
    return c.render()


# Peaks that the NumPy script of the article measured with tracemalloc, n = 64 (rounded).
MEASURED = {1: 66, 2: 35, 4: 21, 8: 17, 16: 21, 32: 35, 64: 66}


def draw_curves(lang: str) -> str:
    """Draw predicted and measured peaks against the number of segments, for 64 layers."""
    t = {
        "en": {
            "x": "segments k (logarithmic)", "y": "peak (activations of one layer)",
            "curve": "k + 64/k + 1", "dots": "measured", "k": "k", "m": "64/k",
            "none": "no checkpoints: 66", "best": "k = √64 = 8: 17",
        },
        "zh": {
            "x": "段数 k（对数刻度）", "y": "峰值（以一层的激活计）", "curve": "k + 64/k + 1",
            "dots": "实测", "k": "k", "m": "64/k", "none": "不用检查点：66",
            "best": "k = √64 = 8：17",
        },
    }[lang]  # fmt: skip
    c = Canvas(560, 340)
    a = Axes(c, 46, 46, 496, 234, (1, 64), (0, 72), log_x=True)
    a.draw_frame(
        [(v, str(v)) for v in MEASURED], [(v, str(v)) for v in range(0, 73, 12)],
        x_label=t["x"], y_label=t["y"],
    )  # fmt: skip
    ks = [2 ** (j / 4) for j in range(25)]
    a.plot(ks, ks, stroke="s3", dash="dotted")
    a.plot(ks, [64 / k for k in ks], stroke="s5", dash="dotted")
    a.plot(ks, [66.0] * len(ks), stroke="s2", dash="dashed")
    a.plot(ks, [k + 64 / k + 1 for k in ks])
    a.scatter(MEASURED, MEASURED.values(), fill="ink", radius=4.5)
    c.text(a.map_x(8), a.map_y(60.5), t["none"], fill="s2")
    c.text(a.map_x(8), a.map_y(23.5), t["best"])
    c.text(a.map_x(2.2), a.map_y(47), t["curve"], fill="s1", anchor="start")
    c.text(a.map_x(31), a.map_y(22), t["k"], fill="s3", anchor="start")
    c.text(a.map_x(2.3), a.map_y(18), t["m"], fill="s5", anchor="end")
    c.circle(a.map_x(7), a.map_y(51), 4.5)
    c.text(a.map_x(7.6), a.map_y(51), t["dots"], anchor="start")
    return c.render()


def follow(n: int, s: int) -> tuple[list[Any], list[Any], int]:
    """Return the lines and snapshots of an optimal schedule as (layer, time) and its length."""
    lines: list[Any] = []
    shots: list[Any] = []
    time = 0

    def reverse(a: int, b: int, s: int) -> None:
        nonlocal time
        while b - a > 1:
            c = a + split(b - a, s)[1]
            lines.append(("s1", a, time, c, time + c - a))
            time += c - a
            start = time
            reverse(c, b, s - 1)
            if s > 1:
                shots.append((c, start, time))
            b = c
        lines.append(("s2", a + 1, time, a, time + 1))
        time += 1

    reverse(0, n, s)
    return lines, [*shots, (0, 0, time)], time


def draw_revolve(lang: str) -> str:
    """Draw the optimal schedule for 10 layers and 3 snapshots: layer across, time downwards."""
    t = {
        "en": {
            "x": "position in the chain (h0 … h10)", "y": "time ↓", "shot": "snapshot held",
            "run": "advance, none kept", "back": "one layer backward",
            "a": "15 advances", "b": "+ 10 reversals",
        },
        "zh": {
            "x": "链上的位置（h0 … h10）", "y": "时间 ↓", "shot": "持有的快照",
            "run": "前进，什么都不留", "back": "反向一层",
            "a": "前进 15 次", "b": "+ 反向 10 层",
        },
    }[lang]  # fmt: skip
    lines, shots, end = follow(10, 3)
    c = Canvas(560, 404)

    def place(layer: float, time: float) -> Point:
        return 40 + 36 * layer, 46 + 13 * time

    for i in range(11):
        c.line(*place(i, 0), *place(i, end), stroke="line", stroke_width=0.75)
        c.text(place(i, 0)[0], 30, str(i), size=14, fill="muted")
    c.text(220, 12, t["x"], size=14)
    c.text(22, 56, t["y"], size=14, rotate=90, anchor="start")
    for layer, start, stop in shots:
        c.line(*place(layer, start), *place(layer, stop), stroke="s3", stroke_width=6)
    for colour, x1, t1, x2, t2 in lines:
        c.arrow(*place(x1, t1), *place(x2, t2), stroke=colour, stroke_width=2, head=7)
    for i, (name, colour, width) in enumerate(
        (("shot", "s3", 6.0), ("run", "s1", 2.0), ("back", "s2", 2.0))
    ):
        c.line(418, 70 + 50 * i, 446, 70 + 50 * i, stroke=colour, stroke_width=width)
        c.text(418, 90 + 50 * i, t[name], size=14, anchor="start")
    c.text(418, 240, t["a"], size=14, anchor="start", fill="s1")
    c.text(418, 262, t["b"], size=14, anchor="start", fill="s2")
    return c.render()


def draw_transformer(lang: str) -> str:
    """Draw the activation memory of a GPT of 7B size at one sequence of 4,096 tokens."""
    t = {
        "en": {
            "none": "keep all", "sel": "attention core recomputed",
            "full": "every block recomputed",
            "both": "every block recomputed, FlashAttention",
            "x": "GB of activations, batch size 1", "gpu": "80 GB",
            "kept": "kept by 32 blocks", "one": "one block, while it is redone",
        },
        "zh": {
            "none": "全部保留", "sel": "只重算注意力核心", "full": "逐块重算",
            "both": "逐块重算 + FlashAttention",
            "x": "激活内存（GB），批大小 1", "gpu": "80 GB", "kept": "32 块一直存着的",
            "one": "正在重算的一块",
        },
    }[lang]  # fmt: skip
    unit, layers = 4096 * 4096 / 1e9, 32
    flash, core = 34 * unit, 160 * unit
    bars = [
        ("none", layers * (flash + core), 0.0), ("sel", layers * flash, core),
        ("full", layers * 2 * unit, flash + core), ("both", layers * 2 * unit, flash),
    ]  # fmt: skip
    c = Canvas(560, 318)
    a = Axes(c, 16, 28, 528, 210, (0, 115), (0, 1))
    for value in (0, 20, 40, 60, 80, 100):
        x = a.map_x(value)
        c.line(x, 28, x, 238, stroke="s2" if value == 80 else "line",
               dash="dashed" if value == 80 else "solid", stroke_width=1)  # fmt: skip
        c.text(x, 254, str(value), size=14, fill="muted")
    c.text(a.map_x(80), 16, t["gpu"], size=14, fill="s2")
    c.text(280, 276, t["x"], size=14)
    for i, (name, kept, one) in enumerate(bars):
        y = 34 + 52 * i
        c.text(20, y + 8, t[name], size=14, anchor="start")
        width = a.map_x(kept) - 16
        c.rect(16, y + 19, width, 22, fill="s1-soft", stroke="s1", radius=0)
        if one:
            c.rect(16 + width, y + 19, a.map_x(one) - 16, 22, fill="s5-soft", stroke="s5", radius=0)
        c.text(a.map_x(kept + one) + 6, y + 30, f"{kept + one:.1f}", size=14, anchor="start")
    for x, name, fill, stroke in ((40, "kept", "s1-soft", "s1"), (270, "one", "s5-soft", "s5")):
        c.rect(x, 294, 22, 16, fill=fill, stroke=stroke, radius=0)
        c.text(x + 30, 302, t[name], size=14, anchor="start", fill="muted")
    return c.render()


FIGURES = {
    "strategies": draw_strategies,
    "profile": draw_profile,
    "curves": draw_curves,
    "revolve": draw_revolve,
    "transformer": draw_transformer,
}
