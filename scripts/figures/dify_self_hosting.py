"""Figures of the article "Self-hosting Dify"."""

from __future__ import annotations

from scripts.figures.canvas import Canvas


def draw_parts(lang: str) -> str:
    """Draw the containers of Dify 1.15.0, their ports and who talks to whom."""
    t = {
        "en": {
            "browser": "browser", "pages": "pages", "paths": "/api …", "hooks": "/e/",
            "models": "model\nAPIs", "vector": "vector store\n8080", "folder": "storage\nfolder",
            "inside": "network without a way out", "internet": "internet",
            "image": "blue: one image", "roles": "in three roles",
        },
        "zh": {
            "browser": "浏览器", "pages": "页面", "paths": "/api 等", "hooks": "/e/",
            "models": "模型\nAPI", "vector": "向量库\n8080", "folder": "存储目录",
            "inside": "没有外部出口的网络", "internet": "互联网",
            "image": "蓝色：同一镜像", "roles": "三种角色",
        },
    }[lang]  # fmt: skip
    c = Canvas(560, 348)
    c.box(16, 10, 104, 38, t["browser"], fill="paper", stroke="muted", size=14)
    c.box(168, 10, 146, 38, "nginx  80, 443", fill="s4-soft", stroke="s4", size=14)
    c.arrow(120, 29, 167, 29)
    for x, top in ((68, 96), (240, 96), (390, 96)):
        c.line(240, 49, 240, 68)
        c.line(min(x, 240), 68, max(x, 240), 68)
        c.arrow(x, 68, x, top - 1)
    c.text(76, 82, t["pages"], size=14, anchor="start", fill="muted")
    c.text(248, 82, t["paths"], size=14, anchor="start", fill="muted")
    c.text(398, 82, t["hooks"], size=14, anchor="start", fill="muted")
    c.box(16, 96, 104, 44, "web\n3000", fill="s4-soft", stroke="s4", size=14)
    c.box(174, 96, 128, 44, "api\n5001", size=14)
    c.box(332, 96, 120, 44, "plugin_daemon\n5002", fill="s2-soft", stroke="s2", size=14)
    c.box(484, 96, 66, 44, t["models"], fill="paper", stroke="muted", size=14)
    c.arrow(453, 118, 483, 118)
    c.box(16, 182, 104, 44, "worker_beat", size=14)
    c.box(174, 182, 128, 44, "worker", size=14)
    c.text(16, 152, t["image"], size=14, anchor="start", fill="s1")
    c.text(16, 170, t["roles"], size=14, anchor="start", fill="s1")
    c.arrow(303, 112, 331, 112, head=7)
    c.rect(332, 164, 218, 72, fill="none", stroke="s6", dash="dashed")
    c.text(441, 177, t["inside"], size=14, fill="s6")
    c.box(340, 190, 90, 40, "sandbox\n8194", fill="s6-soft", stroke="s6", size=14)
    c.box(452, 190, 92, 40, "ssrf_proxy\n3128", fill="s6-soft", stroke="s6", size=14)
    c.arrow(431, 210, 451, 210, head=7)
    c.arrow(498, 231, 498, 291)
    c.text(498, 302, t["internet"], size=14, fill="muted")
    # The bus to the stores: api, worker, worker_beat and the plugin daemon use them.
    c.line(147, 118, 147, 262)
    c.line(147, 118, 173, 118)
    c.line(121, 204, 173, 204)
    c.line(317, 130, 317, 262, stroke="s2")
    c.line(317, 130, 331, 130, stroke="s2")
    c.line(72, 262, 392, 262)
    c.arrow(303, 196, 331, 196, stroke="s6")
    stores = (
        (16, 112, "PostgreSQL\n5432"),
        (144, 76, "Redis\n6379"),
        (236, 102, t["vector"]),
        (354, 76, t["folder"]),
    )
    for x, width, label in stores:
        c.arrow(x + width / 2, 262, x + width / 2, 285)
        c.box(x, 286, width, 48, label, fill="s3-soft", stroke="s3", size=14)
    return c.render()


# Columns of the sequence: centre of the lifeline.
BROWSER, API, FILES, REDIS, WORKER, DAEMON, VECTORS = 42, 122, 208, 290, 362, 444, 522


def draw_upload(lang: str) -> str:
    """Draw what happens to an uploaded document as a sequence of seven steps."""
    t = {
        "en": {
            "heads": ("browser", "api", "folder,\nPostgreSQL", "Redis", "worker",
                      "plugin\ndaemon", "vector\nstore"),
            "file": "1 file", "save": "2 file, row", "job": "3 job", "reply": "4 queued",
            "take": "5 job", "embed": "6 embed", "vectors": "7 vectors", "done": "7 done",
            "now": "at once", "later": "later",
        },
        "zh": {
            "heads": ("浏览器", "api", "存储目录、\nPostgreSQL", "Redis", "worker",
                      "插件\n守护进程", "向量库"),
            "file": "1 文件", "save": "2 存档", "job": "3 任务", "reply": "4 排队中",
            "take": "5 任务", "embed": "6 求嵌入", "vectors": "7 向量", "done": "7 已完成",
            "now": "立即", "later": "稍后",
        },
    }[lang]  # fmt: skip
    c = Canvas(560, 352)
    columns = (BROWSER, API, FILES, REDIS, WORKER, DAEMON, VECTORS)
    colours = ("muted", "s1", "s3", "s3", "s1", "s2", "s3")
    for x, head, colour in zip(columns, t["heads"], colours, strict=True):
        lines = str(head).split("\n")
        for i, line in enumerate(lines):
            c.text(x, 22 + 18 * i - 9 * (len(lines) - 1), line, size=14, weight="600", fill=colour)
        c.line(x, 46, x, 344, stroke="line")
    c.line(8, 205, 552, 205, stroke="muted", dash="dashed", stroke_width=1)
    c.text(552, 194, str(t["now"]), size=14, anchor="end", fill="muted")
    c.text(8, 218, str(t["later"]), size=14, anchor="start", fill="muted")
    steps = (
        (76, BROWSER, API, "file", "ink"),
        (110, API, FILES, "save", "s1"),
        (144, API, REDIS, "job", "s1"),
        (178, API, BROWSER, "reply", "s1"),
        (236, REDIS, WORKER, "take", "s1"),
        (270, WORKER, DAEMON, "embed", "s2"),
        (304, WORKER, VECTORS, "vectors", "s3"),
        (338, WORKER, FILES, "done", "s3"),
    )
    for y, start, end, label, colour in steps:
        c.circle(start, y, 3, fill=colour)
        c.arrow(start, y, end, y, stroke=colour)
        # Between two lifelines, so that none of them runs through the words.
        middle = {"job": (API + FILES) / 2, "vectors": (WORKER + DAEMON) / 2,
                  "done": (FILES + REDIS) / 2}.get(label, (start + end) / 2)  # fmt: skip
        c.text(middle, y - 11, str(t[label]), size=14)
    return c.render()


FIGURES = {"parts": draw_parts, "upload": draw_upload}
