"""The site's search: texts cut into tokens, an index in small static files per language.

`docs/assets/js/search.js` reads what `files.py` writes and cuts queries as `tokens.py` cuts
texts; both must pass the vectors in `data/search-vectors.yml`.
"""

from scripts.build.search.files import FOLDER, write_index
from scripts.build.search.pages import SearchPage, collect_entries
from scripts.build.search.text import extract_text
from scripts.build.search.tokens import Token, compact, stem, tokenize

__all__ = [
    "FOLDER",
    "SearchPage",
    "Token",
    "collect_entries",
    "compact",
    "extract_text",
    "stem",
    "tokenize",
    "write_index",
]
