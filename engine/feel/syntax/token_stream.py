"""The tokens of a text with the parser's position in them, and the names that consist of several tokens."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import NoReturn

from engine.feel import limits
from engine.feel.error import FeelError, position_of
from engine.feel.syntax import name_trie
from engine.feel.syntax.ast import SyntaxNode
from engine.feel.syntax.lexer import Token, tokens_of
from engine.feel.values.types import DeclaredTypes

KEYWORDS = frozenset(
    [
        "if",
        "then",
        "else",
        "for",
        "in",
        "return",
        "some",
        "every",
        "satisfies",
        "and",
        "or",
        "between",
        "instance",
        "of",
        "function",
        "external",
        "null",
        "true",
        "false",
    ]
)
_INFIX_WORDS = frozenset(["and", "or", "in", "between", "instance", "then", "else", "return", "satisfies"])
_FOLLOWERS = frozenset([")", "]", "}", ",", ".", "..", "=", "!=", "<", "<=", ">", ">=", "+", "*", "/", "**"])


class TokenStream(ABC):
    """Tokens of one text, read from left to right."""

    def __init__(
        self, text: str, names: Iterable[str], functions: Iterable[str], types: DeclaredTypes | None = None
    ) -> None:
        self.text = text
        self.types = types
        self.tokens = tokens_of(text)
        self.at = 0
        self.depth = 0
        self.learned: name_trie.Tree = {}
        self.known = (self.learned, name_trie.planted(frozenset(names), tuple(functions)))

    def learn(self, name: str) -> None:
        """Makes a name known that consists of several tokens; the longest that fits is taken."""
        name_trie.plant(self.learned, name)

    @property
    def token(self) -> Token:
        """The token to be read next."""
        return self.tokens[self.at]

    def ahead(self, distance: int = 1) -> Token:
        """The token at this distance from the next one, the last where there is none."""
        return self.tokens[min(self.at + distance, len(self.tokens) - 1)]

    def where(self, token: Token | None = None) -> tuple[int, int]:
        """Line and column of a token, by default of the next."""
        return position_of(self.text, (token or self.token).start)

    def refuse(self, expected: str) -> NoReturn:
        """Raises FeelError `syntax_error` at the next token."""
        # `found` is the name of a value in the sentence that people read.
        values = {"found": self.token.text, "expected": expected}
        raise FeelError("syntax_error", self.where(), **values)

    def sees(self, *texts: str) -> bool:
        """True if the next token is one of these signs or keywords."""
        return self.token.text in texts and self.token.kind in ("sign", "word")

    def accepts(self, text: str) -> bool:
        """Takes the next token if it is this sign or keyword."""
        if self.sees(text):
            self.at += 1
            return True
        return False

    def expect(self, *texts: str) -> Token:
        """Takes the next token, which must be one of these signs or keywords."""
        if not self.sees(*texts):
            self.refuse(" ".join(texts))
        self.at += 1
        return self.tokens[self.at - 1]

    def deeper(self, levels: int = 1) -> None:
        """Enter (or leave) nested levels. Raises FeelError `too_deep` beyond the bound."""
        self.depth += levels
        if self.depth > limits.DEPTH:
            raise FeelError("too_deep", self.where(), limit=limits.DEPTH)

    def known_phrase(self, member: bool = False) -> str | None:
        """Takes the longest known name of several tokens that stands here.

        A built-in counts only where it is called, or where its words could be nothing else.
        """
        for end, name, only_called in name_trie.names_at(self.known, self.tokens, self.at):
            words = (token.text for token in self.tokens[self.at : end])
            alone = not member and _INFIX_WORDS.isdisjoint(words)
            if not only_called or alone or self.tokens[end].text == "(":
                self.at = end
                return name
        return None

    def member(self) -> str:
        """Takes the name after a dot: a known one, else words up to the next sign or keyword."""
        known = self.known_phrase(member=True)
        if known is not None:
            return known
        if self.token.kind != "word":
            self.refuse("name")
        words = [self.token.text]
        self.at += 1
        while self.token.kind == "word" and self.token.text not in _INFIX_WORDS:
            words.append(self.token.text)
            self.at += 1
        return " ".join(words)

    def declared(self, *ends: str) -> str:
        """Takes the tokens of a new name up to one of `ends`, and makes it known."""
        first = self.at
        while not self.sees(*ends):
            if self.token.kind == "end" or self.token.text in "()[]{},:" or self.at - first > 30:
                self.refuse(" ".join(ends))
            self.at += 1
        if first == self.at or (self.tokens[first].kind != "word" and self.tokens[first].text != "?"):
            self.refuse("name")
        name = " ".join(self.text[self.tokens[first].start : self.tokens[self.at - 1].end].split())
        self.learn(name)
        return name

    def closes_range(self) -> bool:
        """True if a `[` after a range's end closes it instead of opening a filter."""
        after = self.ahead()
        return after.kind == "end" or after.text in _FOLLOWERS or (after.kind == "word" and after.text in _INFIX_WORDS)

    @abstractmethod
    def expression(self) -> SyntaxNode:
        """Reads one expression."""

    @abstractmethod
    def operation(self, minimum: int, endpoint: bool = False) -> SyntaxNode:
        """Reads operators of at least the given precedence."""
