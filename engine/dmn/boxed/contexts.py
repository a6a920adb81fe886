"""Boxed contexts, lists, relations and conditionals: expressions that are put together from others."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from engine.dmn import source
from engine.dmn.expression import BoxedExpression, Scope
from engine.dmn.names import Names
from engine.dmn.types.types import DmnType, TypeMismatch

if TYPE_CHECKING:
    from engine.dmn.boxed.reader import ExpressionReader
    from engine.dmn.run import DecisionRun


@dataclass(frozen=True, slots=True)
class ContextEntry:
    """One line of a context; without a name it is the context's result."""

    name: str | None
    type: DmnType | None
    expression: BoxedExpression

    def evaluate(self, scope: Scope, run: "DecisionRun") -> object:
        """The value, null where it is not of the entry's type (DMN 1.5, 10.3.2.9.4)."""
        value = self.expression.evaluate(scope, run)
        try:
            return value if self.type is None else self.type.convert(value, run.env)
        except TypeMismatch:
            return None


@dataclass(frozen=True, slots=True)
class Context:
    """A context. Entries see those before them; functions see also those after, so that they may call each other."""

    id: str
    entries: tuple[ContextEntry, ...]

    def evaluate(self, scope: Scope, run: "DecisionRun") -> object:
        inner, values = dict(scope), dict[str, object]()
        for entry in self.entries:
            value = entry.evaluate(inner, run)
            if entry.name is None:
                return value
            inner[entry.name] = values[entry.name] = value
        return values

    def paths(self) -> Iterator[str]:
        own: set[str] = set()
        for entry in self.entries:
            yield from (path for path in entry.expression.paths() if path.split(".")[0] not in own)
            own.add(entry.name or "")

    def parts(self) -> Iterator[str]:
        for entry in self.entries:
            yield from [entry.name] if entry.name is not None else []
            yield from entry.expression.parts()


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of expressions."""

    id: str
    items: tuple[BoxedExpression, ...]

    def evaluate(self, scope: Scope, run: "DecisionRun") -> object:
        return [item.evaluate(scope, run) for item in self.items]

    def paths(self) -> Iterator[str]:
        return (path for item in self.items for path in item.paths())

    def parts(self) -> Iterator[str]:
        return (part for item in self.items for part in item.parts())


@dataclass(frozen=True, slots=True)
class Relation:
    """Rows of expressions under named columns: a list of contexts."""

    id: str
    columns: tuple[str, ...]
    rows: tuple[tuple[BoxedExpression, ...], ...]

    def evaluate(self, scope: Scope, run: "DecisionRun") -> object:
        return [
            {name: cell.evaluate(scope, run) for name, cell in zip(self.columns, row, strict=True)} for row in self.rows
        ]

    def paths(self) -> Iterator[str]:
        return (path for row in self.rows for cell in row for path in cell.paths())

    def parts(self) -> Iterator[str]:
        return iter(self.columns)


@dataclass(frozen=True, slots=True)
class Conditional:
    """If, then, else; only true takes the first branch."""

    id: str
    condition: BoxedExpression
    then: BoxedExpression
    otherwise: BoxedExpression

    def evaluate(self, scope: Scope, run: "DecisionRun") -> object:
        branch = self.then if self.condition.evaluate(scope, run) is True else self.otherwise
        return branch.evaluate(scope, run)

    def paths(self) -> Iterator[str]:
        return (path for part in (self.condition, self.then, self.otherwise) for path in part.paths())

    def parts(self) -> Iterator[str]:
        return (name for part in (self.then, self.otherwise) for name in part.parts())


def read_context(reader: "ExpressionReader", element: etree._Element, names: Names) -> Context:
    entries = []
    lines = list(source.children(element, "contextEntry"))
    own = [source.attribute(source.child(line, "variable"), "name") for line in lines]
    names = names.union(name for name in own if name)
    for line, name in zip(lines, own, strict=True):
        of_type = reader.type_of(source.child(line, "variable"))
        entry = ContextEntry(name, of_type, reader.inner(line, names))
        names = names.union(of_type.parts() if of_type is not None else ()).union(entry.expression.parts())
        entries.append(entry)
    return Context(reader.identity(element), tuple(entries))


def read_list(reader: "ExpressionReader", element: etree._Element, names: Names) -> ListOf:
    items = (inner for inner in element if source.word(inner) in source.BOXED)
    return ListOf(reader.identity(element), tuple(reader.boxed(item, names) for item in items))


def read_relation(reader: "ExpressionReader", element: etree._Element, names: Names) -> Relation:
    """The relation; rows with more or fewer cells than columns are a problem, missing cells are null."""
    identity = reader.identity(element)
    columns = tuple(source.attribute(column, "name") or "" for column in source.children(element, "column"))
    rows = []
    for row in source.children(element, "row"):
        cells = [reader.boxed(cell, names) for cell in row if source.word(cell) in source.BOXED]
        if len(cells) != len(columns):
            reader.problems.row_width(reader.identity(row), len(columns), len(cells))
        missing = [reader.empty(row)] * (len(columns) - len(cells))
        rows.append(tuple((cells + missing)[: len(columns)]))
    return Relation(identity, columns, tuple(rows))


def read_conditional(reader: "ExpressionReader", element: etree._Element, names: Names) -> Conditional:
    condition, then, otherwise = (reader.inner_of(element, word, names) for word in ("if", "then", "else"))
    return Conditional(reader.identity(element), condition, then, otherwise)
