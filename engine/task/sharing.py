"""The form that several tasks may share for one answer, read from the files of their definitions and kept there."""

from typing import TYPE_CHECKING

import forms
from engine import lint

if TYPE_CHECKING:
    from engine.task.task import Task


def together(task: "Task") -> forms.SharedForm:
    """The part of the task's form that one answer may fill in for several of its kind."""
    contents = task.case.definition.contents()
    if task.element not in contents.together:
        ends = lint.endings(contents, task.element)
        contents.together[task.element] = forms.together(contents.forms.get(task.form_id or ""), ends)
    return contents.together[task.element]


def alike(one: "Task", other: "Task") -> bool:
    """True if both are one step, ask the same in one wording and may share the same, also in different versions."""
    return _asks(one) == _asks(other)


def _asks(task: "Task") -> tuple[object, ...]:
    form, shared = task.form(), together(task)
    written = [component.settings for component in form.components] if form else None
    return task.process_key, task.element, task.form_id, written, shared.possible, shared.apart
