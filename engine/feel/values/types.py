"""Types as `instance of` and function parameters name them, and which values belong to them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from engine.feel.values.evaluation import EvalRun
from engine.feel.values.temporal_arithmetic import as_date_time
from engine.feel.values.values import Function, Range, kind_of

SIMPLE = frozenset(
    {
        "Any",
        "Null",
        "number",
        "string",
        "boolean",
        "date",
        "time",
        "date and time",
        "days and time duration",
        "years and months duration",
        "list",
        "context",
        "function",
        "range",
    }
)


@dataclass(frozen=True, slots=True)
class Type:
    """A type: the element of a list or range (of a function its result), the members of a context, the parameters.

    `allows` is a further test of its values, where the type has one.
    """

    name: str
    element: "Type | None" = None
    members: Mapping[str, "Type"] | None = None
    parameters: "tuple[Type, ...] | None" = None
    allows: "Callable[[Any, EvalRun], bool] | None" = field(default=None, compare=False)


class DeclaredTypes(Protocol):
    """The types that a model declares besides those of FEEL."""

    def declared(self, name: str) -> Type | None:
        """The type of a name, None where the model has none."""
        ...


ANY = Type("Any")
FUNCTIONS: dict[type, Callable[[Any, Type, EvalRun], bool]] = {}
"""For each Python type of function values the test whether a value is of a function type."""


def conforms(value: Any, type_: Type, run: EvalRun) -> bool:
    """True if `value` is an instance of `type_` (DMN 1.5, 10.3.2.9); long values are charged to `run`."""
    return _shaped(value, type_, run) and (type_.allows is None or value is None or type_.allows(value, run))


def _shaped(value: Any, type_: Type, run: EvalRun) -> bool:
    kind = kind_of(value)
    if type_.name == "Any":
        return value is not None
    if type_.name == "Null":
        return value is None
    if kind != type_.name:
        return False
    if type_.name == "list":
        run.charge(1 + (len(value) >> 3))
        return type_.element is None or all(conforms_or_null(item, type_.element, run) for item in value)
    if type_.name == "range":
        return type_.element is None or _range(value, type_.element, run)
    if type_.name == "context":
        members = type_.members or {}
        run.charge(1 + len(members))
        return all(name in value and conforms_or_null(value[name], member, run) for name, member in members.items())
    if type_.name == "function":
        return type_.parameters is None or FUNCTIONS.get(type(value), _function)(value, type_, run)
    return True


def conforms_or_null(value: Any, type_: Type, run: EvalRun) -> bool:
    """True if `value` is null or conforms."""
    return value is None or conforms(value, type_, run)


def _range(value: Range, element: Type, run: EvalRun) -> bool:
    return all(conforms(end, element, run) for end in (value.start, value.end) if end is not None)


def _function(value: Function, type_: Type, run: EvalRun) -> bool:
    types = value.shape.parameters if value.shape is not None else value.types
    declared = [own or ANY for own in types or [None] * len(value.parameters)]
    own = Type(
        "function", element=value.result if value.shape is None else value.shape.element, parameters=(*declared,)
    )
    return covers(type_, own, run)


def covers(wide: Type, narrow: Type, run: EvalRun) -> bool:
    """True if every value of `narrow` is one of `wide`; each pair of parts is charged to `run`."""
    run.charge(1)
    if wide is narrow or wide.name == "Any" or narrow.name == "Null":
        return True
    if wide.allows is not None:
        return False
    if wide.name != narrow.name:
        return False
    if wide.name in ("list", "range"):
        return wide.element is None or (narrow.element is not None and covers(wide.element, narrow.element, run))
    if wide.name == "context":
        wanted, members = wide.members or {}, narrow.members or {}
        return all(name in members and covers(member, members[name], run) for name, member in wanted.items())
    return wide.name != "function" or _covers_function(wide, narrow, run)


def _covers_function(wide: Type, narrow: Type, run: EvalRun) -> bool:
    """True if functions of `narrow` take what `wide` is called with and give what `wide` promises, where declared."""
    if wide.parameters is None:
        return True
    if narrow.parameters is None or len(wide.parameters) != len(narrow.parameters):
        return False
    takes = all(
        covers(parameter, argument, run) for parameter, argument in zip(narrow.parameters, wide.parameters, strict=True)
    )
    return takes and (wide.element is None or narrow.element is None or covers(wide.element, narrow.element, run))


def coerced(value: Any, type_: Type | None, run: EvalRun) -> Any:
    """`value` as an argument of `type_`: the item of a list of one, a list of one item, a date as its midnight in UTC.

    None if it does not fit (DMN 1.5, 10.3.2.9.4).
    """
    if type_ is None or value is None or conforms(value, type_, run):
        return value
    if type_.name != "list" and isinstance(value, list) and len(value) == 1 and conforms(value[0], type_, run):
        return value[0]
    if type_.name == "list" and type_.element is not None and conforms(value, type_.element, run):
        return [value]
    if type_.name == "date and time" and kind_of(value) == "date":
        return as_date_time(value)
    return None
