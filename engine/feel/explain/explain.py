"""The story of an evaluation as data: what was read, which part decided, and how each construct tells it.

It walks the tree beside the compiled code and evaluates each part again, so that an evaluation nobody asks about costs
nothing more.
"""

from collections.abc import Mapping
from typing import Any

from engine.feel import limits
from engine.feel.explain.display import shown
from engine.feel.explain.trace import Place, Teller, Tells, Told, tells
from engine.feel.expression import Expression
from engine.feel.syntax import ast
from engine.feel.values.evaluation import EvalContext

ROUNDS = 6
"""Rounds of a `for` that are told."""


def explain(expression: Expression, scope: Mapping[str, object], env: EvalContext, most: int = limits.TOLD) -> Told:
    """What `evaluate` gives and how it came about, in at most `most` parts. Raises FeelError as `evaluate`."""
    value = expression.evaluate(scope, env)
    given = limits.STEPS_TOLD if env.left is None else min(limits.STEPS_TOLD, max(0, env.left))
    spending = EvalContext(env.now, env.calendar, env.steps, given)
    told = Teller(most).told(expression.tree, Place(scope, expression.names, spending), value)
    env.charge(given - max(0, spending.left or 0))
    return told


def _made_of(kind: str, *parts: str, name: str = "") -> Tells:
    """What tells a construct whose parts are these fields, its name that field."""

    def tell(teller: Teller, node: Any, place: Place, value: Any) -> Told:
        nodes = tuple(getattr(node, part) for part in parts)
        return Told(kind, shown(value), getattr(node, name) if name else "", teller.all(nodes, place))

    return tell


@tells(ast.Name)
def name(_teller: Teller, node: ast.Name, _place: Place, value: Any) -> Told:
    """A variable, and what it held."""
    return Told("name", shown(value), node.name)


@tells(ast.Path)
def path(teller: Teller, node: ast.Path, place: Place, value: Any) -> Told:
    """The dotted path of a variable, a member of something made, or a property of a date, duration or range."""
    keys, source = [node.name], node.source
    if not isinstance(place.value(source), dict | list | None):
        return Told("property", shown(value), node.name, (teller.tell(source, place),))
    while isinstance(source, ast.Path):
        keys.append(source.name)
        source = source.source
    if isinstance(source, ast.Name):
        return Told("name", shown(value), ".".join((source.name, *reversed(keys))))
    return Told("member", shown(value), ".".join(reversed(keys)), (teller.tell(source, place),))


@tells(ast.Arithmetic)
def arithmetic(teller: Teller, node: ast.Arithmetic, place: Place, value: Any) -> Told:
    """Operands, and the operators between them."""
    parts = teller.all((node.first, *(operand for _, operand in node.rest)), place)
    return Told("arithmetic", shown(value), parts=parts, names=tuple(operator for operator, _ in node.rest))


@tells(ast.Logic)
def logic(teller: Teller, node: ast.Logic, place: Place, value: Any) -> Told:
    """Operands up to the deciding one."""
    parts: list[Told] = []
    for operand in node.operands:
        parts.append(teller.tell(operand, place))
        if parts[-1].value.get("value") is node.decisive:
            break
    return Told("or" if node.decisive else "and", shown(value), parts=tuple(parts))


@tells(ast.If)
def branch(teller: Teller, node: ast.If, place: Place, value: Any) -> Told:
    """The condition and the branch that was taken."""
    yes = place.value(node.condition) is True
    parts = teller.tell(node.condition, place), teller.told(node.yes if yes else node.no, place, value)
    return Told("if", shown(value), "then" if yes else "else", parts)


@tells(ast.In)
def contained(teller: Teller, node: ast.In, place: Place, value: Any) -> Told:
    """The value and its tests."""
    return Told("in", shown(value), parts=teller.all((node.value, *node.tests), place))


@tells(ast.UnaryTests)
def unary_tests(teller: Teller, node: ast.UnaryTests, place: Place, value: Any) -> Told:
    """Each test of a cell and whether it holds."""
    holds = [shown(place.value(ast.UnaryTests((test,)))) for test in node.tests]
    parts = tuple(
        Told("test", told, parts=(teller.tell(test, place),)) for test, told in zip(node.tests, holds, strict=True)
    )
    return Told("tests", shown(value), "not" if node.negated else "", parts)


