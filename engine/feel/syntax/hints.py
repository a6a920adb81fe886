"""What somebody who wrote a wrong expression may have meant: a code, and what to write instead."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from engine.feel.builtins.registry import LIBRARY
from engine.feel.error import FeelError
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


@dataclass(frozen=True, slots=True)
class Hint:
    """`code` names the kind of slip; `instead` is what to write, or "" where the code says it all."""

    code: str
    instead: str = ""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like this one, if one is like it: letters swapped, missing or in the other case."""
    by_lower = {name.lower(): name for name in known if name != word}
    found = get_close_matches(word[:LONGEST].lower(), by_lower, n=1, cutoff=0.6 if len(word) < 5 else 0.72)
    return by_lower[found[0]] if found else None


def hint(text: str, error: FeelError, names: Iterable[str] = ()) -> Hint | None:
    """What may have been meant where `text` could not be read; `names` are the variables that it may read."""
    at = _offset(text, error.position or (1, 1))
    if error.code == "unclosed_string":
        return Hint("close_quote")
    if error.code == "unknown_type":
        return _meant(_type(str(error.values.get("name", ""))))
    if error.code == "bad_character":
        return _sign(str(error.values.get("character", "")))
    return _syntax(text, at, str(error.values.get("expected", "")), names) if error.code == "syntax_error" else None


def _meant(word: str | None) -> Hint | None:
    return Hint("meant", word) if word else None


def _type(name: str) -> str | None:
    return OTHER_TYPES.get(name.lower()) or nearest(name, SIMPLE)


def _sign(character: str) -> Hint | None:
    if character in QUOTES:
        return Hint("double_quotes")
    return _meant(OTHER_SIGNS.get(character))


def _syntax(text: str, at: int, expected: str, names: Iterable[str]) -> Hint | None:
    tokens = tokens_of(text)
    place = next((number for number, token in enumerate(tokens) if token.start >= at), len(tokens) - 1)
    found, before, after = tokens[place], tokens[place - 1] if place else None, tokens[min(place + 1, len(tokens) - 1)]
    for pair in ((before, found), (found, after)):
        if pair[0] and pair[0].end == pair[1].start and (pair[0].text, pair[1].text) in TWO_SIGNS:
            return _meant(TWO_SIGNS[pair[0].text, pair[1].text])
    if found.text in ("!", "%"):
        return Hint("not_function" if found.text == "!" else "modulo_function")
    if found.kind == "sign" and (sign := _sign(found.text)):
        return sign
    if found.text == "," and before and before.kind == "number" and after.kind == "number":
        return Hint("decimal_point", f"{before.text}.{after.text}")
    return _word(tokens, place, expected, names) or _unclosed(tokens[:place], expected, found)


def _word(tokens: list[Token], place: int, expected: str, names: Iterable[str]) -> Hint | None:
    """A keyword or a name of several words that was nearly written here."""
    found = tokens[place]
    if found.kind != "word":
        return Hint("else_missing") if expected == "else" else None
    asked = [word for word in expected.split() if word in KEYWORDS]
    if len(asked) == 1 and found.text in KEYWORDS:
        return _meant(asked[0])
    if word := nearest(found.text, asked or ("and", "or", "in", "between", "instance of")):
        return _meant(word)
    if place and tokens[place - 1].kind == "word":
        worded = [name for name in (*LIBRARY, *names) if " " in name]
        return _meant(nearest(f"{tokens[place - 1].text} {found.text}", worded))
    return None


def _unclosed(before: list[Token], expected: str, found: Token) -> Hint | None:
    """The bracket that was opened last and is not closed, where the text ends or another closes."""
    opened: list[str] = []
    for token in before:
        if token.text in CLOSING and token.kind == "sign":
            opened.append(CLOSING[token.text])
        elif opened and token.text == opened[-1]:
            opened.pop()
    wanted = opened and (found.kind == "end" or opened[-1] in expected.split())
    return Hint("close_bracket", opened[-1]) if wanted and expected != "expression" else None


def _offset(text: str, position: tuple[int, int]) -> int:
    line, column = position
    return sum(len(one) for one in text.splitlines(keepends=True)[: line - 1]) + column - 1
