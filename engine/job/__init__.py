"""Work that happens later or outside: jobs as rows with leases, and the table of handlers by job type."""

from engine.job.handler import HANDLERS, BpmnError, Failed, Handler, done_here, handler
from engine.job.integrations import Integrations, integrations_of
from engine.job.job import ATTEMPTS, LEASE, Job, LeaseLost
from engine.job.queue import cancel_all, due, due_timers, enqueue, find, free, next_due, of_refs, open_in

__all__ = [
    "ATTEMPTS",
    "HANDLERS",
    "LEASE",
    "BpmnError",
    "Failed",
    "Handler",
    "Integrations",
    "Job",
    "LeaseLost",
    "cancel_all",
    "done_here",
    "due",
    "due_timers",
    "enqueue",
    "find",
    "free",
    "handler",
    "integrations_of",
    "next_due",
    "of_refs",
    "open_in",
]
