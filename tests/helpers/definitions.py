"""Small procedures of the engine's tests, drawn from text; and the office that works in them."""

import json
from collections.abc import Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any

from diagrams.drawing import boundary, caught, element, job, message, one, timer, user, whole, zeebe
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import definition, person
from engine.bundle import Bundle
from engine.case import Case
from engine.case import start as start_case
from engine.definition import ProcessDefinition
from engine.person import Person
from engine.task import Task
from helpers.people import city

SINCE = date(2026, 1, 1)
PROPERTIES = {"startableBy": "everyone", "subject": "starter"}


def staff(session: Session) -> SimpleNamespace:
    """The people of `city`, and ratna (unit_hr_officer of dishub), second (another rank_officer), boss (unit_head of
    setda, above dishub), operator, auditor, designer and stranger (nobody's)."""
    people = city(session)
    admit = person.admit
    people.ratna = admit(session, None, name="Ratna Dewi", login="ratna", unit_key="dishub")
    people.second = admit(session, None, name="Petugas Kedua", login="second", unit_key="bkpsdm")
    people.boss = admit(session, None, name="Asisten Sekda", login="boss", unit_key="setda")
    people.operator = admit(session, None, name="Operator", login="operator", unit_key="setda")
    people.auditor = admit(session, None, name="Auditor", login="auditor")
    people.designer = admit(session, None, name="Perancang", login="designer")
    people.stranger = admit(session, None, name="Orang Lain", login="stranger", unit_key="dinkes")
    people.ratna.appoint(None, "unit_hr_officer", since=SINCE)
    people.second.appoint(None, "rank_officer", since=SINCE)
    people.boss.appoint(None, "unit_head", since=SINCE)
    for key in ("operator", "auditor", "designer"):
        getattr(people, key).appoint(None, key, since=SINCE)
    session.commit()
    return people


def process(
    key: str, *parts: str, root: str = "", properties: Mapping[str, str] = PROPERTIES, **files: bytes | str
) -> Bundle:
    """A definition of one process, drawn as `diagrams.drawing` does. Files by name: `forms__x__form="{...}"`."""
    lines = "".join(zeebe("property", name=name, value=value) for name, value in properties.items())
    head = f"<bpmn:extensionElements>{zeebe('properties', lines)}</bpmn:extensionElements>" if lines else ""
    diagram = whole(one(key, *parts).replace(">", ">" + head, 1), root=root)
    return bundle(key, **{f"{key}__bpmn": diagram}, **files)


def bundle(key: str, **files: bytes | str) -> Bundle:
    """Files by name, dots and slashes as `__`: the last one is the dot."""
    named = {}
    for name, content in files.items():
        *folders, stem, suffix = name.split("__")
        named["/".join([*folders, f"{stem}.{suffix}"])] = content.encode() if isinstance(content, str) else content
    return Bundle(key, named)


def form(identity: str, *components: Mapping[str, Any]) -> str:
    """A form of these components; `id` is made of the key."""
    drawn = [{"id": each.get("key", "x").replace(".", "_"), **each} for each in components]
    return json.dumps({"type": "default", "id": identity, "schemaVersion": 19, "components": drawn})


def text_field(key: str, **more: Any) -> dict[str, Any]:
    """A text field, `required=True` if it must be filled in."""
    required = {"validate": {"required": True}} if more.pop("required", False) else {}
    return {"type": "textfield", "key": key, "label": key, **required, **more}


def outcome(key: str, *values: str) -> dict[str, Any]:
    """The outcome of a form."""
    return {
        "type": "radio",
        "key": key,
        "label": key,
        "values": [{"label": v, "value": v} for v in values],
        "validate": {"required": True},
    }


def separate_from(*others: str) -> str:
    """The property `separateFrom`."""
    return zeebe("properties", zeebe("property", name="separateFrom", value=",".join(others)))


def role_task(identity: str, role: str, *extensions: str, form: str | None = None) -> str:
    """A user task offered to a role."""
    return user(identity, *extensions, form=form, candidateGroups=role)


def start_event(identity: str = "asked", form: str | None = None) -> str:
    """The start event, with its form."""
    return element("startEvent", identity, *([zeebe("formDefinition", formId=form)] if form else []))


VERIFY = form("verify", text_field("verification.note"), outcome("verification.outcome", "ms", "btl"))
DECIDE = form("decide", text_field("decision.reason", required=True), outcome("decision.outcome", "granted", "refused"))


