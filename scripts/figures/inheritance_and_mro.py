"""C3 merges step by step, and the figures of the article on inheritance and the MRO."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from scripts.figures.canvas import Canvas

Tree = dict[str, tuple[str, ...]]  # class -> its bases, bases before the classes that use them


class Step(TypedDict):
    """One head looked at: where it stands, in which lists' tails it occurs, what is left."""

    lists: list[list[str]]  # before the step
    index: int  # the list whose head is tried
    head: str
    blocked: list[int]  # lists that hold the head in their tail; none: it is taken


class Merge(TypedDict):
    """A merge: its steps, and the order found or the heads among which none is good."""

    steps: list[Step]
    order: list[str] | None
    stuck: list[str]


def parse_tree(text: str) -> Tree:
    """Read `A; B: A; C: A B`: a class without bases has the base object."""
    tree: Tree = {"object": ()}
    for item in text.split(";"):
        name, _, bases = item.partition(":")
        tree[name.strip()] = tuple(bases.split()) or ("object",)
    return tree


def merge_steps(lists: Sequence[Sequence[str]]) -> Merge:
    """Merge the lists as C3 does and record every head that is tried."""
    rest = [list(names) for names in lists]
    steps: list[Step] = []
    order: list[str] = []
    while any(rest):
        for i, names in enumerate(rest):
            if not names:
                continue
            head = names[0]
            blocked = [j for j, other in enumerate(rest) if head in other[1:]]
            steps.append(
                {"lists": [list(x) for x in rest], "index": i, "head": head, "blocked": blocked}
            )
            if not blocked:
                break
        else:
            stuck = list(dict.fromkeys(names[0] for names in rest if names))
            return {"steps": steps, "order": None, "stuck": stuck}
        order.append(head)
        rest = [names[1:] if names[:1] == [head] else names for names in rest]
    return {"steps": steps, "order": order, "stuck": []}


def lists_to_merge(name: str, tree: Tree) -> list[list[str]] | None:
    """The bases' orders, then the bases; None if one of the bases has no order itself."""
    orders = [linearize(base, tree) for base in tree[name]]
    known = [order for order in orders if order is not None]
    return [*known, list(tree[name])] if len(known) == len(orders) else None


def linearize(name: str, tree: Tree) -> list[str] | None:
    """The method resolution order of a class, or None if it cannot be created."""
    lists = lists_to_merge(name, tree)
    if lists is None:
        return None
    order = merge_steps(lists)["order"]
    return None if order is None else [name, *order]


DIAMOND = parse_tree("A; B: A; C: A; D: B C")
UNEVEN = parse_tree("A; B: A; C; D: B C")
TEXT = {
    "en": {
        "found": "save() found here",
        "classic": "Classic classes: depth-first",
        "c3": "C3",
        "again": "the one in C is never reached",
        "breadth": "Breadth-first (wrong)",
        "result": "result",
        "take": "take {0}",
        "reject": "reject {0}, take {1}",
        "bases": "bases",
        "head": "head taken",
        "bad": "head rejected",
        "tail": "why: it is in this tail",
        "self_d": "self is a D",
        "self_b": "self is a B",
        "next": "super() in B",
    },
    "zh": {
        "found": "在这里找到 save()",
        "classic": "经典类：深度优先",
        "c3": "C3",
        "again": "永远轮不到 C 里的那个",
        "breadth": "广度优先（错）",
        "result": "结果",
        "take": "取 {0}",
        "reject": "{0} 不行，取 {1}",
        "bases": "基类表",
        "head": "取走的头",
        "bad": "被拒绝的头",
        "tail": "原因：在这个尾里",
        "self_d": "self 是 D 的实例",
        "self_b": "self 是 B 的实例",
        "next": "B 里的 super()",
    },
}


def draw_token(c: Canvas, x: float, y: float, name: str, colour: str, width: float = 28) -> None:
    """Draw a class name in a small box; `line` is the neutral colour."""
    fill = "none" if colour == "line" else f"{colour}-soft"
    stroke = "muted" if colour == "line" else colour
    c.rect(x, y, width, 28, fill=fill, stroke=stroke)
    c.text(x + width / 2, y + 14, name, mono=True, weight=None if colour == "line" else "700")


def draw_row(
    c: Canvas, x: float, y: float, names: Sequence[str], marks: dict[int, str], step: float = 46
) -> None:
    """Draw an order as boxes joined by arrows; `marks` colours positions."""
    for i, name in enumerate(names):
        width = 64.0 if name == "object" else 30.0
        draw_token(c, x, y, name, marks.get(i, "line"), width)
        if i + 1 < len(names):
            c.arrow(x + width + 2, y + 14, x + width + step - 32, y + 14, stroke="muted", head=6)
        x += width + step - 30


def draw_class(c: Canvas, x: float, y: float, name: str, note: str = "", on: str = "s1") -> None:
    """Draw a class of an inheritance graph centred at (x, y)."""
    c.rect(x - 40, y - 22, 80, 44, fill=f"{on}-soft", stroke=on)
    c.text(x, y - (8 if note else 0), name, mono=True, weight="700")
    if note:
        c.text(x, y + 11, note, mono=True, size=14)


