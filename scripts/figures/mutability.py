"""Figures of the article on mutable and immutable objects."""

from __future__ import annotations

from collections.abc import Sequence

from scripts.figures.canvas import Canvas

TEXT = {
    "en": {
        "names": "names",
        "objects": "objects",
        "same": "same object, new value",
        "second": "a second object",
        "before": "before",
        "after": "after",
        "in_place": "1  BINARY_OP +=",
        "works": "list changes: works",
        "store": "2  STORE_SUBSCR",
        "refused": "slot 0 written: refused",
        "tuple": "tuple",
        "list": "list",
        "alias": "b = a",
        "shallow": "b = copy.copy(a)",
        "deep": "b = copy.deepcopy(a)",
        "slot": "slot",
        "empty": "empty",
        "was": "put here when x was 3",
        "now": "now x = 5",
        "look_p": "p: 5 mod 8",
        "look_5": "Point(5): 5 mod 8",
        "look_3": "Point(3): 3 mod 8",
        "miss": "nothing there",
        "unequal": "hash fits, 5 ≠ 3",
    },
    "zh": {
        "names": "名字",
        "objects": "对象",
        "same": "同一个对象，新的值",
        "second": "第二个对象",
        "before": "之前",
        "after": "之后",
        "in_place": "1  BINARY_OP +=",
        "works": "列表被修改：成功",
        "store": "2  STORE_SUBSCR",
        "refused": "写入槽位 0：被拒绝",
        "tuple": "元组",
        "list": "列表",
        "alias": "b = a",
        "shallow": "b = copy.copy(a)",
        "deep": "b = copy.deepcopy(a)",
        "slot": "槽位",
        "empty": "空",
        "was": "x 为 3 时放进来的",
        "now": "现在 x = 5",
        "look_p": "p：5 mod 8",
        "look_5": "Point(5)：5 mod 8",
        "look_3": "Point(3)：3 mod 8",
        "miss": "那里什么都没有",
        "unequal": "哈希相符，但 5 ≠ 3",
    },
}


def draw_name(c: Canvas, x: float, y: float, name: str) -> None:
    """Draw a name as a tag 40 wide whose left edge is at x and whose middle is at y."""
    c.rect(x, y - 15, 40, 30, fill="s1-soft", stroke="s1", radius=15)
    c.text(x + 20, y, name, mono=True)


def draw_cells(
    c: Canvas, x: float, y: float, items: Sequence[str], hue: str, *, bold: bool = False
) -> None:
    """Draw a container as cells 32 wide; an empty item is drawn as a dot, the foot of an arrow."""
    for i, item in enumerate(items):
        c.rect(x + 32 * i, y - 16, 32, 32, fill=f"{hue}-soft", stroke=hue, radius=0,
               stroke_width=2.5 if bold else 1.5)  # fmt: skip
        if item:
            c.text(x + 32 * i + 16, y, item, mono=True)
        else:
            c.circle(x + 32 * i + 16, y, 4)


def draw_names(lang: str) -> str:
    """Draw the names a and b after b = a, after b += [3], and after b = b + [4]."""
    words = TEXT[lang]
    c = Canvas(470, 394)
    c.text(155, 16, words["names"], anchor="start", size=14, fill="muted")
    c.text(285, 16, words["objects"], anchor="start", size=14, fill="muted")
    for k, line in enumerate(("b = a", "b += [3]", "b = b + [4]")):
        top = 62 + 118 * k
        if k:
            c.line(0, top - 33, 470, top - 33, stroke="line")
        c.text(8, top + 25, line, anchor="start", mono=True, size=16, weight="600")
        draw_name(c, 152, top, "a")
        draw_name(c, 152, top + 50, "b")
        items = ["1", "2"] if k == 0 else ["1", "2", "3"]
        c.arrow(192, top, 282, top if k == 2 else top + 20, stroke="s1")
        if k < 2:
            c.arrow(192, top + 50, 282, top + 30, stroke="s2" if k == 0 else "s1",
                    stroke_width=2.6 if k == 0 else 1.5)  # fmt: skip
            draw_cells(c, 285, top + 25, items, "s2" if k == 1 else "s3", bold=k == 1)
        else:
            c.arrow(192, top + 50, 282, top + 50, stroke="s2", stroke_width=2.6)
            draw_cells(c, 285, top, items, "s3")
            draw_cells(c, 285, top + 50, ["1", "2", "3", "4"], "s2", bold=True)
    c.text(285, 62 + 118 + 57, words["same"], anchor="start", size=14, fill="s2")
    c.text(285, 62 + 236 + 50 + 31, words["second"], anchor="start", size=14, fill="s2")
    return c.render()


def draw_string(lang: str) -> str:
    """Draw two names of one string before and after s += "c"."""
    words = TEXT[lang]
    c = Canvas(474, 146)
    for left, title, after in ((2, "before", False), (254, "after", True)):
        c.text(left, 16, words[title], anchor="start", size=14, fill="muted")
        if after:
            c.text(left + 60, 16, 's += "c"', anchor="start", size=15, mono=True, weight="600")
        draw_name(c, left, 58, "s")
        draw_name(c, left, 112, "t")
        if after:
            c.arrow(left + 40, 58, left + 108, 58, stroke="s2", stroke_width=2.6)
            c.rect(left + 111, 42, 78, 32, fill="s2-soft", stroke="s2", stroke_width=2.5)
            c.text(left + 150, 58, '"abc"', mono=True)
            c.arrow(left + 40, 112, left + 108, 112, stroke="s1")
        else:
            c.arrow(left + 40, 58, left + 108, 106, stroke="s1")
            c.arrow(left + 40, 112, left + 108, 112, stroke="s1")
        c.rect(left + 111, 96, 78, 32, fill="s3-soft", stroke="s3")
        c.text(left + 150, 112, '"ab"', mono=True)
    return c.render()


