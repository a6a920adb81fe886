"""One row on the page of several tasks: the task, facts of its case, and what keeps it from being answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from engine import document, inbox
from engine.database.base import key_of
from engine.errors import Refusal
from engine.task import Task, alike, together
from webapp.cases.answers import at
from webapp.cases.verdicts import verdicts_of
from webapp.platform import db
from webapp.platform.auth import me
from webapp.rendering import name_lookup
from webapp.rendering.template_globals import text, words

LONGEST = 40


@dataclass(frozen=True)
class Mark:
    """The mark that a page writes into a row and posts back: the task's key, the case's state as shown, its number."""

    key: int
    state: int | None = None
    number: str = ""

    @classmethod
    def all_of(cls, written: Iterable[str]) -> "list[Mark]":
        """The marks written in these texts, in their order, each task once."""
        marks = [cls.read(each) for each in written]
        return list({mark.key: mark for mark in marks}.values())

    @classmethod
    def read(cls, written: str) -> "Mark":
        """The mark in a text that `str(mark)` wrote; any other text gives a mark without a task (key 0)."""
        key, _, rest = written.partition(":")
        state, _, number = rest.partition(":")
        return cls(key_of(key) or 0, key_of(state), number[:LONGEST])

    def __str__(self) -> str:
        return f"{self.key}:{'' if self.state is None else self.state}:{self.number}"


@dataclass(frozen=True)
class BulkRow:
    """A task as it is now: `open` to a shared answer, `done` by the current person, or barred by a `problem`."""

    mark: Mark
    task: Task | None = None
    open: bool = False
    done: bool = False
    problem: str | None = None
    outcome: str | None = None
    rank: str | None = None
    verdicts: Sequence[tuple[str, Sequence[str]]] = ()
    papers: int = 0
    unticked: Sequence[tuple[str, Sequence[str]]] = field(default=())
    round: int = 1


def rows(marks: Sequence[Mark], lead: Task | None, problems: Mapping[int, str | None]) -> list[BulkRow]:
    """The rows of these marks as they are now.

    `lead` is the task whose form is answered; `problems`, by task, say why an attempt failed.
    """
    tasks = inbox.selected(db.session(), me(), {mark.key for mark in marks})
    name_lookup.know([each for task in tasks.values() for each in (task.subject_id, task.completed_by_id)])
    lead = lead or _first_open(tasks[mark.key] for mark in marks if mark.key in tasks)
    standing = [_standing(mark, tasks.get(mark.key), lead) for mark in marks]
    tried = [replace(row, problem=_reason(row, problems.get(row.mark.key))) for row in standing]
    return _with_facts(tried, list(tasks.values()))


def _reason(row: BulkRow, problem: str | None) -> str | None:
    """The reason why the task is not done: its present state where that explains it, else the refusal."""
    if row.done and problem:
        return text("Sudah Anda jawab sebelum ini; jawaban itu tidak berubah.")
    return row.problem or problem


def _first_open(tasks: Iterable[Task]) -> Task | None:
    """The first of these tasks that the current person may answer together with others; None if there is none."""
    return next((task for task in tasks if together(task).possible and task.authorization_of(me())), None)


def _standing(mark: Mark, task: Task | None, lead: Task | None) -> BulkRow:
    if task is None:
        return BulkRow(mark, problem=text("Tidak ditemukan, atau bukan tugas Anda."))
    number = Mark(task.id, mark.state, task.case.number)
    if task.status == "completed" and task.completed_by_id == me().id:
        return BulkRow(number, task, done=True, outcome=_outcome(task))
    if problem := _problem(task, lead):
        return BulkRow(number, task, problem=problem)
    return BulkRow(number, task, open=True)


def _problem(task: Task, lead: Task | None) -> str | None:
    if task.status == "completed":
        name = name_lookup.person_name(task.completed_by_id)
        return text("Sudah diselesaikan {name} pada {at}.", name=name, at=task.completed_at)
    if task.status != "open":
        return text("Sudah ditutup tanpa jawaban: waktunya habis, atau usulannya mengambil jalan lain.")
    try:
        task.authorize(me())
    except Refusal as refusal:
        return words("refusal", refusal.code, refusal.values)
    if not together(task).possible:
        return words("refusal", "not_together")
    return None if lead is None or alike(task, lead) else words("refusal", "other_form")


def _outcome(task: Task) -> str | None:
    form = task.form()
    labels = {str(value): label for value, label in form.outcome.options} if form and form.outcome else {}
    return labels.get(task.outcome or "")


def _with_facts(shown: Sequence[BulkRow], tasks: Sequence[Task]) -> list[BulkRow]:
    """The rows with the facts of their cases, queried once for all rows."""
    states, before = inbox.states(db.session(), tasks), inbox.rounds(db.session(), tasks)
    papers = document.count(db.session(), {task.case_id for task in tasks})
    return [
        replace(
            row,
            mark=replace(row.mark, state=states.get(row.task.id)),
            round=before.get(row.task.id, 0) + 1,
            papers=papers.get(row.task.case_id, 0),
            **_of_case(row.task),
        )
        if row.task
        else row
        for row in shown
    ]


def _of_case(task: Task) -> dict[str, Any]:
    """Fields of the row from the case's variables: rank, verdicts of decisions, unticked checklist items."""
    subject = task.case.root().get("subject")
    rank = subject.get("rank") if isinstance(subject, Mapping) else None
    if task.status != "open":
        return {"rank": rank}
    return {"rank": rank, "verdicts": verdicts_of(task), "unticked": _unticked(task)}


def _unticked(task: Task) -> list[tuple[str, list[str]]]:
    """Label and unticked items of each checklist that is filled in and not complete in this case."""
    unticked, scope = [], task.scope()
    for form in task.case.definition.contents().forms.values():
        for each in form.fields:
            ticked = at(scope, each.path) if each.kind == "checklist" else None
            left = [label for value, label in each.options if isinstance(ticked, list) and value not in ticked]
            if left:
                unticked.append((each.label, left))
    return unticked
