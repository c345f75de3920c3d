"""Figures of the article computer-vision/receptive-field, computed from its layer tables."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scripts.figures.canvas import Axes, Canvas

Layer = tuple[str, int, int, int, int]  # name, kernel, stride, padding, dilation
Row = tuple[str, int, int, int, int]  # name, field, jump, start, output size

HAND: list[Layer] = [("A", 3, 1, 1, 1), ("B", 3, 2, 1, 1), ("C", 3, 1, 2, 2)]
ALEXNET: list[Layer] = [
    ("conv1", 11, 4, 2, 1),
    ("pool1", 3, 2, 0, 1),
    ("conv2", 5, 1, 2, 1),
    ("pool2", 3, 2, 0, 1),
    ("conv3", 3, 1, 1, 1),
    ("conv4", 3, 1, 1, 1),
    ("conv5", 3, 1, 1, 1),
    ("pool5", 3, 2, 0, 1),
]


def make_vgg16() -> list[Layer]:
    """Return the convolutions and poolings of torchvision's VGG-16."""
    layers: list[Layer] = []
    for stage, convs in enumerate((2, 2, 3, 3, 3), 1):
        layers += [(f"conv{stage}_{c}", 3, 1, 1, 1) for c in range(1, convs + 1)]
        layers.append((f"pool{stage}", 2, 2, 0, 1))
    return layers


def make_resnet50() -> list[Layer]:
    """Return the longest path through torchvision's ResNet-50, without its 1 × 1 layers."""
    layers: list[Layer] = [("conv1", 7, 2, 3, 1), ("pool1", 3, 2, 1, 1)]
    for stage, blocks in enumerate((3, 4, 6, 3), 1):
        for b in range(1, blocks + 1):
            layers.append((f"layer{stage}.{b}", 3, 2 if stage > 1 and b == 1 else 1, 1, 1))
    return layers


def bottom_up(layers: Sequence[Layer], size: int) -> list[Row]:
    """Return field, jump, start and output size of every layer."""
    r, j, u, rows = 1, 1, 0, []
    for name, k, s, p, d in layers:
        span = d * (k - 1)
        if size + 2 * p <= span:
            raise ValueError(f"{name}: window larger than padded input")
        size = (size + 2 * p - span - 1) // s + 1
        r, u, j = r + span * j, u - p * j, j * s
        rows.append((name, r, j, u, size))
    return rows


def count_paths(layers: Sequence[Layer]) -> list[int]:
    """Return, for every pixel of the field, how many paths lead to the unit."""
    paths, jump = np.ones(1, dtype=np.int64), 1
    for _, k, s, _, d in layers:
        taps = np.zeros(d * jump * (k - 1) + 1, dtype=np.int64)
        taps[:: d * jump] = 1
        paths = np.convolve(paths, taps)
        jump *= s
    return [int(n) for n in paths]


