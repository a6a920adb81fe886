"""The compiler of operators and conditions."""

from typing import Any

from engine.feel import limits
from engine.feel.builtins.registry import HARD, paid
from engine.feel.compiler.closure_facts import constant, constant_of
from engine.feel.compiler.compiler import Code, Scope, compile_node, compiles
from engine.feel.syntax import ast
from engine.feel.values.arithmetic import OPERATORS, add, negate, power
from engine.feel.values.equality import order
from engine.feel.values.evaluation import Frame, bounded
from engine.feel.values.types import conforms

_LONG = 1_000
"""Characters from which a text is charged at once while it is put together: copying it takes time."""


@compiles(ast.Arithmetic)
def arithmetic(node: ast.Arithmetic, scope: Scope) -> Code:
    """Operands of one precedence from left to right."""
    first = compile_node(node.first, scope)
    rest = [(OPERATORS[operator], compile_node(operand, scope)) for operator, operand in node.rest]
    if any(operation is power for operation, _ in rest):
        return _powers(first, [operand for _, operand in rest])
    if all(operation is add for operation, _ in rest):
        return _sum(first, [operand for _, operand in rest])
    if len(rest) == 1:
        operation, second = rest[0]
        return lambda frame: operation(first(frame), second(frame))

    def chain(frame: Frame) -> Any:
        value = first(frame)
        for operation, operand in rest:
            value = operation(value, operand(frame))
            if type(value) is str:
                paid(frame.run, value)
        return value

    return chain


def _sum(first: Code, rest: list[Code]) -> Code:
    """A chain of `+`, which puts sentences together: operands that are constants are not called."""
    operands = [(constant_of(operand), operand) for operand in rest]

    def chain(frame: Frame) -> Any:
        value, steps = first(frame), 0
        for fixed, operand in operands:
            addend = fixed[0] if fixed else operand(frame)
            if type(value) is str and type(addend) is str:
                size = len(value) + len(addend)
                steps += size >> 6
                if size > _LONG:
                    bounded(size, limits.CHARACTERS, "string_too_long")
                    frame.run.charge(steps)
                    steps = 0
                value += addend
            else:
                value = add(value, addend)
        if steps:
            frame.run.charge(steps)
        return value

    return chain


def _powers(first: Code, rest: list[Code]) -> Code:
    def chain(frame: Frame) -> Any:
        value = first(frame)
        for operand in rest:
            frame.run.charge(HARD)
            value = power(value, operand(frame))
        return value

    return chain


@compiles(ast.Negate)
def negation(node: ast.Negate, scope: Scope) -> Code:
    """`-operand`."""
    if isinstance(node.operand, ast.Literal):
        return constant(negate(node.operand.value))
    operand = compile_node(node.operand, scope)
    return lambda frame: negate(operand(frame))


@compiles(ast.Logic)
def logic(node: ast.Logic, scope: Scope) -> Code:
    """`and` and `or` with three values; operands after the deciding one are not evaluated."""
    operands = [compile_node(operand, scope) for operand in node.operands]
    return _of_two(operands[0], operands[1], node.decisive) if len(operands) == 2 else _of_many(operands, node.decisive)


def _of_two(first: Code, second: Code, decisive: bool) -> Code:
    negated = not decisive

    def decide(frame: Frame) -> Any:
        one = first(frame)
        if one is decisive:
            return decisive
        two = second(frame)
        if two is decisive:
            return decisive
        return negated if one is negated and two is negated else None

    return decide


def _of_many(operands: list[Code], decisive: bool) -> Code:
    negated = not decisive

    def decide(frame: Frame) -> Any:
        certain = True
        for operand in operands:
            value = operand(frame)
            if value is decisive:
                return decisive
            if value is not negated:
                certain = False
        return negated if certain else None

    return decide


@compiles(ast.Between)
def between(node: ast.Between, scope: Scope) -> Code:
    """`value between low and high`, both ends included."""
    value, low, high = (compile_node(part, scope) for part in (node.value, node.low, node.high))

    def compare(frame: Frame) -> bool | None:
        one, start, end = value(frame), low(frame), high(frame)
        above, below = order(one, start), order(one, end)
        if (above is not None and above < 0) or (below is not None and below > 0):
            return False
        return None if above is None or below is None else True

    return compare


@compiles(ast.If)
def branch(node: ast.If, scope: Scope) -> Code:
    """`if`: anything but true goes to `else`."""
    condition, yes, no = (compile_node(part, scope) for part in (node.condition, node.yes, node.no))
    return lambda frame: yes(frame) if condition(frame) is True else no(frame)


@compiles(ast.InstanceOf)
def instance_of(node: ast.InstanceOf, scope: Scope) -> Code:
    """`value instance of type`."""
    value, type_ = compile_node(node.value, scope), node.type
    return lambda frame: conforms(value(frame), type_, frame.run)
