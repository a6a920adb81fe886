"""Tasks for the subject's superior: the formula is read with the present one, not with that of the case's start."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine import employee, feel, spiff
from engine.database.base import key_of, now, session_of
from engine.errors import Refusal
from engine.person import Person

if TYPE_CHECKING:
    from engine.case.case import Case

SUPERIOR = "subject.superior"
PLAIN = f"={SUPERIOR}.id"
"""The formula whose value is the superior and nobody else."""


def formula(node: spiff.Node) -> str:
    """The formula of the diagram for the person who is to do it."""
    return (node.assignment.get("assignee") or "").strip()


def by_superior(case: "Case", element: str, scope: int) -> bool:
    """True if the element names its person by a formula that reads the superior of the subject."""
    text = formula(case.definition.contents().diagrams.nodes[element])
    if case.subject_id is None or SUPERIOR not in text or not text.startswith("="):
        return False
    reads = any(path == SUPERIOR or path.startswith(f"{SUPERIOR}.") for path in feel.parse(text[1:]).paths)
    return reads and _about_subject(case, case.visible(scope))


def meant_now(case: "Case", element: str, scope: int) -> int | None:
    """The key of the person that the formula gives with the subject's present superior; None for nobody."""
    session, seen = session_of(case), case.visible(scope)
    subject = session.get(Person, case.subject_id) if case.subject_id else None
    if subject is None or not _about_subject(case, seen):
        return None
    today = {**seen["subject"], "superior": employee.superior(session, subject, now(session))}
    text = formula(case.definition.contents().diagrams.nodes[element]).removeprefix("=")
    try:
        value = feel.parse(text).evaluate({**seen, "subject": today}, case.eval_context())
    except Refusal:
        return None
    named = session.get(Person, key_of(value) or 0) if isinstance(value, str) else None
    return named.id if named else None


def _about_subject(case: "Case", seen: Mapping[str, Any]) -> bool:
    subject = seen.get("subject")
    return isinstance(subject, Mapping) and subject.get("id") == str(case.subject_id)
