"""Invents people: names, NIP with serials 98x and 99x (so that nobody real is met), facts, offices."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from webapp.demo.names import COURSES, FAMILIES, MEN, OFFICES, OWN_POSTS, POSTS, PREDICATES, WOMEN

YOUNGEST, OLDEST = 24, 57
Kind = tuple[str, str, str | None, tuple[str, ...], tuple[str, ...]]


@dataclass(eq=False)
class InventedPerson:
    """An invented person. `part`: the story and the part that they play in it; `id`: their row once admitted."""

    name: str
    nip: str | None = None
    nik: str | None = None
    email: str | None = None
    login: str | None = None
    unit: str | None = None
    born: date | None = None
    roles: list[tuple[str, str | None]] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    part: tuple[str, str] | None = None
    id: int = 0


class Inventor:
    """Makes people up: the same ones for the same seed, never two with one number."""

    def __init__(self, rng: Random, today: date) -> None:
        self.rng, self.today = rng, today
        self._taken: set[str] = set()

    def employee(self, unit: str) -> InventedPerson:
        """Somebody who works at a unit, with rank, post, education, appraisals, training and now and then a penalty."""
        somebody = self.numbered(self.rng.random() < 0.5, None, None)
        somebody.unit = unit
        somebody.facts = self.facts(self.rng.choice((*POSTS, *OWN_POSTS.get(unit, ()))), somebody)
        return somebody

    def official(self, unit: str, role: str, label: str) -> InventedPerson:
        """Somebody who holds an office at a unit; a mayor is elected, not employed."""
        female = self.rng.random() < 0.5
        kind = next(kind for kind in OFFICES if label.startswith(kind[0]))
        somebody = self.numbered(female, None, None) if kind[1] else InventedPerson(self.name(female))
        somebody.unit, somebody.roles = unit, [(role, unit)]
        somebody.facts = self.facts((label, *kind[1:]), somebody) if kind[1] else {}
        return somebody

    def numbered(self, female: bool, born: date | None, start: str | None) -> InventedPerson:
        """Somebody with a NIP of their own: born about then, in service since `start` (YYYYMM) or their twenties."""
        while True:
            birth = born or self.today - timedelta(days=self.rng.randint(YOUNGEST * 366, OLDEST * 365))
            day = birth + timedelta(days=self.rng.randint(-45, 45)) if born else birth
            first = start or self._first_month(day)
            nip = f"{day:%Y%m%d}{first}{2 if female else 1}{self.rng.randint(980, 999)}"
            if nip not in self._taken:
                self._taken.add(nip)
                return InventedPerson(self.name(female), nip=nip, born=day)

    def resident(self, female: bool, nik: str) -> InventedPerson:
        """Somebody who works nowhere yet, with a NIK made after `nik` (province 99) and an address for mail."""
        while True:
            born = _born(nik) + timedelta(days=self.rng.randint(-45, 45))
            day = born.day + (40 if female else 0)
            own_nik = f"99{nik[2:6]}{day:02}{born:%m%y}{self.rng.randint(1, 9999):04}"
            if own_nik not in self._taken:
                self._taken.add(own_nik)
                name = self.name(female)
                address = f"{name.lower().replace(' ', '.')}.{own_nik[-4:]}@contoh.id"
                return InventedPerson(name, nik=own_nik, email=address, login=address, born=born)

    def name(self, female: bool) -> str:
        """A first and a family name."""
        return f"{self.rng.choice(WOMEN if female else MEN)} {self.rng.choice(FAMILIES)}"

    def facts(self, post: Kind, of: InventedPerson) -> dict[str, Any]:
        """Invented facts about the holder of such a post."""
        title, kind, grade, ranks, schools = post
        year = self.today.year
        appraisals = [
            {"year": past, "predicate": self.rng.choice(PREDICATES), "synchronised": self.rng.random() < 0.9}
            for past in (year - 2, year - 1)
        ]
        facts = {
            "rank": self.rng.choice(ranks),
            "rank_since": self._since(1, 6, of),
            "education": self.rng.choice(schools),
            "post": f"{title} {grade}" if kind == "jf" else title,
            "post_kind": kind,
            "post_since": self._since(1, 5, of),
            "echelon": grade if kind != "jf" else None,
            "level": grade if kind == "jf" else None,
            "legal_status": "01",
            "appraisals": appraisals,
            "trainings": [self._course(year - back) for back in (1, 0) for _ in range(self.rng.randint(0, 2))],
        }
        if self.rng.random() < 0.03:
            begin = self.today - timedelta(days=self.rng.randint(30, 600))
            until = begin + timedelta(days=182)
            facts["disciplines"] = [{"level": self.rng.choice(("ringan", "sedang")), "from": begin, "until": until}]
        return {key: value for key, value in facts.items() if value is not None}

    def _first_month(self, born: date) -> str:
        latest = min(33, (self.today - born).days // 366 - 2)
        year, month = born.year + self.rng.randint(21, max(21, latest)), self.rng.choice((1, 3, 4, 12))
        return f"{year}{month:02}"

    def _since(self, least: int, most: int, of: InventedPerson) -> date:
        """The first of April or October, so many years ago, though not before the first day of service."""
        day = date(self.today.year - self.rng.randint(least, most), self.rng.choice((4, 10)), 1)
        start = of.nip[8:14] if of.nip else "000101"
        return max(day, date(int(start[:4]), int(start[4:]), 1))

    def _course(self, year: int) -> dict[str, Any]:
        title, kind = self.rng.choice(COURSES)
        begin = min(date(year, 1, 10) + timedelta(days=self.rng.randint(0, 300)), self.today - timedelta(days=10))
        days = self.rng.randint(1, 5)
        return {
            "title": title,
            "kind": kind,
            "hours": days * self.rng.choice((4, 6, 8)),
            "from": begin,
            "until": begin + timedelta(days=days - 1),
            "certificate": f"DEMO-{year}-{self.rng.randint(1000, 9999)}",
        }


def is_woman(person: Mapping[str, Any]) -> bool | None:
    """True if the NIP or NIK of a story's person is a woman's; None where there is neither."""
    nip, nik = str(person.get("nip") or ""), str(person.get("nik") or "")
    return nip[14] == "2" if len(nip) == 18 else int(nik[6:8]) > 40 if len(nik) == 16 else None


def born_of(person: Mapping[str, Any]) -> date | None:
    """The birth date in the NIP or NIK of a story's person; None where there is neither."""
    nip, nik = str(person.get("nip") or ""), str(person.get("nik") or "")
    if len(nip) == 18:
        return date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
    return _born(nik) if len(nik) == 16 else None


def _born(nik: str) -> date:
    day, year = int(nik[6:8]) % 40, int(nik[10:12])
    return date(year + (1900 if year > 30 else 2000), int(nik[8:10]), day)
