"""The result of a step: what opened, closed, was evaluated and thrown, the path taken, the state after it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine import dmn, feel

Json = dict[str, Any]


@dataclass(frozen=True)
class Environment:
    """The environment of a step: clock and calendar (`env`), decisions, the directory of people and groups.

    `decide(decision_id, binding, scope, env)`; binding is `deployment`, `latest` or `versionTag:<tag>`.
    `knows(kind, name)`: True if a `person` or a `group` of this name exists.
    """

    env: feel.EvalContext
    decide: Callable[[str, str, Mapping[str, object], feel.EvalContext], dmn.DecisionResult]
    knows: Callable[[str, str], bool]


@dataclass(frozen=True)
class Waiting:
    """One thing the case now waits for; `ref` is its name for life, `scope` what its expressions see.

    `kind`: task, timer, message, signal (its name in `message`), job or incident. `attached_to` is the ref of the task
    or job that a boundary event listens at. `groups` is None where the lane decides; times are ISO 8601 in UTC;
    `payload` holds the mapped inputs.
    """

    ref: int
    kind: str
    element: str
    scope: int
    attached_to: int | None = None
    name: str | None = None
    form: str | None = None
    assignee: str | None = None
    groups: list[str] | None = None
    users: list[str] | None = None
    due: str | None = None
    follow_up: str | None = None
    priority: int | None = None
    message: str | None = None
    key: str | None = None
    job_type: str | None = None
    retries: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    payload: Json = field(default_factory=dict)
    code: str | None = None
    values: Json = field(default_factory=dict)


@dataclass(frozen=True)
class Closed:
    """A wait of the case that ended. `how`: completed, cancelled, fired, received, thrown, retried, skipped."""

    ref: int
    element: str
    how: str


@dataclass(frozen=True)
class EvaluationRecord:
    """One expression or decision evaluated, with only what it read (`inputs`: dotted path → value), all JSON."""

    element: str
    kind: str
    source: str
    inputs: Json
    result: Any
    rows: list[int] = field(default_factory=list)
    detail: Json = field(default_factory=dict)


@dataclass(frozen=True)
class Thrown:
    """A message or signal that leaves the case; `time_to_live` is an ISO 8601 duration.

    `kind`: a message goes to one who waits for its name and key, a signal to all who wait for its name.
    """

    name: str
    correlation_key: str | None
    message_id: str | None
    time_to_live: str | None
    payload: Json
    element: str
    kind: str = "message"


@dataclass(frozen=True)
class Ended:
    """The end of a case. `kind`: none, terminate, error (with its code) or cancelled (then without an element)."""

    element: str | None
    kind: str
    code: str | None = None


@dataclass(frozen=True)
class Step:
    """The effects of one verb, and the state and variables (scope tree) after it, all of it JSON or made of it."""

    state: Json
    variables_json: bytes
    """The variables as JSON text with sorted keys: what is stored and what is hashed, written once."""
    opened: list[Waiting]
    closed: list[Closed]
    evaluations: list[EvaluationRecord]
    thrown: list[Thrown]
    trail: list[str]
    ended: Ended | None
