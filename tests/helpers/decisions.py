"""The shipped decisions with the rows of their `<decision>.cases.csv`, and the world in which they are decided."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from engine import calendar, dmn, feel, lint, seed_data
from engine.database.base import Base, Database
from engine.lint.decision_tests import read
from engine.lint.trial import scope_of


@dataclass(frozen=True)
class ShippedRow:
    """One row: the procedure's key, the decision, the line of the row, the variables, the time."""

    key: str
    decision: str
    line: int
    scope: dict[str, Any] = field(hash=False)
    env: feel.EvalContext = field(hash=False)

    def __str__(self) -> str:
        return f"{self.key}/{self.decision}/{self.line}"


@cache
def wednesday() -> feel.EvalContext:
    """8 July 2026, 09:00 WIB, with the holidays of 2026 and 2027."""
    database = Database("sqlite://")
    Base.metadata.create_all(database.engine)
    with database.write() as session:
        calendar.seed(session, [2026, 2027])
        days = calendar.load(session)
    database.close()
    return feel.EvalContext(now=datetime.fromisoformat("2026-07-08T09:00:00+07:00"), calendar=days)


@cache
def contents(key: str) -> lint.Contents:
    """The files of a shipped procedure, read."""
    bundle = next(bundle for bundle in seed_data.bundles() if bundle.key == key)
    return lint.read(key, bundle.files)[0]


def model_of(case: ShippedRow) -> dmn.Model:
    """The model that holds the decision of a row."""
    model = contents(case.key).model_of(case.decision)
    assert model is not None
    return model


def cases() -> Iterator[ShippedRow]:
    """Every row of every shipped procedure."""
    for path in sorted((seed_data.ROOT / "processes").glob("*/*.cases.csv")):
        key, decision = path.parent.name, path.name.removesuffix(".cases.csv")
        for row in read(path.read_text(encoding="utf-8")):
            env = feel.EvalContext(row.clock, wednesday().calendar)
            yield ShippedRow(
                key, decision, row.line, scope_of(contents(key), decision, row.variables, env, (decision,)), env
            )
