"""Figures of the article "FlashAttention: from online softmax to tiled attention"."""

from __future__ import annotations

from typing import Any

from scripts.figures.canvas import Axes, Canvas


def draw_memory(lang: str) -> str:
    """Draw the memory hierarchy of an A100 and what attention keeps on each level."""
    t = {
        "en": {
            "cores": "cores", "sm": "108 SMs", "sram": "SRAM", "sram_size": "192 KB",
            "l2": "L2", "l2_size": "40 MB", "hbm": "HBM", "hbm_size": "40–80 GB",
            "fast": "≈ 19 TB/s", "slow": "1.5–2.0 TB/s", "flash": "FlashAttention",
            "std": "standard attention", "sq": "N × N each",
            "flash1": "score tiles live and die here",
            "std1": "S and P: 2 writes and 2 reads", "std2": "of N² numbers over this wire",
            "io": "Q, K, V in; O and L out",
        },
        "zh": {
            "cores": "计算单元", "sm": "108 个 SM", "sram": "SRAM", "sram_size": "192 KB",
            "l2": "L2", "l2_size": "40 MB", "hbm": "HBM", "hbm_size": "40–80 GB",
            "fast": "≈ 19 TB/s", "slow": "1.5–2.0 TB/s", "flash": "FlashAttention",
            "std": "标准注意力", "sq": "各 N × N",
            "flash1": "分数分块在这里产生、用完即弃",
            "std1": "S 与 P：N² 个数", "std2": "在这条线上写 2 次、读 2 次",
            "io": "读入 Q、K、V，写回 O 和 L",
        },
    }[lang]  # fmt: skip
    c = Canvas(560, 330)
    c.text(126, 18, t["sm"], weight="600")
    for k in range(4):
        y = 36 + 32 * k
        c.box(12, y, 68, 26, t["cores"], fill="s4-soft", stroke="s4", size=14)
        c.line(81, y + 13, 163, y + 13, stroke="s3", stroke_width=7)
        c.box(164, y, 74, 26, t["sram"], fill="s3-soft", stroke="s3", size=14)
    c.text(122, 178, t["fast"], size=14, fill="s3")
    c.text(201, 178, t["sram_size"], fill="muted", size=14)
    c.line(239, 96, 271, 96, stroke="muted", stroke_width=3)
    c.box(272, 60, 70, 72, t["l2"] + "\n" + t["l2_size"], fill="s5-soft", stroke="s5", size=14)
    c.rect(440, 30, 112, 132, fill="s1-soft", stroke="s1")
    c.text(496, 50, t["hbm"], weight="600")
    c.text(496, 71, t["hbm_size"], size=14, fill="muted")
    c.rect(451, 88, 40, 62, fill="s2-soft", stroke="s2", dash="dashed")
    c.rect(501, 88, 40, 62, fill="s2-soft", stroke="s2", dash="dashed")
    c.text(471, 119, "S", italic=True)
    c.text(521, 119, "P", italic=True)
    c.line(343, 96, 439, 96, stroke="s2", stroke_width=1.5)
    c.text(391, 80, t["slow"], size=14, fill="s2")
    c.text(496, 178, t["sq"], size=14, fill="s2")
    c.rect(15, 205, 530, 50, fill="s3-soft", stroke="s3")
    c.text(27, 230, t["flash"], size=14, weight="600", anchor="start", fill="s3")
    c.text(533, 219, t["flash1"], size=14, anchor="end")
    c.text(533, 241, t["io"], size=14, anchor="end")
    c.rect(15, 267, 530, 50, fill="s2-soft", stroke="s2")
    c.text(27, 292, t["std"], size=14, weight="600", anchor="start", fill="s2")
    c.text(533, 281, t["std1"], size=14, anchor="end")
    c.text(533, 303, t["std2"], size=14, anchor="end")
    return c.render()


