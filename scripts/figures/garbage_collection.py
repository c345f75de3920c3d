"""Figures of the article on garbage collection, and the traced algorithm behind them."""

from __future__ import annotations

import math
from typing import TypedDict

from scripts.figures.canvas import Canvas

TEXT = {
    "en": {
        "copy": "1. copy the counts",
        "subtract": "2. subtract inner references",
        "aside": "3. zero: set aside",
        "back": "what e reaches comes back",
        "variable": "variable",
        "garbage": "garbage",
        "aside_short": "set aside",
        "alive": "alive",
        "new": "new objects",
        "gen0": "generation 0",
        "gen1": "generation 1",
        "gen2": "generation 2",
        "when0": ["collected when", "allocations −", "deallocations", "> 2000"],
        "when1": ["collected after", "more than 10", "collections of", "generation 0"],
        "when2": [
            "after > 10 collections",
            "of generation 1, and",
            "only once it has",
            "grown by a quarter",
        ],
        "survive": "survive",
        "permanent": "permanent generation, never examined",
        "exception": "exception",
        "traceback": "traceback",
        "frame": "frame of load",
        "data": "data",
        "large": "kept alive too",
        "local": "local variable",
    },
    "zh": {
        "copy": "1. 抄下引用计数",
        "subtract": "2. 减去来自内部的引用",
        "aside": "3. 为零的先放一边",
        "back": "从 e 够得着的再请回来",
        "variable": "变量",
        "garbage": "垃圾",
        "aside_short": "待定",
        "alive": "存活",
        "new": "新对象",
        "gen0": "第 0 代",
        "gen1": "第 1 代",
        "gen2": "第 2 代",
        "when0": ["分配数 − 释放数", "> 2000 时回收"],
        "when1": ["第 0 代回收", "超过 10 次后", "回收"],
        "when2": ["第 1 代回收超过", "10 次，且新增对象", "达到四分之一", "才回收"],
        "survive": "存活",
        "permanent": "永久代，从不检查",
        "exception": "异常",
        "traceback": "回溯",
        "frame": "load 的栈帧",
        "data": "data",
        "large": "也跟着活着",
        "local": "局部变量",
    },
}  # fmt: skip

GRAPH = {"a": "b", "b": "ac", "c": "d", "d": "c", "e": "c"}
OUTSIDE = {"e": 1}


class Step(TypedDict):
    """The state after one step; `node` is the object looked at, `moved` what it brought back."""

    phase: str
    node: str
    moved: str
    refs: dict[str, int]
    young: str
    unreachable: str


class Trace(TypedDict):
    """What counting frees, what the collector does with the rest, and what is garbage."""

    freed: str
    counts: dict[str, int]
    steps: list[Step]
    garbage: str


def trace_collection(graph: dict[str, str], outside: dict[str, int]) -> Trace:
    """Trace CPython's deduce_unreachable on named objects, one step per object."""
    counts = {node: outside.get(node, 0) for node in graph}
    for targets in graph.values():
        for target in targets:
            counts[target] += 1
    freed = ""
    while dead := "".join(node for node, r in counts.items() if r == 0):
        for node in dead:
            freed += node
            del counts[node]
            for target in graph[node]:
                counts[target] -= 1
    refs = dict(counts)
    young, aside = "".join(counts), ""
    steps: list[Step] = []

    def record(phase: str, node: str = "", moved: str = "") -> None:
        steps.append(
            {"phase": phase, "node": node, "moved": moved, "refs": dict(refs), "young": young,
             "unreachable": aside}
        )  # fmt: skip

    record("copy")
    for node in young:
        for target in graph[node]:
            refs[target] -= 1
        record("subtract", node)
    i = 0
    while i < len(young):
        node, moved = young[i], ""
        if refs[node] == 0:
            young, aside = young[:i] + young[i + 1 :], aside + node
        else:
            for target in graph[node]:
                if target in aside:
                    aside, young = aside.replace(target, ""), young + target
                    moved += target
                    refs[target] = 1
                elif refs[target] == 0:
                    refs[target] = 1
            i += 1
        record("scan", node, moved)
    return {"freed": freed, "counts": counts, "steps": steps, "garbage": aside}


PLACES = {"a": (40.0, 44.0), "e": (135.0, 44.0), "b": (40.0, 124.0), "c": (135.0, 124.0),
          "d": (230.0, 124.0)}  # fmt: skip
RADIUS = 22.0


def _draw_edge(c: Canvas, start: tuple[float, float], end: tuple[float, float], bend: float,
               stroke: str) -> None:  # fmt: skip
    """Draw an arrow between two circles, moved sideways by `bend`."""
    angle = math.atan2(end[1] - start[1], end[0] - start[0])
    ux, uy = math.cos(angle), math.sin(angle)
    off = (-uy * bend, ux * bend)
    gap = math.sqrt(RADIUS**2 - bend**2) + 2
    c.arrow(start[0] + ux * gap + off[0], start[1] + uy * gap + off[1],
            end[0] - ux * gap + off[0], end[1] - uy * gap + off[1], stroke=stroke)  # fmt: skip


