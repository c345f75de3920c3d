"""The checks of built pages find the real site clean, and a copy with faults not."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import check_links, check_math
from scripts.settings import ROOT


def test_the_sites_links_are_whole(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = check_links.main(["--site", str(site)])
    assert code == 0, capsys.readouterr().out
    assert "0 errors, 0 warnings" in capsys.readouterr().err or code == 0


def test_a_broken_link_is_seen_in_a_copy(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    shutil.rmtree(copy / "en" / "machine-learning" / "gbdt")
    assert check_links.main(["--site", str(copy)]) == 1
    out = capsys.readouterr().out
    assert "docs/en/machine-learning/xgboost.md:" in out
    assert "LINK-1" in out


def test_the_sites_formulas_are_whole(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check_math.main(["--site", str(site)]) == 0, capsys.readouterr().out


def test_a_lost_formula_is_seen_in_a_copy(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    path = copy / "machine-learning" / "gbdt" / "index.html"
    text = path.read_text("utf-8")
    start, end = text.index("<math"), text.index("</math>") + len("</math>")
    path.write_text(text[:start] + "$x$" + text[end:], "utf-8")
    assert check_math.main(["--site", str(copy)]) == 1
    out = capsys.readouterr().out
    assert "docs/zh/machine-learning/gbdt.md" in out
    assert "MATH-10" in out
    assert "MATH-11" in out


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.usefixtures("browser")
def test_every_formula_has_a_box_and_our_font_in_the_browser(site: Path) -> None:
    # A process of its own: Playwright allows one synchronous session a thread.
    result = subprocess.run(
        [sys.executable, "-m", "scripts.check_math", "--site", str(site), "--browser"],
        cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr
