"""The real content: every check finds it clean, every block of code runs, figures are current."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from scripts import check, check_code
from scripts.build.glossary import parse_terms
from scripts.corpus import read_corpus
from scripts.draw_figures import draw_figures, list_slugs
from scripts.settings import DOCS, LANGUAGES, ROOT, SHARED_FOLDERS, list_sections, load_data
from scripts.subset_font import SOURCE, TARGET, collect_characters, make_subset

CORPUS = read_corpus(ROOT)
NAMES = sorted({page.name for page in CORPUS.pages.values() if page.is_article})


def test_the_sources_are_clean(capsys: pytest.CaptureFixture[str]) -> None:
    code = check.main([])
    out, err = capsys.readouterr()
    assert code == 0, out
    # Warnings count in our own articles, but for PAIR-14: whoever mends a typo in one language
    # need not have read the other.
    assert not [line for line in out.splitlines() if "PAIR-14" not in line]
    assert err.count("0 errors") == len(check.CHECKS)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_every_block_of_an_article_runs_and_prints_what_the_page_shows(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = check_code.main([name])
    out, err = capsys.readouterr()
    if "skipped" in err:
        print(err, file=sys.stderr)
    assert code == 0, out


@pytest.mark.parametrize("slug", list_slugs())
def test_figures_are_drawn_from_their_scripts_to_the_byte(slug: str) -> None:
    figures = draw_figures(slug)
    assert figures
    for path, svg in figures.items():
        assert path.read_text("utf-8") == svg, f"{path}: run `make figures`"


def test_every_figure_on_disk_has_a_script() -> None:
    drawn = {path for slug in list_slugs() for path in draw_figures(slug)}
    assert drawn == set((DOCS / "assets" / "figures").rglob("*.svg"))


def test_every_figure_is_shown_in_its_article() -> None:
    for path in (DOCS / "assets" / "figures").rglob("*.svg"):
        language = path.suffixes[-2].strip(".")
        texts = [p.document.text for p in CORPUS.list_articles(language)]
        assert any(f"{path.parent.name}/{path.name}" in text for text in texts), path


def test_docs_has_no_folder_that_could_be_taken_for_a_language() -> None:
    folders = {p.name for p in DOCS.iterdir() if p.is_dir()}
    assert folders == {*LANGUAGES, *SHARED_FOLDERS}


def test_every_section_exists_in_both_languages() -> None:
    for slug, titles in list_sections().items():
        for language in LANGUAGES:
            page = CORPUS.pages[f"{slug}/index", language]
            assert page.document.meta["title"] == titles[language]


def test_section_names_in_the_navigation_are_translated() -> None:
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    for titles in list_sections().values():
        assert f"            {titles['en']}: {titles['zh']}\n" in text
        assert f"  - {titles['en']}:\n" in text


def test_the_interfaces_words_exist_in_both_languages() -> None:
    strings = load_data("strings")
    assert strings["zh"].keys() == strings["en"].keys()
    used = set()
    for template in (ROOT / "overrides").rglob("*.html"):
        used |= set(re.findall(r"\bt\.(\w+)", template.read_text("utf-8")))
    code = "".join(p.read_text("utf-8") for p in (ROOT / "scripts" / "build").rglob("*.py"))
    hooks = (ROOT / "scripts" / "hooks.py").read_text("utf-8")
    used |= set(re.findall(r'strings\["(\w+)"\]', code + hooks))
    assert used - {"striptags"} == strings["en"].keys()


def test_glossary_entries_are_whole_sorted_and_lead_to_articles() -> None:
    terms = parse_terms(load_data("glossary"))
    slugs = [term.slug for term in terms]
    assert slugs == sorted(set(slugs))
    for term in terms:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", term.slug)
        assert term.meanings["zh"].endswith("。")
        assert term.meanings["en"].endswith(".")
        assert not term.article or term.article in NAMES, term.slug


def test_founding_topics_name_known_sections() -> None:
    for topic in load_data("topics"):
        assert topic["section"] in list_sections()
        assert topic["zh"]
        assert topic["en"]


def test_the_font_is_the_subset_that_the_script_makes() -> None:
    if not SOURCE.exists():
        pytest.skip("fonts-lmodern is not installed (apt install fonts-lmodern)")
    made = make_subset(SOURCE, collect_characters(ROOT))
    assert made == TARGET.read_bytes(), "run `make font`"


def test_the_fonts_licence_lies_beside_it() -> None:
    assert "GUST Font License" in (TARGET.parent / "GUST-FONT-LICENSE.txt").read_text("utf-8")


def test_elements_ask_nothing_of_the_network_and_run_no_text() -> None:
    for path in (DOCS / "assets" / "elements").glob("*.js"):
        text = path.read_text("utf-8")
        assert not re.search(r"\b(fetch|XMLHttpRequest|WebSocket|eval|Function)\s*\(", text), path
        assert not re.search(r"https?://(?!www\.w3\.org/)", text), path
        assert "customElements.define(" in text


def test_workflows_are_pinned_and_hold_no_secrets() -> None:
    workflows = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
    assert len(workflows) == 3
    for path in workflows:
        text = path.read_text("utf-8")
        data = yaml.safe_load(text)
        assert data["permissions"] == {"contents": "read"}
        assert "pull_request_target" not in text
        assert "secrets." not in text
        for use in re.findall(r"uses: (\S+)", text):
            assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", use), use


def test_lock_files_hold_hashes_and_no_addresses() -> None:
    for name in ("requirements.lock", "requirements-test.lock"):
        text = (ROOT / name).read_text("utf-8")
        assert "://" not in text
        assert "--index" not in text
        for entry in re.findall(r"^\S+==\S+ \\$", text, re.M):
            following = text[text.index(entry) + len(entry) :].lstrip("\n")
            assert following.lstrip().startswith("--hash=sha256:"), entry


def test_articles_name_repositories_and_no_package_registry() -> None:
    registry = re.compile(r"\b(?:pypi\.org|pythonhosted\.org|npmjs\.(?:com|org)|deb\.debian\.org)")
    for path in DOCS.rglob("*.md"):
        assert not registry.search(path.read_text("utf-8")), path


def test_readmes_commands_are_targets_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.M))
    pages = ["README.md", "README.zh.md", "CONTRIBUTING.md"]
    for name in pages:
        text = (ROOT / name).read_text("utf-8")
        code = "\n".join(
            a or b for a, b in re.findall(r"```bash\n(.*?)```|`([^`\n]+)`", text, re.S)
        )
        named = set(re.findall(r"\bmake ([a-z-]+)", code))
        assert named, name
        assert named <= targets, (name, named - targets)


@pytest.mark.parametrize("target", ["help", "check"])
def test_readmes_commands_run(target: str) -> None:
    result = subprocess.run(
        ["make", target], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_python_code_is_typed_and_formatted() -> None:
    for command in (
        ["mypy"],
        ["ruff", "check", "scripts", "tests"],
        ["ruff", "format", "--check", "scripts", "tests"],
    ):
        result = subprocess.run(
            [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert result.returncode == 0, result.stdout[-3000:]


def test_scripts_stay_small() -> None:
    for path in Path(ROOT / "scripts").rglob("*.py"):
        if "figures" not in path.parts or path.name in ("canvas.py", "curves.py"):
            assert path.read_text("utf-8").count("\n") < 350, path
