"""The shape of a value, known before anything runs: the kinds that it may be of, and what may be inside it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from engine.feel.builtins.properties import PROPERTIES

DEEPEST, LARGEST = 10, 2_000
"""Values inside each other, and all values of a variable, beyond which nothing is known: a loop that wraps its own
variable must come to an end."""
TEMPORAL = frozenset(PROPERTIES) - {"range"}


@dataclass(frozen=True, slots=True)
class Shape:
    """`kinds` are FEEL's names of kinds; None: any, none at all: only null, which every value may be.

    `fields` are what a context may hold; `is_open`: it may hold others, too. `item`: what a list holds, None: anything.
    """

    kinds: frozenset[str] | None = None
    fields: Mapping[str, "Shape"] = field(default_factory=dict)
    is_open: bool = False
    item: "Shape | None" = None

    def may(self, kind: str) -> bool:
        return self.kinds is None or kind in self.kinds

    def member(self, name: str) -> "Shape | None":
        """The shape of `value.name`; None where there can be nothing."""
        if self.kinds is None:
            return ANY
        if not self.kinds:
            return NULL
        members = list(self._members(name, self.kinds))
        return union(members) if members else None

    def _members(self, name: str, kinds: frozenset[str]) -> Iterator["Shape"]:
        if "context" in kinds and name in self.fields:
            yield self.fields[name]
        elif "context" in kinds and self.is_open:
            yield ANY
        if "list" in kinds:
            inner = (self.item or ANY).member(name)
            yield from [] if inner is None else [listed(inner)]
        if any(name in PROPERTIES.get(kind, ()) for kind in kinds):
            yield ANY if name in ("timezone", "time offset") or "range" in kinds else of("number")

    def at(self, path: Sequence[str]) -> "Shape | None":
        """The shape at a path of names; None where there can be nothing."""
        shape: Shape | None = self
        for name in path:
            shape = shape.member(name) if shape is not None else None
        return shape

    def opened(self) -> "Shape":
        """The same value after an unknown value may have been written into it, or in its place."""
        if not self.kinds:
            return ANY
        fields = {name: inner.opened() for name, inner in self.fields.items()}
        return Shape(self.kinds | {"context"}, fields, True, self.item.opened() if self.item is not None else None)

    def put(self, path: Sequence[str], value: "Shape") -> "Shape":
        """This context with a value written at a path: contexts merge, everything else is replaced."""
        if not path:
            if not self.may("context") or "context" not in (value.kinds or ()):
                return value
            merged = {name: self.fields.get(name, NULL).put((), inner) for name, inner in value.fields.items()}
            context = record({**self.fields, **merged}, self.is_open or value.is_open or self.kinds is None)
            return context if value.kinds == frozenset({"context"}) else union([context, value])
        before = self.fields.get(path[0], NULL)
        return record({**self.fields, path[0]: before.put(path[1:], value)}, self.is_open or self.kinds is None)


ANY = Shape()
NULL = Shape(frozenset())


def of(*kinds: str) -> Shape:
    """A value of one of these kinds."""
    return Shape(frozenset(kinds))


def listed(item: Shape | None) -> Shape:
    """A list of such values."""
    return Shape(frozenset({"list"}), item=item)


def record(fields: Mapping[str, Shape], is_open: bool = False) -> Shape:
    """A context with these fields."""
    return Shape(frozenset({"context"}), fields, is_open)


def union(shapes: Iterable[Shape]) -> Shape:
    """A value of one of these shapes; parts that several share are put together once."""
    joined, done = NULL, dict[tuple[int, int], tuple[Shape, Shape, Shape]]()
    for shape in shapes:
        joined = _either(joined, shape, done)
    return joined


def _either(left: Shape, right: Shape, done: dict[tuple[int, int], tuple[Shape, Shape, Shape]]) -> Shape:
    if left is right or right.kinds == NULL.kinds:
        return left
    if left.kinds == NULL.kinds:
        return right
    if left.kinds is None or right.kinds is None:
        return ANY
    key = id(left), id(right)
    if key not in done:
        names = [*left.fields, *(name for name in right.fields if name not in left.fields)]
        fields = {name: _either(left.fields.get(name, NULL), right.fields.get(name, NULL), done) for name in names}
        lists = [shape.item or ANY for shape in (left, right) if "list" in (shape.kinds or ())]
        item = _either(lists[0], lists[1], done) if len(lists) == 2 else next(iter(lists), None)
        same = len(fields) == len(left.fields) and all(fields[name] is left.fields[name] for name in fields)
        same = same and right.kinds <= left.kinds and right.is_open <= left.is_open and item is left.item
        joined = left if same else Shape(left.kinds | right.kinds, fields, left.is_open or right.is_open, item)
        done[key] = left, right, joined  # kept, so that their ids stay theirs
    return done[key][2]


def as_variable(shape: Shape) -> Shape:
    """The shape once it is a variable, which is JSON: dates, times and durations are texts. Of what is too deep or too
    large nothing is known."""
    return _plain(shape, 0, [LARGEST])


def _plain(shape: Shape, depth: int, left: list[int]) -> Shape:
    left[0] -= 1
    if shape.kinds is None or depth > DEEPEST or left[0] < 0:
        return ANY
    kinds = frozenset("string" if kind in TEMPORAL else kind for kind in shape.kinds)
    fields = {name: _plain(inner, depth + 1, left) for name, inner in shape.fields.items()}
    item = _plain(shape.item, depth + 1, left) if shape.item is not None else None
    return Shape(kinds, fields, shape.is_open, item)


def share_parts(old: Shape, new: Shape) -> Shape:
    """The new variables with the old shapes where these are equal: a union of identical shapes is quick."""
    return record(
        {name: old.fields[name] if old.fields.get(name) == shape else shape for name, shape in new.fields.items()},
        new.is_open,
    )


def paths(shape: Shape, depth: int = 3) -> Iterator[str]:
    """The dotted paths that are known to lead into a context, or through a list, so many names deep."""
    for name, inner in shape.fields.items():
        yield name
        if depth > 1:
            yield from (f"{name}.{path}" for path in paths(inner, depth - 1))
    if shape.item is not None:
        yield from paths(shape.item, depth)
