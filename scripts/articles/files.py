"""Names of files and folders below docs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from scripts.corpus import Corpus, Page
from scripts.findings import Finding
from scripts.settings import LANGUAGES, SHARED_FOLDERS, list_sections
from scripts.wording import list_words, suggest

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE_LIKE = re.compile(r"[a-z]{2}(?:[-_][a-zA-Z]{2})?")


def check_name(page: Page) -> Iterator[Finding]:
    """Check that a page lies in a known section and is named like the others."""
    parts = page.name.split("/")
    path = page.document.path
    for part in parts:
        if not SLUG.fullmatch(part):
            message = f'"{part}" must be lower case letters, digits and hyphens'
            yield Finding(path, 1, 1, "ARTICLE-1", message)
    if len(parts) > 2:
        message = f"page lies {len(parts) - 1} folders deep, expected <section>/<slug>.md"
        yield Finding(path, 1, 1, "ARTICLE-1", message)
    sections = list_sections()
    if len(parts) > 1 and parts[0] not in sections:
        hint = suggest(parts[0], sections)
        message = f'section "{parts[0]}" is not in data/sections.yml{hint}'
        yield Finding(path, 1, 1, "ARTICLE-1", message)


def check_folders(root: Path) -> Iterator[Finding]:
    """Find folders below docs that mkdocs-static-i18n would take for a language.

    It drops their files without a word, even in a strict build.
    """
    known = (*LANGUAGES, *SHARED_FOLDERS)
    docs = root / "docs"
    for path in sorted(docs.iterdir()) if docs.is_dir() else []:
        if path.is_dir() and path.name not in known and _LANGUAGE_LIKE.fullmatch(path.name):
            message = (
                f'folder "{path.name}" would be taken for a language and left out of the site; '
                f"keep shared files in docs/{list_words(SHARED_FOLDERS)}"
            )
            yield Finding(f"docs/{path.name}", 1, 1, "ARTICLE-2", message)


def check_sections(corpus: Corpus) -> Iterator[Finding]:
    """Check that every folder with pages has its landing page."""
    for language in LANGUAGES:
        names = {p.name for p in corpus.list_pages(language)}
        for section in sorted({n.split("/")[0] for n in names if "/" in n}):
            if f"{section}/index" not in names:
                path = f"docs/{language}/{section}/index.md"
                message = "the section has no landing page; create it"
                yield Finding(path, 1, 1, "ARTICLE-1", message)
