"""Check the links of the built site; with --external, visit those that lead out of it.

    python -m scripts.check_links                  after `mkdocs build`
    python -m scripts.check_links --external       also asks the internet

The rules are listed in scripts/links/rules.py. Exit code 0: clean or warnings only,
1: errors, 2: bad usage.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.corpus import read_corpus
from scripts.findings import Finding, make_parser, run_check
from scripts.links.external import Files, Pool, check_external
from scripts.links.fetch import Client, Limits
from scripts.links.gate import HostGate
from scripts.links.internal import check_internal
from scripts.links.locate import Locator
from scripts.links.rules import RULES
from scripts.links.site import load_site
from scripts.links.visit import Retry, Visitor
from scripts.settings import DATA, DOCS, LANGUAGES, ROOT
from scripts.suppressions import apply_suppressions

__all__ = ["RULES", "main"]

# What a run without --external can find: LINK-1 to LINK-20.
INTERNAL = {rule for rule in RULES if int(rule.removeprefix("LINK-")) <= 20}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the check and return the exit code."""
    return run_check("links", build_parser(), check_links, argv)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = make_parser(__doc__)
    add = parser.add_argument
    add("--site", type=existing_folder, default=str(ROOT / "site"), help="the built site")
    add("--docs", type=existing_folder, default=str(DOCS), help="the Markdown sources")
    add("--external", action="store_true", help="visit http and https links")
    add("--exclude", type=Path, default=DATA / "link-exclude.txt", help="links not to visit")
    add("--cache", type=Path, default=None, help="file to remember good links in")
    add("--max-age", type=positive, default=7, metavar="DAYS", help="of the cache; default: 7")
    add("--jobs", type=positive_whole, default=16, help="requests at once; default: 16")
    add("--per-host", type=positive_whole, default=2, help="requests to a host; default: 2")
    add("--timeout", type=positive, default=10, metavar="SECONDS", help="default: 10")
    add("--total-timeout", type=positive, default=30, metavar="SECONDS", help="default: 30")
    add("--retries", type=natural, default=2, help="after 429, 5xx and time-outs; default: 2")
    add("--backoff", type=positive, default=1, metavar="SECONDS", help="first wait; default: 1")
    add("--max-wait", type=positive, default=60, metavar="SECONDS", help="default: 60")
    add("--allow-private", action="store_true", help="visit private addresses, for tests")
    return parser


def existing_folder(value: str) -> Path:
    """Return a folder's path; argparse reports a missing one as bad usage."""
    path = Path(value)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {value}")
    return path.resolve()


def positive(value: str) -> float:
    """Return a finite number above 0."""
    number = float(value)
    if not 0 < number < math.inf:
        raise argparse.ArgumentTypeError(f"{value} is not above 0")
    return number


def natural(value: str) -> int:
    """Return a whole number from 0 on."""
    if int(value) < 0:
        raise argparse.ArgumentTypeError(f"{value} is below 0")
    return int(value)


def positive_whole(value: str) -> int:
    """Return a whole number from 1 on."""
    if int(value) < 1:
        raise argparse.ArgumentTypeError(f"{value} is below 1")
    return int(value)


def check_links(options: argparse.Namespace) -> list[Finding]:
    """Run the internal check and, if asked for, the external one."""
    root: Path = options.docs.parent
    site = load_site(
        options.site,
        Locator(options.docs, LANGUAGES),
        label_path(options.site, root),
        allow_private=options.allow_private,
    )
    findings = check_internal(site)
    if options.external:
        pool = Pool(options.jobs, options.per_host)
        findings += check_external(site, make_files(options, root), make_visitor(options), pool)
    documents = [page.document for page in read_corpus(root).pages.values()]
    return apply_suppressions(findings, documents, RULES if options.external else INTERNAL)


def make_files(options: argparse.Namespace, root: Path) -> Files:
    """Return the files of the external check with their labels."""
    cache = options.cache.resolve() if options.cache else None
    return Files(
        exclude=options.exclude,
        exclude_label=label_path(options.exclude.resolve(), root),
        cache=cache,
        cache_label=label_path(cache, root) if cache else "",
        max_age=options.max_age,
    )


def make_visitor(options: argparse.Namespace) -> Visitor:
    """Return what visits the links, with the limits of the command line."""
    limits = Limits(options.timeout, options.total_timeout)
    return Visitor(
        client=Client(limits, allow_private=options.allow_private),
        gate=HostGate(options.per_host),
        retry=Retry(options.retries, options.backoff, options.max_wait),
    )


def label_path(path: Path, root: Path) -> str:
    """Return a path as findings show it: relative to the repository if it lies inside."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


if __name__ == "__main__":
    sys.exit(main())
