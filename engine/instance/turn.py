"""Whose turn it is: a case is moved by one transaction at a time, which looks at it again once it has the turn."""

from typing import TYPE_CHECKING

from engine.base import session_of

if TYPE_CHECKING:
    from engine.instance.case import ProcessInstance

TURN = "turn"


def take(case: "ProcessInstance") -> None:
    """Wait until nobody else moves the case; nobody else does until this transaction ends."""
    session = session_of(case)
    if session.info.get(TURN) != (session.get_transaction(), case.id):
        session.refresh(case, with_for_update=True)
        taken(case)


def taken(case: "ProcessInstance") -> None:
    """The case was just read `FOR UPDATE`: this transaction has its turn."""
    session = session_of(case)
    session.info[TURN] = session.get_transaction(), case.id
