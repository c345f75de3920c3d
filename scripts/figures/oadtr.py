"""Figures of the article on OadTR: the task, the data flow, calibrated precision, horizons."""

from __future__ import annotations

import math

from scripts.figures.canvas import Axes, Canvas

# Negatives per positive of two classes in the 206,375 scored chunks of THUMOS14's test videos
# (counted from the annotation file in the authors' repository).
W_POLE_VAULT, W_BASEBALL = 14.1, 429.8

# mAP in percent from the authors' log (model/log_dist.txt, after epoch 1): the current chunk,
# then the decoder's predictions 1 to 8 chunks ahead.
NOW = 58.9
AHEAD = (52.7, 51.4, 49.7, 48.0, 46.3, 44.6, 42.9, 41.5)


def compute_ap(odds_ratio: float, ratio: float) -> dict[str, float]:
    """AP and calibrated AP of a detector with logistic scores (also the element's function)."""

    def area(w: float) -> float:
        if odds_ratio == 1:
            return 1 / (1 + w)
        return 1 - w / (odds_ratio - 1) * math.log((odds_ratio + w) / (1 + w))

    return {"ap": area(ratio), "cap": area(1), "chance": 1 / (1 + ratio)}


def compute_precision(odds_ratio: float, ratio: float, recall: float) -> float:
    """Precision of that detector at a recall."""
    u = recall + (1 - recall) * odds_ratio
    return u / (u + ratio)


def draw_timeline(lang: str) -> str:
    """A stream of chunks with an action; what offline and online detectors may read."""
    zh = lang == "zh"
    c = Canvas(560, 330)
    size, left, top, count, now = 30, 40, 62, 16, 9
    names = {
        "label": "真实标签" if zh else "true label",
        "now": "现在 t" if zh else "now, t",
        "off": "离线：整段视频可读" if zh else "offline: may read the whole video",
        "on": "在线：只读到 t 为止" if zh else "online: may read up to t only",
        "pred": "OadTR：读过去，另外预测未来的标签"
        if zh
        else "OadTR: reads the past, predicts labels of the future",
        "action": "跳高" if zh else "high jump",
    }
    c.text(left, top - 34, names["label"], anchor="start", size=14, fill="muted")
    for i in range(count):
        act = 7 <= i <= 12
        c.rect(
            left + i * size, top - 16, size - 3, 18,
            fill="s2-soft" if act else "none", stroke="s2" if act else "line", radius=2,
        )  # fmt: skip
    c.text(left + 11.5 * size, top - 34, names["action"], size=14, fill="s2")
    x_now = left + (now + 1) * size - 1.5
    for y1, y2 in [(top - 40, top + 22), (108, 138), (176, 206), (244, 298)]:
        c.line(x_now, y1, x_now, y2, stroke="ink", dash="dashed")
    c.text(x_now, 312, names["now"], size=14)
    rows = [("off", 16, 0), ("on", 10, 0), ("pred", 10, 4)]
    for r, (name, seen, predicted) in enumerate(rows):
        y = top + 34 + 68 * r
        c.text(left, y, names[name], anchor="start", size=14)
        for i in range(count):
            x = left + i * size
            if i < seen:
                late = i > now
                c.rect(
                    x, y + 14, size - 3, 24,
                    fill="s6-soft" if late else "s1-soft", stroke="s6" if late else "s1", radius=2,
                )  # fmt: skip
            elif i < seen + predicted:
                c.rect(x, y + 14, size - 3, 24, stroke="s4", dash="dashed", radius=2)
                c.text(x + size / 2 - 1.5, y + 26, "?", fill="s4", size=15)
            else:
                c.rect(x, y + 14, size - 3, 24, stroke="line", radius=2)
    return c.render()