def _draw_state(c: Canvas, left: float, top: float, step: Step, colours: dict[str, str],
                variable: str) -> None:  # fmt: skip
    """Draw the graph with the gc_refs of one step."""
    at = {n: (x + left, y + top) for n, (x, y) in PLACES.items()}
    for node, targets in GRAPH.items():
        for target in targets:
            both = node in GRAPH[target]
            _draw_edge(c, at[node], at[target], 7 if both else 0, "muted")
    x, y = at["e"]
    c.arrow(x + 66, y, x + RADIUS + 2, y, stroke="ink", stroke_width=2)
    c.text(x + 70, y, variable, size=14, anchor="start", fill="muted")
    for node, (x, y) in at.items():
        colour = colours.get(node, "s1")
        c.circle(x, y, RADIUS, fill=f"{colour}-soft", stroke=colour, stroke_width=2)
        c.text(x, y - 8, node, size=14, weight="700")
        c.text(x, y + 9, str(step["refs"][node]), size=15)


def draw_steps(lang: str) -> str:
    """Draw four moments of the collection of the five objects."""
    words = TEXT[lang]
    c = Canvas(560, 440)
    steps = trace_collection(GRAPH, OUTSIDE)["steps"]
    moments = [
        (steps[0], "copy", {}),
        (steps[5], "subtract", {}),
        (steps[9], "aside", dict.fromkeys("abcd", "s5")),
        (steps[12], "back", dict.fromkeys("ab", "s6") | dict.fromkeys("cde", "s3")),
    ]
    for i, (step, title, colours) in enumerate(moments):
        left, top = 4.0 + 284 * (i % 2), 10.0 + 206 * (i // 2)
        c.text(left + 4, top + 8, str(words[title]), anchor="start", size=15, weight="600")
        _draw_state(c, left, top + 28, step, colours, str(words["variable"]))
    for i, (word, colour) in enumerate((("aside_short", "s5"), ("alive", "s3"), ("garbage", "s6"))):
        x = 130.0 + 120 * i
        c.rect(x, 415, 16, 16, fill=f"{colour}-soft", stroke=colour)
        c.text(x + 24, 423, str(words[word]), anchor="start", size=14)
    return c.render()


def draw_generations(lang: str) -> str:
    """Draw the three generations, their triggers and the permanent one."""
    words = TEXT[lang]
    c = Canvas(560, 300)
    boxes = [(8.0, 136.0, "s1"), (196.0, 144.0, "s5"), (392.0, 160.0, "s3")]
    c.text(76, 14, str(words["new"]), size=14, fill="muted")
    c.arrow(76, 26, 76, 52, stroke="ink")
    for g, (x, width, colour) in enumerate(boxes):
        c.rect(x, 54, width, 62, fill=f"{colour}-soft", stroke=colour, stroke_width=2)
        c.text(x + width / 2, 85, str(words[f"gen{g}"]), size=16, weight="600")
        for i, line in enumerate(words[f"when{g}"]):
            c.text(x + width / 2, 138 + 20 * i, line, size=14, fill="muted")
    for x1, x2 in ((144.0, 194.0), (340.0, 390.0)):
        c.arrow(x1, 85, x2, 85, stroke="ink", stroke_width=2)
        c.text((x1 + x2) / 2, 40, str(words["survive"]), size=14, fill="muted")
    c.rect(8, 250, 544, 40, stroke="muted", dash="dashed")
    c.text(280, 270, str(words["permanent"]), size=15, fill="muted")
    c.arrow(472, 216, 472, 248, stroke="muted", dash="dashed")
    c.text(464, 230, "gc.freeze()", size=14, mono=True, anchor="end", fill="muted")
    return c.render()


def draw_traceback(lang: str) -> str:
    """Draw the cycle of an exception, its traceback and the frame that stored it."""
    words = TEXT[lang]
    c = Canvas(560, 220)
    c.box(8, 20, 150, 50, str(words["exception"]), fill="s6-soft", stroke="s6")
    c.box(400, 20, 150, 50, str(words["traceback"]), fill="s1-soft", stroke="s1")
    c.box(400, 145, 150, 50, str(words["frame"]), fill="s1-soft", stroke="s1")
    c.box(8, 145, 150, 50, str(words["data"]), fill="s5-soft", stroke="s5")
    c.arrow(158, 45, 398, 45, stroke="ink", stroke_width=2)
    c.text(278, 30, "__traceback__", size=14, mono=True)
    c.arrow(475, 70, 475, 143, stroke="ink", stroke_width=2)
    c.text(465, 106, "tb_frame", size=14, mono=True, anchor="end")
    c.arrow(400, 152, 128, 72, stroke="ink", stroke_width=2)
    c.text(236, 84, "error", size=14, mono=True, anchor="start")
    c.arrow(400, 176, 160, 176, stroke="ink", stroke_width=2)
    c.text(280, 192, "data", size=14, mono=True)
    c.text(83, 209, str(words["large"]), size=14, fill="muted")
    return c.render()


FIGURES = {"steps": draw_steps, "generations": draw_generations, "traceback": draw_traceback}
