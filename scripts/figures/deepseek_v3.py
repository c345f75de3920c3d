"""Figures of the article "DeepSeek-V3"."""

from __future__ import annotations

import numpy as np

from scripts.figures.canvas import Axes, Canvas


def draw_mla(lang: str) -> str:
    """Draw one MLA layer: projections, widths and the cached part."""
    t = {
        "en": {
            "h": "hidden state of one token", "q": "query latent", "kv": "KV latent",
            "r": "rotary key", "cache": "cached: 576 numbers per token and layer",
            "qh": "128 queries", "kh": "128 keys", "vh": "128 values",
            "att": "attention over all cached tokens, 128 heads", "out": "output",
            "wide": "{} each",
        },
        "zh": {
            "h": "一个词元的隐状态", "q": "查询潜向量", "kv": "键值潜向量", "r": "旋转键",
            "cache": "缓存：每词元每层 576 个数", "qh": "128 个查询", "kh": "128 个键",
            "vh": "128 个值", "att": "对全部已缓存词元做注意力，128 个头", "out": "输出",
            "wide": "各 {} 维",
        },
    }[lang]  # fmt: skip
    c = Canvas(560, 450)
    c.box(130, 8, 300, 40, f"h · {t['h']} · 7168", fill="s1-soft", stroke="s1", size=14)
    c.rect(206, 114, 346, 84, fill="s3-soft", stroke="s3", dash="dashed")
    c.text(379, 184, t["cache"], size=14, fill="s3", weight="600")
    for x, w, name, label, fill in (
        (10, 150, t["q"], "c_Q · 1536", "s5"),
        (218, 170, t["kv"], "c_KV · 512", "s3"),
        (400, 140, t["r"], "k_R · 64", "s3"),
    ):
        c.box(x, 122, w, 50, f"{name}\n{label}", fill="paper", stroke=fill, size=14)
    c.arrow(180, 49, 85, 121)
    c.arrow(295, 49, 303, 121)
    c.arrow(390, 49, 470, 121)
    c.text(96, 82, "W_DQ", size=14, fill="muted", anchor="end")
    c.text(291, 82, "W_DKV", size=14, fill="muted", anchor="end")
    c.text(452, 82, "W_KR", size=14, fill="muted", anchor="start")
    for x, w, name, label, fill in (
        (10, 150, t["qh"], t["wide"].format("128 + 64"), "s5"),
        (206, 160, t["vh"], t["wide"].format("128"), "s2"),
        (392, 160, t["kh"], t["wide"].format("128 + 64"), "s2"),
    ):
        c.box(x, 258, w, 50, f"{name}\n{label}", fill=f"{fill}-soft", stroke=fill, size=14)
    c.arrow(85, 173, 85, 257)
    c.text(93, 228, "W_UQ, W_QR", size=14, fill="muted", anchor="start")
    c.arrow(270, 199, 270, 257)
    c.text(262, 228, "W_UV", size=14, fill="muted", anchor="end")
    c.arrow(360, 199, 430, 257)
    c.text(386, 232, "W_UK", size=14, fill="muted", anchor="end")
    c.arrow(490, 199, 490, 257, stroke="s3", dash="dashed")
    c.box(10, 344, 542, 36, t["att"], fill="s4-soft", stroke="s4", size=14)
    c.arrow(85, 309, 85, 343)
    c.arrow(286, 309, 286, 343)
    c.arrow(472, 309, 472, 343)
    c.arrow(280, 381, 280, 411)
    c.text(290, 395, "W_O: 16384 → 7168", size=14, fill="muted", anchor="start")
    c.box(190, 412, 180, 30, f"u · {t['out']} · 7168", fill="s1-soft", stroke="s1", size=14)
    return c.render()


