"""Figures of the article multimodal/kimi-vl; `image_tokens` is also what its element computes."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scripts.figures.canvas import Axes, Canvas

PATCH, MERGE, SIDE = 14, 2, 512
INSTRUCT, THINKING = 4096, 16_384  # patches before padding: Instruct, Thinking-2506


@dataclass(frozen=True)
class Size:
    """What the image processor makes of one picture (pixels, patches, decoder tokens)."""

    scaled: tuple[int, int]
    padded: tuple[int, int]
    columns: int
    rows: int

    @property
    def patches(self) -> int:
        """Return how many rows the vision encoder sees."""
        return self.columns * self.rows

    @property
    def tokens(self) -> int:
        """Return how many rows the decoder sees."""
        return self.patches // MERGE**2


def image_tokens(width: int, height: int, limit: int = INSTRUCT) -> Size:
    """Scale to the patch limit, pad to whole blocks of 2 × 2 patches and count."""
    patches = (width // PATCH) * (height // PATCH)
    w, h = width, height
    if patches > limit:
        scale = math.sqrt(limit / patches)
        w, h = int(width * scale), int(height * scale)
    unit = PATCH * MERGE
    padded = -(-w // unit) * unit, -(-h // unit) * unit
    columns, rows = padded[0] // PATCH, padded[1] // PATCH
    if columns >= SIDE or rows >= SIDE:
        raise ValueError("more than 511 patches on one side")
    return Size((w, h), padded, columns, rows)


def orthogonalize(value: float, steps: int) -> float:
    """Apply Muon's quintic to one singular value."""
    for _ in range(steps):
        value = 3.4445 * value - 4.7750 * value**3 + 2.0315 * value**5
    return value


def draw_pipeline(lang: str) -> str:
    """Draw one screenshot's way into the decoder with the shape after every step."""
    t = {
        "en": [
            ("screenshot", "1792 × 1344 pixels"),
            ("scale to the limit, pad", "1036 × 784 pixels"),
            ("cut into 14 × 14 patches", "4144 × 588"),
            ("embed, add positions", "4144 × 1152"),
            ("MoonViT: 27 layers, 2D RoPE", "4144 × 1152"),
            ("merge 2 × 2 neighbors", "1036 × 4608"),
            ("MLP projector", "1036 × 2048"),
            ("MoE decoder: 27 layers", "(1036 + text) × 2048"),
            ("next token", "163,840 scores"),
        ],
        "zh": [
            ("屏幕截图", "1792 × 1344 像素"),
            ("缩到上限以内，补边", "1036 × 784 像素"),
            ("切成 14 × 14 的图像块", "4144 × 588"),
            ("嵌入，加位置", "4144 × 1152"),
            ("MoonViT：27 层，二维 RoPE", "4144 × 1152"),
            ("合并 2 × 2 相邻块", "1036 × 4608"),
            ("MLP 投影器", "1036 × 2048"),
            ("MoE 解码器：27 层", "(1036 + 文字) × 2048"),
            ("下一个词元", "163,840 个分数"),
        ],
    }[lang]
    text = {"en": ("text tokens", "embedded"), "zh": ("文字词元", "经嵌入")}[lang]
    colours = ("s5", "s5", "s1", "s1", "s1", "s3", "s3", "s2", "s2")
    c = Canvas(560, 478)
    for k, ((name, shape), colour) in enumerate(zip(t, colours, strict=True)):
        y = 10 + 52 * k
        c.box(12, y, 250, 36, name, fill=colour + "-soft", stroke=colour)
        c.text(280, y + 18, shape, anchor="start", fill=colour, weight="600")
        if k < len(t) - 1:
            c.arrow(137, y + 37, 137, y + 51, stroke="muted")
    c.box(452, 313, 96, 48, "\n".join(text), fill="s4-soft", stroke="s4", size=14)
    c.polyline([(500, 362), (500, 403), (456, 403)], stroke="s4", stroke_width=1.5)
    c.arrow(460, 403, 448, 403, stroke="s4")
    return c.render()


