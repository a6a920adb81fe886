"""The differences between what a step of a story expects and what came of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from engine import letter
from engine.case import Case
from engine.case import find as find_case
from engine.errors import Invalid, Refusal
from engine.incident import open_in
from engine.person import Person
from engine.story.read import Story, StoryStep, plain
from engine.task import Task


@dataclass(frozen=True)
class Difference:
    """Something that came out otherwise than the story expects."""

    what: str
    expected: Any
    actual: Any

    def to_dict(self) -> dict[str, Any]:
        """As `jenjang check --json` and `jenjang play --json` print it."""
        return {"what": self.what, "expected": self.expected, "found": self.actual}


def differences(
    session: Session, story: Story, cases: Mapping[str, int], step: StoryStep, refused: Refusal | None
) -> Iterator[Difference]:
    """The differences after a step. A refusal that the step does not expect is one too."""
    if (code := step.expect.get("refused")) or refused:
        codes = _codes(refused) if refused else []
        if code not in codes:
            yield Difference("refused", code, str(refused) if refused else None)
    key = step.case_name or (step.name if step.name in cases else next(reversed(list(cases)), None))
    if key is None or key not in cases:
        return
    case = find_case(session, cases[key])
    for what, expected in step.expect.items():
        if what in _ACTUAL:
            actual = _ACTUAL[what](session, case, story, expected)
            if actual != plain(expected):
                yield Difference(what, plain(expected), actual)
    # Where nobody may do a task yet, the cast invents somebody who may: a story speaks of that only if it wants to.
    stops = open_in(session, case.id, beside=False)
    if "incident" not in step.expect and step.verb != "wait_until" and stops:
        yield Difference("incident", None, [(stop.element, stop.code, stop.values) for stop in stops])


def _codes(refused: Refusal) -> list[str]:
    inner = [code for errors in refused.errors.values() for code, _ in errors] if isinstance(refused, Invalid) else []
    return [refused.code, *inner]


def _open(session: Session, case: Case, story: Story, expected: list[str]) -> Any:
    elements = [task.element for task in case.open_tasks()]
    return expected if sorted(elements) == sorted(expected) else elements


def _due(session: Session, case: Case, story: Story, expected: Mapping[str, Any]) -> Any:
    """Due days (or times) of open tasks, in the zone of the case."""
    due = {task.element: task.due_at.astimezone(ZoneInfo(case.zone)) for task in case.open_tasks() if task.due_at}
    return {
        element: (due[element].date().isoformat() if len(str(plain(day))) == 10 else due[element].isoformat())
        if element in due
        else None
        for element, day in expected.items()
    }


def _variables(session: Session, case: Case, story: Story, expected: Mapping[str, Any]) -> Any:
    return {path: _at(case.root(), path, value) for path, value in expected.items()}


def _at(variables: Any, path: str, expected: Any) -> Any:
    for part in path.split("."):
        variables = (
            variables.get(part)
            if isinstance(variables, dict)
            else variables[int(part)]
            if isinstance(variables, list) and part.isdigit() and int(part) < len(variables)
            else None
        )
    if isinstance(expected, int | float) and isinstance(variables, int | float) and not isinstance(expected, bool):
        return expected if abs(variables - expected) < 1e-9 else variables
    return variables


def _letters(session: Session, case: Case, story: Story, expected: list[str]) -> Any:
    templates = [issued.template for issued in letter.of(session, case.id)]
    return expected if sorted(templates) == sorted(expected) else templates


def _incident(session: Session, case: Case, story: Story, expected: str) -> Any:
    codes = [code for stop in open_in(session, case.id) for code in (stop.element, stop.code)]
    return expected if expected in codes else codes


def _offered(session: Session, case: Case, story: Story, expected: Mapping[str, str]) -> Any:
    """The roles that open tasks are offered to, as `role@unit` or `role`; for a task of one person their name."""
    return {task.element: _offer(session, task) for task in case.open_tasks() if task.element in expected}


def _offer(session: Session, task: Task) -> str | None:
    if task.personal:
        named = session.get(Person, task.named_id) if task.named_id else None
        return named.name if named else None
    return ",".join(f"{c.role_key}@{c.unit_key}" if c.unit_key else c.role_key for c in task.candidates)


_ACTUAL: dict[str, Callable[[Session, Case, Story, Any], Any]] = {
    "open": _open,
    "due": _due,
    "ended": lambda session, case, story, expected: case.end_event,
    "variables": _variables,
    "letters": _letters,
    "incident": _incident,
    "offered": _offered,
    "number": lambda session, case, story, expected: case.number,
}
