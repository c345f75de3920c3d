"""Figures of the article on generators."""

from __future__ import annotations

from scripts.figures.canvas import Canvas

# What the article's `averager` answers: call, what comes out, waiting line, total, count,
# mean. A test of the interactive element compares this table with the running generator.
TRACE = (
    ("next(g)", "None", "7", "0", "0", "None"),
    ("g.send(10)", "10.0", "7", "10", "1", "10.0"),
    ("g.send(20)", "15.0", "7", "30", "2", "15.0"),
    ("g.throw(ValueError())", "'reset'", "11", "0", "0", "None"),
    ("next(g)", "None", "7", "0", "0", "None"),
    ("g.send(6)", "6.0", "7", "6", "1", "6.0"),
    ("g.close()", "None", "", "", "", ""),
)

TEXT = {
    "en": {
        "caller": "caller",
        "generator": "generator",
        "line": "line",
        "closed": "closed, frame gone",
        "created": "not started",
        "suspended": "waits at a yield",
        "running": "executes code",
        "over": "frame gone",
        "end": "return, exception",
        "call": "call of the function",
        "stack": "thread's stack",
        "heap": "heap: generator object",
        "module": "frame: module",
        "resumer": "frame: caller",
        "header": "refcount, type",
        "state": "name, state",
        "frame": "frame",
        "code": "code: averager",
        "next": "next instruction: line 7",
        "eval": "evaluation stack",
        "link": "only while it runs",
        "locals": "local variables",
        "outer": "outer",
        "inner": "inner",
        "waits": "waits in yield from",
        "in": "next, send, throw, close",
        "out": "yielded values",
        "value": "return value",
        "becomes": "value of the yield from expression",
        "lists": "lists: stage by stage",
        "gens": "generators: item by item",
        "read": "read",
        "parse": "parse",
        "use": "use",
        "time": "time",
        "alive": "held",
    },
    "zh": {
        "caller": "调用方",
        "generator": "生成器",
        "line": "行",
        "closed": "已关闭，帧已释放",
        "created": "尚未开始",
        "suspended": "停在某个 yield",
        "running": "正在执行代码",
        "over": "帧已释放",
        "end": "return、异常",
        "call": "调用函数",
        "stack": "线程的栈",
        "heap": "堆：生成器对象",
        "module": "帧：模块",
        "resumer": "帧：调用方",
        "header": "引用计数、类型",
        "state": "名字、状态",
        "frame": "帧",
        "code": "代码：averager",
        "next": "下一条指令：第 7 行",
        "eval": "求值栈",
        "link": "只在运行时才有",
        "locals": "局部变量",
        "outer": "外层",
        "inner": "内层",
        "waits": "停在 yield from",
        "in": "next、send、throw、close",
        "out": "产出的值",
        "value": "返回值",
        "becomes": "成为 yield from 表达式的值",
        "lists": "列表：逐个阶段",
        "gens": "生成器：逐个元素",
        "read": "读取",
        "parse": "解析",
        "use": "使用",
        "time": "时间",
        "alive": "在内存",
    },
}


def draw_steps(lang: str) -> str:
    """Draw a sequence of calls, what they bring back and the frame after each."""
    words = TEXT[lang]
    c = Canvas(560, 392)
    left, right, top, pitch = 190.0, 312.0, 60.0, 48.0
    columns = (344.0, 400.0, 456.0, 520.0)
    c.text(left, 16, words["caller"], weight="600", size=14)
    c.text(right, 16, words["generator"], weight="600", size=14)
    for x, name in zip(columns, (words["line"], "total", "count", "mean"), strict=True):
        c.text(x, 40, name, size=14, mono=name != words["line"], fill="muted")
    c.line(left, 30, left, 384, stroke="line", stroke_width=2)
    c.line(right, 30, right, 384, stroke="line", stroke_width=2)
    for i, (call, out, *frame) in enumerate(TRACE):
        y = top + i * pitch
        c.text(left - 10, y, call, size=14, mono=True, anchor="end")
        c.arrow(left, y, right - 3, y, stroke="s1", stroke_width=2)
        c.arrow(right, y + 22, left + 3, y + 22, stroke="s3", stroke_width=2, dash="dashed")
        c.text((left + right) / 2, y + 11, out, size=14, mono=True, fill="s3")
        if not frame[0]:
            c.text(326, y + 22, words["closed"], size=14, anchor="start", fill="muted")
            continue
        changed = frame[0] == "11"
        c.rect(318, y + 9, 238, 26, fill="s2-soft" if changed else "s1-soft", stroke="none")
        for x, value in zip(columns, frame, strict=True):
            c.text(x, y + 22, value, size=14, mono=True)
    return c.render()


