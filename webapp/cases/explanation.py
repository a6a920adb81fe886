"""The page that explains the result of a decision, for people who may read the case or do its task."""

from flask import Blueprint, render_template

from engine import inbox
from engine.case import Case, explain
from engine.errors import NotFound
from webapp import reasons
from webapp.platform import db
from webapp.platform.access_log import note_read
from webapp.platform.auth import everyone, me
from webapp.rendering.template_globals import reader

blueprint = Blueprint("why", __name__)


@blueprint.get("/cases/<int:case_id>/events/<int:seq>/why/<int:number>")
@everyone
def case(case_id: int, seq: int, number: int) -> str:
    return page(inbox.case(db.session(), me(), case_id), seq, number)


@blueprint.get("/tasks/<int:task_id>/events/<int:seq>/why/<int:number>")
@everyone
def task(task_id: int, seq: int, number: int) -> str:
    return page(inbox.task(db.session(), me(), task_id).case, seq, number, task_id)


def page(case: Case, seq: int, number: int, task_id: int | None = None) -> str:
    """The explanation of one recorded decision, computed again from the frozen files and its recorded inputs."""
    note_read(case)
    event = next((event for event in case.events() if event.seq == seq), None)
    if event is None:
        raise NotFound(event=str(seq))
    explanation = explain(case, event, number)
    contents = explanation.definition.contents()
    known = reasons.labels(contents.models.values(), contents.forms.values())
    first, *rest = reasons.explanation(explanation.story, known, reader())
    return render_template(
        "cases/why.html",
        case=case,
        event=event,
        task_id=task_id,
        explanation=explanation,
        first=first,
        rest=rest,
        inputs=reasons.inputs(explanation.story, known, reader()),
    )
