"""Built-in functions over contexts (DMN 1.5, 10.3.4.11)."""

from typing import Any

from engine.feel import limits
from engine.feel.builtins.registry import builtin
from engine.feel.values.evaluation import EvalRun, bounded


@builtin("get value", "m: context", "key: string", result="any")
def get_value(_run: EvalRun, m: dict[str, Any], key: str) -> Any:
    """The value of a key, None where there is none."""
    return m.get(key)


@builtin("get value", "context: context", "keys: list", result="any")
def get_value_in(_run: EvalRun, m: dict[str, Any], keys: list[Any]) -> Any:
    """The value at the end of a path of keys (Camunda's addition)."""
    value: Any = m
    for key in keys:
        value = value.get(key) if type(value) is dict and type(key) is str else None
    return value if keys else None


@builtin("get entries", "m: context", result="any")
def get_entries(_run: EvalRun, m: dict[str, Any]) -> list[Any]:
    """A list of contexts with `key` and `value`."""
    return [{"key": key, "value": value} for key, value in m.items()]


@builtin("context", "entries: list", result="any")
def context(_run: EvalRun, entries: list[Any]) -> dict[str, Any] | None:
    """A context of a list of contexts with `key` and `value`; None for a key that is missing or double."""
    made: dict[str, Any] = {}
    for entry in entries:
        if type(entry) is not dict or type(entry.get("key")) is not str or "value" not in entry or entry["key"] in made:
            return None
        made[entry["key"]] = entry["value"]
    return made


@builtin("context put", "context: context", "key: string", "value: any", result="any")
def context_put(_run: EvalRun, m: dict[str, Any], key: str, value: Any) -> dict[str, Any]:
    """The context with a key set."""
    bounded(len(m), limits.ITEMS, "list_too_long")
    return {**m, key: value}


@builtin("context put", "context: context", "keys: list", "value: any", result="any")
def context_put_in(_run: EvalRun, m: dict[str, Any], keys: list[Any], value: Any) -> dict[str, Any] | None:
    """The context with the end of a path of keys set."""
    if not keys or any(type(key) is not str for key in keys):
        return None
    bounded(len(keys), limits.NESTED_VALUE, "too_deep")
    if len(keys) == 1:
        return {**m, keys[0]: value}
    inner = m.get(keys[0])
    if type(inner) is not dict:
        return None
    made = context_put_in(_run, inner, keys[1:], value)
    return None if made is None else {**m, keys[0]: made}


@builtin("context merge", "contexts: list", result="any")
def context_merge(run: EvalRun, contexts: list[Any]) -> dict[str, Any] | None:
    """One context of several, later ones first."""
    if any(type(one) is not dict for one in contexts):
        return None
    made: dict[str, Any] = {}
    for one in contexts:
        run.charge(len(one) >> 3)
        made.update(one)
        bounded(len(made), limits.ITEMS, "list_too_long")
    return made
