"""Figures of the article "The Transformer, explained"."""

from __future__ import annotations

import math
from typing import Any

from scripts.figures.canvas import Canvas

# The seven tokens and hand-made vectors of the interactive element; d_k = 4. The content
# head's features: noun, verb, function word, adjective.
TOKENS = {
    "en": ["cat", "naps", "when", "it", "is", "tired", "pad"],
    "zh": ["小猫", "睡了", "因为", "它", "太", "累", "填充"],
}
CONTENT_QUERIES = [
    [0, 2, 0, 1], [1, 0, 1, 0], [0, 1, 1, 1], [2, 0, 0, 0],
    [1, 0, 0, 2], [1, 1, 0, 0], [0, 0, 0, 0],
]  # fmt: skip
CONTENT_KEYS = [
    [3, 0, 0, 0], [0, 3, 0, 0], [0, 0, 2, 0], [1, 0, 1, 0],
    [0, 2, 1, 0], [0, 0, 0, 3], [0, 0, 0, 0],
]  # fmt: skip
SLOPE = 0.5


def make_clock(position: float) -> list[float]:
    """Return two clock hands of length 2 at a position: a sinusoidal code of width 4."""
    return [f(w * position) * 2 for w in (1.0, 0.5) for f in (math.cos, math.sin)]


def make_vectors(head: str) -> tuple[list[list[float]], list[list[float]]]:
    """Return the queries and keys of a head: content, previous or even."""
    n = len(CONTENT_KEYS)
    if head == "content":
        return [list(q) for q in CONTENT_QUERIES], [list(k) for k in CONTENT_KEYS]
    keys = [make_clock(j) for j in range(n)]
    if head == "previous":
        return [make_clock(i - 1) for i in range(n)], keys
    return [[0.0] * 4 for _ in range(n)], keys


def compute_weights(head: str, mask: str, scaled: bool, alibi: bool) -> dict[str, Any]:
    """Return scores (None where masked), weights and the effective number of keys per row."""
    queries, keys = make_vectors(head)
    n = len(keys)
    scores: list[list[float | None]] = []
    weights: list[list[float]] = []
    effective: list[float] = []
    for i, q in enumerate(queries):
        row: list[float | None] = []
        for j, k in enumerate(keys):
            hidden = (mask in ("causal", "both") and j > i) or (
                mask in ("padding", "both") and j == n - 1
            )
            s = sum(a * b for a, b in zip(q, k, strict=True)) / (2 if scaled else 1)
            row.append(None if hidden else s - (SLOPE * abs(i - j) if alibi else 0))
        top = max(s for s in row if s is not None)
        e = [0.0 if s is None else math.exp(s - top) for s in row]
        a = [x / sum(e) for x in e]
        scores.append(row)
        weights.append(a)
        effective.append(math.exp(-sum(x * math.log(x) for x in a if x > 0)))
    return {"scores": scores, "weights": weights, "effective": effective}


def draw_paths(lang: str) -> str:
    """Draw the path from the first to the last position: six steps against one."""
    t = {
        "en": {"rnn": "Recurrent network: 6 steps, one after another", "one": "position 1",
               "att": "Attention: 1 step, all positions at once", "last": "position 7"},
        "zh": {"rnn": "循环网络：6 步，一步接一步", "one": "位置 1",
               "att": "注意力：1 步，所有位置同时算", "last": "位置 7"},
    }[lang]  # fmt: skip
    c = Canvas(560, 368)
    xs = [50 + 77 * k for k in range(7)]
    c.text(14, 16, t["rnn"], anchor="start", weight="600")
    for k, x in enumerate(xs):
        c.arrow(x, 122, x, 88, stroke="muted")
        c.box(x - 19, 124, 38, 30, f"x{'₁₂₃₄₅₆₇'[k]}", fill="s5-soft", stroke="s5")
        c.box(x - 19, 54, 38, 32, f"h{'₁₂₃₄₅₆₇'[k]}", fill="s2-soft", stroke="s2")
        if k:
            c.arrow(xs[k - 1] + 20, 70, x - 20, 70, stroke="s2", stroke_width=2.6)
    c.text(14, 192, t["att"], anchor="start", weight="600")
    for k, x in enumerate(xs):
        c.line(x, 302, xs[6], 254, stroke="s1", stroke_width=3 if k == 0 else 1.4)
        if k < 6:
            c.rect(x - 19, 222, 38, 32, fill="s1-soft", stroke="line", dash="dashed")
            c.text(x, 238, f"o{'₁₂₃₄₅₆₇'[k]}", fill="muted")
    for k, x in enumerate(xs):
        c.box(x - 19, 304, 38, 30, f"x{'₁₂₃₄₅₆₇'[k]}", fill="s5-soft", stroke="s5")
    c.box(xs[6] - 19, 222, 38, 32, "o₇", fill="s1-soft", stroke="s1", weight="600")
    c.text(xs[0] - 19, 354, t["one"], size=14, anchor="start", fill="muted")
    c.text(xs[6] + 19, 354, t["last"], size=14, anchor="end", fill="muted")
    return c.render()


