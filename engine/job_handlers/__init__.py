"""What the outside does for a case: workers and systems that take up its jobs, programs that send it messages."""

from engine.job_handlers import built_in, event_start, http, mail, siasn  # noqa: F401 - their handlers register themselves
from engine.job_handlers.outside_work import activate, complete, extend, fail, held, throw, throw_error
from engine.job_handlers.published_message import correlate, publish

__all__ = [
    "activate",
    "calling",
    "complete",
    "correlate",
    "extend",
    "fail",
    "held",
    "mailing",
    "publish",
    "siasn",
    "throw",
    "throw_error",
]
