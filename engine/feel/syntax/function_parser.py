"""The parser of calls and function literals."""

from engine.feel.error import FeelError
from engine.feel.syntax import ast
from engine.feel.syntax.ast import SyntaxNode
from engine.feel.syntax.external_literal import unknown
from engine.feel.syntax.token_stream import TokenStream
from engine.feel.syntax.type_parser import TypeParser
from engine.feel.values.types import Type

_IN_NAMES = frozenset(("-", "+", "*", "/", ".", "'", "\u2019"))


class FunctionParser(TypeParser, TokenStream):
    """Reads calls and function literals."""

    def call(self, function: SyntaxNode) -> SyntaxNode:
        """The arguments of a call, all positional or all named."""
        names: list[str] = []
        arguments: list[SyntaxNode] = []
        while not self.sees(")"):
            if arguments:
                self.expect(",")
            name = self.argument_name()
            if bool(name) != bool(names) and arguments:
                self.refuse("arguments_alike")
            if name:
                names.append(name)
            arguments.append(self.expression())
        self.expect(")")
        return ast.Call(function, tuple(arguments), tuple(names), at=function.at)

    def argument_name(self) -> str:
        """The name of a named argument, empty where the argument is positional."""
        end = self.at
        while self.tokens[end].kind in ("word", "number") or self.tokens[end].text in _IN_NAMES:
            end += 1
        if self.token.kind != "word" or self.tokens[end].text != ":":
            return ""
        name = " ".join(self.text[self.token.start : self.tokens[end].start].split())
        self.at = end + 1
        return name

    def function(self, start: int) -> SyntaxNode:
        """`function(a: type, b) body` after its first word; `external` before a body that names a foreign one."""
        self.expect("(")
        parameters: list[tuple[str, Type | None]] = []
        while not self.sees(")"):
            if parameters:
                self.expect(",")
            name = self.declared(",", ")", ":")
            parameters.append((name, self.type() if self.accepts(":") else None))
        self.expect(")")
        if self.accepts("external"):
            return self.foreign(tuple(parameters), start)
        return ast.FunctionLiteral(tuple(parameters), self.expression(), at=start)

    def foreign(self, parameters: tuple[tuple[str, Type | None], ...], start: int) -> SyntaxNode:
        """The definition after `external`; raises FeelError `unsupported` for a function that is not registered."""
        where, definition = self.where(), self.expression()
        missing = unknown(definition)
        if missing is not None:
            raise FeelError("unsupported", where, construct=missing)
        return ast.ForeignLiteral(parameters, definition, at=start)
