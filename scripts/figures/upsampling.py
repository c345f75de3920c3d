"""Figures of the article "Upsampling, from interpolation to PixelShuffle"."""

from __future__ import annotations

import numpy as np

from scripts.figures.canvas import Axes, Canvas


def count_overlaps(
    n: int, kernel: int, stride: int, padding: int = 0, output_padding: int = 0, dilation: int = 1
) -> list[int]:
    """Count how many of the n inputs reach each output of a 1-D transposed convolution."""
    size = stride * (n - 1) + dilation * (kernel - 1) + 1 - 2 * padding + output_padding
    counts = [0] * max(size, 0)
    for i in range(n):
        for t in range(kernel):
            j = stride * i + dilation * t - padding
            if 0 <= j < size:
                counts[j] += 1
    return counts


def count_inner(kernel: int, stride: int, padding: int = 0, dilation: int = 1) -> list[int]:
    """Count the taps that reach an inner output j, for j = 0, 1, …, stride - 1 modulo stride."""
    taps = range(kernel)
    return [
        sum((dilation * t - padding - phase) % stride == 0 for t in taps) for phase in range(stride)
    ]


def cubic(t: float, a: float) -> float:
    """Return the weight of a pixel at distance t in cubic convolution."""
    t = abs(t)
    if t <= 1:
        return (a + 2) * t**3 - (a + 3) * t**2 + 1
    return a * (t - 1) * (t - 2) ** 2 if t < 2 else 0.0


def draw_ways(lang: str) -> str:
    """Draw four ways from three numbers to six."""
    t = {
        "en": {
            "inter": "interpolation: gather",
            "unpool": "unpooling: put back",
            "paint": "transposed convolution: paint",
            "shuffle": "PixelShuffle: rearrange",
        },
        "zh": {
            "inter": "插值：从邻居取",
            "unpool": "反池化：放回原位",
            "paint": "转置卷积：往外涂",
            "shuffle": "PixelShuffle：重排",
        },
    }[lang]
    c = Canvas(560, 352)
    colours = ("s1", "s2", "s3")
    cell = 38.0

    def row(x: float, y: float, names: list[str], fills: list[str]) -> None:
        for i, (name, fill) in enumerate(zip(names, fills, strict=True)):
            soft = f"{fill}-soft" if fill != "paper" else "paper"
            edge = fill if fill != "paper" else "line"
            c.rect(x + i * cell, y, cell, 28, fill=soft, stroke=edge, radius=2)
            c.text(x + i * cell + cell / 2, y + 14, name, size=14)

    def panel(x: float, y: float, title: str) -> tuple[float, float]:
        c.text(x + 114, y + 12, title, size=14, weight="600")
        return x, y + 30

    # Interpolation: every output reads its two neighbours.
    x, y = panel(18, 4, t["inter"])
    row(x + 57, y, ["a", "b", "c"], list(colours))
    row(x, y + 100, ["a", "", "", "", "", "c"], ["s1", "paper", "paper", "paper", "paper", "s3"])
    for j in range(6):
        at = min(max(j / 2 - 0.25, 0), 2)
        for i in range(3):
            if abs(i - at) < 1:
                c.line(
                    x + 57 + (i + 0.5) * cell, y + 29, x + (j + 0.5) * cell, y + 99,
                    stroke=colours[i], stroke_width=0.8 + 2.2 * (1 - abs(i - at)),
                )  # fmt: skip
    # Unpooling: one output of each window, the others are zero.
    x, y = panel(314, 4, t["unpool"])
    row(x + 57, y, ["a", "b", "c"], list(colours))
    names, fills = ["0", "a", "b", "0", "0", "c"], ["paper", "s1", "s2", "paper", "paper", "s3"]
    row(x, y + 100, names, fills)
    for i, j in enumerate((1, 2, 5)):
        c.arrow(x + 57 + (i + 0.5) * cell, y + 29, x + (j + 0.5) * cell, y + 98, stroke=colours[i])
    # Transposed convolution: every input paints three outputs, two apart.
    x, y = panel(18, 182, t["paint"])
    row(x + 57, y, ["a", "b", "c"], list(colours))
    row(x, y + 100, [""] * 6, ["paper"] * 6)
    for i in range(3):
        left = x + (2 * i - 1) * cell
        right = left + 3 * cell
        left, right = max(left, x), min(right, x + 6 * cell)
        top = x + 57 + i * cell
        c.polyline(
            [(top + 3, y + 29), (top + cell - 3, y + 29), (right, y + 99), (left, y + 99)],
            stroke=colours[i], stroke_width=1.2, closed=True,
        )  # fmt: skip
        c.line(left + 4, y + 108 + 6 * i, right - 4, y + 108 + 6 * i, stroke=colours[i],
               stroke_width=4)  # fmt: skip
    # PixelShuffle: two channels interleave.
    x, y = panel(314, 182, t["shuffle"])
    row(x + 57, y - 2, ["a", "b", "c"], list(colours))
    row(x + 57, y + 30, ["d", "e", "f"], list(colours))
    row(x, y + 100, ["a", "d", "b", "e", "c", "f"], ["s1", "s1", "s2", "s2", "s3", "s3"])
    for i in range(3):
        middle = x + 57 + (i + 0.5) * cell
        c.arrow(middle, y + 59, x + (2 * i + 1) * cell, y + 98, stroke=colours[i])
    return c.render()


