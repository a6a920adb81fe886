"""The columns of a CSV file of people, and how the file is read.

All are optional:
- the person: `nip nik name email login`
- where they work: `unit` (key); to open or change that unit: `unit_name unit_parent unit_zone unit_working_days`
- a role, defined: `role role_label role_label_en role_kind role_unit`
- roles that the person holds: `roles` (`unit_head@dishub; rank_officer`) with `roles_since roles_until`
- who the person's superior is: `superior` (a NIP, also of a later row) with `superior_since`
- single facts by the snapshot's keys: `rank rank_since post post_kind post_since echelon education birth_date` …
- an appraisal per year: `appraisal_2025` (its predicate) with `appraisal_2025_synchronised` (without: yes)
- one entry a row: `training_title training_kind training_hours training_from training_until training_certificate`,
  `discipline_level discipline_from discipline_until`, `exam_name exam_date`
- `source` of the facts

Dates: 2026-07-14, 14-07-2026 or 14/07/2026. Yes and no: ya/tidak, true/false, 1/0. A role without a person, or a unit
without one, may have a row of its own.
"""

import csv
import io
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from engine.employee.fact import LISTS, as_date
from engine.employee.snapshot import FIELDS, SINCE
from engine.errors import Refusal

PERSON = ("nip", "nik", "name", "email", "login")
UNIT = ("unit", "unit_name", "unit_parent", "unit_zone", "unit_working_days")
ROLE = ("role", "role_label", "role_label_en", "role_kind", "role_unit")
MEMBERSHIP = ("roles", "roles_since", "roles_until")
ABOVE = ("superior", "superior_since")
ENTRIES = {f"{kind}_{name}": (kind, name) for kind in ("training", "discipline", "exam") for name in LISTS[kind].fields}
COLUMNS = frozenset([*PERSON, *UNIT, *ROLE, *MEMBERSHIP, *ABOVE, *FIELDS, *SINCE, *ENTRIES, "source"])
APPRAISAL = re.compile(r"appraisal_(\d{4})(_synchronised)?")


def read_csv(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file in UTF-8, with commas or semicolons. Raises Refusal (`not_utf8`, `bad_csv`)."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal("not_utf8", position=error.start) from None
    header = text.partition("\n")[0]
    try:
        lines = list(csv.reader(io.StringIO(text), delimiter=";" if header.count(";") > header.count(",") else ","))
    except csv.Error as error:
        raise Refusal("bad_csv", detail=str(error)) from None
    names = [name.strip().lower() for name in lines[0]] if lines else []
    rows = [dict(zip(names, cells, strict=False)) for cells in lines[1:]]
    return [{name: cell for name, cell in row.items() if name} for row in rows]


def facts_of(row: Mapping[str, str]) -> dict[str, Any]:
    """The facts of a row, in the flat shape of the snapshot."""
    facts: dict[str, Any] = {name: row[name] for name in (*FIELDS, *SINCE) if name in row}
    for column, predicate in row.items():
        year = APPRAISAL.fullmatch(column)
        if year and not year[2]:
            synchronised = row.get(f"{column}_synchronised", "true")
            entry = {"year": int(year[1]), "predicate": predicate, "synchronised": synchronised}
            facts.setdefault("appraisals", []).append(entry)
    for column, (kind, name) in ENTRIES.items():
        if column in row:
            facts.setdefault(LISTS[kind].plural, [{}])[0][name] = row[column]
    return facts


def day_in(row: Mapping[str, str], column: str) -> date | None:
    """The day in a cell; None where there is none. Raises Refusal("bad_date")."""
    try:
        return as_date(row[column]) if column in row else None
    except ValueError:
        raise Refusal("bad_date", column=column, value=row[column]) from None


def digits(number: str) -> str:
    """A NIP or NIK as it is stored, without the blanks and the apostrophe that spreadsheets put into it."""
    return re.sub(r"[\s']", "", number)
