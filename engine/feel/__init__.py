"""FEEL, the expression language of DMN 1.5: parsed once, interpreted by closures, bounded on all sides."""

from engine.feel.error import FeelError
from engine.feel.expression import Expression, parse, parse_type, parse_unary, text_of
from engine.feel.faraway import FarDate, FarDateTime, FarDuration, FineTime
from engine.feel.plain import from_json, to_json
from engine.feel.run import Calendar, Env
from engine.feel.values import Function, Range, YearsMonths
from engine.feel.wording import to_text

__all__ = [
    "Calendar",
    "Env",
    "Expression",
    "FarDate",
    "FarDateTime",
    "FarDuration",
    "FeelError",
    "FineTime",
    "Function",
    "Range",
    "YearsMonths",
    "from_json",
    "parse",
    "parse_type",
    "parse_unary",
    "text_of",
    "to_json",
    "to_text",
]