def draw_packing(lang: str) -> str:
    """Draw three images as one sequence and the mask that keeps them apart."""
    t = {
        "en": ("three images, three grids", "one sequence of 36 patches", "who sees whom"),
        "zh": ("三幅图，三种网格", "一条 36 个图像块的序列", "谁能看见谁"),
    }[lang]
    grids = ((2, 4, "s1"), (4, 4, "s2"), (2, 6, "s3"))
    c = Canvas(560, 372)
    c.text(12, 16, t[0], anchor="start", weight="600")
    x = 12
    for rows, columns, colour in grids:
        for r in range(rows):
            for k in range(columns):
                c.rect(x + 24 * k, 34 + 24 * r, 24, 24, radius=0, fill=colour + "-soft",
                       stroke=colour, stroke_width=1)  # fmt: skip
        c.text(x + 12 * columns, 34 + 24 * rows + 14, f"{rows} × {columns}", size=14, fill=colour)
        x += 24 * columns + 34
    c.text(12, 170, t[1], anchor="start", weight="600")
    left, side = 12.0, 14.8
    for rows, columns, colour in grids:
        for _ in range(rows * columns):
            c.rect(left, 186, side, 24, radius=0, fill=colour + "-soft", stroke=colour,
                   stroke_width=0.8)  # fmt: skip
            left += side
    c.text(12, 238, t[2], anchor="start", weight="600")
    size, left, top = 3.5, 178.0, 236.0
    total = sum(rows * columns for rows, columns, _ in grids)
    c.rect(left, top, size * total, size * total, radius=0, fill="paper", stroke="muted",
           stroke_width=1)  # fmt: skip
    at = 0.0
    for rows, columns, colour in grids:
        n = rows * columns * size
        c.rect(left + at, top + at, n, n, radius=0, fill=colour + "-soft", stroke=colour)
        c.text(left + at + n / 2, top + at + n / 2, str((rows * columns) ** 2), size=14,
               fill=colour)  # fmt: skip
        at += n
    pairs = sum((rows * columns) ** 2 for rows, columns, _ in grids)
    note = {
        "en": (f"{pairs} pairs (colored)", f"instead of {total}² = {total**2}", "empty: masked"),
        "zh": (f"{pairs} 对（彩色）", f"而不是 {total}² = {total**2} 对", "空白：掩蔽"),
    }[lang]
    for k, line in enumerate(note):
        c.text(330, 272 + 24 * k, line, anchor="start", size=14, fill="muted" if k else "ink")
    return c.render()


