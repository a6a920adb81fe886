"""A story told again at another time, of other people."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from engine import story
from webapp.demo.retelling import Retelling, TimeShift

WIB = ZoneInfo("Asia/Jakarta")
TOLD = """
process = "anything"
clock = 2026-07-08T09:00:00+07:00
[people.nurhayati]
name = "Nurhayati"
nip = "199002282014022994"
unit = "dishub"
[people.nurhayati.facts]
rank_since = 2022-04-01
birth_date = 1990-02-28
appraisals = [{ year = 2025, predicate = "Baik" }]
[[step]]
by = "nurhayati"
start = { "request.employee" = "199002282014022994", "request.note" = "Atas nama Nurhayati" }
[[step]]
by = "nurhayati"
task = "sign"
expect = { refused = "own_case" }
[[step]]
wait_until = 2026-07-31T09:00:00+07:00
expect = { ended = "done" }
"""


@pytest.mark.parametrize(
    ("told", "months", "days", "moved"),
    [
        (date(2026, 7, 8), -10, 0, date(2025, 9, 8)),
        (date(2026, 3, 31), -1, 0, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, 0, date(2025, 2, 28)),
        (date(2026, 12, 15), 1, 0, date(2027, 1, 15)),
        (date(2026, 7, 8), 0, 28, date(2026, 8, 5)),
        (datetime(2026, 7, 31, 16, 40, tzinfo=WIB), 2, 7, datetime(2026, 10, 7, 16, 40, tzinfo=WIB)),
    ],
)
def test_dates_move_by_whole_months_then_days(told: date, months: int, days: int, moved: date) -> None:
    assert TimeShift(months, days).of(told) == moved


def test_a_story_is_told_of_somebody_else_half_a_year_earlier() -> None:
    first = story.read(TOLD)
    texts = {"199002282014022994": "199003012014022981", "Nurhayati": "Maya Sari"}
    told = Retelling(first, TimeShift(-7), texts, {date(1990, 2, 28): date(1990, 3, 1)}).retell()
    maya = told.people["nurhayati"]
    assert told.clock.date() == date(2025, 12, 8)
    assert (maya["name"], maya["nip"]) == ("Maya Sari", "199003012014022981")
    assert maya["facts"]["rank_since"] == date(2021, 9, 1)
    assert maya["facts"]["birth_date"] == date(1990, 3, 1)
    assert maya["facts"]["appraisals"] == [{"year": 2024, "predicate": "Baik"}]
    assert told.steps[0].target["request.note"] == "Atas nama Maya Sari"
    assert told.steps[-1].target.date() == date(2025, 12, 31)


def test_what_was_to_be_refused_is_left_out() -> None:
    told = Retelling(story.read(TOLD), TimeShift()).retell()
    assert [step.verb for step in told.steps] == ["start", "wait_until"]
    assert not any(step.expect for step in told.steps)
