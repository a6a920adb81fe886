"""The base class of every field of an answer: empty is null, and a field that may not be written keeps its value."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import marshmallow

from forms.context import AnswerContext, here
from forms.fields.validators import checks_of, wrong
from forms.reading.component import Component


@dataclass(frozen=True)
class FixedValue:
    """A value that the answer does not decide: hidden, or readonly; `code` refuses another that was sent."""

    value: object = None
    code: str = ""


class AnswerField(marshmallow.fields.Field[Any], ABC):
    """A field of an answer: empty means null, and null needs no further check unless it is required."""

    def __init__(self, component: Component) -> None:
        super().__init__(data_key=component.path, attribute=component.path, validate=checks_of(component))
        self.component = component
        self.insists = component.required

    @abstractmethod
    def converted(self, raw: Any, context: AnswerContext) -> Any:
        """The JSON value that `raw` means, None for nothing. Raises ValidationError."""

    def checked(self, raw: Any, context: AnswerContext) -> Any:
        """As `converted`, then validated."""
        value = self.converted(raw, context)
        if value is not None:
            self._validate(value)
        return value

    def deserialize(
        self, value: Any, attr: str | None = None, data: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> Any:
        """The value that is stored for this field. Raises ValidationError with a list of (code, values)."""
        if isinstance(value, FixedValue):
            if value.code:
                raise wrong(value.code)
            return value.value
        context = here()
        checked = self.checked(None if value is marshmallow.missing else value, context)
        if checked is None and self.component.path in context.demanded:
            raise wrong("reason_required", outcome=context.demanded[self.component.path])
        if self.insists and (checked is None or checked is False):
            raise wrong("required")
        return checked
