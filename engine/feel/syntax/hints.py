"""Hints for a wrong expression: what was probably meant, as a code and what to write instead."""

from collections.abc import Iterable
from difflib import get_close_matches

from engine.feel.builtins.registry import LIBRARY
from engine.feel.error import FeelError, Hint
from engine.feel.syntax.lexer import Token, tokens_of
from engine.feel.syntax.token_stream import KEYWORDS
from engine.feel.values.types import SIMPLE

OTHER_SIGNS = {
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "×": "*",
    "÷": "/",
    "−": "-",
    "–": "-",
    "…": "..",
    "∧": "and",
    "∨": "or",
    "&": "and",
    "|": "or",
    "^": "**",
    ";": ",",
}
QUOTES = frozenset("'‘’“”„`´")
OTHER_TYPES = {
    "integer": "number",
    "int": "number",
    "decimal": "number",
    "float": "number",
    "bool": "boolean",
    "text": "string",
    "str": "string",
    "datetime": "date and time",
    "object": "context",
}
TWO_SIGNS = {("=", "="): "=", ("=", "<"): "<=", ("=", ">"): ">=", ("<", ">"): "!=", ("&", "&"): "and", ("|", "|"): "or"}
CLOSING = {"(": ")", "[": "]", "{": "}"}
LONGEST = 60


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word` (letters swapped, missing or in the other case), None where none is like it."""
    by_lower = {name.lower(): name for name in known if name != word}
    matches = get_close_matches(word[:LONGEST].lower(), by_lower, n=1, cutoff=0.6 if len(word) < 5 else 0.72)
    return by_lower[matches[0]] if matches else None


def hint(text: str, error: FeelError, names: Iterable[str] = ()) -> Hint | None:
    """The hint for a `text` that could not be read, if there is one; `names` are the variables that it may read."""
    at = _offset(text, error.position or (1, 1))
    if error.code == "unclosed_string":
        return Hint("close_quote")
    if error.code == "unknown_type":
        return _hint_for(_type(str(error.values.get("name", ""))))
    if error.code == "bad_character":
        return _sign(str(error.values.get("character", "")))
    return _syntax(text, at, str(error.values.get("expected", "")), names) if error.code == "syntax_error" else None


def _hint_for(word: str | None) -> Hint | None:
    return Hint("meant", word) if word else None


def _type(name: str) -> str | None:
    return OTHER_TYPES.get(name.lower()) or nearest(name, SIMPLE)


def _sign(character: str) -> Hint | None:
    if character in QUOTES:
        return Hint("double_quotes")
    return _hint_for(OTHER_SIGNS.get(character))


def _syntax(text: str, at: int, expected: str, names: Iterable[str]) -> Hint | None:
    tokens = tokens_of(text)
    place = next((number for number, token in enumerate(tokens) if token.start >= at), len(tokens) - 1)
    token, before, after = tokens[place], tokens[place - 1] if place else None, tokens[min(place + 1, len(tokens) - 1)]
    for pair in ((before, token), (token, after)):
        if pair[0] and pair[0].end == pair[1].start and (pair[0].text, pair[1].text) in TWO_SIGNS:
            return _hint_for(TWO_SIGNS[pair[0].text, pair[1].text])
    if token.text in ("!", "%"):
        return Hint("not_function" if token.text == "!" else "modulo_function")
    if token.kind == "sign" and (sign := _sign(token.text)):
        return sign
    if token.text == "," and before and before.kind == "number" and after.kind == "number":
        return Hint("decimal_point", f"{before.text}.{after.text}")
    return _word(tokens, place, expected, names) or _unclosed(tokens[:place], expected, token)


def _word(tokens: list[Token], place: int, expected: str, names: Iterable[str]) -> Hint | None:
    """The hint for a misspelt keyword, or a misspelt name of several words, at `place`."""
    token = tokens[place]
    if token.kind != "word":
        return Hint("else_missing") if expected == "else" else None
    keywords = [word for word in expected.split() if word in KEYWORDS]
    if len(keywords) == 1 and token.text in KEYWORDS:
        return _hint_for(keywords[0])
    if word := nearest(token.text, keywords or ("and", "or", "in", "between", "instance of")):
        return _hint_for(word)
    if place and tokens[place - 1].kind == "word":
        worded = [name for name in (*LIBRARY, *names) if " " in name]
        return _hint_for(nearest(f"{tokens[place - 1].text} {token.text}", worded))
    return None


def _unclosed(before: list[Token], expected: str, token: Token) -> Hint | None:
    """The hint for a bracket that was opened last and is not closed, where the text ends or another closes."""
    opened: list[str] = []
    for earlier in before:
        if earlier.text in CLOSING and earlier.kind == "sign":
            opened.append(CLOSING[earlier.text])
        elif opened and earlier.text == opened[-1]:
            opened.pop()
    wanted = opened and (token.kind == "end" or opened[-1] in expected.split())
    return Hint("close_bracket", opened[-1]) if wanted and expected != "expression" else None


def _offset(text: str, position: tuple[int, int]) -> int:
    line, column = position
    return sum(len(row) for row in text.splitlines(keepends=True)[: line - 1]) + column - 1
