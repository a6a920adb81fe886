"""Whose turn it is: a case is moved by one transaction at a time, which looks at it again once it has the turn."""

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session, joinedload

from engine.base import session_of
from engine.task import Task, in_turn

if TYPE_CHECKING:
    from engine.instance.case import ProcessInstance

TURN = "turn"


def take(case: "ProcessInstance") -> None:
    """Wait until nobody else moves the case; nobody else does until this transaction ends."""
    session = session_of(case)
    if session.info.get(TURN) != (session.get_transaction(), case.id):
        session.refresh(case, with_for_update=True)
        _taken(case)


def task_in_turn(session: Session, task_id: int) -> Task | None:
    """The task with this key, once nobody else moves its case; nobody else does until this transaction ends."""
    case = session.scalars(_case_of(), {"task": task_id}).first()
    if case is None:
        return None
    _taken(case)
    return in_turn(case, task_id)


def _taken(case: "ProcessInstance") -> None:
    session = session_of(case)
    session.info[TURN] = session.get_transaction(), case.id


@cache  # to put such a statement together takes longer than to run it
def _case_of() -> "Select[ProcessInstance]":
    from engine.instance.case import ProcessInstance

    of_task = select(Task.instance_id).where(Task.id == bindparam("task")).scalar_subquery()
    asked = select(ProcessInstance).where(ProcessInstance.id == of_task)
    whole = asked.options(joinedload(ProcessInstance.definition, innerjoin=True))
    return whole.with_for_update(of=ProcessInstance).execution_options(populate_existing=True)
