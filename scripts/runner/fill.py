"""Writing real outputs into the output fences of a page."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from scripts.files import write_atomically
from scripts.markdown.records import Document, Fence
from scripts.runner.blocks import Block
from scripts.runner.compare import matches, normalize_output


def fill_outputs(document: Document, results: Iterable[tuple[Block, str]]) -> str:
    """Return the page's text with the output fences that differ rewritten or added.

    An output that holds the fence's own marker would end it; such a fence stays as it is.
    """
    lines = document.text.split("\n")
    for block, printed in sorted(results, key=lambda r: -r[0].fence.place.line):
        if matches(block, printed):
            continue
        fence = block.output
        body = normalize_output(printed, numbers=False)
        if "```" in printed or not (fence or block.fence).closed:
            continue
        if fence is None:
            _insert_fence(lines, document, block.fence, body)
        else:
            end = _last_line(document, fence)
            lines[fence.body_line - 1 : end - 1] = _indent(body, fence.indent)
    return "\n".join(lines)


def _insert_fence(lines: list[str], document: Document, fence: Fence, body: list[str]) -> None:
    end = _last_line(document, fence)
    new = ["", *_indent(["```output", *body, "```"], fence.indent)]
    lines[end:end] = new


def _last_line(document: Document, fence: Fence) -> int:
    """Return the line of a fence's closing marker."""
    return fence.place.line + document.text.count("\n", fence.place.start, fence.place.end)


def _indent(lines: list[str], width: int) -> list[str]:
    return [" " * width + line if line else "" for line in lines]


def write_page(root: Path, document: Document, text: str) -> bool:
    """Write a page's new text, with the line ends it had; returns whether it changed."""
    if text == document.text:
        return False
    path = root / document.path
    old = path.read_bytes()
    if b"\r\n" in old:
        text = text.replace("\n", "\r\n")
    if old.startswith(b"\xef\xbb\xbf"):
        text = "\ufeff" + text
    write_atomically(path, text)
    return True
