"""Characters to tokens: numbers, strings, words and signs, comments left out."""

import re
from dataclasses import dataclass
from typing import NoReturn

from engine.feel import limits
from engine.feel.error import FeelError, position_of

# Grammar rules 28 and 29: what else than letters begins a name, and what else than digits goes on with it.
_MORE = (
    r"\u200C\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFEFE\uFF00-\uFFFD\U00010000-\U000EFFFF"
)
_START = rf"[^\W\d]|[{_MORE}]"
_PART = rf"[\w{_MORE}\u00B7\u0300-\u036F\u203F\u2040]"
_TOKENS = re.compile(
    rf"""(?P<space>[\s\u180e\ufeff]+|//[^\n\r]*|/\*.*?\*/)
      | (?P<number>[0-9]+(?:\.(?!\.)[0-9]+)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?)
      | (?P<string>"(?:[^"\\]|\\.)*")
      | (?P<word>(?:{_START}){_PART}*)
      | (?P<sign>\*\*|\.\.|->|<=|>=|!=|[-+*/=<>()\[\]{{}}.,:?@'’$%&|^~!;])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))", re.DOTALL)
_PLAIN_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "'": "'", '"': '"', "\\": "\\"}
_PAIR = re.compile("([\ud800-\udbff])([\udc00-\udfff])")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: its kind (number, string, word, sign, end), its text and where it stands."""

    kind: str
    text: str
    start: int
    end: int


def tokens_of(text: str) -> list[Token]:
    """All tokens of `text` and one of kind `end`.

    Raises FeelError `source_too_long`, `unclosed_string`, `unclosed_comment` or `bad_character`.
    """
    if len(text) > limits.SOURCE:
        raise FeelError("source_too_long", (1, 1), limit=limits.SOURCE, size=len(text))
    tokens, at = [], 0
    while at < len(text):
        match = _TOKENS.match(text, at)
        if match is None or (text.startswith("/*", at) and match.lastgroup != "space"):
            _refuse(text, at)
        if match.lastgroup != "space":
            tokens.append(Token(str(match.lastgroup), match.group(), at, match.end()))
        at = match.end()
    return [*tokens, Token("end", "", len(text), len(text))]


def _refuse(text: str, at: int) -> NoReturn:
    where = position_of(text, at)
    if text[at] == '"':
        raise FeelError("unclosed_string", where)
    if text.startswith("/*", at):
        raise FeelError("unclosed_comment", where)
    raise FeelError("bad_character", where, character=text[at])


def unquoted(source: str, where: tuple[int, int]) -> str:
    """The string that a string literal stands for; `\\uD83D\\uDC0E` pairs become one character."""

    def replaced(match: re.Match[str]) -> str:
        code = match.group(1) or match.group(2)
        if code is None:
            return _PLAIN_ESCAPES.get(match.group(3), match.group())
        if int(code, 16) > 0x10FFFF:
            raise FeelError("bad_escape", where, escape=match.group())
        return chr(int(code, 16))

    if "\\" not in source:
        return source[1:-1]
    text = _PAIR.sub(_joined, _ESCAPE.sub(replaced, source[1:-1]))
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise FeelError("bad_escape", where, escape="surrogate")
    return text


def _joined(match: re.Match[str]) -> str:
    return chr(0x10000 + ((ord(match.group(1)) - 0xD800) << 10) + ord(match.group(2)) - 0xDC00)
