"""The parser of operands: literals, names, brackets, contexts, functions, and what follows them."""

from engine.feel.error import FeelError
from engine.feel.syntax import ast
from engine.feel.syntax.ast import SyntaxNode
from engine.feel.syntax.function_parser import FunctionParser
from engine.feel.syntax.lexer import unquoted
from engine.feel.syntax.token_stream import KEYWORDS, TokenStream
from engine.feel.values.decimals import number_of
from engine.feel.values.iso8601_parser import parse_temporal

ADDITIVE = 4
COMPARATORS = ("=", "!=", "<", "<=", ">", ">=")
_CONSTANTS = {"null": None, "true": True, "false": False}


class PrimaryParser(FunctionParser, TokenStream):
    """Reads operands."""

    def operand(self, endpoint: bool = False) -> SyntaxNode:
        """A primary expression and the paths, filters and calls after it."""
        self.deeper()
        node, levels = self.primary(), 1
        while self.sees(".", "[", "("):
            if endpoint and self.sees("[") and self.closes_range():
                break
            self.deeper()
            levels += 1
            node = self.postfix(node)
        self.deeper(-levels)
        return node

    def postfix(self, source: SyntaxNode) -> SyntaxNode:
        """One path, filter or call applied to `source`."""
        sign = self.expect(".", "[", "(")
        if sign.text == ".":
            return ast.Path(source, self.member(), at=sign.start)
        if sign.text == "(":
            return self.call(source)
        condition = self.expression()
        self.expect("]")
        return ast.Filter(source, condition, at=sign.start)

    def primary(self) -> SyntaxNode:
        """A literal, a name, or something in brackets."""
        token = self.token
        if token.kind == "number":
            self.at += 1
            return ast.Literal(self.number(token.text), at=token.start)
        if token.kind == "string":
            self.at += 1
            return ast.Literal(unquoted(token.text, self.where(token)), at=token.start)
        if token.kind == "word" or token.text == "?":
            return self.worded()
        return self.bracketed()

    def number(self, text: str) -> object:
        """The number of a numeric literal; raises FeelError `number_too_large`."""
        value = number_of(text)
        if value is None:
            raise FeelError("number_too_large", self.where(self.tokens[self.at - 1]), number=text[:40])
        return value

    def worded(self) -> SyntaxNode:
        """A constant, a function literal or a name."""
        token = self.token
        phrase = self.known_phrase()
        if phrase is not None:
            return ast.Name(phrase, at=token.start)
        self.at += 1
        if token.text in _CONSTANTS:
            return ast.Literal(_CONSTANTS[token.text], at=token.start)
        if token.text == "function":
            return self.function(token.start)
        if token.text in KEYWORDS:
            self.at -= 1
            self.refuse("expression")
        return ast.Name(token.text, at=token.start)

    def bracketed(self) -> SyntaxNode:
        """A list, a range, a context, an @-literal or an expression in parentheses."""
        start = self.token.start
        sign = self.token.text
        if sign not in ("[", "]", "(", "{", "@"):
            self.refuse("expression")
        self.at += 1
        if sign == "@":
            return self.at_literal(start)
        if sign == "{":
            return self.context(start)
        if sign == "(" and self.sees(*COMPARATORS):
            return self.unary_range()
        return self.list_or_range(sign, start)

    def unary_range(self) -> SyntaxNode:
        """`(< 10)` after its bracket."""
        operator = self.expect(*COMPARATORS)
        range_ = ast.UnaryRange(operator.text, self.operation(ADDITIVE), at=operator.start)
        self.expect(")")
        return range_

    def list_or_range(self, sign: str, start: int) -> SyntaxNode:
        """`[a, b]`, `[a..b]`, `]a..b[`, `(a..b)` or `(a)` after its first bracket."""
        if sign == "[" and self.accepts("]"):
            return ast.ListLiteral((), at=start)
        first = self.expression()
        if sign == "]" or self.sees(".."):
            return self.range_from(first, sign == "[", start)
        if sign == "(":
            self.expect(")")
            return first
        items = [first]
        while self.accepts(","):
            items.append(self.expression())
        self.expect("]")
        return ast.ListLiteral(tuple(items), at=start)

    def range_from(self, first: SyntaxNode, included: bool, start: int) -> SyntaxNode:
        """The rest of a range after its start."""
        self.expect("..")
        last = self.operation(ADDITIVE, endpoint=True)
        closing = self.expect("]", ")", "[")
        return ast.RangeLiteral(first, last, included, closing.text == "]", at=start)

    def at_literal(self, start: int) -> SyntaxNode:
        """`@"2026-03-16"`; a text that is no date, time or duration is null (DMN 1.5, 10.3.1.6)."""
        if self.token.kind != "string":
            self.refuse("string")
        self.at += 1
        return ast.Literal(parse_temporal(unquoted(self.tokens[self.at - 1].text, self.where())), at=start)

    def context(self, start: int) -> SyntaxNode:
        """`{key: value}` after its bracket."""
        entries: list[tuple[str, SyntaxNode]] = []
        while not self.sees("}"):
            if entries:
                self.expect(",")
            entries.append((self.key(), self.expression()))
        self.expect("}")
        return ast.ContextLiteral(tuple(entries), at=start)

    def key(self) -> str:
        """The key of a context entry and its colon."""
        token = self.token
        if token.kind == "string":
            self.at += 1
            name = unquoted(token.text, self.where(token))
            self.learn(name)
        else:
            name = self.declared(":")
        self.expect(":")
        return name
