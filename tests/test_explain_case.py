"""A recorded decision is told again from the frozen files and what it read, and gives what was recorded then."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from engine import calendar, definition, seed_data, story
from engine.case import Case, explain
from engine.errors import NotFound
from webapp.demo.stage import Stage

STORIES = {
    "promotion/bkn_returns_it_and_the_governor_decides": {"eligibility", "signatory", "period"},
    "promotion/documents_are_completed_in_time": {"return_deadline"},
    "recruitment/an_applicant_becomes_a_cpns": {"requirements", "selection_result"},
    "training_offer/nominations_of_two_units_meet": {"eligibility", "needs", "ranking"},
}
BUNDLES = {bundle.key: bundle for bundle in seed_data.bundles()}


def played(name: str) -> Stage:
    """A stage on which this story was played to its end."""
    key, _, stem = name.partition("/")
    path: Path = seed_data.ROOT / "processes" / key / "stories" / f"{stem}.toml"
    told, stage = story.read(path.read_text(encoding="utf-8")), Stage()
    stage.set_clock(told.clock)
    with stage.write() as session:
        seed_data.install(session)
        for each in told.definitions():
            definition.publish(session, None, BUNDLES[each], "story")
    assert story.play(told, stage).differences == []
    return stage


@pytest.mark.parametrize("name", sorted(STORIES))
def test_what_was_recorded_is_told_again(name: str) -> None:
    stage, seen = played(name), set()
    with stage.write() as session:
        for case in session.scalars(select(Case)):
            for event in case.events():
                for number, told in enumerate(event.part("evaluations") or []):
                    if "read" not in told["detail"]:
                        with pytest.raises(NotFound):
                            explain(case, event, number)
                        continue
                    made = explain(case, event, number)
                    assert (made.same, made.story.refused, made.story.decision) == (True, None, told["source"])
                    seen.add(told["source"])
    stage.close()
    assert STORIES[name] <= seen


def test_a_holiday_that_was_declared_since_is_noticed() -> None:
    stage = played("promotion/documents_are_completed_in_time")
    with stage.write() as session:
        found = [
            (case, event, number)
            for case in session.scalars(select(Case))
            for event in case.events()
            for number, told in enumerate(event.part("evaluations") or [])
            if told["source"] == "return_deadline"
        ]
        before = [explain(*each).same for each in found]
        for day in range(1, 29):
            for month in (7, 8):
                if calendar.load(session).is_working(date(2026, month, day)):
                    calendar.declare(session, None, date(2026, month, day), "Libur daerah")
        after = [explain(*each).same for each in found]
    stage.close()
    assert (set(before), False in after) == ({True}, True)
