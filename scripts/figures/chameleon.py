"""Figures of the article on Chameleon."""

from __future__ import annotations

from scripts.figures.canvas import COLOURS, Axes, Canvas

# Two test images of the article's toy tokenizer (32 x 32 pixels, 0 = paper to 7 = ink) and
# their 64 tokens from the codebook of 16 codes that its script fits; the codes drawn here are
# those that the two images use, 16 pixels each. Made once by the code of the page.
SHAPE = (
    "3333322222222222222211111111111133333332222222222222211111111111"
    "3333333322222222222222211111111133333333322222222222222211111111"
    "3333333332222222222222222211111133333332222222222222222222221111"
    "3333322222222222222222222222211133332211111222222222222222222221"
    "3332111111111222222222222222222233211100000011222332222222222222"
    "3221100000000112233332222222222232111000000000122333333222222222"
    "3211100000000011233333332222222222111000000000112333333333222222"
    "2211110000000011233333333333222222111111000000112333333333333222"
    "3211111111000111233333333333333232211111111111123333333333333333"
    "3221111111111112333333333333333343221111111111233344433333333333"
    "4432221111112233444444433333333354432222222223344444444433333333"
    "5544333222333344444444444433333355544443333444444444444444443333"
    "5555554444444444444444444444433365555555555555554444444444444443"
    "6665555555555555554444444444444466666555555555555555444444444444"
    "6666666555555555555554444444444466666666555555555555555444444444"
    "6666666666555555555555554444444466666666666655555555555555444444"
)
STROKES = (
    "0000000000000000000000000000000000000000000000000000000000000000"
    "0077700070770007070007770070700000777700007000007700000700707000"
    "0007000007000077070070000077700000777000777700700700070000007700"
    "0077070000070007700007000007770000000000000000000000000000000000"
    "0000000000000000000000000000000000000000000000000000000000000000"
    "0070070077700007770077070000700000700000707700777000777000707700"
    "0000700077070007770000070070700000070000000000770700077000707000"
    "0000700000770007070000770000700000000000000000000000000000000000"
    "0000000000000000000000000000000000000000000000000000000000000000"
    "0070070007770007770077770077070000000700007700770700707700000000"
    "0070770070000077700000700070070000077700007700707700000700777000"
    "0007000007000077000000000007070000000000000000000000000000000000"
    "0000000000000000000000000000000000000000000000000000000000000000"
    "0000070000070007700007700000000000700000777000700000777000707700"
    "0077070007070077700007700007070000770700077000000700770000700700"
    "0000000000700077700007700077070000000000000000000000000000000000"
)
CODES = (
    "3333333333333333222222222222222200001000110011004444444444444444"
    "6666666666666666555555555555555500000000113301370000000065013401"
    "0000000000250040000000001321752100221033007600005400440034000000"
    "44443444444400000044005500220000"
)
SHAPE_TOKENS = "0001111200101111122100111222000012210000301033004555533044455553"
STROKES_TOKENS = "67889687abcdbbdb8266778722adbadb276676a2db1abddb82982989dbcabcab"

# The article's run qk_norm.py at learning rate 0.1 (PyTorch 2.13, CPU): the largest attention
# logit of five models at the steps below, without and with QK-Norm.
STEPS = (0, 3, 6, 9, 14, 19, 24, 34, 44, 54, 64, 74, 79, 89)
WITHOUT = (
    (4.7, 18.3, 46.8, 75.5, 125.8, 184.2, 240.5, 305.3, 316.8, 389.3, 429.3, 470.2, 530.2, 496.9),
    (4.8, 28.1, 48.7, 86.6, 114.2, 215.5, 330.4, 452.3, 639.1, 801.1, 804.4, 938.5, 980.6, 833.8),
    (4.3, 18.7, 38.9, 68.4, 93.9, 131.4, 187.7, 257.1, 323.2, 367.4, 392.3, 439.5, 434.5, 510.8),
    (3.6, 20.4, 39.6, 72.4, 114.4, 201.5, 264.5, 381.1, 485.1, 678.0, 742.9, 643.4, 731.2, 765.5),
    (4.1, 21.8, 45.9, 69.1, 116.3, 177.5, 271.2, 352.6, 510.7, 649.3, 701.7, 748.5, 801.5, 804.7),
)  # fmt: skip
WITH = (
    (3.0, 4.0, 3.9, 3.0, 2.6, 2.3, 2.9, 6.4, 8.2, 9.2, 11.9, 13.5, 13.8, 15.7),
    (3.2, 4.7, 5.0, 4.7, 4.1, 3.8, 3.4, 3.1, 3.7, 5.4, 6.6, 8.2, 9.1, 11.2),
    (3.1, 4.5, 3.8, 4.2, 4.4, 4.4, 3.0, 2.7, 2.3, 2.6, 4.9, 7.3, 8.5, 10.0),
    (3.1, 3.5, 4.6, 5.5, 5.1, 3.1, 2.3, 1.5, 1.3, 1.5, 3.0, 5.4, 6.5, 9.5),
    (3.0, 4.6, 4.5, 5.3, 5.6, 5.2, 6.1, 8.8, 12.2, 15.5, 16.3, 16.5, 15.6, 16.8),
)  # fmt: skip