def draw_diamond(lang: str) -> str:
    """Draw the diamond and the two orders in which it can be searched."""
    words = TEXT[lang]
    c = Canvas(560, 262)
    top, left, right, bottom = (110, 34), (54, 126), (166, 126), (110, 218)
    for (x1, y1), (x2, y2) in ((left, top), (right, top), (bottom, left), (bottom, right)):
        side = 1 if x2 > x1 else -1
        c.arrow(x1 + side * 14, y1 - 23, x2 - side * 14, y2 + 23, stroke="muted")
    draw_class(c, *top, "A", "save()")
    draw_class(c, *left, "B")
    draw_class(c, *right, "C", "save()")
    draw_class(c, *bottom, "D")
    x = 240.0
    c.text(x, 30, words["classic"], anchor="start", weight="600")
    draw_row(c, x, 48, ["D", "B", "A", "C", "A"], {2: "s6"})
    c.line(x + 107, 80, x + 107, 92, stroke="s6")
    c.text(x + 107, 103, words["found"], size=14, fill="s6")
    c.text(x + 107, 124, words["again"], size=14, fill="muted")
    c.text(x, 160, words["c3"], anchor="start", weight="600")
    draw_row(c, x, 178, linearize("D", DIAMOND) or [], {2: "s3"})
    c.line(x + 107, 210, x + 107, 222, stroke="s3")
    c.text(x + 107, 233, words["found"], size=14, fill="s3")
    return c.render()


def draw_breadth(lang: str) -> str:
    """Draw a hierarchy on which C3 and breadth-first order differ."""
    words = TEXT[lang]
    c = Canvas(560, 262)
    top, left, right, bottom = (66, 34), (66, 126), (176, 126), (121, 218)
    for (x1, y1), (x2, y2) in ((left, top), (bottom, left), (bottom, right)):
        side = (x2 > x1) - (x2 < x1)
        c.arrow(x1 + side * 14, y1 - 23, x2 - side * 14, y2 + 23, stroke="muted")
    draw_class(c, *top, "A", "save()", "s3")
    draw_class(c, *left, "B")
    draw_class(c, *right, "C", "save()", "s6")
    draw_class(c, *bottom, "D")
    x = 250.0
    c.text(x, 30, words["breadth"], anchor="start", weight="600")
    draw_row(c, x, 48, ["D", "B", "C", "A", "object"], {2: "s6"})
    c.line(x + 107, 80, x + 107, 92, stroke="s6")
    c.text(x + 107, 103, words["found"], size=14, fill="s6")
    c.text(x, 160, words["c3"], anchor="start", weight="600")
    draw_row(c, x, 178, linearize("D", UNEVEN) or [], {2: "s3"})
    c.line(x + 107, 210, x + 107, 222, stroke="s3")
    c.text(x + 107, 233, words["found"], size=14, fill="s3")
    return c.render()


def draw_merge(lang: str) -> str:
    """Draw the merge of the diamond, a round per row."""
    words = TEXT[lang]
    c = Canvas(560, 312)
    lefts = (14.0, 126.0, 238.0)
    for x, name in zip(lefts, ("L[B]", "L[C]", words["bases"]), strict=True):
        c.text(x, 20, name, anchor="start", size=14, fill="muted")
    c.text(456, 20, words["result"], anchor="start", size=14, fill="muted")
    lists = lists_to_merge("D", DIAMOND) or []
    steps = merge_steps(lists)["steps"]
    rounds: list[list[Step]] = [[]]
    for step in steps:
        rounds[-1].append(step)
        if not step["blocked"]:
            rounds.append([])
    order = "D"
    for row, tried in enumerate(rounds[:-1]):
        y = 38.0 + row * 54
        if row:
            c.line(10, y - 12, 550, y - 12, stroke="line", stroke_width=1)
        taken, refused = tried[-1]["head"], [s["head"] for s in tried[:-1]]
        for i, names in enumerate(tried[0]["lists"]):
            for k, name in enumerate(names):
                short = "O" if name == "object" else name
                colour = "line"
                if k == 0 and name == taken:
                    colour = "s3"
                elif name in refused:
                    colour = "s6" if k == 0 else "s5"
                draw_token(c, lefts[i] + k * 32, y, short, colour)
        text = words["take"].format(taken if taken != "object" else "O")
        if refused:
            text = words["reject"].format(refused[0], taken)
        c.text(322, y + 14, text, anchor="start")
        order += " " + ("O" if taken == "object" else taken)
        c.text(456, y + 14, order, anchor="start", mono=True)
    x = 14.0
    for colour, key in (("s3", "head"), ("s6", "bad"), ("s5", "tail")):
        c.rect(x, 270, 20, 20, fill=f"{colour}-soft", stroke=colour)
        c.text(x + 28, 280, words[key], anchor="start", size=14)
        x += 154
    return c.render()


def draw_super(lang: str) -> str:
    """Draw where super() in B leads, for an instance of D and one of B."""
    words = TEXT[lang]
    c = Canvas(560, 236)
    rows = (("self_d", linearize("D", DIAMOND), 66.0), ("self_b", linearize("B", DIAMOND), 188.0))
    for key, order, y in rows:
        c.text(14, y - 48, words[key], anchor="start", weight="600")
        x = 14.0 if key == "self_d" else 122.0
        for i, name in enumerate(order or []):
            special = name == "B"
            c.rect(x, y - 22, 78, 44, fill="s1-soft" if name != "object" else "none",
                   stroke="s1" if name != "object" else "muted")  # fmt: skip
            c.text(x + 39, y, name, mono=True, weight="700" if special else None)
            if i + 1 < len(order or []):
                c.arrow(x + 80, y, x + 106, y, stroke="s2" if special else "muted",
                        stroke_width=3 if special else 1.5, head=9)  # fmt: skip
            if special:
                c.text(x + 93, y - 36, words["next"], size=14, fill="s2", weight="600")
            x += 108
    return c.render()


FIGURES = {
    "diamond": draw_diamond,
    "breadth": draw_breadth,
    "merge": draw_merge,
    "super": draw_super,
}