def draw_tokens(lang: str) -> str:
    """Draw decoder tokens against the width of a 16:9 screenshot for both limits."""
    t = {
        "en": ("width of a 16:9 screenshot in pixels", "tokens in the decoder",
               "Thinking-2506", "Instruct", "one token per 28 × 28 pixels"),
        "zh": ("16:9 截图的宽（像素）", "解码器里的词元数", "Thinking-2506", "Instruct",
               "每 28 × 28 像素一个词元"),
    }[lang]  # fmt: skip
    c = Canvas(560, 350)
    a = Axes(c, 58, 42, 480, 240, (0, 4000), (0, 5000))
    a.draw_frame(
        [(k, f"{k}") for k in (0, 1000, 2000, 3000, 4000)],
        [(k, f"{k}") for k in (0, 1000, 2000, 3000, 4000, 5000)],
        x_label=t[0],
    )
    c.text(8, 18, t[1], size=14, anchor="start")
    widths = list(range(80, 4001, 80))
    ideal = [k for k in widths if k * k * 9 / 16 / 784 <= 5000]
    a.plot(ideal, [k * k * 9 / 16 / 784 for k in ideal], stroke="muted", dash="dashed",
           stroke_width=1.6)  # fmt: skip
    for limit, colour in ((THINKING, "s2"), (INSTRUCT, "s1")):
        tokens = [image_tokens(k, k * 9 // 16, limit).tokens for k in widths]
        a.plot(widths, tokens, stroke=colour)
    for width, limit, colour in ((1920, INSTRUCT, "s1"), (1920, THINKING, "s2"),
                                 (3840, INSTRUCT, "s1"), (3840, THINKING, "s2")):  # fmt: skip
        n = image_tokens(width, width * 9 // 16, limit).tokens
        a.scatter([width], [n], fill=colour, radius=5)
        shift = (10, 12) if limit == THINKING and width == 1920 else (0, 19)
        c.text(a.map_x(width) + shift[0], a.map_y(n) + shift[1], str(n), size=14, fill=colour,
               anchor="start" if shift[0] else "middle")  # fmt: skip
    c.text(a.map_x(3250), a.map_y(4214) - 20, t[2], size=14, fill="s2")
    c.text(a.map_x(2900), a.map_y(1040) - 18, t[3], size=14, fill="s1")
    c.text(a.map_x(2060), a.map_y(3700), t[4], size=14, fill="muted", anchor="end")
    return c.render()


def draw_muon(lang: str) -> str:
    """Draw what one, three and five Newton-Schulz steps do to a singular value."""
    t = {
        "en": ("singular value before", "after", "steps: 1", "3", "5", "exact"),
        "zh": ("之前的奇异值", "之后", "步数：1", "3", "5", "精确"),
    }[lang]
    c = Canvas(560, 330)
    a = Axes(c, 52, 42, 490, 220, (0.001, 1), (0, 1.25), log_x=True)
    a.draw_frame(
        [(0.001, "0.001"), (0.01, "0.01"), (0.1, "0.1"), (1, "1")],
        [(0, "0"), (0.5, "0.5"), (1, "1")],
        x_label=t[0],
    )
    c.text(8, 18, t[1], size=14, anchor="start")
    for steps, colour, n in ((1, "s5", 48), (3, "s3", 96), (5, "s1", 384)):
        xs = [10 ** (-3 + 3 * k / n) for k in range(n + 1)]
        a.plot(xs, [orthogonalize(x, steps) for x in xs], stroke=colour)
    a.plot([0.001, 1], [1, 1], stroke="muted", dash="dashed", stroke_width=1.6)
    c.text(a.map_x(0.0013), a.map_y(1) - 13, t[5], size=14, fill="muted", anchor="start")
    c.text(a.map_x(0.033), a.map_y(0.23), t[2], size=14, fill="s5")
    c.text(a.map_x(0.0068), a.map_y(0.35), t[3], size=14, fill="s3")
    c.text(a.map_x(0.00135), a.map_y(0.7), t[4], size=14, fill="s1")
    return c.render()


def draw_stages(lang: str) -> str:
    """Draw the pretraining stages: tokens to scale, and which parts learn."""
    t = {
        "en": ("trillion tokens", "ViT", "projector", "decoder",
               ("text (Moonlight)", "ViT, CoCa-style", "ViT, alignment", "joint pretraining",
                "joint cooldown", "joint long context")),
        "zh": ("万亿词元", "ViT", "投影器", "解码器",
               ("纯文本（Moonlight）", "ViT，CoCa 式", "ViT，对齐", "联合预训练", "联合退火",
                "联合长上下文")),
    }[lang]  # fmt: skip
    tokens = (5.2, 2.0, 0.1, 1.4, 0.6, 0.3)
    learn = ("001", "100", "110", "111", "111", "111")
    c = Canvas(560, 296)
    c.text(160, 16, t[0], size=14, anchor="start", fill="muted")
    for k, name in enumerate(t[1:4]):
        c.text(390 + 68 * k, 16, str(name), size=14, fill="muted")
    for k, (name, amount, parts) in enumerate(zip(t[4], tokens, learn, strict=True)):
        y = 34 + 43 * k
        colour = "s4" if k == 0 else "s1" if k < 3 else "s2"
        c.text(150, y + 15, name, size=14, anchor="end")
        c.rect(160, y, 30 * amount, 30, fill=colour + "-soft", stroke=colour)
        c.text(166 + 30 * amount, y + 15, f"{amount:.1f}", size=14, anchor="start", fill=colour)
        for part, on in enumerate(parts):
            x = 390 + 68 * part
            if on == "1":
                c.circle(x, y + 15, 9, fill=colour)
            else:
                c.circle(x, y + 15, 9, fill="none", stroke="line")
    return c.render()


FIGURES = {
    "pipeline": draw_pipeline,
    "packing": draw_packing,
    "tokens": draw_tokens,
    "muon": draw_muon,
    "stages": draw_stages,
}
