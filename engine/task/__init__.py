"""Task: an open user task, who may do it, and its verbs: claim, release, delegate, complete, withdraw."""

from engine.task.assignment import (
    ABOUT,
    ADRIFT,
    BY_SUPERIOR,
    STRANDED,
    address_to,
    in_hands,
    own_seat,
    reassign,
    rightful,
)
from engine.task.authorization import Authorization
from engine.task.climb import anybody, climbed, named_able
from engine.task.creation import known, moment, open_task
from engine.task.history import note, note_refusal
from engine.task.sharing import alike, together
from engine.task.task import Task
from engine.task.terms import OPEN, TaskCandidate, TaskExclusion, terms_of, with_terms

__all__ = [
    "ABOUT",
    "ADRIFT",
    "BY_SUPERIOR",
    "OPEN",
    "STRANDED",
    "Authorization",
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
    "reassign",
    "rightful",
    "terms_of",
    "together",
    "with_terms",
]
