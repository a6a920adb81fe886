"""From a form, an answer and the variables to what the templates render."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine import feel
from forms.answer.field import Field, FieldSet
from forms.answer.record import RowsField
from forms.answer.visibility import initial_value, readonly, values_to_load
from forms.context import AnswerContext
from forms.formula import Formula, ToText, escaped
from forms.page.control import fill
from forms.page.view_model import ComponentView, View
from forms.paths import any_touch, dig
from forms.reading.component import INPUTS, Component
from forms.reading.table import table
from forms.reading.width import widths

LIMIT_ROWS_SHOWN = 200


def view(
    record: FieldSet, answer: Mapping[str, object], scope: Mapping[str, object], env: feel.EvalContext, to_text: ToText
) -> View:
    """The page of this answer, whether it is right or not."""
    context = AnswerContext.root(record.paths, scope, env)
    values_to_load(record, answer, context)
    outcome = record.demand.outcome if record.demand else ""
    page = _Page(record, context, answer, frozenset(record.paths), "", to_text, outcome)
    page_view = View(page.components(record.components))
    page_view.buttons = page.buttons
    return page_view


@dataclass
class _Page:
    """One record on the page; `keys` are the paths that may still change while somebody fills it in."""

    record: FieldSet
    context: AnswerContext
    answer: object
    keys: frozenset[str]
    prefix: str
    to_text: ToText
    outcome: str = ""
    readonly: bool = False
    buttons: ComponentView | None = None

    def components(self, components: Sequence[Component]) -> list[ComponentView]:
        views = []
        for component, width in widths(components):
            part = self.component(component)
            if part is None:
                continue
            part.width = width
            if component.path and component.path == self.outcome:
                self.buttons = part
            else:
                views.append(part)
        return views

    def component(self, component: Component) -> ComponentView | None:
        """The component as it shows; None where it is hidden whatever the answer will be."""
        hidden, changes = self.hides(component.hide)
        if hidden and not changes:
            return None
        part = ComponentView(component.kind, self.id_of(component), conditional=changes, hidden=hidden)
        part.label, part.description = self.words(component, "label"), self.words(component, "description")
        if component.kind == "group":
            part.children = self.components(component.children)
        elif component.kind == "text":
            part.text = component.text.render(self.context.names, self.context.env, escaped(self.to_text))
        elif component.kind == "table":
            part.head, part.cells = table(component, self.context.names, self.context.env, self.to_text)
        elif component.path:
            self.field(part, self.record.by_path[component.path])
        return part

    def hides(self, hide: Formula | None) -> tuple[bool, bool]:
        """(hidden now, filling in the form can change that)."""
        if hide is None:
            return False, False
        return self.context.value(hide) is True, any_touch(hide.reads, self.keys)

    def id_of(self, component: Component) -> str:
        named = f"f-{self.prefix}{component.path}" if component.path else f"c-{self.prefix}{component.id}"
        return "".join(sign if sign.isascii() and (sign.isalnum() or sign in "_-") else "-" for sign in named)

    def words(self, component: Component, name: str) -> str:
        words = component.label if name == "label" else component.description
        return words.render(self.context.names, self.context.env, self.to_text)

    def field(self, part: ComponentView, field: Field) -> None:
        part.path = self.prefix + field.path
        part.required = field.required
        part.readonly = self.readonly or readonly(field, self.context)
        value = initial_value(field, self.context) if part.readonly else self.answered(field)
        if field.component.kind in INPUTS:
            fill(part, field, value, self.context, self.to_text)
        elif isinstance(field.answer_field, RowsField) and field.rows:
            rows = value[:LIMIT_ROWS_SHOWN] if isinstance(value, list) else []
            part.grows = field.answer_field.grows and not part.readonly
            part.rows = [self.row(field, field.rows, row, index, part) for index, row in enumerate(rows)]

    def answered(self, field: Field) -> object:
        if isinstance(self.answer, Mapping) and field.path in self.answer:
            return self.answer[field.path]
        return dig(self.answer, field.path)

    def row(self, field: Field, record: FieldSet, row: object, index: int, part: ComponentView) -> list[ComponentView]:
        rows = field.answer_field
        before = rows.before(self.context, index) if isinstance(rows, RowsField) else None
        context = self.context.row(record.paths, before, index)
        values_to_load(record, row if isinstance(row, Mapping) else {}, context)
        keys = self.keys | {key for path in record.paths for key in (path, f"this.{path}")}
        prefix = f"{part.path}.{index}."
        return _Page(record, context, row, keys, prefix, self.to_text, readonly=part.readonly).components(
            record.components
        )