@tells(ast.Quantified)
def quantified(teller: Teller, node: ast.Quantified, place: Place, value: Any) -> Told:
    """What it ranges over, and the item that decided with the condition on it; where none did, the first one."""
    source, rounds = _rounds(teller, node.domains, node.condition, place)
    kind, names = "some" if node.decisive else "every", tuple(domain.name for domain in node.domains)
    detail: dict[str, Any] = {"rounds": len(rounds)}
    chosen = next((one for one in rounds if one[0] is node.decisive), None) or next(iter(rounds), None)
    if chosen is None:
        return Told(kind, shown(value), parts=(source,), names=names, detail=detail)
    items = dict(zip(names, chosen[1:], strict=True))
    detail |= {"items": {name: shown(item) for name, item in items.items()}, "example": chosen[0] is not node.decisive}
    parts = source, teller.told(node.condition, place.inner(items), chosen[0])
    return Told(kind, shown(value), parts=parts, names=names, detail=detail)


@tells(ast.For)
def loop(teller: Teller, node: ast.For, place: Place, value: Any) -> Told:
    """What it ranges over, and the first rounds with their items."""
    source, rounds = _rounds(teller, node.domains, node.body, place)
    names, items, parts = tuple(domain.name for domain in node.domains), [], [source]
    for at, one in enumerate(rounds[:ROUNDS]):
        bound = dict(zip(names, one[1:], strict=True))
        items.append({name: shown(item) for name, item in bound.items()})
        parts.append(teller.told(node.body, place.inner({"partial": value[:at], **bound}), value[at]))
    detail = {"rounds": len(rounds), "items": items}
    return Told("for", shown(value), parts=tuple(parts), names=names, detail=detail)


def _rounds(
    teller: Teller, domains: tuple[ast.Domain, ...], body: ast.Node, place: Place
) -> tuple[Told, list[list[Any]]]:
    """What the first domain ranges over, and for each round the value of the body and the items."""
    each = ast.ListLiteral((body, *(ast.Name(domain.name) for domain in domains)))
    return teller.tell(domains[0].source, place), place.value(ast.For(domains, each)) or []


@tells(ast.Filter)
def filtered(teller: Teller, node: ast.Filter, place: Place, value: Any) -> Told:
    """What was looked through, how many there were and how many were kept."""
    source = place.value(node.source)
    detail = {"of": len(source) if isinstance(source, list) else 1}
    if isinstance(value, list):
        detail["kept"] = len(value)
    return Told("filter", shown(value), parts=(teller.told(node.source, place, source),), detail=detail)


@tells(ast.Call)
def call(teller: Teller, node: ast.Call, place: Place, value: Any) -> Told:
    """A function and its arguments."""
    name = node.function.name if isinstance(node.function, ast.Name | ast.Path) else ""
    return Told("call", shown(value), name, teller.all(node.arguments, place), node.names)


@tells(ast.InstanceOf)
def instance_of(teller: Teller, node: ast.InstanceOf, place: Place, value: Any) -> Told:
    """The value and the type that is asked."""
    return Told("instance", shown(value), node.type.name, (teller.tell(node.value, place),))


@tells(ast.ListLiteral)
def list_literal(teller: Teller, node: ast.ListLiteral, place: Place, value: Any) -> Told:
    """Its items."""
    return Told("list", shown(value), parts=teller.all(node.items, place))


@tells(ast.ContextLiteral)
def context_literal(teller: Teller, node: ast.ContextLiteral, place: Place, value: Any) -> Told:
    """Each entry; it sees those before it, a function also itself."""
    parts = []
    for key, entry in node.entries:
        own = {key: None} if isinstance(entry, ast.FunctionLiteral) else {}
        made = place.inner(own).value(entry)
        parts.append(teller.told(entry, place, made))
        place = place.inner({key: made})
    return Told("context", shown(value), parts=tuple(parts), names=tuple(key for key, _ in node.entries))


tells(ast.Negate)(_made_of("negate", "operand"))
tells(ast.Comparison)(_made_of("comparison", "left", "right", name="operator"))
tells(ast.Between)(_made_of("between", "value", "low", "high"))
tells(ast.UnaryRange)(_made_of("unary", "endpoint", name="operator"))
tells(ast.RangeLiteral)(_made_of("range", "start", "end"))
