"""Figures of the article on the sliding window maximum."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable, Sequence
from heapq import heappop, heappush

from scripts.figures.canvas import Axes, Canvas

SAMPLE = (1, 3, -1, -3, 5, 3, 6, 7)
WINDOW = 3
SKYLINE = (8, 2, 6, 4, 5, 1, 3)  # the first bar has left a window of six

TEXTS = {
    "zh": {
        "window": "窗口（k = 6）",
        "expired": "已过期",
        "looks": "从右端\n向左看",
        "front": "队首",
        "back": "队尾",
        "legend": "双端队列（下标：值）",
        "array": "数组与窗口",
        "output": "输出",
        "in_window": "窗口",
        "in_deque": "在双端队列中",
        "block": "块 {}",
        "nums": "数组",
        "prefix": "前缀 P",
        "suffix": "后缀 S",
        "answer": "窗口 4 到 6：max(S₄, P₆) = max(5, 6) = 6",
        "x": "窗口长度 k",
        "y": "每个元素的比较次数",
        "brute_force": "暴力法",
        "lazy_heap": "堆",
        "sparse_table": "稀疏表",
        "block_fold": "分块、双栈",
        "monotonic_deque": "单调双端队列",
    },
    "en": {
        "window": "window (k = 6)",
        "expired": "expired",
        "looks": "view from\nthe right",
        "front": "front",
        "back": "back",
        "legend": "deque (index: value)",
        "array": "array and window",
        "output": "output",
        "in_window": "window",
        "in_deque": "in the deque",
        "block": "block {}",
        "nums": "array",
        "prefix": "prefix P",
        "suffix": "suffix S",
        "answer": "window 4 to 6: max(S₄, P₆) = max(5, 6) = 6",
        "x": "window length k",
        "y": "comparisons per element",
        "brute_force": "brute force",
        "lazy_heap": "heap",
        "sparse_table": "sparse table",
        "block_fold": "blocks, two stacks",
        "monotonic_deque": "monotonic deque",
    },
}


def write_value(value: int) -> str:
    """Write an integer with a true minus sign."""
    return str(value).replace("-", "−")


def draw_skyline(lang: str) -> str:
    """Draw bars of which those visible from the right are the deque."""
    texts = TEXTS[lang]
    c = Canvas(540, 372)
    left, step, bar, ground, unit = 24, 60, 42, 232, 21
    first = 1
    last = len(SKYLINE) - 1
    visible = [
        i for i in range(first, last + 1)
        if all(SKYLINE[i] > v for v in SKYLINE[i + 1:])
    ]  # fmt: skip
    right = left + step * len(SKYLINE)
    c.rect(left + step * first - 6, 44, step * (last - first + 1), ground - 44 + 30,
           stroke="s1", stroke_width=2, dash="dashed", radius=6)  # fmt: skip
    c.text(left + step * (first + last + 1) / 2, 26, texts["window"], fill="s1")
    for i in visible:
        y = ground - SKYLINE[i] * unit + 10
        c.line(left + i * step + bar + 3, y, right + 14, y, stroke="s2", dash="dotted")
    for i, value in enumerate(SKYLINE):
        x, height = left + i * step + (step - bar) / 2 - 6, value * unit
        seen = i in visible
        c.rect(x, ground - height, bar, height,
               fill="s2-soft" if seen else "none",
               stroke="s2" if seen else "line" if i < first else "muted",
               dash="dashed" if i < first else "solid")  # fmt: skip
        c.text(x + bar / 2, ground - 11, write_value(value),
               weight="bold" if seen else None, fill="ink" if seen else "muted")  # fmt: skip
        c.text(x + bar / 2, ground + 14, str(i), fill="muted", size=14)
    c.text(left + 15, ground + 42, texts["expired"], fill="muted", size=14)
    # the eye
    x, y = right + 46, ground - SKYLINE[visible[1]] * unit + 10
    c.path(f"M {x - 16} {y} Q {x} {y - 17} {x + 16} {y} Q {x} {y + 17} {x - 16} {y} Z",
           fill="paper", stroke="s2", stroke_width=2)  # fmt: skip
    c.circle(x, y, 5, fill="s2")
    for row, words in enumerate(texts["looks"].split("\n")):
        c.text(x, 80 + 17 * row, words, size=14, fill="s2")
    # the deque
    width, top = 76, 300
    start = 270 - width * len(visible) / 2
    for slot, i in enumerate(visible):
        c.rect(start + slot * width, top, width, 34, fill="s2-soft", stroke="s2", radius=0)
        c.text(start + (slot + 0.5) * width, top + 17, f"{i}: {SKYLINE[i]}", weight="bold")
    c.text(start - 12, top + 17, texts["front"], anchor="end")
    c.text(start + width * len(visible) + 12, top + 17, texts["back"], anchor="start")
    c.text(270, top + 54, texts["legend"], fill="muted", size=14)
    return c.render()


def draw_trace(lang: str) -> str:
    """Draw the eight steps of the sample: window, deque and output."""
    texts = TEXTS[lang]
    cell, row, left, top = 44, 46, 46, 46
    c = Canvas(478, top + row * len(SAMPLE) + 40)
    c.text(left + cell * 4, 22, texts["array"], fill="muted", size=14)
    c.text(20, 22, "i", fill="muted", italic=True)
    c.text(440, 22, texts["output"], fill="muted", size=14)
    candidates: deque[int] = deque()
    for i, x in enumerate(SAMPLE):
        y = top + i * row
        while candidates and SAMPLE[candidates[-1]] <= x:
            candidates.pop()
        candidates.append(i)
        if candidates[0] <= i - WINDOW:
            candidates.popleft()
        c.text(20, y + 17, str(i), fill="muted")
        for j, value in enumerate(SAMPLE):
            inside = j in candidates
            c.rect(left + j * cell, y, cell, 34, radius=0,
                   fill="s2-soft" if inside else "none", stroke="line")  # fmt: skip
            hidden = j > i or j <= i - WINDOW
            c.text(left + (j + 0.5) * cell, y + 17, write_value(value),
                   fill="muted" if hidden or not inside else "ink",
                   weight="bold" if inside else None)  # fmt: skip
        start = max(0, i - WINDOW + 1)
        c.rect(left + start * cell, y, (i - start + 1) * cell, 34, stroke="s1",
               stroke_width=2.5)  # fmt: skip
        if i >= WINDOW - 1:
            c.text(440, y + 17, write_value(SAMPLE[candidates[0]]), weight="bold", fill="s3")
        else:
            c.text(440, y + 17, "–", fill="muted")
    y = top + row * len(SAMPLE) + 6
    c.rect(left, y, 26, 20, stroke="s1", stroke_width=2.5)
    c.text(left + 34, y + 10, texts["in_window"], anchor="start", size=14)
    c.rect(left + 140, y, 26, 20, fill="s2-soft", stroke="line", radius=0)
    c.text(left + 174, y + 10, texts["in_deque"], anchor="start", size=14)
    return c.render()


def draw_blocks(lang: str) -> str:
    """Draw prefix and suffix maxima of the blocks and one window across a border."""
    texts = TEXTS[lang]
    cell, left, top, row = 51, 84, 58, 62
    c = Canvas(510, 290)
    n = len(SAMPLE)
    prefix, suffix = list(SAMPLE), list(SAMPLE)
    for i in range(1, n):
        if i % WINDOW:
            prefix[i] = max(prefix[i - 1], SAMPLE[i])
    for i in range(n - 2, -1, -1):
        if (i + 1) % WINDOW:
            suffix[i] = max(SAMPLE[i], suffix[i + 1])
    for b in range(0, n, WINDOW):
        size = min(WINDOW, n - b)
        c.text(left + (b + size / 2) * cell, 18, texts["block"].format(b // WINDOW), size=14,
               fill="muted")  # fmt: skip
        if b:
            c.line(left + b * cell, 6, left + b * cell, top + 2 * row + 46, stroke="ink",
                   stroke_width=2, dash="dashed")  # fmt: skip
    start, end = 4, 6
    rows: list[tuple[str, Sequence[int]]] = [
        ("nums", SAMPLE), ("suffix", suffix), ("prefix", prefix)
    ]  # fmt: skip
    for r, (name, values) in enumerate(rows):
        y = top + r * row
        c.text(left - 12, y + 19, texts[name], anchor="end")
        for j, value in enumerate(values):
            used = (name == "suffix" and j == start) or (name == "prefix" and j == end)
            fill = "none"
            if name == "nums" and start <= j <= end:
                fill = "s1-soft" if j < 6 else "s3-soft"
            elif used:
                fill = "s1-soft" if name == "suffix" else "s3-soft"
            c.rect(left + j * cell, y, cell, 38, radius=0, fill=fill, stroke="line")
            c.text(left + (j + 0.5) * cell, y + 19, write_value(value),
                   weight="bold" if used else None)  # fmt: skip
        # the direction in which the maxima run, block by block
        if name != "nums":
            for b in range(0, n, WINDOW):
                size = min(WINDOW, n - b)
                x1, x2 = left + b * cell + 8, left + (b + size) * cell - 8
                if name == "suffix":
                    x1, x2 = x2, x1
                c.arrow(x1, y + 47, x2, y + 47, stroke="muted", stroke_width=1.2, head=7)
    for j in range(n):
        c.text(left + (j + 0.5) * cell, top - 13, str(j), size=14, fill="muted")
    c.rect(left + start * cell, top, 3 * cell, 38, stroke="s1", stroke_width=3)
    c.rect(left + start * cell, top + row, cell, 38, stroke="s1", stroke_width=3, radius=0)
    c.rect(left + end * cell, top + 2 * row, cell, 38, stroke="s3", stroke_width=3, radius=0)
    c.text(255, 264, texts["answer"], weight="bold")
    return c.render()


# ------------------------------------------------------------ counted comparisons
class Meter:
    """Counts the order comparisons of values."""

    def __init__(self) -> None:
        self.count = 0

    def wrap(self, values: Sequence[int]) -> list[Counted]:
        """Return the values as integers that report their comparisons."""
        return [Counted(v, self) for v in values]


class Counted:
    """An integer that counts its comparisons; negation keeps the meter."""

    __slots__ = ("meter", "value")

    def __init__(self, value: int, meter: Meter) -> None:
        self.value, self.meter = value, meter

    def __lt__(self, other: Counted) -> bool:
        self.meter.count += 1
        return self.value < other.value

    def __gt__(self, other: Counted) -> bool:
        self.meter.count += 1
        return self.value > other.value

    def __le__(self, other: Counted) -> bool:
        self.meter.count += 1
        return self.value <= other.value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Counted) and self.value == other.value

    def __hash__(self) -> int:
        return hash(self.value)

    def __neg__(self) -> Counted:
        return Counted(-self.value, self.meter)


def run_heap(values: list[Counted], k: int) -> None:
    """Run the heap with lazy deletion."""
    heap: list[tuple[Counted, int]] = []
    for i, x in enumerate(values):
        heappush(heap, (-x, i))
        if i >= k - 1:
            while heap[0][1] <= i - k:
                heappop(heap)


def run_deque(values: list[Counted], k: int) -> None:
    """Run the monotonic deque."""
    candidates: deque[int] = deque()
    for i, x in enumerate(values):
        while candidates and values[candidates[-1]] <= x:
            candidates.pop()
        candidates.append(i)
        if candidates[0] <= i - k:
            candidates.popleft()


def run_blocks(values: list[Counted], k: int) -> None:
    """Run the block decomposition."""
    n = len(values)
    prefix, suffix = values[:], values[:]
    for i in range(1, n):
        if i % k:
            prefix[i] = max(prefix[i - 1], values[i])
    for i in range(n - 2, -1, -1):
        if (i + 1) % k:
            suffix[i] = max(values[i], suffix[i + 1])
    for s in range(n - k + 1):
        if s % k:
            max(suffix[s], prefix[s + k - 1])


def run_table(values: list[Counted], k: int) -> None:
    """Run the sparse table up to the row of k and its queries."""
    row, width = values, 1
    while 2 * width <= k:
        row = [max(row[i], row[i + width]) for i in range(len(row) - width)]
        width *= 2
    for s in range(len(values) - k + 1):
        max(row[s], row[s + k - width])


def draw_comparisons(lang: str) -> str:
    """Draw comparisons per element against k on a random permutation."""
    texts = TEXTS[lang]
    n = 4096
    values = random.Random(0).sample(range(n), n)
    ks = [2**p for p in range(1, 11)]
    methods: dict[str, tuple[Callable[[list[Counted], int], None] | None, str, str]] = {
        "brute_force": (None, "s6", "dashed"),
        "lazy_heap": (run_heap, "s4", "solid"),
        "sparse_table": (run_table, "s5", "solid"),
        "block_fold": (run_blocks, "s3", "solid"),
        "monotonic_deque": (run_deque, "s1", "solid"),
    }
    c = Canvas(540, 440)
    axes = Axes(c, 46, 44, 330, 330, (2, 1024), (0.5, 1000), log_x=True, log_y=True)
    axes.draw_frame(
        [(k, str(k)) for k in (2, 8, 32, 128, 512)],
        [(1, "1"), (2, "2"), (3, "3"), (10, "10"), (100, "100"), (1000, "1000")],
        x_label=texts["x"],
        y_label=texts["y"],
    )
    labels: list[tuple[float, str, str]] = []
    for name, (run, colour, dash) in methods.items():
        counts = []
        for k in ks:
            if run is None:
                counts.append((n - k + 1) * (k - 1) / n)
                continue
            meter = Meter()
            run(meter.wrap(values), k)
            counts.append(meter.count / n)
        axes.plot(ks, counts, stroke=colour, dash=dash, stroke_width=2.6)
        axes.scatter(ks, counts, fill=colour, radius=3)
        labels.append((axes.map_y(counts[-1]), texts[name], colour))
    # labels at the right end, pushed apart where the curves end close together
    labels.sort()
    positions = [y for y, _, _ in labels]
    for i in range(1, len(positions)):
        positions[i] = max(positions[i], positions[i - 1] + 21)
    for (y, text, colour), place in zip(labels, positions, strict=True):
        c.line(380, y, 392, place, stroke=colour, stroke_width=1.2)
        c.text(396, place, text, anchor="start", fill=colour, weight="bold", size=14)
    return c.render()


FIGURES = {
    "skyline": draw_skyline,
    "trace": draw_trace,
    "blocks": draw_blocks,
    "comparisons": draw_comparisons,
}
