"""Figures of the article on lists and tuples."""

from __future__ import annotations

from scripts.figures.canvas import Axes, Canvas

TEXT = {
    "en": {
        "list": "list, length 3, capacity 4",
        "tuple": "tuple, length 3",
        "block": "separate block",
        "unused": "unused",
        "since": "ob_hash (since 3.14)",
        "items": "items: separate objects",
        "capacity": "slots",
        "length": "length (items appended)",
        "cap": "capacity",
        "len": "length",
        "bad": "[[0] * 3] * 3",
        "good": "[[0] * 3 for _ in range(3)]",
        "one": "one inner list",
        "three": "three inner lists",
    },
    "zh": {
        "list": "列表：长度 3，容量 4",
        "tuple": "元组：长度 3",
        "block": "另一块内存",
        "unused": "未用",
        "since": "ob_hash（3.14 起）",
        "items": "元素：各自独立的对象",
        "capacity": "槽位数",
        "length": "长度（已追加的元素数）",
        "cap": "容量",
        "len": "长度",
        "bad": "[[0] * 3] * 3",
        "good": "[[0] * 3 for _ in range(3)]",
        "one": "同一个内层列表",
        "three": "三个内层列表",
    },
}


def draw_storage(lang: str) -> str:
    """Draw a list (header and separate block) and a tuple (inline) of the same items."""
    words = TEXT[lang]
    c = Canvas(560, 424)
    row, slot = 30.0, 30.0

    # The list's header on the left, its block of slots beside it.
    c.text(10, 18, words["list"], anchor="start", weight="600")
    fields = ["ob_refcnt", "ob_type", "ob_size = 3", "ob_item", "allocated = 4"]
    for i, name in enumerate(fields):
        y = 34 + i * row
        c.rect(10, y, 150, row, fill="s1-soft", stroke="s1", radius=0)
        c.text(85, y + row / 2, name, size=14, mono=True)
    block_x, block_y, block_w = 222.0, 64.0, 96.0
    c.arrow(160, 34 + 3.5 * row, block_x - 2, 34 + 3.5 * row, stroke="s1", stroke_width=2)
    c.text(block_x + block_w / 2, block_y - 14, words["block"], size=14, fill="muted")
    for i in range(4):
        y = block_y + i * slot
        used = i < 3
        c.rect(block_x, y, block_w, slot, fill="s1-soft" if used else "none", stroke="s1",
               radius=0, dash="solid" if used else "dashed")  # fmt: skip
        c.text(block_x + block_w / 2, y + slot / 2,
               f"ob_item[{i}]" if used else words["unused"],
               size=14, mono=used, fill="ink" if used else "muted")  # fmt: skip

    # The tuple: one block, header and slots together.
    c.text(10, 224, words["tuple"], anchor="start", weight="600")
    tuple_top = 240.0
    fields = ["ob_refcnt", "ob_type", "ob_size = 3"]
    height = 24.0
    for i, name in enumerate(fields):
        y = tuple_top + i * height
        c.rect(10, y, 210, height, fill="s2-soft", stroke="s2", radius=0)
        c.text(115, y + height / 2, name, size=14, mono=True)
    y = tuple_top + 3 * height
    c.rect(10, y, 210, height, fill="none", stroke="s2", radius=0, dash="dashed")
    c.text(115, y + height / 2, words["since"], size=14, fill="muted")
    slots_y = y + height
    for i in range(3):
        c.rect(10, slots_y + i * height, 210, height, fill="s2-soft", stroke="s2", radius=0)
        c.text(115, slots_y + (i + 0.5) * height, f"ob_item[{i}]", size=14, mono=True)

    # The shared objects on the right.
    x = 478.0
    centres = [110.0, 200.0, 290.0]
    for i, (y, value) in enumerate(zip(centres, ("3", "1", "4"), strict=True)):
        c.rect(x - 32, y - 21, 80, 42, fill="s3-soft", stroke="s3", radius=8)
        c.text(x + 8, y, f"int {value}", size=15, mono=True)
        c.arrow(block_x + block_w, block_y + (i + 0.5) * slot, x - 35, y - 7, stroke="s1")
        c.arrow(220, slots_y + (i + 0.5) * height, x - 35, y + 7, stroke="s2")
    c.text(550, 62, words["items"], size=14, anchor="end", fill="muted")
    return c.render()


