"""The parser of types: `list<number>`, `context<a: string>`, `function<date> -> boolean`."""

from engine.feel.error import FeelError
from engine.feel.syntax.token_stream import TokenStream
from engine.feel.values.types import SIMPLE, Type

_LONGEST = 20
"""Tokens of the name of a type."""


class TypeParser(TokenStream):
    """Reads the type after `instance of` and in parameters."""

    def type(self) -> Type:
        """One type; raises FeelError `unknown_type` for a name that is none of FEEL's."""
        known = self.declared_type()
        if known is not None:
            return known
        self.deeper()
        token = self.token
        name = self.type_name()
        type_ = Type(name)
        if name not in SIMPLE:
            raise FeelError("unknown_type", self.where(token), name=name)
        if self.sees("<") and name in ("list", "range", "context", "function"):
            self.at += 1
            type_ = {"context": self.members, "function": self.signature}.get(name, lambda: self.element(name))()
        self.deeper(-1)
        return type_

    def declared_type(self) -> Type | None:
        """The longest name that stands here of a type that the model declares."""
        for end in range(min(self.at + _LONGEST, len(self.tokens) - 1), self.at, -1) if self.types is not None else ():
            name = " ".join(self.text[self.token.start : self.tokens[end - 1].end].split())
            declared = self.types.declared(name) if self.types is not None else None
            if declared is not None:
                self.at = end
                return declared
        return None

    def type_name(self) -> str:
        """The longest name of a type that stands here, else the next word."""
        if self.token.kind != "word":
            self.refuse("type")
        for length in (5, 4, 3):
            words = " ".join(token.text for token in self.tokens[self.at : self.at + length])
            if words in SIMPLE:
                self.at += length
                return words
        self.at += 1
        return self.tokens[self.at - 1].text

    def element(self, name: str) -> Type:
        """`element>` of a list or range."""
        type_ = Type(name, element=self.type())
        self.expect(">")
        return type_

    def members(self) -> Type:
        """`a: type, b: type>` of a context."""
        members: dict[str, Type] = {}
        while not self.sees(">"):
            if members:
                self.expect(",")
            name = self.declared(":")
            self.expect(":")
            members[name] = self.type()
        self.expect(">")
        return Type("context", members=members)

    def signature(self) -> Type:
        """`type, type> -> type` of a function."""
        parameters: list[Type] = []
        while not self.sees(">"):
            if parameters:
                self.expect(",")
            parameters.append(self.type())
        self.expect(">")
        self.expect("->")
        return Type("function", parameters=tuple(parameters), element=self.type())
