"""The shipped decisions with the rows of their `<decision>.cases.csv`, and the world in which they are decided."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from engine import calendar, dmn, feel, shipped
from engine.base import Base, Database

PARAMETERS = "parameters"


@dataclass(frozen=True)
class Case:
    """One row: the procedure's key, the decision, the number of the row, the variables."""

    key: str
    decision: str
    row: int
    scope: dict[str, Any] = field(hash=False)

    def __str__(self) -> str:
        return f"{self.key}/{self.decision}/{self.row}"


@cache
def wednesday() -> feel.Env:
    """8 July 2026, 09:00 WIB, with the holidays of 2026 and 2027."""
    database = Database("sqlite://")
    Base.metadata.create_all(database.engine)
    with database.write() as session:
        calendar.seed(session, [2026, 2027])
        days = calendar.load(session)
    database.close()
    return feel.Env(now=datetime.fromisoformat("2026-07-08T09:00:00+07:00"), calendar=days)


@cache
def models(key: str) -> dict[str, dmn.Model]:
    """The models of a shipped procedure by their decisions."""
    found = [dmn.parse(path.read_bytes()) for path in sorted((shipped.ROOT / "processes" / key).glob("*.dmn"))]
    return {decision: model for model in found for decision in model.decisions}


def cases() -> Iterator[Case]:
    """Every row of every shipped procedure."""
    for path in sorted((shipped.ROOT / "processes").glob("*/*.cases.csv")):
        key, decision = path.parent.name, path.name.removesuffix(".cases.csv")
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), start=1):
                yield Case(key, decision, number, scope_of(key, row))


def scope_of(key: str, row: dict[str, str]) -> dict[str, Any]:
    """The variables of a row, beside the parameters of its procedure."""
    parameters = models(key)[PARAMETERS].decide(PARAMETERS, {}, wednesday()).value
    scope: dict[str, Any] = {PARAMETERS: feel.to_json(parameters)}
    for column, text in row.items():
        kind, _, path = column.partition(":")
        if kind == "in":
            put(scope, path.split("."), value_of(text))
    return scope


def put(scope: dict[str, Any], path: list[str], value: Any) -> None:
    for name in path[:-1]:
        scope = scope.setdefault(name, {}) if isinstance(scope.get(name, {}), dict) else {}
    scope[path[-1]] = value


def value_of(text: str) -> Any:
    """A cell: JSON, else a text; empty is null."""
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text
