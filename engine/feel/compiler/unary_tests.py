"""The compiler of `in`, unary ranges and the tests of a table's cell."""

from decimal import Decimal
from typing import Any

from engine.feel.compiler.closure_facts import (
    bound_of,
    bounding,
    compared_of,
    comparing,
    constant,
    constant_of,
    span_of,
)
from engine.feel.compiler.compiler import Code, Scope, compile_node, compiles
from engine.feel.compiler.range_tests import Test, between, bounded
from engine.feel.syntax import ast
from engine.feel.syntax.ast import SyntaxNode
from engine.feel.values.equality import matches, within
from engine.feel.values.evaluation import Frame
from engine.feel.values.json_codec import FEEL_TYPES
from engine.feel.values.values import Range


@compiles(ast.UnaryRange)
def unary_range(node: ast.UnaryRange, scope: Scope) -> Code:
    """`(< 10)` as a range."""
    endpoint, operator = compile_node(node.endpoint, scope), node.operator
    fixed = constant_of(endpoint)
    if fixed:
        return constant(_ranged(operator, fixed[0]))
    return bounding(lambda frame: _ranged(operator, endpoint(frame)), operator, endpoint)


def _ranged(operator: str, end: Any) -> Range | None:
    if operator in ("=", "!="):
        return Range(end, end, True, True, operator)
    if end is None:
        return None
    included = operator in ("<=", ">=")
    return (
        Range(None, end, False, included, operator)
        if operator[0] == "<"
        else Range(end, None, included, False, operator)
    )


@compiles(ast.In)
def contained(node: ast.In, scope: Scope) -> Code:
    """`value in tests`: true if one holds."""
    value = compile_node(node.value, scope)
    constants = _constants(node.tests)
    if constants is not None:
        return lambda frame: _among(value(frame), constants, frame)
    tests = [_test(test, scope) for test in node.tests]
    if len(tests) == 1:
        only = tests[0]
        return lambda frame: only(value(frame), frame)

    def search(frame: Frame) -> bool:
        one = value(frame)
        return any(test(one, frame) is True for test in tests)

    return search


def _constants(tests: tuple[SyntaxNode, ...]) -> list[Any] | None:
    items = (
        tests[0].items if len(tests) == 1 and isinstance(tests[0], ast.ListLiteral) else tests if len(tests) > 1 else ()
    )
    values = [item.value for item in items if isinstance(item, ast.Literal) and type(item.value) in (str, Decimal)]
    return values if values and len(values) == len(items) else None


def _among(value: Any, constants: list[Any], frame: Frame) -> bool:
    if type(value) is str or type(value) is Decimal:
        return value in constants
    return matches(value, constants, frame.run) is True


def _test(node: SyntaxNode, scope: Scope) -> Test:
    """True if a value passes a test; None where a range has an end that is missing."""
    code = compile_node(node, scope)
    bound = bound_of(code)
    if bound is not None:
        return bounded(*bound)
    span = span_of(code)
    if span is not None and isinstance(node, ast.RangeLiteral):
        return between(node, *span)
    is_range, fixed = isinstance(node, ast.RangeLiteral | ast.UnaryRange), constant_of(code)
    if fixed and type(fixed[0]) is Range:
        within_it = fixed[0]
        return lambda value, frame: within(value, within_it, frame.run)

    def passes(value: Any, frame: Frame) -> bool | None:
        test_value = code(frame)
        if type(test_value) is Range:
            return within(value, test_value, frame.run)
        return None if is_range else matches(value, test_value, frame.run)

    return passes


def _cell(node: SyntaxNode, scope: Scope) -> Test:
    """As `_test`; an expression that reads `?`, or a condition over no boolean, passes where it is true."""
    if isinstance(node, ast.Literal | ast.Name | ast.UnaryRange | ast.RangeLiteral | ast.ListLiteral):
        return _test(node, scope)
    before = scope.reads.questions
    code = compile_node(node, scope)
    reads_question = scope.reads.questions > before

    def passes(value: Any, frame: Frame) -> bool | None:
        test_value = code(frame)
        if test_value is True or test_value is False:
            return test_value if reads_question or type(value) is not bool else matches(value, test_value)
        if test_value is None:
            return None
        return matches(value, test_value, frame.run)

    return passes


@compiles(ast.UnaryTests)
def unary_tests(node: ast.UnaryTests, scope: Scope) -> Code:
    """A cell of a table: true if one test holds for `?`, with `not(...)` if none does."""
    if not node.tests:
        return lambda frame: True
    tests = [_cell(test, scope) for test in node.tests]
    negated = node.negated

    def decide(frame: Frame) -> bool | None:
        value = frame.run.scope.get("?")
        if type(value) not in FEEL_TYPES:
            value = frame.run.variable("?")
        certain = True
        for test in tests:
            holds = test(value, frame)
            if holds is True:
                return not negated
            certain = certain and holds is not None
        return negated if certain else None

    return decide if negated or len(tests) > 1 else comparing(decide, compared_of(tests[0]))
