"""The handlers of job types, and how an attempt may end that did not succeed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from engine.errors import Refusal
from engine.job.integrations import Integrations, integrations_of
from engine.job.job import Job

Settle = Callable[[Session, Job, Any], None]


class Failed(Refusal):
    """An attempt that failed. `again`: another may help; `after`: seconds to wait before it."""

    code = "job_failed"

    def __init__(self, code: str, *, again: bool = True, after: float | None = None, **values: object) -> None:
        super().__init__(code, **values)
        self.again, self.after = again, after


@dataclass(frozen=True)
class BpmnError:
    """The return value of an effect that ended with a BPMN error, which the diagram may catch."""

    code: str
    variables: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Handler:
    """The functions that do jobs of one type.

    `prepare` gathers, in the transaction that takes the lease, what `effect` needs, which runs outside any transaction;
    `settle` writes the result inside one. Without an effect there is that one transaction alone. `needs` says whether
    the installation has the settings for it; `internal` types are never named by a diagram.
    """

    settle: Settle
    prepare: Callable[[Session, Job], Any] | None = None
    effect: Callable[[Any], Any] | None = None
    needs: Callable[[Integrations], object] | None = None
    internal: bool = False

    @property
    def asks(self) -> bool:
        """True if it calls another system, which may let it wait."""
        return self.needs is not None


HANDLERS: dict[str, Handler] = {}


def handler(
    type: str,
    prepare: Callable[[Session, Job], Any] | None = None,
    effect: Callable[[Any], Any] | None = None,
    *,
    needs: Callable[[Integrations], object] | None = None,
    internal: bool = False,
) -> Callable[[Settle], Settle]:
    """Register the decorated function as the one that settles jobs of `type`."""

    def register(settle: Settle) -> Settle:
        HANDLERS[type] = Handler(settle, prepare, effect, needs, internal)
        return settle

    return register


def done_here(session: Session) -> list[str]:
    """The types that this installation does itself; all others wait for workers outside."""
    integrations = integrations_of(session) or Integrations()
    return [name for name, each in HANDLERS.items() if each.needs is None or each.needs(integrations)]
