"""FEEL's own types: their names in every version of the standard, their Python values, their conversions."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from engine import feel
from engine.feel.values.json_codec import FEEL_TYPES
from engine.feel.values.values import KINDS, kind_of

NUMBER = re.compile(r"[+-]?[0-9]{1,34}(\.[0-9]{1,34})?", re.ASCII)

Conversion = Callable[[object, feel.EvalContext], object]
Fitting = frozenset[type]
"""The Python types whose values are of a FEEL type without conversion, null among them."""

NAMES: Mapping[str, str] = {
    "Any": "Any",
    "any": "Any",
    "Null": "Any",
    "number": "number",
    "string": "string",
    "boolean": "boolean",
    "integer": "number",
    "long": "number",
    "double": "number",
    "date": "date",
    "time": "time",
    "dateTime": "date and time",
    "date and time": "date and time",
    "date_time": "date and time",
    "dayTimeDuration": "days and time duration",
    "days and time duration": "days and time duration",
    "yearMonthDuration": "years and months duration",
    "years and months duration": "years and months duration",
    "context": "context",
    "list": "list",
    "function": "function",
    "range": "range",
}


FITTING: Mapping[str, Fitting] = {
    "Any": FEEL_TYPES,
    **{
        name: frozenset(kind for kind in FEEL_TYPES if KINDS[kind] in (name, "null"))
        for name in set(KINDS.values()) - {"list", "context"}
    },
}


def belongs(value: object, name: str) -> bool:
    """True if a FEEL value is of the built-in type `name`."""
    return name == "Any" or kind_of(value) == name


def _through(*texts: str) -> Conversion:
    """The first of these FEEL expressions over `x` that is not null."""
    expressions = [feel.parse(text, ("x",)) for text in texts]

    def convert(value: object, env: feel.EvalContext) -> object:
        for expression in expressions:
            converted = expression.evaluate({"x": value}, env)
            if converted is not None:
                return converted
        return None

    return convert


def _if(kinds: tuple[str, ...], conversion: Conversion) -> Conversion:
    return lambda value, env: conversion(value, env) if kind_of(value) in kinds else None


# DMN 1.5, 10.3.2.9.4: a date is the date and time of its midnight in UTC.
CONVERT: Mapping[str, Conversion] = {
    "date and time": _if(("date",), _through('date and time(x, time("00:00:00Z"))')),
}

# What JSON cannot say otherwise: ISO 8601 strings, and numbers typed into a text field.
RECEIVE: Mapping[str, Conversion] = {
    "date": _if(("string", "date and time"), _through("date(x)", "date(date and time(x))")),
    "time": _if(("string",), _through("time(x)")),
    "date and time": _if(("string", "date"), _through('date and time(date(x), time("00:00:00Z"))', "date and time(x)")),
    "days and time duration": _if(("string",), _through("duration(x)")),
    "years and months duration": _if(("string",), _through("duration(x)")),
    "number": lambda value, env: Decimal(value) if isinstance(value, str) and NUMBER.fullmatch(value) else None,
}
