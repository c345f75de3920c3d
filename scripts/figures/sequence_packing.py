"""Figures of the article "Sequence packing and padding removal".

`describe_batch` is also what the interactive element atlas-packing-batches is compared with.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scripts.figures.canvas import Axes, Canvas

EXAMPLE = (5, 6, 7, 4, 3, 5)
CAPACITY = 10
HUES = ("s1", "s2", "s3", "s4", "s5", "s6")

# Sequences per 12 tokens of length (37-48, 49-60, ..., 373-384) in the SQuAD 1.1 histogram
# of graphcore/tutorials, blogs_code/packedBERT/histograms.py; the 3 of length 36 are left out.
LENGTH_BINS = (
    290, 1055, 1432, 1801, 1950, 2864, 6030, 8866, 9304, 8826, 7652, 6662, 5746, 4583, 3715,
    3097, 2565, 2116, 1889, 1578, 1180, 1154, 861, 666, 506, 477, 290, 226, 1257,
)  # fmt: skip

# Fill in percent by capacity, from the article's pack() on its 10,000 lengths.
CAPACITIES = (384, 512, 768, 1024, 1536, 2048, 3072, 4096)
FILL = {
    "next": (75.8, 81.0, 87.4, 90.3, 93.7, 95.3, 96.9, 97.5),
    "first": (94.0, 96.0, 97.9, 98.5, 98.9, 99.2, 99.5, 99.5),
    "ffd": (97.7, 99.0, 99.2, 99.5, 99.6, 99.6, 99.8, 99.8),
}


def pack_lengths(lengths: Sequence[int], capacity: int, strategy: str) -> list[list[int]]:
    """Distribute sequences over packs; strategy: next, first, best, ffd or bfd."""
    order = list(range(len(lengths)))
    if strategy in ("ffd", "bfd"):
        order.sort(key=lambda i: -lengths[i])
    packs: list[list[int]] = []
    free: list[int] = []
    for i in order:
        fits = [b for b, room in enumerate(free) if room >= lengths[i]]
        if strategy == "next":
            fits = [b for b in fits if b == len(free) - 1]
        if not fits:
            packs.append([])
            free.append(capacity)
            fits = [len(free) - 1]
        chosen = min(fits, key=free.__getitem__) if strategy in ("best", "bfd") else fits[0]
        packs[chosen].append(i)
        free[chosen] -= lengths[i]
    return packs


def describe_batch(lengths: Sequence[int], capacity: int, strategy: str) -> dict[str, Any]:
    """Return what the element shows of one batch; sequences of length 0 are absent."""
    present = [i for i, n in enumerate(lengths) if n > 0]
    real = [lengths[i] for i in present]
    packs = [[present[i] for i in p] for p in pack_lengths(real, capacity, strategy)]
    width = max(real, default=0)
    cumulative = [0]
    for n in real:
        cumulative.append(cumulative[-1] + n)
    return {
        "tokens": sum(real),
        "rows": len(real),
        "width": width,
        "padded": len(real) * width,
        "packs": packs,
        "packed": len(packs) * capacity,
        "cu": cumulative,
        "pairs": [len(real) * width**2, len(packs) * capacity**2, sum(n * n for n in real)],
    }


def draw_tokens(c: Canvas, x: float, y: float, size: float, sequence: int, count: int) -> float:
    """Draw the cells of one sequence with their positions; return where the next starts."""
    hue = HUES[sequence % len(HUES)]
    for k in range(count):
        c.rect(x + k * size, y, size, size, fill=hue + "-soft", stroke=hue,
               stroke_width=1, radius=0)  # fmt: skip
        c.text(x + (k + 0.5) * size, y + size / 2, str(k), size=14)
    return x + count * size


def draw_padding(c: Canvas, x: float, y: float, size: float, count: int) -> None:
    """Draw empty cells."""
    for k in range(count):
        c.rect(x + k * size, y, size, size, stroke="line", stroke_width=1, dash="dotted",
               radius=0)  # fmt: skip


def draw_layouts(lang: str) -> str:
    """Draw the example batch padded, packed and unpadded."""
    t = {
        "en": {
            "padded": "padded: 6 × 7 = 42 positions, 12 empty",
            "packed": "packed, best-fit: 3 × 10, none empty",
            "flat": "unpadded: one stream of 30 tokens",
            "cu": "cu_seqlens",
        },
        "zh": {
            "padded": "填充：6 × 7 = 42 个位置，空 12 个",
            "packed": "打包（最佳适应）：3 × 10，不空",
            "flat": "去填充：30 个词元连成一条流",
            "cu": "cu_seqlens",
        },
    }[lang]
    size = 22.0
    c = Canvas(560, 392)
    c.text(16, 16, t["padded"], anchor="start", weight="600")
    for i, n in enumerate(EXAMPLE):
        y = 32 + i * (size + 3)
        c.text(22, y + size / 2, "ABCDEF"[i], size=14, fill="muted")
        draw_padding(c, draw_tokens(c, 36, y, size, i, n), y, size, 7 - n)
    c.text(16, 204, t["packed"], anchor="start", weight="600")
    for row, group in enumerate(pack_lengths(EXAMPLE, CAPACITY, "best")):
        x, y = 36.0, 220 + row * (size + 3)
        for i in group:
            x = draw_tokens(c, x, y, size, i, EXAMPLE[i])
        draw_padding(c, x, y, size, round((36 + 10 * size - x) / size))
    c.text(16, 316, t["flat"], anchor="start", weight="600")
    small = 528 / 30
    x, total = 16.0, 0
    for i, n in enumerate(EXAMPLE):
        c.text(x, 372, str(total), size=14)
        c.line(x, 356, x, 363, stroke="muted")
        hue = HUES[i]
        for k in range(n):
            c.rect(x + k * small, 332, small, 22, fill=hue + "-soft", stroke=hue,
                   stroke_width=1, radius=0)  # fmt: skip
            c.text(x + (k + 0.5) * small, 343, str(k), size=14)
        x, total = x + n * small, total + n
    c.line(x, 356, x, 363, stroke="muted")
    c.text(x, 372, str(total), size=14)
    c.text(544, 316, t["cu"], size=14, mono=True, anchor="end", fill="muted")
    return c.render()


def draw_lengths(lang: str) -> str:
    """Draw the histogram of SQuAD's lengths."""
    t = {
        "en": {"x": "tokens in the sequence", "y": "sequences (thousands)", "mean": "mean 172",
               "pad": "padding of an average", "pad2": "sequence: 212 tokens"},
        "zh": {"x": "序列的词元数", "y": "序列数（千）", "mean": "均值 172",
               "pad": "平均长度的序列", "pad2": "要填充 212 个词元"},
    }[lang]  # fmt: skip
    c = Canvas(560, 300)
    a = Axes(c, 44, 40, 500, 205, (24, 396), (0, 10))
    a.draw_frame(
        [(n, str(n)) for n in (36, 96, 172, 240, 312, 384)],
        [(n, str(n)) for n in (0, 2, 4, 6, 8, 10)],
        x_label=t["x"],
    )
    c.text(8, 16, t["y"], size=14, anchor="start")
    for k, count in enumerate(LENGTH_BINS):
        left, right = a.map_x(36.5 + 12 * k), a.map_x(48.5 + 12 * k)
        top = a.map_y(count / 1000)
        c.rect(left, top, right - left, 245 - top, fill="s1-soft", stroke="s1",
               stroke_width=1, radius=0)  # fmt: skip
    mean, full = a.map_x(172), a.map_x(384)
    c.line(mean, 40, mean, 245, stroke="s2", dash="dashed", stroke_width=2)
    c.text(mean + 6, 50, t["mean"], size=14, anchor="start", fill="s2")
    c.arrow(mean + 4, 128, full, 128, stroke="s2", stroke_width=2)
    c.text((mean + full) / 2 + 10, 92, t["pad"], size=14, fill="s2")
    c.text((mean + full) / 2 + 10, 111, t["pad2"], size=14, fill="s2")
    return c.render()