def draw_cache(lang: str) -> str:
    """Draw the bytes cached per token as horizontal bars."""
    t = {
        "en": {"mha": "MHA, 128 heads", "gqa": "GQA, 8 groups", "mqa": "MQA, 1 group",
               "unit": "KB per token (BF16)", "same": "same model, four schemes",
               "real": "real GQA models", "times": "1/56.9 of MHA"},
        "zh": {"mha": "MHA，128 头", "gqa": "GQA，8 组", "mqa": "MQA，1 组",
               "unit": "每词元 KB 数（BF16）", "same": "同一模型，四种共享方式",
               "real": "实际的 GQA 模型", "times": "是 MHA 的 1/56.9"},
    }[lang]  # fmt: skip
    rows = [
        (t["mha"], 2 * 128 * 128 * 61 * 2, "s2"),
        (t["gqa"], 2 * 8 * 128 * 61 * 2, "s5"),
        (t["mqa"], 2 * 128 * 61 * 2, "s5"),
        ("MLA", (512 + 64) * 61 * 2, "s3"),
        ("LLaMA-3.1 405B", 2 * 8 * 128 * 126 * 2, "s1"),
        ("Qwen-2.5 72B", 2 * 8 * 128 * 80 * 2, "s1"),
    ]
    c = Canvas(560, 268)
    c.text(140, 14, t["same"], size=14, fill="muted", anchor="start")
    for k, (name, size, colour) in enumerate(rows):
        y = 28 + 34 * k + (24 if k > 3 else 0)
        if k == 4:
            c.text(140, y - 12, t["real"], size=14, fill="muted", anchor="start")
        width = size / 3_997_696 * 330
        c.text(130, y + 12, name, size=14, anchor="end", weight="600" if k == 3 else None)
        c.rect(140, y, width, 24, fill=f"{colour}-soft", stroke=colour, radius=0)
        label = f"{size / 1000:.1f}" + (f" · {t['times']}" if k == 3 else "")
        c.text(148 + width, y + 12, label, size=14, anchor="start")
    c.text(550, 258, t["unit"], size=14, fill="muted", anchor="end")
    return c.render()


