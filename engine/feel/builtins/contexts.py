"""Built-in functions over contexts (DMN 1.5, 10.3.4.11)."""

from typing import Any

from engine.feel import limits
from engine.feel.builtins.registry import builtin
from engine.feel.values.evaluation import EvalRun, bounded


@builtin("get value", "m: context", "key: string", result="any")
def get_value(_run: EvalRun, m: dict[str, Any], key: str) -> Any:
    """The value of a key, None for an unknown key."""
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
    values: dict[str, Any] = {}
    for entry in entries:
        key = entry.get("key") if type(entry) is dict else None
        if type(key) is not str or "value" not in entry or key in values:
            return None
        values[key] = entry["value"]
    return values


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
    changed = context_put_in(_run, inner, keys[1:], value)
    return None if changed is None else {**m, keys[0]: changed}


@builtin("context merge", "contexts: list", result="any")
def context_merge(run: EvalRun, contexts: list[Any]) -> dict[str, Any] | None:
    """One context of several; an entry of a later one replaces that of an earlier one."""
    if any(type(part) is not dict for part in contexts):
        return None
    merged: dict[str, Any] = {}
    for part in contexts:
        run.charge(len(part) >> 3)
        merged.update(part)
        bounded(len(merged), limits.ITEMS, "list_too_long")
    return merged
