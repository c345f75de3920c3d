"""What Python-Markdown would turn into running code is found, for random mixtures of syntax."""

from __future__ import annotations

import random
import re
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest

from scripts.articles.blocks import check_blocks
from scripts.articles.fences import check_fences
from scripts.articles.raw_html import check_html
from scripts.markdown.scan import scan

# As in mkdocs.yml.
EXTENSIONS = [
    *("admonition", "attr_list", "md_in_html", "tables", "pymdownx.arithmatex"),
    *("pymdownx.blocks.caption", "pymdownx.blocks.html", "pymdownx.details"),
    *("pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.superfences"),
]
OPTIONS = {"pymdownx.arithmatex": {"generic": True}}
PIECES = [
    *("<script>x</script>", "<ScRiPt", ">", "<iframe src=x>", "<b onclick=x>", "<br>", "</div>"),
    *("<javascript:x>", "<a@b.c>", "<!", "<?", "?>", "<div markdown>", "&lt;", '"', "'"),
    *(
        "<!-- check: off A-1 x -->",
        "<!--",
        "-->",
        "`",
        "``",
        "```",
        "```\n",
        "```python\n",
        "~~~\n",
    ),
    *("$", "$$", "\n", "\n\n", "\n\n", "    ", "\t", "- ", "> ", "1. ", "## h ", "*", "**", "\\"),
    *("[a](", "javascript:x", "java&#115;cript:x", "data:text/html,x", "&Tab;", ")", "(", "]", "["),
    *("[a]: ", "{ onclick=x }", "{: onclick=x }", '{#i onload="y"}', "{.c onload=y}", "#!html "),
    *("![a](b)", "[a](b)", "![", "|", "|\n|-|-|\n|", '!!! note "t"\n', '??? question "q"\n'),
    *("/// html | script\n", "/// html | a[href=javascript:x]\n", "///\n", "a", "b c"),
    *("/// html | div\n    attrs: {onclick: x}\n\n", "/// caption\n    attrs: {onclick: x}\n\n"),
]
ACTIVE = frozenset(("script", "iframe", "object", "embed", "meta", "base", "form", "style", "svg"))
ADDRESS = re.compile(r"(?:javascript|vbscript|data):", re.I)


class Danger(HTMLParser):
    """Collects the elements and attributes of a page that could run code."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [tag] if tag in ACTIVE else []
        for name, value in attrs:
            address = re.sub(r"[\x00-\x20]", "", value or "")
            is_handler = re.fullmatch(r"on[a-z]+|srcdoc", name)
            if is_handler or (name in ("href", "src") and ADDRESS.match(address)):
                self.found.append(f"{name}={address}")


def list_dangers(html: str) -> list[str]:
    parser = Danger()
    try:
        parser.feed(html)
    except AssertionError:  # some Pythons cannot parse `<![`
        return []
    return parser.found


@pytest.mark.parametrize("seed", range(8))
def test_what_would_run_is_found(seed: int) -> None:
    numbers = random.Random(seed)
    dangerous = 0
    for _ in range(250):
        text = "Text.\n\n" + "".join(numbers.choices(PIECES, k=numbers.randint(2, 14)))
        html = markdown.markdown(text, extensions=EXTENSIONS, extension_configs=OPTIONS)
        if dangers := list_dangers(html):
            dangerous += 1
            document = scan(text, "docs/en/a/b.md")
            checks = check_html(document), check_blocks(document, Path()), check_fences(document)
            assert any(list(check) for check in checks), (text, dangers)
    assert dangerous > 25