def draw_roofline(lang: str) -> str:
    """Draw the A100's roofline with standard attention and FlashAttention-2 on it."""
    t = {
        "en": {
            "x": "arithmetic intensity (FLOP per HBM byte)", "y": "TFLOP/s within reach",
            "peak": "312 TFLOP/s", "wire": "slope: 2.0 TB/s", "soft": "softmax alone",
            "std": "standard", "flash": "tiled", "ridge": "ridge: 156",
        },
        "zh": {
            "x": "算术强度（每字节 HBM 访问的 FLOP）", "y": "可达到的 TFLOP/s",
            "peak": "312 TFLOP/s", "wire": "斜率：2.0 TB/s", "soft": "仅 Softmax",
            "std": "标准", "flash": "分块", "ridge": "拐点：156",
        },
    }[lang]  # fmt: skip
    c = Canvas(560, 350)
    a = Axes(c, 58, 42, 480, 240, (0.5, 2000), (1, 1000), log_x=True, log_y=True)
    a.draw_frame(
        [(1, "1"), (10, "10"), (100, "100"), (1000, "1000")],
        [(1, "1"), (10, "10"), (100, "100"), (1000, "1000")],
        x_label=t["x"],
    )
    c.text(8, 18, t["y"], size=14, anchor="start")
    a.plot([0.5, 156, 2000], [1, 312, 312], stroke="ink", stroke_width=2.4)
    x, y = a.map_x(156), a.map_y(312)
    c.line(x, y, x, 282, stroke="muted", dash="dashed")
    c.text(x + 6, 268, t["ridge"], size=14, anchor="start", fill="muted")
    c.text(a.map_x(330), y - 14, t["peak"], size=14, anchor="start")
    c.text(a.map_x(13), a.map_y(12), t["wire"], size=14, anchor="middle", rotate=-31)
    for value, name, colour, dx, dy in (
        (1.25, t["soft"], "s6", 10, 8),
        (31.5, t["std"] + " d = 64", "s2", -12, -8),
        (62.1, t["std"] + " d = 128", "s2", -12, -8),
        (124.1, t["flash"], "s3", -12, -8),
    ):
        px, py = a.map_x(value), a.map_y(2.0 * value)
        c.circle(px, py, 6, fill=colour)
        c.text(px + dx, py + dy, name, size=14, fill=colour,
               anchor="start" if dx > 0 else "end")  # fmt: skip
    return c.render()


def draw_passes(lang: str) -> str:
    """Draw how often each algorithm walks over the scores."""
    t: dict[str, Any] = {
        "en": {
            "safe": "safe softmax: 3 passes", "online": "online softmax: 2 passes",
            "attn": "attention: 1 pass",
            "p": ["max  m", "sum  ℓ", "divide  p"],
            "q": ["m and ℓ together", "divide  p"], "r": "m, ℓ and the weighted sum  õ",
            "end": "then o = õ / ℓ: one division per query",
        },
        "zh": {
            "safe": "安全 Softmax：3 趟", "online": "在线 Softmax：2 趟", "attn": "注意力：1 趟",
            "p": ["最大值 m", "求和 ℓ", "相除 p"],
            "q": ["m 与 ℓ 一起算", "相除 p"], "r": "m、ℓ 与加权和 õ",
            "end": "最后 o = õ / ℓ：每个查询只除一次",
        },
    }[lang]  # fmt: skip
    c = Canvas(560, 330)

    def cells(y: float) -> None:
        for k in range(8):
            c.rect(20 + 33 * k, y, 33, 22, fill="s1-soft", stroke="s1", radius=0)

    def passes(y: float, names: list[str], colour: str) -> None:
        for k, name in enumerate(names):
            c.arrow(22, y + 20 * k, 284, y + 20 * k, stroke=colour, stroke_width=2)
            c.text(300, y + 20 * k, name, size=14, anchor="start", fill=colour)

    c.text(20, 16, t["safe"], anchor="start", weight="600")
    cells(30)
    passes(66, t["p"], "s2")
    c.text(20, 138, t["online"], anchor="start", weight="600")
    cells(152)
    passes(188, t["q"], "s5")
    c.text(20, 240, t["attn"], anchor="start", weight="600")
    cells(254)
    passes(290, [t["r"]], "s3")
    c.text(20, 314, t["end"], size=14, anchor="start", fill="muted")
    return c.render()