def draw_fill(lang: str) -> str:
    """Draw the share of real tokens against the capacity for three strategies."""
    t = {
        "en": {"x": "capacity of a pack (tokens)", "y": "real tokens (%)", "next": "next-fit",
               "first": "first-fit", "ffd": "first-fit decreasing"},
        "zh": {"x": "每包容量（词元）", "y": "真实词元（%）", "next": "下次适应",
               "first": "首次适应", "ffd": "首次适应递减"},
    }[lang]  # fmt: skip
    c = Canvas(560, 300)
    a = Axes(c, 52, 40, 490, 205, (360, 4400), (70, 100), log_x=True)
    a.draw_frame(
        [(n, f"{n:,}") for n in (384, 512, 768, 1024, 2048, 4096)],
        [(n, str(n)) for n in (70, 80, 90, 100)],
        x_label=t["x"],
    )
    c.text(8, 16, t["y"], size=14, anchor="start")
    for name, hue, dash in (("next", "s2", "solid"), ("first", "s1", "dashed"),
                            ("ffd", "s3", "solid")):  # fmt: skip
        a.plot(CAPACITIES, FILL[name], stroke=hue, dash=dash)
        a.scatter(CAPACITIES, FILL[name], fill=hue, radius=3.5)
    c.text(a.map_x(800), a.map_y(84.5), t["next"], size=14, anchor="start", fill="s2")
    c.text(a.map_x(430), a.map_y(91.7), t["first"], size=14, anchor="start", fill="s1")
    c.text(a.map_x(1150), a.map_y(102.3), t["ffd"], size=14, anchor="start", fill="s3")
    return c.render()


