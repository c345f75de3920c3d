"""Code fences on their way to Markdown: our options become titles in the page's language."""

from __future__ import annotations

import re

from scripts.markdown.records import Fence
from scripts.markdown.scan import scan_fences
from scripts.settings import MODULES


def rewrite_fences(markdown: str, strings: dict[str, str]) -> str:
    """Return the Markdown with the opening lines of its fences rewritten, line for line.

    `requires="torch"` becomes a visible title, an `output` fence plain text with its own
    class; `strings` holds the words of the page's language.
    """
    pieces: list[str] = []
    done = 0
    for fence in scan_fences(markdown):
        end = markdown.find("\n", fence.place.start)
        end = len(markdown) if end < 0 else end
        pieces += [markdown[done : fence.place.start], _rewrite_opening(fence, markdown, strings)]
        done = end
    return "".join([*pieces, markdown[done:]])


def _rewrite_opening(fence: Fence, markdown: str, strings: dict[str, str]) -> str:
    marker = re.match(r"`+|~+", markdown[fence.place.start :])
    ticks = marker.group() if marker else "```"
    if fence.language == "output":
        note = strings["output_varies"] if "varies" in fence.options else strings["output"]
        return f'{ticks} {{.text .output title="{note}"}}'
    titles = [fence.options[k] for k in ("title",) if k in fence.options]
    if "requires" in fence.options:
        names = [MODULES.get(m.strip(), m.strip()) for m in fence.options["requires"].split(",")]
        titles.append(strings["requires"].format(", ".join(names)))
    title = f' title="{" · ".join(titles)}"' if titles else ""
    return f"{ticks}{fence.language}{title}"