def draw_tiling(lang: str) -> str:
    """Draw the score matrix cut into tiles, one of them on chip, with causal skipping."""
    t = {
        "en": {
            "on": "on chip (SRAM, registers)", "done": "finished", "now": "in work",
            "diag": "masked in part", "skip": "skipped", "upd": "updated with every tile",
            "read": "read from HBM", "tile": "score tile", "write": "after the row:",
            "out": "write O₃, L₃",
        },
        "zh": {
            "on": "片上（SRAM、寄存器）", "done": "已完成", "now": "正在算",
            "diag": "部分掩蔽", "skip": "跳过", "upd": "每块更新一次",
            "read": "从 HBM 读入", "tile": "分数分块", "write": "整行结束后：",
            "out": "写回 O₃、L₃",
        },
    }[lang]  # fmt: skip
    c = Canvas(560, 350)
    sub, x0, y0, size = "₁₂₃₄", 52, 62, 54
    for k in range(4):
        c.rect(x0 + size * k, 18, size, 32, fill="s5-soft", stroke="s5")
        c.text(x0 + size * (k + 0.5), 34, f"K{sub[k]} V{sub[k]}", size=14)
        c.rect(10, y0 + size * k, 32, size, fill="s1-soft", stroke="s1")
        c.text(26, y0 + size * (k + 0.5), f"Q{sub[k]}", size=14)
    for i in range(4):
        for j in range(4):
            x, y = x0 + size * j, y0 + size * i
            if j > i:
                c.rect(x, y, size, size, stroke="line", dash="dotted", radius=0)
                continue
            done = i < 2 or (i == 2 and j < 1)
            c.rect(x, y, size, size, radius=0, stroke="line", stroke_width=1,
                   fill="s3-soft" if done else "paper")  # fmt: skip
            if i == j:
                c.polyline([(x, y), (x + size, y), (x + size, y + size)], closed=True,
                           stroke="line", stroke_width=1, fill="line")  # fmt: skip
    c.rect(x0 + size, y0 + size * 2, size, size, radius=0, stroke="ink", fill="s2-soft",
           stroke_width=3)  # fmt: skip
    c.text(x0 + size * 1.5, y0 + size * 2.5, "S₃₂", weight="600")
    c.arrow(x0 + 6, y0 + size * 3 - 9, x0 + size * 3 - 6, y0 + size * 3 - 9,
            stroke="s2", stroke_width=2)  # fmt: skip
    c.rect(292, 18, 258, 266, fill="none", stroke="s2", dash="dashed", radius=8)
    c.text(421, 36, t["on"], size=14, weight="600", fill="s2")
    for k, (name, fill, stroke) in enumerate(
        (("Q₃", "s1-soft", "s1"), ("K₂", "s5-soft", "s5"), ("V₂", "s5-soft", "s5"))
    ):
        c.box(306 + 78 * k, 56, 72, 36, name, fill=fill, stroke=stroke)
    c.text(421, 107, t["read"], size=14, fill="muted")
    c.box(306, 124, 228, 36, "S₃₂ = τ Q₃K₂ᵀ", fill="s2-soft", stroke="s2")
    c.text(421, 175, t["tile"], size=14, fill="muted")
    c.box(306, 192, 58, 36, "m", fill="s3-soft", stroke="s3")
    c.box(372, 192, 58, 36, "ℓ", fill="s3-soft", stroke="s3")
    c.box(438, 192, 96, 36, "Õ₃", fill="s3-soft", stroke="s3")
    c.text(421, 243, t["upd"], size=14, fill="muted")
    c.text(421, 265, f"{t['write']} {t['out']}", size=14)
    for k, (name, fill) in enumerate(
        ((t["done"], "s3-soft"), (t["now"], "s2-soft"), (t["diag"], "line"), (t["skip"], "none"))
    ):
        x = (14, 124, 232, 404)[k]
        c.rect(x, 304, 22, 22, fill=fill, stroke="ink" if k == 1 else "line",
               dash="dotted" if k == 3 else "solid", radius=0)  # fmt: skip
        c.text(x + 30, 315, name, size=14, anchor="start")
    return c.render()