def draw_routing(lang: str) -> str:
    """Draw node-limited routing of one token: 8 experts on 4 of 8 nodes."""
    t = {
        "en": {"token": "token", "node": "node", "ib": "InfiniBand: once per node, 50 GB/s",
               "nv": "NVLink in a node, 160 GB/s", "hit": "one of the 8 chosen experts",
               "gpu": "one column: one GPU",
               "no": "not among the best four nodes: none of its 32 experts may be chosen"},
        "zh": {"token": "词元", "node": "节点", "ib": "InfiniBand：每个节点一次，50 GB/s",
               "nv": "节点内 NVLink，160 GB/s", "hit": "8 个入选专家之一",
               "gpu": "一列是一张卡",
               "no": "未进入得分最高的 4 个节点，其 32 个专家都不可选"},
    }[lang]  # fmt: skip
    chosen = {1: (5, 19, 26), 2: (12,), 4: (3, 30), 7: (9, 22)}
    entry = 3  # column of the GPU with the same index in every node
    c = Canvas(560, 420)
    c.box(235, 160, 90, 36, t["token"], fill="s4-soft", stroke="s4", weight="600")
    for k in range(8):
        x, y = 10 + 138 * (k % 4), 30 if k < 4 else 224
        on = k in chosen
        c.rect(x, y, 126, 92, fill="paper", stroke="s3" if on else "line",
               dash="solid" if on else "dashed")  # fmt: skip
        label = f"{t['node']} {k + 1}"
        c.text(x + 63, y - 13 if k < 4 else y + 106, label, size=14,
               fill="s3" if on else "muted")  # fmt: skip
        top = y + 9 if k < 4 else y + 19
        for e in range(32):
            ex, ey = x + 9 + 14 * (e % 8), top + 18 * (e // 8)
            hit = on and e in chosen[k]
            c.rect(ex, ey, 10, 11, radius=1, stroke_width=1,
                   fill="s2" if hit else "s1-soft" if on else "paper",
                   stroke="s2" if hit else "line")  # fmt: skip
        if not on:
            continue
        # NVLink: from the entry column along the node's edge to the experts' columns.
        edge, bus, cells = (y + 92, y + 84, y + 75) if k < 4 else (y, y + 8, y + 18)
        columns = sorted({entry, *(e % 8 for e in chosen[k])})
        centre = [x + 14 + 14 * column for column in columns]
        c.line(centre[0] - 0.75, bus, centre[-1] + 0.75, bus, stroke="s2")
        for column, cx in zip(columns, centre, strict=True):
            if any(e % 8 == column for e in chosen[k]):
                c.line(cx, bus, cx, cells, stroke="s2")
        gx = x + 14 + 14 * entry
        tx = max(245, min(315, gx))
        c.line(gx, edge, gx, bus, stroke="s2")
        c.arrow(tx, 159 if k < 4 else 197, gx, edge + (1 if k < 4 else -1), stroke="s3",
                stroke_width=2)  # fmt: skip
    c.line(10, 360, 34, 360, stroke="s3", stroke_width=2)
    c.text(40, 360, t["ib"], size=14, anchor="start")
    c.line(310, 360, 334, 360, stroke="s2")
    c.text(340, 360, t["nv"], size=14, anchor="start")
    c.rect(17, 378, 10, 11, radius=1, stroke_width=1, fill="s2", stroke="s2")
    c.text(40, 384, t["hit"], size=14, anchor="start")
    for row in range(4):
        c.rect(319, 374 + 5.5 * row, 6, 4, radius=1, stroke_width=1, fill="s1-soft",
               stroke="line")  # fmt: skip
    c.text(340, 384, t["gpu"], size=14, anchor="start")
    c.line(10, 408, 34, 408, stroke="muted", dash="dashed")
    c.text(40, 408, t["no"], size=14, anchor="start")
    return c.render()


def simulate(gamma: float, steps: int = 600) -> np.ndarray:
    """Return MaxVio after each step; the simulation shown in the article."""
    n, k, tokens = 32, 4, 1024
    rng = np.random.default_rng(0)
    popularity = rng.normal(0, 0.6, n)
    bias, history, mean = np.zeros(n), [], tokens * k / n
    for _ in range(steps):
        logits = popularity + rng.normal(size=(tokens, n))
        biased = 1 / (1 + np.exp(-logits)) + bias
        kth = np.partition(biased, -k, axis=1)[:, -k]
        load = (biased >= kth[:, None]).sum(axis=0)
        history.append(load.max() / mean - 1)
        bias += gamma * np.sign(mean - load)
    return np.array(history)


def draw_balance(lang: str) -> str:
    """Draw MaxVio against steps for four bias update speeds."""
    t = {
        "en": {"x": "training step", "y": "MaxVio (0 = all experts equally busy)"},
        "zh": {"x": "训练步", "y": "MaxVio（0 表示各专家负载相同）"},
    }[lang]
    c = Canvas(560, 340)
    axes = Axes(c, 46, 40, 420, 240, (0, 600), (0, 2))
    axes.draw_frame(
        [(x, str(x)) for x in range(0, 601, 100)],
        [(y / 2, f"{y / 2:.1f}") for y in range(5)],
        x_label=t["x"], y_label=t["y"],
    )  # fmt: skip
    for gamma, colour, dash, dy in (
        (0, "s6", "solid", 0), (0.0001, "s5", "dashed", 0),
        (0.001, "s3", "solid", 10), (0.01, "s1", "solid", -10),
    ):  # fmt: skip
        means = simulate(gamma).reshape(-1, 10).mean(axis=1)
        xs = [10 * i + 5 for i in range(60)]
        axes.plot(xs, means.tolist(), stroke=colour, dash=dash)
        label = f"γ = {gamma:g}" if gamma != 0.0001 else "γ = 0.0001"
        c.text(472, axes.map_y(means[-1]) + dy, label, size=14, anchor="start", fill=colour)
    return c.render()


def e4m3(x: np.ndarray) -> np.ndarray:
    """Round to the nearest FP8 E4M3 number, saturating at 448."""
    x = np.clip(x, -448, 448)
    step = np.exp2(np.maximum(np.frexp(x)[1] - 1, -6) - 3.0)
    return np.asarray(np.round(x / step) * step)


def outlier_errors(factor: float) -> list[float]:
    """Return the error of ordinary channels with one scale and with 1x128 tiles."""
    x = np.random.default_rng(1).normal(size=(64, 1024))
    x[:, 7] *= factor
    rest = np.arange(1024) != 7
    errors = []
    for group in (x.size, 128):
        tiles = x.reshape(-1, group)
        rho = np.abs(tiles).max(axis=1, keepdims=True) / 448
        y = (e4m3(tiles / rho) * rho).reshape(x.shape)
        errors.append(float(np.linalg.norm((y - x)[:, rest]) / np.linalg.norm(x[:, rest])))
    return errors


def draw_fp8(lang: str) -> str:
    """Draw the FP8 error of ordinary channels against the size of an outlier channel."""
    t = {
        "en": {"x": "factor on one channel", "y": "relative error of the other channels",
               "one": "one scale", "tile": "1×128 tiles", "floor": "rounding: 2.6%"},
        "zh": {"x": "单个通道的放大倍数", "y": "其余通道的相对误差",
               "one": "整个张量一个尺度", "tile": "1×128 分块", "floor": "舍入误差 2.6%"},
    }[lang]  # fmt: skip
    c = Canvas(560, 340)
    axes = Axes(c, 60, 40, 480, 240, (1, 1e7), (0.01, 1.2), log_x=True, log_y=True)
    axes.draw_frame(
        [(10.0**k, "10" + "⁰¹²³⁴⁵⁶⁷"[k]) for k in range(8)],
        [(0.01, "1%"), (0.03, "3%"), (0.1, "10%"), (0.3, "30%"), (1, "100%")],
        x_label=t["x"], y_label=t["y"],
    )  # fmt: skip
    xs = [10 ** (k / 8) for k in range(57)]
    errors = [outlier_errors(x) for x in xs]
    axes.plot(xs, [e[0] for e in errors], stroke="s2")
    axes.plot(xs, [e[1] for e in errors], stroke="s3")
    c.text(axes.map_x(10**4.9), axes.map_y(0.62), t["one"], size=14, anchor="end", fill="s2")
    c.text(axes.map_x(10**5.6), axes.map_y(0.11), t["tile"], size=14, anchor="start", fill="s3")
    c.text(axes.map_x(10**1.6), axes.map_y(0.019), t["floor"], size=14, fill="muted")
    return c.render()


def draw_dualpipe(lang: str) -> str:
    """Draw how a forward and a backward chunk hide each other's communication."""
    t = {
        "en": {"comp": "computation", "comm": "communication", "att": "attention",
               "mlp": "experts", "dis": "dispatch", "com": "combine", "f": "F: forward chunk",
               "b": "B: backward chunk", "time": "time"},
        "zh": {"comp": "计算", "comm": "通信", "att": "注意力", "mlp": "专家", "dis": "分发",
               "com": "合并", "f": "F：前向块", "b": "B：反向块", "time": "时间"},
    }[lang]  # fmt: skip
    c = Canvas(560, 236)
    c.text(10, 18, t["comp"], anchor="start", weight="600")
    c.text(10, 112, t["comm"], anchor="start", weight="600")
    width = 136

    def cell(slot: int, y: float, text: str, forward: bool) -> None:
        colour = "s1" if forward else "s2"
        c.box(10 + slot * width, y, width - 4, 48, f"{text}\n{'F' if forward else 'B'}",
              fill=f"{colour}-soft", stroke=colour, size=14)  # fmt: skip

    for slot, (text, forward) in enumerate((
        (t["att"], True), (t["mlp"], False), (t["mlp"], True), (t["att"], False),
    )):  # fmt: skip
        cell(slot, 34, text, forward)
    for slot, (text, forward) in enumerate((
        (t["com"], False), (t["dis"], True), (t["dis"], False), (t["com"], True),
    )):  # fmt: skip
        cell(slot, 128, text, forward)
    c.arrow(10, 194, 550, 194, stroke="muted")
    c.text(550, 212, t["time"], size=14, anchor="end", fill="muted")
    for x, name, colour in ((10, t["f"], "s1"), (190, t["b"], "s2")):
        c.rect(x, 213, 14, 14, fill=f"{colour}-soft", stroke=colour)
        c.text(x + 22, 220, name, size=14, anchor="start")
    return c.render()


FIGURES = {
    "mla": draw_mla,
    "cache": draw_cache,
    "routing": draw_routing,
    "balance": draw_balance,
    "fp8": draw_fp8,
    "dualpipe": draw_dualpipe,
}
