"""The explanation of an evaluation as data: what was read, which part decided, and how each construct is traced.

It walks the tree beside the compiled code and evaluates each part again, so that an evaluation that is not explained
costs nothing more.
"""

from collections.abc import Mapping
from typing import Any

from engine.feel import limits
from engine.feel.explain.display import display
from engine.feel.explain.trace import TraceEntry, TraceFunction, Tracer, TraceScope, traces
from engine.feel.expression import Expression
from engine.feel.syntax import ast
from engine.feel.values.evaluation import EvalContext

ROUNDS = 6
"""Rounds of a `for` that are traced."""


def explain(
    expression: Expression, scope: Mapping[str, object], env: EvalContext, most: int = limits.TRACE_ENTRIES
) -> TraceEntry:
    """The trace of one evaluation: what `evaluate` gives and how it came about, in at most `most` entries.

    Raises FeelError as `evaluate`.
    """
    value = expression.evaluate(scope, env)
    steps = limits.TRACE_STEPS if env.left is None else min(limits.TRACE_STEPS, max(0, env.left))
    bounded_env = EvalContext(env.now, env.calendar, env.steps, steps)
    entry = Tracer(most).trace_value(expression.tree, TraceScope(scope, expression.names, bounded_env), value)
    env.charge(steps - max(0, bounded_env.left or 0))
    return entry


def _of_parts(kind: str, *parts: str, name: str = "") -> TraceFunction:
    """The trace function of a construct whose parts are these fields; `name` is the field of its name."""

    def trace(tracer: Tracer, node: Any, scope: TraceScope, value: Any) -> TraceEntry:
        nodes = tuple(getattr(node, part) for part in parts)
        return TraceEntry(kind, display(value), getattr(node, name) if name else "", tracer.all(nodes, scope))

    return trace


@traces(ast.Name)
def name(_teller: Tracer, node: ast.Name, _scope: TraceScope, value: Any) -> TraceEntry:
    """A variable and its value."""
    return TraceEntry("name", display(value), node.name)


@traces(ast.Path)
def path(tracer: Tracer, node: ast.Path, scope: TraceScope, value: Any) -> TraceEntry:
    """The dotted path of a variable, a member of a computed value, or a property of a date, duration or range."""
    keys, source = [node.name], node.source
    if not isinstance(scope.value(source), dict | list | None):
        return TraceEntry("property", display(value), node.name, (tracer.trace(source, scope),))
    while isinstance(source, ast.Path):
        keys.append(source.name)
        source = source.source
    if isinstance(source, ast.Name):
        return TraceEntry("name", display(value), ".".join((source.name, *reversed(keys))))
    return TraceEntry("member", display(value), ".".join(reversed(keys)), (tracer.trace(source, scope),))


@traces(ast.Arithmetic)
def arithmetic(tracer: Tracer, node: ast.Arithmetic, scope: TraceScope, value: Any) -> TraceEntry:
    """Operands, and the operators between them."""
    parts = tracer.all((node.first, *(operand for _, operand in node.rest)), scope)
    return TraceEntry("arithmetic", display(value), parts=parts, names=tuple(operator for operator, _ in node.rest))


@traces(ast.Logic)
def logic(tracer: Tracer, node: ast.Logic, scope: TraceScope, value: Any) -> TraceEntry:
    """Operands up to the deciding one."""
    parts: list[TraceEntry] = []
    for operand in node.operands:
        parts.append(tracer.trace(operand, scope))
        if parts[-1].value.get("value") is node.decisive:
            break
    return TraceEntry("or" if node.decisive else "and", display(value), parts=tuple(parts))


@traces(ast.If)
def branch(tracer: Tracer, node: ast.If, scope: TraceScope, value: Any) -> TraceEntry:
    """The condition and the branch that was taken."""
    yes = scope.value(node.condition) is True
    parts = tracer.trace(node.condition, scope), tracer.trace_value(node.yes if yes else node.no, scope, value)
    return TraceEntry("if", display(value), "then" if yes else "else", parts)


@traces(ast.In)
def contained(tracer: Tracer, node: ast.In, scope: TraceScope, value: Any) -> TraceEntry:
    """The value and its tests."""
    return TraceEntry("in", display(value), parts=tracer.all((node.value, *node.tests), scope))


@traces(ast.UnaryTests)
def unary_tests(tracer: Tracer, node: ast.UnaryTests, scope: TraceScope, value: Any) -> TraceEntry:
    """Each test of a cell and whether it holds."""
    holds = [display(scope.value(ast.UnaryTests((test,)))) for test in node.tests]
    parts = tuple(
        TraceEntry("test", passes, parts=(tracer.trace(test, scope),))
        for test, passes in zip(node.tests, holds, strict=True)
    )
    return TraceEntry("tests", display(value), "not" if node.negated else "", parts)


