"""What the outside does for a case: workers and systems that take up its jobs, programs that send it messages."""

from engine.outside.publishing import correlate, publish
from engine.outside.work import complete, extend, fail, held, throw, throw_error

__all__ = ["complete", "correlate", "extend", "fail", "held", "publish", "throw", "throw_error"]
