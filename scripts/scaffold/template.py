"""The skeleton of an article in both languages."""

from __future__ import annotations

import json

from scripts.scaffold.request import Request
from scripts.settings import FIXED_HEADINGS

_FRONT = """\
---
title: {title}
description: {description}
tags: [{tags}]
date: {date}
updated: {date}
level: {level}
aliases: []
prerequisites: []
related: []
---
"""
_BODY = """
{lead}

## {key-points} {{#key-points}}

- {point}
- {point}
- {point}

## {problem} {{#problem}}

{body} [@first]

```python
values = [1, 2, 3]  # {comment}
print(sum(values))
```

```output
6
```

## {check-yourself} {{#check-yourself}}

{questions}
## {references} {{#references}}

1. [@first] {reference} [DOI](https://doi.org/)
"""
_QUESTION = '??? question "{question}"\n\n    {answer}\n\n'
_WORDS = {
    "zh": {
        "description": "TODO(write)：用一两个完整的句子说明本文讲什么，卡片和搜索结果会显示它。",
        "lead": "TODO(write)：这是什么，解决什么问题，读完之后能做什么。",
        "point": "TODO(write)：一条要点。",
        "problem": "问题",
        "body": "TODO(write)：正文。",
        "comment": "TODO(write)：换成本文的代码",
        "question": "TODO(write)：问题 {number}",
        "answer": "TODO(write)：答案。",
        "reference": "TODO(write)：作者，“标题”，年份，链接。",
    },
    "en": {
        "description": "TODO(write): one or two full sentences for cards and search.",
        "lead": "TODO(write): what it is, what it solves, what the reader can do afterwards.",
        "point": "TODO(write): a key point.",
        "problem": "The problem",
        "body": "TODO(write): the body.",
        "comment": "TODO(write): code of this article",
        "question": "TODO(write): question {number}",
        "answer": "TODO(write): the answer.",
        "reference": "TODO(write): authors, title, year, link.",
    },
}
QUESTIONS = 5


def render_article(request: Request, language: str) -> str:
    """Return the text of a new article's file in one language."""
    words = dict(_WORDS[language])
    fixed = {id_: titles[language] for id_, titles in FIXED_HEADINGS.items()}
    front = _FRONT.format(
        title=quote(request.titles[language]),
        description=quote(words.pop("description")),
        tags=", ".join(request.tags),
        date=request.date,
        level=request.level,
    )
    return front + _BODY.format(**words, **fixed, questions=_render_questions(words))


def _render_questions(words: dict[str, str]) -> str:
    return "".join(
        _QUESTION.format(question=words["question"].format(number=i), answer=words["answer"])
        for i in range(1, QUESTIONS + 1)
    )


def quote(text: str) -> str:
    """Quote a text for YAML, whose double-quoted form contains JSON's."""
    return json.dumps(text, ensure_ascii=False)