@traces(ast.Quantified)
def quantified(tracer: Tracer, node: ast.Quantified, scope: TraceScope, value: Any) -> TraceEntry:
    """The parts: what it ranges over, and the item that decided with its condition; where none did, the first item."""
    source, rounds = _rounds(tracer, node.domains, node.condition, scope)
    kind, names = "some" if node.decisive else "every", tuple(domain.name for domain in node.domains)
    detail: dict[str, Any] = {"rounds": len(rounds)}
    decisive_round = next((row for row in rounds if row[0] is node.decisive), None) or next(iter(rounds), None)
    if decisive_round is None:
        return TraceEntry(kind, display(value), parts=(source,), names=names, detail=detail)
    items = dict(zip(names, decisive_round[1:], strict=True))
    detail |= {
        "items": {name: display(item) for name, item in items.items()},
        "example": decisive_round[0] is not node.decisive,
    }
    parts = source, tracer.trace_value(node.condition, scope.inner(items), decisive_round[0])
    return TraceEntry(kind, display(value), parts=parts, names=names, detail=detail)


@traces(ast.For)
def loop(tracer: Tracer, node: ast.For, scope: TraceScope, value: Any) -> TraceEntry:
    """The parts: what it ranges over, and the first rounds with their items."""
    source, rounds = _rounds(tracer, node.domains, node.body, scope)
    names, items, parts = tuple(domain.name for domain in node.domains), [], [source]
    for at, row in enumerate(rounds[:ROUNDS]):
        bound = dict(zip(names, row[1:], strict=True))
        items.append({name: display(item) for name, item in bound.items()})
        parts.append(tracer.trace_value(node.body, scope.inner({"partial": value[:at], **bound}), value[at]))
    detail = {"rounds": len(rounds), "items": items}
    return TraceEntry("for", display(value), parts=tuple(parts), names=names, detail=detail)


def _rounds(
    tracer: Tracer, domains: tuple[ast.Domain, ...], body: ast.SyntaxNode, scope: TraceScope
) -> tuple[TraceEntry, list[list[Any]]]:
    """The list that the first domain ranges over, and for each round the value of the body and the items."""
    each = ast.ListLiteral((body, *(ast.Name(domain.name) for domain in domains)))
    return tracer.trace(domains[0].source, scope), scope.value(ast.For(domains, each)) or []


@traces(ast.Filter)
def filtered(tracer: Tracer, node: ast.Filter, scope: TraceScope, value: Any) -> TraceEntry:
    """The list that is filtered, how many items it has and how many pass."""
    source = scope.value(node.source)
    detail = {"of": len(source) if isinstance(source, list) else 1}
    if isinstance(value, list):
        detail["kept"] = len(value)
    return TraceEntry("filter", display(value), parts=(tracer.trace_value(node.source, scope, source),), detail=detail)


@traces(ast.Call)
def call(tracer: Tracer, node: ast.Call, scope: TraceScope, value: Any) -> TraceEntry:
    """A function and its arguments."""
    name = node.function.name if isinstance(node.function, ast.Name | ast.Path) else ""
    return TraceEntry("call", display(value), name, tracer.all(node.arguments, scope), node.names)


@traces(ast.InstanceOf)
def instance_of(tracer: Tracer, node: ast.InstanceOf, scope: TraceScope, value: Any) -> TraceEntry:
    """The value and the type it is tested against."""
    return TraceEntry("instance", display(value), node.type.name, (tracer.trace(node.value, scope),))


@traces(ast.ListLiteral)
def list_literal(tracer: Tracer, node: ast.ListLiteral, scope: TraceScope, value: Any) -> TraceEntry:
    """Its items."""
    return TraceEntry("list", display(value), parts=tracer.all(node.items, scope))


@traces(ast.ContextLiteral)
def context_literal(tracer: Tracer, node: ast.ContextLiteral, scope: TraceScope, value: Any) -> TraceEntry:
    """Each entry; it sees those before it, a function also itself."""
    parts = []
    for key, entry in node.entries:
        own = {key: None} if isinstance(entry, ast.FunctionLiteral) else {}
        entry_value = scope.inner(own).value(entry)
        parts.append(tracer.trace_value(entry, scope, entry_value))
        scope = scope.inner({key: entry_value})
    return TraceEntry("context", display(value), parts=tuple(parts), names=tuple(key for key, _ in node.entries))


traces(ast.Negate)(_of_parts("negate", "operand"))
traces(ast.Comparison)(_of_parts("comparison", "left", "right", name="operator"))
traces(ast.Between)(_of_parts("between", "value", "low", "high"))
traces(ast.UnaryRange)(_of_parts("unary", "endpoint", name="operator"))
traces(ast.RangeLiteral)(_of_parts("range", "start", "end"))
