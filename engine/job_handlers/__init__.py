"""What each job type does, one file a type; importing this package registers them all.

`worker_reports` and `published_message` are for programs outside: what they report of jobs, what they send.
"""

from engine.job_handlers import http, letter, mail, message, new_day, siasn, signal, start, subject, timer
from engine.job_handlers.failure import give_up
from engine.job_handlers.locking import lock_job
from engine.job_handlers.published_message import correlate, publish
from engine.job_handlers.worker_reports import activate, complete, extend, fail, find_leased, throw, throw_error

HANDLER_MODULES = (http, letter, mail, message, new_day, signal, siasn, start, subject, timer)
"""Where job types are registered by `@handler`: a new type is a file of its own and stands here."""

__all__ = [
    "HANDLER_MODULES",
    "activate",
    "complete",
    "correlate",
    "extend",
    "fail",
    "find_leased",
    "give_up",
    "lock_job",
    "publish",
    "throw",
    "throw_error",
]
