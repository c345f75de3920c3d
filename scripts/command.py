"""The command-line options that the article checks share, and what they select."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from scripts.corpus import Corpus
from scripts.findings import Finding, make_parser
from scripts.settings import LANGUAGES, ROOT
from scripts.wording import suggest


def make_check_parser(description: str | None) -> argparse.ArgumentParser:
    """Return a parser with `--format`, `--root` and the names of articles."""
    parser = make_parser(description)
    parser.add_argument(
        "--root", type=Path, default=ROOT, metavar="DIR", help="default: this repository"
    )
    parser.add_argument(
        "names", nargs="*", metavar="ARTICLE", help="<section>/<slug> or a file (default: all)"
    )
    return parser


def select_names(
    corpus: Corpus, options: argparse.Namespace, parser: argparse.ArgumentParser
) -> frozenset[str] | None:
    """Return the page names that the command line limits the run to; None means all.

    An unknown name ends the program as bad usage.
    """
    if not options.names:
        return None
    paths = [f.path for f in corpus.findings]  # pages that could not even be read
    known = {name for name, _ in corpus.pages} | {name_of_path(p) for p in paths}
    names = [name_of_path(_make_relative(n, options.root)) for n in options.names]
    for name in names:
        if name not in known:
            parser.error(f'no page "{name}"{suggest(name, sorted(known))}')
    return frozenset(names)


def _make_relative(name: str, root: Path) -> str:
    path = Path(name)
    if path.is_absolute() and path.is_relative_to(root.resolve()):
        return path.relative_to(root.resolve()).as_posix()
    return path.as_posix()


def name_of_path(path: str) -> str:
    """Return the page name of `docs/<language>/<name>.md`; a name stays itself."""
    for language in LANGUAGES:
        path = path.removeprefix(f"docs/{language}/")
    return path.removesuffix(".md")


def keep_selected(findings: Iterable[Finding], names: frozenset[str] | None) -> list[Finding]:
    """Keep the findings about the selected pages."""
    return [f for f in findings if names is None or name_of_path(f.path) in names]