def capacity(n: int) -> int:
    """The capacity that list_resize picks for length n when one item is appended."""
    return (n + n // 8 + 6) // 4 * 4


def draw_growth(lang: str) -> str:
    """Draw the staircase of capacity over length for a list filled by append."""
    words = TEXT[lang]
    c = Canvas(560, 380)
    axes = Axes(c, 48, 40, 492, 278, (0, 80), (0, 96))
    limit, cap = 80, 0
    steps: list[tuple[float, float]] = [(0, 0)]
    corners: list[tuple[int, int]] = []
    for n in range(1, limit + 1):
        if n > cap:
            steps.append((n - 1, cap))
            cap = capacity(n)
            steps.append((n - 1, cap))
            corners.append((n - 1, cap))
    steps.append((limit, cap))
    area = [(axes.map_x(x), axes.map_y(y)) for x, y in steps]
    area += [(axes.map_x(limit), axes.map_y(limit)), (axes.map_x(0), axes.map_y(0))]
    c.polyline(area, stroke="none", fill="s1-soft", closed=True)
    axes.draw_frame(
        [(x, str(x)) for x in range(0, 81, 16)],
        [(y, str(y)) for y in range(0, 97, 16)],
        x_label=words["length"], y_label=words["capacity"],
        grid=False,
    )  # fmt: skip
    axes.plot([0, limit], [0, limit], stroke="s2", dash="dashed")
    axes.plot([x for x, _ in steps], [y for _, y in steps], stroke="s1", stroke_width=2.6)
    for x, y in corners:
        c.text(axes.map_x(x) + 3, axes.map_y(y) - 10, str(y), size=14, anchor="start", fill="s1")
    c.text(axes.map_x(51), axes.map_y(78), words["cap"], size=15, fill="s1", weight="600")
    c.text(axes.map_x(66), axes.map_y(56), words["len"], size=15, fill="s2", weight="600")
    return c.render()


def draw_aliasing(lang: str) -> str:
    """Draw a grid whose rows are one object beside a grid with three rows."""
    words = TEXT[lang]
    c = Canvas(560, 226)

    def draw_inner(x: float, y: float, first: str, stroke: str) -> None:
        for i, value in enumerate((first, "0", "0")):
            c.rect(x + i * 32, y, 32, 32, fill=f"{stroke}-soft", stroke=stroke, radius=0)
            c.text(x + i * 32 + 16, y + 16, value, mono=True,
                   weight="700" if value == "1" else None)  # fmt: skip

    for left, title, note, stroke in ((8, "bad", "one", "s6"), (296, "good", "three", "s3")):
        c.text(left, 18, words[title], anchor="start", size=15, mono=True)
        for i in range(3):
            y = 46 + i * 52
            c.rect(left, y, 62, 40, fill="s1-soft", stroke="s1", radius=0)
            c.text(left + 31, y + 20, f"[{i}]", mono=True)
            target = 118 if title == "bad" else y + 20
            c.arrow(left + 62, y + 20, left + 143, target + (i - 1) * 7 * (title == "bad"),
                    stroke=stroke, stroke_width=1.8)  # fmt: skip
            if title == "good":
                draw_inner(left + 146, y + 4, "1" if i == 0 else "0", stroke)
        if title == "bad":
            draw_inner(left + 146, 102, "1", stroke)
        c.text(left, 212, words[note], anchor="start", size=14, fill="muted")
    return c.render()


FIGURES = {"storage": draw_storage, "growth": draw_growth, "aliasing": draw_aliasing}
