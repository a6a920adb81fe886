"""The parser of operators, of `if`, `for`, `some` and `every`, and of the tests of a table's cell."""

from engine.feel.error import FeelError
from engine.feel.syntax import ast
from engine.feel.syntax.ast import SyntaxNode
from engine.feel.syntax.primary_parser import ADDITIVE, COMPARATORS, PrimaryParser

_OR, _AND, _COMPARISON = 1, 2, 3
_POWERS = {
    "or": _OR,
    "and": _AND,
    "=": _COMPARISON,
    "!=": _COMPARISON,
    "<": _COMPARISON,
    "<=": _COMPARISON,
    ">": _COMPARISON,
    ">=": _COMPARISON,
    "between": _COMPARISON,
    "in": _COMPARISON,
    "instance": _COMPARISON,
    "+": ADDITIVE,
    "-": ADDITIVE,
    "*": 5,
    "/": 5,
    "**": 6,
}


class ExpressionParser(PrimaryParser):
    """Reads a whole text by recursive descent, to a bounded depth."""

    def parse(self) -> SyntaxNode:
        """The expression that the whole text is."""
        node = self.expression()
        if self.token.kind != "end":
            self.refuse("end")
        return node

    def expression(self) -> SyntaxNode:
        """Any expression."""
        self.deeper()
        node = self.operation(_OR)
        self.deeper(-1)
        return node

    def operation(self, minimum: int, endpoint: bool = False) -> SyntaxNode:
        """Operands joined by operators of at least the given precedence."""
        left = self.prefixed(endpoint)
        while True:
            power = _POWERS.get(self.token.text, 0) if self.token.kind in ("sign", "word") else 0
            if power < minimum or power == 0:
                return left
            left = self.joined(left, power, endpoint)

    def joined(self, left: SyntaxNode, power: int, endpoint: bool) -> SyntaxNode:
        """`left` and all operands that operators of this precedence join to it."""
        if power == _COMPARISON:
            return self.compared(left)
        at, rest = self.token.start, []
        while self.token.kind != "string" and _POWERS.get(self.token.text) == power:
            operator = self.token.text
            self.at += 1
            rest.append((operator, self.operation(power + 1, endpoint)))
        if power in (_OR, _AND):
            return ast.Logic(power == _OR, (left, *(operand for _, operand in rest)), at=at)
        return ast.Arithmetic(left, tuple(rest), at=at)

    def compared(self, left: SyntaxNode) -> SyntaxNode:
        """A comparison, `between`, `in` or `instance of`."""
        token = self.token
        self.at += 1
        if token.text in COMPARATORS:
            return ast.Comparison(token.text, left, self.operation(ADDITIVE), at=token.start)
        if token.text == "between":
            low = self.operation(ADDITIVE)
            self.expect("and")
            return ast.Between(left, low, self.operation(ADDITIVE), at=token.start)
        if token.text == "in":
            return ast.In(left, self.tests_after_in(), at=token.start)
        self.expect("of")
        return ast.InstanceOf(left, self.type(), at=token.start)

    def tests_after_in(self) -> tuple[SyntaxNode, ...]:
        """One test, several in brackets, or a range that begins with a round bracket."""
        if not self.sees("("):
            return (self.test(ADDITIVE),)
        start = self.expect("(").start
        self.deeper()
        tests = self.test_list()
        self.deeper(-1)
        if len(tests) == 1 and self.sees(".."):
            return (self.range_from(tests[0], False, start),)
        self.expect(")")
        return tests

    def test(self, minimum: int) -> SyntaxNode:
        """One positive unary test: `< 5`, a range, or an expression."""
        if self.sees(*COMPARATORS):
            operator = self.expect(*COMPARATORS)
            return ast.UnaryRange(operator.text, self.operation(ADDITIVE), at=operator.start)
        return self.operation(minimum)

    def prefixed(self, endpoint: bool = False) -> SyntaxNode:
        """An operand with any number of minus signs, or a worded construct."""
        start, minuses = self.token.start, 0
        while self.accepts("-"):
            minuses += 1
        node = self.worded_construct() or self.operand(endpoint)
        if minuses and minuses % 2 == 0:
            node = ast.Negate(node, at=start)
        return ast.Negate(node, at=start) if minuses else node

    def worded_construct(self) -> SyntaxNode | None:
        """An `if`, `for`, `some` or `every` that stands here."""
        word = self.token.text
        if word not in ("if", "for", "some", "every") or self.token.kind != "word":
            return None
        self.deeper()
        node = self.condition() if word == "if" else self.loop() if word == "for" else self.quantified()
        self.deeper(-1)
        return node

    def condition(self) -> SyntaxNode:
        """`if condition then yes else no`."""
        at = self.expect("if").start
        condition = self.expression()
        self.expect("then")
        yes = self.expression()
        self.expect("else")
        return ast.If(condition, yes, self.expression(), at=at)

    def loop(self) -> SyntaxNode:
        """`for domains return body`."""
        at = self.expect("for").start
        domains = self.domains()
        self.expect("return")
        return ast.For(domains, self.expression(), at=at)

    def quantified(self) -> SyntaxNode:
        """`some` or `every` `domains satisfies condition`."""
        word = self.expect("some", "every")
        domains = self.domains()
        self.expect("satisfies")
        return ast.Quantified(word.text == "some", domains, self.expression(), at=word.start)

    def domains(self) -> tuple[ast.Domain, ...]:
        """`name in list`, `name in 1..5`, separated by commas."""
        domains: list[ast.Domain] = []
        while not domains or self.accepts(","):
            at = self.token.start
            name = self.declared("in")
            self.expect("in")
            source = self.expression()
            domains.append(ast.Domain(name, source, self.expression() if self.accepts("..") else None, at=at))
        return tuple(domains)

    def unary_tests(self) -> SyntaxNode:
        """The whole text as the tests of a table's cell."""
        if self.token.kind == "end" or (self.token.text == "-" and self.ahead().kind == "end"):
            return ast.UnaryTests(())
        if self.sees("not") and self.ahead().text == "(":
            negated = self.negated_tests()
            if negated is not None:
                return negated
        tests = self.test_list()
        if self.token.kind != "end":
            self.refuse("end")
        return ast.UnaryTests(tests)

    def negated_tests(self) -> SyntaxNode | None:
        """`not(tests)` if the whole text is that, else None and nothing is read."""
        first = self.at
        self.at += 2
        try:
            tests = self.test_list()
            self.expect(")")
        except FeelError:
            tests = ()
        if tests and self.token.kind == "end":
            return ast.UnaryTests(tests, negated=True)
        self.at, self.depth = first, 0
        return None

    def test_list(self) -> tuple[SyntaxNode, ...]:
        """Tests separated by commas."""
        tests = [self.test(_OR)]
        while self.accepts(","):
            tests.append(self.test(_OR))
        return tuple(tests)