def approval(properties: Mapping[str, str] = PROPERTIES) -> Bundle:
    """verify (rank_officer), btl → complete (the starter) → verify; ms → decide (unit_head), by other hands."""
    return process(
        "approval",
        start_event(form="ask"),
        "end done",
        "xor complete_q",
        role_task("verify", "rank_officer", form="verify"),
        role_task("decide", "unit_head", separate_from("verify"), form="decide"),
        user("mend", form="mend", assignee="=subject.id"),
        """asked > verify > complete_q
        complete_q > mend : =verification.outcome = "btl"
        complete_q > decide : default
        mend > verify
        decide > done""",
        forms__ask__form=form("ask", text_field("request.topic", required=True)),
        forms__verify__form=VERIFY,
        forms__decide__form=DECIDE,
        forms__mend__form=form("mend", text_field("request.topic", required=True)),
        properties=properties,
    )


def parallel() -> Bundle:
    """left and right (both rank_officer, by other hands) at once, then a join, then last (rank_officer)."""
    return process(
        "parallel",
        "start asked\nend done\nand fork join",
        role_task("left", "rank_officer", form="left"),
        role_task("right", "rank_officer", separate_from("left"), form="right"),
        role_task("last", "rank_officer"),
        "asked > fork > left > join > last > done\nfork > right > join",
        forms__left__form=form("left", text_field("left.note")),
        forms__right__form=form("right", text_field("right.note")),
    )


def timed() -> Bundle:
    """answer (rank_officer) until an interrupting timer of three days, then late; after one day a reminder."""
    return process(
        "timed",
        "start asked\nend done too_late reminded",
        role_task("answer", "rank_officer"),
        role_task("late", "rank_officer"),
        role_task("remind", "rank_officer"),
        boundary("out", "answer", timer("timeDuration", "P3D")),
        boundary("day", "answer", timer("timeDuration", "P1D"), interrupting=False),
        "asked > answer > done\nout > late > too_late\nday > remind > reminded",
    )


def waiter(name: str = "waiter") -> Bundle:
    """Waits for the message `terms` with the case's topic as key, then has the task `told` (rank_officer)."""
    return process(
        name,
        start_event(form="ask"),
        "end done",
        element("receiveTask", "wait", messageRef="m"),
        role_task("told", "rank_officer"),
        "asked > wait > told > done",
        root=message("m", "terms", "=topic"),
        forms__ask__form=form("ask", text_field("topic", required=True)),
    )


def thrower() -> Bundle:
    """Sends the message `terms` to the topic, with its own words, and ends."""
    mapping = zeebe(
        "ioMapping",
        "".join(
            zeebe("input", source=source, target=target)
            for target, source in {
                "correlationKey": "=topic",
                "messageId": "=identity",
                "timeToLive": "=life",
                "words": "=words",
            }.items()
        ),
    )
    thrown = element(
        "intermediateThrowEvent", "say", zeebe("taskDefinition", type="publish_message"), mapping, inner=caught("m")
    )
    start_form = form(
        "say", text_field("topic", required=True), text_field("words"), text_field("identity"), text_field("life")
    )
    return process(
        "thrower",
        start_event(form="say"),
        "end done",
        thrown,
        "asked > say > done",
        root=message("m", "terms"),
        forms__say__form=start_form,
    )


def failing() -> Bundle:
    """go (rank_officer), then after (rank_officer), which cannot be opened on 8 July and can from the 9th on."""
    due = zeebe("taskSchedule", dueDate='=if today() > date("2026-07-08") then today() else "never"')
    return process(
        "failing",
        "start asked\nend done",
        role_task("go", "rank_officer", form="go"),
        role_task("after", "rank_officer", due),
        "asked > go > after > done",
        forms__go__form=form("go", text_field("flag")),
    )


def working(kind: str = "outside", retries: str = "3") -> Bundle:
    """A service task of this type, then checked (rank_officer) with a form of its own."""
    work = job("work", kind).replace('type="', f'retries="{retries}" type="', 1)
    return process(
        "working",
        "start asked\nend done",
        work,
        role_task("checked", "rank_officer", form="report"),
        "asked > work > checked > done",
        forms__report__form=form("report", text_field("report.note")),
    )


def published(session: Session, *bundles: Bundle) -> ProcessDefinition:
    """Published for a test; the last one."""
    definitions = [definition.publish(session, None, each, "uji") for each in bundles]
    session.flush()
    return definitions[-1]


def started(session: Session, key: str, actor: Person | None, **answer: Any) -> Case:
    """A case of the newest version."""
    latest = definition.latest(session, key)
    assert latest is not None
    return start_case(session, latest, actor, answer)


def open_task(session: Session, element: str, case: Case | None = None) -> Task:
    """The one open task at an element."""
    where = [Task.element == element, Task.status == "open", *([Task.case_id == case.id] if case else [])]
    return session.scalars(select(Task).where(*where)).one()


def open_elements(case: Case) -> list[str]:
    """The elements that wait for people, sorted."""
    return sorted(task.element for task in case.open_tasks())


def event_kinds(case: Case) -> list[str]:
    """What the history of a case says, in order."""
    return [event.kind for event in case.events()]
