"""The checks of an answer, as marshmallow validators whose errors are codes."""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass

from marshmallow import ValidationError

from forms.context import here
from forms.formula import Formula
from forms.reading.component import Component
from forms.reading.pattern import LIMIT_TEXT, FormPattern

LIMIT_TEXTFIELD = 2_000
LIMIT_TEXTAREA = 20_000
EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?\.[A-Za-z]{2,24}\Z")
PHONE = re.compile(r"\+?[0-9][0-9 ().-]{5,24}\Z")

Check = Callable[[object], None]


def wrong(code: str, **values: object) -> ValidationError:
    """The refusal of one value."""
    return ValidationError([(code, values)])


def _limit(bound: int | float | Formula | None) -> int | float | None:
    value = here().value(bound) if isinstance(bound, Formula) else bound
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


@dataclass(frozen=True)
class Length:
    """Signs of a text, between two bounds and never above what is stored."""

    least: int | float | Formula | None
    most: int | float | Formula | None
    ceiling: int

    def __call__(self, value: object) -> None:
        """Raises `too_short` or `too_long` with the limit."""
        length, least, most = len(str(value)), _limit(self.least), _limit(self.most)
        ceiling = self.ceiling if most is None else min(most, self.ceiling)
        if length > ceiling:
            raise wrong("too_long", limit=int(ceiling), length=length)
        if least is not None and length < least:
            raise wrong("too_short", limit=int(least), length=length)


@dataclass(frozen=True)
class NumberBounds:
    """A number between two bounds, both included."""

    least: int | float | Formula | None
    most: int | float | Formula | None

    def __call__(self, value: object) -> None:
        """Raises `too_small` or `too_big` with the limit."""
        number, least, most = float(str(value)), _limit(self.least), _limit(self.most)
        if least is not None and number < least:
            raise wrong("too_small", limit=least)
        if most is not None and number > most:
            raise wrong("too_big", limit=most)


@dataclass(frozen=True)
class Matches:
    """A text in which the designer's pattern is found."""

    pattern: FormPattern
    message: object

    def __call__(self, value: object) -> None:
        """Raises `pattern`, with the designer's own message if there is one."""
        if len(str(value)) > LIMIT_TEXT:
            raise wrong("too_long", limit=LIMIT_TEXT, length=len(str(value)))
        if not self.pattern.matches(str(value)):
            raise wrong("pattern", message=self.message)


def email(value: object) -> None:
    """An address with a domain (RFC 5321 in what people use). Raises `not_an_email`."""
    if not EMAIL.match(str(value)) or ".." in str(value):
        raise wrong("not_an_email")


def phone(value: object) -> None:
    """7 to 15 digits (E.164), with or without country code. Raises `not_a_phone`."""
    if not PHONE.match(str(value)) or not 7 <= sum(sign.isdigit() for sign in str(value)) <= 15:
        raise wrong("not_a_phone")


def not_passed(value: object) -> None:
    """A date or date and time that is not before today, or now. Raises `date_passed` with today's date."""
    now = here().env.now
    if len(str(value)) == 10:
        passed = str(value) < now.date().isoformat()
    else:
        moment = datetime.datetime.fromisoformat(str(value))
        passed = (moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)) < now
    if passed:
        raise wrong("date_passed", today=now.date().isoformat())


def checks_of(component: Component) -> list[Check]:
    """The validators of a component, in the order in which a person would want to hear of them."""
    bounds, rules = component.bounds, component.rules
    checks: list[Check] = []
    if component.kind in ("textfield", "textarea"):
        ceiling = LIMIT_TEXTFIELD if component.kind == "textfield" else LIMIT_TEXTAREA
        checks.append(Length(bounds.get("minLength"), bounds.get("maxLength"), ceiling))
        if isinstance(pattern := rules.get("pattern"), FormPattern):
            checks.append(Matches(pattern, rules.get("message")))
        checks += [check for name, check in (("email", email), ("phone", phone)) if rules.get("type") == name]
    if component.kind == "number":
        checks.append(NumberBounds(bounds.get("min"), bounds.get("max")))
    future = component.settings.get("disallowPassedDates") is True and component.settings.get("subtype") != "time"
    if component.kind == "datetime" and future:
        checks.append(not_passed)
    return checks
