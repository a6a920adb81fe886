"""The people of a story: those that it names, and invented ones where a lane needs somebody it does not name."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from engine import employee, person
from engine.database.base import now
from engine.person import Person, Role, Unit
from engine.story.read import BadStory, Story
from engine.task import Task

SINCE = date(2010, 1, 1)


class Cast:
    """The people of one story: the ids of their rows by their keys in the story."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.ids: dict[str, int] = {}

    def enter(self, session: Session) -> None:
        """Add the story's units, people with their facts and superiors, and substitutions."""
        for key in self._unit_keys():
            row = self.story.units.get(key, {})
            known = session.get(Unit, key)
            if known is None or row:
                person.open_unit(
                    session,
                    None,
                    key,
                    row.get("name") or (known.name if known else key.replace("_", " ").title()),
                    parent_key=row.get("parent") or (known.parent_key if known else None),
                    zone=row.get("zone") or (known.zone if known else self.story.zone),
                )
        for key, row in self.story.people.items():
            self._admit(session, key, row)
        for key, row in self.story.people.items():
            if superior := row.get("superior"):
                self.person(session, key).name_superior(None, self.person(session, superior), SINCE)
        for row in self.story.substitutions:
            absent = self.person(session, row["absent"]) if row.get("absent") else None
            person.substitute(
                session,
                None,
                absent,
                self.person(session, row["substitute"]),
                kind=row.get("kind", "plh"),
                since=row["since"],
                until=row["until"],
                letter=row["letter"],
                role=row.get("role"),
                unit=row.get("unit"),
            )

    def person(self, session: Session, key: str) -> Person:
        """The person with this key in the story. Raises BadStory."""
        known = session.get(Person, self.ids.get(key, 0))
        if known is None:
            raise BadStory("story_person_unknown", person=key)
        return known

    def doer(self, session: Session, key: str | None, task: Task) -> Person:
        """The person who does a task: the one named, else somebody of its lane, invented where the story has nobody."""
        if key in self.ids:
            return self.person(session, key or "")
        if task.assignee_id is not None and key is None:
            return session.get_one(Person, task.assignee_id)
        if not task.candidates:
            return self._superior(session, key, task)
        offered = task.candidates[0]
        apart = {exclusion.person_id for exclusion in task.exclusions} | {task.subject_id}
        at_unit = offered.unit_key or None
        for holder in person.holders(session, offered.role_key, at_unit, now(session)) if key is None else ():
            if holder.id not in apart:
                return holder
        invented = key or f"{offered.role_key}_{len(self.ids) + 1}"
        row = {"roles": [f"{offered.role_key}@{at_unit}" if at_unit else offered.role_key], "unit": at_unit or ""}
        return self._admit(session, invented, row)

    def _superior(self, session: Session, key: str | None, task: Task) -> Person:
        """Somebody above the subject, invented where the diagram asks for the superior and the story names none."""
        subject = session.get(Person, task.subject_id) if task.subject_id else None
        invented = self._admit(session, key or f"superior_{len(self.ids) + 1}", {})
        if subject is not None:
            subject.name_superior(None, invented, SINCE)
            task.case.reassess(task)
        return invented

    def newcomer(self, session: Session, key: str) -> Person:
        """The person who starts a case, invented where the story does not name them."""
        return self.person(session, key) if key in self.ids else self._admit(session, key, {})

    def _admit(self, session: Session, key: str, row: Mapping[str, Any]) -> Person:
        unit = row.get("unit") or None
        admitted = person.admit(
            session,
            None,
            name=row.get("name") or key.replace("_", " ").title(),
            nip=row.get("nip"),
            nik=row.get("nik"),
            email=row.get("email"),
            login=row.get("login") or f"{key}.{len(self.ids) + 1}",
            unit_key=unit if unit and session.get(Unit, unit) else None,
            password_hash=row.get("password_hash"),
        )
        self.ids[key] = admitted.id
        for role in row.get("roles", ()):
            name, _, at_unit = role.partition("@")
            if session.get(Role, name) is None:
                raise BadStory("story_role_unknown", person=key, role=name)
            admitted.appoint(None, name, at_unit or unit, SINCE)
        if row.get("facts"):
            employee.record_flat(session, None, admitted, row["facts"], _day(now(session)))
        return admitted

    def _unit_keys(self) -> list[str]:
        named = [row["unit"] for row in self.story.people.values() if row.get("unit")]
        of_roles = [role.partition("@")[2] for row in self.story.people.values() for role in row.get("roles", ())]
        above = [row["parent"] for row in self.story.units.values() if row.get("parent")]
        order = [*above, *self.story.units, *named, *(unit for unit in of_roles if unit)]
        return list(dict.fromkeys(key for key in order if isinstance(key, str)))


def _day(at: datetime) -> date:
    return (at + timedelta(hours=7)).date()
