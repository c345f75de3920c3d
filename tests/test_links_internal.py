"""The link check over miniature built sites, through the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scripts.check_links import main
from scripts.links.extract import extract_css_urls, extract_page, split_srcset
from scripts.links.locate import find_occurrences
from scripts.links.resolve import Site, find_base, resolve_target
from scripts.links.rules import RULES

SITE_URL = "https://atlas.example/repo/"
ROOT = Path(__file__).resolve().parent.parent


def make_html(body: str, url: str, head: str = "") -> str:
    return (
        f'<!doctype html><html><head><link rel="canonical" href="{SITE_URL}{url}">{head}</head>\n'
        f'<body><div class="md-content"><article>\n{body}\n</article></div></body></html>\n'
    )


def write_files(root: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A clean site in two languages with a shared image, under the sub-path /repo/."""
    write_files(
        tmp_path,
        {
            "docs/zh/index.md": "# 首页 {#home}\n",
            "docs/en/index.md": "# Home {#home}\n",
            "docs/zh/cnn/pooling.md": "# 池化 {#pooling}\n",
            "docs/en/cnn/pooling.md": "# Pooling {#pooling}\n",
            "docs/assets/fig.svg": "<svg/>",
            "site/assets/fig.svg": "<svg/>",
            "site/index.html": make_html('<h1 id="home">首页</h1>', ""),
            "site/en/index.html": make_html('<h1 id="home">Home</h1>', "en/"),
            "site/cnn/pooling/index.html": make_html('<h1 id="pooling">池化</h1>', "cnn/pooling/"),
            "site/en/cnn/pooling/index.html": make_html(
                '<h1 id="pooling">Pooling</h1>', "en/cnn/pooling/"
            ),
        },
    )
    return tmp_path


def run(repo: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, list[str]]:
    code = main(["--site", str(repo / "site"), "--docs", str(repo / "docs"), *options])
    return code, capsys.readouterr().out.splitlines()


def check_page(
    repo: Path, capsys: pytest.CaptureFixture[str], markdown: str, html: str, head: str = ""
) -> tuple[int, list[str]]:
    """Add the English article cnn/conv, written as `markdown` and built as `html`."""
    write_files(
        repo,
        {
            "docs/en/cnn/conv.md": markdown,
            "site/en/cnn/conv/index.html": make_html(html, "en/cnn/conv/", head),
        },
    )
    return run(repo, capsys)


CONV = "docs/en/cnn/conv.md"
BUILT = "site/en/cnn/conv/index.html"

