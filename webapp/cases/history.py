"""The history of a case and the results of its decisions, as data for pages: who, for whom, when, what, why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import Flask

from engine.audit import AuditEvent, EventKind
from engine.case import Case
from engine.person import Person
from webapp.cases.answers import LabelledAnswer, form_of, labelled, outcome_of, outcome_tone
from webapp.platform import db
from webapp.rendering.name_lookup import person_name, relation_name, role_name, unit_name
from webapp.rendering.tones import verdict_tone, without_tone

WARNINGS = (
    EventKind.INSTANCE_CANCELLED,
    EventKind.TASK_WITHDRAWN,
    EventKind.TIMER_FIRED,
    EventKind.INCIDENT_OPENED,
    EventKind.INCIDENT_SKIPPED,
    EventKind.TASK_STRANDED,
)
REASONS = ("delegation", "withdrawal", "cancellation", "incident", "letter", "document", "start", "activation")


@dataclass(frozen=True)
class Result:
    """The result of one decision: its items (one for each rule that fired, or one), and the rows that gave them.

    `tones` are those of the items, in the same order.

    `seq` and `number` lead to the evaluation that explains it: its own, or that of the decision that required it.
    """

    id: str
    name: str
    element: str
    rows: Sequence[int]
    row_ids: Sequence[str]
    inputs: Mapping[str, Any]
    items: Sequence[Any]
    annotations: Sequence[str]
    labels: Mapping[str, str]
    tones: Sequence[str] = ()
    at: datetime | None = None
    digest: str | None = None
    seq: int | None = None
    number: int | None = None


@dataclass(frozen=True)
class HistoryEntry:
    """One audit event with the names, labels and texts that a page shows for it."""

    event: AuditEvent
    values: Mapping[str, Any]
    actor: str | None
    behalf: str | None
    role: str | None
    mandate: str | None
    reason: str | None
    outcome: str | None
    outcome_tone: str = "neutral"
    answers: Sequence[LabelledAnswer] = ()
    results: Sequence[Result] = ()
    evaluations: Sequence[Mapping[str, Any]] = ()
    opened: Sequence[str] = ()
    parts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def tone(self) -> str:
        """The CSS class of the entry: warning, done by a person (empty), or done by the system."""
        return "is-warning" if self.event.kind in WARNINGS else "" if self.actor else "is-system"


def entries(case: Case) -> list[HistoryEntry]:
    """The whole history of a case, first event first."""
    return [entry(case, event) for event in case.events()]


def entry(case: Case, event: AuditEvent) -> HistoryEntry:
    """One event of a case in the terms of its diagram and forms."""
    nodes = case.definition.contents().diagrams.nodes
    node = nodes.get(event.element or "")
    answer, right = event.part("answer") or {}, event.part("right") or {}
    form_id = (node.form if node else None) or (case.definition.process().start_form if event.seq == 0 else None)
    form = form_of(case, form_id)
    reasons: Any = next((part for name in REASONS if (part := event.part(name))), {})
    evaluations = event.part("evaluations") or []
    effects = event.part("effects") or {}
    opened = [nodes[each["element"]].name for each in effects.get("opened", ()) if each["element"] in nodes]
    name = node.name if node else event.element
    return HistoryEntry(
        event,
        {"task": name or case.title, "case": case.title, "number": case.number, **_named(reasons)},
        actor=person_name(event.actor_id),
        behalf=person_name(event.on_behalf_of_id),
        mandate=event.mandate,
        role=_office(right) or _relation(event),
        reason=reasons.get("reason") if isinstance(reasons, Mapping) else None,
        outcome=outcome_of(form, answer),
        outcome_tone=outcome_tone(form, answer),
        answers=labelled(form, answer),
        evaluations=evaluations,
        results=results_of(case, evaluations, event),
        opened=[name for name in opened if name],
        parts=reasons,
    )


def values(event: AuditEvent) -> dict[str, Any]:
    """The values for the sentence of an event that is shown outside its case: task, case, stored reason."""
    reasons: Any = next((part for name in REASONS if name in event.commitments and (part := event.part(name))), {})
    case = db.session().get(Case, event.case_id) if event.case_id else None
    if case is None:
        return _named(reasons)
    node = case.definition.contents().diagrams.nodes.get(event.element or "")
    named = {"task": node.name if node else case.title, "case": case.title, "number": case.number}
    return {**named, **_named(reasons)}


def latest_results(case: Case, events: Iterable[AuditEvent]) -> list[Result]:
    """The last result of each decision of the case, in the order of their first evaluation."""
    results: dict[str, Result] = {}
    for event in events:
        for result in results_of(case, event.part("evaluations") or [], event):
            results[result.id] = result
    return list(results.values())


def results_of(case: Case, evaluations: Sequence[Mapping[str, Any]], event: AuditEvent | None = None) -> list[Result]:
    """The results of those decisions, among the evaluations of one step, that people want to read."""
    return [
        Result(
            id=each["source"],
            name=each["detail"].get("name") or each["source"],
            element=each["element"],
            rows=each["rows"],
            row_ids=each["detail"].get("row_ids", ()),
            inputs=each["inputs"],
            items=[without_tone(item) for item in _items(each)],
            tones=[verdict_tone(item) for item in _items(each)],
            annotations=[text for text in each["detail"].get("annotations", ()) if text],
            labels=_labels(case, each["source"]),
            at=event.at if event else None,
            digest=event.digest if event else None,
            seq=event.seq if event else None,
            number=_explained_by(evaluations, number),
        )
        for number, each in enumerate(evaluations)
        if each["kind"] == "decision" and _is_rule(each)
    ]


def _items(evaluation: Mapping[str, Any]) -> list[Any]:
    result = evaluation["result"]
    return result if isinstance(result, list) else [result]


def _explained_by(evaluations: Sequence[Mapping[str, Any]], number: int) -> int | None:
    """The index of the evaluation that explains this one: the next of the same element that the diagram called."""
    element = evaluations[number]["element"]
    rest = enumerate(evaluations[number:], start=number)
    return next((at for at, each in rest if each["element"] == element and "read" in each["detail"]), None)


def _labels(case: Case, decision: str) -> dict[str, str]:
    """The labels of a decision's output columns, by name."""
    model = case.definition.contents().model_of(decision)
    table = model.decisions[decision].table if model else None
    return {column.name: column.label for column in table.outputs if column.name and column.label} if table else {}


