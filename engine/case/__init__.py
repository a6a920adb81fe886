"""Case: one running procedure; every verb moves it in one transaction of state, tasks, jobs and audit."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.case.case import Case
from engine.case.explanation import Explained, explain
from engine.case.past_starts import PastStart, note_relations, starts_about_others
from engine.case.projection import RUNNING
from engine.case.reassessment import reassess_next
from engine.case.replay import replay
from engine.case.start import StartedBefore, start, start_scope
from engine.case.start_rules import CaseRunning, NotAboutThem, may_start, relations
from engine.case.step import eval_context
from engine.case.stranded_tasks import next_day, watch
from engine.case.thrown_events import note_starts_refused
from engine.case.withdrawal import answered_last, last_moves
from engine.definition import ProcessDefinition
from engine.errors import NotFound

__all__ = [
    "RUNNING",
    "Case",
    "CaseRunning",
    "Explained",
    "NotAboutThem",
    "PastStart",
    "StartedBefore",
    "answered_last",
    "eval_context",
    "explain",
    "find",
    "last_moves",
    "may_start",
    "next_day",
    "note_relations",
    "note_starts_refused",
    "reassess_next",
    "relations",
    "replay",
    "running",
    "start",
    "start_scope",
    "starts_about_others",
    "watch",
]


def find(session: Session, case_id: int) -> Case:
    """The case with this key, no matter who asks. Raises NotFound."""
    case = session.get(Case, case_id)
    if case is None:
        raise NotFound(instance=str(case_id))
    return case


def running(session: Session, key: str) -> dict[int, int]:
    """The number of running cases of each version of a definition."""
    query = (
        select(ProcessDefinition.version, func.count())
        .join(Case, Case.definition_id == ProcessDefinition.id)
        .where(ProcessDefinition.key == key, Case.status.in_(RUNNING))
        .group_by(ProcessDefinition.version)
    )
    return dict(session.execute(query).tuples().all())


def count(session: Session) -> dict[str, int]:
    """The number of cases by status."""
    query = select(Case.status, func.count()).group_by(Case.status)
    return dict(session.execute(query).tuples().all())
