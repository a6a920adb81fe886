"""The compiler of free variables and the paths from them; only the end of a path is converted from JSON."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from engine.feel.builtins.properties import member
from engine.feel.builtins.registry import LIBRARY
from engine.feel.compiler.closure_facts import reading
from engine.feel.compiler.compiler import Code, Scope
from engine.feel.values.evaluation import EvalRun, Frame, short
from engine.feel.values.json_codec import FEEL_TYPES, FREE_ITEMS

CONVERTED = object()
"""Stands for a value that has to be converted first, which takes steps of a run."""


def value_at(scope: Mapping[str, object], root: str, keys: tuple[str, ...]) -> Any:
    """The FEEL value at the end of a free path if converting it takes no step, else CONVERTED."""
    value: Any = scope.get(root)
    for key in keys:
        if type(value) is not dict:
            return CONVERTED
        value = value.get(key)
    return value if type(value) in FEEL_TYPES else as_feel(value)


def as_feel(value: Any) -> Any:
    """The FEEL value of a JSON value if converting it takes no step, else CONVERTED."""
    if type(value) is list and len(value) <= FREE_ITEMS and FEEL_TYPES.issuperset(map(type, value)):
        return value.copy()
    return Decimal(value) if short(value) else CONVERTED


def free(key: str, scope: Scope) -> Code:
    """A free variable of the run."""
    fallback = LIBRARY.get(key)
    if key != "?" and (fallback is None or key in scope.reads.known):
        scope.reads.names.add(key)
        scope.reads.paths.add(key)
    if fallback is not None:
        return lambda frame: frame.run.variable(key) if key in frame.run.scope else fallback

    def look(frame: Frame) -> Any:
        value = frame.run.scope.get(key)
        return value if type(value) in FEEL_TYPES else frame.run.variable(key)

    return reading(look, key, ())


def free_path(root: str, keys: tuple[str, ...], scope: Scope) -> Code:
    """`root.key.key` of a free variable; members of other values on the way are properties."""
    dotted = ".".join((root, *keys))
    scope.reads.questions += root == "?"
    if root != "?":
        scope.reads.names.add(root)
        scope.reads.paths.add(dotted)

    def look(frame: Frame) -> Any:
        value: Any = frame.run.scope.get(root)
        for key in keys:
            if type(value) is not dict:
                return _through_members(root, keys, frame.run)
            value = value.get(key)
        if type(value) in FEEL_TYPES:
            return value
        return Decimal(value) if short(value) else frame.run.converted_once(dotted, value)

    return reading(look, root, keys)


def _through_members(root: str, keys: tuple[str, ...], run: EvalRun) -> Any:
    value: Any = run.scope.get(root)
    at = 0
    while type(value) is dict:
        value, at = value.get(keys[at]), at + 1
    value = run.converted_once(".".join((root, *keys[:at])), value)
    for key in keys[at:]:
        value = member(value, key, run)
    return value
