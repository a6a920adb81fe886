"""Task: an open user task, who may do it, and its verbs: claim, release, delegate, complete, withdraw."""

from engine.task.answer import outcome as outcome_of
from engine.task.attempt import note_refusal
from engine.task.offer import TaskCandidate, TaskExclusion
from engine.task.opening import known, moment, open_task
from engine.task.right import Right
from engine.task.sharing import alike, together
from engine.task.task import Task

__all__ = [
    "Right",
    "Task",
    "TaskCandidate",
    "TaskExclusion",
    "alike",
    "known",
    "moment",
    "note_refusal",
    "open_task",
    "outcome_of",
    "together",
]