def draw_cone(lang: str) -> str:
    """Draw what unit 2 of the third layer reads, in the example worked by hand."""
    t = {
        "en": {"input": "input", "span": "13 pixels, 3 of them in the padding"},
        "zh": {"input": "输入", "span": "13 个像素，其中 3 个落在填充里"},
    }[lang]
    c = Canvas(560, 322)
    pitch, left = 38, 58
    rows = [("", 1, 1, 0, 10), *bottom_up(HAND, 10)]
    ys = [248, 178, 108, 38]

    def centre(level: int, index: int) -> float:
        _, r, j, u, _ = rows[level]
        return left + (u + (r - 1) / 2 + index * j + 2.5) * pitch

    marked: list[set[int]] = [set(), set(), set(), {2}]
    for level in (3, 2, 1):
        _, k, s, p, d = HAND[level - 1]
        for i in sorted(marked[level]):
            for m in range(k):
                x = i * s - p + m * d
                marked[level - 1].add(x)
                real = 0 <= i < rows[level][4]
                c.line(centre(level, i), ys[level] + 14, centre(level - 1, x),
                       ys[level - 1] - 14, stroke="s2", stroke_width=1.4,
                       dash="solid" if real else "dotted")  # fmt: skip
    for level, (name, _, _, _, size) in enumerate(rows):
        c.text(6, ys[level], name or t["input"], anchor="start", weight="600")
        for i in sorted(set(range(size)) | marked[level]):
            real, on = 0 <= i < size, i in marked[level]
            fill = ("s2-soft" if real else "none") if on else "s1-soft"
            left_edge = centre(level, i) - 15
            c.rect(left_edge, ys[level] - 14, 30, 28, fill=fill, stroke="s2" if on else "s1",
                   dash="solid" if real else "dashed")  # fmt: skip
            c.text(left_edge + 15, ys[level], str(i).replace("-", "−"), size=14)
    a, b = centre(0, -2) - 17, centre(0, 10) + 17
    c.line(a, 276, b, 276, stroke="s2", stroke_width=2)
    c.line(a, 270, a, 282, stroke="s2", stroke_width=2)
    c.line(b, 270, b, 282, stroke="s2", stroke_width=2)
    c.text((a + b) / 2, 299, t["span"], fill="s2")
    return c.render()


