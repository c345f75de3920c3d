"""The check of the links that lead out of the site: who is visited, when and how often."""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO
from urllib.parse import urldefrag

from scripts.findings import Finding
from scripts.links.anchors import list_checkable
from scripts.links.cache import CacheError, Entry, load_cache, save_cache
from scripts.links.exclude import Exclusion, find_unused, read_exclusions
from scripts.links.extract import Link
from scripts.links.internal import check_link
from scripts.links.resolve import Kind, Target
from scripts.links.site import Fault, SiteCheck, cut, place_faults
from scripts.links.visit import Problem, Visit, Visitor, find_host, strip_credentials

NOT_VISITED = {"form", "button"}  # they send something


@dataclass(frozen=True)
class Files:
    """The files of the external check, each with the label it is reported under."""

    exclude: Path
    exclude_label: str
    cache: Path | None
    cache_label: str
    max_age: float


@dataclass(frozen=True)
class Pool:
    """How many requests run at once, in all and to one host."""

    jobs: int = 16
    per_host: int = 2


@dataclass
class Job:
    """One address to visit, with the links that want it; a link's fragment may be ""."""

    url: str
    links: list[tuple[str, Link, Target, str]] = field(default_factory=list)

    @property
    def fragments(self) -> set[str]:
        """The fragments that links ask for."""
        return {fragment for *_, fragment in self.links if fragment}


def check_external(check: SiteCheck, files: Files, visitor: Visitor, pool: Pool) -> list[Finding]:
    """Visit all external links of the site that are neither excluded nor cached."""
    exclusions, findings = read_exclusions(files.exclude, files.exclude_label)
    jobs = collect_jobs(check)
    findings += find_unused(exclusions, sorted(jobs), files.exclude_label)
    wanted = {url: job for url, job in jobs.items() if not _is_excluded(url, exclusions)}
    cache, problems = _load(files)
    findings += problems
    visits = {url: v for url, job in wanted.items() if (v := _recall(cache.get(url), job))}
    try:
        todo = [job for url, job in wanted.items() if url not in visits]
        for url, visit in visit_all(todo, visitor, pool, make_progress(sys.stderr)):
            visits[url] = visit
            if not visit.problems:
                cache[url] = Entry(time.time(), visit.moved, visit.anchors)
    finally:
        findings += _save(files, cache)
    faults = [fault for url, job in wanted.items() for fault in list_faults(job, visits[url])]
    return findings + place_faults(check, faults)


def collect_jobs(check: SiteCheck) -> dict[str, Job]:
    """Return the external addresses without fragment; local ones are left to LINK-7."""
    jobs: dict[str, Job] = {}
    for path, link, target in check.list_links():
        if target.kind is not Kind.EXTERNAL or link.tag in NOT_VISITED:
            continue
        if any(fault.rule == "LINK-7" for fault in check_link(check, path, link, target)):
            continue
        url, fragment = urldefrag(strip_credentials(target.value))
        jobs.setdefault(url, Job(url)).links.append((path, link, target, fragment))
    return dict(sorted(jobs.items()))


def _is_excluded(url: str, exclusions: list[Exclusion]) -> bool:
    return any(exclusion.pattern.search(url) for exclusion in exclusions)


def _load(files: Files) -> tuple[dict[str, Entry], list[Finding]]:
    try:
        return (load_cache(files.cache, files.max_age) if files.cache else {}), []
    except CacheError as error:
        return {}, [Finding(files.cache_label, 1, 1, "LINK-29", str(error), "warning")]


def _save(files: Files, cache: Mapping[str, Entry]) -> list[Finding]:
    try:
        if files.cache:
            save_cache(files.cache, dict(cache))
    except CacheError as error:
        return [Finding(files.cache_label, 1, 1, "LINK-29", str(error), "warning")]
    return []


def _recall(entry: Entry | None, job: Job) -> Visit | None:
    """Return the cached visit if it answers all fragments with yes."""
    if entry is None or not all(entry.anchors.get(f) for f in list_checkable(job.fragments)):
        return None
    return Visit(entry.moved, entry.anchors)


def visit_all(
    jobs: list[Job], visitor: Visitor, pool: Pool, progress: Callable[[int, int], None]
) -> Iterator[tuple[str, Visit]]:
    """Visit addresses concurrently and yield the results as they come.

    The addresses of one host are dealt to at most `per_host` lanes, so that a slow host
    cannot occupy all threads.
    """
    lanes = make_lanes(jobs, pool.per_host)
    done = 0
    progress(0, len(jobs))
    executor = ThreadPoolExecutor(max_workers=pool.jobs, thread_name_prefix="links")
    try:
        results = [executor.submit(_run_lane, lane, visitor) for lane in lanes]
        for future in as_completed(results):
            yield from future.result()
            done += len(future.result())
            progress(done, len(jobs))
    finally:
        executor.shutdown(cancel_futures=True)


def make_lanes(jobs: list[Job], per_host: int) -> list[list[Job]]:
    """Deal the jobs of each host to at most `per_host` lists, the longest list first."""
    hosts: defaultdict[str, list[Job]] = defaultdict(list)
    for job in jobs:
        hosts[find_host(job.url)].append(job)
    lanes = [group[i::per_host] for group in hosts.values() for i in range(per_host)]
    return sorted((lane for lane in lanes if lane), key=len, reverse=True)


def _run_lane(lane: list[Job], visitor: Visitor) -> list[tuple[str, Visit]]:
    return [(job.url, visitor.visit(job.url, job.fragments)) for job in lane]


def list_faults(job: Job, visit: Visit) -> Iterator[Fault]:
    """Yield the faults of all links to one address."""
    for path, link, target, fragment in job.links:
        shown = f"`{cut(target.value)}`"
        for problem in _list_problems(visit, fragment):
            message = f"{shown} {cut(problem.message, 300)}"
            yield Fault(path, link, target, problem.rule, message, link.target, problem.severity)


def _list_problems(visit: Visit, fragment: str) -> Iterator[Problem]:
    yield from visit.problems
    if visit.moved and not visit.problems:
        new = f"{visit.moved}#{fragment}" if fragment else visit.moved
        yield Problem("LINK-23", f"has moved for good; write `{new}`", "warning")
    if visit.anchors.get(fragment) is False:
        message = f"has no element with the id `{fragment}`; link to an id of that page"
        yield Problem("LINK-27", message, "warning")


def make_progress(stream: TextIO) -> Callable[[int, int], None]:
    """Return a function that draws a bar on a terminal, and does nothing elsewhere."""
    if not stream.isatty():
        return lambda done, total: None

    def draw(done: int, total: int) -> None:
        filled = 30 * done // max(total, 1)
        end = "\n" if done == total else ""
        stream.write(f"\r[{'#' * filled}{'.' * (30 - filled)}] {done}/{total} links{end}")
        stream.flush()

    return draw
