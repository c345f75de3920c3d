"""Figures of the article generative-models/autoregressive-models."""

from __future__ import annotations

from itertools import product

from scripts.figures.canvas import Canvas

SUB = "₀₁₂₃₄₅₆"

# The joint distribution of three bits that the article works out by hand, by (x1, x2, x3).
JOINT: dict[tuple[int, ...], float] = {
    (0, 0, 0): 0.30, (0, 0, 1): 0.10, (0, 1, 0): 0.04, (0, 1, 1): 0.06,
    (1, 0, 0): 0.05, (1, 0, 1): 0.20, (1, 1, 0): 0.15, (1, 1, 1): 0.10,
}  # fmt: skip

# MADE's network of Figure 2: four inputs in natural order, five hidden units.
ORDER = (1, 2, 3, 4)
DEGREES = (1, 2, 3, 1, 2)

# Draws as the article's code makes them, 16 pixels each, row by row: the first eight training
# images (bars.py), eight images of np.random.default_rng(1).random((8, 16)) < 0.5, and
# models[...].sample(8, np.random.default_rng(1)) of the trained FVSBN and MADE.
SAMPLES: dict[str, tuple[int, ...]] = {
    "data": (0xF0FF, 0xCCCC, 0x8888, 0x1111, 0x2222, 0x000F, 0x00F0, 0x1001),
    "independent": (0x2D4B, 0xF619, 0x0B10, 0x8B1C, 0x6350, 0x55DF, 0xA457, 0x9D1F),
    "fvsbn": (0x222F, 0x6666, 0xBBBB, 0x0077, 0xFF00, 0xAB3B, 0x0FF0, 0xDFFF),
    "made": (0x2222, 0x6666, 0xAAAA, 0x0077, 0xFF00, 0xAB3B, 0x0FF0, 0xDDDD),
}
BITS = {"data": "0.447", "independent": "1.000", "fvsbn": "0.473", "made": "0.459"}


def made_masks(
    order: tuple[int, ...], degrees: tuple[int, ...], leak: bool = False
) -> tuple[list[list[int]], list[list[int]], list[list[int]]]:
    """Return MADE's masks M^W and M^V and their product, which counts the paths.

    With `leak` the output compares with ≥ instead of >, the classic mistake.
    """
    first = [[int(m >= place) for place in order] for m in degrees]
    second = [[int(place > m or (leak and place == m)) for m in degrees] for place in order]
    paths = [
        [sum(row[k] * first[k][j] for k in range(len(degrees))) for j in range(len(order))]
        for row in second
    ]
    return first, second, paths


def see_pixelcnn(layers: int, two_stacks: bool) -> set[tuple[int, int]]:
    """Return the offsets (row, column) that one output sees through masked 3×3 layers.

    The masks are walked backwards, from the output to the input; the last step uses mask A.
    """
    above = [(-1, -1), (-1, 0), (-1, 1)]
    plain: set[tuple[int, int]] = {(0, 0)}
    vertical: set[tuple[int, int]] = set()
    for step in range(layers):
        last = step == layers - 1
        row = [(0, -1)] if last else [(0, -1), (0, 0)]
        if not two_stacks:
            plain = {(a + i, b + j) for a, b in plain for i, j in above + row}
            continue
        rows = [*above, (0, -1), (0, 0), (0, 1)]
        # The horizontal stack at row r takes the vertical stack's output of row r − 1.
        vertical |= {(a - 1, b) for a, b in plain}
        vertical = {(a + i, b + j) for a, b in vertical for i, j in rows}
        plain = {(a + i, b + j) for a, b in plain for i, j in row}
    return plain | vertical


def draw_tree(lang: str) -> str:
    """Draw the chain rule for three bits as a binary tree with its seven numbers."""
    t = {
        "en": {"head": "probability that", "leaf": "product", "sum": "number", "sums": "numbers"},
        "zh": {"head": "取 1 的概率：", "leaf": "乘积", "sum": "个数", "sums": "个数"},
    }[lang]
    c = Canvas(560, 386)
    xs, top, step = (64, 198, 332, 472), 76, 36

    def mid(prefix: tuple[int, ...]) -> float:
        leaves = 1 << (3 - len(prefix))
        low = sum(bit << (2 - i) for i, bit in enumerate(prefix))
        return top + step * (low + (leaves - 1) / 2)

    def weight(prefix: tuple[int, ...]) -> float:
        return sum(value for x, value in JOINT.items() if x[: len(prefix)] == prefix)

    path = (1, 0, 1)
    for depth in range(3):
        x = xs[depth]
        c.text(x, 16, t["head"], size=14, fill="muted")
        c.text(x, 37, f"x{SUB[depth + 1]} = 1", size=15)
        for prefix in product((0, 1), repeat=depth):
            y = mid(prefix)
            for bit in (0, 1):
                on = path[: depth + 1] == (*prefix, bit)
                c.line(x + 26, y, xs[depth + 1] - (26 if depth < 2 else 42), mid((*prefix, bit)),
                       stroke="s2" if on else "line", stroke_width=3 if on else 1.5)  # fmt: skip
    for depth in range(3):
        for prefix in product((0, 1), repeat=depth):
            on = path[:depth] == prefix
            value = weight((*prefix, 1)) / weight(prefix)
            c.box(xs[depth] - 26, mid(prefix) - 14, 52, 28, f"{value:.2f}".rstrip("0"),
                  fill="s2-soft" if on else "s1-soft", stroke="s2" if on else "s1")  # fmt: skip
        count = 2**depth
        label = t["sum"] if count == 1 else t["sums"]
        c.text(xs[depth], 372, f"{count} {label}", size=14, fill="muted")
    c.text(xs[3] + 24, 37, t["leaf"], size=14, fill="muted")
    for x3 in product((0, 1), repeat=3):
        on = x3 == path
        y = mid(x3)
        c.text(xs[3] - 18, y, "".join(map(str, x3)), mono=True, fill="s2" if on else "ink",
               weight="600" if on else None)  # fmt: skip
        c.text(xs[3] + 44, y, f"{JOINT[x3]:.2f}", fill="s2" if on else "ink",
               weight="600" if on else None)  # fmt: skip
    c.text(xs[0] + 52, mid((1,)) + 8, "1", size=14, fill="s2")
    c.text(xs[1] + 60, mid((1, 0)) - 6, "0", size=14, fill="s2")
    c.text(xs[2] + 48, mid((1, 0, 1)) + 12, "1", size=14, fill="s2")
    return c.render()


