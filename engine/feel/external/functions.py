"""External functions (DMN 1.5, 10.3.2.13.2): Java signatures implemented by pure functions of our own; no Java is run.

A definition names a class and a method; one that is not registered gives null when it is called.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from engine.feel import limits
from engine.feel.builtins.registry import cost, paid
from engine.feel.external.marshalling import FROM_JAVA, TO_JAVA, Unfit, plain
from engine.feel.values.evaluation import EvalRun, bounded
from engine.feel.values.values import Function

Body = Callable[..., Any]
_REGISTRY: dict[tuple[str, str, tuple[str, ...]], tuple[Body, str]] = {}
_SIGNATURE = re.compile(r"\s*(\w+)\s*\(([^()]*)\)\s*", re.ASCII)
_ARRAY = re.compile(r"\[L(.*);|(.*)\[\]|(.*)\.\.\.")
_PACKAGES = ("java.lang.", "java.math.", "java.util.")
STEPS = 5
"""Steps of a call, as a multiple of those of a built-in function."""


def register(classes: Iterable[str], signature: str, body: Body, kinds: Iterable[str] = ("",)) -> None:
    """Registers a function under a signature such as `max(_, _) _`, once for each of the `kinds` that `_` is.

    `Object...` as the last parameter takes all arguments that follow.
    """
    for class_ in classes:
        for kind in kinds:
            head, _, result = signature.replace("_", kind).rpartition(" ")
            _REGISTRY[class_, *read(head)] = body, result


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
    """True if this method of this class is registered."""
    return _entry(class_, signature) is not None


def _entry(class_: object, signature: object) -> tuple[tuple[str, ...], Body, str] | None:
    if type(class_) is not str or type(signature) is not str or len(signature) > limits.PATTERN:
        return None
    method, kinds = read(signature)
    entry = _REGISTRY.get((_short(class_), method, kinds))
    return None if entry is None else (kinds, *entry)


def function(parameters: Sequence[str], types: Sequence[Any], definition: Any) -> Function:
    """The function that a context `{java: {class: ..., method signature: ...}}` defines; else one that gives null."""
    java = definition.get("java") if type(definition) is dict else None
    named = java if type(java) is dict else {}
    entry = _entry(named.get("class"), named.get("method signature"))
    return Function(parameters, lambda run, values: None if entry is None else _called(run, *entry, values), types)


def _called(run: EvalRun, kinds: tuple[str, ...], body: Body, result: str, values: list[Any]) -> Any:
    run.charge(STEPS * cost(values))
    try:
        return paid(run, _returned(result, body(*_arguments(kinds, values))))
    except (Unfit, ArithmeticError, ValueError):
        return None


def _arguments(kinds: tuple[str, ...], values: list[Any]) -> list[Any]:
    fixed = kinds[:-1] if kinds and kinds[-1].endswith("...") else kinds
    if len(values) < len(fixed) or (fixed is kinds and len(values) > len(kinds)):
        raise Unfit
    taken = [TO_JAVA[kind](value) for kind, value in zip(fixed, values, strict=False)]
    if fixed is kinds:
        return taken
    rest, kind = values[len(fixed) :], kinds[-1].removesuffix("...")
    if len(rest) == 1 and type(rest[0]) is list:
        rest = rest[0]
    return [*taken, *(TO_JAVA[kind](value) for value in rest)]


def _returned(kind: str, result: Any) -> Any:
    value = FROM_JAVA[kind](result)
    if type(value) is str:
        bounded(len(value), limits.CHARACTERS, "string_too_long")
    return value if type(value) is not Decimal or value.is_finite() else None
