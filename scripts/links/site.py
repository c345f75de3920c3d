"""The built site as the checks see it: parsed pages, their sources, and faults placed in both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from scripts.findings import Finding
from scripts.links.extract import (
    MAX_BYTES,
    Link,
    Page,
    decode_text,
    extract_page,
    extract_stylesheet,
)
from scripts.links.locate import Locator, Occurrence
from scripts.links.resolve import Site, Target, make_site, resolve_target


@dataclass(frozen=True)
class Fault:
    """A fault of one link of one built file, not yet placed in a source file.

    `key` is equal for faults that have one cause, such as a link of the page's footer.
    """

    page: str
    link: Link
    target: Target
    rule: str
    message: str
    key: str = ""
    severity: str = "error"


@dataclass
class SiteCheck:
    """The parsed site together with the sources it was built from."""

    site: Site
    pages: dict[str, Page]
    locator: Locator
    label: str
    allow_private: bool = False

    def list_links(self) -> Iterator[tuple[str, Link, Target]]:
        """Yield every link with the file it stands in and what it stands for."""
        for path, page in sorted(self.pages.items()):
            for link in page.links:
                yield path, link, resolve_target(link.target, path, self.site, page.base)

    def find_occurrences(self, path: str, link: Link, target: Target) -> list[Occurrence]:
        """Return where the link is written in the Markdown source."""
        everywhere = not self.pages[path].has_content
        return self.locator.find(path, link, target, everywhere=everywhere)


def load_site(root: Path, locator: Locator, label: str, *, allow_private: bool) -> SiteCheck:
    """Parse all HTML and CSS files of a built site; `label` is how its folder is reported."""
    paths = sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())
    parsed = {p: parse_file(root / p) for p in paths if p.endswith((".html", ".htm", ".css"))}
    site = make_site(root, {path: page.canonical for path, page in parsed.items()})
    return SiteCheck(site, parsed, locator, label, allow_private)


def parse_file(path: Path) -> Page:
    """Parse a built file; what cannot be read becomes `Page.problem`."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            return Page(problem=f"{size} bytes, more than {MAX_BYTES}; not read")
        text, problem = decode_text(path.read_bytes())
    except OSError as error:
        return Page(problem=f"cannot be read: {error.strerror}")
    page = extract_stylesheet(text) if path.suffix == ".css" else extract_page(text)
    return replace(page, problem=problem or page.problem)


def place_faults(check: SiteCheck, faults: Iterable[Fault]) -> list[Finding]:
    """Place faults on source lines; those of templates once, however many pages show them."""
    findings: list[Finding] = []
    shared: dict[tuple[str, str], list[Fault]] = {}
    for fault in faults:
        places = check.find_occurrences(fault.page, fault.link, fault.target)
        for o in places:
            findings.append(
                Finding(o.path, o.line, o.column, fault.rule, fault.message, fault.severity)
            )
        if not places and fault.link.in_content:
            findings.append(_place_in_site(check, fault, 1))
        elif not places:
            shared.setdefault((fault.rule, fault.key), []).append(fault)
    for group in shared.values():
        findings.append(_place_in_site(check, group[0], len({f.page for f in group})))
    return findings


def _place_in_site(check: SiteCheck, fault: Fault, pages: int) -> Finding:
    """Place a fault in the built file, or in the source file that was copied as it is."""
    is_copy = fault.page in check.locator.files
    folder = check.locator.docs.name if is_copy else check.label
    more = f" (in {pages} built files)" if pages > 1 else ""
    return Finding(
        f"{folder}/{fault.page}",
        fault.link.line,
        fault.link.column,
        fault.rule,
        fault.message + more,
        fault.severity,
    )


def ask(found: str | None, *, prefix: str = "") -> str:
    return f"; did you mean `{prefix}{found}`?" if found is not None else ""


def cut(text: str, limit: int = 200) -> str:
    """Make a text of the page fit for one line of a report."""
    line = "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
    return line if len(line) <= limit else f"{line[:limit]}…"
