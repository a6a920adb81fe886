"""The types of item definitions: which values they accept, and how values from outside are converted to them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from engine import feel
from engine.dmn.types import builtin_types
from engine.dmn.types.constraint import Constraint, value_text
from engine.feel.values.evaluation import EvalRun
from engine.feel.values.types import Type as FeelType
from engine.feel.values.values import kind_of


class TypeMismatch(Exception):
    """A value that a type does not accept: `expected` names the type or the allowed values."""

    def __init__(self, reason: str, values: Mapping[str, object]) -> None:
        super().__init__(reason, values)
        self.reason, self.values = reason, values


def other_type(expected: str, value: object) -> TypeMismatch:
    """The refusal of a value that is of another type than the one called `expected`."""
    return TypeMismatch("type", {"expected": expected, "given": kind_of(value)})


class DmnType(Protocol):
    """A FEEL type. Null belongs to every type (DMN 1.5, 10.3.2.9.4)."""

    @property
    def name(self) -> str: ...

    def convert(self, value: object, env: feel.EvalContext) -> object:
        """A FEEL value as this type, by the standard's implicit conversions alone; raises TypeMismatch."""

    def receive(self, value: object, env: feel.EvalContext) -> object:
        """A value of the scope as this type: besides `convert`, ISO strings become dates, times, durations, numbers."""

    def parts(self) -> Iterator[str]:
        """The names of components, at every depth."""

    def order(self) -> Constraint | None:
        """The allowed values, whose order is the priority of outputs."""

    def feel(self) -> FeelType:
        """The type as FEEL's `instance of` knows it."""


@dataclass(frozen=True, slots=True)
class PlainType:
    """A built-in type of FEEL."""

    name: str

    def convert(self, value: object, env: feel.EvalContext) -> object:
        return self._shape(value, builtin_types.CONVERT, env)

    def receive(self, value: object, env: feel.EvalContext) -> object:
        if type(value) in builtin_types.FITTING.get(self.name, ()):
            return value
        return self._shape(feel.from_json(value), builtin_types.RECEIVE, env)

    def _shape(
        self, value: object, conversions: Mapping[str, builtin_types.Conversion], env: feel.EvalContext
    ) -> object:
        if value is None or builtin_types.belongs(value, self.name):
            return value
        if self.name in conversions:
            shaped = conversions[self.name](value, env)
            if shaped is not None and builtin_types.belongs(shaped, self.name):
                return shaped
        if isinstance(value, list) and len(value) == 1:
            return self._shape(value[0], conversions, env)
        raise other_type(self.name, value)

    def parts(self) -> Iterator[str]:
        return iter(())

    def order(self) -> Constraint | None:
        return None

    def feel(self) -> FeelType:
        return FeelType(self.name)


@dataclass(frozen=True, slots=True)
class ListType:
    """A list of values of one type; a single value is a list of itself."""

    item: DmnType
    name: str = ""

    def convert(self, value: object, env: feel.EvalContext) -> object:
        return None if value is None else [self.item.convert(item, env) for item in _listed(value, env)]

    def receive(self, value: object, env: feel.EvalContext) -> object:
        return None if value is None else [self.item.receive(item, env) for item in _listed(value, env)]

    def parts(self) -> Iterator[str]:
        return self.item.parts()

    def order(self) -> Constraint | None:
        return self.item.order()

    def feel(self) -> FeelType:
        return FeelType("list", element=self.item.feel())


@dataclass(frozen=True, slots=True)
class ContextType:
    """A context with declared components; more than these may be there."""

    name: str
    components: Mapping[str, DmnType] = field(default_factory=dict)
    inner: frozenset[str] = field(init=False)
    shape: FeelType = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        # Made once: types that hold each other twice would grow without end.
        members = {name: part.feel() for name, part in self.components.items()}
        object.__setattr__(self, "shape", FeelType("context", members=members))
        names = {name for part in self.components.values() for name in part.parts()}
        object.__setattr__(self, "inner", names.union(self.components))

    def convert(self, value: object, env: feel.EvalContext) -> object:
        env.charge(1 + len(self.components) // 4)
        value = _context(value, self.name)
        missing = [name for name in self.components if value is not None and name not in value]
        if missing:
            raise TypeMismatch("component", {"expected": self.name, "missing": missing})
        return value and {
            **value,
            **{name: self.components[name].convert(value[name], env) for name in self.components},
        }

    def receive(self, value: object, env: feel.EvalContext) -> object:
        value = _context(value, self.name)
        if value is None:
            return None
        received = {name: part.receive(value.get(name), env) for name, part in self.components.items()}
        return {**{name: feel.from_json(value[name]) for name in value if name not in received}, **received}

    def parts(self) -> Iterator[str]:
        return iter(self.inner)

    def order(self) -> Constraint | None:
        return None

    def feel(self) -> FeelType:
        return self.shape


@dataclass(frozen=True, slots=True)
class RestrictedType:
    """A type whose values are limited by unary tests (`allowedValues`, `typeConstraint`)."""

    base: DmnType
    constraint: Constraint
    name: str = ""

    def convert(self, value: object, env: feel.EvalContext) -> object:
        return self._checked(self.base.convert(value, env), env)

    def receive(self, value: object, env: feel.EvalContext) -> object:
        return self._checked(self.base.receive(value, env), env)

    def _checked(self, value: object, env: feel.EvalContext) -> object:
        if value is not None and not self.constraint.allows(value, env):
            raise TypeMismatch("not_allowed", {"expected": self.constraint.text, "given": value_text(value)})
        return value

    def parts(self) -> Iterator[str]:
        return self.base.parts()

    def order(self) -> Constraint | None:
        return self.constraint

    def feel(self) -> FeelType:
        base = self.base.feel()

        def allows(value: object, run: EvalRun) -> bool:
            return (base.allows is None or base.allows(value, run)) and self.constraint.allows(value, run.env)

        return replace(base, allows=allows)


ANY = PlainType("Any")


def _listed(value: object, env: feel.EvalContext) -> list[object]:
    items = value if isinstance(value, list) else list(value) if isinstance(value, tuple) else [value]
    env.charge(1 + len(items) // 4)
    return items


def _context(value: object, name: str) -> Mapping[str, object] | None:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if value is not None and not isinstance(value, Mapping):
        raise other_type(name or "context", value)
    return value
