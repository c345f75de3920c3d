"""The search, through its dialog: what is found, in which order, at what cost, and how it reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts import bench_search as bench
from scripts.bench_report import Score
from scripts.browser import serve_folder
from scripts.build.listing import make_url
from scripts.corpus import read_corpus
from scripts.settings import LANGUAGES, ROOT, load_data

pytestmark = pytest.mark.browser
QUERIES = bench.read_queries()
SPLITS = ("tuned", "held-out")
FIRST, FIVE = 0.92, 0.99
KB = 1000


@pytest.fixture(scope="module")
def scores(browser: Browser, address: str) -> dict[tuple[str, str], Score]:
    return bench.measure_quality(browser, address, bench.OURS, QUERIES)


def test_the_queries_cover_every_kind_and_every_article() -> None:
    assert len(QUERIES) >= 200
    assert len({(q.language, q.query) for q in QUERIES}) == len(QUERIES)
    kinds = {q.kind for q in QUERIES}
    assert kinds >= {"title", "part-of-title", "term", "abbreviation", "nickname", "mixed",
                     "han-run", "typo", "identifier", "question"}  # fmt: skip
    for language in LANGUAGES:
        mine = [q for q in QUERIES if q.language == language]
        assert len(mine) >= 100
        held_out = [q for q in mine if q.split == "held-out"]
        assert 0.25 < len(held_out) / len(mine) < 0.45
        for kind in kinds:
            assert any(q.kind == kind for q in held_out), (language, kind)
        founding = {q.article for q in QUERIES}
        for article in founding:
            assert any(q.article == article for q in mine), (language, article)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("split", SPLITS)
def test_the_right_article_comes_first(
    scores: dict[tuple[str, str], Score], language: str, split: str
) -> None:
    score = scores[language, split]
    assert score.first >= FIRST * score.asked, score.missed
    assert score.five >= FIVE * score.asked, score.missed
    assert score.wrong == 0
    assert score.none == 0


@pytest.fixture(params=LANGUAGES)
def opened(request: pytest.FixtureRequest, page: Page, address: str) -> tuple[Page, str]:
    """The dialog on a language's home page."""
    bench.open_dialog(page, address, bench.OURS, request.param)
    return page, request.param


def answer(page: Page, query: str) -> list[str]:
    """Return the paths that the open dialog answers."""
    (found,) = bench.ask(page, bench.OURS, [query])
    return [urlsplit(url).path for url in found]


def list_names() -> Iterator[tuple[str, str, str]]:
    """Yield every title and alias with language and address, but those of several articles."""
    corpus = read_corpus(ROOT)
    for language in LANGUAGES:
        owners: dict[str, set[str]] = {}
        for article in corpus.list_articles(language):
            meta = article.document.meta
            for name in (meta["title"], *(meta.get("aliases") or ())):
                owners.setdefault(str(name), set()).add("/" + make_url(article.name, language))
        for name, urls in owners.items():
            if len(urls) == 1:
                yield name, language, urls.pop()


def test_every_title_and_alias_finds_its_article_first(opened: tuple[Page, str]) -> None:
    page, language = opened
    names = [(name, url) for name, lang, url in list_names() if lang == language]
    answers = bench.ask(page, bench.OURS, [name for name, _ in names])
    missed = [
        name
        for (name, url), found in zip(names, answers, strict=True)
        if not found or urlsplit(found[0]).path != url
    ]
    assert not missed


@pytest.mark.parametrize(
    ("language", "query", "article"),
    [
        ("zh", "滑動窗口最大值", "algorithms/sliding-window-maximum"),  # traditional
        ("zh", "ＸＧＢｏｏｓｔ", "machine-learning/xgboost"),  # full width
        ("zh", "roofline model", "training-systems/flash-attention"),  # the other language
        ("en", "加权分位数草图", "machine-learning/xgboost"),
        ("en", "单调双端队列", "algorithms/sliding-window-maximum"),
        ("en", "xgbosst", "machine-learning/xgboost"),  # one letter too many, missing, swapped
        ("en", "flash atention", "training-systems/flash-attention"),
        ("en", "tupel", "python/lists-and-tuples"),
        ("en", "LISTS AND TUPLE", "python/lists-and-tuples"),  # case and plural
        ("en", "flash attn varlen", "training-systems/sequence-packing"),  # parts of a name
        ("en", "flashattnvarlenfunc", "training-systems/sequence-packing"),
        ("en", "slidingwindow", "algorithms/sliding-window-maximum"),
        ("en", "light gbm", "machine-learning/xgboost"),
        ("zh", "滑窗", "algorithms/sliding-window-maximum"),  # first characters of its words
    ],
)
def test_other_spellings_find_the_article(
    page: Page, address: str, language: str, query: str, article: str
) -> None:
    bench.open_dialog(page, address, bench.OURS, language)
    assert answer(page, query)[:1] == ["/" + make_url(article, language)]


