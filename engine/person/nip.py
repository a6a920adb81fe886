"""Checks the numbers of people, NIP (pegawai) and NIK (penduduk), without asking anybody else."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

YOUNGEST, OLDEST = 18, 35


@dataclass(frozen=True)
class Remark:
    """Something wrong or odd about a number. An `error` forbids it, a `warning` asks somebody to look."""

    code: str
    severity: str
    values: Mapping[str, Any] = field(default_factory=dict)


def check_nip(nip: str, on: date) -> list[Remark]:
    """The remarks on a NIP: birth date, first day of service, sex and serial, 18 digits without a check digit.

    A start before 18 is an error; after 35, or after `on`, a warning, since honorary staff of old exceed it. The number
    of a PPPK has 21 where a month would stand, so its start is not read.
    """
    if not re.fullmatch(r"[0-9]{18}", nip):
        return [Remark("nip_digits", "error", {"length": len(nip)})]
    return list(_nip_remarks(nip, on))


def check_nik(nik: str) -> list[Remark]:
    """The remarks on a NIK: 16 digits; birth date (women: day + 40) and serial are only warned of."""
    if not re.fullmatch(r"[0-9]{16}", nik):
        return [Remark("nik_digits", "error", {"length": len(nik)})]
    stated, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    day = stated - 40 if stated > 40 else stated
    remarks = []
    if not any(_date(century + year, month, day) for century in (1900, 2000)):
        remarks.append(Remark("nik_birth_date", "warning"))
    if nik.endswith("0000"):
        remarks.append(Remark("nik_serial", "warning"))
    return remarks


def birth_date(nip: str | None) -> date | None:
    """The birth date in a NIP; None where it holds none."""
    return _date(int(nip[:4]), int(nip[4:6]), int(nip[6:8])) if nip and re.fullmatch(r"[0-9]{18}", nip) else None


def _nip_remarks(nip: str, on: date) -> Iterator[Remark]:
    born = birth_date(nip)
    if born is None:
        yield Remark("nip_birth_date", "error", {"digits": nip[:8]})
    if nip[14] not in "12":
        yield Remark("nip_sex", "error", {"digit": nip[14]})
    if nip.endswith("000"):
        yield Remark("nip_serial", "error")
    if nip[12:14] == "21":
        return
    start = _date(int(nip[8:12]), int(nip[12:14]), 1)
    if start is None:
        yield Remark("nip_start", "error", {"digits": nip[8:14]})
    elif born is not None:
        yield from _age_remarks(born, start, on)


def _age_remarks(born: date, start: date, on: date) -> Iterator[Remark]:
    age = start.year - born.year - ((start.month, start.day) < (born.month, born.day))
    if age < YOUNGEST:
        yield Remark("nip_start_age", "error", {"age": age, "youngest": YOUNGEST})
    if age > OLDEST:
        yield Remark("nip_start_late", "warning", {"age": age, "oldest": OLDEST})
    if start > on:
        yield Remark("nip_start_ahead", "warning", {"start": start.isoformat()})


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
