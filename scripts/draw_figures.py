"""Draw the articles' figures: `python -m scripts.draw_figures [slug …]` (all without a slug).

Every module of `scripts/figures` named after an article (hyphens as underscores) holds
`FIGURES`, a dict from a figure's name to a function that takes the language and returns SVG.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
from pathlib import Path

import scripts.figures
from scripts.settings import LANGUAGES, ROOT

FIGURES_DIR = ROOT / "docs" / "assets" / "figures"
HELPERS = {"canvas", "curves"}


def list_slugs() -> list[str]:
    """Return the slugs of the articles that have a figures module, sorted."""
    names = (m.name for m in pkgutil.iter_modules(scripts.figures.__path__))
    return sorted(n.replace("_", "-") for n in names if n not in HELPERS)


def draw_figures(slug: str) -> dict[Path, str]:
    """Return every figure of an article: its path below the repository and its SVG text."""
    module = importlib.import_module(f"scripts.figures.{slug.replace('-', '_')}")
    return {
        FIGURES_DIR / slug / f"{name}.{language}.svg": draw(language)
        for name, draw in module.FIGURES.items()
        for language in LANGUAGES
    }


def main() -> int:
    """Write the figures that changed and say which."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("slugs", nargs="*", help="articles' slugs; all when left out")
    slugs = parser.parse_args().slugs
    known = list_slugs()
    for slug in slugs:
        if slug not in known:
            parser.error(f"no figures for {slug!r}; there are: {', '.join(known)}")
    for slug in slugs or known:
        for path, svg in draw_figures(slug).items():
            if not path.exists() or path.read_text("utf-8") != svg:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(svg, "utf-8", newline="\n")
                print(f"wrote {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
