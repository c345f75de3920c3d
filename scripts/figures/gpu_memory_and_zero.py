"""Figures of the article "GPU memory and ZeRO", and the function behind its calculator."""

from __future__ import annotations

from typing import Any

from scripts.figures.canvas import Canvas

# `estimate_memory` and the two tables above it stand in the article word for word; the test
# of the element `memory-calculator` compares them with the page and with the JavaScript.
PRECISIONS = {
    "mixed": (2, 2, 4, 4, 2),
    "mixed-fp32-grads": (2, 4, 4, 4, 2),
    "bf16": (2, 2, 0, 2, 2),
    "fp32": (4, 4, 0, 4, 4),
}
MOMENTS = {"adamw": 2, "momentum": 1, "sgd": 0}


def estimate_memory(
    parameters: float,
    precision: str = "mixed",
    optimizer: str = "adamw",
    ranks: int = 1,
    stage: int = 0,
    layers: int = 32,
    hidden: int = 4096,
    heads: int = 32,
    sequence: int = 4096,
    batch: int = 1,
    checkpointing: bool = False,
    fused: bool = True,
) -> dict[str, float]:
    """Bytes held by one GPU, and bytes it sends in one step."""
    p, g, master, moment, c = PRECISIONS[precision]
    k = master + MOMENTS[optimizer] * moment
    tokens = sequence * batch * hidden
    layer = (16 * c + 2) * tokens
    if not fused:
        layer += (2 * c + 1) * heads * sequence**2 * batch
    working = {2: g, 3: p + g}.get(stage, 0) if ranks > 1 else 0
    result = {
        "parameters": p * parameters / (ranks if stage >= 3 else 1),
        "gradients": g * parameters / (ranks if stage >= 2 else 1),
        "optimizer": k * parameters / (ranks if stage >= 1 else 1),
        "working": working * parameters / layers,
        "activations": (layers - 1) * c * tokens + layer if checkpointing else layers * layer,
    }
    result["total"] = sum(result.values())
    sent = {0: 2 * g, 1: g + p, 2: g + p, 3: g + 2 * p}[stage]
    result["sent"] = sent * parameters * (ranks - 1) / ranks
    return result


def draw_anatomy(lang: str) -> str:
    """Draw the model states of 7 billion parameters and three amounts of activations."""
    t = {
        "en": {
            "states": "model states", "p": "parameters", "g": "gradients", "w": "master copy",
            "m": "momentum", "v": "variance", "act": "activations, 4,096 tokens",
            "plain": "attention scores stored", "fused": "fused attention",
            "ckpt": "fused + checkpointing", "gpu": "an 80 GB GPU",
        },
        "zh": {
            "states": "模型状态", "p": "参数", "g": "梯度", "w": "主副本",
            "m": "动量", "v": "方差", "act": "激活，4,096 个词元",
            "plain": "保存注意力分数", "fused": "融合注意力",
            "ckpt": "融合 + 检查点", "gpu": "一块 80 GB 的 GPU",
        },
    }[lang]  # fmt: skip
    c = Canvas(560, 348)
    left, scale = 20.0, 4.5

    def x(gigabytes: float) -> float:
        return left + gigabytes * scale

    c.text(left, 44, t["states"] + "  112 GB", anchor="start", weight="600")
    at = 0.0
    for k, (name, size, colour) in enumerate(
        (
            (t["p"], 14, "s1"),
            (t["g"], 14, "s2"),
            (t["w"], 28, "s3"),
            (t["m"], 28, "s4"),
            (t["v"], 28, "s5"),
        )
    ):
        c.rect(x(at), 58, size * scale, 40, fill=f"{colour}-soft", stroke=colour, radius=0)
        c.text(x(at + size / 2), 78, f"{size}", weight="600")
        y = 130 if k == 1 else 112
        c.text(x(at + size / 2) if k else x(0), y, name, size=14, fill=colour,
               anchor="middle" if k else "start")  # fmt: skip
        at += size
    c.text(left, 168, t["act"], anchor="start", weight="600")
    rows = ((t["plain"], False, False), (t["fused"], False, True), (t["ckpt"], True, True))
    for k, (name, checkpointing, fused) in enumerate(rows):
        found = estimate_memory(7e9, checkpointing=checkpointing, fused=fused)
        kept = found["activations"] / 1e9
        y = 184 + 44 * k
        c.rect(x(0), y, kept * scale, 30, fill="s6-soft", stroke="s6", radius=0)
        label = f"{name}  {kept:.1f}"
        if kept > 60:
            c.text(x(1.5), y + 15, label, size=14, anchor="start")
        else:
            c.text(x(kept) + 8, y + 15, label, size=14, anchor="start")
    c.line(x(80), 24, x(80), 316, stroke="ink", dash="dashed", stroke_width=2)
    c.text(x(80), 12, t["gpu"], size=14, weight="600")
    c.line(x(0), 316, x(118), 316, stroke="muted")
    for value in (0, 20, 40, 60, 80, 100):
        c.line(x(value), 316, x(value), 321, stroke="muted")
        c.text(x(value), 333, f"{value}", size=14, fill="muted")
    c.text(x(115), 333, "GB", size=14, fill="muted")
    return c.render()


def draw_ring(lang: str) -> str:
    """Draw a reduce-scatter and an all-gather on a ring of three ranks."""
    t = {
        "en": {
            "rank": "GPU", "s0": "start", "s1": "after 1 send", "s2": "after 2 sends",
            "s3": "after 4 sends", "rs": "reduce-scatter", "ag": "all-gather",
        },
        "zh": {
            "rank": "GPU", "s0": "开始", "s1": "发送 1 次后", "s2": "发送 2 次后",
            "s3": "发送 4 次后", "rs": "归约-散播", "ag": "全收集",
        },
    }[lang]  # fmt: skip
    c = Canvas(560, 226)
    n, names = 3, "abc"
    parts = [[{r} for _ in range(n)] for r in range(n)]
    states = [[[set(s) for s in row] for row in parts]]
    for step in range(n - 1):
        for r in range(n):
            k = (r - step - 1) % n
            parts[(r + 1) % n][k] |= parts[r][k]
        states.append([[set(s) for s in row] for row in parts])
    states.append([[set(range(n)) for _ in range(n)] for _ in range(n)])
    width, gap = 35, 133
    for column, state in enumerate(states):
        left = 36 + gap * column
        c.text(left + 1.5 * width, 54, t[f"s{column}"], size=14, fill="muted")
        for r in range(n):
            y = 72 + 48 * r
            if column == 0:
                c.text(15, y + 17, f"{r}", size=14, weight="600")
            for k in range(n):
                have = len(state[r][k])
                last = column >= 2 and have == n
                fill = ("s1-soft", "s5-soft", "s3-soft")[have - 1] if have else "none"
                faded = column == 2 and not last
                c.rect(left + width * k, y, width, 34, radius=0, stroke="line" if faded else "ink",
                       fill="none" if faded else fill, stroke_width=1)  # fmt: skip
                if not faded:
                    whose = "".join("₀₁₂"[i] for i in sorted(state[r][k]))
                    label = "Σ" + names[k] if have == n else names[k] + whose
                    c.text(left + width * (k + 0.5), y + 17, label, size=14)
        if column < 3:
            for r in range(n):
                c.arrow(left + 3 * width + 4, 89 + 48 * r, left + gap - 4, 89 + 48 * r,
                        stroke="muted")  # fmt: skip
    c.text(14, 54, t["rank"], size=14, fill="muted")
    for x1, x2, name in ((36, 407, t["rs"]), (411, 540, t["ag"])):
        c.line(x1, 32, x2, 32, stroke="s2", stroke_width=2)
        c.text((x1 + x2) / 2, 16, name, weight="600", fill="s2")
    return c.render()


def draw_stages(lang: str) -> str:
    """Draw what each of four GPUs keeps under plain data parallelism and ZeRO's stages."""
    t: dict[str, Any] = {
        "en": {
            "p": "parameters 2Ψ", "g": "gradients 2Ψ", "o": "optimizer 12Ψ",
            "rows": ["plain", "stage 1", "stage 2", "stage 3"], "gpu": "GPU", "n": "N = 64",
        },
        "zh": {
            "p": "参数 2Ψ", "g": "梯度 2Ψ", "o": "优化器 12Ψ",
            "rows": ["普通", "阶段 1", "阶段 2", "阶段 3"], "gpu": "GPU", "n": "N = 64",
        },
    }[lang]  # fmt: skip
    c = Canvas(560, 370)
    kinds = ((t["p"], "s1", 1), (t["g"], "s2", 1), (t["o"], "s3", 6))
    x = 20.0
    for name, colour, _ in kinds:
        c.rect(x, 8, 18, 18, fill=colour if colour != "s3" else "s3-soft", stroke=colour)
        c.text(x + 26, 17, name, size=14, anchor="start")
        x += 180
    for r in range(4):
        c.text(131 + 92 * r, 48, f"{t['gpu']} {r}", size=14, fill="muted")
    c.text(508, 48, t["n"], size=14, fill="muted")
    unit = 5.5
    for stage in range(4):
        top = 64.0 + 77 * stage
        c.text(10, top + 29, t["rows"][stage], anchor="start", weight="600")
        for r in range(4):
            left = 87 + 92 * r
            y = top
            for number, (_, colour, weight) in enumerate(kinds):
                height = 10.0 if weight == 1 else unit * weight
                sharded = stage >= (3, 2, 1)[number]
                c.rect(left, y, 88, height, radius=0, stroke="line", stroke_width=1)
                fill = colour if weight == 1 else f"{colour}-soft"
                start, width = (left + 22 * r, 22) if sharded else (left, 88)
                c.rect(start, y, width, height, radius=0, stroke=colour, fill=fill, stroke_width=1)
                y += height + 3
        found = estimate_memory(7.5e9, ranks=64, stage=stage)
        total = (found["parameters"] + found["gradients"] + found["optimizer"]) / 1e9
        label = f"{total:.1f}" if stage else f"{total:.0f}"
        c.text(548, top + 29, f"{label} GB", anchor="end", weight="600")
    return c.render()


