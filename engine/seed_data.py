"""Installs what ships with Jenjang: units, roles and the definitions under `processes/` and `forms/`."""

import csv
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from engine import calendar, definition, person
from engine.bundle import Bundle
from engine.database.base import Setting, now
from engine.definition import ProcessDefinition
from engine.person import Role, Unit

ROOT = Path(__file__).parent.parent
PLACED = "offices_placed"


def bundles(root: Path = ROOT) -> Iterator[Bundle]:
    """Every process folder with its forms, by key."""
    for folder in sorted((root / "processes").iterdir()):
        if (folder / f"{folder.name}.bpmn").is_file():
            yield bundle(folder)


def bundle(folder: Path) -> Bundle:
    """A process folder with the forms of the same name: `processes/<key>/` and `forms/<key>/`."""
    return Bundle.from_folders(folder, folder.resolve().parent.parent / "forms" / folder.resolve().name)


def install(session: Session, root: Path = ROOT) -> None:
    """Add the roles and units that the shipped lanes name, where they are missing, and three years of holidays."""
    person.seed_house_roles(session)
    for row in _rows(root / "processes" / "units.csv"):
        if session.get(Unit, row["key"]) is None:
            person.open_unit(session, None, row["key"], row["name"], parent_key=row["parent"] or None, zone=row["zone"])
    _install_roles(session, _rows(root / "processes" / "roles.csv"))
    year = now(session).year
    calendar.seed(session, range(year - 1, year + 2))


def publish(session: Session, reason: str, root: Path = ROOT) -> list[ProcessDefinition]:
    """Publish every shipped definition that has no version yet, and return these; others are left alone."""
    return [
        definition.publish(session, None, files, reason)
        for files in bundles(root)
        if definition.latest(session, files.key) is None
    ]


def _install_roles(session: Session, roles: list[dict[str, str]]) -> None:
    """Define the missing roles and place them; those that exist are placed once, then left alone."""
    missing = [row for row in roles if session.get(Role, row["key"]) is None]
    for row in missing:
        person.define_role(session, None, row["key"], row["label"], row["label_en"], row["kind"], row["unit"] or None)
    # An office without one above may be meant so: no column tells that nobody was asked yet.
    placed = session.get(Setting, PLACED) is not None
    for row in missing if placed else roles:
        _place(session, session.get_one(Role, row["key"]), row.get("superior"))
    if not placed:
        session.add(Setting(key=PLACED, value={"at": now(session).isoformat()}))


def _place(session: Session, office: Role, superior_key: str | None) -> None:
    """Place an office below its shipped superior, where it has none and where that fits what was changed here."""
    above = session.get(Role, superior_key) if superior_key and office.superior_key is None else None
    if above and office.kind == above.kind == "office" and office not in above.line():
        person.place_office(session, None, office.key, above.key)


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))
