"""What stands in a form before anybody writes."""

from collections.abc import Mapping

from engine import feel
from forms.answer.place import Place
from forms.answer.record import Record, Rows
from forms.answer.visibility import standing
from forms.paths import put


def defaults(record: Record, scope: Mapping[str, object], env: feel.EvalContext) -> dict[str, object]:
    """The variables at the form's paths, else the defaults; the outcome of an earlier round is not proposed again."""
    return _of_record(record, Place.root(record.paths, scope, env))


def _of_record(record: Record, place: Place) -> dict[str, object]:
    values: dict[str, object] = {}
    # Defaults may read variables that the answer will replace, so expressions see the scope here.
    place.names = {**place.names, **place.scope}
    for field in record.fields:
        value = None if record.demand and record.demand.outcome == field.path else standing(field, place)
        if value is None and field.rows and isinstance(field.answered, Rows):
            rows = [place.row(field.rows.paths, None, index) for index in range(min(field.answered.at_first, 50))]
            value = [_of_record(field.rows, row) for row in rows]
        put(values, field.path, value)
    return values
