"""Code without its comments, for comparing two languages."""

from __future__ import annotations

import io
import re
import tokenize

_C_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/|(\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*')", re.S)
_HASH_COMMENT = re.compile(r"(?:(?<=\s)|^)#[^\n]*|(\"(?:\\.|[^\"\\])*\"|'[^']*')", re.M)
_LAYOUT = frozenset((tokenize.NL, tokenize.COMMENT))


def strip_comments(source: str, language: str) -> list[str]:
    """Return what a computer reads of a source, comparable between languages.

    Python is cut into tokens, other languages into lines; text and output stay as they are.
    """
    if language == "python":
        return strip_python(source)
    if language in ("bash", "yaml", "toml"):
        return _keep_lines(_HASH_COMMENT.sub(_keep_string, source))
    if language in ("c", "cuda", "cpp"):
        return _keep_lines(_C_COMMENT.sub(_keep_string, source))
    return [line.rstrip() for line in source.rstrip().split("\n")]


def strip_python(source: str) -> list[str]:
    """Return the tokens of Python code except comments and blank lines."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError):
        return _keep_lines(_HASH_COMMENT.sub(_keep_string, source))
    return [
        _name_token(t) for t in tokens if t.type not in _LAYOUT and t.type != tokenize.ENDMARKER
    ]


def _name_token(token: tokenize.TokenInfo) -> str:
    """Return a token's text; layout tokens get names, since comments change their text."""
    layout = (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
    return f"\0{tokenize.tok_name[token.type]}" if token.type in layout else token.string


def _keep_string(match: re.Match[str]) -> str:
    return match.group(1) or ""


def _keep_lines(source: str) -> list[str]:
    return [line.rstrip() for line in source.split("\n") if line.strip()]