def draw_weights(lang: str) -> str:
    """Draw one head's weights under three masks."""
    t: dict[str, Any] = {
        "en": {"masks": ["no mask", "causal mask", "padding mask"], "hidden": "masked: weight 0",
               "low": "weight 0", "high": "1"},
        "zh": {"masks": ["无掩码", "因果掩码", "填充掩码"], "hidden": "被遮住：权重 0",
               "low": "权重 0", "high": "1"},
    }[lang]  # fmt: skip
    c = Canvas(560, 300)
    size, top = 22, 76
    for p, mask in enumerate(("none", "causal", "padding")):
        left = 58 + 168 * p
        result = compute_weights("content", mask, scaled=True, alibi=False)
        c.text(left + 77, 14, t["masks"][p], weight="600")
        crosses = ""
        for i, token in enumerate(TOKENS[lang]):
            x, y = left + size * (i + 0.5), top + size * (i + 0.5)
            if lang == "en":
                c.text(x, top - 5, token, size=14, anchor="start", rotate=-90)
            else:
                for k, char in enumerate(token):
                    c.text(x, top - 12 - 16 * (len(token) - 1 - k), char, size=14)
            if p == 0:
                c.text(left - 7, y, token, size=14, anchor="end")
            for j in range(7):
                x0, y0 = left + size * j, top + size * i
                if result["scores"][i][j] is None:
                    crosses += f"M{x0 + 7} {y0 + 7}l8 8m0-8l-8 8"
                elif result["weights"][i][j] >= 0.015:
                    c.rect(x0, y0, size, size, fill="s1", stroke="none", radius=0,
                           opacity=round(result["weights"][i][j], 2))  # fmt: skip
        c.path(crosses, stroke="muted", stroke_width=1)
        c.rect(left, top, 7 * size, 7 * size, stroke="muted", stroke_width=1, radius=0)
    y = 262
    c.text(58, y + 11, t["low"], size=14, anchor="start", fill="muted")
    for k in range(11):
        c.rect(128 + 14 * k, y, 14, 22, fill="s1", stroke="none", radius=0, opacity=k / 10)
    c.rect(128, y, 154, 22, stroke="muted", stroke_width=1, radius=0)
    c.text(290, y + 11, t["high"], size=14, anchor="start", fill="muted")
    c.path(f"M366 {y + 7}l8 8m0-8l-8 8", stroke="muted", stroke_width=1)
    c.text(384, y + 11, t["hidden"], size=14, anchor="start", fill="muted")
    return c.render()


def draw_block(lang: str) -> str:
    """Draw a Post-LN and a Pre-LN block side by side, data flowing upwards."""
    t = {
        "en": {"post": "Post-LN (2017)", "pre": "Pre-LN", "att": "attention", "ffn": "FFN",
               "norm": "LN"},
        "zh": {"post": "Post-LN（2017）", "pre": "Pre-LN", "att": "注意力", "ffn": "前馈网络",
               "norm": "LN"},
    }[lang]  # fmt: skip
    c = Canvas(560, 430)

    def norm(x: float, y: float) -> None:
        c.box(x - 46, y, 92, 30, t["norm"], fill="s3-soft", stroke="s3")

    def layer(x: float, y: float, name: str, colours: tuple[str, str]) -> None:
        c.box(x - 46, y, 92, 34, name, fill=colours[0], stroke=colours[1])

    def plus(x: float, y: float) -> None:
        c.circle(x, y, 12, fill="paper", stroke="ink")
        c.text(x, y, "+", size=18)

    main, branch = 70.0, 190.0
    kinds = ((t["att"], ("s1-soft", "s1")), (t["ffn"], ("s2-soft", "s2")))
    for shift, title, post in ((0.0, t["post"], True), (285.0, t["pre"], False)):
        x, b = main + shift, branch + shift
        c.text(x + 55, 16, title, weight="600")
        c.line(x, 424, x, 390, stroke_width=2.6)
        for k, (name, colours) in enumerate(kinds):
            base = 390 - 175 * k
            fork, add = base - 10, base - 118
            c.circle(x, fork, 3.5)
            c.line(x, base, x, add + 12, stroke_width=2.6)
            plus(x, add)
            c.line(x, fork, b, fork)
            layer_y = fork - (62 if post else 92)
            if not post:
                norm(b, fork - 44)
                c.arrow(b, fork, b, fork - 14)
                c.arrow(b, fork - 44, b, layer_y + 34)
            else:
                c.arrow(b, fork, b, layer_y + 34)
            layer(b, layer_y, name, colours)
            c.line(b, layer_y, b, add)
            c.arrow(b, add, x + 13, add)
            end = base - 175
            if post:
                c.arrow(x, add - 12, x, add - 24, stroke_width=2.6)
                norm(x, add - 54)
                c.line(x, add - 54, x, end, stroke_width=2.6)
            else:
                c.line(x, add - 12, x, end, stroke_width=2.6)
        c.arrow(x, 42, x, 28, stroke_width=2.6)
    return c.render()