def draw_step(lang: str) -> str:
    """Draw communication and computation of one stage-3 step with three layers."""
    t = {
        "en": {
            "comm": "network", "comp": "GPU", "fwd": "forward", "bwd": "backward",
            "ag": "all-gather of a layer's parameters", "rs": "reduce-scatter of its gradients",
            "held": "held", "opt": "Adam",
        },
        "zh": {
            "comm": "网络", "comp": "GPU", "fwd": "前向", "bwd": "反向",
            "ag": "全收集一层的参数", "rs": "归约-散播这一层的梯度",
            "held": "持有", "opt": "Adam",
        },
    }[lang]  # fmt: skip
    c = Canvas(560, 270)
    unit, left = 38.0, 74.0

    def cell(start: float, end: float, y: float, name: str, colour: str, high: float = 36) -> None:
        c.rect(left + unit * start, y, unit * (end - start), high,
               fill=f"{colour}-soft", stroke=colour)  # fmt: skip
        c.text(left + unit * (start + end) / 2, y + high / 2, name, size=14)

    for y, name in ((28, t["comm"]), (80, t["comp"]), (146, t["held"])):
        c.text(8, y, name, anchor="start", weight="600", size=14)
    # Layer 3, the last of the forward pass, is the first of the backward pass: it stays.
    for at, name in ((0.0, "1"), (1.0, "2"), (2.0, "3"), (4.0, "2"), (6.0, "1")):
        cell(at, at + 1, 10, name, "s1")
    for at, name in ((7.0, "3"), (9.0, "2"), (10.5, "1")):
        cell(at, at + 1, 10, name, "s2")
    for k in range(3):
        cell(k + 1, k + 2, 62, f"{k + 1}", "s5")
        cell(4 + 2 * k, 6 + 2 * k, 62, f"{3 - k}", "s5")
    cell(11.5, 12.7, 62, t["opt"], "s3")
    for start, end, row, name in (
        (0, 2, 0, "1"),
        (2, 6, 0, "3"),
        (6, 10, 0, "1"),
        (1, 3, 1, "2"),
        (4, 8, 1, "2"),
    ):
        cell(start, end, 118 + 30 * row, name, "s4", 26)
    for start, end, name in ((1, 4, t["fwd"]), (4, 10, t["bwd"])):
        c.line(left + unit * start + 3, 190, left + unit * end - 3, 190, stroke="s5",
               stroke_width=2)  # fmt: skip
        c.text(left + unit * (start + end) / 2, 206, name, size=14, fill="s5")
    for k, (name, colour) in enumerate(((t["ag"], "s1"), (t["rs"], "s2"))):
        c.rect(8 + 290 * k, 236, 20, 20, fill=f"{colour}-soft", stroke=colour)
        c.text(36 + 290 * k, 246, name, size=14, anchor="start")
    return c.render()


def draw_calculator(lang: str) -> str:
    """Draw the memory of one GPU under each stage, 7 billion parameters on eight GPUs."""
    t = {
        "en": {
            "parameters": "parameters", "gradients": "gradients", "optimizer": "optimizer",
            "working": "working set", "activations": "activations", "stage": "stage",
        },
        "zh": {
            "parameters": "参数", "gradients": "梯度", "optimizer": "优化器",
            "working": "工作集", "activations": "激活", "stage": "阶段",
        },
    }[lang]  # fmt: skip
    c = Canvas(560, 262)
    colours = dict(zip(
        ("parameters", "gradients", "optimizer", "working", "activations"),
        ("s1", "s2", "s3", "s5", "s6"), strict=True,
    ))  # fmt: skip
    for k, (name, colour) in enumerate(colours.items()):
        x, y = 14.0 + 186 * (k % 3), 12.0 + 26 * (k // 3)
        c.rect(x, y, 16, 16, fill=f"{colour}-soft", stroke=colour)
        c.text(x + 24, y + 8, t[name], size=14, anchor="start")
    scale = 3.4
    for stage in range(4):
        y = 76.0 + 40 * stage
        c.text(14, y + 15, f"{t['stage']} {stage}", size=14, anchor="start")
        found = estimate_memory(7e9, ranks=8, stage=stage, checkpointing=True)
        x = 84.0
        for name, colour in colours.items():
            width = found[name] / 1e9 * scale
            if width:
                c.rect(x, y, width, 30, fill=f"{colour}-soft", stroke=colour, radius=0)
            x += width
        c.text(x + 8, y + 15, f"{found['total'] / 1e9:.1f} GB", size=14, weight="600",
               anchor="start")  # fmt: skip
    c.line(84 + 80 * scale, 68, 84 + 80 * scale, 240, dash="dashed", stroke_width=2)
    c.text(84 + 80 * scale, 251, "80 GB", size=14, weight="600")
    return c.render()


FIGURES = {
    "anatomy": draw_anatomy,
    "ring": draw_ring,
    "stages": draw_stages,
    "step": draw_step,
    "calculator": draw_calculator,
}
