"""Reads histories of SIASN, a person's career, as dated facts in our terms; rows about somebody else are refused."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from engine import audit
from engine.audit import EventKind
from engine.employee.fact import Fact, FactRefused, add_fact, as_date, facts_about
from engine.errors import Refusal
from engine.person import Person

DatedValue = tuple[dict[str, Any], Any, Any]
"""The value of a fact, and the first and last day as SIASN writes them."""
RANKS = {
    f"{group}{step}": f"{roman}/{letter}"
    for group, roman in enumerate(("I", "II", "III", "IV"), 1)
    for step, letter in enumerate("abcde", 1)
}
LEVELS = {"R": "ringan", "S": "sedang", "B": "berat"}
QUADRANTS = {"1": "Sangat Baik", "2": "Baik", "3": "Butuh Perbaikan", "4": "Kurang", "5": "Sangat Kurang"}


def _rank(row: Mapping[str, Any]) -> DatedValue:
    return {"rank": RANKS.get(str(row.get("golonganId")), row.get("golongan"))}, row.get("tmtGolongan"), None


def _post(row: Mapping[str, Any]) -> DatedValue:
    kinds = {"1": "struktural", "2": "fungsional", "4": "pelaksana"}
    value = {
        "post": row.get("namaJabatan"),
        "post_kind": kinds.get(str(row.get("jenisJabatan"))),
        "echelon": row.get("eselon"),
    }
    return value, row.get("tmtJabatan"), None


def _appraisal(row: Mapping[str, Any]) -> DatedValue:
    year = row.get("tahun")
    predicate = QUADRANTS.get(str(row.get("kuadranKinerjaNilai")), row.get("kuadranKinerja"))
    return {"year": year, "predicate": predicate, "synchronised": True}, f"{year}-12-31", None


def _discipline(row: Mapping[str, Any]) -> DatedValue:
    since, until = row.get("hukumanTanggal"), row.get("akhirHukumanTanggal")
    level = LEVELS.get(str(row.get("jenisTingkatHukumanId")))
    return {"level": level, "from": since, "until": until}, since, until


def _training(row: Mapping[str, Any]) -> DatedValue:
    since, until = row.get("tanggalKursus"), row.get("tanggalSelesaiKursus") or row.get("tanggalKursus")
    value = {
        "title": row.get("namaKursus"),
        "kind": row.get("jenisKursusSertifikat"),
        "hours": row.get("jumlahJam"),
        "from": since,
        "until": until,
        "certificate": row.get("noSertipikat"),
    }
    return value, until, None


def _course(row: Mapping[str, Any]) -> DatedValue:
    since, until = row.get("tanggal"), row.get("tanggalSelesai") or row.get("tanggal")
    value = {
        "title": row.get("latihanStrukturalNama"),
        "kind": "struktural",
        "hours": row.get("jumlahJam"),
        "from": since,
        "until": until,
        "certificate": row.get("nomor"),
    }
    return value, until, None


def _education(row: Mapping[str, Any]) -> DatedValue:
    return {"education": row.get("tkPendidikanNama")}, row.get("tglLulus"), None


# The web service's path below `/pns/` -> the kind of fact, and how a row of it reads.
HISTORIES: dict[str, tuple[str, Callable[[Mapping[str, Any]], DatedValue]]] = {
    "rw-golongan": ("rank", _rank),
    "rw-jabatan": ("post", _post),
    "rw-skp22": ("appraisal", _appraisal),
    "rw-hukdis": ("discipline", _discipline),
    "rw-kursus": ("training", _training),
    "rw-diklat": ("training", _course),
    "rw-pendidikan": ("education", _education),
}


def take_in(session: Session, person: Person, histories: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, int]:
    """Record the rows of histories as facts with their source; returns how many were `recorded` and `refused`.

    Facts that are recorded already stay. A row about another person, or that no fact can hold, is refused. One event
    holds all new facts.
    """
    recorded, refused = facts_about(session, person), 0
    new: list[Fact] = []
    for name, row in ((name, row) for name, rows in histories.items() for row in rows):
        try:
            new += _recorded(session, person, name, row, [*recorded, *new])
        except (Refusal, ValueError, TypeError, AttributeError):
            refused += 1
    if new:
        parts = {"facts": [fact.to_audit() for fact in new]}
        audit.record(session, EventKind.FACTS_RECORDED, person_id=person.id, parts=parts)
    return {"recorded": len(new), "refused": refused}


def _recorded(
    session: Session, person: Person, name: str, row: Mapping[str, Any], all_facts: Sequence[Fact]
) -> Iterator[Fact]:
    kind, read = HISTORIES[name]
    if row.get("nipBaru") not in (None, person.nip):
        raise FactRefused("fact_of_another")
    value, since, until = read(row)
    valid_from: date = as_date(since)
    valid_to = as_date(until) if until else None
    fact, is_new = add_fact(session, person, kind, value, valid_from, f"SIASN {name}", valid_to, all_facts=all_facts)
    if is_new:
        yield fact
