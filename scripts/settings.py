"""What the site is made of, declared once: languages, paths, levels, exempt pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
DATA = ROOT / "data"

# The first language is the default one: its pages stand at the root of the site.
LANGUAGES = ("zh", "en")
LEVELS = {
    "beginner": {"zh": "入门", "en": "Beginner"},
    "intermediate": {"zh": "进阶", "en": "Intermediate"},
    "advanced": {"zh": "深入", "en": "Advanced"},
}
# Folders below docs that are no language.
SHARED_FOLDERS = ("assets",)
# Headings that every article has, in this order: id -> title per language.
FIXED_HEADINGS = {
    "key-points": {"zh": "要点", "en": "Key points"},
    "check-yourself": {"zh": "自测", "en": "Check yourself"},
    "references": {"zh": "参考文献", "en": "References"},
}
# Packages that a code block may require (`requires="torch"`), with their readers' names.
MODULES = {"torch": "PyTorch", "sklearn": "scikit-learn", "xgboost": "XGBoost"}


def load_yaml(path: Path) -> Any:
    """Load a YAML file safely."""
    return yaml.safe_load(path.read_text("utf-8"))


@cache
def load_data(name: str) -> Any:
    """Load `data/<name>.yml`."""
    return load_yaml(DATA / f"{name}.yml")


def list_sections() -> dict[str, dict[str, str]]:
    """Return the sections in the order of the site: slug -> title per language."""
    return {s["slug"]: {lang: s[lang] for lang in LANGUAGES} for s in load_data("sections")}


def list_tags() -> dict[str, dict[str, str]]:
    """Return the tags: slug -> name per language."""
    tags: dict[str, dict[str, str]] = load_data("tags")
    return tags
