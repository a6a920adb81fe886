"""Task: an open user task, who may do it, and its verbs: claim, release, delegate, complete, withdraw."""

from engine.task.attempt import note_refusal
from engine.task.offer import OPEN, TaskCandidate, TaskExclusion
from engine.task.opening import known, moment, open_task
from engine.task.right import Right
from engine.task.task import Task

__all__ = [
    "OPEN",
    "Right",
    "Task",
    "TaskCandidate",
    "TaskExclusion",
    "known",
    "moment",
    "note_refusal",
    "open_task",
]