def test_every_letter_typed_brings_results(page: Page, address: str) -> None:
    bench.open_dialog(page, address, bench.OURS, "en")
    word = "gradient boosting"
    for end in range(2, len(word) + 1):
        assert answer(page, word[:end]), word[:end]


def test_an_article_comes_once_with_its_headings_folded_under_it(
    opened: tuple[Page, str],
) -> None:
    page, language = opened
    paths = answer(page, "注意力" if language == "zh" else "attention")
    assert len(paths) == len(set(paths)) > 1
    fold = page.locator("[role=option] button").first
    options = page.locator("[role=option]")
    before = options.count()
    fold.click()
    expect(page.locator(".atlas-search__sub a").first).to_be_visible()
    assert options.count() > before
    subs = page.locator(".atlas-search__sub a").evaluate_all("nodes => nodes.map(n => n.href)")
    assert len({urlsplit(url).path for url in subs}) == 1
    assert all(urlsplit(url).fragment for url in subs)
    fold.click()
    expect(options).to_have_count(before)


def test_headings_unfold_and_fold_with_the_arrow_keys(page: Page, address: str) -> None:
    bench.open_dialog(page, address, bench.OURS, "en")
    answer(page, "split")
    options = page.locator("[role=option]")
    before = options.count()
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".atlas-search__sub a").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(page.locator("input[type=search]")).to_have_attribute(
        "aria-activedescendant", options.nth(1).get_attribute("id") or "-"
    )
    page.keyboard.press("ArrowLeft")
    expect(options).to_have_count(before)


def test_the_browser_cuts_queries_as_the_vectors_say(page: Page, address: str) -> None:
    vectors = load_data("search-vectors")
    texts = [case.get("simplified", case["text"]) for case in vectors["tokens"]]
    names = [case["text"] for case in vectors["compact"]]
    page.goto(address)
    cut, written = page.evaluate(
        """async ([texts, names]) => {
          const { tokenize, compact } = await import('/assets/js/search-engine.js');
          return [texts.map(t => tokenize(t).map(({ key, level }) => [key, level])),
                  names.map(compact)];
        }""",
        [texts, names],
    )
    assert cut == [case["tokens"] for case in vectors["tokens"]]
    assert written == [case["name"] for case in vectors["compact"]]


def test_the_best_heading_is_linked_and_the_match_marked(opened: tuple[Page, str]) -> None:
    page, language = opened
    answer(page, "在线 softmax" if language == "zh" else "online softmax")
    first = page.locator("[role=option]").first
    expect(first.locator("a")).to_have_attribute("href", re.compile("#online-softmax$"))
    marked = " ".join(first.locator("mark").all_inner_texts()).lower()
    assert "softmax" in marked
    assert ("在线" if language == "zh" else "online") in marked
    assert not re.search(r"[\\$]|<", first.inner_text())


def test_letters_typed_while_the_dialog_is_on_its_way_are_kept(page: Page, address: str) -> None:
    page.route("**/search.js", lambda route: (page.wait_for_timeout(300), route.continue_()))
    page.goto(address + "en/")
    page.locator("[data-atlas-search]:not([hidden])").wait_for()
    page.keyboard.press("/")
    page.keyboard.type("sof")
    expect(page.locator("dialog input[type=search]")).to_be_visible()
    page.keyboard.type("tmax")
    expect(page.locator("dialog input[type=search]")).to_have_value("softmax")


def test_results_do_not_wait_for_their_excerpts(opened: tuple[Page, str]) -> None:
    page, _ = opened
    page.route("**/text-*.json", lambda route: None)  # never answered
    page.locator("dialog input[type=search]").fill("softmax")
    expect(page.locator("[role=option] strong mark").first).to_be_visible()
    expect(page.locator("dialog [role=listbox]")).not_to_have_attribute("data-complete", "")


def test_the_match_is_marked_on_the_page_that_a_result_opens(page: Page, address: str) -> None:
    bench.open_dialog(page, address, bench.OURS, "en")
    answer(page, "pseudo-residal")  # corrected to what the page says
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/en/machine-learning/gbdt/"))
    expect(page.locator("article mark:visible").first).to_be_visible()
    texts = {t.lower() for t in page.locator("article mark").all_inner_texts()}
    assert any("residual" in t for t in texts)
    assert page.locator("article math mark").count() == 0


