"""Figures of the article on pdb."""

from __future__ import annotations

import sys
from types import CodeType, FrameType
from typing import Any

from scripts.figures.canvas import Canvas

# The two files of the article, without imports; line numbers as there.
METRICS = """

def count_hits(predicted, labels):
    hits = 0
    for p, y in zip(predicted, labels):
        if p == y:
            hits += 1
    return hits


def accuracy(predicted, labels):
    hits = count_hits(predicted, labels)
    return hits / len(labels)
"""
EVALUATE = """
PREDICTED = [1, 0, 2, 2, 1, 0, 2, 1, 0, 1]
LABELS = [1, 0, 2, 1, 1, 0, 2, 1, 2, 2]


def evaluate(predicted, labels, size=4):
    scores = []
    for start in range(0, len(predicted), size):
        stop = start + size
        score = accuracy(predicted[start:stop], labels[start:stop])
        scores.append(score)
    return sum(scores) / len(scores)


def main(keep=10):
    mean = evaluate(PREDICTED, LABELS[:keep])
    print(f"accuracy {mean:.3f}")
    return mean
"""
PROGRAM = {"metrics.py": (2, METRICS), "evaluate.py": (5, EVALUATE)}  # first line, text

TEXT = {
    "en": {
        "older": "older: the callers",
        "newer": "newest: runs next",
        "up": "u",
        "down": "d",
        "current": "current frame: p, ll, a look here",
        "locals": "its local variables",
        "loop": "interpreter: runs bytecode",
        "events": "call   line   return   exception",
        "bdb": "Bdb: stop here?",
        "q1": "a breakpoint on this line, condition true?",
        "q2": "the frame that s, n, r or until waits for?",
        "event": "each event",
        "no": "no: return at once",
        "pdb": "Pdb: read and run commands",
        "pdb2": "p, w, u, d … then s, n, r, c",
        "yes": "yes",
        "off": "3.14: no interest in this\nplace, switch it off",
        "place": "stop",
        "source": "runs next",
        "new": "new here",
        "end": "end",
        "return": "return",
    },
    "zh": {
        "older": "较旧：调用者",
        "newer": "最新：接着运行的",
        "up": "u",
        "down": "d",
        "current": "当前帧：p、ll、a 看的是这里",
        "locals": "各自的局部变量",
        "loop": "解释器：执行字节码",
        "events": "call   line   return   exception",
        "bdb": "Bdb：要停在这里吗？",
        "q1": "这一行有断点，且条件为真？",
        "q2": "是 s、n、r、until 在等的那个帧？",
        "event": "每个事件",
        "no": "不停：立刻返回",
        "pdb": "Pdb：读命令、执行命令",
        "pdb2": "p、w、u、d…… 然后 s、n、r、c",
        "yes": "停",
        "off": "3.14：这个位置用不着，\n就地关掉",
        "place": "停在",
        "source": "接着运行",
        "new": "新的值",
        "end": "结束",
        "return": "返回",
    },
}

FRAMES = (
    ("<module>", "evaluate.py:26", "PREDICTED, LABELS, main, …"),
    ("main", "evaluate.py:20", "keep=10"),
    ("evaluate", "evaluate.py:14", "size=4, start=0, stop=4, scores=[]"),
    ("accuracy", "metrics.py:14", "hits=3, labels=[1, 0, 2, 1], …"),
)


def record() -> list[str]:
    """Run `main()` and return its events: kind, function, line, and what changed.

    Kinds are c(all), l(ine) and r(eturn); the last part lists new or changed local variables,
    or the value returned, separated by semicolons.
    """
    space: dict[str, Any] = {"print": lambda *_: None}
    codes: set[CodeType] = set()
    for name, (first, text) in PROGRAM.items():
        exec(compile("\n" * (first - 1) + text, name, "exec"), space)
    for function in ("count_hits", "accuracy", "evaluate", "main"):
        codes.add(space[function].__code__)
    events: list[str] = []
    known: dict[FrameType, dict[str, str]] = {}

    def trace(frame: FrameType, event: str, arg: object) -> Any:
        if frame.f_code not in codes:
            return None
        old = known.setdefault(frame, {})
        new = {k: repr(v) for k, v in frame.f_locals.items()}
        changed = [f"{k}={v}" for k, v in new.items() if old.get(k) != v]
        known[frame] = new
        if event == "return":
            changed.append(f"->{arg!r}")
        line = f"{event[0]} {frame.f_code.co_name} {frame.f_lineno}"
        events.append(" ".join([line, *([";".join(changed)] if changed else [])]))
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        space["main"]()
    finally:
        sys.settrace(before)
    return events


