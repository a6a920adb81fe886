"""The plan of the city: which stories are retold, with which people, when, and how far."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from engine.story import Story
from webapp.demo.names import POSTS
from webapp.demo.people import InventedPerson, Inventor, born_of, is_woman
from webapp.demo.retelling import Retelling, TimeShift
from webapp.demo.scene import Act, Scene, closing, ends, last_moment, starts, timed

MONTHS = 10


@dataclass
class Plan:
    """Chooses stories and makes up their people, the same ones for the same seed and day.

    `stories` are grouped by the folder they stand in; `most` is how many employees the stories may bring.
    """

    stories: Mapping[str, Sequence[Story]]
    units: Sequence[str]
    now: datetime
    rng: Random
    inventor: Inventor
    staff: Sequence[InventedPerson]
    most: int
    people: list[InventedPerson] = field(default_factory=list)
    serial: int = 0

    def scenes(self, finished: int, running: int) -> list[Scene]:
        """Scenes with so many finished and so many running cases."""
        over, open_ = self._many(finished, self._finished), self._many(running, self._running)
        return [*over, *open_]

    def _many(self, wanted: int, make: Callable[[Story], Scene | None]) -> list[Scene]:
        """Scenes with so many cases, about as many of each procedure."""
        scenes: list[Scene] = []
        cases = Counter(dict.fromkeys(sorted(self.stories), 0))
        for _ in range(20 * wanted if cases else 0):
            if cases.total() >= wanted:
                break
            rarest = min(cases, key=lambda folder: (cases[folder], self.rng.random()))
            if scene := make(self.rng.choice(self.stories[rarest])):
                scenes.append(scene)
                cases.update(step.process or scene.story.process for step in scene.story.steps if step.verb == "start")
        return scenes

    def _finished(self, story: Story) -> Scene | None:
        """A scene of a story that ends, moved by whole months into the last ten; None where it does not fit."""
        this_month = (self.now.year - story.clock.year) * 12 + self.now.month - story.clock.month
        last = last_moment(story) + closing(story)
        moves = [TimeShift(this_month - back) for back in range(MONTHS + 1)]
        fitting = [move for move in moves if move.of(last) < self.now]
        return self._scene(story, self.rng.choice(fitting), True) if ends(story) and fitting else None

    def _running(self, story: Story) -> Scene | None:
        """A scene of the beginning of a story, moved by whole weeks so that its last act is recent."""
        over = next((at for at, step in enumerate(story.steps) if "ended" in step.expect), len(story.steps))
        stops = [at for at in range(1, over + 1) if story.steps[at - 1].verb not in ("wait_until", "cancel")]
        beginning = replace(story, steps=story.steps[: self.rng.choice(stops)] if stops else ())
        if not starts(beginning):
            return None
        last = last_moment(beginning)
        age = timedelta(days=self.rng.choice((0, 0, 0, 0, 0, 7, 14)))
        return self._scene(beginning, TimeShift(0, (self.now - age - last).days // 7 * 7), False)

    def _scene(self, story: Story, move: TimeShift, finishes: bool) -> Scene:
        homes = self._homes(story)
        self.serial += 1
        retelling = Retelling(story, move, serial=self.serial)
        people = {}
        for key, person in story.people.items():
            people[key] = self._holder(person, homes) or self._double(story, key, person, homes)
            _exchange(retelling, person, people[key])
        retold = retelling.retell()
        acts: list[Act] = list(timed(retold, self.rng))
        end = [(last_moment(retold) + closing(retold), None)] if finishes else []
        return Scene(retold, people, homes, [*acts, *end])

    def _homes(self, story: Story) -> dict[str, str]:
        """The unit of the city for each unit of the story where an employee works."""
        units = {person["unit"] for person in story.people.values() if person.get("unit") and not person.get("roles")}
        free = self.rng.sample(list(self.units), len(self.units))
        return {unit: free[at % len(free)] for at, unit in enumerate(sorted(units))}

    def _holder(self, person: Mapping[str, Any], homes: Mapping[str, str]) -> InventedPerson | None:
        """A holder, in the city, of an office that a person of the story holds; None for people without office."""
        for role in person.get("roles", ()):
            name, _, at = role.partition("@")
            unit = homes.get(at or person.get("unit", ""), at or person.get("unit", ""))
            holders = [somebody for somebody in self.staff if any(held_role == name for held_role, _ in somebody.roles)]
            near = [somebody for somebody in holders if (name, unit) in somebody.roles]
            if holders:
                return self.rng.choice(near or holders)
        return None

    def _double(self, story: Story, key: str, person: Mapping[str, Any], homes: Mapping[str, str]) -> InventedPerson:
        """An invented person like one of the story; an employee of before where there are enough of them."""
        woman = is_woman(person)
        female = self.rng.random() < 0.5 if woman is None else woman
        if not person.get("unit"):
            double = self.inventor.resident(female, str(person.get("nik") or "9971010101950001"))
            self.people.append(double)
            return double
        employees = [somebody for somebody in self.people if somebody.unit]
        if len(employees) >= self.most:
            return self.rng.choice(
                [somebody for somebody in employees if somebody.part == (story.title, key)] or employees
            )
        double = self.inventor.numbered(female, born_of(person), str(person.get("nip") or "")[8:14] or None)
        double.unit, double.part = homes.get(person["unit"], person["unit"]), (story.title, key)
        if not person.get("facts"):
            double.facts = self.inventor.facts(self.rng.choice(POSTS), double)
        self.people.append(double)
        return double


def _exchange(retelling: Retelling, person: Mapping[str, Any], double: InventedPerson) -> None:
    for name in ("nip", "nik", "email", "login", "name"):
        before, after = person.get(name), getattr(double, name)
        if before and after and len(before) > 4:
            retelling.texts[before] = after
    if (born := born_of(person)) and double.born:
        retelling.births[born] = double.born
