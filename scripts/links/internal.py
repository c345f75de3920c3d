"""The check of the built site: every link, image and style sheet address of every file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urlsplit

from scripts.findings import Finding
from scripts.links.addresses import find_local_reason
from scripts.links.extract import Link
from scripts.links.missing import judge_missing, judge_source_link
from scripts.links.resolve import (
    Kind,
    Target,
    find_file,
    has_fragment,
    spell_url,
    suggest,
)
from scripts.links.site import Fault, SiteCheck, ask, cut, place_faults

PLAIN_SCHEMES = {"mailto:", "tel:"}
LOADED_SCHEMES = {"data:", "blob:", "about:"}
FRAGMENT_TAGS = {"a", "area", "iframe", "use"}

Verdict = tuple[str, str] | None


def check_internal(check: SiteCheck) -> list[Finding]:
    """Return the findings of the built site, at the source line where there is one."""
    findings = [
        Finding(f"{check.label}/{path}", 1, 1, "LINK-11", page.problem)
        for path, page in check.pages.items()
        if page.problem
    ]
    faults: list[Fault] = []
    for path, link, target in check.list_links():
        faults.extend(check_link(check, path, link, target))
    return findings + place_faults(check, faults)


def check_link(check: SiteCheck, path: str, link: Link, target: Target) -> Iterator[Fault]:
    """Yield the faults of one link."""
    judge = JUDGES.get(target.kind)
    verdict = judge(check, path, link, target) if judge else None
    if verdict:
        rule, message = verdict
        key = target.path if target.kind is Kind.INTERNAL else link.target
        yield Fault(path, link, target, rule, message, key=f"{key}#{target.fragment}")


def _judge_empty(check: SiteCheck, path: str, link: Link, target: Target) -> Verdict:
    return "LINK-5", f"a link without a target in `<{link.tag}>`; write one or remove the link"


def _judge_scheme(check: SiteCheck, path: str, link: Link, target: Target) -> Verdict:
    allowed = PLAIN_SCHEMES | (LOADED_SCHEMES if link.loaded else set())
    if target.value in allowed:
        return None
    known = ", ".join(f"`{s}`" for s in ["http:", "https:", *sorted(allowed)])
    return "LINK-6", f"`{cut(link.target)}` has the scheme `{target.value}`; expected {known}"


def _judge_outside(check: SiteCheck, path: str, link: Link, target: Target) -> Verdict:
    verdict = judge_source_link(check, path, link, target)
    if verdict:
        return verdict
    hint = ""
    if link.target.startswith("/"):
        hint = f"; did you mean `{check.site.prefix}{link.target.lstrip('/')}`?"
    message = f"`{cut(link.target)}` leaves the site, which begins at `{target.value}`{hint}"
    return "LINK-8", message


def _judge_malformed(check: SiteCheck, path: str, link: Link, target: Target) -> Verdict:
    return "LINK-9", f"`{cut(link.target)}` is not a valid address: {target.value}"


def _judge_external(check: SiteCheck, path: str, link: Link, target: Target) -> Verdict:
    parts = urlsplit(target.value)
    if "@" in parts.netloc:
        bare = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        return "LINK-9", f"an address with a user name or password; write `{cut(bare)}`"
    reason = find_local_reason(parts.hostname or "")
    if reason and not check.allow_private:
        shown = cut(target.value)
        return "LINK-7", f"`{shown}` {reason}; readers cannot open it: link to a public address"
    if parts.scheme == "http" and link.loaded and not check.allow_private:
        secure = parts._replace(scheme="https").geturl()
        return "LINK-10", f"`{cut(target.value)}` is blocked by browsers; write `{cut(secure)}`"
    return None


def _judge_internal(check: SiteCheck, path: str, link: Link, target: Target) -> Verdict:
    if link.in_content and link.tag == "a" and link.target.strip() == "#":
        return "LINK-5", "`#` leads nowhere; write a target or remove the link"
    file = find_file(target.path, check.site)
    if file is None:
        return judge_missing(check, path, link, target)
    return _judge_language(check, path, link, file) or _judge_fragment(check, link, target, file)


def _judge_language(check: SiteCheck, path: str, link: Link, file: str) -> Verdict:
    here, there = check.locator.find_language(path), check.locator.find_language(file)
    if link.switches_language or not link.in_content or link.tag != "a":
        return None
    if not here or not there or here == there or not file.endswith(".html"):
        return None
    own = _swap_language(file, check.locator.languages, here)
    expected = f"expected a page in {here}"
    if own in check.site.files:
        expected += f": did you mean `{spell_url(own, path, link.target, check.site)}`?"
    return (
        "LINK-4",
        f"`{cut(link.target)}` leads from a page in {here} to one in {there}; {expected}",
    )


def _swap_language(file: str, languages: Sequence[str], wanted: str) -> str:
    first, _, rest = file.partition("/")
    bare = rest if first in languages[1:] else file
    return bare if wanted == languages[0] else f"{wanted}/{bare}"


def _judge_fragment(check: SiteCheck, link: Link, target: Target, file: str) -> Verdict:
    page = check.pages.get(file)
    if target.fragment is None or link.tag not in FRAGMENT_TAGS or page is None or page.problem:
        return None
    if has_fragment(target.fragment, page.ids):
        return None
    known = sorted(i for i in page.ids if not i.startswith("__"))
    hint = ask(suggest(target.fragment, known), prefix="#")
    hint = hint or "; expected the id of an element of that page"
    found = f"{check.label}/{file} has no element with the id `{cut(target.fragment)}`"
    return "LINK-2", f"`{cut(link.target)}`: {found}{hint}"


JUDGES: dict[Kind, Callable[[SiteCheck, str, Link, Target], Verdict]] = {
    Kind.EMPTY: _judge_empty,
    Kind.SCHEME: _judge_scheme,
    Kind.OUTSIDE: _judge_outside,
    Kind.MALFORMED: _judge_malformed,
    Kind.EXTERNAL: _judge_external,
    Kind.INTERNAL: _judge_internal,
}
