"""Compare the site's search with Material's own and with stock Pagefind: `make bench-search`.

Every engine answers the queries of `data/search-queries.yml` in Chromium through its own dialog,
on the same content; the cost is also measured on a generated site of 1,000 articles a language.
Prints Markdown tables.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Response

from scripts.bench_report import Cost, Score, format_cost, format_quality
from scripts.bench_sites import build_material, build_ours, build_pagefind, generate_ours
from scripts.browser import open_browser, serve_folder
from scripts.settings import DATA, LANGUAGES, load_yaml


@dataclass(frozen=True)
class Query:
    """A query and the article that should come first."""

    language: str
    kind: str
    split: str
    article: str
    query: str


@dataclass(frozen=True)
class Engine:
    """How an engine's dialog is opened and read.

    `ask` is JavaScript: an async function of a query that types it and returns the results'
    addresses, in order.
    """

    name: str
    open: str  # a selector to click, or a key to press
    field: str  # of the text field
    ask: str


_WAIT = "const wait = ms => new Promise(done => setTimeout(done, ms));"
_TYPE = "field.value = query; field.dispatchEvent(new Event('input', {bubbles: true}));"
OURS = Engine(
    "ML Atlas",
    "/",
    "dialog input[type=search]",
    _WAIT
    + "const list = document.querySelector('dialog [role=listbox]');"
    + _TYPE
    + "do await wait(1); while (list.getAttribute('aria-busy') === 'true');"
    "return [...list.querySelectorAll('[role=option] a')].map(a => a.href);",
)
# Both others wait for a pause in typing and say nowhere that they are done: after the pause
# their list has to stay the same for a while.
_STILL = (
    "await wait(400); let last = null, still = 0;"
    "for (let i = 0; i < 400 && still < 12; i++) { await wait(15); const now = read();"
    "still = now === last ? still + 1 : 0; last = now; }"
)
MATERIAL = Engine(
    "Material",
    "input.md-search__input",
    "input.md-search__input",
    _WAIT
    + "const read = () => document.querySelector('.md-search-result').innerText;"
    + _TYPE.replace("'input'", "'keyup'")
    + _STILL
    + "return [...document.querySelectorAll('.md-search-result__item > a')].map(a => a.href);",
)
PAGEFIND = Engine(
    "Pagefind",
    "",
    ".pagefind-ui__search-input",
    _WAIT
    + "const read = () => document.querySelector('.pagefind-ui__drawer')?.innerText;"
    + _TYPE
    + _STILL
    + "return [...document.querySelectorAll('.pagefind-ui__result-title > a')].map(a => a.href);",
)


def read_queries(path: Path = DATA / "search-queries.yml") -> list[Query]:
    """Return the queries of the data file."""
    return [Query(**entry) for entry in load_yaml(path)]


def open_dialog(page: Page, address: str, engine: Engine, language: str) -> None:
    """Open a language's home page and the engine's dialog on it."""
    page.goto(address + ("" if language == LANGUAGES[0] else f"{language}/"))
    _open_field(page, engine)


def _open_field(page: Page, engine: Engine) -> None:
    if engine.open == "/":
        page.locator("[data-atlas-search]:not([hidden])").wait_for()  # the script has run
        page.keyboard.press("/")
    elif engine.open:
        page.locator(engine.open).first.click()
    page.locator(engine.field).wait_for()


def ask(page: Page, engine: Engine, queries: list[str]) -> list[list[str]]:
    """Return the addresses that the open dialog answers to each of the queries."""
    script = (
        "async queries => { const field = document.querySelector(%r); const out = [];"
        "for (const query of queries) out.push(await (async () => { %s })()); return out; }"
    )
    found: list[list[str]] = page.evaluate(script % (engine.field, engine.ask), queries)
    return found


def rate(queries: list[Query], answers: list[list[str]], prefix: str) -> Score:
    """Compare answers with the articles wanted; addresses begin with the site's `prefix`."""
    score = Score()
    for query, found in zip(queries, answers, strict=True):
        folder = "" if query.language == LANGUAGES[0] else f"{query.language}/"
        paths = [urlsplit(url).path.removeprefix(prefix) for url in found]
        pages = list(dict.fromkeys(paths))
        wanted = f"{folder}{query.article}/"
        score.asked += 1
        score.first += pages[:1] == [wanted]
        score.five += wanted in pages[:5]
        score.wrong += any(is_foreign(path, query.language) for path in pages)
        score.none += not pages
        if pages[:1] != [wanted]:
            score.missed.append(f"{query.language} {query.kind}: {query.query}")
    return score


def is_foreign(path: str, language: str) -> bool:
    """Whether an address below the site's root belongs to another language."""
    others = [lang for lang in LANGUAGES if lang != language]
    if language == LANGUAGES[0]:
        return any(path.startswith(f"{other}/") for other in others)
    return not path.startswith(f"{language}/")


def measure_quality(
    browser: Browser, address: str, engine: Engine, queries: list[Query]
) -> dict[tuple[str, str], Score]:
    """Return the score per language and split."""
    groups: dict[tuple[str, str], list[Query]] = defaultdict(list)
    for query in queries:
        groups[query.language, query.split].append(query)
    scores = {}
    for language in LANGUAGES:
        page = browser.new_page()
        open_dialog(page, address, engine, language)
        for (lang, split), group in groups.items():
            if lang == language:
                answers = ask(page, engine, [q.query for q in group])
                scores[lang, split] = rate(group, answers, urlsplit(address).path)
        page.close()
    return scores