def draw_slots(c: Canvas, x: float, y: float, items: Sequence[str], hue: str) -> None:
    """Draw a container of references as cells below each other, the first one's middle at y."""
    for i, item in enumerate(items):
        c.rect(x, y - 15 + 30 * i, 36, 30, fill=f"{hue}-soft", stroke=hue, radius=0)
        if item:
            c.text(x + 18, y + 30 * i, item, mono=True)
        else:
            c.circle(x + 18, y + 30 * i, 4)


def draw_tuple_list(lang: str) -> str:
    """Draw the two steps of t[0] += [2]: the list changes, the tuple refuses the store."""
    words = TEXT[lang]
    c = Canvas(500, 270)
    for k, top in enumerate((0.0, 140.0)):
        hue = "s3" if k == 0 else "s6"
        c.text(8, top + 18, words["in_place" if k == 0 else "store"], anchor="start",
               mono=True, weight="600", fill=hue)  # fmt: skip
        c.text(490, top + 18, words["works" if k == 0 else "refused"], anchor="end", fill=hue)
        y = top + 78
        draw_name(c, 8, y, "t")
        c.arrow(48, y, 107, y, stroke="s1")
        c.text(110, y - 28, words["tuple"], anchor="start", size=14, fill="muted")
        draw_slots(c, 110, y, ["", '"x"'], "s1")
        c.text(264, y - 28, words["list"], anchor="start", size=14, fill="muted")
        if k == 0:
            c.arrow(128, y, 261, y, stroke="s1")
            draw_cells(c, 264, y, ["1"], "s3")
            c.arrow(304, y, 386, y, stroke="s3", stroke_width=2.6)
            c.text(344, y - 14, "+= [2]", mono=True, size=14)
            draw_cells(c, 392, y, ["1", "2"], "s3", bold=True)
        else:
            c.arrow(128, y, 261, y, stroke="s6", stroke_width=2.2, dash="dashed")
            c.line(190, y - 10, 210, y + 10, stroke="s6", stroke_width=3.5)
            c.line(210, y - 10, 190, y + 10, stroke="s6", stroke_width=3.5)
            c.text(200, y + 26, "t[0] = L", mono=True, size=14, fill="s6")
            draw_cells(c, 264, y, ["1", "2"], "s3")
    return c.render()


def draw_copies(lang: str) -> str:
    """Draw an alias, a shallow copy and a deep copy of a list of two lists."""
    words = TEXT[lang]
    c = Canvas(520, 528)
    top = 0.0
    for kind, height in (("alias", 128.0), ("shallow", 200.0), ("deep", 200.0)):
        if top:
            c.line(0, top, 520, top, stroke="line")
        c.text(8, top + 20, words[kind], anchor="start", mono=True, weight="600")
        first = top + 58
        if kind == "alias":
            draw_name(c, 60, first - 7, "a")
            draw_name(c, 60, first + 37, "b")
            c.arrow(100, first - 7, 207, first + 9, stroke="s1")
            c.arrow(100, first + 37, 207, first + 21, stroke="s1")
            outers = [first]
        else:
            outers = [first, first + 84]
            for name, y in zip("ab", outers, strict=True):
                draw_name(c, 60, y + 15, name)
                c.arrow(100, y + 15, 207, y + 15, stroke="s1")
        for row, y in enumerate(outers):
            hue = "s2" if row else "s3"
            draw_slots(c, 210, y, ["", ""], hue)
            for i in range(2):
                inner = first + 35 + 44 * i if kind == "shallow" else y - 4 + 38 * i
                shift = (row - 0.5) * 10 if kind == "shallow" else 0
                c.arrow(228, y + 30 * i, 417, inner + shift, stroke=hue)
                if row == 0 or kind == "deep":
                    draw_cells(c, 420, inner, [str(i + 1)], hue)
        top += height
    return c.render()


def draw_lost_key(lang: str) -> str:
    """Draw a hash table of eight slots with a key whose hash has changed."""
    words = TEXT[lang]
    c = Canvas(530, 306)
    c.text(216, 16, words["slot"], size=14, fill="muted", anchor="end")
    for i in range(8):
        y = 32 + 33 * i
        used = i == 3
        c.text(212, y + 16, str(i), size=14, fill="muted", anchor="end")
        c.rect(222, y, 116, 33, fill="s3-soft" if used else "none", stroke="s3" if used else "line",
               radius=0)  # fmt: skip
        if used:
            c.text(280, y + 16, "p, h = 3", mono=True, size=14)
        else:
            c.text(280, y + 16, words["empty"], size=14, fill="muted")
    c.text(350, 32 + 33 * 3 + 6, words["was"], size=14, anchor="start", fill="s3")
    c.text(350, 32 + 33 * 3 + 27, words["now"], size=14, anchor="start", fill="s3")
    for y, target, look, why, hue in (
        (96, 3, "look_3", "unequal", "s2"),
        (196, 5, "look_p", "miss", "s6"),
        (258, 5, "look_5", "miss", "s6"),
    ):
        end = 32 + 33 * target + 16 + (6 if look == "look_5" else -4 if look == "look_p" else 0)
        c.text(8, y - 10, words[look], size=14, anchor="start", weight="600")
        c.text(8, y + 10, words[why], size=14, anchor="start", fill=hue)
        c.arrow(148, y, 192, end, stroke=hue, stroke_width=2)
    return c.render()


FIGURES = {
    "names": draw_names,
    "string": draw_string,
    "tuple-list": draw_tuple_list,
    "copies": draw_copies,
    "lost-key": draw_lost_key,
}
