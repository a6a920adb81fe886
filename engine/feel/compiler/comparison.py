"""The compiler of comparisons; one with a constant evaluates only its other side."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from engine.feel import limits
from engine.feel.compiler.closure_facts import constant_of, path_of
from engine.feel.compiler.compiler import Code, Scope, compile_node, compiles
from engine.feel.syntax import ast
from engine.feel.values.equality import equal, order
from engine.feel.values.evaluation import Frame

Holds = Callable[[Any, Any], bool]
ORDERS: dict[str, Holds] = {"<": lt, "<=": le, ">": gt, ">=": ge}
_HOLDS: dict[str, Holds] = {"=": eq, "!=": ne, **ORDERS}
_ALIKE = frozenset({Decimal, str, datetime.date, datetime.timedelta})
"""Types whose values Python compares as FEEL does."""
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


@compiles(ast.Comparison)
def comparison(node: ast.Comparison, scope: Scope) -> Code:
    """`=`, `!=`, `<`, `<=`, `>`, `>=`."""
    left, right, operator = compile_node(node.left, scope), compile_node(node.right, scope), node.operator
    if constant_of(left):
        left, right, operator = right, left, _TURNED.get(operator, operator)
    holds = _HOLDS[operator]
    code = _equality(left, right, operator == "=") if operator in ("=", "!=") else _ordering(left, right, holds)
    constant, path = constant_of(right), path_of(left)
    return _of_path(*path, constant[0], holds, code) if path and constant and type(constant[0]) in _ALIKE else code


def _equality(left: Code, right: Code, wanted: bool) -> Code:
    def compare(frame: Frame) -> bool | None:
        same = equal(left(frame), right(frame), frame.run)
        return None if same is None else same is wanted

    return compare


def _ordering(left: Code, right: Code, holds: Holds) -> Code:
    def compare(frame: Frame) -> bool | None:
        one, other = left(frame), right(frame)
        if type(one) is Decimal and type(other) is Decimal:
            return holds(one, other)
        sign = order(one, other)
        return None if sign is None else holds(sign, 0)

    return compare


def _of_path(root: str, keys: tuple[str, ...], constant: Any, holds: Holds, code: Code) -> Code:
    """A free path against a constant: compared without conversion, and by `code` where the kinds differ."""
    kind, short_int = type(constant), _short_int(constant)

    def compare(frame: Frame) -> Any:
        value: Any = frame.run.scope.get(root)
        for key in keys:
            value = value.get(key) if type(value) is dict else None
        if type(value) is kind:
            return holds(value, constant)
        if type(value) is int and short_int is not None:
            return holds(value, short_int)
        return code(frame)

    return compare


def _short_int(constant: Any) -> int | None:
    """The constant as an int where it is a short whole number: JSON ints are then compared without conversion."""
    if type(constant) is not Decimal or constant.adjusted() >= limits.DIGITS - 1:
        return None
    return int(constant) if constant == constant.to_integral_value() else None
