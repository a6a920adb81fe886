"""The values of a form before anybody writes."""

from collections.abc import Mapping

from engine import feel
from forms.answer.field import FieldSet
from forms.answer.record import RowsField
from forms.answer.visibility import initial_value
from forms.context import AnswerContext
from forms.paths import put


def defaults(record: FieldSet, scope: Mapping[str, object], env: feel.EvalContext) -> dict[str, object]:
    """The variables at the form's paths, else the defaults; the outcome of an earlier round is not proposed again."""
    return _of_record(record, AnswerContext.root(record.paths, scope, env))


def _of_record(record: FieldSet, context: AnswerContext) -> dict[str, object]:
    values: dict[str, object] = {}
    # Defaults may read variables that the answer will replace, so expressions see the scope here.
    context.names = {**context.names, **context.scope}
    for field in record.fields:
        value = None if record.demand and record.demand.outcome == field.path else initial_value(field, context)
        if value is None and field.rows and isinstance(field.answer_field, RowsField):
            rows = [context.row(field.rows.paths, None, index) for index in range(min(field.answer_field.at_first, 50))]
            value = [_of_record(field.rows, row) for row in rows]
        put(values, field.path, value)
    return values
