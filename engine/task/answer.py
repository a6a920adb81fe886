"""What somebody answered: checked by the form that the case's definition froze, and the outcome in it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import forms
from engine.errors import InvalidAnswer

if TYPE_CHECKING:
    from engine.task.task import Task


def checked(task: "Task", form: forms.Form | None, answer: Mapping[str, Any]) -> dict[str, Any]:
    """The answer with every key of the form. Raises InvalidAnswer, also for fields that are not asked."""
    if form is None:
        if answer:
            raise InvalidAnswer({name: [("unknown_field", {})] for name in answer})
        return {}
    try:
        return form.load(answer, task.scope(), task.case.env())
    except forms.InvalidAnswer as invalid:
        raise InvalidAnswer(invalid.errors) from None


def outcome(form: forms.Form | None, given: Mapping[str, Any]) -> str | None:
    """What was chosen, where the form has an outcome."""
    value: Any = given if form and form.outcome else None
    for part in form.outcome.path.split(".") if form and form.outcome else ():
        value = value.get(part) if isinstance(value, Mapping) else None
    return None if value is None else str(value)
