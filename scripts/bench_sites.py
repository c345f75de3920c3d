"""The sites that `bench_search.py` compares: ours, Material's, stock Pagefind's, a large one."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from pathlib import Path

import yaml

from scripts.build.listing import HAN
from scripts.build.search import FOLDER, write_index
from scripts.build.search.pages import Entry, Name
from scripts.build.search.text import Section, split_sections
from scripts.corpus import read_corpus
from scripts.settings import LANGUAGES, ROOT

_ARTICLE = re.compile(r"<article\b.*?</article>", re.S)
_PAGEFIND = (
    '<link href="/pagefind/pagefind-ui.css" rel="stylesheet">'
    '<script src="/pagefind/pagefind-ui.js"></script><div id="bench"></div><script>'
    'addEventListener("DOMContentLoaded",()=>new PagefindUI({element:"#bench",pageSize:10,'
    "resetStyles:false,showImages:false}))</script>"
)


def build_ours(folder: Path) -> Path:
    """Build the site as it is."""
    return _build(folder, ROOT / "mkdocs.yml")


def build_material(folder: Path) -> Path:
    """Build the content with Material's own templates and search, Chinese cut by jieba."""
    config = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), Loader=_Loader)
    templates = folder.with_name("templates")
    templates.mkdir()
    for name in ("home", "articles", "tags", "glossary", "section"):
        (templates / f"{name}.html").write_text('{% extends "main.html" %}', "utf-8")
    config["theme"]["custom_dir"] = str(templates)
    config["plugins"].insert(0, {"search": {"lang": ["en", "zh"]}})
    config["docs_dir"] = str(ROOT / "docs")
    config["hooks"] = [str(ROOT / "scripts/hooks.py")]
    config.pop("watch")
    config["site_url"] = "http://127.0.0.1/"
    path = folder.with_suffix(".yml")
    path.write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
    return _build(folder, path)


class _Loader(yaml.SafeLoader):
    """Reads `!ENV [NAME, default]` as the default."""


def _read_default(loader: _Loader, node: yaml.SequenceNode) -> object:
    return loader.construct_sequence(node)[-1]


_Loader.add_constructor("!ENV", _read_default)


def build_pagefind(folder: Path) -> Path:
    """Build the site, index its pages with stock Pagefind, and put its dialog on the homes."""
    site = build_ours(folder)
    subprocess.run(
        [sys.executable, "-m", "pagefind", "--site", str(site), "--root-selector", "article"],
        check=True,
        capture_output=True,
    )
    for name in ("index.html", "en/index.html"):
        page = site / name
        page.write_text(page.read_text("utf-8").replace("</body>", f"{_PAGEFIND}</body>"), "utf-8")
    return site


def _build(folder: Path, config: Path) -> Path:
    clean = {k: v for k, v in os.environ.items() if k not in ("SITE_URL", "REPO_URL")}
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(config), "-d", str(folder)],
        cwd=ROOT,
        env={**clean, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)},
        check=True,
    )
    return folder


# ----------------------------------------------------------------- a large site
def generate_ours(folder: Path, count: int) -> Path:
    """Build the site and replace its index by one of `count` generated articles a language.

    The generated texts recombine sentences of the real ones; every tenth word is replaced by an
    invented one of a vocabulary that grows with the site, as vocabularies do.
    """
    site = build_ours(folder)
    for language in LANGUAGES:
        prefix = "" if language == LANGUAGES[0] else f"{language}/"
        entries = generate_entries(site, language, count)
        write_index(entries, site / prefix / FOLDER)
    return site


def generate_entries(site: Path, language: str, count: int) -> list[Entry]:
    """Return the entries of invented articles that are as long as the real ones."""
    prefix = "" if language == LANGUAGES[0] else f"{language}/"
    pages = [p.name for p in read_corpus(ROOT).list_articles(language)]
    sections = [list(_read_sections(site / prefix / name)) for name in pages]
    maker = _Maker(language, [s for page in sections for s in page])
    return [maker.make_entry(n, prefix, len(sections[n % len(sections)])) for n in range(count)]


def _read_sections(folder: Path) -> list[Section]:
    found = _ARTICLE.search((folder / "index.html").read_text("utf-8"))
    return list(split_sections(found.group() if found else ""))


class _Maker:
    """Invents articles, the same ones each time."""

    def __init__(self, language: str, sections: list[Section]) -> None:
        self.random = random.Random(20240229)
        self.chinese = language == LANGUAGES[0]
        stops = r"(?<=[。；])" if self.chinese else r"(?<=[.;]) "
        self.sentences = [part for s in sections for part in re.split(stops, s.text) if part]
        self.length = max(1, sum(len(s.text) for s in sections) // len(sections))
        self.characters = [c for s in sections for c in s.text if re.match(f"[{HAN}]", c)]

    def make_word(self) -> str:
        """Return a word: a pair or triple of Han characters, or Latin syllables."""
        choose = self.random.choice
        if self.chinese and self.random.random() < 0.8:
            return "".join(choose(self.characters) for _ in range(choose((2, 2, 3))))
        rank = int(self.random.paretovariate(0.6)) % 90_000  # few words are common, most rare
        word = ""
        while rank or len(word) < 4:
            rank, consonant = divmod(rank, 13)
            word += "rnstldcmpgbvk"[consonant] + "aeiou"[len(word) % 5]
        return word

    def make_text(self) -> str:
        """Return about as much text as a section has."""
        text = ""
        while len(text) < self.length:
            sentence = self.random.choice(self.sentences)
            words = re.findall(r"\S+\s*" if not self.chinese else r".{1,3}", sentence)
            for i in range(0, len(words), 10):
                words[i] = self.make_word() + ("" if self.chinese else " ")
            text += "".join(words) + " "
        return text

    def make_name(self, size: int) -> str:
        """Return a name of some words."""
        return ("" if self.chinese else " ").join(self.make_word() for _ in range(size))

    def make_entry(self, number: int, prefix: str, sections: int) -> Entry:
        """Return an article with title, aliases, glossary terms and sections."""
        title = self.make_name(3)
        names = [Name(title, 3), *(Name(self.make_name(2), 2) for _ in range(12))]
        names += [Name(self.make_name(2), 1) for _ in range(26)]
        made = [Section(f"s{n}", self.make_name(3), self.make_text()) for n in range(sections)]
        made[0] = Section("", "", made[0].text)
        return Entry(
            url=f"{prefix}section-{number % 11}/article-{number}/",
            title=title,
            section="A section",
            is_article=True,
            description=self.make_text()[:150],
            names=tuple(names),
            extras=self.make_name(8),
            headings={s.id: self.make_name(3) for s in made if s.id},
            sections=tuple(made),
        )
