"""Names for the keys that the engine returns: persons, roles, units."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Flask, g

from engine import person as people
from engine.incident import Incident
from engine.person import Person, Role
from engine.task import Authorization
from webapp.platform import db
from webapp.rendering import translations
from webapp.rendering.template_globals import format_value, reader


def know(ids: Iterable[int | None]) -> None:
    """Fetch these persons at once, so that a list does not ask for each."""
    known: list[Person] = g.setdefault("known", [])
    known.extend(people.named(db.session(), ids))  # held here: the session itself forgets what nobody holds


def person_name(person_id: int | None) -> str | None:
    """The name of a person."""
    person = db.session().get(Person, person_id) if person_id else None
    return person.name if person else None


def role_name(key: Any) -> Any:
    """The label of a role in the reader's language; whatever is no role's key as it is."""
    known = isinstance(key, str) and people.role_kind(db.session(), key) is not None
    role = db.session().get(Role, key) if known else None
    return (role.label if reader().reads_source else role.label_en) if role else key


def relation_name(relation: str | None) -> str | None:
    """The relation of a case's starter to its subject, in words, else the label of a role."""
    if relation in people.RELATIONS:
        return translations.say("relation", str(relation), {}, reader())
    return role_name(relation) if relation else None


def unit_name(key: str | None) -> str | None:
    """The name of a unit; an unknown key as it is."""
    unit = people.known_unit(db.session(), key) if key else None
    return unit.name if unit else key


def spoken(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a refusal as a reader says them: roles and units by their names, days in words."""
    names = {"role": role_name, "unit": unit_name, "parent": unit_name}
    return {name: names.get(name, _format)(value) for name, value in values.items()}


def _format(value: Any) -> Any:
    return format_value(value) if isinstance(value, str) else value


def why_mine(authorization: Authorization) -> str:
    """The sentence that says why a task is the reader's: by which authorization, for which principal and letter."""
    by_name = {"substitute": "substitute_in_all", "climbed": "climbed_by_name"} if authorization.role is None else {}
    values = {
        "role": role_name(authorization.role),
        "unit": unit_name(authorization.unit),
        "letter": authorization.letter,
        "on_behalf_of": person_name(authorization.on_behalf_of),
    }
    codes = [by_name.get(authorization.code, authorization.code)]
    codes += ["for_another"] if authorization.code == "climbed" and authorization.on_behalf_of else []
    return " ".join(translations.say("why", code, values, reader()) for code in codes)


def stopped(stop: Incident) -> str:
    """The sentence that says why something stopped or nobody may do a task, with the names of its roles."""
    offers = [f"{role_name(offer['role'])}{_at(offer['unit'])}" for offer in stop.values.get("offers", ())]
    return translations.stopped(stop.code, {**stop.values, "offers": offers}, reader())


def _at(unit: str | None) -> str:
    return f" ({unit_name(unit)})" if unit else ""


GLOBALS = {
    "why_mine": why_mine,
    "stopped": stopped,
    "person_name": person_name,
    "relation_name": relation_name,
    "role_name": role_name,
    "unit_name": unit_name,
}


def init(app: Flask) -> None:
    app.jinja_env.globals.update(GLOBALS)
