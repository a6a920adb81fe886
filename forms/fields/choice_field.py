"""Fields whose values stand in a list that the form or the case offers: options and documents."""

import re
from typing import Any

from forms.context import AnswerContext
from forms.fields.answer_field import AnswerField
from forms.fields.validators import wrong
from forms.formula import plain
from forms.reading.options import Option

DOCUMENT_ID = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")
LIMIT_CHOICES = 500


class ChoiceField(AnswerField):
    """One of the options."""

    def converted(self, raw: Any, context: AnswerContext) -> Any:
        """The value of the chosen option. Raises `not_an_option`."""
        if raw is None or raw == "":
            return None
        return self._meant(raw, self.options(context))

    def options(self, context: AnswerContext) -> tuple[Option, ...]:
        """The options that can be chosen in this context."""
        return self.component.options.now(context.names, context.env) if self.component.options else ()

    def _meant(self, raw: Any, options: tuple[Option, ...]) -> Any:
        for option in options:
            if option.meant_by(raw):
                return option.value
        raise wrong("not_an_option", value=plain(raw)[:100])


class MultiChoiceField(ChoiceField):
    """Several of the options."""

    def converted(self, raw: Any, context: AnswerContext) -> list[Any] | None:
        """The values of the chosen options. Raises `not_a_list`, `not_an_option`, `chosen_twice`."""
        choices = _list(raw)
        if not choices:
            return None
        options = self.options(context)
        values = [self._meant(each, options) for each in choices]
        tokens = [Option(value, "").token for value in values]
        if len(set(tokens)) < len(tokens):
            raise wrong("chosen_twice")
        return values


class DocumentsField(AnswerField):
    """Ids of documents that were uploaded before; the engine checks that they exist and whose they are."""

    def converted(self, raw: Any, context: AnswerContext) -> list[str] | None:
        """The ids, each once. Raises `not_a_list`, `not_a_document`, `too_many_documents`."""
        sent = _list(raw)
        if any(not isinstance(each, str) or not DOCUMENT_ID.match(each) for each in sent):
            raise wrong("not_a_document")
        ids = list(dict.fromkeys(sent))
        if len(ids) > 1 and self.component.settings.get("multiple") is not True:
            raise wrong("too_many_documents", limit=1)
        return ids or None


def _list(raw: Any) -> list[Any]:
    if raw is None or raw == "":
        return []
    if not isinstance(raw, list | tuple) or len(raw) > LIMIT_CHOICES:
        raise wrong("not_a_list")
    return list(raw)
