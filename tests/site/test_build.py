"""The built files: pages, addresses, feeds, sitemap, reproducibility, a fork's sub-path."""

from __future__ import annotations

import filecmp
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from scripts.build.listing import make_url
from scripts.corpus import read_corpus
from scripts.settings import LANGUAGES, ROOT, list_sections
from tests.site.conftest import build_site

CORPUS = read_corpus(ROOT)
FIRST_ARTICLES = [
    "large-language-models/deepseek-v3",
    "training-systems/flash-attention",
    "machine-learning/gbdt",
    "machine-learning/xgboost",
    "python/lists-and-tuples",
    "algorithms/sliding-window-maximum",
]


def read_page(site: Path, name: str, language: str) -> str:
    return (site / make_url(name, language) / "index.html").read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FIRST_ARTICLES)
def test_articles_stand_at_section_and_slug(site: Path, name: str, language: str) -> None:
    prefix = "" if language == "zh" else "en/"
    assert (site / f"{prefix}{name}" / "index.html").is_file()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_has_a_landing_page_that_lists_its_articles(
    site: Path, language: str
) -> None:
    for slug in list_sections():
        html = read_page(site, f"{slug}/index", language)
        for article in CORPUS.list_articles(language):
            if article.name.startswith(f"{slug}/"):
                assert article.document.meta["description"].split("：")[0][:20] in html


def test_every_page_has_description_canonical_and_alternates(site: Path) -> None:
    for (name, language), _ in CORPUS.pages.items():
        html = read_page(site, name, language)
        assert re.search(r'<meta name="description" content="[^"]{20,}"', html), name
        assert f'<html lang="{language}"' in html
        canonical = "http://127.0.0.1:8000/" + make_url(name, language).removeprefix("./")
        assert f'<link rel="canonical" href="{canonical}">' in html
        for other in LANGUAGES:
            target = "http://127.0.0.1:8000/" + make_url(name, other).removeprefix("./")
            assert f'hreflang="{other}" href="{target}"' in html
        for tag in ("og:title", "og:description", "og:image", "og:url"):
            assert f'property="{tag}"' in html


def test_home_lists_the_newest_articles_first(site: Path) -> None:
    for language in LANGUAGES:
        html = read_page(site, "index", language)
        dates = re.findall(r'<time datetime="([\d-]+)">', html)
        expected = min(12, len(CORPUS.list_articles(language)))
        assert len(dates) == expected
        assert dates == sorted(dates, reverse=True)


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    loads = re.compile(
        r"<(?:script|img|iframe|source|video|audio)\b[^>]*\bsrc=\"(?:https?:)?//"
        r"|<link\b[^>]*rel=\"(?:stylesheet|preload|preconnect|icon)\"[^>]*href=\"(?:https?:)?//"
    )
    for path in site.rglob("*.html"):
        assert not loads.search(path.read_text("utf-8")), path


def test_no_page_has_a_math_script_or_material_search(site: Path) -> None:
    for path in site.rglob("*.html"):
        scripts = re.findall(r'<script[^>]*src="([^"]+)"', path.read_text("utf-8"))
        assert not [s for s in scripts if re.search("katex|mathjax|search", s, re.I)], path
    assert not (site / "search").exists()


def test_feeds_are_valid_and_name_absolute_addresses(site: Path) -> None:
    for language, prefix in (("zh", ""), ("en", "en/")):
        channel = ET.parse(site / prefix / "feed.xml").getroot().find("channel")
        assert channel is not None
        assert channel.findtext("language") == language
        links = [item.findtext("link") or "" for item in channel.findall("item")]
        assert len(links) == min(30, len(CORPUS.list_articles(language)))
        assert all(link.startswith(f"http://127.0.0.1:8000/{prefix}") for link in links)


def test_sitemap_lists_every_page_in_both_languages(site: Path) -> None:
    text = (site / "sitemap.xml").read_text("utf-8")
    for name, language in CORPUS.pages:
        address = "http://127.0.0.1:8000/" + make_url(name, language).removeprefix("./")
        assert f"<loc>{address}</loc>" in text


def test_without_a_repository_there_are_no_edit_links(site: Path) -> None:
    html = read_page(site, FIRST_ARTICLES[0], "en")
    assert "Edit this page" not in html
    assert "Report a mistake" not in html


def test_a_fork_gets_its_own_addresses(fork_site: Path) -> None:
    html = read_page(fork_site, FIRST_ARTICLES[0], "en")
    article = "en/large-language-models/deepseek-v3"
    assert f'<link rel="canonical" href="https://example.org/repo/{article}/">' in html
    edit = f"https://github.com/example/repo/edit/main/docs/{article}.md"
    assert f'href="{edit}"' in html
    assert 'href="https://github.com/example/repo/issues/new/choose"' in html
    assert "assets/javascripts/bundle" not in html  # Material's would ask the host for the stars


def test_the_same_content_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    build_site(tmp_path / "again")
    ours = {p.relative_to(site) for p in site.rglob("*") if p.is_file()}
    again = {p.relative_to(tmp_path / "again") for p in (tmp_path / "again").rglob("*")}
    assert ours == {p for p in again if (tmp_path / "again" / p).is_file()}
    names = [str(p) for p in ours if p.name != "sitemap.xml.gz"]  # gzip's header holds a time
    _, differing, missing = filecmp.cmpfiles(site, tmp_path / "again", names, shallow=False)
    assert not differing
    assert not missing


def test_tooltips_link_a_terms_first_use(site: Path) -> None:
    html = read_page(site, "training-systems/flash-attention", "en")
    slugs = re.findall(r'<a class="term" href="[^"]*glossary/#([\w-]+)" title="[^"]+">', html)
    assert slugs
    assert len(slugs) == len(set(slugs))