def draw_coordinates(lang: str) -> str:
    """Draw the two coordinate maps from 4 pixels to 8."""
    t = {
        "en": {
            "in": "input, n = 4", "half": "output, m = 8, half-pixel centers",
            "corner": "output, m = 8, align_corners=True", "edge": "edges coincide",
            "centre": "outer centers coincide",
        },
        "zh": {
            "in": "输入，n = 4", "half": "输出，m = 8，半像素中心",
            "corner": "输出，m = 8，align_corners=True", "edge": "外边缘对齐",
            "centre": "最外侧中心对齐",
        },
    }[lang]  # fmt: skip
    c = Canvas(560, 326)
    left, unit = 40.0, 120.0

    def place(x: float) -> float:
        return left + (x + 0.5) * unit

    def cells(y: float, centres: list[float], width: float, colour: str, digits: int) -> None:
        for x in centres:
            c.rect(place(x) - width / 2, y, width, 34, fill=f"{colour}-soft", stroke=colour)
            c.circle(place(x), y + 17, 3.5, fill=colour)
            label = f"{x:.{digits}f}".replace("-", "−")
            c.text(place(x), y + 49, label, size=14, fill="muted")

    c.text(left, 14, t["in"], size=14, weight="600", anchor="start")
    cells(28, [0, 1, 2, 3], unit, "s1", 0)
    c.text(left + 10, 128, t["half"], size=14, weight="600", anchor="start", fill="s3")
    c.text(left + 4 * unit - 10, 128, t["edge"], size=14, anchor="end", fill="muted")
    cells(144, [(j + 0.5) / 2 - 0.5 for j in range(8)], unit / 2, "s3", 2)
    c.text(left + 10, 246, t["corner"], size=14, weight="600", anchor="start", fill="s2")
    c.text(left + 4 * unit - 10, 246, t["centre"], size=14, anchor="end", fill="muted")
    cells(262, [j * 3 / 7 for j in range(8)], unit * 3 / 7, "s2", 2)
    for x in (-0.5, 3.5):
        c.line(place(x), 64, place(x), 143, stroke="s3", dash="dashed")
        c.line(place(x), 180, place(x), 190, stroke="s3", dash="dashed")
    for x in (0, 3):
        c.line(place(x), 92, place(x), 114, stroke="s2", dash="dotted", stroke_width=2)
        c.line(place(x), 206, place(x), 232, stroke="s2", dash="dotted", stroke_width=2)
    return c.render()


def draw_kernels(lang: str) -> str:
    """Draw the weight of a pixel against its distance for three interpolations."""
    t = {
        "en": {
            "x": "distance to the pixel's center, in input pixels", "y": "weight",
            "near": "nearest", "lin": "linear", "c75": "cubic, a = −0.75", "c50": "cubic, a = −0.5",
        },
        "zh": {
            "x": "到像素中心的距离（以输入像素计）", "y": "权重",
            "near": "最近邻", "lin": "线性", "c75": "三次，a = −0.75", "c50": "三次，a = −0.5",
        },
    }[lang]  # fmt: skip
    c = Canvas(560, 310)
    a = Axes(c, 52, 36, 490, 210, (-2.2, 2.2), (-0.2, 1.1))
    a.draw_frame(
        [(float(x), str(x).replace("-", "−")) for x in (-2, -1, 0, 1, 2)],
        [(0, "0"), (0.5, "0.5"), (1, "1")],
        x_label=t["x"],
        y_label=t["y"],
    )
    a.plot([-2, -0.5, -0.5, 0.5, 0.5, 2], [0, 0, 1, 1, 0, 0], stroke="muted", stroke_width=1.6)
    a.plot([-2, -1, 0, 1, 2], [0, 0, 1, 0, 0], stroke="s1")
    xs = [round(-2 + i / 12, 4) for i in range(49)]
    a.plot(xs, [cubic(x, -0.75) for x in xs], stroke="s2", stroke_width=2.6)
    a.plot(xs, [cubic(x, -0.5) for x in xs], stroke="s3", dash="dashed")
    for i, (name, colour) in enumerate(
        (("near", "muted"), ("lin", "s1"), ("c75", "s2"), ("c50", "s3"))
    ):
        y = 58 + 22 * i
        dash = "dashed" if name == "c50" else "solid"
        c.line(386, y, 412, y, stroke=colour, stroke_width=2.4, dash=dash)
        c.text(420, y, t[name], size=14, anchor="start")
    return c.render()