def draw_masks(lang: str) -> str:
    """Draw MADE's connections and light up the paths into the third output."""
    t = {
        "en": {"in": "inputs", "hid": "hidden units", "out": "outputs", "deg": "degree m",
               "place": "place π", "ge": "kept if m ≥ π", "gt": "kept if π > m"},
        "zh": {"in": "输入", "hid": "隐藏单元", "out": "输出", "deg": "度数 m",
               "place": "位次 π", "ge": "m ≥ π 才保留", "gt": "π > m 才保留"},
    }[lang]  # fmt: skip
    c = Canvas(560, 330)
    first, second, paths = made_masks(ORDER, DEGREES)
    chosen = 2
    inputs = [(172 + 92 * j, 286) for j in range(4)]
    hidden = [(150 + 80 * k, 166) for k in range(5)]
    outputs = [(172 + 92 * d, 46) for d in range(4)]
    for lit in (False, True):
        for k, unit in enumerate(hidden):
            into = bool(second[chosen][k])
            for j, source in enumerate(inputs):
                if first[k][j] and into == lit:
                    c.line(*source, *unit, stroke="s2" if lit else "line",
                           stroke_width=2.6 if lit else 1.2)  # fmt: skip
            for d, target in enumerate(outputs):
                on = into and d == chosen
                if second[d][k] and on == lit:
                    c.line(*unit, *target, stroke="s2" if lit else "line",
                           stroke_width=2.6 if lit else 1.2)  # fmt: skip
    for j, (x, y) in enumerate(inputs):
        on = paths[chosen][j] > 0
        c.circle(x, y, 18, fill="s2-soft" if on else "paper", stroke="s2" if on else "muted")
        c.text(x, y, str(ORDER[j]))
        c.text(x + 30, y + 12, f"x{SUB[j + 1]}", size=15)
    for k, (x, y) in enumerate(hidden):
        on = bool(second[chosen][k])
        c.circle(x, y, 18, fill="s2-soft" if on else "paper", stroke="s2" if on else "muted")
        c.text(x, y, str(DEGREES[k]))
    for d, (x, y) in enumerate(outputs):
        on = d == chosen
        c.circle(x, y, 18, fill="s2-soft" if on else "paper", stroke="s2" if on else "muted",
                 stroke_width=3 if on else 1.5)  # fmt: skip
        c.text(x, y, str(ORDER[d]))
        c.text(x + 30, y - 12, f"z{SUB[d + 1]}", size=15)
    for y, name, number in ((46, t["out"], t["place"]), (166, t["hid"], t["deg"]),
                            (286, t["in"], t["place"])):  # fmt: skip
        c.text(8, y - 9, name, anchor="start", weight="600", size=14)
        c.text(8, y + 10, number, anchor="start", fill="muted", size=14)
    c.text(8, 226, t["ge"], anchor="start", fill="s1", size=14)
    c.text(8, 106, t["gt"], anchor="start", fill="s1", size=14)
    return c.render()


def draw_samples(lang: str) -> str:
    """Draw eight images from the data and from three models."""
    t = {
        "en": {"data": "data", "independent": "independent", "fvsbn": "FVSBN", "made": "MADE",
               "unit": "bits/dim"},
        "zh": {"data": "数据", "independent": "独立像素", "fvsbn": "FVSBN", "made": "MADE",
               "unit": "比特/维"},
    }[lang]  # fmt: skip
    c = Canvas(560, 252)
    cell, left = 11, 124
    for i, (name, images) in enumerate(SAMPLES.items()):
        y = 12 + 60 * i
        c.text(8, y + 12, t[name], anchor="start", weight="600", size=14)
        c.text(8, y + 33, f"{BITS[name]} {t['unit']}", anchor="start", fill="muted", size=14)
        data = ""
        for j, image in enumerate(images):
            x = left + 54 * j
            for row in range(4):
                for column in range(4):
                    if image >> (15 - 4 * row - column) & 1:
                        data += f"M{x + cell * column} {y + cell * row}h{cell}v{cell}h-{cell}z"
        c.path(data, stroke="none", fill="ink")
        frames = "".join(f"M{left + 54 * j} {y}h{4 * cell}v{4 * cell}h-{4 * cell}z"
                         for j in range(len(images)))  # fmt: skip
        c.path(frames, stroke="muted", stroke_width=1)
    return c.render()


