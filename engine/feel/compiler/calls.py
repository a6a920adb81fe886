"""The compiler of calls, function literals, lists, contexts and ranges."""

import datetime
from typing import Any

from engine.feel.builtins.invocation import descend, invoke, invoke_named
from engine.feel.builtins.registry import LIBRARY, SHORT, Builtin, cost, paid
from engine.feel.compiler.closure_facts import constant, constant_of, spanning
from engine.feel.compiler.compiler import Code, Scope, compile_node, compiles
from engine.feel.external import functions
from engine.feel.syntax import ast
from engine.feel.values.evaluation import EvalContext, EvalRun, Frame
from engine.feel.values.values import Function, Range, kind_of

_RANGED = frozenset(
    {
        "number",
        "string",
        "date",
        "time",
        "date and time",
        "days and time duration",
        "years and months duration",
    }
)
_MAKERS = frozenset({"date", "time", "date and time", "duration", "number"})
"""Built-ins whose result depends on nothing but their arguments and is cheap to keep."""


@compiles(ast.Call)
def call(node: ast.Call, scope: Scope) -> Code:
    """A call; a built-in that nothing here hides is bound at once."""
    arguments = [compile_node(argument, scope) for argument in node.arguments]
    direct = _direct(node, scope)
    constants = [argument.value for argument in node.arguments if isinstance(argument, ast.Literal)]
    if direct is not None and direct.name in _MAKERS and len(constants) == len(arguments):
        return _constant_call(direct, constants, node.names)
    at, names = node.at, node.names
    if direct is not None and not names:
        invoke_direct = direct.invoke
        if len(arguments) == 1:
            return _of_one(direct, arguments[0], at)

        def call_builtin(frame: Frame) -> Any:
            values, run = [argument(frame) for argument in arguments], frame.run
            run.at = at
            run.charge(cost(values))
            return paid(run, invoke_direct(run, values))

        return call_builtin
    function = compile_node(node.function, scope)

    def call_any(frame: Frame) -> Any:
        callee, values, run = function(frame), [argument(frame) for argument in arguments], frame.run
        run.at = at
        return invoke_named(run, callee, names, values) if names else invoke(run, callee, values)

    return call_any


def _of_one(builtin: Builtin, argument: Code, at: int) -> Code:
    """A call with one argument: where the first signature takes the value unchanged, nothing is bound."""
    first, invoke_any = builtin.signatures[0], builtin.invoke
    direct = not first.variadic and first.takes(1)
    takes, body = first.parameters[0].takes if direct else frozenset(), first.body

    def call_one(frame: Frame) -> Any:
        value, run = argument(frame), frame.run
        run.at = at
        run.charge(1 if type(value) in SHORT else cost((value,)))
        result = body(run, value) if type(value) in takes else invoke_any(run, [value])
        return paid(run, result) if type(result) is str and len(result) > 64 else result

    return call_one


def _constant_call(maker: Builtin, values: list[Any], names: tuple[str, ...]) -> Code:
    run = EvalRun({}, EvalContext(datetime.datetime.min))
    value = maker.invoke_named(run, names, values) if names else maker.invoke(run, values)
    del run.run
    return constant(value)


def _direct(node: ast.Call, scope: Scope) -> Builtin | None:
    if (
        not isinstance(node.function, ast.Name)
        or node.function.name in scope.reads.known
        or scope.hops(node.function.name) != -1
    ):
        return None
    return LIBRARY.get(node.function.name)


@compiles(ast.FunctionLiteral)
def function_literal(node: ast.FunctionLiteral, scope: Scope) -> Code:
    """A function value that remembers the frame it was made in."""
    names = tuple(name for name, _ in node.parameters)
    types = tuple(type_ for _, type_ in node.parameters) if any(type_ for _, type_ in node.parameters) else ()
    reads, depth = scope.reads, scope.depth
    deepest, reads.deepest = reads.deepest, depth
    body = compile_node(node.body, scope.inner(names))
    frames, reads.deepest = 3 + reads.deepest - depth, max(deepest, reads.deepest)

    def make(frame: Frame) -> Function:
        def run_body(run: EvalRun, values: list[Any]) -> Any:
            descend(run, frames)
            result = body(Frame(dict(zip(names, values, strict=True)), frame, run))
            run.depth -= frames
            return result

        return Function(names, run_body, types)

    return make


@compiles(ast.ForeignLiteral)
def foreign_literal(node: ast.ForeignLiteral, scope: Scope) -> Code:
    """A function of another language, looked up when the definition is evaluated."""
    definition = compile_node(node.definition, scope)
    names = tuple(name for name, _ in node.parameters)
    types = tuple(type_ for _, type_ in node.parameters) if any(type_ for _, type_ in node.parameters) else ()
    return lambda frame: functions.function(names, types, definition(frame))


@compiles(ast.ListLiteral)
def list_literal(node: ast.ListLiteral, scope: Scope) -> Code:
    """`[a, b]`."""
    items = [compile_node(item, scope) for item in node.items]
    return lambda frame: [item(frame) for item in items]


@compiles(ast.ContextLiteral)
def context_literal(node: ast.ContextLiteral, scope: Scope) -> Code:
    """`{key: value}`; None where a key is double."""
    keys = [key for key, _ in node.entries]
    inner = scope.inner(())
    entries = []
    for key, value in node.entries:
        # A function sees itself, so that it can call itself; any other entry sees those before it.
        seen = _with_name(inner, key)
        entries.append((key, compile_node(value, seen if isinstance(value, ast.FunctionLiteral) else inner)))
        inner = seen
    double = len(set(keys)) < len(keys)

    def make(frame: Frame) -> dict[str, Any] | None:
        block = Frame({}, frame, frame.run)
        for key, value in entries:
            block.vars[key] = value(block)
        return None if double else block.vars

    return make


def _with_name(scope: Scope, key: str) -> Scope:
    wider = scope.inner(())
    wider.parent, wider.names = scope.parent, (scope.names or frozenset()) | {key}
    return wider


@compiles(ast.RangeLiteral)
def range_literal(node: ast.RangeLiteral, scope: Scope) -> Code:
    """`[low..high]`; None where an end is missing or the kinds differ."""
    start, end = compile_node(node.start, scope), compile_node(node.end, scope)
    opened, closed = node.start_included, node.end_included
    ends = constant_of(start) + constant_of(end)

    def make(low: Any, high: Any) -> Range | None:
        fits = kind_of(low) == kind_of(high) and kind_of(low) in _RANGED
        return Range(low, high, opened, closed) if fits else None

    if len(ends) == 2:
        return constant(make(*ends))
    return spanning(lambda frame: make(start(frame), end(frame)), start, end, make)
