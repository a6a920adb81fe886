"""Finds the scope of a token, and maps values into it and out of it."""

from decimal import Decimal
from typing import Any

from engine import feel
from engine.spiff.tokens.failure import Failure
from engine.spiff.tokens.script_engine import plain
from engine.spiff.tokens.step import Json
from engine.spiff.tokens.variables import ROOT, merge, nested
from engine.spiff.tokens.workflow import engine_of


def scope_of(task: Any) -> int:
    """The scope that the token's expressions see: its own, if it has one, else the one around it."""
    own: int = task.id
    return own if engine_of(task).scopes.has(own) else around(task)


def around(task: Any) -> int:
    """The scope that a token's own one stands in: of its loop, of its subprocess, or of the process."""
    if task.task_spec.of_loop:
        return scope_of(task.parent)
    outer = outer_of(task)
    if outer is None:
        return ROOT
    called = outer.internal_data.get("called")
    return scope_of(outer) if called is None else int(called)


def outer_of(task: Any) -> Any:
    """The activity whose inside the token stands in, None at the top."""
    workflow = task.workflow
    top = workflow.top_workflow
    return None if workflow is top else top.get_task_from_id(workflow.parent_task_id)


def take_in(task: Any) -> None:
    """Evaluates the input mappings into a scope of the token's own. A later mapping sees the earlier ones."""
    node, scopes = task.task_spec.node, engine_of(task).scopes
    if not node.inputs and not node.data:
        return
    values = {**dict.fromkeys(node.data), **_mapped(task, node.inputs, scope_of(task))}
    if scopes.has(task.id):
        scopes.set(task.id, values)
    else:
        scopes.open(task.id, around(task), values)


def give_out(task: Any, values: Json) -> None:
    """Writes an element's results: through its output mappings (all or nothing), else name by name."""
    node, scopes = task.task_spec.node, engine_of(task).scopes
    if not node.outputs:
        scopes.write_all(scope_of(task), values)
        return
    seen = scopes.view(scope_of(task))
    extra = {name: merge(seen.get(name), value) for name, value in values.items()}
    mapped = _mapped(task, node.outputs, scope_of(task), extra)
    for name, value in mapped.items():
        scopes.write(_target(task, name), [name], value)


def _target(task: Any, name: str) -> int:
    element = task.task_spec.loop_result if task.task_spec.of_loop else None
    return int(task.id) if element == name else around(task)


def _mapped(task: Any, mappings: list[tuple[str, str]], scope: int, extra: Json | None = None) -> Json:
    engine, seen = engine_of(task), dict(extra or {})
    values: Json = {}
    for source, target in mappings:
        path = target.split(".")
        value = engine.json(task.task_spec.node.id, "mapping", source, scope, seen, target=target)
        values[path[0]] = merge(values.get(path[0]), nested(path[1:], value))
        seen[path[0]] = values[path[0]]
    return values


def local_of(task: Any) -> Json:
    """The variables of the token's own scope, empty without one."""
    scopes = engine_of(task).scopes
    return dict(scopes.own(task.id)) if scopes.has(task.id) else {}


def text_or_none(value: Any, code: str, **values: object) -> str | None:
    """A text, the text of a number, or None. Raises Failure `code` for everything else."""
    if isinstance(value, Decimal):
        value = feel.to_json(value)
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise Failure(code, result=plain(value), **values)