def _is_rule(each: Mapping[str, Any]) -> bool:
    """True if people want to read this evaluation: the diagram called it, or its table collects reasons.

    Parameters and reference tables that only feed another decision stand in the auditor's list of all evaluations.
    """
    collects = str(each["detail"].get("hit_policy") or "").startswith(("COLLECT", "RULE ORDER", "OUTPUT ORDER"))
    result = each["result"]
    reasons = collects and isinstance(result, list) and all(isinstance(item, Mapping) for item in result)
    return reasons or bool(each["detail"].get("asked") and each["detail"].get("hit_policy"))


def _office(right: Mapping[str, Any]) -> str | None:
    role, unit = role_name(right.get("role")), unit_name(right.get("unit"))
    return f"{role}, {unit}" if role and unit else role


def _relation(event: AuditEvent) -> str | None:
    """The name of the starter's relation to the subject; None where they are one person."""
    relation = (event.part("relation") or {}).get("code")
    return relation_name(relation) if relation != "self" else None


def _named(reasons: Any) -> dict[str, Any]:
    if not isinstance(reasons, Mapping):
        return {}
    to = reasons.get("to")
    until = {"until": datetime.fromisoformat(reasons["until"])} if reasons.get("until") else {}
    return {**reasons, **({"to": person_name(int(to))} if to and str(to).isdigit() else {}), **until}


def init(app: Flask) -> None:
    app.jinja_env.globals.update(event_values=values)


def subject_of(case: Case) -> Person | None:
    """The person whom the case is about."""
    return db.session().get(Person, case.subject_id) if case.subject_id else None
