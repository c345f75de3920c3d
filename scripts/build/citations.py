"""A Markdown extension for numbered citations: `[@key, §2; @other]`.

The list under `## … {#references}` gives the numbers: its n-th item begins with `[@key]`.
A citation becomes a link to that item, the item gets the target.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import InlineProcessor as InlineTreeProcessor

from scripts.markdown.scan import scan

_GROUP = r"(?<![\\!\]])\[(@[^\[\]\n]+)\](?![(\[])"
_PART = re.compile(r"@([\w:-]+)\s*(?:,\s*(.*))?$")


class CitationExtension(Extension):
    """Adds citations to a Markdown instance."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the collector of keys and the inline pattern."""
        numbers: dict[str, int] = {}
        md.preprocessors.register(_KeyCollector(md, numbers), "citation-keys", 27)
        md.inlinePatterns.register(_CitationProcessor(_GROUP, md, numbers), "citations", 172)


class _KeyCollector(Preprocessor):
    """Reads the keys of the references before the text is parsed."""

    def __init__(self, md: Markdown, numbers: dict[str, int]) -> None:
        super().__init__(md)
        self.numbers = numbers

    def run(self, lines: list[str]) -> list[str]:
        self.numbers.clear()
        for reference in scan("\n".join(lines)).references:
            self.numbers.setdefault(reference.key, len(self.numbers) + 1)
        return lines


class _CitationProcessor(InlineProcessor):
    """Turns a citation into links, and the key that opens a reference into its target."""

    def __init__(self, pattern: str, md: Markdown, numbers: dict[str, int]) -> None:
        super().__init__(pattern, md)
        self.numbers = numbers
        self.placed: set[str] = set()

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | None, int | None, int | None]:
        parts = [_PART.match(p.strip()) for p in m.group(1).split(";")]
        if not all(p and p.group(1) in self.numbers for p in parts):
            return None, None, None
        found = [p for p in parts if p]
        tree = self.md.treeprocessors["inline"]
        listed = isinstance(tree, InlineTreeProcessor) and "ol" in tree.ancestors
        if m.start() == 0 and listed and len(found) == 1 and not found[0].group(2):
            return self._make_target(found[0].group(1)), m.start(0), m.end(0)
        return self._make_links(found), m.start(0), m.end(0)

    def _make_target(self, key: str) -> ET.Element:
        return ET.Element("span", {"id": f"ref-{key}", "class": "reference"})

    def _make_links(self, parts: list[re.Match[str]]) -> ET.Element:
        group = ET.Element("span", {"class": "citation"})
        group.text = "["
        for index, part in enumerate(parts):
            key, locator = part.group(1), part.group(2)
            link = ET.SubElement(group, "a", {"href": f"#ref-{key}"})
            link.text = f"{self.numbers[key]}" + (f", {locator}" if locator else "")
            link.tail = "]" if index == len(parts) - 1 else "; "
        return group
