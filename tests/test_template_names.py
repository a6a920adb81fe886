"""No name in a template hides another: read from the templates themselves and from what the views pass to them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pytest
from flask import template_rendered
from helpers.office import NURHAYATI, Visitor, pdf, permit, task_addresses, text
from jinja2 import nodes

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
JINJAS_OWN = ("loop", "self", "super", "caller", "varargs", "kwargs")
# What errors.py passes while the database is out: this page is not rendered by `render_template`.
OUTAGE = {"outage.html": {"title", "message", "code"}}


def test_no_name_in_a_template_hides_another(app: Any, staff: Any) -> None:
    contexts = passed(app, staff.kadis)
    assert set(contexts) == pages(app), "a page whose names are unknown: visit it below"
    in_every_template = dict.fromkeys((*app.jinja_env.globals, *JINJAS_OWN), "what every template has")
    hiding = {line for name in app.jinja_env.list_templates() for line in read(app, name, in_every_template)}
    for page, names in contexts.items():
        hiding |= {
            f"{page}: the view's {name} hides {in_every_template[name]}" for name in names if name in in_every_template
        }
        hiding |= set(read(app, page, {**in_every_template, **dict.fromkeys(names, f"what the view of {page} passes")}))
    assert not hiding, "\n".join(sorted(hiding))


@pytest.mark.parametrize(
    ("source", "hidden"),
    [
        ('{% from "parts/story.html" import documents %}{% include "parts/fields.html" %}', "documents"),
        ("{% macro number(of) %}{% endmacro %}", "number"),
        ("{% macro item(words) %}{% endmacro %}", "words"),
        ("{% for each in () %}{% for each in () %}{% endfor %}{% endfor %}", "each"),
        ("{% block main %}{% set errors = () %}{% endblock %}", "errors"),
        ("{% with view = 1 %}{% endwith %}", "view"),
        ('{% import "forms/form.html" as forms %}{% if 1 %}{% set forms = 2 %}{% endif %}', "forms"),
        ('{% import "forms/form.html" as forms %}{% include "parts/fields.html" %}', None),
    ],
)
def test_a_hidden_name_is_seen(app: Any, source: str, hidden: str | None) -> None:
    view = dict.fromkeys(("documents", "errors", "view"), "what the view passes")
    in_every_template = dict.fromkeys(app.jinja_env.globals, "what every template has")
    lines = [*walk(app, "tried.html", app.jinja_env.parse(source).body, {**in_every_template, **view})]
    assert [line.split(" ")[1] for line in lines] == ([hidden] if hidden else [])


def passed(app: Any, head_key: int) -> dict[str, set[str]]:
    """The names that views pass, by template: every page is visited once, and says with what it was rendered."""
    names = {page: set(passed) for page, passed in OUTAGE.items()}
    with app.test_request_context():
        everywhere: dict[str, Any] = {}
        app.update_template_context(everywhere)

    def note(_app: object, template: Any, context: Mapping[str, object], **_more: object) -> None:
        names.setdefault(template.name, set()).update(set(context) - set(everywhere))

    with template_rendered.connected_to(note, app):
        visit(app, head_key)
    return names


def visit(app: Any, head_key: int) -> None:
    """Every page, by somebody who may see it."""
    employee, head = Visitor(app, NURHAYATI), Visitor(app, "kadis")
    case = employee.start(request__days="9")
    key, task = case.rsplit("/", 1)[1], task_addresses(head.get("/"))[0]
    why = text(head.get(task)).split('href="/tasks')[1].split('"')[0]
    head.post(f"{task}/fields", approval__outcome="granted")
    seen = [head.get(each) for each in (f"/tasks/bulk/?task={task.rsplit('/', 1)[1]}", f"/tasks{why}", case, "/cases/")]
    seen += [employee.get(each) for each in ("/start/", "/start/permit", "/account/", "/account/notices")]
    seen += [Visitor(app).get(each) for each in ("/login", "/register")]
    auditor, designer, admin = Visitor(app, "auditor"), Visitor(app, "perancang"), Visitor(app, "admin")
    version = "/definitions/permit/1"
    seen += [auditor.get(each) for each in ("/audit/", "/audit/events", f"/audit/cases/{key}")]
    seen += [designer.get(f"{version}{each}") for each in ("", "/forms/approve_permit", "/tables/allowance.dmn")]
    seen += [designer.get(each) for each in ("/definitions/", "/definitions/upload/")]
    archive = {"archive": (pdf()[0].__class__(permit().zip()), "permit.zip")}
    seen += [designer.post("/definitions/upload/", "/definitions/upload/", files=archive)]
    seen += [
        admin.get(each)
        for each in (
            "/people/",
            f"/people/{head_key}",
            "/people/new",
            "/people/import/",
            "/machines/",
            "/substitutions/",
            "/units/",
            "/operator/",
            "/operator/jobs",
        )
    ]
    assert [answer.status_code for answer in seen] == [200] * len(seen)
    assert admin.get("/nowhere").status_code == 404


def pages(app: Any) -> set[str]:
    """The templates that are rendered for themselves: whole pages, and the fields that a script asks for again."""
    trees = {name: tree(app, name) for name in app.jinja_env.list_templates()}
    extended = {
        each.template.value
        for one in trees.values()
        for each in one.find_all(nodes.Extends)
        if isinstance(each.template, nodes.Const)
    }
    whole = {name for name, one in trees.items() if one.find(nodes.Extends)}
    return whole - extended | {"parts/fields.html"}


def tree(app: Any, name: str) -> nodes.Template:
    environment = app.jinja_env
    return environment.parse(environment.loader.get_source(environment, name)[0], name)


def read(app: Any, name: str, seen: Mapping[str, str]) -> Iterator[str]:
    """What a template hides, with all that it includes and extends; `seen`: what has a name before it begins."""
    yield from walk(app, name, tree(app, name).body, seen)


def walk(app: Any, file: str, body: Iterable[nodes.Node], seen: Mapping[str, str]) -> Iterator[str]:
    """What these parts hide, one after the other; a name counts from where it is bound to the end of its scope."""
    scope = dict(seen)
    for part in body:
        for name, what in bound(part):
            if name in scope and scope[name] != what:
                yield f"{file}:{part.lineno}: {name} hides {scope[name]}"
            scope[name] = what
        inner = dict(scope)
        for name in inside(part):
            if name in scope:
                yield f"{file}:{part.lineno}: {name} hides {scope[name]}"
            inner[name] = f"{name} of line {part.lineno}"
        if isinstance(part, nodes.Include | nodes.Extends):
            for other in named(part.template):
                yield from read(app, other, scope)
        for branch in branches(part):
            yield from walk(app, file, branch, inner)
        if isinstance(part, nodes.If):  # it has no scope of its own: what is set in it stays
            scope |= {name: what for branch in branches(part) for each in branch for name, what in bound(each)}


def bound(part: nodes.Node) -> Iterator[tuple[str, str]]:
    """The names that a part binds for all that follows it, each with what it is from now on."""
    match part:
        case nodes.Import():
            yield part.target, f"{next(named(part.template))}"
        case nodes.FromImport():
            for each in part.names:
                name, alias = each if isinstance(each, tuple) else (each, each)
                yield alias, f"{name} of {next(named(part.template))}"
        case nodes.Assign() | nodes.AssignBlock():
            yield from ((name, f"{name} of line {part.lineno}") for name in targets(part.target))
        case nodes.Macro():
            yield part.name, f"the macro {part.name}"


def inside(part: nodes.Node) -> Iterator[str]:
    """The names that a part binds for what it holds."""
    match part:
        case nodes.For():
            yield from targets(part.target)
        case nodes.With():
            for target in part.targets:
                yield from targets(target)
        case nodes.Macro() | nodes.CallBlock():
            for argument in part.args:
                yield from targets(argument)


def branches(part: nodes.Node) -> list[list[nodes.Node]]:
    """What a part holds: both ways of a condition, a loop's body and what stands there instead."""
    parts: list[list[nodes.Node]] = [getattr(part, field, None) or [] for field in ("body", "elif_", "else_")]
    return parts


def targets(target: nodes.Node) -> Iterator[str]:
    yield from (each.name for each in ([target] if isinstance(target, nodes.Name) else target.find_all(nodes.Name)))


def named(template: nodes.Node) -> Iterator[str]:
    """The templates that a tag names: one, or one of two."""
    constants = [template] if isinstance(template, nodes.Const) else template.find_all(nodes.Const)
    yield from (str(each.value) for each in constants)
