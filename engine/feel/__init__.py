"""FEEL, the expression language of DMN 1.5: parsed once, interpreted by closures, bounded on all sides."""

from engine.feel.certain import certain
from engine.feel.error import FeelError, report
from engine.feel.expression import Expression, parse, parse_type, parse_unary, text_of
from engine.feel.faraway import FarDate, FarDateTime, FarDuration, FineTime
from engine.feel.hints import Hint, nearest
from engine.feel.plain import from_json, to_json
from engine.feel.run import Calendar, Env
from engine.feel.showing import Shown, shown
from engine.feel.slips import slips
from engine.feel.telling import explain
from engine.feel.told import Told
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
    "Hint",
    "Range",
    "Shown",
    "Told",
    "YearsMonths",
    "certain",
    "explain",
    "from_json",
    "nearest",
    "parse",
    "parse_type",
    "parse_unary",
    "report",
    "shown",
    "slips",
    "text_of",
    "to_json",
    "to_text",
]
