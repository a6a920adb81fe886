"""An answer against its form: what is written, or every error by dotted path."""

from collections.abc import Iterator, Mapping

from marshmallow import ValidationError

from engine import feel
from forms.answer.record import Record
from forms.context import AnswerContext

Error = tuple[str, Mapping[str, object]]


class InvalidAnswer(Exception):
    """An answer that does not fit its form; `errors`: (code, values) by dotted path (`items.0.title`)."""

    code = "invalid_answer"

    def __init__(self, errors: Mapping[str, list[Error]]) -> None:
        self.errors = dict(errors)
        self.values: Mapping[str, object] = {"fields": len(self.errors)}
        super().__init__(self.code, self.errors)


def load(record: Record, answer: object, scope: Mapping[str, object], env: feel.EvalContext) -> dict[str, object]:
    """The checked answer, every key written. Raises InvalidAnswer."""
    if not isinstance(answer, Mapping):
        raise InvalidAnswer({"": [("not_an_object", {})]})
    try:
        return record.load(answer, AnswerContext.root(record.paths, scope, env))
    except ValidationError as error:
        raise InvalidAnswer(dict(_flat(error.messages, ""))) from None


def _flat(messages: object, prefix: str) -> Iterator[tuple[str, list[Error]]]:
    if not isinstance(messages, Mapping):
        yield prefix, list(messages) if isinstance(messages, list) else [("invalid", {})]
        return
    for name, inside in messages.items():
        yield from _flat(inside, f"{prefix}.{name}" if prefix else str(name))
