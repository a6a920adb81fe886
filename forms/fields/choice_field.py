"""Fields whose values stand in a list that the form or the case offers: options and documents."""

import re
from typing import Any

from forms.answer.place import Place
from forms.fields.answer_field import Answered
from forms.fields.validators import wrong
from forms.formula import plain
from forms.reading.options import Option

DOCUMENT_ID = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")
LIMIT_CHOICES = 500


class Chosen(Answered):
    """One of the options."""

    def converted(self, raw: Any, place: Place) -> Any:
        """Raises `not_an_option`."""
        if raw is None or raw == "":
            return None
        return self._meant(raw, self.options(place))

    def options(self, place: Place) -> tuple[Option, ...]:
        """What can be chosen here."""
        return self.component.options.now(place.names, place.env) if self.component.options else ()

    def _meant(self, raw: Any, options: tuple[Option, ...]) -> Any:
        for option in options:
            if option.meant_by(raw):
                return option.value
        raise wrong("not_an_option", value=plain(raw)[:100])


class ChosenMany(Chosen):
    """Several of the options."""

    def converted(self, raw: Any, place: Place) -> list[Any] | None:
        """Raises `not_a_list`, `not_an_option`, `chosen_twice`."""
        given = _list(raw)
        if not given:
            return None
        options = self.options(place)
        values = [self._meant(each, options) for each in given]
        tokens = [Option(value, "").token for value in values]
        if len(set(tokens)) < len(tokens):
            raise wrong("chosen_twice")
        return values


class Documents(Answered):
    """Ids of documents that were uploaded before; whether they exist and are his is for the engine to say."""

    def converted(self, raw: Any, place: Place) -> list[str] | None:
        """Raises `not_a_list`, `not_a_document`, `too_many_documents`."""
        given = _list(raw)
        if any(not isinstance(each, str) or not DOCUMENT_ID.match(each) for each in given):
            raise wrong("not_a_document")
        ids = list(dict.fromkeys(given))
        if len(ids) > 1 and self.component.settings.get("multiple") is not True:
            raise wrong("too_many_documents", limit=1)
        return ids or None


def _list(raw: Any) -> list[Any]:
    if raw is None or raw == "":
        return []
    if not isinstance(raw, list | tuple) or len(raw) > LIMIT_CHOICES:
        raise wrong("not_a_list")
    return list(raw)
