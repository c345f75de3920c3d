"""Subset Latin Modern Math to what the site's formulas use: `python -m scripts.subset_font`.

Reads Debian's fonts-lmodern (or `--source FILE`) and writes the woff2 file under docs/assets/
fonts. The alphabets and operators that mathematics writes with are always kept, so that new
articles seldom need a new subset; anything rarer that the site uses is added. The MATH table
and the variants of stretchy glyphs stay.
"""

from __future__ import annotations

import argparse
import html
import io
import re
import unicodedata
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from scripts.build.mathml import convert_page, find_math_errors
from scripts.corpus import read_corpus
from scripts.settings import ROOT

SOURCE = Path("/usr/share/texmf/fonts/opentype/public/lm-math/latinmodern-math.otf")
TARGET = ROOT / "docs" / "assets" / "fonts" / "latinmodern-math.woff2"
# Kept whatever the articles use: ASCII, Greek, primes, arrows, common operators, relations,
# brackets, dots, and the mathematical alphabets that formulas are written in.
KEPT_RANGES = (
    (0x20, 0x7E), (0xA0, 0xA0), (0xAC, 0xAC), (0xB1, 0xB1), (0xB7, 0xB7), (0xD7, 0xD7),
    (0xF7, 0xF7), (0x2C6, 0x2DC), (0x300, 0x304), (0x391, 0x3C9), (0x3D1, 0x3D6), (0x3F1, 0x3F5),
    (0x2016, 0x2016), (0x2026, 0x2026), (0x2032, 0x2034), (0x20D7, 0x20D7), (0x210B, 0x2113),
    (0x2102, 0x2102), (0x2115, 0x2115), (0x2119, 0x211D), (0x2124, 0x2124), (0x2130, 0x2133),
    (0x2190, 0x2195), (0x21A6, 0x21A6), (0x21D0, 0x21D4), (0x2200, 0x220B), (0x220F, 0x2213),
    (0x2217, 0x221E), (0x2223, 0x222B), (0x2243, 0x224D), (0x2254, 0x2254), (0x2260, 0x2265),
    (0x25A1, 0x25A1), (0x226A, 0x226B), (0x227A, 0x2287), (0x2295, 0x2299), (0x22A4, 0x22A5),
    (0x22C5, 0x22C5), (0x22EE, 0x22F1), (0x2308, 0x230B), (0x23DE, 0x23DF), (0x27E8, 0x27E9),
    (0x27F5, 0x27FA), (0x1D400, 0x1D433), (0x1D434, 0x1D467), (0x1D468, 0x1D49B),
    (0x1D49C, 0x1D4B5), (0x1D538, 0x1D550), (0x1D6A8, 0x1D71B), (0x1D71C, 0x1D755),
    (0x1D7CE, 0x1D7E1),
)  # fmt: skip


def map_italic(character: str) -> str:
    """Return the slanted mathematical letter that a one-letter `<mi>` shows."""
    code = ord(character)
    if character == "h":
        return "\u210e"
    for first, last, base in ((0x41, 0x5A, 0x1D434), (0x61, 0x7A, 0x1D44E)):
        if first <= code <= last:
            return chr(base + code - first)
    for first, last, base in ((0x391, 0x3A9, 0x1D6E2), (0x3B1, 0x3C9, 0x1D6FC)):
        if first <= code <= last:
            return chr(base + code - first)
    return character


def list_characters(mathml: str) -> set[str]:
    """Return the characters that the math font has to draw for a MathML formula.

    Words in `<mtext>` are set in the page's font, so they do not count.
    """
    visible = re.sub(r"<(annotation|mtext)\b.*?</\1>", "", mathml, flags=re.S)
    found: set[str] = set()
    for attributes, content in re.findall(r"<m[a-z]+([^>]*)>([^<]+)", visible):
        text = html.unescape(content)
        found |= set(text)
        if len(text) == 1 and "mathvariant" not in attributes:
            found.add(map_italic(text))
    return {c for c in found if not _is_invisible(c)}


def _is_invisible(character: str) -> bool:
    selector = "\ufe00" <= character <= "\ufe0f"
    return selector or character.isspace() or unicodedata.category(character) == "Cf"


def collect_characters(root: Path) -> set[str]:
    """Return the characters of all formulas below `root`; broken formulas are left out."""
    found: set[str] = set()
    for page in read_corpus(root).pages.values():
        formulas = [(f.latex, f.display) for f in page.document.formulas]
        broken = {index for index, _ in find_math_errors(formulas)}
        whole = [f for i, f in enumerate(formulas) if i not in broken]
        for mathml in convert_page(whole):
            found |= list_characters(mathml)
    return found


def list_font_characters(path: Path) -> set[str]:
    """Return the characters for which a font file has a glyph."""
    with TTFont(path) as font:
        return {chr(code) for code in font.getBestCmap()}


def make_subset(source: Path, characters: set[str]) -> bytes:
    """Return the woff2 bytes of the source font with these characters and the kept ranges."""
    options = subset.Options(
        layout_features=["ssty"], desubroutinize=True, hinting=False, notdef_outline=True
    )
    options.flavor = "woff2"
    options.drop_tables += ["FFTM"]
    font = subset.load_font(str(source), options)
    _keep_script_primes(font)
    subsetter = subset.Subsetter(options)
    kept = {code for first, last in KEPT_RANGES for code in range(first, last + 1)}
    subsetter.populate(unicodes=kept | {ord(c) for c in characters})
    subsetter.subset(font)
    buffer = io.BytesIO()
    subset.save_font(font, buffer, options)
    font.close()
    return buffer.getvalue()


def _keep_script_primes(font: TTFont) -> None:
    """Of the glyphs drawn for script size keep the primes alone.

    The others double the file's size for a difference that nobody sees; without its own
    glyph, a raised prime would be a speck.
    """
    names = font.getBestCmap()
    primes = {names[code] for code in (0x2032, 0x2033, 0x2034)}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            for glyphs in (getattr(table, "alternates", {}), getattr(table, "mapping", {})):
                for glyph in set(glyphs) - primes:
                    del glyphs[glyph]


def main() -> int:
    """Write the subset and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, default=SOURCE, help=f"default: {SOURCE}")
    source = parser.parse_args().source
    if not source.exists():
        parser.error(f"{source} does not exist; on Debian: apt install fonts-lmodern")
    data = make_subset(source, collect_characters(ROOT))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(data)
    print(f"wrote {TARGET.relative_to(ROOT)}, {len(data)} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