FAULTS = [
    pytest.param(
        "# Conv\n\nSee [pooling](poolin.md) there.\n",
        '<a href="poolin.md">pooling</a>',
        f"{CONV}:3:15: LINK-1 `poolin.md` leads to docs/en/cnn/poolin.md, which does not exist; "
        "did you mean `pooling.md`?",
        id="missing page",
    ),
    pytest.param(
        "text\n\n![a figure](../../assets/fg.svg){ width=1 }\n",
        '<img alt="a figure" src="../../assets/fg.svg">',
        f"{CONV}:3:13: LINK-1 `../../assets/fg.svg` leads to docs/assets/fg.svg, which does not "
        "exist; did you mean `../../assets/fig.svg`?",
        id="missing image",
    ),
    pytest.param(
        "[data](../../assets/data.zip){ download }\n",
        '<a download href="../../assets/data.zip">data</a>',
        f"{CONV}:1:8: LINK-1 `../../assets/data.zip` leads to docs/assets/data.zip, which does "
        "not exist; correct the path or add the file",
        id="missing download",
    ),
    pytest.param(
        '<img src="../../assets/fig.svg">\n',
        '<img src="../../assets/fig.svg">',
        f"{CONV}:1:11: LINK-1 `../../assets/fig.svg` names docs/assets/fig.svg, but MkDocs "
        "changes no paths in raw HTML; write `../../../assets/fig.svg`, or a Markdown link "
        "`[text](../../assets/fig.svg)`",
        id="source path in raw HTML",
    ),
    pytest.param(
        "[x](pooling.md)\n",
        '<a href="pooling.md">x</a>',
        f"{CONV}:1:5: LINK-1 `pooling.md` names docs/en/cnn/pooling.md, which the site was built "
        "without; build it again or see why the file is left out",
        id="page left out of the build",
    ),
    pytest.param(
        '<img src="x.svg" srcset="../../../assets/fig.svg 1x, ../../../assets/fig2.svg 2x">\n',
        '<img src="../../../assets/fig.svg" '
        'srcset="../../../assets/fig.svg 1x, ../../../assets/fig2.svg 2x">',
        f"{CONV}:1:54: LINK-1 `../../../assets/fig2.svg` leads to site/assets/fig2.svg, which "
        "does not exist; did you mean `../../../assets/fig.svg`?",
        id="missing srcset",
    ),
    pytest.param(
        "[text](pooling.md#poling)\n",
        '<a href="../pooling/#poling">text</a>',
        f"{CONV}:1:8: LINK-2 `../pooling/#poling`: site/en/cnn/pooling/index.html has no element "
        "with the id `poling`; did you mean `#pooling`?",
        id="missing fragment of another page",
    ),
    pytest.param(
        "# Conv {#conv}\n\n[up](#zzz)\n",
        '<h1 id="conv">Conv</h1><a href="#zzz">up</a>',
        f"{CONV}:3:6: LINK-2 `#zzz`: {BUILT} has no element with the id `zzz`; expected the id of "
        "an element of that page",
        id="missing fragment of the same page",
    ),
    pytest.param(
        "[t][pool]\n\n[pool]: Pooling.md 'title'\n",
        '<a href="Pooling.md" title="title">t</a>',
        f"{CONV}:3:9: LINK-3 `Pooling.md` is in the wrong letter case; write `pooling.md`",
        id="wrong case in a reference",
    ),
    pytest.param(
        "no source of it\n",
        '<a href="../Pooling/">t</a>',
        f"{BUILT}:3:1: LINK-3 `../Pooling/` is in the wrong letter case; write `../pooling/`",
        id="wrong case of an address that no source line has",
    ),
    pytest.param(
        "[t](../../zh/cnn/pooling.md)\n",
        '<a href="../../../cnn/pooling/">t</a>',
        f"{CONV}:1:5: LINK-4 `../../../cnn/pooling/` leads from a page in en to one in zh; "
        "expected a page in en: did you mean `../pooling/`?",
        id="wrong language",
    ),
    pytest.param(
        "[t](../../zh/cnn/pooling.md#a)\n",
        '<a href="../../zh/cnn/pooling.md#a">t</a>',
        f"{CONV}:1:5: LINK-4 `../../zh/cnn/pooling.md#a` leads from a page in en to one in zh; "
        "expected a page in en; did you mean `pooling.md`?",
        id="wrong language as a path between sources",
    ),
    pytest.param(
        "[t](https://atlas.example/repo/)\n",
        '<a href="https://atlas.example/repo/">t</a>',
        f"{CONV}:1:5: LINK-4 `https://atlas.example/repo/` leads from a page in en to one in zh; "
        "expected a page in en: did you mean `/repo/en/`?",
        id="wrong language by the site's own address",
    ),
    pytest.param(
        "a [link]() here\n",
        'a <a href="">link</a> here',
        f"{CONV}:1:10: LINK-5 a link without a target in `<a>`; write one or remove the link",
        id="empty link",
    ),
    pytest.param(
        "a [link](#) here\n",
        'a <a href="#">link</a> here',
        f"{CONV}:1:10: LINK-5 `#` leads nowhere; write a target or remove the link",
        id="placeholder link",
    ),
    pytest.param(
        "[x](javascript:alert(1))\n",
        '<a href="java&#10;script:alert(1)">x</a>',
        f"{CONV}:1:5: LINK-6 `java\\nscript:alert(1)` has the scheme `javascript:`; expected "
        "`http:`, `https:`, `mailto:`, `tel:`",
        id="script",
    ),
    pytest.param(
        "<file:///etc/passwd>\n",
        '<a href="file:///etc/passwd">x</a>',
        f"{CONV}:1:2: LINK-6 `file:///etc/passwd` has the scheme `file:`; expected "
        "`http:`, `https:`, `mailto:`, `tel:`",
        id="file",
    ),
    pytest.param(
        "Open <http://localhost:8888/lab>.\n",
        'Open <a href="http://localhost:8888/lab">x</a>.',
        f"{CONV}:1:7: LINK-7 `http://localhost:8888/lab` is a name of this machine or the local "
        "network; readers cannot open it: link to a public address",
        id="localhost",
    ),
    pytest.param(
        "[x](http://2130706433/)\n",
        '<a href="http://2130706433/">x</a>',
        f"{CONV}:1:5: LINK-7 `http://2130706433/` is a loopback address; readers cannot open it: "
        "link to a public address",
        id="loopback in decimal notation",
    ),
    pytest.param(
        '<a href="../../../../../x">x</a>\n',
        '<a href="../../../../../x">x</a>',
        f"{CONV}:1:10: LINK-8 `../../../../../x` leaves the site, which begins at `/repo/`",
        id="too many dots",
    ),
    pytest.param(
        "[x](../../../README.md)\n",
        '<a href="../../../README.md">x</a>',
        f"{CONV}:1:5: LINK-8 `../../../README.md` leaves docs/; link to a file inside it",
        id="source path that leaves the sources",
    ),
    pytest.param(
        '<a href="/assets/fig.svg">x</a>\n',
        '<a href="/assets/fig.svg">x</a>',
        f"{CONV}:1:10: LINK-8 `/assets/fig.svg` leaves the site, which begins at `/repo/`; did "
        "you mean `/repo/assets/fig.svg`?",
        id="sub-path left out",
    ),
    pytest.param(
        "[x](http://[::1/)\n",
        '<a href="http://[::1/">x</a>',
        f"{CONV}:1:5: LINK-9 `http://[::1/` is not a valid address: Invalid IPv6 URL",
        id="malformed",
    ),
    pytest.param(
        '<a href="a\\b.html">x</a>\n',
        '<a href="a\\b.html">x</a>',
        f"{CONV}:1:10: LINK-9 `a\\b.html` is not a valid address: `\\` separates no folders in an "
        "address; write `/`",
        id="backslash",
    ),
    pytest.param(
        "[x](100%.html)\n",
        '<a href="100%.html">x</a>',
        f"{CONV}:1:5: LINK-9 `100%.html` is not a valid address: `%` must stand before two "
        "hexadecimal digits",
        id="bad escape",
    ),
    pytest.param(
        "[x](https://me:secret@example.org/)\n",
        '<a href="https://me:secret@example.org/">x</a>',
        f"{CONV}:1:5: LINK-9 an address with a user name or password; write `https://example.org/`",
        id="credentials",
    ),
    pytest.param(
        "![x](http://example.org/x.png)\n",
        '<img src="http://example.org/x.png">',
        f"{CONV}:1:6: LINK-10 `http://example.org/x.png` is blocked by browsers; write "
        "`https://example.org/x.png`",
        id="image over http",
    ),
    pytest.param(
        "---\nhero: ../nowhere/\n---\n",
        '<a href="../nowhere/">x</a>',
        f"{CONV}:2:7: LINK-1 `../nowhere/` leads to site/en/cnn/nowhere/, which does not exist; "
        "correct the path or add the file",
        id="front matter",
    ),
]


