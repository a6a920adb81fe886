"""The compiler of `for`, `some` and `every`, and of the values they range over."""

import datetime
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from engine.feel import limits
from engine.feel.compiler.compiler import Code, Scope, compile_block, compile_node, compiles
from engine.feel.syntax import ast
from engine.feel.values.arithmetic import add
from engine.feel.values.equality import order
from engine.feel.values.evaluation import Frame, bounded
from engine.feel.values.values import Range, kind_of

Domains = list[tuple[str, Callable[[Frame], Iterator[Any] | None]]]


def _domain(domain: ast.Domain, scope: Scope) -> Callable[[Frame], Iterator[Any] | None]:
    source = compile_node(domain.source, scope)
    if domain.end is None:
        return lambda frame: _iterated(source(frame))
    end = compile_node(domain.end, scope)
    return lambda frame: _counted(source(frame), end(frame))


def _iterated(value: Any) -> Iterator[Any] | None:
    if type(value) is list:
        return iter(value)
    if type(value) is Range:
        return _range(value)
    return None if value is None else iter([value])


def _range(value: Range) -> Iterator[Any] | None:
    values = _counted(value.start, value.end)
    if values is None:
        return None
    start, end = None if value.start_included else value.start, None if value.end_included else value.end
    return (item for item in values if item != start and item != end)


def _counted(start: Any, end: Any) -> Iterator[Any] | None:
    """The whole numbers or days from one to the other, downwards where the end is less."""
    sign = order(start, end)
    if sign is None or kind_of(start) not in ("number", "date"):
        return None
    step = datetime.timedelta(days=-sign or 1) if kind_of(start) == "date" else Decimal(-sign or 1)
    return _steps(start, end, step, sign)


def _steps(value: Any, end: Any, step: Any, sign: int) -> Iterator[Any]:
    while order(value, end) in (sign, 0):
        yield value
        value = add(value, step)


def _domains(domains: tuple[ast.Domain, ...], scope: Scope, names: tuple[str, ...]) -> tuple[Domains, Scope]:
    compiled: Domains = []
    inner = scope.inner(names)
    for domain in domains:
        compiled.append((domain.name, _domain(domain, inner)))
        inner = inner.inner((domain.name,))
    return compiled, inner


def _frames(domains: Domains, frame: Frame, at: int, steps: int) -> Iterator[Frame | None]:
    """A frame for each combination; None once where a domain is nothing to iterate over."""
    name, iterate = domains[at]
    values, run, last = iterate(frame), frame.run, at + 1 == len(domains)
    if values is None:
        yield None
        return
    for value in values:
        run.charge(steps)
        inner = Frame({name: value}, frame, run)
        if last:
            yield inner
        else:
            yield from _frames(domains, inner, at + 1, steps)


@compiles(ast.For)
def loop(node: ast.For, scope: Scope) -> Code:
    """`for`: a list of what the body gives; `partial` is the list so far."""
    domains, inner = _domains(node.domains, scope, ("partial",))
    before = scope.reads.partials
    body, steps = compile_block(node.body, inner)
    reads_partial = scope.reads.partials > before
    at = node.at

    def collect(frame: Frame) -> list[Any] | None:
        frame.run.at = at
        partial: list[Any] = []
        outer = Frame({"partial": []}, frame, frame.run)
        for block in _frames(domains, outer, 0, steps):
            if block is None:
                return None
            partial.append(body(block))
            if reads_partial:
                frame.run.charge(1 + (len(partial) >> 3))
                outer.vars["partial"] = [*partial]
            bounded(len(partial), limits.ITEMS, "list_too_long")
        return partial

    return collect


@compiles(ast.Quantified)
def quantified(node: ast.Quantified, scope: Scope) -> Code:
    """`some` and `every`, with three values."""
    domains, inner = _domains(node.domains, scope, ())
    condition, steps = compile_block(node.condition, inner)
    decisive: bool = node.decisive
    at = node.at

    def decide(frame: Frame) -> bool | None:
        frame.run.at = at
        certain = True
        for block in _frames(domains, Frame({}, frame, frame.run), 0, steps):
            if block is None:
                return None
            holds = condition(block)
            if holds is decisive:
                return bool(decisive)
            certain = certain and type(holds) is bool
        return not decisive if certain else None

    return decide
