"""The articles on disk: which there are, in which section, in which languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.findings import Finding
from scripts.markdown.front_matter import FrontMatterError
from scripts.markdown.records import Document
from scripts.markdown.scan import read_document
from scripts.settings import LANGUAGES

MAX_BYTES = 400_000  # a Markdown file beyond this is no article


@dataclass(frozen=True)
class Page:
    """A Markdown page: `name` is its path below the language's folder, without `.md`."""

    name: str
    language: str
    document: Document

    @property
    def is_article(self) -> bool:
        """Articles are `<section>/<slug>`; landing pages and others are not."""
        section, _, slug = self.name.partition("/")
        return bool(section and slug) and slug != "index" and "/" not in slug


@dataclass(frozen=True)
class Corpus:
    """All pages that could be read, and the findings about those that could not."""

    root: Path
    pages: dict[tuple[str, str], Page]
    findings: list[Finding]

    def list_pages(self, language: str) -> list[Page]:
        """Return a language's pages by name."""
        return [p for (_, lang), p in sorted(self.pages.items()) if lang == language]

    def list_articles(self, language: str) -> list[Page]:
        """Return a language's articles by name."""
        return [p for p in self.list_pages(language) if p.is_article]

    def list_pairs(self) -> Iterator[tuple[Page, Page]]:
        """Yield the pages that exist in every language, as (first, other) pairs."""
        first, *others = LANGUAGES
        for page in self.list_pages(first):
            for language in others:
                if (page.name, language) in self.pages:
                    yield page, self.pages[page.name, language]


def read_corpus(root: Path) -> Corpus:
    """Read every Markdown page below `root/docs/<language>/`."""
    pages: dict[tuple[str, str], Page] = {}
    findings: list[Finding] = []
    for language in LANGUAGES:
        folder = root / "docs" / language
        for path in sorted(folder.rglob("*.md")):
            result = read_page(path, root)
            if isinstance(result, Finding):
                findings.append(result)
            else:
                name = path.relative_to(folder).with_suffix("").as_posix()
                pages[name, language] = Page(name, language, result)
    return Corpus(root, pages, findings)


def read_page(path: Path, root: Path) -> Document | Finding:
    """Read one file; what makes it unreadable is a finding (FILE-1, FILE-2, META-1)."""
    name = path.relative_to(root).as_posix()
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            message = f"file has {size} bytes, at most {MAX_BYTES} are read (split the article)"
            return Finding(name, 1, 1, "FILE-2", message)
        return read_document(path, root)
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        return Finding(name, line, column, "FILE-1", "not valid UTF-8 (save the file as UTF-8)")
    except FrontMatterError as error:
        return Finding(name, error.line, error.column, "META-1", str(error))
    except OSError as error:
        return Finding(name, 1, 1, "FILE-1", f"cannot be read: {error.strerror}")
