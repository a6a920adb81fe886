"""A form: compiled once from its file, which then gives defaults, checked answers and what to show."""

from collections.abc import Collection, Mapping, Sequence

from engine import feel
from forms.answer.field import Field, FieldSet
from forms.answer.load import load
from forms.answer.record import Record
from forms.findings import Findings, Problem
from forms.formula import Formula, ToText, plain
from forms.lint.check import check, check_conditions
from forms.page import form_data
from forms.page.prefill import defaults
from forms.page.view import view
from forms.page.view_model import View
from forms.paths import dig, touch
from forms.reading.component import Component
from forms.reading.outcome import demand, outcomes, tone_problems
from forms.reading.reader import FormReader

Values = Mapping[str, object]


class Form:
    """The form of one step. `fields` are in the designer's order; a list is one field with `rows`."""

    def __init__(self, name: str, components: tuple[Component, ...]) -> None:
        outcome = next(iter(outcomes(components)), None)
        self.id, self.components = name, components
        self.record = Record(components, demand(outcome) if outcome else None)
        self.fields = self.record.fields
        self.keys = self.record.paths
        self.outcome: Field | None = self.record.by_path[outcome.path] if outcome else None

    def load(self, answer: Values, scope: Values, env: feel.EvalContext) -> dict[str, object]:
        """The answer as it is written: nested, every key present, null for hidden and empty ones.

        Names in `answer` may be nested or dotted. Raises InvalidAnswer with (code, values) by dotted path, FeelError
        where the form's expressions cost more than they may.
        """
        return load(self.record, answer, scope, env)

    def defaults(self, scope: Values, env: feel.EvalContext) -> dict[str, object]:
        """The first values of the fields: the variable at the same path, else the default; never an outcome."""
        return defaults(self.record, scope, env)

    def view(self, answer: Values, scope: Values, env: feel.EvalContext, to_text: ToText = plain) -> View:
        """The page of an answer; `answer` may be wrong in any way. `to_text` writes calculated values as text."""
        return view(self.record, answer, scope, env, to_text)

    def from_html(self, pairs: Collection[tuple[str, str]]) -> dict[str, object]:
        """The answer that a browser posted as (name, value): names are dotted paths, `items.0.title` in lists."""
        return form_data.from_html(self.record, pairs)

    def wants_rows(self, pairs: Collection[tuple[str, str]]) -> bool:
        """True if the post only asks for one row more or less: show again what `from_html` gives."""
        return form_data.wants_rows(pairs)

    def tone_problems(self) -> Sequence[Problem]:
        """The problems of the outcome's tones; a form that runs already is shown without such a tone."""
        return tone_problems(self.outcome.component) if self.outcome else ()

    def documents(self, answer: Values) -> list[tuple[str, str]]:
        """The ids of documents in a checked answer, each with its path: the engine says whether they exist."""
        return list(_documents(self.record, answer, ""))

    @property
    def formulas(self) -> list[tuple[str, Formula]]:
        """Every expression with the key (or id) of its component."""
        return [
            (component.path or component.id, each) for component in _all(self.components) for each in component.formulas
        ]

    @property
    def reads(self) -> frozenset[str]:
        """The dotted paths that the form's expressions read from the variables around it."""
        keys = [
            *self.keys,
            *(path for field in self.fields if field.rows for path in _inner(field.rows)),
            "this",
            "parent",
            "i",
        ]
        paths = {path for _key, formula in self.formulas for path in formula.reads}
        paths |= {each.options.key for each in _all(self.components) if each.options and each.options.key}
        return frozenset(path for path in paths if not any(touch(path, key) for key in keys))

    def problems(self, names: Collection[str] = ()) -> list[Problem]:
        """`unknown_name` for each path read from outside that begins with none of `names`, if any are given."""
        unknown = sorted(path for path in self.reads if names and path.split(".")[0] not in names)
        return [Problem("unknown_name", path, {"name": path.split(".")[0]}) for path in unknown]


def parse(source: bytes) -> Form:
    """The form in form-js JSON (schemaVersion 19). Raises BadForm with everything that is wrong."""
    findings = Findings()
    name, components = FormReader(findings).form(source)
    check(components, findings)
    findings.settle()
    form = Form(name, components)
    check_conditions(form.record, findings)
    findings.settle()
    return form


def _all(components: tuple[Component, ...]) -> list[Component]:
    return [part for component in components for part in [component, *_all(component.children)]]


def _inner(record: FieldSet) -> list[str]:
    return [*record.paths, *(path for field in record.fields if field.rows for path in _inner(field.rows))]


def _documents(record: FieldSet, answer: object, prefix: str) -> list[tuple[str, str]]:
    documents: list[tuple[str, str]] = []
    for field in record.fields:
        value = dig(answer, field.path)
        items = value if isinstance(value, list) else []
        if field.rows:
            for index, row in enumerate(items):
                documents += _documents(field.rows, row, f"{prefix}{field.path}.{index}.")
        elif field.kind == "filepicker":
            documents += [(prefix + field.path, str(item)) for item in items]
    return documents
