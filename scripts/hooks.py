"""MkDocs events, each a thin caller of the functions in `scripts/build`.

MkDocs builds the site once per language (mkdocs-static-i18n starts the second build from the
first one's `on_post_build`), so every event below runs for each language.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # `mkdocs` run as a program does not have the folder on its path
    sys.path.insert(0, str(ROOT))

from mkdocs.config.defaults import MkDocsConfig  # noqa: E402
from mkdocs.exceptions import PluginError  # noqa: E402
from mkdocs.plugins import event_priority  # noqa: E402
from mkdocs.structure.files import File, Files  # noqa: E402
from mkdocs.structure.nav import Navigation  # noqa: E402
from mkdocs.structure.pages import Page  # noqa: E402
from mkdocs.utils import get_relative_url  # noqa: E402

from scripts.build import context, search  # noqa: E402
from scripts.build.citations import CitationExtension  # noqa: E402
from scripts.build.feeds import render_feed  # noqa: E402
from scripts.build.fences import rewrite_fences  # noqa: E402
from scripts.build.glossary import add_tooltips, parse_terms  # noqa: E402
from scripts.build.listing import Card, list_cards, make_url  # noqa: E402
from scripts.build.mathml import MathError, check_formulas, render_math  # noqa: E402
from scripts.build.svg import SvgError, inline_figures  # noqa: E402
from scripts.corpus import Corpus, read_corpus  # noqa: E402
from scripts.findings import Finding, format_text  # noqa: E402
from scripts.settings import LANGUAGES, load_data  # noqa: E402

_corpus: Corpus | None = None
_cards: dict[str, list[Card]] = {}
_pages: dict[str, list[search.SearchPage]] = {}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the articles once per build; an unreadable one stops it with its place."""
    global _corpus
    if not any(isinstance(e, CitationExtension) for e in config.markdown_extensions):
        config.markdown_extensions.append(CitationExtension())  # type: ignore[arg-type]
    if not config.repo_url:
        config.edit_uri = None  # without a repository's address there is nothing to edit at
    if _corpus is None or get_language(config) == LANGUAGES[0]:
        load_data.cache_clear()
        _corpus = read_corpus(ROOT)
        _stop_on(_corpus.findings)
    _cards[get_language(config)] = list_cards(_corpus, get_language(config))
    _pages[get_language(config)] = []
    return config


@event_priority(-200)  # after mkdocs-static-i18n
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Give every language the shared assets.

    Without `fallback_to_default`, mkdocs-static-i18n drops files that belong to no language
    from all builds but the default one's.
    """
    docs = Path(config.docs_dir)
    for path in sorted((docs / "assets").rglob("*")):
        uri = path.relative_to(docs).as_posix()
        if path.is_file() and files.get_file_from_path(uri) is None:
            files.append(File(uri, config.docs_dir, config.site_dir, config.use_directory_urls))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Check the page's formulas and prepare its code fences."""
    document = _get_document(page)
    if document is not None:
        _stop_on(check_formulas(document))
    return rewrite_fences(markdown, load_data("strings")[get_language(config)])


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Turn formulas into MathML, inline the figures and add the glossary's tooltips."""
    language = get_language(config)
    try:
        html = inline_figures(render_math(html), Path(config.docs_dir))
    except (MathError, SvgError) as error:
        raise PluginError(f"docs/{page.file.src_uri}: {error.message}") from error
    html = context.mend_tables(html)
    name = get_name(page)
    _pages[language].append(
        search.SearchPage(name, make_url(name, language), dict(page.meta), html)
    )
    if name.count("/") == 1 and not name.endswith("/index"):
        glossary = get_relative_url(make_url("glossary", language), page.url)
        html = add_tooltips(html, parse_terms(load_data("glossary")), language, glossary)
        html = context.wrap_sections(html)
    return html


def on_page_context(
    context_: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Give the templates what they show: cards, sections, the page's own record."""
    context_["atlas"] = _make_context(config, get_name(page), page.content or "")
    return context_


def on_template_context(
    context_: dict[str, Any], template_name: str, config: MkDocsConfig
) -> dict[str, Any]:
    """Give the 404 page, which has no Markdown of its own, the same data."""
    context_["atlas"] = _make_context(config, "404", "")
    return context_


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str | None:
    """Write the 404 page once, in the default language's build: hosts know only one."""
    if template_name == "404.html" and get_language(config) != LANGUAGES[0]:
        return None
    return output


def on_post_build(config: MkDocsConfig) -> None:
    """Write the language's feed and search index beside its pages."""
    assert _corpus is not None
    language = get_language(config)
    strings = load_data("strings")[language]
    folder = Path(config.site_dir) / ("" if language == LANGUAGES[0] else language)
    site_url = config.site_url or ""
    prefix = "" if language == LANGUAGES[0] else f"{language}/"
    feed = render_feed(
        _cards[language],
        title=strings["site_name"],
        description=config.site_description or strings["tagline"],
        language=language,
        site_url=site_url,
        feed_url=f"{site_url}{prefix}feed.xml",
    )
    (folder / "feed.xml").write_text(feed, "utf-8", newline="\n")
    search.write_index(
        search.collect_entries(_pages[language], language, _corpus),
        folder / search.FOLDER,
        suggest=f"{config.repo_url.rstrip('/')}/issues/new/choose" if config.repo_url else "",
    )


def get_language(config: MkDocsConfig) -> str:
    """Return the language that is being built."""
    return str(getattr(config.plugins["i18n"], "current_language", None) or LANGUAGES[0])


def get_name(page: Page) -> str:
    """Return a page's path below its language's folder, without `.md`."""
    uri = page.file.src_uri.removesuffix(".md")
    return uri.partition("/")[2] if uri.partition("/")[0] in LANGUAGES else uri


def _make_context(config: MkDocsConfig, name: str, content: str) -> dict[str, Any]:
    assert _corpus is not None
    language = get_language(config)
    order = list(context.list_nav_names(config.nav))
    site = context.Site(_corpus, _cards[language], order, config.site_url or "")
    return context.make_context(site, name, language, content)


def _get_document(page: Page) -> Any:
    language = page.file.src_uri.partition("/")[0]
    found = _corpus.pages.get((get_name(page), language)) if _corpus else None
    return found.document if found else None


def _stop_on(findings: list[Finding]) -> None:
    if findings:
        raise PluginError("\n" + format_text(sorted(findings)))
