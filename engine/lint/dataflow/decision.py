"""The shape of a decision's result, from the types that it declares, else inferred from its logic."""

from collections.abc import Mapping, Sequence

from engine import dmn
from engine.dmn.boxed.contexts import Context
from engine.dmn.expression import BoxedExpression, LiteralExpression
from engine.dmn.table.hit_policy import LISTS
from engine.dmn.table.table import Output, Table
from engine.dmn.types.types import ContextType, DmnType, ListType, PlainType, RestrictedType
from engine.lint.dataflow.inference import Clash, Inference
from engine.lint.dataflow.results import DATES, SCALAR
from engine.lint.dataflow.shape import ANY, Shape, listed, of, record, union


def decided(model: dmn.Model, decision: dmn.Decision, variables: Shape) -> Shape:
    """The shape of the decision's result, where these variables are set."""
    return _Model(model, variables).decision(decision)


Unfit = tuple[str, str, Clash]


def unfit(model: dmn.Model, decision: dmn.Decision, callers: Sequence[Shape]) -> list[Unfit]:
    """(element, text, clash) for what can never fit in a decision and what it requires, for every caller."""
    models = [_Model(model, variables) for variables in callers]
    for each in models:
        each.decision(decision)
    return [clash for clash in models[0].noted if all(clash in each.noted for each in models)] if models else []


class _Model:
    """Infers the elements of one model, each once."""

    def __init__(self, model: dmn.Model, variables: Shape) -> None:
        self.model, self.variables = model, variables
        self.shapes: dict[object, Shape] = {}
        self.noted: list[Unfit] = []

    def decision(self, decision: dmn.Decision) -> Shape:
        if decision.key not in self.shapes:
            self.shapes[decision.key] = ANY  # where decisions go in a circle nothing is known
            inferred = self.boxed(decision.logic, self.scope(decision))
            self.shapes[decision.key] = typed(decision.type) or inferred
        return self.shapes[decision.key]

    def scope(self, decision: dmn.Decision) -> Shape:
        """The scope of the logic of a decision: the variables, and what it requires."""
        fields = dict(self.variables.fields)
        for reference in decision.needs:
            element = self.model.elements.get(reference.key)
            if isinstance(element, dmn.Decision) and reference.through is None:
                fields.update(dict.fromkeys(element.names, self.decision(element)))
            elif isinstance(element, dmn.InputData):
                declared = typed(element.type)
                fields.update({name: declared or fields.get(name, ANY) for name in element.names})
            elif element is not None:
                fields.update(dict.fromkeys(element.names, ANY))
        return record(fields, self.variables.is_open)

    def boxed(self, logic: BoxedExpression | None, scope: Shape) -> Shape:
        if isinstance(logic, Table):
            return self.table(logic, scope)
        if isinstance(logic, Context):
            return self.context(logic, scope)
        if isinstance(logic, LiteralExpression) and logic.compiled is not None:
            inference = Inference()
            shape = inference.of(logic.compiled.tree, scope)
            self.noted += [(logic.id, logic.text, clash) for clash in inference.clashes]
            return shape
        return ANY

    def context(self, context: Context, scope: Shape) -> Shape:
        fields: dict[str, Shape] = {}
        for entry in context.entries:
            shape = typed(entry.type) or self.boxed(entry.expression, record({**scope.fields, **fields}, scope.is_open))
            if entry.name is None:
                return shape
            fields[entry.name] = shape
        return record(fields)

    def table(self, table: Table, scope: Shape) -> Shape:
        for column in table.inputs:
            actual, declared = self.boxed(column.expression, scope), typed(column.type)
            if declared is not None and actual.kinds and not _receives(declared.kinds or SCALAR, actual.kinds):
                clash = Clash(0, "input", actual.kinds, declared.kinds or SCALAR)
                self.noted.append((column.id, column.expression.text, clash))
        if table.aggregation is not None:
            return of("number") if table.aggregation in ("COUNT", "SUM") else ANY
        columns = {
            output.name or output.label: self.output(table, place, output, scope)
            for place, output in enumerate(table.outputs)
        }
        row = record(columns) if len(table.outputs) > 1 else next(iter(columns.values()), ANY)
        return listed(row) if table.policy in LISTS else row

    def output(self, table: Table, place: int, output: Output, scope: Shape) -> Shape:
        entries = [rule.outputs[place] for rule in table.rules] + ([output.default] if output.default else [])
        inferred = union([self.boxed(entry, scope) for entry in entries])
        return typed(output.type) or inferred


def _receives(declared: frozenset[str], actual: frozenset[str]) -> bool:
    """True if an input of a declared kind accepts a value: of that kind, a text of it, a date for a date and time."""
    if not actual | declared <= SCALAR:
        return True
    texts = "string" in actual and not declared <= {"boolean"}
    return bool(actual & declared) or texts or (bool(actual & set(DATES)) and bool(declared & set(DATES)))


def typed(declared: DmnType | None) -> Shape | None:
    """The shape of a declared type; None where nothing is declared, or only a type of any shape."""
    if isinstance(declared, RestrictedType):
        return typed(declared.base)
    if isinstance(declared, ListType):
        return listed(typed(declared.item))
    if isinstance(declared, ContextType):
        return record(_components(declared.components), is_open=True)
    if isinstance(declared, PlainType) and declared.name not in ("Any", "list", "context"):
        return of(declared.name)
    return None


def _components(components: Mapping[str, DmnType]) -> dict[str, Shape]:
    return {name: typed(part) or ANY for name, part in components.items()}