@pytest.mark.parametrize(("markdown", "html", "expected"), FAULTS)
def test_faulty_link_is_reported_where_it_is_written(
    repo: Path, capsys: pytest.CaptureFixture[str], markdown: str, html: str, expected: str
) -> None:
    assert check_page(repo, capsys, markdown, html) == (1, [expected])


CLEAN = [
    '<a href="../pooling/">x</a><a href="../pooling/index.html#pooling">x</a>',
    '<a href="../pooling">x</a><a href="../pooling/?q=1#pooling">x</a>',
    '<a href="/repo/en/">x</a><a href="https://atlas.example/repo/en/#home">x</a>',
    '<a href="../pooling/#poo%6Cing">x</a><a href="../p%6Foling/">x</a>',
    '<a href="#top">x</a><a href="#:~:text=a">x</a><a href="?q#">x</a>',
    '<p id="图"></p><a href="#图">x</a><a href="#%E5%9B%BE">x</a>',
    '<a name="n"></a><a href="#n">x</a>',
    '<a href="mailto:a@example.org">x</a><a href="tel:+1">x</a><img src="data:image/png;base64,">',
    '<img srcset="data:image/png;base64,AA== 1x, ../../../assets/fig.svg 2x">',
    '<a hreflang="zh" href="../../../cnn/pooling/">x</a>',
    '<a data-lang-switch href="../../../cnn/pooling/">x</a>',
    '<svg><use href="#s"/><symbol id="s"/></svg><svg><use xlink:href="#s"/></svg>',
    '<img src="../../../assets/fig.svg#only-light"><style>a{background:url(#x)}</style>',
    '<a name="x">no href</a><a href="http://example.org/">x</a><form action="./">x</form>',
    '<!-- <a href="nowhere"> --><script>"<a href=\'nowhere\'>"</script>',
    '<a href="//example.org/x">x</a><link rel="preconnect" href="https://example.org">',
]


