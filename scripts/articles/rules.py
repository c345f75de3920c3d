"""The rules of `check_articles`; numbers are stable and never used again for something else."""

from __future__ import annotations

from scripts.findings import Finding
from scripts.markdown.records import Document, Place

RULES = {
    "FILE-1": "a page is a readable UTF-8 file",
    "FILE-2": "a page is not larger than an article can be",
    "META-1": "the front matter is closed, valid YAML without aliases or repeated keys",
    "META-2": "every required front matter key is present",
    "META-3": "no front matter key is unknown",
    "META-4": "every front matter value has the right type",
    "META-5": "the title is plain text",
    "META-6": "the description is one or two plain sentences of 40-300 characters (zh 20-160)",
    "META-7": "two to five different tags, all from data/tags.yml",
    "META-8": "`updated` is not before `date`",
    "META-9": "`level` is beginner, intermediate or advanced",
    "META-10": "aliases are different, non-empty strings",
    "META-11": "`prerequisites` and `related` name existing other articles, each once",
    "ARTICLE-1": "a page is `<section>/<slug>.md`, lower case with hyphens, in a known section",
    "ARTICLE-2": "no other two-letter folder at the root of docs (taken for a language)",
    "ARTICLE-3": "no level-1 heading in the body (the title is the page's)",
    "ARTICLE-4": "headings never skip a level",
    "ARTICLE-5": "every heading has an explicit id",
    "ARTICLE-6": "heading ids are unique in the page",
    "ARTICLE-7": "heading ids are ASCII lower case with hyphens",
    "ARTICLE-8": "no formula and no code in headings",
    "ARTICLE-9": "key-points first, check-yourself and references last, under these ids",
    "ARTICLE-10": "at least five folded questions under check-yourself",
    "ARTICLE-11": "three to six key points",
    "ARTICLE-12": "no `TODO(write)` is left",
    "ARTICLE-13": "a lead paragraph stands before the first heading",
    "FIG-1": "alt text says in at least ten characters what an image shows",
    "FIG-2": "image files exist, in exactly this spelling",
    "FIG-3": "SVG files are well-formed and hold drawing elements only, nothing that runs or loads",
    "CITE-1": "citations are written `[@key]`, `[@key, §2]` or `[@a; @b]`",
    "CITE-2": "every cited key is in the list of references",
    "CITE-3": "every listed reference is cited",
    "CITE-4": "every key is listed once",
    "CITE-5": "every reference has a link to its source",
    "CITE-6": "every item of the list of references begins with its key",
    "CODE-1": "every code fence names a known language",
    "CODE-2": "every code fence is closed, by its own marker at its own indentation",
    "CODE-3": "code fences carry only options that exist",
    "CODE-4": "`requires` names torch, sklearn or xgboost",
    "CODE-5": "an `output` fence follows a Python block",
    "HTML-1": "no raw HTML and no comments",
    "HTML-2": "no element that runs code or loads another page",
    "HTML-3": "attribute lists hold harmless attributes only",
    "HTML-4": "`/// html` makes only atlas-* elements that exist, with data-* attributes",
    "HTML-5": "no javascript:, vbscript: or data: address",
    "NAV-1": "every page is in the nav of mkdocs.yml",
    "NAV-2": "every nav entry has its page in every language",
    "NAV-3": "the nav of mkdocs.yml can be read and names no page twice",
    "TYPO-1": "Chinese text uses full-width punctuation",
    "TYPO-2": "a space stands between Chinese and Latin letters or digits",
    "CHECK-1": "a suppression is `<!-- check: off RULE-1 reason -->`",
    "CHECK-2": "every suppression is needed",
    "CHECK-3": "a suppression names a rule that exists",
    "CHECK-4": "a suppression names a rule that may be suppressed",
}


def find_at(document: Document, place: Place, rule: str, message: str) -> Finding:
    """Make a finding (error) at a place of a document."""
    return Finding(document.path, place.line, place.column, rule, message)


def warn_at(document: Document, place: Place, rule: str, message: str) -> Finding:
    """Make a warning at a place of a document."""
    return Finding(document.path, place.line, place.column, rule, message, "warning")
