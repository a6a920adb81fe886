"""What every field of an answer has in common: empty is null, and what may not be written is kept."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import marshmallow

from forms.answer.place import Place, here
from forms.fields.validators import checks_of, wrong
from forms.reading.component import Component


@dataclass(frozen=True)
class Kept:
    """A value that the answer does not decide: hidden, or readonly; `code` says why what was given is refused."""

    value: object = None
    code: str = ""


class Answered(marshmallow.fields.Field[Any], ABC):
    """A field of an answer: empty means null, and null needs no further check unless it is required."""

    def __init__(self, component: Component) -> None:
        super().__init__(data_key=component.path, attribute=component.path, validate=checks_of(component))
        self.component = component
        self.insists = component.required

    @abstractmethod
    def converted(self, raw: Any, place: Place) -> Any:
        """The JSON value that `raw` means, None for nothing. Raises ValidationError."""

    def checked(self, raw: Any, place: Place) -> Any:
        """As `converted`, then validated."""
        value = self.converted(raw, place)
        if value is not None:
            self._validate(value)
        return value

    def deserialize(
        self, value: Any, attr: str | None = None, data: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> Any:
        """What is written for this field. Raises ValidationError with a list of (code, values)."""
        if isinstance(value, Kept):
            if value.code:
                raise wrong(value.code)
            return value.value
        place = here()
        found = self.checked(None if value is marshmallow.missing else value, place)
        if found is None and self.component.path in place.demanded:
            raise wrong("reason_required", outcome=place.demanded[self.component.path])
        if self.insists and (found is None or found is False):
            raise wrong("required")
        return found
