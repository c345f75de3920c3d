"""A miniature repository with one clean article in both languages, for every test."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

GOLDEN = Path(__file__).with_name("golden")
NAME = "machine-learning/boosting"
ZH = f"docs/zh/{NAME}.md"
EN = f"docs/en/{NAME}.md"

_FRONT = """\
---
title: "{title}"
description: "{description}"
tags: [boosting, fundamentals]
date: 2026-11-22
updated: 2026-11-22
level: beginner
aliases: [AdaBoost]
prerequisites: []
related: []
---

"""
_EN_TEXT = """\
Boosting adds weak learners one after another [@freund1997].

## Key points {#key-points}

- Every learner corrects those before it.
- The loss $L$ falls with every round.
- Shrinkage slows it down.

## The idea {#idea}

The model is a sum:

$$
F(x) = \\sum_{m=1}^{M} f_m(x) \\quad \\text{for all } x
$$

![Three steps, each closer to the target.](../../assets/figures/boosting/steps.en.svg)
/// caption
Figure 1. The residual shrinks.
///

```python
# a comment
print(1 + 1)
```

```output
2
```

```bash
echo done
```

## Check yourself {#check-yourself}

"""
_ZH_TEXT = """\
提升方法逐个加入弱学习器 [@freund1997]。

## 要点 {#key-points}

- 每个学习器都在纠正前面的学习器。
- 损失 $L$ 逐轮下降。
- 收缩让它慢下来。

## 想法 {#idea}

模型是一个和：

$$
F(x) = \\sum_{m=1}^{M} f_m(x) \\quad \\text{对所有 } x
$$

![三步走下来，每一步都离目标更近。](../../assets/figures/boosting/steps.zh.svg)
/// caption
图 1　残差在缩小。
///

```python
# 一条注释
print(1 + 1)
```

```output
2
```

```bash
echo done
```

## 自测 {#check-yourself}

"""
_REFERENCE = (
    '1. [@freund1997] Freund, Schapire. "A decision-theoretic generalization." '
    "[DOI](https://doi.org/10.1006/jcss.1997.1504)\n"
)
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0"/></svg>\n'
_NAV = """\
# A comment that must stay.
site_name: Mini
site_url: !ENV [URL, "https://example.org/"]
nav:
  - index.md
  - Machine learning:
      - machine-learning/index.md
      - machine-learning/boosting.md  # the first one
  - Algorithms:
      - algorithms/index.md
"""
_PAGE = '---\ntitle: "{0}"\ndescription: "{1}"\n---\n\n{1}\n'


def make_article(language: str) -> str:
    """Return the text of the miniature's article."""
    if language == "zh":
        front = _FRONT.format(
            title="提升方法", description="提升方法把许多弱学习器依次相加，得到一个强学习器。"
        )
        questions = "".join(f'??? question "问题 {i}？"\n\n    答案。\n\n' for i in range(1, 6))
        return f"{front}{_ZH_TEXT}{questions}## 参考文献 {{#references}}\n\n{_REFERENCE}"
    front = _FRONT.format(
        title="Boosting", description="Boosting adds many weak learners up to a strong one."
    )
    questions = "".join(f'??? question "Question {i}?"\n\n    Answer.\n\n' for i in range(1, 6))
    return f"{front}{_EN_TEXT}{questions}## References {{#references}}\n\n{_REFERENCE}"


@dataclass(frozen=True)
class MiniRepo:
    """A repository on disk; paths are relative to its root."""

    root: Path

    def write(self, path: str, text: str) -> None:
        """Write a file, creating its folders; line ends are kept as given."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, "utf-8", newline="")

    def read(self, path: str) -> str:
        """Read a file with the line ends it has."""
        return (self.root / path).read_bytes().decode("utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        """Replace a text that must be there, once."""
        text = self.read(path)
        assert old in text, f"{old!r} is not in {path}"
        self.write(path, text.replace(old, new, 1))

    def find_line(self, path: str, text: str) -> int:
        """Return the line (from 1) on which a text stands first."""
        content = self.read(path)
        return content[: content.index(text)].count("\n") + 1


@pytest.fixture
def mini_repo(tmp_path: Path) -> MiniRepo:
    """A repository that every check finds clean."""
    repo = MiniRepo(tmp_path)
    repo.write("mkdocs.yml", _NAV)
    for language, title, text in (
        ("zh", "首页", "这里是一个很小的知识库，只有一篇文章。"),
        ("en", "Home", "A very small knowledge base with one article."),
    ):
        for page in ("index", "machine-learning/index", "algorithms/index"):
            repo.write(f"docs/{language}/{page}.md", _PAGE.format(title, text))
        repo.write(f"docs/{language}/{NAME}.md", make_article(language))
        repo.write(f"docs/assets/figures/boosting/steps.{language}.svg", _SVG)
    return repo


Runner = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(mini_repo: MiniRepo, capsys: pytest.CaptureFixture[str]) -> Runner:
    """Run a program's `main` on the miniature; returns exit code, stdout and stderr."""

    def call(main: Callable[[Sequence[str]], int], *arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = main(["--root", str(mini_repo.root), *arguments])
        except SystemExit as error:
            code = int(error.code or 0)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@dataclass(frozen=True)
class Case:
    """A golden case: one change to the miniature, the exit code and the report's lines."""

    name: str
    file: str
    old: str | None
    new: str
    code: int
    found: list[str]

    def apply(self, repo: MiniRepo) -> None:
        """Make the change."""
        path = {"zh": ZH, "en": EN}.get(self.file, self.file)
        if self.old is None:
            repo.write(path, self.new)
        else:
            repo.replace(path, self.old, self.new)


def load_cases(name: str) -> list[Case]:
    """Read `tests/golden/<name>.yml`."""
    loaded = yaml.safe_load((GOLDEN / f"{name}.yml").read_text("utf-8"))
    return [
        Case(c["case"], c["file"], c.get("old"), c["new"], c["code"], c["found"]) for c in loaded
    ]


def list_uncovered(cases: Sequence[Case], rules: Iterable[str]) -> set[str]:
    """Return the rules that no case of a golden file finds."""
    found = {line.split(" ")[1] for case in cases for line in case.found}
    return set(rules) - found
