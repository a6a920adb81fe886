"""Task: an open user task, who may do it, and its verbs: claim, release, delegate, complete, withdraw."""

from engine.task.offer import Right, TaskCandidate, TaskExclusion
from engine.task.opening import moment, open_task
from engine.task.task import Task

__all__ = ["Right", "Task", "TaskCandidate", "TaskExclusion", "moment", "open_task"]