def draw_dataflow(lang: str) -> str:
    """The data flow of OadTR with the shape of every tensor."""
    zh = lang == "zh"
    c = Canvas(560, 640)

    def t(chinese: str, english: str) -> str:
        return chinese if zh else english

    def shape(x: float, y: float, text: str, anchor: str = "start") -> None:
        c.text(x, y, text, size=14, fill="muted", anchor=anchor, mono=True)

    # The encoder's column.
    c.box(20, 14, 116, 44, t("RGB 特征", "RGB features"), fill="none", stroke="muted")
    c.box(150, 14, 116, 44, t("光流特征", "flow features"), fill="none", stroke="muted")
    shape(78, 70, "64×2048", "middle")
    shape(208, 70, "64×1024", "middle")
    c.arrow(78, 80, 120, 104)
    c.arrow(208, 80, 166, 104)
    c.box(50, 104, 186, 38, t("拼接，线性层", "concatenate, linear"))
    c.arrow(143, 142, 143, 182)
    shape(152, 162, "64×1024")
    c.box(50, 182, 186, 52, t("末尾加任务词元\n加位置编码", "append task token\nadd positions"))
    c.arrow(143, 234, 143, 274)
    shape(152, 254, "65×1024")
    c.box(50, 274, 186, 52, t("编码器 × 3\n8 头，无掩码", "encoder × 3\n8 heads, no mask"))
    c.line(143, 326, 143, 372)
    shape(20, 349, "Z 65×1024")
    # The decoder's column.
    c.box(340, 14, 200, 44, t("8 个可学习的查询", "8 learned queries"), fill="s4-soft", stroke="s4")
    c.arrow(440, 58, 440, 274)
    shape(449, 162, "8×1024")
    c.box(
        340, 274, 200, 72,
        t(
            "解码器 × 5，4 头\n查询互看（因果掩码）\n查询看 Z",
            "decoder × 5, 4 heads\nself-attention, causal\ncross-attention to Z",
        ),
        fill="s4-soft", stroke="s4",
    )  # fmt: skip
    c.line(143, 349, 288, 349)
    c.line(288, 349, 288, 310)
    c.arrow(288, 310, 340, 310)
    shape(244, 294, t("65 行", "65 rows"))
    c.arrow(440, 346, 440, 398)
    shape(449, 372, "8×1024")
    # Combination.
    c.arrow(143, 372, 143, 398)
    c.box(50, 398, 186, 38, t("取任务词元的输出 m", "output m of the token"))
    c.box(340, 398, 200, 38, t("8 个输出", "8 outputs"), fill="s4-soft", stroke="s4")
    c.arrow(143, 436, 143, 492)
    shape(134, 464, "1024", "end")
    c.arrow(368, 436, 236, 492)
    c.text(262, 458, t("平均", "mean"), size=14, anchor="end")
    shape(318, 476, "1024")
    c.arrow(470, 436, 470, 554)
    c.box(
        50,
        492,
        230,
        38,
        t("拼接 [m ; 平均]", "concatenate [m ; mean]"),
        fill="s3-soft",
        stroke="s3",
    )
    c.arrow(143, 530, 143, 554)
    shape(152, 542, "2048")
    c.box(50, 554, 186, 38, t("线性层", "linear"), fill="s3-soft", stroke="s3")
    c.box(370, 554, 170, 38, t("线性层", "linear"), fill="s4-soft", stroke="s4")
    c.text(143, 612, t("现在：22 个分数", "now: 22 scores"), weight="600")
    c.text(455, 612, t("未来：8×22 个分数", "future: 8×22 scores"), weight="600")
    return c.render()


def draw_calibrated(lang: str) -> str:
    """Precision against recall of one detector at three ratios of negatives to positives."""
    zh = lang == "zh"
    c = Canvas(560, 350)
    axes = Axes(c, 50, 40, 360, 250, (0, 1), (0, 1))
    ticks = [(v / 4, f"{v / 4:g}") for v in range(5)]
    axes.draw_frame(
        ticks, ticks, x_label="召回率" if zh else "recall", y_label="精确率" if zh else "precision"
    )
    recalls = [0.0, 0.15, 0.3, 0.45, 0.6, 0.7, 0.75, 0.8, 0.84, 0.88, 0.91, 0.935,
               0.955, 0.97, 0.98, 0.988, 0.995, 1.0]  # fmt: skip
    rows = [(1.0, "s3", "cAP"), (W_POLE_VAULT, "s1", "AP"), (W_BASEBALL, "s2", "AP")]
    for w, colour, kind in rows:
        values = [compute_precision(300, w, r) for r in recalls]
        axes.plot(recalls, values, stroke=colour)
        y = {1.0: 56.0, W_POLE_VAULT: 116.0}.get(w, axes.map_y(values[5]) - 4)
        c.text(424, y - 10, f"w = {w:g}", anchor="start", size=15, fill=colour)
        area = compute_ap(300, w)["ap"]
        c.text(424, y + 10, f"{kind} = {area:.2f}", anchor="start", size=15, fill=colour)
    return c.render()


def draw_horizon(lang: str) -> str:
    """How well the decoder predicts 0.25 to 2 seconds ahead (the authors' log)."""
    zh = lang == "zh"
    c = Canvas(560, 310)
    axes = Axes(c, 50, 40, 480, 210, (-0.1, 2.1), (30, 65))
    axes.draw_frame(
        [(v / 4, f"{v / 4:g}") for v in range(0, 9, 2)],
        [(float(v), f"{v}") for v in (30, 40, 50, 60)],
        x_label="预测多远的未来（秒）" if zh else "seconds ahead",
        y_label="mAP（%）" if zh else "mAP (%)",
    )
    xs = [0.25 * (i + 1) for i in range(8)]
    axes.plot(xs, AHEAD, stroke="s4")
    axes.scatter(xs, AHEAD, fill="s4", radius=4.5)
    axes.scatter([0], [NOW], fill="s3", radius=6)
    c.text(axes.map_x(0) + 14, axes.map_y(NOW) - 6, f"{'现在' if zh else 'now'}: {NOW}",
           anchor="start", size=15, fill="s3")  # fmt: skip
    c.text(axes.map_x(0.25) + 12, axes.map_y(AHEAD[0]) - 8, f"{AHEAD[0]}",
           anchor="start", size=15, fill="s4")  # fmt: skip
    c.text(axes.map_x(2), axes.map_y(AHEAD[7]) - 18, f"{AHEAD[7]}", size=15, fill="s4")
    return c.render()


FIGURES = {
    "timeline": draw_timeline,
    "dataflow": draw_dataflow,
    "calibrated": draw_calibrated,
    "horizon": draw_horizon,
}