def draw_masks(lang: str) -> str:
    """Draw the causal mask and the block-diagonal causal mask of one pack."""
    t = {
        "en": {"left": "causal only", "right": "block-diagonal, causal", "own": "own sequence",
               "bad": "contamination", "pos": "positions"},
        "zh": {"left": "仅因果掩码", "right": "块对角因果掩码", "own": "本序列",
               "bad": "交叉污染", "pos": "位置"},
    }[lang]  # fmt: skip
    owner, place = (0, 0, 0, 0, 1, 1, 1, 2, 2, 2), (0, 1, 2, 3, 0, 1, 2, 0, 1, 2)
    size = 23.0
    crosses: list[str] = []
    c = Canvas(560, 330)
    for side, left in enumerate((34.0, 312.0)):
        c.text(left + 5 * size, 16, t["right" if side else "left"], weight="600")
        for i in range(10):
            label = str(place[i] if side else i)
            hue = HUES[owner[i]]
            c.text(left + (i + 0.5) * size, 42, label, size=14, fill=hue)
            c.text(left - 12, 54 + (i + 0.5) * size, label, size=14, fill=hue)
            start, y = i - place[i], 54 + i * size
            c.rect(left + start * size, y, (place[i] + 1) * size, size, stroke="none",
                   fill=hue + "-soft", radius=0)  # fmt: skip
            for j in range(0 if side == 0 else start, start):
                x = left + j * size
                crosses.append(f"M{x + 6:g} {y + 6:g}l11 11m0 -11l-11 11")
        for k in range(11):
            c.line(left + k * size, 54, left + k * size, 284, stroke="line", stroke_width=1)
            c.line(left, 54 + k * size, left + 230, 54 + k * size, stroke="line",
                   stroke_width=1)  # fmt: skip
    c.path("".join(crosses), stroke="s6", stroke_width=2)
    for hue, x in (("s1", 100), ("s2", 120), ("s3", 140)):
        c.rect(x, 301, 18, 18, fill=hue + "-soft", stroke="line", radius=0)
    c.text(166, 310, t["own"], size=14, anchor="start")
    c.line(324, 304, 336, 316, stroke="s6", stroke_width=2)
    c.line(324, 316, 336, 304, stroke="s6", stroke_width=2)
    c.text(346, 310, t["bad"], size=14, anchor="start")
    return c.render()


def draw_flow(lang: str) -> str:
    """Draw a pack's way through lmms-engine."""
    t: dict[str, Any] = {
        "en": {
            "rows": (("data set", "a pack: samples up to packing_length", "list"),
                     ("collator", "one row a sample, padded to the longest", "B × S"),
                     ("unpad", "ids, positions → indices, cu_seq_lens", "T"),
                     ("layers", "flash_attn_varlen_func", "T × h"),
                     ("loss", "labels gathered, shifted per sequence", "T − B")),
            "pad": "padding exists only here",
        },
        "zh": {
            "rows": (("数据集", "一包：总长不超过 packing_length 的样本", "列表"),
                     ("整理器", "每个样本一行，填充到最长", "B × S"),
                     ("去填充", "词元、位置 → indices、cu_seq_lens", "T"),
                     ("各层", "flash_attn_varlen_func", "T × h"),
                     ("损失", "取出标签，在各序列内错位", "T − B")),
            "pad": "只有这里存在填充",
        },
    }[lang]  # fmt: skip
    c = Canvas(560, 346)
    for k, (name, what, shape) in enumerate(t["rows"]):
        y = 12 + 68 * k
        hue = ("s4", "s6", "s3", "s1", "s5")[k]
        c.box(12, y, 92, 46, name, fill=hue + "-soft", stroke=hue, weight="600")
        c.rect(104, y, 352, 46, stroke=hue)
        c.text(116, y + 23, what, size=14, anchor="start")
        c.text(508, y + 23, shape, size=15, mono=True)
        if k < 4:
            c.arrow(58, y + 47, 58, y + 67, stroke="muted")
    c.text(76, 12 + 68 * 2 - 12, t["pad"], size=14, anchor="start", fill="s6")
    return c.render()


FIGURES = {
    "layouts": draw_layouts,
    "lengths": draw_lengths,
    "fill": draw_fill,
    "masks": draw_masks,
    "flow": draw_flow,
}
