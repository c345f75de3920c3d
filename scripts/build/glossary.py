"""The glossary: its terms, and the tooltip at a term's first use in an article."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any

from scripts.settings import LANGUAGES

# Long elements whose text stays as it is are one token: most of a page's tags are in them.
_TOKEN = re.compile(
    r"<!--.*?-->|(?P<whole><(?P<name>math|pre|script|style)\b.*?</(?P=name)>)|<[^>]*>|[^<]+", re.S
)
# Elements whose text stays as it is.
_SKIPPED = re.compile(
    r"</?(a|abbr|button|code|figcaption|h[1-6]|kbd|math|pre|script|style|summary|svg)(?![\w-])",
    re.I,
)


@dataclass(frozen=True)
class Term:
    """An entry of `data/glossary.yml`; names and meanings per language."""

    slug: str
    names: dict[str, str]
    abbreviation: str
    meanings: dict[str, str]
    article: str

    def list_forms(self, language: str) -> list[str]:
        """Return the spellings that are looked for in a page of this language."""
        return [form for form in (self.names[language], self.abbreviation) if form]


def parse_terms(entries: list[dict[str, Any]]) -> list[Term]:
    """Turn the records of the data file into terms."""
    return [
        Term(
            slug=e["slug"],
            names={lang: e[lang] for lang in LANGUAGES},
            abbreviation=e.get("abbr") or "",
            meanings={lang: e[f"meaning_{lang}"] for lang in LANGUAGES},
            article=e.get("article") or "",
        )
        for e in entries
    ]


def add_tooltips(page_html: str, terms: list[Term], language: str, glossary_url: str) -> str:
    """Link the first use of every term to the glossary, with its meaning as a tooltip.

    Headings, links, code, formulas, figures and the list of references are left alone.
    """
    by_form = {f.casefold(): t for t in reversed(terms) for f in t.list_forms(language)}
    if not by_form:
        return page_html
    pattern = _compile_forms(sorted(by_form, key=len, reverse=True))
    used: set[str] = set()

    def link(match: re.Match[str]) -> str:
        term = by_form.get(match.group(1).casefold())
        if term is None or term.slug in used or _is_other_word(match.group(1), term, language):
            return match.group()
        used.add(term.slug)
        meaning = html.escape(term.meanings[language], quote=True)
        href = f"{glossary_url}#{term.slug}"
        return f'<a class="term" href="{href}" title="{meaning}">{match.group()}</a>'

    text, heading, references = page_html.partition('<h2 id="references"')
    return _substitute_text(text, pattern, link) + heading + references


def _is_other_word(found: str, term: Term, language: str) -> bool:
    """An abbreviation counts only as it is written: `ts` is not TS."""
    names = (term.names[language].casefold(), term.abbreviation)
    return found.casefold() != names[0] and found != names[1]


def _compile_forms(forms: list[str]) -> re.Pattern[str]:
    """Match any form; Latin ones as whole words, with a plural s."""
    alternatives = [re.escape(html.escape(form, quote=False)) for form in forms]
    return re.compile(
        r"(?<![A-Za-z0-9_-])(" + "|".join(alternatives) + r")(?:s(?![A-Za-z]))?(?![A-Za-z0-9_])"
        if all(form.isascii() for form in forms)
        else r"(?:(?<![A-Za-z0-9_-])|(?<=[^\x00-\x7f]))(" + "|".join(alternatives) + r")"
        r"(?![A-Za-z0-9_])",
        re.I,
    )


def _substitute_text(page_html: str, pattern: re.Pattern[str], replace: Any) -> str:
    """Apply a substitution to the running text of an HTML fragment."""
    pieces: list[str] = []
    open_tags: list[str] = []
    for match in _TOKEN.finditer(page_html):
        token = match.group()
        if token.startswith("<"):
            if not match["whole"] and (found := _SKIPPED.match(token)):
                _track_tag(token, found.group(1).lower(), open_tags)
        elif not open_tags:
            token = pattern.sub(replace, token)
        pieces.append(token)
    return "".join(pieces)


def _track_tag(tag: str, name: str, open_tags: list[str]) -> None:
    """Keep the stack of open elements whose text is left alone."""
    if tag.endswith("/>"):
        return
    if not tag.startswith("</"):
        open_tags.append(name)
    elif name in open_tags:
        del open_tags[len(open_tags) - 1 - open_tags[::-1].index(name) :]
