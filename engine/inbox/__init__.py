"""Which tasks and cases a person may see: the one rule, with filters, search and paging."""

from engine.inbox.cases import PAGE, Page, case, cases, has_read, may_read, readable, startable
from engine.inbox.sharing import answer_shared, check_shared, rounds, selected, states
from engine.inbox.tasks import just_done, task, tasks

__all__ = [
    "PAGE",
    "Page",
    "answer_shared",
    "case",
    "cases",
    "check_shared",
    "has_read",
    "just_done",
    "may_read",
    "readable",
    "rounds",
    "selected",
    "startable",
    "states",
    "task",
    "tasks",
]
