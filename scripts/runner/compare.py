"""What a run printed against what the page shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scripts.findings import Finding
from scripts.runner.blocks import Block, Program, map_line
from scripts.runner.process import Run
from scripts.runner.syntax import find_in
from scripts.wording import count_of, shorten

SLOW = 20.0  # seconds for a whole article
_NUMBER = re.compile(r"0x[0-9a-fA-F]+|[-+]?\d[\d,_.]*(?:[eE][-+]?\d+)?")


def normalize_output(text: str, *, numbers: bool) -> list[str]:
    """Return lines without trailing blanks; with `numbers`, every number is a wildcard."""
    if numbers:
        text = re.sub(r"[ \t]+", " ", _NUMBER.sub("#", text))
    lines = [line.rstrip() for line in text.split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def has_wildcards(block: Block) -> bool:
    """Return whether the numbers of a block's output may vary."""
    return block.output is not None and block.output.options.get("varies") == "numbers"


def matches(block: Block, printed: str) -> bool:
    """Return whether a block's output fence shows what it printed."""
    shown = block.output.body if block.output else ""
    numbers = has_wildcards(block)
    return normalize_output(shown, numbers=numbers) == normalize_output(printed, numbers=numbers)


def compare_run(
    program: Program, blocks: Sequence[Block], run: Run, sources: Sequence[str], limit: float
) -> Iterator[Finding]:
    """Yield the findings of a run of `blocks`, some or all of a program's.

    `sources` is what ran: the blocks of this page or of its partner.
    """
    for block, printed in zip(blocks, run.outputs, strict=False):
        if not matches(block, printed):
            yield _report_difference(program, block, printed)
    if run.failure:
        yield _report_failure(program, blocks, run, sources)
    elif run.running is not None and run.running < len(blocks):
        yield _report_end(program, blocks[run.running], run, limit)
    elif sum(run.seconds) > SLOW:
        yield _report_slow(program, blocks, run)


def _report_difference(program: Program, block: Block, printed: str) -> Finding:
    if block.output is None:
        message = f'block prints "{shorten(printed, 50)}", but no ```output fence follows'
        return find_in(program.document, block.fence, (0, 1), "RUN-4", f"{message} (try --fill)")
    shown, real = (
        normalize_output(text, numbers=has_wildcards(block))
        for text in (block.output.body, printed)
    )
    pairs = list(zip(shown, real, strict=False))
    index = next((i for i, (a, b) in enumerate(pairs) if a != b), len(pairs))
    texts = [f'"{shorten(x[index], 70)}"' if index < len(x) else "nothing" for x in (shown, real)]
    message = f"output line {index + 1}: page shows {texts[0]}, code prints {texts[1]} (try --fill)"
    return find_in(program.document, block.output, (index + 1, 1), "RUN-3", message)


def _report_failure(
    program: Program, blocks: Sequence[Block], run: Run, sources: Sequence[str]
) -> Finding:
    failure = run.failure
    assert failure is not None
    index, line = failure.frames[-1] if failure.frames else (failure.index, 1)
    line = map_line(sources[index], blocks[index].source, line)
    message = shorten(failure.text, 200)
    if index != failure.index:
        message += f" (called from the block on line {blocks[failure.index].fence.place.line})"
    left = len(blocks) - failure.index - 1
    if left:
        message += f"; {count_of(left, 'later block')} not run"
    return find_in(program.document, blocks[index].fence, (line, 1), "RUN-2", message)


def _report_end(program: Program, block: Block, run: Run, limit: float) -> Finding:
    if run.timed_out:
        message = f"article stopped after {limit:g} s; this block was running"
        return find_in(program.document, block.fence, (0, 1), "RUN-5", message)
    message = f"the interpreter ended in this block ({run.exit_note})"
    return find_in(program.document, block.fence, (0, 1), "RUN-9", message)


def _report_slow(program: Program, blocks: Sequence[Block], run: Run) -> Finding:
    slowest = max(range(len(run.seconds)), key=lambda i: run.seconds[i])
    message = (
        f"article takes {sum(run.seconds):.0f} s, at most {SLOW:.0f} s are meant; "
        f"this block takes {run.seconds[slowest]:.0f} s"
    )
    place = blocks[slowest].fence.place
    path = program.document.path
    return Finding(path, place.line, place.column, "RUN-6", message, "warning")
