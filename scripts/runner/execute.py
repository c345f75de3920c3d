"""Running programs: which blocks can run here, each distinct program once, two at a time."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from scripts.findings import Finding
from scripts.runner.blocks import Block, Program, make_key
from scripts.runner.compare import compare_run
from scripts.runner.process import Run, run_sources

PROCESSES = 2
# Module -> what to install, where the two differ.
PACKAGES = {"sklearn": "scikit-learn"}


@dataclass(frozen=True)
class Outcome:
    """One run and the page that it stands for."""

    program: Program
    blocks: tuple[Block, ...]
    sources: tuple[str, ...]
    run: Run

    def list_results(self) -> list[tuple[Block, str]]:
        """Return the blocks that ended with what they printed."""
        return list(zip(self.blocks, self.run.outputs, strict=False))


def is_installed(module: str) -> bool:
    """Return whether a module can be imported here."""
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):
        return False


def list_missing(programs: Sequence[Program], has_module: Callable[[str], bool]) -> dict[str, int]:
    """Return the modules that are not here, with the number of blocks that need each."""
    missing: dict[str, int] = {}
    for program in programs:
        for block in program.blocks:
            for module in block.requirements:
                if not has_module(module):
                    missing[module] = missing.get(module, 0) + 1
    return dict(sorted(missing.items()))


def run_programs(
    programs: Sequence[Program], limit: float, has_module: Callable[[str], bool]
) -> list[Outcome]:
    """Run every program; those that differ in comments alone share a run."""
    runnable = [_select_blocks(p, has_module) for p in programs]
    keys = [make_key(blocks) for blocks in runnable]
    leaders: dict[tuple[tuple[str, ...], ...], tuple[str, ...]] = {}
    for key, blocks in zip(keys, runnable, strict=True):
        leaders.setdefault(key, tuple(b.source for b in blocks))
    with ThreadPoolExecutor(max_workers=PROCESSES) as pool:
        futures = {k: pool.submit(run_sources, s, limit) for k, s in leaders.items() if s}
        runs = {k: f.result() for k, f in futures.items()}
    return [
        Outcome(program, blocks, leaders[key], runs[key])
        for program, blocks, key in zip(programs, runnable, keys, strict=True)
        if blocks
    ]


def _select_blocks(program: Program, has_module: Callable[[str], bool]) -> tuple[Block, ...]:
    return tuple(b for b in program.blocks if all(map(has_module, b.requirements)))


def check_outcomes(outcomes: Sequence[Outcome], limit: float) -> Iterator[Finding]:
    """Yield the findings of all runs."""
    for outcome in outcomes:
        yield from compare_run(outcome.program, outcome.blocks, outcome.run, outcome.sources, limit)