@pytest.mark.parametrize("html", CLEAN)
def test_sound_link_is_no_finding(
    repo: Path, capsys: pytest.CaptureFixture[str], html: str
) -> None:
    assert check_page(repo, capsys, "text\n", html) == (0, [])


def test_every_occurrence_is_reported_but_not_code_and_comments(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    markdown = (
        "[a](no.md) and [b](no.md)\r\n\r\n```md\r\n[c](no.md)\r\n```\r\n"
        '`[d](no.md)` <!-- [e](no.md) -->\r\n- item\r\n    - 见「[f](no.md "t")」\r\n'
    )
    code, lines = check_page(repo, capsys, markdown, '<a href="no.md">a</a>' * 3)
    assert code == 1
    assert [line.split(": ")[0] for line in lines] == [
        f"{CONV}:1:5",
        f"{CONV}:1:20",
        f"{CONV}:8:13",
    ]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            '<link rel="stylesheet" href="../../../assets/none.css">',
            "1:97: LINK-1 `../../../assets/none.css` leads to site/assets/none.css",
        ),
        (
            '<script src="../../../assets/none.js"></script>',
            "1:97: LINK-1 `../../../assets/none.js` leads to site/assets/none.js",
        ),
        (
            '<meta property="og:image" content="https://atlas.example/repo/assets/og.png">',
            "1:97: LINK-1 `https://atlas.example/repo/assets/og.png` leads to site/assets/og.png",
        ),
        (
            '<meta http-equiv="refresh" content="0; url=../gone/">',
            "1:97: LINK-1 `../gone/` leads to site/en/cnn/gone/",
        ),
        (
            "<style>a { color: red }\nb { background: url(none.png) }</style>",
            "2:17: LINK-1 `none.png` leads to site/en/cnn/conv/none.png",
        ),
        (
            '<link rel="alternate" hreflang="zh" href="../../../cnn/conv/">',
            "1:97: LINK-1 `../../../cnn/conv/` leads to site/cnn/conv/",
        ),
    ],
)
def test_head_of_a_page_is_checked(
    repo: Path, capsys: pytest.CaptureFixture[str], head: str, expected: str
) -> None:
    code, lines = check_page(repo, capsys, "text\n", "text", head)
    assert code == 1
    assert len(lines) == 1
    assert lines[0].startswith(f"{BUILT}:{expected}, which does not exist")


@pytest.mark.parametrize(
    "html",
    [
        '<source src="no.x">',
        '<video poster="no.x">',
        '<audio src="no.x">',
        '<iframe src="no.x">',
        '<form action="no.x">',
        '<svg><use href="no.x#a"/></svg>',
        '<svg><use xlink:href="no.x#a"/></svg>',
        '<object data="no.x">',
        "<p style=\"background: url('no.x')\">",
        '<area href="no.x">',
        '<track src="no.x">',
    ],
)
def test_every_kind_of_element_is_checked(
    repo: Path, capsys: pytest.CaptureFixture[str], html: str
) -> None:
    code, lines = check_page(repo, capsys, "text\n", html)
    assert code == 1
    assert len(lines) == 1
    assert "LINK-1 `no.x" in lines[0]


