"""Which tasks and cases a person may see: the one rule, with filters, search and paging."""

from engine.inbox.cases import PAGE, Page, case, cases, has_read, may_read, readable, startable
from engine.inbox.offers import right
from engine.inbox.tasks import just_done, task, tasks

__all__ = [
    "PAGE",
    "Page",
    "case",
    "cases",
    "has_read",
    "just_done",
    "may_read",
    "readable",
    "right",
    "startable",
    "task",
    "tasks",
]