def draw_states(lang: str) -> str:
    """Draw the four states of a generator and the calls that lead between them."""
    words = TEXT[lang]
    c = Canvas(560, 340)

    def draw_state(x: float, y: float, name: str, note: str, colour: str) -> None:
        c.rect(x, y, 160, 54, fill=f"{colour}-soft", stroke=colour, radius=10)
        c.text(x + 80, y + 18, name, size=14, mono=True, weight="600")
        c.text(x + 80, y + 38, note, size=14)

    draw_state(10, 56, "GEN_CREATED", words["created"], "s5")
    draw_state(390, 56, "GEN_SUSPENDED", words["suspended"], "s1")
    draw_state(200, 170, "GEN_RUNNING", words["running"], "s3")
    draw_state(200, 276, "GEN_CLOSED", words["over"], "s6")
    c.text(90, 14, words["call"], size=14, fill="muted")
    c.arrow(90, 24, 90, 53, stroke="muted")
    c.arrow(150, 110, 218, 167, stroke="s5", stroke_width=2)
    c.text(196, 120, "next", size=14, mono=True, anchor="start")
    c.text(196, 138, "send(None)", size=14, mono=True, anchor="start")
    c.arrow(330, 170, 408, 113, stroke="s3", stroke_width=2)
    c.text(352, 134, "yield", size=14, mono=True, anchor="end")
    c.path("M480 110 V197 H368", stroke="s1", stroke_width=2)
    c.arrow(380, 197, 363, 197, stroke="s1", stroke_width=2)
    for i, name in enumerate(("next", "send", "throw", "close")):
        c.text(490, 128 + 19 * i, name, size=14, mono=True, anchor="start")
    c.arrow(280, 224, 280, 273, stroke="s3", stroke_width=2)
    c.text(292, 249, words["end"], size=14, anchor="start")
    c.path("M60 110 V303 H188", stroke="s5", stroke_width=2)
    c.arrow(180, 303, 197, 303, stroke="s5", stroke_width=2)
    c.text(70, 190, "throw", size=14, mono=True, anchor="start")
    c.text(70, 209, "close", size=14, mono=True, anchor="start")
    return c.render()


def draw_frame(lang: str) -> str:
    """Draw the thread's stack beside a generator object that holds its own frame."""
    words = TEXT[lang]
    c = Canvas(560, 356)
    c.text(95, 18, words["stack"], weight="600")
    c.box(10, 36, 170, 48, words["module"], fill="s5-soft", stroke="s5", size=14)
    c.box(10, 88, 170, 48, words["resumer"], fill="s5-soft", stroke="s5", size=14)

    x, width, row = 280.0, 270.0, 30.0
    c.text(x + width / 2, 18, words["heap"], weight="600")
    c.rect(x, 34, width, 314, stroke="s1", stroke_width=2.5, radius=6)
    for i, name in enumerate(("header", "state")):
        c.rect(x + 10, 42 + i * row, width - 20, row, fill="s1-soft", stroke="s1", radius=0)
        c.text(x + width / 2, 42 + (i + 0.5) * row, words[name], size=14)
    c.text(x + 14, 118, words["frame"], size=14, weight="600", anchor="start", fill="s3")
    top = 130.0
    for i, name in enumerate(("code", "next")):
        c.rect(x + 10, top + i * row, width - 20, row, fill="s3-soft", stroke="s3", radius=0)
        c.text(x + width / 2, top + (i + 0.5) * row, words[name], size=14)
    top += 2 * row
    for i, (name, value) in enumerate(
        (("total", "30"), ("count", "2"), ("mean", "15.0"), ("x", "20"))
    ):
        y = top + i * row
        c.rect(x + 10, y, width - 20, row, fill="s3-soft", stroke="s3", radius=0)
        c.text(x + 60, y + row / 2, name, size=14, mono=True)
        c.line(x + 110, y, x + 110, y + row, stroke="s3")
        c.text(x + 185, y + row / 2, value, size=14, mono=True)
    y = top + 4 * row
    c.rect(x + 10, y, width - 20, row, fill="none", stroke="s3", radius=0)
    c.text(x + width / 2, y + row / 2, words["eval"], size=14)
    c.text(x - 14, top + 2 * row, words["locals"], size=14, anchor="end", fill="muted")
    c.path(f"M{x - 6:g} {top + 4:g} h-4 v{4 * row - 8:g} h4", stroke="muted")
    c.arrow(x + 8, 145, 184, 116, stroke="s2", stroke_width=2, dash="dashed")
    c.text(x - 14, 158, words["link"], size=14, anchor="end", fill="s2")
    return c.render()