def draw_pixels(c: Canvas, pixels: str, left: float, top: float, size: float) -> None:
    """Draw 32 x 32 gray levels, one path per level with runs of equal pixels merged."""
    place = f"translate({left:g} {top:g}) scale({size:g})"
    for level in range(1, 8):
        data = []
        for row in range(32):
            line, column = pixels[32 * row : 32 * row + 32], 0
            while column < 32:
                end = column
                while end < 32 and line[end] == str(level):
                    end += 1
                if end > column:
                    data.append(f"M{column} {row}h{end - column}v1h{column - end}")
                column = max(end, column + 1)
        if data:
            c.add("path", d="".join(data), transform=place,
                  fill=COLOURS["ink"], fill_opacity=level / 7)  # fmt: skip
    c.rect(left, top, 32 * size, 32 * size, stroke="line", radius=0)


def look_up(tokens: str) -> str:
    """Rebuild the pixels from 64 tokens: each token is one 4 x 4 patch of the codebook."""
    rows = [""] * 32
    for i, token in enumerate(tokens):
        code = CODES[16 * int(token, 16) : 16 * int(token, 16) + 16]
        for r in range(4):
            rows[4 * (i // 8) + r] += code[4 * r : 4 * r + 4]
    return "".join(rows)


def draw_toy(lang: str) -> str:
    """Draw two images and what their 64 tokens keep."""
    t = {
        "en": ("soft shape", "strokes", "image", "rebuilt", "9% of the variance lost",
               "56% of the variance lost"),
        "zh": ("柔和的形状", "笔画", "原图", "重建", "方差损失 9%", "方差损失 56%"),
    }[lang]  # fmt: skip
    c = Canvas(560, 466)
    for k, (pixels, tokens) in enumerate(((SHAPE, SHAPE_TOKENS), (STROKES, STROKES_TOKENS))):
        left = 100 + 230 * k
        c.text(left + 96, 14, t[k], weight="600")
        draw_pixels(c, pixels, left, 30, 6)
        draw_pixels(c, look_up(tokens), left, 242, 6)
        c.text(left + 96, 450, t[4 + k], size=14, fill="muted")
    c.text(88, 126, t[2], anchor="end")
    c.text(88, 338, t[3], anchor="end")
    return c.render()


def draw_dataflow(lang: str) -> str:
    """Draw the way from pixels to tokens to the next token's probabilities."""
    t = {
        "en": {
            "image": "image", "enc": "encoder", "vec": "32 × 32 vectors", "near": "nearest of",
            "book": "8,192 codes", "num": "1,024 numbers", "text": "My", "cat": "cat:", "end": "He",
            "boi": "begin", "eoi": "end", "row": "one row of tokens", "model": "one Transformer",
            "out": "next token, out of 65,536:", "p1": "57,344 text and special",
            "p2": "8,192 image",
        },
        "zh": {
            "image": "图像", "enc": "编码器", "vec": "32 × 32 个向量", "near": "最近的码字",
            "book": "共 8192 个", "num": "1024 个整数", "text": "我的", "cat": "猫：", "end": "它",
            "boi": "图始", "eoi": "图终", "row": "一行词元", "model": "同一个 Transformer",
            "out": "下一个词元，65536 选 1：", "p1": "文本与特殊词元 57344",
            "p2": "图像 8192",
        },
    }[lang]  # fmt: skip
    c = Canvas(560, 400)
    c.rect(12, 30, 92, 92, fill="s1-soft", stroke="s1")
    c.circle(40, 58, 13, fill="s5")
    c.polyline([(12, 122), (48, 82), (70, 104), (84, 90), (104, 110), (104, 122)],
               fill="s3", stroke="none", closed=True)  # fmt: skip
    c.text(58, 14, t["image"], weight="600")
    c.text(58, 138, "512 × 512 × 3", size=14, fill="muted")
    c.arrow(108, 76, 196, 76, stroke_width=2)
    c.text(150, 60, t["enc"], size=14)
    for i in range(5):
        for j in range(5):
            c.rect(202 + 18 * j, 32 + 18 * i, 18, 18, fill="s4-soft", stroke="s4", radius=0,
                   stroke_width=1)  # fmt: skip
    c.text(247, 14, t["vec"], weight="600")
    c.text(247, 138, "× 256", size=14, fill="muted")
    c.arrow(296, 76, 418, 76, stroke_width=2)
    c.text(356, 60, t["near"], size=14)
    c.text(356, 94, t["book"], size=14)
    for i, line in enumerate(("5713 88 …", "88 4021 …", "…")):
        c.text(488, 50 + 26 * i, line, mono=True, size=15, fill="s4")
    c.rect(426, 32, 124, 90, stroke="s4")
    c.text(488, 14, t["num"], weight="600")
    c.path("M488 126V164H280V196", stroke="s4", stroke_width=2)
    c.polyline([(280, 204), (275, 194), (285, 194)], fill="s4", stroke="none", closed=True)
    cells = [(t["text"], "s1"), (t["cat"], "s1"), (t["boi"], "s2"), ("5713", "s4"), ("88", "s4"),
             ("…", "s4"), ("4021", "s4"), (t["eoi"], "s2"), (t["end"], "s1")]  # fmt: skip
    for k, (name, colour) in enumerate(cells):
        c.box(16 + 59 * k, 206, 56, 34, name, fill=f"{colour}-soft", stroke=colour, size=14)
    c.text(16, 184, t["row"], anchor="start", weight="600")
    c.arrow(280, 244, 280, 272, stroke_width=2)
    c.box(100, 274, 360, 40, t["model"], fill="paper", stroke="ink", weight="600")
    c.arrow(280, 316, 280, 338, stroke_width=2)
    c.text(16, 331, t["out"], size=14, anchor="start")
    split = 16 + 528 * 57344 / 65536
    c.rect(16, 344, split - 16, 26, fill="s1-soft", stroke="s1", radius=0)
    c.rect(split, 344, 544 - split, 26, fill="s4-soft", stroke="s4", radius=0)
    c.text((16 + split) / 2, 357, t["p1"], size=14)
    c.text(544, 386, t["p2"], size=14, anchor="end", fill="s4")
    return c.render()


def draw_qknorm(lang: str) -> str:
    """Draw the growth of the largest attention logit with and without QK-Norm."""
    t = {
        "en": ("step", "largest attention logit", "without QK-Norm", "with QK-Norm"),
        "zh": ("步数", "最大的注意力 logit", "不用 QK-Norm", "使用 QK-Norm"),
    }[lang]
    c = Canvas(560, 350)
    a = Axes(c, 58, 42, 484, 250, (0, 90), (1, 2000), log_y=True)
    a.draw_frame(
        [(v, str(v)) for v in (0, 30, 60, 90)],
        [(v, str(v)) for v in (1, 10, 100, 1000)],
        x_label=t[0],
    )
    c.text(8, 18, t[1], size=14, anchor="start")
    for ys in WITHOUT:
        a.plot(STEPS, ys, stroke="s2", stroke_width=1.8)
    for ys in WITH:
        a.plot(STEPS, ys, stroke="s3", stroke_width=1.8)
    c.text(a.map_x(60), a.map_y(150), t[2], fill="s2", weight="600")
    c.text(a.map_x(60), a.map_y(40), t[3], fill="s3", weight="600")
    return c.render()


def draw_norms(lang: str) -> str:
    """Draw Llama 2's and Chameleon-34B's order of norms."""
    t = {
        "en": ("Llama 2", "Chameleon-34B", "attention", "feed-forward", "normalize",
               "any length", "fixed length"),
        "zh": ("Llama 2", "Chameleon-34B", "注意力", "前馈网络", "归一化", "长度不限",
               "长度固定"),
    }[lang]  # fmt: skip
    c = Canvas(560, 410)
    for k in range(2):
        x, bx = 44 + 286 * k, 108 + 286 * k
        c.text(x + 100, 16, t[k], weight="600")
        c.arrow(x, 400, x, 36, stroke_width=2.5)
        for j, name in enumerate((t[2], t[3])):
            low = 386 - 178 * j
            first, second = (t[4], name) if k == 0 else (name, t[4])
            c.path(f"M{x} {low}H{bx + 56}V{low - 14}", stroke_width=1.8)
            for row, label in enumerate((first, second)):
                norm = label == t[4]
                box = "s3" if norm else "s1"
                c.box(bx, low - 54 - 54 * row, 112, 38, label, fill=f"{box}-soft", stroke=box)
            c.line(bx + 56, low - 54, bx + 56, low - 70, stroke_width=1.8)
            c.line(bx + 56, low - 108, bx + 56, low - 136, stroke_width=1.8)
            colour = "s2" if k == 0 else "s3"
            c.arrow(bx + 56, low - 136, x + 12, low - 136, stroke=colour, stroke_width=2.2)
            c.circle(x, low - 136, 11, fill="paper", stroke="ink")
            c.text(x, low - 136, "+", weight="600")
            c.text(bx + 56, low - 150, t[5 + k], size=14, fill=colour)
    return c.render()


def draw_decoding(lang: str) -> str:
    """Draw the two states of mixed-modal decoding."""
    t = {
        "en": {
            "text": "text", "image": "image", "may": "allowed:", "b": "text tokens,",
            "c": "end of document,", "d": "begin of image*",
            "e": "image tokens only,", "f": "counted to 1,024", "go": "begin of image",
            "back": "end of image, after 1,024",
            "note": "* only while 1,026 positions are left of 4,096", "stop": "end of document",
        },
        "zh": {
            "text": "文本", "image": "图像", "may": "允许：", "b": "文本词元、",
            "c": "文档结束、", "d": "图像开始*", "e": "只有图像词元，", "f": "数到 1024",
            "go": "图像开始", "back": "满 1024 个，图像结束",
            "note": "* 仅当 4096 个位置里还剩 1026 个", "stop": "文档结束",
        },
    }[lang]  # fmt: skip
    c = Canvas(560, 300)
    c.rect(20, 60, 170, 150, fill="s1-soft", stroke="s1", radius=14)
    c.rect(370, 60, 170, 150, fill="s4-soft", stroke="s4", radius=14)
    c.text(105, 84, t["text"], weight="600")
    c.text(455, 84, t["image"], weight="600")
    for k, name in enumerate((t["may"], t["b"], t["c"], t["d"])):
        c.text(105, 112 + 24 * k, name, size=14, fill="muted" if k == 0 else "ink")
    for k, name in enumerate((t["may"], t["e"], t["f"])):
        c.text(455, 112 + 24 * k, name, size=14, fill="muted" if k == 0 else "ink")
    c.arrow(194, 100, 366, 100, stroke="s2", stroke_width=2)
    c.text(280, 84, t["go"], size=14, fill="s2")
    c.arrow(366, 170, 194, 170, stroke="s2", stroke_width=2)
    c.text(280, 188, t["back"], size=14, fill="s2")
    c.path("M60 60V38H150V50", stroke="s1", stroke_width=1.8)
    c.polyline([(150, 58), (145, 48), (155, 48)], fill="s1", stroke="none", closed=True)
    c.path("M410 60V38H500V50", stroke="s4", stroke_width=1.8)
    c.polyline([(500, 58), (495, 48), (505, 48)], fill="s4", stroke="none", closed=True)
    c.text(105, 22, t["b"].rstrip(",、"), size=14, fill="s1")
    c.text(455, 22, "1 … 1,024" if lang == "en" else "1 … 1024", size=14, fill="s4")
    c.arrow(105, 212, 105, 246, stroke_width=2)
    c.text(105, 260, t["stop"], size=14)
    c.text(544, 284, t["note"], size=14, fill="muted", anchor="end")
    return c.render()


FIGURES = {
    "dataflow": draw_dataflow,
    "toy": draw_toy,
    "qknorm": draw_qknorm,
    "norms": draw_norms,
    "decoding": draw_decoding,
}
