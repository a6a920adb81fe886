"""The expressions that people wrote in a model: what their filters read, and which of them can never give anything."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from engine import feel
from engine.dmn import graph
from engine.dmn.cell import Cell
from engine.dmn.expression import Literal
from engine.dmn.problem import Problem

if TYPE_CHECKING:
    from engine.dmn.drg import Key
    from engine.dmn.model import Model


def perhaps(model: "Model", decision_id: str) -> frozenset[str]:
    """The names that filters of a decision and of those it requires read where the item under way has none such."""
    waiting: list[Key] = [model.decisions[decision_id].key]
    found: dict[Key, frozenset[str]] = {}
    while waiting:
        element = model.elements.get(waiting.pop())
        if element is not None and element.key not in found:
            waiting += [reference.key for reference in graph.needs(element)]
            found[element.key] = frozenset(name for _, one in written(element) for name in one.perhaps)
    return frozenset[str]().union(*found.values())


def slips(model: "Model") -> Iterator[Problem]:
    """`bad_expression` for what can be read but never gives anything: a function nobody knows, wrong arguments …"""
    own = [element for key, element in model.elements.items() if key[0] == model.namespace]
    names = frozenset(name for element in model.elements.values() for name in graph.parts(element)).union(model.imports)
    for element in own:
        known = names.union(_parameters(element))
        for identity, expression in written(element):
            for slip in feel.slips(expression, known):
                yield "bad_expression", identity, feel.report(slip, expression.text, known)


def written(part: object) -> list[tuple[str, feel.Expression]]:
    """The expressions in some logic, each once, with the ids of the cells and texts that hold them."""
    found = [(one.id, made) for one in _inside(part) if isinstance(one, Literal | Cell) and (made := _of(one))]
    return list(dict.fromkeys(found))


def _of(one: Literal | Cell) -> feel.Expression | None:
    return one.compiled if isinstance(one, Literal) else one.tests


def _parameters(part: object) -> Iterator[str]:
    """The names of the parameters of functions in some logic: a function may be given for one."""
    return (name for one in _inside(part) if isinstance(name := getattr(one, "name", None), str))


def _inside(part: object) -> Iterator[object]:
    """Everything that some logic is put together from."""
    if isinstance(part, Mapping):
        yield from (one for inner in part.values() for one in _inside(inner))
    elif isinstance(part, tuple):
        yield from (one for inner in part for one in _inside(inner))
    elif is_dataclass(part):
        yield part
        yield from (one for each in fields(part) for one in _inside(getattr(part, each.name)))