def test_results_are_announced_and_counted(opened: tuple[Page, str]) -> None:
    page, language = opened
    status = page.get_by_role("dialog").get_by_role("status")
    found = answer(page, "softmax")
    expect(status).to_contain_text(str(len(found)))
    answer(page, "")
    expect(status).to_have_text("输入关键词开始搜索" if language == "zh" else "Type to search")


def test_where_nothing_is_found_titles_and_a_way_to_ask_are_offered(
    opened: tuple[Page, str],
) -> None:
    page, language = opened
    assert answer(page, "qqzzxxyy") == []
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text(
        "没有找到" if language == "zh" else "No results"
    )
    links = page.locator(".atlas-search__none a")
    targets = [str(h) for h in links.evaluate_all("nodes => nodes.map(n => n.href)")]
    prefix = "/" if language == "zh" else "/en/"
    assert len(targets) >= 5
    assert all(urlsplit(t).path.startswith(prefix) for t in targets)
    assert any(t.endswith("contributing/") for t in targets)
    assert any(t.endswith("articles/") for t in targets)
    assert answer(page, "softmax")
    expect(page.locator(".atlas-search__none")).to_be_hidden()


def test_a_fork_suggests_topics_in_its_repository(browser: Browser, fork_site: Path) -> None:
    with serve_folder(fork_site, "/repo/") as address:
        page = browser.new_page()
        bench.open_dialog(page, address, bench.OURS, "en")
        assert answer(page, "flash attention")[0].startswith("/repo/en/")
        answer(page, "qqzzxxyy")
        targets = page.locator(".atlas-search__none a").evaluate_all(
            "nodes => nodes.map(n => n.href)"
        )
        assert "https://github.com/example/repo/issues/new/choose" in targets
        page.close()


def test_the_search_works_without_a_network_once_it_has_been_used(
    browser: Browser, address: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    bench.open_dialog(page, address, bench.OURS, "zh")
    answer(page, "注意力")
    page.wait_for_function("document.querySelector('dialog').dataset.ready === 'offline'")
    context.set_offline(True)
    assert answer(page, "滑動窗口")[:1] == ["/algorithms/sliding-window-maximum/"]
    assert answer(page, "xgbost")[:1] == ["/machine-learning/xgboost/"]
    context.close()


def test_a_page_still_open_after_a_deployment_finds_the_new_index(
    browser: Browser, address: str, site: Path
) -> None:
    page = browser.new_page()
    index = (site / "en/atlas-search/index.json").read_text("utf-8")
    outdated = re.sub(r'"version":"\w+"', '"version":"0123456789"', index)
    served = iter([outdated])
    page.route(
        "**/en/atlas-search/index.json",
        lambda route: route.fulfill(
            body=next(served, index), content_type="application/json", status=200
        ),
    )
    page.route("**/0123456789/*", lambda route: route.fulfill(status=404, body=""))
    bench.open_dialog(page, address, bench.OURS, "en")
    assert answer(page, "sliding window")[:1] == ["/en/algorithms/sliding-window-maximum/"]
    page.close()


def test_a_first_search_costs_little(browser: Browser, address: str) -> None:
    for query in bench.pick_samples(QUERIES, 3):
        size = bench.measure_size(browser, address, bench.OURS, query.language, query.query)
        assert size <= 150 * KB, query


def test_every_letter_typed_is_answered(browser: Browser, address: str) -> None:
    typed = [q.query for q in bench.pick_samples(QUERIES, 4) if q.language == "en"]
    times, complete, _ = bench.measure_times(browser, address, "en", typed)
    assert len(times) == len(complete) == 2 * sum(map(len, typed))  # in two rounds


def test_without_scripts_all_articles_and_tags_are_one_click_away(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "en/")
    for name in ("articles", "tags"):
        assert page.locator(f"a[href$='{name}/']:visible").count(), name
    context.close()


def test_touch_opens_results(browser: Browser, address: str) -> None:
    phone = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = phone.new_page()
    page.goto(address + "en/")
    page.locator("[data-atlas-search]").tap()
    page.locator("input[type=search]").wait_for()
    answer(page, "sparse table")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("[role=option] a").first.tap()
    page.wait_for_url(re.compile("/en/algorithms/sliding-window-maximum/"))
    phone.close()
