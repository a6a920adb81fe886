"""External functions (DMN 1.5, 10.3.2.13.2): Java signatures that stand for pure functions of our own; no host is run.

A definition names a class and a method; what is not on our shelf gives null when it is called.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from engine.feel import limits
from engine.feel.builtins.registry import cost, paid
from engine.feel.external.marshalling import GIVEN, TAKEN, Unfit, plain
from engine.feel.values.evaluation import EvalRun, bounded
from engine.feel.values.values import Function

Body = Callable[..., Any]
_SHELF: dict[tuple[str, str, tuple[str, ...]], tuple[Body, str]] = {}
_SIGNATURE = re.compile(r"\s*(\w+)\s*\(([^()]*)\)\s*", re.ASCII)
_ARRAY = re.compile(r"\[L(.*);|(.*)\[\]|(.*)\.\.\.")
_PACKAGES = ("java.lang.", "java.math.", "java.util.")
STEPS = 5
"""How many times as long as a call of a built-in one takes."""


def shelve(classes: Iterable[str], signature: str, body: Body, kinds: Iterable[str] = ("",)) -> None:
    """Puts a function on the shelf under a signature such as `max(_, _) _`, once for each of the `kinds` that `_` is.

    `Object...` as the last parameter takes all arguments that follow.
    """
    for class_ in classes:
        for kind in kinds:
            head, _, result = signature.replace("_", kind).rpartition(" ")
            _SHELF[class_, *read(head)] = body, result


def read(signature: str) -> tuple[str, tuple[str, ...]]:
    """The method's name and the kinds of its parameters, `java.lang.` left out; ("", ()) where it is none."""
    match = _SIGNATURE.fullmatch(signature)
    if match is None:
        return "", ()
    return match[1], tuple(_kind(part.strip()) for part in match[2].split(",") if match[2].strip())


def _kind(written: str) -> str:
    array = _ARRAY.fullmatch(written)
    return plain(_short(next(filter(None, array.groups()), ""))) + "..." if array else plain(_short(written))


def _short(name: str) -> str:
    for package in _PACKAGES:
        name = name.removeprefix(package)
    return name


def known(class_: object, signature: object) -> bool:
    """Whether the shelf holds this method of this class."""
    return _found(class_, signature) is not None


def _found(class_: object, signature: object) -> tuple[tuple[str, ...], Body, str] | None:
    if type(class_) is not str or type(signature) is not str or len(signature) > limits.PATTERN:
        return None
    method, kinds = read(signature)
    found = _SHELF.get((_short(class_), method, kinds))
    return None if found is None else (kinds, *found)


def function(parameters: Sequence[str], types: Sequence[Any], definition: Any) -> Function:
    """The function that a context `{java: {class: ..., method signature: ...}}` defines; else one that gives null."""
    java = definition.get("java") if type(definition) is dict else None
    named = java if type(java) is dict else {}
    found = _found(named.get("class"), named.get("method signature"))
    return Function(parameters, lambda run, values: None if found is None else _called(run, *found, values), types)


def _called(run: EvalRun, kinds: tuple[str, ...], body: Body, result: str, values: list[Any]) -> Any:
    run.charge(STEPS * cost(values))
    try:
        return paid(run, _given(result, body(*_arguments(kinds, values))))
    except (Unfit, ArithmeticError, ValueError):
        return None


def _arguments(kinds: tuple[str, ...], values: list[Any]) -> list[Any]:
    fixed = kinds[:-1] if kinds and kinds[-1].endswith("...") else kinds
    if len(values) < len(fixed) or (fixed is kinds and len(values) > len(kinds)):
        raise Unfit
    taken = [TAKEN[kind](value) for kind, value in zip(fixed, values, strict=False)]
    if fixed is kinds:
        return taken
    rest, kind = values[len(fixed) :], kinds[-1].removesuffix("...")
    if len(rest) == 1 and type(rest[0]) is list:
        rest = rest[0]
    return [*taken, *(TAKEN[kind](value) for value in rest)]


def _given(kind: str, made: Any) -> Any:
    value = GIVEN[kind](made)
    if type(value) is str:
        bounded(len(value), limits.CHARACTERS, "string_too_long")
    return value if type(value) is not Decimal or value.is_finite() else None