def draw_stamps(lang: str) -> str:
    """Draw the stamps of four inputs for kernel 3, stride 2, padding 1 and their counts."""
    t = {
        "en": {"in": "input", "out": "output", "count": "count", "crop": "cut"},
        "zh": {"in": "输入", "out": "输出", "count": "次数", "crop": "裁去"},
    }[lang]
    c = Canvas(560, 286)
    n, kernel, stride, padding = 4, 3, 2, 1
    full = stride * (n - 1) + kernel
    left, cell = 86.0, 50.0
    colours = ("s1", "s2", "s3", "s4")
    counts = count_overlaps(n, kernel, stride, padding)
    c.text(74, 34, t["in"], size=14, anchor="end")
    for i in range(n):
        x = left + (stride * i + 1) * cell
        c.rect(x, 16, cell, 36, fill=f"{colours[i]}-soft", stroke=colours[i])
        c.text(x + cell / 2, 34, f"z{'₀₁₂₃'[i]}")
        for k in range(kernel):
            x = left + (stride * i + k) * cell
            y = 66 + 32 * i
            c.rect(x, y, cell, 26, fill=f"{colours[i]}-soft", stroke=colours[i], stroke_width=1.2)
            c.text(x + cell / 2, y + 13, f"w{'₀₁₂'[k]}z{'₀₁₂₃'[i]}", size=14)
    c.text(74, 218, t["out"], size=14, anchor="end")
    c.text(74, 260, t["count"], size=14, anchor="end", weight="600")
    for j in range(full):
        x, kept = left + j * cell, padding <= j < full - padding
        c.rect(
            x, 202, cell, 32, fill="paper", stroke="ink" if kept else "muted",
            dash="solid" if kept else "dotted",
        )  # fmt: skip
        if kept:
            number = counts[j - padding]
            c.text(x + cell / 2, 218, f"y{'₀₁₂₃₄₅₆'[j - padding]}")
            fill = "s2-soft" if number > 1 else "none"
            c.rect(x + 6, 244, cell - 12, 32, fill=fill, stroke="none")
            c.text(x + cell / 2, 260, str(number), weight="600")
        else:
            c.text(x + cell / 2, 218, t["crop"], size=14, fill="muted")
    return c.render()


def draw_checkerboard(lang: str) -> str:
    """Draw what four layers make of a constant image."""
    t = {
        "en": [
            ("transposed 3 × 3", "all weights 1"), ("transposed 4 × 4", "all weights 1"),
            ("transposed 4 × 4", "random weights"), ("nearest + 3 × 3", "random weights"),
        ],
        "zh": [
            ("转置 3 × 3", "权重全为 1"), ("转置 4 × 4", "权重全为 1"),
            ("转置 4 × 4", "随机权重"), ("最近邻 + 3 × 3", "随机权重"),
        ],
    }[lang]  # fmt: skip
    random = np.random.default_rng(5).uniform(0, 1, (4, 4))
    one, ones = np.ones((2, 2)), np.outer(count_inner(3, 2, 1), count_inner(3, 2, 1)) / 4
    phases = np.array([[random[i::2, j::2].sum() for j in (1, 0)] for i in (1, 0)])
    tables = [ones, one, phases / phases.max(), one * 0.8]
    c = Canvas(560, 196)
    for number, (table, names) in enumerate(zip(tables, t, strict=True)):
        left = 9 + 140 * number
        c.text(left + 61, 14, names[0], size=14, weight="600")
        c.text(left + 61, 36, names[1], size=14, fill="muted")
        # One square for a constant table, so that no seams show between the cells.
        cells = 1 if np.allclose(table, table[0, 0]) else 8
        for i in range(cells):
            for j in range(cells):
                c.add(
                    "rect", x=left + 1 + 15 * j, y=56 + 15 * i, width=120 / cells,
                    height=120 / cells, fill="var(--atlas-s1, #2563a8)",
                    fill_opacity=float(round(table[i % 2, j % 2], 2)),
                    shape_rendering="crispEdges",
                )  # fmt: skip
        c.rect(left, 55, 122, 122, stroke="ink", radius=0, stroke_width=1)
    return c.render()


FIGURES = {
    "ways": draw_ways,
    "coordinates": draw_coordinates,
    "kernels": draw_kernels,
    "stamps": draw_stamps,
    "checkerboard": draw_checkerboard,
}