def draw_delegation(lang: str) -> str:
    """Draw the two-way line that yield from opens through the outer generator."""
    words = TEXT[lang]
    c = Canvas(560, 262)
    c.box(8, 60, 84, 120, words["caller"], fill="s5-soft", stroke="s5")
    c.rect(204, 40, 160, 160, fill="s1-soft", stroke="s1", radius=8)
    c.text(284, 58, words["outer"], weight="600")
    c.box(460, 60, 92, 120, words["inner"], fill="s3-soft", stroke="s3")
    c.rect(212, 78, 144, 78, fill="paper", stroke="line")
    c.text(284, 117, words["waits"], size=14, fill="muted")
    c.text(280, 16, words["in"], size=14, fill="s1")
    c.arrow(92, 92, 457, 92, stroke="s1", stroke_width=2.4)
    c.arrow(460, 142, 95, 142, stroke="s3", stroke_width=2.4)
    c.text(148, 160, words["out"], size=14, fill="s3")
    c.path("M506 180 V222 H280 V210", stroke="s2", stroke_width=2.4, dash="dashed")
    c.arrow(280, 216, 280, 202, stroke="s2", stroke_width=2.4)
    c.text(400, 208, words["value"], size=14, fill="s2")
    c.text(280, 244, words["becomes"], size=14, fill="s2")
    return c.render()


def draw_order(lang: str) -> str:
    """Draw which item is in which stage at which time, with lists and with generators."""
    words = TEXT[lang]
    c = Canvas(560, 388)
    left, cell, stages = 92.0, 38.0, ("read", "parse", "use")
    colours = ("s1", "s2", "s3", "s4")

    def draw_grid(top: float, title: str, place: dict[tuple[int, int], int],
                  alive: tuple[int, ...]) -> None:  # fmt: skip
        c.text(left, top - 16, title, weight="600", anchor="start")
        for s, stage in enumerate(stages):
            c.text(left - 10, top + (s + 0.5) * cell, words[stage], size=14, anchor="end")
            for t in range(12):
                item = place.get((s, t))
                x, y = left + t * cell, top + s * cell
                c.rect(x, y, cell, cell, stroke="line", stroke_width=1, radius=0)
                if item is not None:
                    colour = colours[item]
                    c.rect(x + 3, y + 3, cell - 6, cell - 6, fill=f"{colour}-soft",
                           stroke=colour)  # fmt: skip
                    c.text(x + cell / 2, y + cell / 2, str(item + 1), size=15, weight="600")
        y = top + 3 * cell + 14
        c.text(left - 10, y, words["alive"], size=14, anchor="end", fill="muted")
        for t, number in enumerate(alive):
            c.text(left + (t + 0.5) * cell, y, str(number), size=14, fill="muted")

    by_stage = {(t // 4, t): t % 4 for t in range(12)}
    by_item = {(t % 3, t): t // 3 for t in range(12)}
    draw_grid(40, words["lists"], by_stage, (1, 2, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4))
    draw_grid(220, words["gens"], by_item, (1,) * 12)
    c.text(left, 375, words["time"], size=14, anchor="start", fill="muted")
    c.arrow(left + 44, 375, 548, 375, stroke="muted")
    return c.render()


FIGURES = {
    "steps": draw_steps,
    "states": draw_states,
    "frame": draw_frame,
    "delegation": draw_delegation,
    "order": draw_order,
}
