"""What the outside does for a case: workers and systems that take up its jobs, programs that send it messages."""

from engine.outside import calling, mailing, siasn  # their handlers register themselves
from engine.outside.publishing import correlate, publish
from engine.outside.work import activate, complete, extend, fail, held, throw, throw_error

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
