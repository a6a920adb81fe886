"""Reads a story from TOML; refuses keys that no story has."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from typing import Any

from engine.errors import Refusal

VERBS = (
    "start",
    "task",
    "claim",
    "release",
    "delegate",
    "withdraw",
    "cancel",
    "message",
    "job",
    "wait_until",
    "retry",
    "skip",
)
EXPECTED = {"open", "due", "refused", "ended", "variables", "letters", "incident", "number", "offered"}
TOP = {"process", "processes", "scenario", "clock", "zone", "units", "people", "substitutions", "step", "title"}


class BadStory(Refusal):
    """A story that cannot be read; `step` says where (0: its head)."""

    code = "bad_story"


@dataclass(frozen=True)
class StoryStep:
    """One step: a verb, the person who does it, its target and case, and what must come of it."""

    number: int
    verb: str
    target: Any
    by: str | None = None
    answer: Mapping[str, Any] = field(default_factory=dict)
    case_name: str | None = None
    name: str | None = None
    process: str | None = None
    to: str | None = None
    reason: str = ""
    key: str = ""
    error: str = ""
    expect: Mapping[str, Any] = field(default_factory=dict)


FIELDS = {"as": "name", "instance": "case_name"}
"""Keys of a step in the file whose fields have another name."""
KEYS = {each.name for each in fields(StoryStep)} - {"case_name"} | set(FIELDS)


@dataclass(frozen=True)
class Story:
    """A story as it was read: its people and units, and its steps in order."""

    process: str
    clock: datetime
    steps: tuple[StoryStep, ...]
    title: str = ""
    scenario: str | None = None
    zone: str = "Asia/Jakarta"
    processes: tuple[str, ...] = ()
    units: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    people: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    substitutions: tuple[Mapping[str, Any], ...] = ()

    def definitions(self) -> list[str]:
        """The keys of every definition that the story needs."""
        return list(dict.fromkeys([self.process, *self.processes, *(s.process for s in self.steps if s.process)]))


def read(text: str) -> Story:
    """The story in this TOML. Raises BadStory."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadStory("story_not_toml", detail=str(error)) from None
    if unknown := set(document) - TOP:
        raise BadStory("story_unknown_keys", step=0, keys=sorted(unknown))
    if missing := {"process", "clock", "step"} - set(document):
        raise BadStory("story_missing_keys", step=0, keys=sorted(missing))
    known = {name: document[name] for name in ("title", "scenario", "zone", "units", "people") if name in document}
    return Story(
        process=document["process"],
        clock=moment(document["clock"]),
        processes=tuple(document.get("processes", ())),
        substitutions=tuple(document.get("substitutions", ())),
        steps=tuple(_step(number, step) for number, step in enumerate(document["step"], 1)),
        **known,
    )


def _step(number: int, row: Mapping[str, Any]) -> StoryStep:
    verbs = [verb for verb in VERBS if verb in row]
    if len(verbs) != 1:
        raise BadStory("story_one_verb", step=number, verbs=verbs, known=VERBS)
    rest = {key: value for key, value in row.items() if key != verbs[0]}
    if unknown := set(rest) - KEYS:
        raise BadStory("story_unknown_keys", step=number, keys=sorted(unknown))
    if unknown := set(rest.get("expect", ())) - EXPECTED:
        raise BadStory("story_unknown_keys", step=number, keys=sorted(unknown))
    return StoryStep(
        number=number,
        verb=verbs[0],
        target=row[verbs[0]],
        **{FIELDS.get(key, key): value for key, value in rest.items()},
    )


def moment(value: datetime | date) -> datetime:
    """An aware time; one without a zone is taken as UTC."""
    if not isinstance(value, datetime):
        values = {"given": str(value)}
        raise BadStory("story_needs_time", **values)
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def nested(answer: Mapping[str, Any]) -> dict[str, Any]:
    """An answer with dotted keys as nested contexts, its dates as ISO text."""
    contexts: dict[str, Any] = {}
    for path, value in answer.items():
        *above, last = path.split(".")
        here = contexts
        for part in above:
            here = here.setdefault(part, {})
        here[last] = plain(value)
    return contexts


def plain(value: Any) -> Any:
    """TOML's values as JSON."""
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