def draw_families(lang: str) -> str:
    """Draw who may look at whom in the three families."""
    t = {
        "en": {"enc": "encoder only", "dec": "decoder only", "both": "encoder-decoder",
               "src": "source", "tgt": "target", "cross": "cross"},
        "zh": {"enc": "仅编码器", "dec": "仅解码器", "both": "编码器-解码器",
               "src": "源", "tgt": "目标", "cross": "交叉"},
    }[lang]  # fmt: skip
    c = Canvas(560, 262)
    s = 21

    def grid(left: float, top: float, shape: tuple[int, int], causal: bool, colour: str) -> None:
        rows, columns = shape
        stairs = (
            "".join(f"h{s}v{s}" for _ in range(rows)) if causal else f"h{s * columns}v{s * rows}"
        )
        c.path(f"M{left:g} {top:g}{stairs}H{left:g}z", fill=colour, stroke="none")
        lines = "".join(f"M{left + s * k:g} {top:g}v{s * rows}" for k in range(columns + 1))
        lines += "".join(f"M{left:g} {top + s * k:g}h{s * columns}" for k in range(rows + 1))
        c.path(lines, stroke="muted", stroke_width=0.8)

    c.text(73, 16, t["enc"], weight="600")
    grid(10, 66, (6, 6), causal=False, colour="s1-soft")
    c.text(229, 16, t["dec"], weight="600")
    grid(166, 66, (6, 6), causal=True, colour="s2-soft")
    c.text(448, 16, t["both"], weight="600")
    left, top = 388.0, 66.0
    c.text(left + s * 2, 50, t["src"], size=14, fill="muted")
    c.text(left + s * 4 + 18, 50, t["tgt"], size=14, fill="muted")
    c.text(left - 8, top + s * 2, t["src"], size=14, fill="muted", anchor="end")
    c.text(left - 8, top + s * 4 + 42, t["tgt"], size=14, fill="muted", anchor="end")
    grid(left, top, (4, 4), causal=False, colour="s1-soft")
    grid(left, top + s * 4 + 10, (3, 4), causal=False, colour="s3-soft")
    grid(left + s * 4 + 10, top + s * 4 + 10, (3, 3), causal=True, colour="s2-soft")
    c.text(left + s * 2, top + s * 7 + 28, t["cross"], size=14, fill="s3")
    return c.render()


def draw_sharing(lang: str) -> str:
    """Draw how query heads share key-value heads, and the cache that follows."""
    t = {
        "en": {"q": "queries", "kv": "keys, values", "bar": "cache per token (h = 64, L = 80)"},
        "zh": {"q": "查询", "kv": "键、值", "bar": "每词元的缓存（h = 64，L = 80）"},
    }[lang]  # fmt: skip
    c = Canvas(560, 326)
    for p, (name, groups) in enumerate((("MHA", 8), ("GQA", 2), ("MQA", 1))):
        left = 108 + 156 * p
        c.text(left + 68, 14, name, weight="600")
        for head in range(8):
            x = left + 17 * head + 8.5
            group = head * groups // 8
            target = left + 136 * (group + 0.5) / groups
            c.line(x, 62, target, 104, stroke="muted", stroke_width=1.2)
            c.rect(x - 6, 36, 12, 26, fill="s1-soft", stroke="s1")
        for group in range(groups):
            target = left + 136 * (group + 0.5) / groups
            c.rect(target - 6, 104, 12, 26, fill="s2-soft", stroke="s2")
            c.rect(target - 6, 134, 12, 26, fill="s3-soft", stroke="s3")
    c.text(98, 49, t["q"], size=14, anchor="end", fill="s1")
    c.text(98, 132, t["kv"], size=14, anchor="end")
    c.text(14, 196, t["bar"], size=14, anchor="start", weight="600")
    for k, (name, kib) in enumerate((("MHA", 2560), ("GQA", 320), ("MQA", 40))):
        y = 216 + 36 * k
        c.text(14, y + 13, name, size=14, anchor="start")
        c.rect(70, y, 380 * kib / 2560, 26, fill="s4-soft", stroke="s4", radius=0)
        c.text(78 + 380 * kib / 2560, y + 13, f"{kib:,} KiB", size=14, anchor="start")
    return c.render()


FIGURES = {
    "paths": draw_paths,
    "weights": draw_weights,
    "block": draw_block,
    "families": draw_families,
    "sharing": draw_sharing,
}
