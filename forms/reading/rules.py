"""The `validate` part of a component, its bounds and its default, read and checked."""

from collections.abc import Mapping

from forms.findings import Findings
from forms.formula import Formula, tagged
from forms.reading.pattern import BadFormPattern, FormPattern

TEXT_BOUNDS = ("minLength", "maxLength")
NUMBER_BOUNDS = ("min", "max")
KNOWN_RULES = frozenset(
    {
        "required",
        *TEXT_BOUNDS,
        *NUMBER_BOUNDS,
        "pattern",
        "patternErrorMessage",
        "validationType",
    }
)
VALIDATION_TYPES = ("", "custom", "email", "phone")

Spec = Mapping[str, object]


def _validate(spec: Spec) -> Spec:
    rules = spec.get("validate")
    return rules if isinstance(rules, dict) else {}


def read_bounds(spec: Spec, key: str, findings: Findings) -> dict[str, int | float | Formula]:
    """Limits by name: a number, or an expression behind `=`."""
    bounds: dict[str, int | float | Formula] = {}
    for name in (*TEXT_BOUNDS, *NUMBER_BOUNDS):
        value = _validate(spec).get(name)
        if value is None or value == "":
            continue
        if isinstance(value, int | float) and not isinstance(value, bool):
            bounds[name] = value
        elif isinstance(value, str) and _number(value) is not None:
            bounds[name] = _number(value) or 0
        elif bound := tagged(value, name, key, findings):
            bounds[name] = bound
    return bounds


def _number(text: str) -> float | None:
    return float(text) if text.isascii() and text.removeprefix("-").replace(".", "", 1).isdigit() else None


def read_rules(spec: Spec, kind: str, key: str, findings: Findings) -> dict[str, object]:
    """The rules of a component: `required`, `pattern` (compiled), `message`, `type`."""
    validate = _validate(spec)
    for name in sorted(set(validate) - KNOWN_RULES):
        findings.add("unknown_rule", key, rule=str(name)[:100])
    if not isinstance(validate.get("required", False), bool):
        findings.add("bad_rule", key, rule="required")
    if validate.get("validationType", "") not in VALIDATION_TYPES:
        findings.add("bad_rule", key, rule="validationType")
    rules: dict[str, object] = {"required": validate.get("required", False), "type": validate.get("validationType", "")}
    if kind == "datetime" and spec.get("subtype", "date") not in ("date", "time", "datetime"):
        findings.add("bad_rule", key, rule="subtype")
    if validate.get("pattern"):
        rules["pattern"] = _pattern(validate["pattern"], key, findings)
        rules["message"] = str(validate.get("patternErrorMessage") or "") or None
    return rules


def _pattern(text: object, key: str, findings: Findings) -> FormPattern | None:
    if not isinstance(text, str):
        findings.add("bad_pattern", key)
        return None
    try:
        return FormPattern(text)
    except BadFormPattern:
        findings.add("bad_pattern", key, text=text[:200])
        return None


def read_default(spec: Spec, key: str, findings: Findings) -> tuple[object, Formula | None]:
    """The default value: JSON, or an expression behind `=`."""
    value = spec.get("defaultValue")
    if isinstance(value, str) and value.startswith("="):
        return None, tagged(value, "defaultValue", key, findings)
    return value, None
