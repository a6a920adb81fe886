"""Reassesses open tasks whose people changed: at the end of such a transaction, and all of them once a day."""

from collections.abc import Sequence
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import person
from engine.case import addressees
from engine.case.case import Case
from engine.case.stranded_tasks import Addressed, notify, reassess
from engine.database import version_cache
from engine.database.base import now
from engine.definition import ProcessDefinition
from engine.person import Person
from engine.task import ADRIFT, BY_SUPERIOR, STRANDED, Task, in_hands, own_seat, rightful, with_terms

PORTION = 500  # what one transaction of the day's look goes through: nobody waits long for it
_WHOLE = select(Task).options(with_terms())
_KEYS = select(Task.case_id, Task.id)


@version_cache.on_offices_changed
def reassess_affected(session: Session, people: frozenset[int]) -> None:
    """Reassess, before the commit, the tasks that a change of superiors, offices or activity of people may concern.

    Those are tasks that nobody may do, that are for a superior, that climbed or may have, and those of the people
    themselves. A task of a role that lost its last holder waits for the next day.
    """
    session.flush()
    first, last = person.around(now(session))
    queries = [_KEYS.where(which) for which in (STRANDED, BY_SUPERIOR, ADRIFT)]
    queries += [_KEYS.where(own_seat(Task)).params(first=first, last=last)]
    queries += [_KEYS.where(Task.assignee_id.in_(people), Task.status == "open")] if people else []
    keys = sorted({(case_id, task_id) for query in queries for case_id, task_id in session.execute(query)})
    addressed = Addressed(list)
    for start in range(0, len(keys), PORTION):
        _reassess_wrong(session, [task_id for _case_id, task_id in keys[start : start + PORTION]], addressed)
    notify(session, addressed)


def reassess_next(session: Session, after: int) -> int | None:
    """Reassess the next open tasks behind `after`; the key of the last one, None where no more follow.

    A day began, and with it perhaps an office or a substitution, or one ended.
    """
    query = select(Task.id).where(Task.status == "open", Task.id > after).order_by(Task.id).limit(PORTION)
    keys = session.scalars(query).all()
    addressed = Addressed(list)
    _reassess_wrong(session, keys, addressed)
    notify(session, addressed)
    return keys[-1] if len(keys) == PORTION else None


def _reassess_wrong(session: Session, keys: Sequence[int], addressed: Addressed) -> None:
    """Reassess the tasks that are wrong; they are looked for without a lock, so that no other case waits."""
    wrong = sorted((task.case_id, task.id) for task in _wrong(session, keys))
    for case_id, of_case in groupby(wrong, key=lambda pair: pair[0]):
        case = session.get_one(Case, case_id)
        case.lock()
        which = _WHOLE.where(Task.id.in_([task_id for _case_id, task_id in of_case])).order_by(Task.id)
        for task in session.scalars(which.execution_options(populate_existing=True)).all():
            reassess(case, task, addressed)


def _wrong(session: Session, keys: Sequence[int]) -> list[Task]:
    """The tasks among these that are not with the right person, or whose incident is missing or out of date."""
    tasks = session.scalars(_WHOLE.where(Task.id.in_(keys))).all()
    known = {key for task in tasks for key in (task.subject_id, task.assignee_id, task.named_id) if key}
    people = session.scalars(select(Person).where(Person.id.in_(known))).all()  # read at once; looked up one by one
    meant = _meant(session, [task for task in tasks if task.by_superior])
    wrong = [task for task in tasks if meant.get(task.id, task.named_id) != task.named_id or _is_wrong(task)]
    del people
    return wrong


def _is_wrong(task: Task) -> bool:
    return rightful(task) != task.assignee_id or in_hands(task) == task.stranded


def _meant(session: Session, tasks: Sequence[Task]) -> dict[int, int | None]:
    """The person that each of these tasks is for by its formula; where that is the superior alone, no case is read."""
    if not tasks:
        return {}
    superiors = person.superior_ids(session, {task.subject_id for task in tasks if task.subject_id}, now(session))
    plain = {task.id for task, definition in _of_definitions(session, tasks) if _is_plain(task, definition)}
    return {
        task.id: superiors.get(task.subject_id or 0)
        if task.id in plain
        else addressees.meant_now(task.case, task.element, task.scope_ref)
        for task in tasks
    }


def _of_definitions(session: Session, tasks: Sequence[Task]) -> list[tuple[Task, ProcessDefinition]]:
    cases = select(Case.id, ProcessDefinition).join(Case.definition)
    query = cases.where(Case.id.in_({task.case_id for task in tasks}))
    definitions = dict(session.execute(query).tuples().all())
    return [(task, definitions[task.case_id]) for task in tasks]


def _is_plain(task: Task, definition: ProcessDefinition) -> bool:
    return addressees.formula(definition.contents().diagrams.nodes[task.element]) == addressees.PLAIN
