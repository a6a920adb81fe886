"""Dated facts about a person, each with its source; the snapshot that decisions read; the import from CSV."""

from engine.employee.columns import read_csv
from engine.employee.fact import LISTS, SINGLE, Fact, FactRefused, as_date
from engine.employee.history import HISTORIES, take_in
from engine.employee.import_people import import_people
from engine.employee.row_report import RowReport
from engine.employee.snapshot import record_flat, snapshot, superior

__all__ = [
    "HISTORIES",
    "LISTS",
    "SINGLE",
    "Fact",
    "FactRefused",
    "RowReport",
    "as_date",
    "import_people",
    "read_csv",
    "record_flat",
    "snapshot",
    "superior",
    "take_in",
]