def draw_blindspot(lang: str) -> str:
    """Draw what a pixel sees through five layers, with one and with two stacks."""
    t = {
        "en": {"one": "stacked masks: 50 of 60", "two": "two stacks: 60 of 60",
               "seen": "seen", "blind": "earlier, never seen", "later": "later"},
        "zh": {"one": "层叠掩码：60 个中见 50 个", "two": "两个栈：60 个全见",
               "seen": "看得见", "blind": "在先，却永远看不见", "later": "在后"},
    }[lang]  # fmt: skip
    c = Canvas(560, 236)
    layers, size = 5, 23
    for panel, (name, stacks) in enumerate(((t["one"], False), (t["two"], True))):
        left, top = 10 + 288 * panel, 40
        seen = see_pixelcnn(layers, stacks)
        c.text(left + 11 * size / 2, 18, name, weight="600", size=14)
        cells = {("none", "line"): "", ("s2-soft", "s2"): "", ("s1-soft", "s1"): ""}
        for row in range(-layers, 1):
            for column in range(-layers, layers + 1):
                x, y = left + size * (column + layers), top + size * (row + layers)
                earlier = row < 0 or column < 0
                look = ("none", "line")
                if (row, column) in seen:
                    look = ("s1-soft", "s1")
                elif earlier:
                    look = ("s2-soft", "s2")
                cells[look] += f"M{x} {y}h{size}v{size}h-{size}z"
        for (fill, stroke), data in cells.items():
            if data:
                c.path(data, fill=fill, stroke=stroke, stroke_width=1)
        c.text(left + size * (layers + 0.5), top + size * (layers + 0.5), "X", weight="600")
    for x, key, fill, stroke in (
        (20, "seen", "s1-soft", "s1"), (150, "blind", "s2-soft", "s2"),
        (370, "later", "none", "line"),
    ):  # fmt: skip
        c.rect(x, 202, 20, 20, fill=fill, stroke=stroke, stroke_width=1, radius=0)
        c.text(x + 30, 212, t[key], anchor="start", size=14)
    return c.render()


def draw_wavenet(lang: str) -> str:
    """Draw four dilated causal layers and the tree under the last output."""
    t = {
        "en": {"d": "dilation", "in": "inputs", "time": "time", "out": "output: predicts the next"},
        "zh": {"d": "膨胀率", "in": "输入", "time": "时间", "out": "输出：预测下一个"},
    }[lang]
    c = Canvas(560, 290)
    step, left, bottom, gap = 29, 112, 232, 50

    def point(layer: int, time: int) -> tuple[int, int]:
        return left + step * time, bottom - gap * layer

    tree = {(4, 15)}
    for layer in range(4, 0, -1):
        shift = 2 ** (layer - 1)
        tree |= {(layer - 1, time - back) for at, time in tree if at == layer
                 for back in (0, shift)}  # fmt: skip
    lines, nodes = {True: "", False: ""}, {True: "", False: ""}
    for layer, time in product(range(5), range(16)):
        on = (layer, time) in tree
        x, y = point(layer, time)
        nodes[on] += f"M{x - 6} {y}a6 6 0 1 0 12 0a6 6 0 1 0-12 0z"
        for back in (0, 2 ** (layer - 1)) if layer else ():
            if time >= back:
                lines[on] += f"M{x - step * back} {y + gap}L{x} {y}"
    c.path(lines[False], stroke="line", stroke_width=0.8)
    c.path(lines[True], stroke="s2", stroke_width=2.2)
    c.path(nodes[False], fill="paper", stroke="muted", stroke_width=1.2)
    c.path(nodes[True], fill="s2", stroke="s2", stroke_width=1.2)
    for layer in range(1, 5):
        c.text(8, bottom - gap * (layer - 0.5), f"{t['d']} {2 ** (layer - 1)}", anchor="start",
               size=14, fill="s1")  # fmt: skip
    c.text(8, bottom, t["in"], anchor="start", size=14, weight="600")
    c.text(left + step * 15 + 8, 10, t["out"], anchor="end", size=14, weight="600", fill="s2")
    c.arrow(left, 262, left + step * 15, 262, stroke="muted")
    c.text(left + step * 7.5, 278, t["time"], size=14, fill="muted")
    return c.render()


FIGURES = {
    "tree": draw_tree,
    "masks": draw_masks,
    "samples": draw_samples,
    "blindspot": draw_blindspot,
    "wavenet": draw_wavenet,
}