def test_fault_of_a_template_is_reported_once(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("site/en/index.html", "site/en/cnn/pooling/index.html"):
        text = (repo / name).read_text(encoding="utf-8")
        write_files(repo, {name: text + '<footer><a href="/repo/abuot/">x</a></footer>\n'})
    assert run(repo, capsys) == (
        1,
        [
            "site/en/cnn/pooling/index.html:5:9: LINK-1 `/repo/abuot/` leads to site/abuot/, which "
            "does not exist; correct the path or add the file (in 2 built files)"
        ],
    )


def test_style_sheet_is_reported_at_its_source(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    css = "/* url(no) */\n@font-face { src: url('fnt.woff2') }\n@import \"other.css\";\n"
    files = {f"{top}/assets/a.css": css for top in ("docs", "site")}
    write_files(repo, {**files, "site/assets/font.woff2": b"", "site/assets/theme.css": ""})
    code, lines = run(repo, capsys)
    assert code == 1
    assert lines == [
        "docs/assets/a.css:2:19: LINK-1 `fnt.woff2` leads to site/assets/fnt.woff2, which does not "
        "exist; did you mean `font.woff2`?",
        "docs/assets/a.css:3:1: LINK-1 `other.css` leads to site/assets/other.css, which does not "
        "exist; correct the path or add the file",
    ]


def test_unreadable_files_are_findings(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_files(repo, {"site/en/odd.html": b'<p id="a">\n\xff<a href="#b">'})
    code, lines = run(repo, capsys)
    assert code == 1
    assert lines == [
        "site/en/odd.html:1:1: LINK-11 byte 0xff on line 2 is not UTF-8; save the file as UTF-8"
    ]


def test_huge_file_is_a_finding(
    repo: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scripts.links.site.MAX_BYTES", 1000)
    write_files(repo, {"site/big.html": "x" * 1001})
    assert run(repo, capsys) == (
        1,
        ["site/big.html:1:1: LINK-11 1001 bytes, more than 1000; not read"],
    )


def test_error_page_may_lead_to_all_languages(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    html = '<div class="md-content"><a href="/repo/en/">x</a><a href="/repo/">x</a></div>'
    write_files(repo, {"site/404.html": html})
    assert run(repo, capsys) == (0, [])


def test_base_element_is_honoured(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    html = '<base href="/repo/en/cnn/"><a href="pooling/">x</a>'
    write_files(repo, {"site/b.html": html})
    assert run(repo, capsys) == (0, [])


def test_command_runs_as_a_program(repo: Path) -> None:
    write_files(
        repo, {"site/en/cnn/conv/index.html": make_html('<a href="no/">x</a>', "en/cnn/conv/")}
    )
    command = [sys.executable, "-m", "scripts.check_links", "--format", "json"]
    command += ["--site", str(repo / "site"), "--docs", str(repo / "docs")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert [f["rule"] for f in json.loads(done.stdout)] == ["LINK-1"]
    assert done.stderr == "links: 1 error, 0 warnings\n"


def test_missing_site_is_bad_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--site", str(tmp_path / "none")])
    assert stopped.value.code == 2
    assert "there is no folder" in capsys.readouterr().err


def test_site_without_sub_path_is_resolved_from_the_root() -> None:
    pages = {"index.html": "https://a.example/", "b/index.html": "https://a.example/b/"}
    assert find_base(pages) == ("a.example", "/")
    assert find_base({"x.html": "http://[::1"}) == ("", "/")


def test_srcset_keeps_commas_of_addresses() -> None:
    assert split_srcset("a.png, b,c.png 2x, data:x,y 3x") == ["a.png", "b,c.png", "data:x,y"]


def test_rules_are_numbered_and_described() -> None:
    assert all(rule.startswith("LINK-") and text.endswith(".") for rule, text in RULES.items())


SITE = Site(Path("site"), frozenset({"index.html"}), {"index.html": "index.html"}, "a.example")


@settings(deadline=None, max_examples=150)
@given(st.text() | st.binary().map(lambda data: data.decode("latin-1")))
@example("<![if x]><!DOCTYPE [<!ELEMENT <![CDATA[ <a href=x")
@example("<![")
@example("<!doctype html [<!x%")
def test_any_text_can_be_read_as_html_css_and_markdown(text: str) -> None:
    for html in (text, f"<a href={text}", f'<img srcset="{text}" style="{text}">', f"<!{text}"):
        page = extract_page(html)
        assert all(link.line > 0 and link.column > 0 for link in page.links)
    extract_css_urls(f"url({text})")
    find_occurrences(f"[x]({text})\n{text}\n<{text}>", "docs/x.md")


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(["", "http:", "//", "http://[", "../", "/%", "#"]), st.text())
def test_any_text_can_be_resolved_as_an_address(start: str, text: str) -> None:
    target = resolve_target(start + text, "en/a/index.html", SITE)
    assert not target.path.startswith(("/", "../"))


@settings(deadline=None, max_examples=40)
@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_any_address_gives_findings_and_no_crash(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    root = tmp_path_factory.mktemp("any")
    html = f'<div class="md-content"><a href="{text}">x</a></div>'
    files: dict[str, str | bytes] = {"docs/zh/index.md": f"[x]({text})", "site/index.html": html}
    write_files(root, files)
    assert main(["--site", str(root / "site"), "--docs", str(root / "docs")]) in {0, 1}


def test_chinese_article_must_not_lead_to_english_pages(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(
        repo,
        {
            "docs/zh/index.md": "# 首页\n\n见[池化](../en/cnn/pooling.md)。\n",
            "site/index.html": make_html('<a href="en/cnn/pooling/">池化</a>', ""),
        },
    )
    assert run(repo, capsys) == (
        1,
        [
            "docs/zh/index.md:3:7: LINK-4 `en/cnn/pooling/` leads from a page in zh to one in en; "
            "expected a page in zh: did you mean `cnn/pooling/`?"
        ],
    )


def test_real_build_is_reported_at_the_source(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """MkDocs rewrites links; the findings must still stand where the author wrote them."""
    config = (
        "site_name: x\nsite_url: https://atlas.example/repo/\n"
        "theme: {name: material, font: false}\n"
        "plugins:\n  - i18n:\n      docs_structure: folder\n      fallback_to_default: false\n"
        "      languages:\n        - {locale: zh, name: zh, default: true}\n"
        "        - {locale: en, name: en}\n"
    )
    article = (
        "# A {#a}\n\n[1](c.md#nope) [2][ref] ![3](../../assets/Fig.svg)\n\n"
        '    [code](no.md)\n\n<https://localhost/>\n\n[ref]: d.md "t"\n'
    )
    write_files(
        tmp_path,
        {
            "mkdocs.yml": config,
            "docs/zh/index.md": "# 首页\n\n[英](../en/s/c.md)\n",
            "docs/en/index.md": "# Home\n",
            "docs/en/s/b.md": article,
            "docs/en/s/c.md": "# C\n",
            "docs/assets/fig.svg": "<svg/>",
        },
    )
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    code, lines = run(tmp_path, capsys)
    assert code == 1
    assert [" ".join(line.split(" ")[:3]) for line in lines if line.startswith("docs/")] == [
        "docs/en/s/b.md:3:5: LINK-2 `../c/#nope`:",
        "docs/en/s/b.md:3:30: LINK-3 `../../assets/Fig.svg`",
        "docs/en/s/b.md:7:2: LINK-7 `https://localhost/`",
        "docs/en/s/b.md:9:8: LINK-1 `d.md`",
        "docs/zh/index.md:3:5: LINK-4 `../en/s/c.md`",
    ]
    assert [line for line in lines if not line.startswith("docs/")] == []
