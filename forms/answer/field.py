"""The fields of an answer, or of one row of a list: which there are, and in which order they can be decided."""

from forms.answer.order import in_order
from forms.context import AnswerContext
from forms.fields.answer_field import AnswerField
from forms.formula import Formula
from forms.paths import prefixes
from forms.reading.component import Component
from forms.reading.options import Option
from forms.reading.outcome import ReasonDemand, tone_of


class Field:
    """A component that holds a value, with the conditions of every group around it; a list has its `rows`."""

    def __init__(
        self,
        component: Component,
        hides: tuple[Formula, ...],
        answer_field: AnswerField,
        rows: "FieldSet | None" = None,
        *,
        required: bool,
    ) -> None:
        self.component, self.hides, self.answer_field, self.rows = component, hides, answer_field, rows
        self.path, self.kind, self.required = component.path, component.kind, required
        self.answer_field.insists = required

    @property
    def label(self) -> str:
        """The constant part of its label."""
        return "".join(part for part in self.component.label.parts if isinstance(part, str))

    @property
    def options(self) -> list[tuple[object, str]]:
        """The options that every case has, as (value, label); empty where they depend on variables."""
        fixed = self.component.options.fixed if self.component.options else ()
        return [(option.value, option.label) for option in fixed]

    def tone(self, value: object) -> str:
        """The tone of the chosen `value` of an outcome, neutral where the form says nothing of it."""
        return tone_of(self.component, Option(value, "").token)

    def offered(self, context: AnswerContext) -> tuple[Option, ...]:
        """The options in this context."""
        return self.component.options.now(context.names, context.env) if self.component.options else ()

    @property
    def reads(self) -> frozenset[str]:
        """The paths on which depend whether it shows, may be written, and what it offers."""
        conditions = [*self.hides, *([self.component.readonly] if isinstance(self.component.readonly, Formula) else [])]
        offered = self.component.options.reads if self.component.options else frozenset()
        return offered.union(*(formula.reads for formula in conditions))

    def __repr__(self) -> str:
        return f"Field({self.path}, {self.kind})"


class FieldSet:
    """The fields that stand together. `order` is the one in which conditions need them, `cycle` what has none."""

    def __init__(
        self, components: tuple[Component, ...], fields: tuple[Field, ...], demand: ReasonDemand | None
    ) -> None:
        self.components, self.fields, self.demand = components, fields, demand
        self.by_path = {field.path: field for field in fields}
        self.paths = tuple(field.path for field in fields)
        self.prefixes = frozenset(prefix for path in self.paths for prefix in prefixes(path))
        paths, self.cycle = in_order({path: field.reads for path, field in self.by_path.items()}, demand)
        self.order = tuple(self.by_path[path] for path in paths)