def draw_io(lang: str) -> str:
    """Draw HBM accesses against the SRAM's size, N = 4096, one head, forward pass."""
    t = {
        "en": {
            "x": "SRAM size M (thousands of numbers)", "y": "HBM accesses (millions)",
            "std": "standard: 4N² + 4Nd", "sram": "163 KB of FP16", "d": "tiled, d =",
        },
        "zh": {
            "x": "SRAM 容量 M（千个数）", "y": "HBM 访问次数（百万）",
            "std": "标准：4N² + 4Nd", "sram": "163 KB，FP16", "d": "分块，d =",
        },
    }[lang]  # fmt: skip
    n = 4096
    c = Canvas(560, 350)
    a = Axes(c, 58, 42, 480, 240, (4, 512), (1, 1000), log_x=True, log_y=True)
    a.draw_frame(
        [(4, "4"), (16, "16"), (64, "64"), (256, "256")],
        [(1, "1"), (10, "10"), (100, "100"), (1000, "1000")],
        x_label=t["x"],
    )
    c.text(8, 18, t["y"], size=14, anchor="start")
    standard = (4 * n * n + 4 * n * 128) / 1e6
    a.plot([4, 512], [standard, standard], stroke="s2")
    c.text(a.map_x(500), a.map_y(standard) + 15, t["std"], size=14, fill="s2", anchor="end")
    x = a.map_x(163 * 512 / 1000)
    c.line(x, 42, x, 282, stroke="muted", dash="dashed")
    c.text(x + 6, 54, t["sram"], size=14, fill="muted", anchor="start")
    for d, colour in ((128, "s4"), (64, "s3")):
        top = min(512.0, n * d / 1000)
        xs = [4 * (top / 4) ** (k / 60) for k in range(61)]
        ys = []
        for size in xs:
            passes = 4 * n * d / (size * 1000)
            ys.append((2 * n * d + passes * (3 * n * d + 4 * n)) / 1e6)
        a.plot(xs, ys, stroke=colour, stroke_width=2.6)
        m = 163 * 512 / 1000
        passes = 4 * n * d / (m * 1000)
        a.scatter([m], [(2 * n * d + passes * (3 * n * d + 4 * n)) / 1e6],
                  fill=colour, radius=5.5)  # fmt: skip
    c.text(a.map_x(14.5), a.map_y(330), f"{t['d']} 128", size=14, fill="s4", anchor="start")
    c.text(a.map_x(33), a.map_y(12), f"{t['d']} 64", size=14, fill="s3", anchor="end")
    c.circle(a.map_x(12.3), a.map_y(standard), 4, fill="paper", stroke="s3", stroke_width=2)
    c.circle(a.map_x(49.2), a.map_y(standard), 4, fill="paper", stroke="s4", stroke_width=2)
    c.text(a.map_x(12.3) - 4, a.map_y(standard) + 18, "3·64²", size=14, fill="s3", anchor="end")
    c.text(a.map_x(49.2) - 6, a.map_y(standard) + 18, "3·128²", size=14, fill="s4", anchor="end")
    return c.render()


FIGURES = {
    "memory": draw_memory,
    "roofline": draw_roofline,
    "passes": draw_passes,
    "tiling": draw_tiling,
    "io": draw_io,
}
