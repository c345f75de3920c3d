"""Start a new article: both files and its line in the nav of mkdocs.yml.

What is not given as an option is asked for, where the program runs in a terminal.
"""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.articles.navigation import NAME
from scripts.files import write_atomically
from scripts.scaffold.nav import insert_page
from scripts.scaffold.request import Request, RequestError, check_request
from scripts.scaffold.template import render_article
from scripts.settings import LANGUAGES, LEVELS, ROOT, list_sections, list_tags
from scripts.wording import list_words

# option -> what is asked
_QUESTIONS = {
    "section": "Section ({sections})",
    "slug": "Slug, such as sliding-window",
    "title_zh": "Title in Chinese",
    "title_en": "Title in English",
    "level": "Level ({levels})",
    "tags": "Two to five tags, by commas ({tags})",
}


def create_article(request: Request, root: Path) -> list[str]:
    """Write the files of a new article and return their paths; all or nothing.

    Raises RequestError where an answer cannot be used, and OSError.
    """
    check_request(request, root)
    nav = insert_page(root, f"{request.name}.md")
    texts = {request.path(lang): render_article(request, lang) for lang in LANGUAGES}
    written: list[Path] = []
    try:
        for path, text in texts.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            with (root / path).open("x", encoding="utf-8", newline="") as file:
                written.append(root / path)
                file.write(text)
        write_atomically(root / NAME, nav)
    except BaseException:
        for file_path in written:
            file_path.unlink(missing_ok=True)
        raise
    return [*texts, NAME]


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in _QUESTIONS:
        parser.add_argument(f"--{name.replace('_', '-')}")
    parser.add_argument(
        "--date", type=datetime.date.fromisoformat, default=None, help="default: today"
    )
    parser.add_argument("--root", type=Path, default=ROOT, metavar="DIR")
    return parser


def _ask_missing(options: argparse.Namespace, parser: argparse.ArgumentParser) -> None:
    missing = [name for name in _QUESTIONS if getattr(options, name) is None]
    if missing and not sys.stdin.isatty():
        wanted = list_words(f"--{name.replace('_', '-')}" for name in missing)
        parser.error(f"missing {wanted} (questions are asked in a terminal only)")
    words = {
        "sections": list_words(list_sections()),
        "levels": list_words(LEVELS),
        "tags": list_words(list_tags()),
    }
    for name in missing:
        setattr(options, name, input(f"{_QUESTIONS[name].format(**words)}: ").strip())


def _make_request(options: argparse.Namespace) -> Request:
    return Request(
        section=options.section,
        slug=options.slug,
        titles={lang: getattr(options, f"title_{lang}") for lang in LANGUAGES},
        level=options.level,
        tags=tuple(t.strip() for t in options.tags.split(",") if t.strip()),
        date=options.date or datetime.date.today(),
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Create an article; exit code 0, or 2 where nothing was written."""
    parser = _make_parser()
    options = parser.parse_args(argv)
    try:
        _ask_missing(options, parser)
        paths = create_article(_make_request(options), options.root)
    except (EOFError, KeyboardInterrupt):
        print("\nnothing written", file=sys.stderr)
        return 2
    except (RequestError, OSError) as error:
        print(f"new_article: {error}; nothing written", file=sys.stderr)
        return 2
    print("\n".join(f"wrote {path}" for path in paths))
    print("Next: write what `make check` lists as TODO(write), in both languages.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
