"""FEEL, the expression language of DMN 1.5: parsed once, compiled to closures, bounded in time and size."""

from engine.feel.error import FeelError, Hint, report
from engine.feel.explain.constant_value import constant_value
from engine.feel.explain.display import DisplayValue, display
from engine.feel.explain.explain import explain
from engine.feel.explain.static_checks import static_errors
from engine.feel.explain.trace import TraceEntry
from engine.feel.expression import Expression, parse, parse_type, parse_unary, text_of
from engine.feel.syntax.hints import nearest
from engine.feel.values.evaluation import EvalContext, WorkingCalendar
from engine.feel.values.extended_temporal import FarDate, FarDateTime, FarDuration, FineTime
from engine.feel.values.json_codec import from_json, to_json
from engine.feel.values.to_text import to_text
from engine.feel.values.values import Function, Range, YearsMonths

__all__ = [
    "DisplayValue",
    "EvalContext",
    "Expression",
    "FarDate",
    "FarDateTime",
    "FarDuration",
    "FeelError",
    "FineTime",
    "Function",
    "Hint",
    "Range",
    "TraceEntry",
    "WorkingCalendar",
    "YearsMonths",
    "constant_value",
    "display",
    "explain",
    "from_json",
    "nearest",
    "parse",
    "parse_type",
    "parse_unary",
    "report",
    "static_errors",
    "text_of",
    "to_json",
    "to_text",
]
