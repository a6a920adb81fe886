"""Checks of the requirements graph: what is missing, what goes in a circle, what is read without being required."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass

from engine import feel
from engine.dmn.problem import Problems
from engine.dmn.requirements_graph import Decision, DRGElement, InputData, Key, Knowledge, Reference, Service


def parts(element: DRGElement) -> Iterator[str]:
    """The names under which an element is seen, and those inside its value."""
    yield from element.names
    if element.type is not None:
        yield from element.type.parts()
    if isinstance(element, Decision) and element.logic is not None:
        yield from element.logic.parts()
    if isinstance(element, Knowledge):
        yield from element.function.parts()


def needs(element: DRGElement) -> tuple[Reference, ...]:
    return element.needs if isinstance(element, Decision | Knowledge | Service) else ()


def reads(decision: Decision, elements: Mapping[Key, DRGElement]) -> dict[str, frozenset[str]]:
    """The dotted paths that a decision and each element that it requires read from outside the model, by their ids."""
    return {element.id: frozenset(_outside(element, elements)) for element in _required(decision, elements)}


def perhaps(decision: Decision, elements: Mapping[Key, DRGElement]) -> frozenset[str]:
    """The names that their filters read where the current item does not hold them."""
    expressions = (compiled for element in _required(decision, elements) for compiled in _expressions(element))
    return frozenset(name for expression in expressions for name in expression.perhaps)


def _required(decision: Decision, elements: Mapping[Key, DRGElement]) -> Iterator[DRGElement]:
    """A decision and all that it requires, each once."""
    waiting, seen = [decision.key], {decision.key}
    while waiting:
        element = elements.get(waiting.pop())
        if element is None:
            continue
        more = [reference.key for reference in needs(element) if reference.key not in seen]
        waiting += more
        seen.update(more)
        yield element


def _expressions(part: object) -> Iterator[feel.Expression]:
    """Every compiled expression in the logic of an element, at every depth."""
    if isinstance(part, feel.Expression):
        yield part
    elif isinstance(part, Mapping):
        yield from (expression for inner in part.values() for expression in _expressions(inner))
    elif isinstance(part, tuple):
        yield from (expression for inner in part for expression in _expressions(inner))
    elif is_dataclass(part):
        yield from (expression for each in fields(part) for expression in _expressions(getattr(part, each.name)))


def _outside(element: DRGElement, elements: Mapping[Key, DRGElement]) -> Iterator[str]:
    """The paths that an element reads itself; input data and decisions of people read their name."""
    if isinstance(element, InputData) or (isinstance(element, Decision) and element.logic is None):
        yield element.names[0]
    if isinstance(element, Decision) and element.logic is not None:
        inside = {name for ref in element.needs if ref.key in elements for name in elements[ref.key].names}
        inside.update(ref.through for ref in element.needs if ref.through is not None)
        yield from (path for path in element.logic.paths() if not _starts(path, inside))


def _starts(path: str, names: Collection[str]) -> bool:
    return any(path == name or path.startswith(f"{name}.") for name in names)


def check(elements: Mapping[Key, DRGElement], own: Collection[DRGElement], problems: Problems) -> None:
    """Adds the problems `unknown_requirement`, `requirement_cycle`, `not_required`, `no_logic`, `duplicate_name`."""
    for element in own:
        for reference in needs(element):
            if reference.key not in elements:
                problems.add("unknown_requirement", element.id, name=element.name, requirement=reference.key[1])
    _duplicates(own, problems)
    _cycles(elements, own, problems)
    names = {name for element in own for name in element.names}
    for element in own:
        if isinstance(element, Decision):
            _unrequired(element, elements, names, problems)
            if element.logic is None:
                problems.add("no_logic", element.id, name=element.name)


def _duplicates(own: Iterable[DRGElement], problems: Problems) -> None:
    seen: dict[str, DRGElement] = {}
    for element in own:
        if seen.setdefault(element.names[0], element) is not element:
            problems.add("duplicate_name", element.id, name=element.names[0], other=seen[element.names[0]].id)


def _cycles(elements: Mapping[Key, DRGElement], own: Iterable[DRGElement], problems: Problems) -> None:
    """Adds each circle through a decision or service once. Knowledge models may call each other, as functions may."""
    done: set[Key] = set()
    for start in own:
        path: list[DRGElement] = []
        stack: list[tuple[DRGElement, Iterator[Reference]]] = []
        _enter(start, path, stack, done)
        while stack:
            element, rest = stack[-1]
            follower = elements.get(reference.key) if (reference := next(rest, None)) is not None else None
            if reference is None:
                stack.pop()
                path.pop()
                done.add(element.key)
            elif follower in path:
                circle = [*path[path.index(follower) :], follower]
                if not all(isinstance(one, Knowledge) for one in circle):
                    problems.add("requirement_cycle", element.id, decisions=[one.name for one in circle])
            elif follower is not None:
                _enter(follower, path, stack, done)


def _enter(
    element: DRGElement, path: list[DRGElement], stack: list[tuple[DRGElement, Iterator[Reference]]], done: set[Key]
) -> None:
    if not isinstance(element, InputData) and element.key not in done:
        path.append(element)
        stack.append((element, iter(_evaluated(element))))


def _evaluated(element: DRGElement) -> tuple[Reference, ...]:
    """The references that an element's evaluation follows: a service receives the results of its input decisions."""
    return (*element.outputs, *element.inside) if isinstance(element, Service) else needs(element)


def _unrequired(
    element: Decision, elements: Mapping[Key, DRGElement], names: Collection[str], problems: Problems
) -> None:
    """Adds the names of the model that the logic reads without requiring them: it would read null."""
    allowed = {name for ref in element.needs if ref.key in elements for name in elements[ref.key].names}
    read = {start for path in element.logic.paths() for start in _starts_of(path)} if element.logic is not None else ()
    for name in sorted(set(read).intersection(names) - allowed.union(element.names)):
        problems.add("not_required", element.id, name=element.name, reads=name)


def _starts_of(path: str) -> Iterator[str]:
    parts = path.split(".")
    return (".".join(parts[:length]) for length in range(1, len(parts) + 1))
