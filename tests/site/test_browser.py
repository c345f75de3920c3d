"""What a reader does, in Chromium: search, languages, dark, copying, figures, print, phone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scripts.browser import serve_folder
from tests.site.conftest import PHONE

pytestmark = pytest.mark.browser
ARTICLE = "training-systems/flash-attention/"
DEQUE = "algorithms/sliding-window-maximum/"


@pytest.mark.parametrize(("path", "title"), [("", "ML 图谱"), ("en/", "ML Atlas")])
def test_home_shows_the_site_and_its_articles(
    page: Page, address: str, path: str, title: str
) -> None:
    page.goto(address + path)
    expect(page.locator("h1")).to_have_text(title)
    first = page.locator(".atlas-cards h3 a").first
    first.click()
    expect(page.locator("article h1")).to_be_visible()


def open_search(page: Page, query: str) -> None:
    page.keyboard.press("/")
    page.locator("input[type=search]").fill(query)
    expect(page.locator("[role=option]").first).to_be_visible()


@pytest.mark.parametrize(
    ("path", "query", "expected"),
    [
        ("", "滑动窗口最大值", "/algorithms/sliding-window-maximum/"),
        ("", "在线softmax", "/training-systems/flash-attention/"),
        ("", "梯度提升", "/machine-learning/gbdt/"),
        ("en/", "monotonic deque", "/en/algorithms/sliding-window-maximum/"),
        ("en/", "multi-head latent attention", "/en/large-language-models/deepseek-v3/"),
        ("en/", "XGBoost", "/en/machine-learning/xgboost/"),
    ],
)
def test_search_finds_the_article_in_the_pages_language(
    page: Page, address: str, path: str, query: str, expected: str
) -> None:
    page.goto(address + path)
    open_search(page, query)
    links = page.locator("[role=listbox] [role=option] a")
    found = [
        str(h) for h in links.evaluate_all("nodes => nodes.map(n => new URL(n.href).pathname)")
    ]
    assert any(h.startswith(expected) for h in found[:3])
    assert all(h.startswith("/en/") == bool(path) for h in found)


def test_search_opens_with_slash_shortcut_and_click_and_closes_with_escape(
    page: Page, address: str
) -> None:
    page.goto(address)
    dialog = page.get_by_role("dialog")
    for opening in ("/", "Control+k", "Meta+k"):
        page.keyboard.press(opening)
        expect(dialog).to_be_visible()
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
    page.locator("[data-atlas-search]").click()
    expect(dialog).to_be_visible()
    expect(page.locator("input[type=search]")).to_be_focused()


def test_search_is_used_with_arrow_keys_and_enter(page: Page, address: str) -> None:
    page.goto(address + "en/")
    open_search(page, "attention")
    options = page.locator("[role=option]")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    target = options.nth(1).locator("a").get_attribute("href") or ""
    page.keyboard.press("Enter")
    page.wait_for_url(target)


def test_search_says_when_nothing_is_found(page: Page, address: str) -> None:
    page.goto(address + "en/")
    page.keyboard.press("/")
    page.locator("input[type=search]").fill("zzqqxxyy")
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("No results")


def test_a_query_in_the_address_opens_the_search(page: Page, address: str) -> None:
    page.goto(address + "?q=列表")
    expect(page.locator("[role=option]").first).to_be_visible()


def test_switching_the_language_stays_on_article_and_section(page: Page, address: str) -> None:
    page.goto(address + ARTICLE + "#references")
    page.locator("[data-lang-switch]").click()
    page.wait_for_url(f"{address}en/{ARTICLE}#references")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator("[data-lang-switch]").click()
    page.wait_for_url(f"{address}{ARTICLE}#references")


def test_dark_is_remembered_on_the_next_page(page: Page, address: str) -> None:
    page.goto(address)
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    page.get_by_role("button", name="切换到深色").click()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(address + ARTICLE)
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


def test_dark_follows_the_system_at_first(browser: Browser, address: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(address)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    context.close()


def test_a_click_on_a_formula_copies_its_latex(
    context: BrowserContext, page: Page, address: str
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address + "en/" + ARTICLE)
    formula = page.locator("article .math-display math").first
    source = formula.locator("annotation").text_content()
    formula.click()
    page.get_by_role("button", name="Copy LaTeX").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == source


def test_code_has_a_copy_button(context: BrowserContext, page: Page, address: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address + DEQUE)
    block = page.locator(".highlight:has(code)").first
    block.get_by_role("button", name="复制代码").click()
    expect(block.get_by_role("button", name="已复制")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == (block.locator("code").first.text_content() or "").strip()


def test_a_term_shows_its_meaning_on_hover_and_on_focus(page: Page, address: str) -> None:
    page.goto(address + "en/" + ARTICLE)
    tip = page.locator(".atlas-tip")
    term = page.locator("a.term").first
    meaning = term.get_attribute("title") or ""
    term.hover()
    expect(tip).to_have_text(meaning)
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    term.focus()
    expect(tip).to_be_visible()


@pytest.mark.parametrize(
    ("path", "element"),
    [(DEQUE, "atlas-sliding-window"), (ARTICLE, "atlas-flash-attention-tiles")],
)
@pytest.mark.parametrize("prefix", ["", "en/"])
def test_animations_work_from_the_keyboard(
    page: Page, address: str, prefix: str, path: str, element: str
) -> None:
    page.goto(address + prefix + path)
    figure = page.locator(element)
    said = figure.locator("[aria-live]").first
    before = said.text_content()
    step = figure.get_by_role("button", name=re.compile("Step|下一步|单步|Next|步进", re.I)).first
    step.focus()
    page.keyboard.press("Enter")
    expect(said).not_to_have_text(before or "")
    after = said.text_content()
    page.keyboard.press("Space")
    expect(said).not_to_have_text(after or "")


def test_pages_read_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + DEQUE)
    expect(page.locator("atlas-sliding-window svg").first).to_be_visible()
    expect(page.locator("article math").first).to_be_visible()
    page.locator("a.atlas-search-button").click()  # instead of the search: all articles
    expect(page.locator("h1")).to_have_text("全部文章")
    context.close()


def test_print_shows_the_article_alone(page: Page, address: str) -> None:
    page.goto(address + ARTICLE)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator(".atlas-header")).to_be_hidden()
    expect(page.locator(".md-sidebar--primary")).to_be_hidden()
    expect(page.locator(".atlas-footer")).to_be_hidden()
    expect(page.locator("details.question > p").first).to_be_visible()
    expect(page.locator("article h1")).to_be_visible()


def test_a_phone_reads_and_navigates(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    page = context.new_page()
    for path in ("", ARTICLE, "en/" + DEQUE, "glossary/", "tags/"):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
    page.goto(address)
    page.locator("[data-atlas-drawer]").tap()
    page.locator(".atlas-nav").get_by_role("link", name=re.compile("算法题解")).tap()
    page.wait_for_url(address + "algorithms/")
    context.close()


def test_the_drawer_opens_from_the_keyboard(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(address)
    page.locator("[data-atlas-drawer]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#__drawer")).to_be_checked()
    context.close()


@pytest.mark.parametrize(
    ("path", "words"), [("no-such", "找不到这一页"), ("en/no-such/x/", "not exist")]
)
def test_the_missing_page_speaks_the_readers_language(
    browser: Browser, address: str, path: str, words: str
) -> None:
    page = browser.new_page()
    page.goto(address + path)
    shown = page.locator("section[data-language]:not([hidden])")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text(words)
    shown.get_by_role("link").first.click()
    expect(page.locator(".atlas-hero")).to_be_visible()
    page.close()


def test_the_site_works_below_a_path(browser: Browser, fork_site: Path) -> None:
    with serve_folder(fork_site, "/repo/") as address:
        page = browser.new_page()
        failed: list[str] = []
        page.on("response", lambda r: failed.append(r.url) if r.status >= 400 else None)
        page.goto(address + "en/" + DEQUE)
        open_search(page, "flash attention")
        page.locator("[role=option] a").first.click()
        page.wait_for_url(re.compile(re.escape(address + "en/" + ARTICLE)))
        page.locator("[data-lang-switch]").click()
        page.wait_for_url(re.compile(re.escape(address + ARTICLE)))
        assert not failed
        page.goto(address + "nowhere/")
        page.locator("section:not([hidden]) a").first.click()
        page.wait_for_url(address)
        page.close()