def draw_steps(lang: str) -> str:
    """Draw the first stops that s makes, with the line that runs next and what is new."""
    words = TEXT[lang]
    events = record()
    first = next(i for i, e in enumerate(events) if e.startswith("l evaluate 14"))
    lines = {
        (name, number): text
        for name, (start, source) in PROGRAM.items()
        for number, text in enumerate(source.split("\n"), start=start)
    }
    c = Canvas(560, 372)
    for x, head in ((8, words["place"]), (150, words["source"]), (430, words["new"])):
        c.text(x, 16, head, anchor="start", fill="muted", size=14)
    depths = {"evaluate": 0, "accuracy": 1, "count_hits": 2}
    fills = ("s1-soft", "s2-soft", "s3-soft")
    for row, event in enumerate(events[first : first + 12]):
        kind, name, number, *rest = event.split(" ", 3)
        file = "evaluate.py" if name == "evaluate" else "metrics.py"
        y = 44 + row * 28
        c.rect(4, y - 13, 136, 26, fill=fills[depths[name]], stroke="none")
        c.text(8, y, f"{name}:{number}", anchor="start", mono=True, size=14)
        text = lines[file, int(number)].strip()
        text = text if len(text) <= 31 else text[:30] + "…"
        c.text(150, y, text, anchor="start", mono=True, size=14)
        new = rest[0].split(";") if rest and kind == "l" and row else []
        c.text(430, y, "--Call--" if kind == "c" else " ".join(new), anchor="start",
               mono=True, size=14, fill="s4" if kind == "c" else "ink")  # fmt: skip
    return c.render()


def draw_stack(lang: str) -> str:
    """Draw the four frames at the stop in accuracy, with u and d."""
    words = TEXT[lang]
    c = Canvas(560, 284)
    left, width, height, step = 86.0, 464.0, 46.0, 58.0
    c.text(left, 16, words["older"], anchor="start", fill="muted", size=14)
    c.text(left + width, 16, words["locals"], anchor="end", fill="muted", size=14)
    for i, (name, place, values) in enumerate(FRAMES):
        y = 32 + i * step
        last = i == len(FRAMES) - 1
        c.rect(left, y, width, height, fill="s2-soft" if last else "s1-soft",
               stroke="s2" if last else "s1", stroke_width=2.5 if last else 1.5)  # fmt: skip
        c.text(left + 10, y + 15, name, anchor="start", mono=True, size=15, weight="700")
        c.text(left + 10, y + 34, place, anchor="start", mono=True, size=14, fill="muted")
        c.text(left + width - 10, y + 24, values, anchor="end", mono=True, size=14)
        if i:
            c.arrow(left + 150, y - (step - height), left + 150, y - 1, stroke="muted")
    bottom = 32 + 3 * step + height / 2
    c.arrow(66, bottom - 6, 66, bottom - step + 8, stroke="s3", stroke_width=2.5, head=10)
    c.text(52, bottom - step / 2, words["up"], fill="s3", weight="700", size=17, mono=True)
    c.arrow(30, bottom - step + 8, 30, bottom - 6, stroke="s4", stroke_width=2.5, head=10)
    c.text(16, bottom - step / 2, words["down"], fill="s4", weight="700", size=17, mono=True)
    y = 32 + 4 * step
    c.text(left, y + 6, words["newer"], anchor="start", fill="muted", size=14)
    c.text(left + width, y + 6, words["current"], anchor="end", fill="s2", size=14)
    return c.render()


def _arc(c: Canvas, x1: float, x2: float, y: float, top: float, colour: str) -> None:
    """Draw an arc from x1 to x2 above y with an arrow head that points down."""
    c.path(f"M {x1} {y} C {x1} {top}, {x2} {top}, {x2} {y - 8}", stroke=colour, stroke_width=2.5)
    c.arrow(x2, y - 9, x2, y, stroke=colour, stroke_width=2.5, head=10)


