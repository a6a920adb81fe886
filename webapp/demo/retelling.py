"""Retells a story with other people at another time: dates moved, numbers and names exchanged."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from engine.story import Story, StoryStep

# Dates before that are birth dates: they do not move with the story.
LONG_AGO = timedelta(days=17 * 365)
# Numbers that a story makes up: TEK-2026-7, PG-16071000991. Each retelling needs numbers of its own.
NUMBER = re.compile(r"([A-Z]{1,6}-(?:20\d\d-(?:\d+-)*|\d{5,}))(\d{1,3})")


@dataclass(frozen=True)
class TimeShift:
    """The distance by which a story moves: whole months, then days. Times of day stay."""

    months: int = 0
    days: int = 0

    def of(self, moment: Any) -> Any:
        """A date or a time, moved."""
        month = moment.year * 12 + moment.month - 1 + self.months
        first = moment.replace(year=month // 12, month=month % 12 + 1, day=1)
        last = ((first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)).day
        return first.replace(day=min(moment.day, last)) + timedelta(days=self.days)


@dataclass
class Retelling:
    """A story with what to exchange in it: `texts` and `births`; other dates move, numbers grow by `serial`."""

    story: Story
    move: TimeShift
    texts: dict[str, str] = field(default_factory=dict)
    births: dict[date, date] = field(default_factory=dict)
    serial: int = 0

    def retell(self) -> Story:
        """The story with all values changed, without what it expects: that was true of its own people only."""
        return replace(
            self.story,
            clock=self.value(self.story.clock),
            people=self.value(self.story.people),
            substitutions=tuple(self.value(substitution) for substitution in self.story.substitutions),
            steps=tuple(self._step(step) for step in self.story.steps if "refused" not in step.expect),
        )

    def value(self, value: Any, key: str = "") -> Any:
        """One value of the story, changed; a `year` moves as far as the story does."""
        if isinstance(value, Mapping):
            return {name: self.value(inner, name) for name, inner in value.items()}
        if isinstance(value, list | tuple):
            return [self.value(inner) for inner in value]
        if isinstance(value, str):
            return self._text(value)
        if key == "year" and isinstance(value, int):
            return value + self.move.of(self.story.clock).year - self.story.clock.year
        return self._date(value) if isinstance(value, date) else value

    def _step(self, step: StoryStep) -> StoryStep:
        return replace(
            step,
            target=self.value(step.target),
            answer=self.value(step.answer),
            reason=self.value(step.reason),
            key=self.value(step.key),
            expect={},
        )

    def _date(self, moment: date) -> date:
        day = moment.date() if isinstance(moment, datetime) else moment
        if day in self.births:
            return self.births[day]
        return moment if self.story.clock.date() - day > LONG_AGO else self.move.of(moment)

    def _text(self, text: str) -> str:
        if number := NUMBER.fullmatch(text):
            prefix, last = number.groups()
            return (
                f"{prefix}{int(last) + 10 * self.serial}"
                if len(last) < 3
                else f"{prefix}{(int(last) + self.serial) % 1000:03}"
            )
        if not self.texts:
            return text
        pattern = "|".join(re.escape(original) for original in sorted(self.texts, key=len, reverse=True))
        return re.sub(pattern, lambda match: self.texts[match[0]], text)
