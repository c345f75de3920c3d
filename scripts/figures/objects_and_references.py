"""Figures of the article on objects, references and argument passing."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.figures.canvas import Canvas

TEXT = {
    "en": {
        "call": "1. the call f(x)",
        "mutate": "2. p.append(9)",
        "rebind": "3. p = [0]",
        "return": "4. after the return",
        "late": "one cell, shared",
        "early": "default values, one each",
        "cell": "cell i",
        "name": "name",
        "object": "the object",
        "rest": "its data",
        "class": "its type",
        "meta": "type of types",
        "standard": "standard build: 16 bytes",
        "free": "free-threaded build: 32 bytes",
    },
    "zh": {
        "call": "1. 调用 f(x)",
        "mutate": "2. p.append(9)",
        "rebind": "3. p = [0]",
        "return": "4. 返回之后",
        "late": "共用一个单元",
        "early": "默认值，各有一份",
        "cell": "单元 i",
        "name": "名字",
        "object": "对象",
        "rest": "自己的数据",
        "class": "它的类型",
        "meta": "类型的类型",
        "standard": "标准版：16 字节",
        "free": "自由线程版：32 字节",
    },
}


@dataclass
class Name:
    """A name: its text, its colour, its row and the row of the object it refers to."""

    text: str
    colour: str
    row: int
    target: int


@dataclass
class Thing:
    """An object: its text and its row; `gone` when nothing refers to it."""

    text: str
    row: int
    gone: bool = False


def draw_panel(
    c: Canvas, left: float, top: float, title: str, names: list[Name], things: list[Thing]
) -> None:
    """Draw one step: names on the left, objects on the right, an arrow for each binding."""
    c.rect(left, top, 270, 142, stroke="line", radius=6)
    c.text(left + 12, top + 20, title, anchor="start", mono=True, weight="600")
    rows = (top + 62, top + 112)
    for name in names:
        y = rows[name.row]
        c.rect(left + 14, y - 17, 44, 34, fill=f"{name.colour}-soft", stroke=name.colour)
        c.text(left + 36, y, name.text, mono=True)
        shared = sum(other.target == name.target for other in names) > 1
        shift = 0 if not shared else (name.row - name.target) * 9
        c.arrow(left + 58, y, left + 133, rows[name.target] + shift, stroke=name.colour,
                stroke_width=2)  # fmt: skip
    for thing in things:
        y = rows[thing.row]
        c.rect(left + 136, y - 19, 120, 38, fill="none" if thing.gone else "s3-soft",
               stroke="muted" if thing.gone else "s3", radius=10,
               dash="dashed" if thing.gone else "solid")  # fmt: skip
        c.text(left + 196, y, thing.text, mono=True, fill="muted" if thing.gone else "ink")


def draw_steps(steps: list[tuple[str, list[Name], list[Thing]]]) -> str:
    """Draw four steps in two rows."""
    c = Canvas(560, 306)
    for i, (title, names, things) in enumerate(steps):
        draw_panel(c, 4 + (i % 2) * 282, 4 + (i // 2) * 154, title, names, things)
    return c.render()


def draw_names(lang: str) -> str:
    """Draw two names, a change of the shared object, and a new binding."""
    del lang  # the labels are code
    a, b = Name("a", "s1", 0, 0), Name("b", "s1", 1, 0)
    return draw_steps(
        [
            ("a = [1, 2]", [a], [Thing("[1, 2]", 0)]),
            ("b = a", [a, b], [Thing("[1, 2]", 0)]),
            ("b.append(3)", [a, b], [Thing("[1, 2, 3]", 0)]),
            ("b = [9]", [a, Name("b", "s1", 1, 1)], [Thing("[1, 2, 3]", 0), Thing("[9]", 1)]),
        ]
    )


def draw_call(lang: str) -> str:
    """Draw the caller's name x and the function's name p during one call."""
    words = TEXT[lang]
    x, p = Name("x", "s1", 0, 0), Name("p", "s2", 1, 0)
    changed = Thing("[1, 2, 9]", 0)
    return draw_steps(
        [
            (words["call"], [x, p], [Thing("[1, 2]", 0)]),
            (words["mutate"], [x, p], [changed]),
            (words["rebind"], [x, Name("p", "s2", 1, 1)], [changed, Thing("[0]", 1)]),
            (words["return"], [x], [changed, Thing("[0]", 1, gone=True)]),
        ]
    )


def draw_cells(lang: str) -> str:
    """Draw three functions that share a cell beside three with a default value each."""
    words = TEXT[lang]
    c = Canvas(560, 212)
    c.text(4, 18, words["late"], anchor="start", weight="600")
    c.text(330, 18, words["early"], anchor="start", weight="600")
    for i in range(3):
        y = 62 + i * 56
        c.rect(4, y - 19, 104, 38, fill="s1-soft", stroke="s1")
        c.text(56, y, f"adders[{i}]", mono=True)
        c.arrow(108, y, 149, 118 + (i - 1) * 10, stroke="s1", stroke_width=2)
        c.rect(330, y - 19, 96, 38, fill="s1-soft", stroke="s1")
        c.text(378, y, f"fixed[{i}]", mono=True)
        c.arrow(426, y, 493, y, stroke="s1", stroke_width=2)
        c.rect(496, y - 19, 52, 38, fill="s3-soft", stroke="s3", radius=10)
        c.text(522, y, str(i), mono=True)
    c.rect(152, 96, 70, 44, fill="s4-soft", stroke="s4")
    c.text(187, 118, words["cell"])
    c.arrow(222, 118, 247, 118, stroke="s4", stroke_width=2)
    c.rect(250, 99, 44, 38, fill="s3-soft", stroke="s3", radius=10)
    c.text(272, 118, "2", mono=True)
    c.line(312, 8, 312, 200, stroke="line")
    return c.render()


def draw_object(
    c: Canvas, x: float, title: str, colour: str, last: str, width: float = 118
) -> None:
    """Draw an object as its two header fields and the rest."""
    c.text(x + width / 2, 24, title, weight="600", mono=True)
    for i, label in enumerate(("ob_refcnt", "ob_type", last)):
        y = 42 + i * 34
        dash = "dashed" if i == 2 else "solid"
        c.rect(x, y, width, 34, fill=f"{colour}-soft" if i < 2 else "none", stroke=colour,
               radius=0, dash=dash)  # fmt: skip
        c.text(x + width / 2, y + 17, label, size=14, mono=i < 2,
               fill="ink" if i < 2 else "muted")  # fmt: skip


def draw_strip(c: Canvas, y: float, fields: list[tuple[str, int, str]]) -> None:
    """Draw a header to scale: (label, bytes, colour), 17 user units to a byte."""
    x = 8.0
    for label, size, colour in fields:
        width = size * 17.0
        c.rect(x, y, width, 34, fill=f"{colour}-soft", stroke=colour, radius=0)
        c.text(x + width / 2, y + 17, label, size=14, mono=True)
        c.text(x + width / 2, y + 48, str(size), size=14, fill="muted")
        x += width


def draw_memory(lang: str) -> str:
    """Draw a name, an object, its type and the type of types; then the two headers."""
    words = TEXT[lang]
    c = Canvas(560, 370)
    c.rect(4, 44, 52, 34, fill="s1-soft", stroke="s1")
    c.text(30, 61, "obj", mono=True)
    c.text(30, 98, words["name"], size=14, fill="muted")
    c.arrow(56, 55, 91, 50, stroke="s1", stroke_width=2)
    spots = (94.0, 254.0, 414.0)
    labels = (("[1, 2]", "s3", "object"), ("list", "s5", "class"), ("type", "s4", "meta"))
    for x, (title, colour, kind) in zip(spots, labels, strict=True):
        draw_object(c, x, title, colour, words["rest"])
        c.text(x + 59, 160, words[kind], size=14, fill="muted")
    for start, end, colour in ((94.0, 254.0, "s3"), (254.0, 414.0, "s5")):
        c.arrow(start + 118, 93, end - 3, 52, stroke=colour, stroke_width=2)
    c.path("M 532 93 C 564 93 564 52 540 52", stroke="s4")
    c.arrow(543, 52, 534, 52, stroke="s4", stroke_width=2)
    c.text(8, 200, words["standard"], anchor="start", weight="600")
    draw_strip(c, 214, [("ob_refcnt", 8, "s2"), ("ob_type", 8, "s5")])
    c.text(8, 290, words["free"], anchor="start", weight="600")
    draw_strip(
        c,
        304,
        [("ob_tid", 8, "s1"), ("…", 4, "s6"), ("local", 4, "s2"),
         ("ob_ref_shared", 8, "s2"), ("ob_type", 8, "s5")],
    )  # fmt: skip
    return c.render()


FIGURES = {
    "names": draw_names,
    "call": draw_call,
    "cells": draw_cells,
    "memory": draw_memory,
}