def draw_moves(lang: str) -> str:
    """Draw which events s, n, r, until and c run over."""
    words = TEXT[lang]
    c = Canvas(560, 292)
    rows = {"evaluate": 126.0, "accuracy": 192.0, "count_hits": 252.0}
    for name, y in rows.items():
        c.text(4, y, name, anchor="start", mono=True, size=14)
        c.line(96, y, 552, y, stroke="line", stroke_width=1)
    top, middle, low = rows.values()
    for a, b, y1, y2 in (
        (112, 132, top, middle), (152, 172, middle, low), (244, 256, low, middle),
        (276, 300, middle, top), (384, 390, top, middle), (414, 420, middle, top),
        (468, 474, top, middle), (494, 500, middle, top),
    ):  # fmt: skip
        c.line(a, y1, b, y2, stroke="muted", dash="dotted")
    for x1, x2, y in ((390, 414, middle), (474, 494, middle), (396, 408, low), (479, 489, low)):
        c.line(x1, y, x2, y, stroke="muted", stroke_width=6)
    for x in (360, 372, 384, 420, 444, 456, 468, 500, 512):
        c.line(x, top - 5, x, top + 5, stroke="muted", stroke_width=2)
    for i in range(14):  # the lines of count_hits in the first batch
        at = 172 + 5.5 * i
        c.line(at, low - 5, at, low + 5, stroke="muted", stroke_width=2)
    for x, y, shift, label in (
        (112, top, -12, "14"), (300, top, 14, "15"), (524, top, -6, "16"),
        (132, middle, -8, "12"), (152, middle, -3, "13"), (256, middle, 11, "14"),
    ):  # fmt: skip
        c.circle(x, y, 5, fill="ink")
        c.text(x + shift, y + 18, label, size=14, fill="muted")
    c.circle(276, middle, 5, fill="paper", stroke="ink", stroke_width=2)
    c.text(286, middle + 18, words["return"], size=14, fill="muted", anchor="start")
    c.text(558, top + 18, words["end"], size=14, fill="muted", anchor="end")
    _arc(c, 112, 298, top - 10, 24, "s1")
    c.text(205, 34, "n", fill="s1", weight="700", mono=True, size=17)
    _arc(c, 304, 522, top - 10, 24, "s3")
    c.text(413, 34, "until", fill="s3", weight="700", mono=True, size=17)
    c.arrow(115, top + 30, 129, middle - 10, stroke="s2", stroke_width=2.5, head=10)
    c.text(108, 170, "s", fill="s2", weight="700", mono=True, size=17)
    _arc(c, 154, 274, middle - 9, 146, "s4")
    c.text(214, 146, "r", fill="s4", weight="700", mono=True, size=17)
    c.arrow(531, top, 553, top, stroke="s5", stroke_width=2.5, head=10)
    c.text(542, top - 16, "c", fill="s5", weight="700", mono=True, size=17)
    return c.render()


def draw_layers(lang: str) -> str:
    """Draw interpreter, Bdb and Pdb and what passes between them."""
    words = TEXT[lang]
    c = Canvas(560, 356)
    left, width = 20.0, 350.0
    mid = left + width / 2
    c.rect(left, 10, width, 68, fill="s2-soft", stroke="s2")
    c.text(mid, 31, words["pdb"], weight="700")
    c.text(mid, 56, words["pdb2"], size=14)
    c.rect(left, 132, width, 92, fill="s1-soft", stroke="s1")
    c.text(mid, 151, words["bdb"], weight="700")
    c.text(mid, 178, words["q1"], size=14)
    c.text(mid, 203, words["q2"], size=14)
    c.rect(left, 282, width, 62, fill="s3-soft", stroke="s3")
    c.text(mid, 301, words["loop"], weight="700")
    c.text(mid, 326, words["events"], size=14, mono=True)
    c.arrow(mid - 60, 132, mid - 60, 80, stroke="ink", stroke_width=2)
    c.text(mid - 72, 106, words["yes"], anchor="end", size=14)
    c.arrow(mid + 60, 80, mid + 60, 131, stroke="ink", stroke_width=2)
    c.text(mid + 72, 106, "s  n  r  c", anchor="start", size=14, mono=True)
    c.arrow(mid - 60, 282, mid - 60, 226, stroke="ink", stroke_width=2)
    c.text(mid - 72, 254, words["event"], anchor="end", size=14)
    c.arrow(mid + 60, 224, mid + 60, 281, stroke="ink", stroke_width=2)
    c.text(mid + 72, 254, words["no"], anchor="start", size=14)
    c.path("M 370 172 L 470 172 L 470 205", stroke="s4", stroke_width=2, dash="dashed")
    c.path("M 470 262 L 470 312", stroke="s4", stroke_width=2, dash="dashed")
    c.arrow(470, 313, 372, 313, stroke="s4", stroke_width=2, dash="dashed")
    for i, line in enumerate(words["off"].split("\n")):
        c.text(552, 222 + 22 * i, line, anchor="end", size=14, fill="s4")
    c.text(463, 190, "DISABLE", anchor="end", size=14, mono=True, fill="s4")
    return c.render()


FIGURES = {
    "stack": draw_stack,
    "moves": draw_moves,
    "steps": draw_steps,
    "layers": draw_layers,
}
