"""The values that come into a case from outside: who starts it, the subject's facts, answers, results of jobs."""

from collections.abc import Mapping

import forms
from engine import spiff
from engine.employee import LISTS, SINGLE
from engine.lint.dataflow.shape import ANY, NULL, Shape, listed, of, record, union

TEXT = of("string")
RESERVED = frozenset({"subject", "case", "starter", "done"})
"""Names that belong to the case: no variable from outside and no key of a form may have them."""
FACTS = {"rank": TEXT, "text": TEXT, "date": TEXT, "number": of("number"), "flag": of("boolean")}
STARTER = record(dict.fromkeys(("id", "name", "nip", "unit"), TEXT))
CASE = record(dict.fromkeys(("number", "started", "unit"), TEXT))
LETTER = record(dict.fromkeys(("number", "document", "date"), TEXT))
PERSON = record(dict.fromkeys(("id", "name", "nip"), TEXT))
RIGHT = dict.fromkeys(("right", "role", "unit", "kind", "letter", "at"), TEXT)
DOER = record({**PERSON.fields, **RIGHT}).put(("on_behalf_of",), PERSON)
ANSWERS: Mapping[str, Shape] = {
    "textfield": TEXT,
    "textarea": TEXT,
    "datetime": TEXT,
    "checkbox": of("boolean"),
    "filepicker": listed(TEXT),
}


def subject() -> Shape:
    """The snapshot of a person's facts."""
    card = ("id", "name", "nip", "nik", "email", "unit", "unit_name", "zone")
    single = {name: FACTS[kind] for fields in SINGLE.values() for name, kind in fields.items()}
    lists = {
        each.plural: listed(record({name: FACTS[kind] for name, kind in each.fields.items()}))
        for each in LISTS.values()
    }
    since = (f"{kind}_since" for kind in SINGLE)
    return record({**dict.fromkeys([*card, *since], TEXT), "superior": PERSON, **single, **lists})


def start(process: spiff.Process) -> Shape:
    """The first variables of a case, besides the answer to its form."""
    return record(
        {"starter": STARTER, "case": CASE} | ({"subject": subject()} if process.properties.get("subject") else {})
    )


def answer(form: forms.Form) -> Shape:
    """The variables that the answer to a form writes."""
    return _record(form.record.fields)


def touched(seen: Shape, brought: Shape, safe: frozenset[str] = RESERVED) -> Shape:
    """The variables after values came that may hold anything: these may be inside every variable that is not safe."""
    if not brought.is_open:
        return seen
    inside = {name: inner if name in safe else inner.opened() for name, inner in seen.fields.items()}
    return record(inside, seen.is_open)


def doer(node: spiff.Node, seen: Shape) -> Shape:
    """The variables with the person who did a task, where the diagram sets `recordDoer`."""
    return seen.put(("done", node.id), DOER) if node.properties.get("recordDoer") == "true" else seen


def _record(fields: "tuple[forms.Field, ...]") -> Shape:
    shape = record({})
    for field in fields:
        shape = shape.put(field.path.split("."), _field(field))
    return shape


def _field(field: forms.Field) -> Shape:
    if field.rows is not None:
        return listed(_record(field.rows.fields))
    if field.kind == "number":
        return TEXT if field.component.settings.get("serializeToString") else of("number")
    if field.kind in ANSWERS:
        return ANSWERS[field.kind]
    options = field.component.options
    option = union(_value(value) for value, _ in field.options) if options and options.known else ANY
    return listed(option) if field.kind in ("checklist", "taglist") else option


def _value(value: object) -> Shape:
    kinds = {str: "string", bool: "boolean", int: "number", float: "number"}
    return of(kinds[type(value)]) if type(value) in kinds else NULL if value is None else ANY


def result(node: spiff.Node) -> Shape:
    """The result of a job; that of a type which is not ours may be anything."""
    if node.job_type == "letter":
        return record({node.headers.get("result", "letter"): LETTER})
    if node.job_type == "refresh_subject":
        return record({"subject": subject()})
    named = {node.headers["result"]: ANY} if "result" in node.headers else {}
    return record(named, is_open=node.job_type != "publish_message")
