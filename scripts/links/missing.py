"""What to say of a link whose target does not exist, in the terms of the link's author."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import quote

from scripts.links.extract import Link
from scripts.links.locate import Locator, Occurrence
from scripts.links.resolve import (
    Target,
    find_other_case,
    fold,
    page_url,
    spell_url,
    suggest_path,
)
from scripts.links.site import SiteCheck, ask, cut

_REPAIR = "; correct the path or add the file"


def judge_missing(check: SiteCheck, path: str, link: Link, target: Target) -> tuple[str, str]:
    """Return rule and message of a link to a file that the site does not have."""
    verdict = judge_source_link(check, path, link, target)
    if verdict:
        return verdict
    other = find_other_case(target.path, check.site)
    if other:
        right = spell_url(other, path, link.target, check.site)
        return "LINK-3", f"`{cut(link.target)}` is in the wrong letter case; write `{right}`"
    found = suggest_path(page_url(target.path), _list_candidates(check, target.path))
    spelled = spell_url(found, path, link.target, check.site) if found is not None else None
    message = f"`{cut(link.target)}` leads to {check.label}/{cut(target.path)}"
    return "LINK-1", f"{message}, which does not exist{ask(spelled) or _REPAIR}"


def judge_source_link(
    check: SiteCheck, path: str, link: Link, target: Target
) -> tuple[str, str] | None:
    """Return rule and message of a broken link that was meant as a path between sources."""
    for occurrence in check.find_occurrences(path, link, target):
        source = check.locator.resolve_source(occurrence)
        if source is not None and _is_source_link(check.locator, occurrence, source):
            return _judge_source(check, path, occurrence, source)
    return None


def _list_candidates(check: SiteCheck, wanted: str) -> list[str]:
    """Return the files a missing one may have been: same kind, and for pages same language."""
    suffix = posixpath.splitext(wanted)[1]
    if suffix not in {"", ".html", ".md"}:
        return sorted(f for f in check.site.files if f.endswith(suffix))
    language = check.locator.find_language(page_url(wanted))
    pages = (f for f in check.site.files if check.locator.find_language(f) == language)
    return sorted(page_url(f) for f in pages if f.endswith(".html"))


def _is_source_link(locator: Locator, occurrence: Occurrence, source: str) -> bool:
    """Tell whether an address was meant as a path between source files, not between pages."""
    path = re.split(r"[?#]", occurrence.raw)[0]
    if path.endswith(".md") or fold(source) in locator.folded:
        return True
    return occurrence.is_markdown and not path.endswith("/")


def _judge_source(
    check: SiteCheck, path: str, occurrence: Occurrence, source: str
) -> tuple[str, str]:
    """Judge a broken path between source files, in the terms of its author."""
    locator, shown = check.locator, f"{check.locator.docs.name}/{source}"
    here = posixpath.dirname(_strip_docs(occurrence)) or "."
    raw = cut(occurrence.raw)
    if source.startswith(".."):
        return "LINK-8", f"`{raw}` leaves {locator.docs.name}/; link to a file inside it"
    if source in locator.files:
        return _judge_unbuilt(check, path, occurrence, source)
    other = locator.folded.get(fold(source))
    if other:
        right = quote(posixpath.relpath(other, here))
        return "LINK-3", f"`{raw}` is in the wrong letter case; write `{right}`"
    found = suggest_path(source, _list_sources(locator, source))
    spelled = quote(posixpath.relpath(found, here)) if found else None
    return "LINK-1", f"`{raw}` leads to {shown}, which does not exist{ask(spelled) or _REPAIR}"


def _list_sources(locator: Locator, wanted: str) -> list[str]:
    """Return the source files a missing one may have been: same suffix, same top folder."""
    top, suffix = wanted.partition("/")[0], posixpath.splitext(wanted)[1]
    return sorted(f for f in locator.files if f.endswith(suffix) and f.startswith(f"{top}/"))


def _to_built(locator: Locator, source: str) -> str:
    path = locator.map_source(source)
    return posixpath.join(path, "index.html") if source.endswith(".md") else path


def _judge_unbuilt(
    check: SiteCheck, path: str, occurrence: Occurrence, source: str
) -> tuple[str, str]:
    """Judge a path to an existing source file that MkDocs did not turn into an address."""
    docs, raw = check.locator.docs.name, cut(occurrence.raw)
    here, there = (p.partition("/")[0] for p in (_strip_docs(occurrence), source))
    if source.endswith(".md") and here != there and {here, there} <= set(check.locator.languages):
        own = posixpath.join(here, source.partition("/")[2])
        start = posixpath.dirname(_strip_docs(occurrence))
        spelled = quote(posixpath.relpath(own, start)) if own in check.locator.files else None
        expected = f"expected a page in {here}{ask(spelled)}"
        return "LINK-4", f"`{raw}` leads from a page in {here} to one in {there}; {expected}"
    named = f"`{raw}` names {docs}/{source}"
    if occurrence.is_markdown:
        why = "which the site was built without; build it again or see why the file is left out"
        return "LINK-1", f"{named}, {why}"
    url = spell_url(_to_built(check.locator, source), path, "", check.site)
    why = f"but MkDocs changes no paths in raw HTML; write `{url}`, "
    return "LINK-1", f"{named}, {why}or a Markdown link `[text]({raw})`"


def _strip_docs(occurrence: Occurrence) -> str:
    """Return the path of an occurrence's file below the folder of the sources."""
    return occurrence.path.partition("/")[2]
