"""How text becomes tokens; the browser's half (`search.js`) does exactly the same to queries.

Runs of Han characters become overlapping pairs (机器学习 → 机器 器学 学习), as any segmentation
cuts some query elsewhere than the text. Words joined by `.`, `_` or `-` and words in CamelCase
are found whole and in parts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from scripts.build.listing import HAN
from scripts.settings import load_data

WHOLE, PART, HUMP = 0, 1, 2  # a word; a part of a joined word; a part of a CamelCase word
_UNIT = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+(?:[._-]+[^\W_{HAN}]+)*")
_JOINER = re.compile(r"[._-]+")
_HUMP = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_SEAM = re.compile(r"[a-z][A-Z]|[A-Za-z]{2}[0-9]{2}")  # FlashAttention, LC239
_APOSTROPHE = re.compile(r"([A-Za-z])['’](?=[A-Za-z])")
# Marks that stand on a letter, and variation selectors.
_ACCENT = re.compile(
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]+"
)
_PLAIN = re.compile(r"[a-z]{4,}")
_SPELLED = re.compile(r"(?=.*[a-z])[a-z0-9]{4,32}")
_VOWEL = re.compile(r"[aeiouy]")


# A key of the index, and whether it is a whole word or a part of one.
Token = tuple[str, int]


@cache
def list_simplified() -> dict[int, str]:
    """Return the table from traditional to simplified characters, for `str.translate`."""
    table = load_data("traditional")
    return {ord(t): s for t, s in zip(table["traditional"], table["simplified"], strict=True)}


def normalize(text: str) -> str:
    """Undo full-width forms, ligatures, accents and traditional characters; keep the case."""
    if not text.isascii():
        text = _ACCENT.sub("", unicodedata.normalize("NFKD", text))
        text = unicodedata.normalize("NFC", text).translate(list_simplified())
    return _APOSTROPHE.sub(r"\1", text)


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return a lower-case word without the endings of plural, participle and the like."""
    if not _PLAIN.fullmatch(word):
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif re.search(r"(?:ss|x|ch|sh|zz)es$", word):
        word = word[:-2]
    elif word.endswith("s") and not re.search(r"(?:ss|us|is)$", word):
        word = word[:-1]
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) > 2 and _VOWEL.search(rest):
            word = rest[:-1] if re.search(r"([bdgmnprt])\1$", rest) else rest
            break
    word = word[:-1] if word.endswith("e") and len(word) > 3 else word
    return re.sub(r"(?<=[a-z]{4})(?:ation|(?<=[a-z]{5})at)$", "", word)


def tokenize(text: str) -> list[Token]:
    """Return the tokens of a text in their order."""
    return [token for unit in split_units(text) for token in cut_unit(unit)]


def split_units(text: str) -> list[str]:
    """Return a text's runs of Han characters and its (joined) words, normalized."""
    found: list[str] = _UNIT.findall(normalize(text))
    return found


@lru_cache(maxsize=200_000)
def cut_unit(unit: str) -> tuple[Token, ...]:
    """Return the tokens of one run or word."""
    return tuple(_cut_han(unit) if re.match(f"[{HAN}]", unit) else _cut_word(unit))


def _cut_han(run: str) -> Iterator[Token]:
    if len(run) == 1:
        return iter([(run, WHOLE)])
    return iter([(a + b, WHOLE) for a, b in pairwise(run)])


def _cut_word(unit: str) -> Iterator[Token]:
    parts = _JOINER.split(unit)
    if len(parts) > 1:
        yield stem("".join(parts).lower()), WHOLE
    for part in parts:
        yield stem(part.lower()), PART if len(parts) > 1 else WHOLE
        humps = _HUMP.findall(part)
        if len(humps) > 1 and "".join(humps) == part and _SEAM.search(part):
            for hump in humps:
                yield stem(hump.lower()), HUMP


def compact(text: str) -> str:
    """Return a name as one word: the stems of its words and its Han characters, unspaced."""
    return "".join(
        unit if re.match(f"[{HAN}]", unit) else "".join(map(stem, _JOINER.split(unit.lower())))
        for unit in split_units(text)
    )


def join_words(text: str) -> str:
    """Return the key under which a name of several Latin words is found without its spaces."""
    units = split_units(text)
    if len(units) < 2 or any(re.match(f"[{HAN}]", unit) for unit in units):
        return ""
    return stem("".join(_JOINER.sub("", unit) for unit in units).lower())


def find_first(text: str) -> str:
    """Return the token with which a name begins: its first pair, or its first word's stem."""
    unit = _UNIT.search(normalize(text))
    if unit is None:
        return ""
    if re.match(f"[{HAN}]", unit.group()):
        return unit.group()[:2]
    return stem(_JOINER.split(unit.group().lower())[0])


@lru_cache(maxsize=200_000)
def spell_unit(unit: str) -> frozenset[str]:
    """Return a word as it is spelled, and its parts, if they have four letters and more."""
    parts = _JOINER.split(unit)
    words = {"".join(parts).lower(), *(part.lower() for part in parts)}
    return frozenset(word for word in words if _SPELLED.fullmatch(word))
