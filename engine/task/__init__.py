"""Task: an open user task, who may do it, and its verbs: claim, release, delegate, complete, withdraw."""

from engine.task.adrift import (
    ABOUT,
    ADRIFT,
    BY_SUPERIOR,
    STRANDED,
    address_to,
    in_hands,
    own_seat,
    rightful,
    settle,
)
from engine.task.authorization import Right
from engine.task.climb import anybody, climbed, named_able, terms_of
from engine.task.creation import known, moment, open_task
from engine.task.history import note, note_refusal
from engine.task.offer import OPEN, TaskCandidate, TaskExclusion
from engine.task.sharing import alike, together
from engine.task.task import Task

__all__ = [
    "ABOUT",
    "ADRIFT",
    "BY_SUPERIOR",
    "OPEN",
    "STRANDED",
    "Right",
    "Task",
    "TaskCandidate",
    "TaskExclusion",
    "address_to",
    "alike",
    "anybody",
    "climbed",
    "in_hands",
    "known",
    "moment",
    "named_able",
    "note",
    "note_refusal",
    "open_task",
    "own_seat",
    "rightful",
    "settle",
    "terms_of",
    "together",
]