def draw_growth(lang: str) -> str:
    """Draw AlexNet's fields as bars over the image, for the unit nearest one spot."""
    t = {
        "en": {"image": "image, 224 pixels", "r": "field"},
        "zh": {"image": "图像，224 个像素", "r": "感受野"},
    }[lang]
    rows = bottom_up(ALEXNET, 224)
    c = Canvas(560, 296)
    left, scale, top = 78, 1.68, 34
    bottom = top + 26 * len(rows) + 6

    def at(pixel: float) -> float:
        return left + 12 + pixel * scale

    c.rect(at(0), top - 6, 224 * scale, bottom - top + 6, fill="s1-soft", stroke="s1", radius=0)
    c.text(at(112), 14, t["image"], size=14, fill="s1")
    c.text(552, 14, t["r"], size=14, anchor="end", fill="muted")
    _, r, j, u, size = rows[-1]
    spot = u + (r - 1) / 2 + (size // 2) * j
    for level, (name, r, j, u, _) in enumerate(rows):
        y = top + 26 * level
        i = int((spot - u - (r - 1) / 2) / j + 0.5)
        first = u + i * j
        c.rect(at(first), y, r * scale, 18, fill="s2-soft", stroke="s2", radius=2)
        c.text(8, y + 9, name, size=14, anchor="start")
        c.text(552, y + 9, str(r), size=14, anchor="end", weight="600")
    for tick in (0, 32, 64, 96, 128, 160, 192, 224):
        c.line(at(tick), bottom, at(tick), bottom + 5)
        c.text(at(tick), bottom + 17, str(tick), size=14, fill="muted")
    return c.render()


def draw_effective(lang: str) -> str:
    """Draw the influence of every pixel for stacks of 5, 20 and 80 averaging layers."""
    t = {
        "en": {
            "x": "position, in half widths of the theoretical field",
            "y": "influence (peak = 1)",
            "layers": "layers",
            "theory": "theoretical field",
        },
        "zh": {
            "x": "位置（以理论感受野半宽为单位）",
            "y": "影响（峰值 = 1）",
            "layers": "层",
            "theory": "理论感受野",
        },
    }[lang]
    c = Canvas(560, 330)
    a = Axes(c, 44, 42, 496, 228, (-1.1, 1.1), (0, 1.1))
    a.draw_frame(
        [(-1, "−1"), (-0.5, "−0.5"), (0, "0"), (0.5, "0.5"), (1, "1")],
        [(0, "0"), (0.5, "0.5"), (1, "1")],
        x_label=t["x"],
    )
    c.text(8, 16, t["y"], size=14, anchor="start")
    a.plot([-1.1, -1, -1, 1, 1, 1.1], [0, 0, 1, 1, 0, 0], stroke="muted", dash="dashed")
    c.text(a.map_x(0.97), a.map_y(0.94), t["theory"], size=14, anchor="end", fill="muted")
    for row, (depth, colour) in enumerate(((5, "s1"), (20, "s2"), (80, "s3"))):
        profile = np.ones(1)
        for _ in range(depth):
            profile = np.convolve(profile, np.ones(3) / 3)
        profile = profile / profile.max()
        offsets = [x for x in range(-depth, depth + 1) if profile[depth + x] > 0.004]
        offsets = offsets[:: max(1, len(offsets) // 30)] if depth == 5 else offsets
        xs = [x / depth for x in offsets]
        a.plot(xs, [round(float(profile[depth + x]), 3) for x in offsets], stroke=colour)
        if depth == 80:
            a.plot([-1, xs[0]], [0.001, 0.004], stroke=colour)
            a.plot([xs[-1], 1], [0.004, 0.001], stroke=colour)
        y = a.map_y(0.92 - 0.1 * row)
        c.line(a.map_x(-0.96), y, a.map_x(-0.88), y, stroke=colour, stroke_width=3)
        c.text(a.map_x(-0.85), y, f"{depth} {t['layers']}", size=14, anchor="start", fill=colour)
    return c.render()


def draw_gridding(lang: str) -> str:
    """Draw how many paths lead to each pixel for three choices of dilations."""
    t = {
        "en": {"d": "dilations", "of": "{a} of {b} pixels read"},
        "zh": {"d": "空洞率", "of": "{b} 个像素读到 {a} 个"},
    }[lang]
    c = Canvas(560, 246)
    for row, rates in enumerate(((2, 2, 2), (1, 2, 3), (1, 2, 4))):
        paths = count_paths([("", 3, 1, 0, d) for d in rates])
        y = 12 + 80 * row
        read = sum(1 for n in paths if n)
        name = f"{t['d']} {', '.join(str(d) for d in rates)}"
        c.text(14, y + 8, name, anchor="start", weight="600")
        c.text(546, y + 8, t["of"].format(a=read, b=len(paths)), size=14, anchor="end",
               fill="muted")  # fmt: skip
        for i, n in enumerate(paths):
            x = 280 + 35.5 * (i - (len(paths) - 1) / 2)
            c.rect(x - 16, y + 22, 32, 32, fill="s2-soft" if n else "none",
                   stroke="s2" if n else "line", dash="solid" if n else "dashed")  # fmt: skip
            c.text(x, y + 38, str(n), size=14, fill="ink" if n else "muted")
    return c.render()


def draw_alignment(lang: str) -> str:
    """Draw the centres of the last layer's fields over a 224-pixel image."""
    t = {"en": "image, 224 pixels", "zh": "图像，224 个像素"}[lang]
    c = Canvas(560, 190)
    left, scale = 92, 2.02
    top, bottom = 34, 150
    c.rect(left, top, 224 * scale, bottom - top, fill="s1-soft", stroke="s1", radius=0)
    c.text(left + 112 * scale, 16, t, size=14, fill="s1")
    for tick in range(0, 225, 32):
        x = left + tick * scale
        c.line(x, top, x, bottom, stroke="line", stroke_width=1)
        c.line(x, bottom, x, bottom + 5)
        c.text(x, bottom + 18, str(tick), size=14, fill="muted")
    for row, (name, layers, colour) in enumerate(
        (("VGG-16", make_vgg16(), "s3"), ("ResNet-50", make_resnet50(), "s2"))
    ):
        _, r, j, u, size = bottom_up(layers, 224)[-1]
        y = top + 32 + 52 * row
        c.text(78, y, name, size=14, anchor="end", fill=colour, weight="600")
        for i in range(size):
            c.circle(left + (u + (r - 1) / 2 + i * j + 0.5) * scale, y, 7, fill=colour)
    return c.render()


FIGURES = {
    "cone": draw_cone,
    "growth": draw_growth,
    "effective": draw_effective,
    "gridding": draw_gridding,
    "alignment": draw_alignment,
}
