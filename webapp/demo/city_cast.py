"""Casts the people of the city in the parts of a story."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import employee, person
from engine.calendar import WIB, day_of
from engine.database.base import now
from engine.errors import NotFound, Refusal
from engine.person import Person
from engine.story import Cast
from engine.task import Task, climbed, terms_of
from webapp.demo.scene import Scene


class CityCast(Cast):
    """The cast of a scene: people of the city; an office of the story is played by its holder in the city."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene.story)
        self.scene = scene
        self.acted: dict[str, int] = {}

    def enter(self, session: Session) -> None:
        """Record, once, the facts and the substitutions that the story states."""
        if self.ids:
            return
        for key, somebody in self.scene.people.items():
            self.ids[key] = somebody.id
            part = self.story.people[key]
            if part.get("facts") and not part.get("roles"):
                at = session.get_one(Person, somebody.id)
                employee.record_flat(session, None, at, part["facts"], day_of(now(session), WIB), source="demo")
        for substitution in self.story.substitutions:
            self._substitute(session, substitution)

    def person(self, session: Session, key: str) -> Person:
        """The person who acted in this part before, else the one who has it. Raises BadStory."""
        return session.get_one(Person, self.acted[key]) if key in self.acted else super().person(session, key)

    def newcomer(self, session: Session, key: str) -> Person:
        """The person who starts a case; any active employee where the story does not name them."""
        if key in self.ids:
            return self.person(session, key)
        return session.scalars(select(Person).where(Person.active, Person.nip.is_not(None)).limit(1)).one()

    def doer(self, session: Session, key: str | None, task: Task) -> Person:
        """The person who does a task: the one who has the part if they may, else another who may. Raises NotFound."""
        for hand in self._hands(session, key, task):
            try:
                task.authorize(hand)
            except Refusal:
                continue
            if key:
                self.acted[key] = hand.id
            return hand
        raise NotFound("demo_nobody", task=task.element)

    def _hands(self, session: Session, key: str | None, task: Task) -> Iterator[Person]:
        named = self.acted.get(key or ""), self.ids.get(key or ""), task.assignee_id
        for person_id in filter(None, named):
            yield session.get_one(Person, person_id)
        for offered in task.candidates:
            yield from person.holders(session, offered.role_key, offered.unit_key or None, now(session))
        for _post, above in climbed(session, terms_of(task)):
            yield session.get_one(Person, above.person_id)

    def _substitute(self, session: Session, substitution: Mapping[str, Any]) -> None:
        absent = self.person(session, substitution["absent"]) if substitution.get("absent") else None
        seat = substitution.get("unit")
        try:
            person.substitute(
                session,
                None,
                absent,
                self.person(session, substitution["substitute"]),
                kind=substitution.get("kind", "plh"),
                since=substitution["since"],
                until=substitution["until"],
                letter=substitution["letter"],
                role=substitution.get("role"),
                unit=self.scene.homes.get(seat, seat) if seat else None,
            )
        except Refusal:
            return  # somebody stands in there already: then they do it