def measure_size(browser: Browser, address: str, engine: Engine, language: str, query: str) -> int:
    """Return the gzipped bytes from the first focus to the first results of one query.

    What an engine fetches of its own with the page already (Material does) counts too.
    """
    page = browser.new_page()
    early: list[Response] = []
    page.on("response", lambda response: early.append(response))
    folder = "" if language == LANGUAGES[0] else f"{language}/"
    page.goto(address + folder, wait_until="networkidle")
    responses = [r for r in early if "search" in urlsplit(r.url).path]
    page.on("response", lambda response: responses.append(response))
    _open_field(page, engine)
    page.locator(engine.field).focus()
    ask(page, engine, [query])
    bodies = [r.body() for r in responses if r.ok]
    page.close()
    return sum(min(len(b), len(gzip.compress(b))) for b in bodies)


_TIMES = """async ([selector, queries, rounds]) => {
  const field = document.querySelector(selector);
  const list = document.querySelector('dialog [role=listbox]');
  const longest = [0];
  new PerformanceObserver(l => l.getEntries().forEach(e => longest.push(e.duration)))
    .observe({type: 'longtask'});
  const channel = new MessageChannel();
  const turn = () => new Promise(done => {
    channel.port1.onmessage = done;
    channel.port2.postMessage(0);
  });
  const times = [];
  const complete = [];
  for (let round = 0; round < rounds; round++) {
    for (const query of queries) {
      for (let n = 1; n <= query.length; n++) {
        const start = performance.now();
        field.value = query.slice(0, n);
        field.dispatchEvent(new Event('input', {bubbles: true}));
        do await turn(); while (list.getAttribute('aria-busy') === 'true');
        times.push(performance.now() - start);
        while (!list.hasAttribute('data-complete')) await turn();
        complete.push(performance.now() - start);
        await new Promise(done => setTimeout(done, 5));
      }
    }
  }
  await new Promise(done => setTimeout(done, 100));
  return [times, complete, Math.max(...longest)];
}"""


def measure_times(
    browser: Browser, address: str, language: str, queries: list[str], *, slowdown: int = 1
) -> tuple[list[float], list[float], float]:
    """Type queries letter by letter into our dialog.

    Returns the milliseconds from each key to the results and to their excerpts, and the longest
    task.
    """
    page = browser.new_page()
    open_dialog(page, address, OURS, language)
    ask(page, OURS, queries[:1])
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    times, complete, longest = page.evaluate(_TIMES, [OURS.field, queries, 2])
    page.close()
    return times, complete, longest


def measure_cost(browser: Browser, address: str, engine: Engine, samples: list[Query]) -> Cost:
    """Return the greatest size of some first searches and, for ours, the times of typing."""
    cost = Cost()
    for query in samples:
        size = measure_size(browser, address, engine, query.language, query.query)
        cost.size = max(cost.size, size)
    if engine is OURS:
        for language in LANGUAGES:
            typed = [q.query for q in samples if q.language == language]
            times, complete, longest = measure_times(browser, address, language, typed)
            slow, _, _ = measure_times(browser, address, language, typed, slowdown=4)
            cost.times += times
            cost.complete += complete
            cost.slow += slow
            cost.longest = max(cost.longest, longest)
    return cost


def pick_samples(queries: list[Query], per_language: int) -> list[Query]:
    """Return some queries of each language, of different kinds."""
    picked = []
    for language in LANGUAGES:
        kinds = {q.kind: q for q in queries if q.language == language}
        picked += list(kinds.values())[:per_language]
    return picked


@contextmanager
def _say(what: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    print(f"{what}: {time.perf_counter() - start:.0f} s", file=sys.stderr)


def run(arguments: argparse.Namespace) -> list[str]:
    """Build the sites, ask the engines and return the tables' lines."""
    queries = read_queries()
    quality: dict[str, dict[tuple[str, str], Score]] = {}
    costs: dict[tuple[str, str], Cost] = {}
    builders = {OURS: build_ours, MATERIAL: build_material, PAGEFIND: build_pagefind}
    with tempfile.TemporaryDirectory() as folder, open_browser() as browser:
        for engine in (e for e in builders if e.name in arguments.engines):
            with _say(f"{engine.name}: build"):
                site = builders[engine](Path(folder) / engine.name.replace(" ", "-"))
            with serve_folder(site) as address, _say(f"{engine.name}: queries"):
                quality[engine.name] = measure_quality(browser, address, engine, queries)
                samples = pick_samples(queries, 12 if engine is OURS else 2)
                costs[engine.name, "today"] = measure_cost(browser, address, engine, samples)
        if arguments.articles:
            with _say(f"{arguments.articles} articles"):
                site = generate_ours(Path(folder) / "large", arguments.articles)
            with serve_folder(site) as address, _say("large: cost"):
                costs[OURS.name, f"{arguments.articles} articles a language"] = measure_cost(
                    browser, address, OURS, pick_samples(queries, 12)
                )
    missed = [f"missed by {n} ({split}): {m}" for n, s in quality.items()
              for (_, split), score in s.items() for m in score.missed if n == OURS.name
              and (split == "tuned" or arguments.show_held_out)]  # fmt: skip
    return [*format_quality(quality), "", *format_cost(costs), "", *missed]


def main(argv: list[str] | None = None) -> int:
    """Run the comparison."""
    parser = argparse.ArgumentParser(prog="python -m scripts.bench_search", description=__doc__)
    names = [OURS.name, MATERIAL.name, PAGEFIND.name]
    parser.add_argument("--engines", nargs="*", choices=names, default=names)
    parser.add_argument("--articles", type=int, default=1000, help="of the generated site; 0: none")
    parser.add_argument(
        "--show-held-out", action="store_true", help="name the held-out queries that are missed"
    )
    print("\n".join(run(parser.parse_args(argv))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
