"""Reads a story from TOML and refuses what it does not know."""

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
class Step:
    """One act: who does which verb with what, in which case, and what must come of it."""

    number: int
    verb: str
    target: Any
    by: str | None = None
    answer: Mapping[str, Any] = field(default_factory=dict)
    instance: str | None = None
    name: str | None = None
    process: str | None = None
    to: str | None = None
    reason: str = ""
    key: str = ""
    error: str = ""
    expect: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Story:
    """A whole story."""

    process: str
    clock: datetime
    steps: tuple[Step, ...]
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
    """The story that this TOML tells. Raises BadStory."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadStory("story_not_toml", detail=str(error)) from None
    if unknown := set(told) - TOP:
        raise BadStory("story_unknown_keys", step=0, keys=sorted(unknown))
    if missing := {"process", "clock", "step"} - set(told):
        raise BadStory("story_missing_keys", step=0, keys=sorted(missing))
    known = {name: told[name] for name in ("title", "scenario", "zone", "units", "people") if name in told}
    return Story(
        process=told["process"],
        clock=moment(told["clock"]),
        processes=tuple(told.get("processes", ())),
        substitutions=tuple(told.get("substitutions", ())),
        steps=tuple(_step(number, step) for number, step in enumerate(told["step"], 1)),
        **known,
    )


def _step(number: int, told: Mapping[str, Any]) -> Step:
    verbs = [verb for verb in VERBS if verb in told]
    if len(verbs) != 1:
        raise BadStory("story_one_verb", step=number, verbs=verbs, known=VERBS)
    rest = {key: value for key, value in told.items() if key != verbs[0]}
    if "as" in rest:
        rest["name"] = rest.pop("as")
    if unknown := set(rest) - {one.name for one in fields(Step)}:
        raise BadStory("story_unknown_keys", step=number, keys=sorted(unknown))
    if unknown := set(rest.get("expect", ())) - EXPECTED:
        raise BadStory("story_unknown_keys", step=number, keys=sorted(unknown))
    return Step(number=number, verb=verbs[0], target=told[verbs[0]], **rest)


def moment(value: datetime | date) -> datetime:
    """An aware time; one without a zone is taken as UTC."""
    if not isinstance(value, datetime):
        raise BadStory("story_needs_time", given=str(value))
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def nested(answer: Mapping[str, Any]) -> dict[str, Any]:
    """An answer with dotted keys as nested contexts, its dates as ISO text."""
    found: dict[str, Any] = {}
    for path, value in answer.items():
        *above, last = path.split(".")
        here = found
        for part in above:
            here = here.setdefault(part, {})
        here[last] = plain(value)
    return found


def plain(value: Any) -> Any:
    """TOML's values as JSON."""
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
