"""The people of a story: those it names, and holders of lanes that it does not name, invented."""

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
    """Who plays whom: the keys of a story and the ids of persons."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.ids: dict[str, int] = {}

    def enter(self, session: Session) -> None:
        """Put the story's units, people, their facts and substitutions in."""
        for key in self._unit_keys():
            told = self.story.units.get(key, {})
            known = session.get(Unit, key)
            if known is None or told:
                person.open_unit(
                    session,
                    None,
                    key,
                    told.get("name") or (known.name if known else key.replace("_", " ").title()),
                    parent_key=told.get("parent") or (known.parent_key if known else None),
                    zone=told.get("zone") or (known.zone if known else self.story.zone),
                )
        for key, told in self.story.people.items():
            self._admit(session, key, told)
        for key, told in self.story.people.items():
            if superior := told.get("superior"):
                self.person(session, key).name_superior(None, self.person(session, superior), SINCE)
        for told in self.story.substitutions:
            absent = self.person(session, told["absent"]) if told.get("absent") else None
            person.substitute(
                session,
                None,
                absent,
                self.person(session, told["substitute"]),
                kind=told.get("kind", "plh"),
                since=told["since"],
                until=told["until"],
                letter=told["letter"],
                role=told.get("role"),
                unit=told.get("unit"),
            )

    def person(self, session: Session, key: str) -> Person:
        """The person with this key in the story. Raises BadStory."""
        found = session.get(Person, self.ids.get(key, 0))
        if found is None:
            raise BadStory("story_person_unknown", person=key)
        return found

    def doer(self, session: Session, key: str | None, task: Task) -> Person:
        """Who does a task: the one named, else somebody of its lane, invented where the story knows nobody."""
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
        told = {"roles": [f"{offered.role_key}@{at_unit}" if at_unit else offered.role_key], "unit": at_unit or ""}
        return self._admit(session, invented, told)

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

    def _admit(self, session: Session, key: str, told: Mapping[str, Any]) -> Person:
        unit = told.get("unit") or None
        admitted = person.admit(
            session,
            None,
            name=told.get("name") or key.replace("_", " ").title(),
            nip=told.get("nip"),
            nik=told.get("nik"),
            email=told.get("email"),
            login=told.get("login") or f"{key}.{len(self.ids) + 1}",
            unit_key=unit if unit and session.get(Unit, unit) else None,
            password_hash=told.get("password_hash"),
        )
        self.ids[key] = admitted.id
        for role in told.get("roles", ()):
            name, _, at_unit = role.partition("@")
            if session.get(Role, name) is None:
                raise BadStory("story_role_unknown", person=key, role=name)
            admitted.appoint(None, name, at_unit or unit, SINCE)
        if told.get("facts"):
            employee.record_flat(session, None, admitted, told["facts"], _day(now(session)))
        return admitted

    def _unit_keys(self) -> list[str]:
        named = [told["unit"] for told in self.story.people.values() if told.get("unit")]
        held = [role.partition("@")[2] for told in self.story.people.values() for role in told.get("roles", ())]
        above = [told["parent"] for told in self.story.units.values() if told.get("parent")]
        order = [*above, *self.story.units, *named, *(unit for unit in held if unit)]
        return list(dict.fromkeys(key for key in order if isinstance(key, str)))


def _day(at: datetime) -> date:
    return (at + timedelta(hours=7)).date()
