"""Holidays, cuti bersama, and the working days that are left."""

from datetime import UTC, date, datetime, timedelta

import pytest
from helpers.people import city

from engine import calendar, feel
from engine.calendar import Holiday
from engine.database.base import Database
from engine.database.transaction import transaction
from engine.errors import Conflict, NotAllowed, Refusal
from engine.person import Unit

# SKB 1497/2025, 2/2025, 5/2025
PUBLIC = "1-1 1-16 2-17 3-19 3-21 3-22 4-3 4-5 5-1 5-14 5-27 5-31 6-1 6-16 8-17 8-25 12-25"
JOINT_LEAVE = "2-16 3-18 3-20 3-23 3-24 5-15 5-28 12-24"


def days(text: str) -> set[date]:
    return {date(2026, *map(int, day.split("-"))) for day in text.split()}


def test_the_seed_of_2026_is_the_decree(database: Database) -> None:
    with database.write() as session:
        calendar.seed(session, [2026])
        found = {kind: {one.day for one in session.query(Holiday).filter_by(kind=kind)} for kind in calendar.KINDS}
    assert found == {"public": days(PUBLIC), "joint_leave": days(JOINT_LEAVE), "local": set()}


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 3, 16), 5, date(2026, 3, 30)),
        (date(2026, 5, 12), 5, date(2026, 5, 21)),
        (date(2026, 7, 10), 5, date(2026, 7, 17)),
        (date(2026, 12, 16), 7, date(2026, 12, 29)),
    ],
)
def test_working_days_after_leave_out_the_start(database: Database, start: date, count: int, end: date) -> None:
    with database.write() as session:
        calendar.seed(session, [2026, 2027])
        env = feel.EvalContext(now=datetime(2026, 7, 8, tzinfo=UTC), calendar=calendar.load(session))
    asked = feel.parse(f'working days after(date("{start}"), {count})')
    assert asked.evaluate({}, env) == end


def test_a_unit_of_six_days_works_on_saturdays_but_not_on_holidays(database: Database) -> None:
    with database.write() as session:
        calendar.seed(session, [2026])
        five, six = calendar.load(session), calendar.load(session, working_days=6)
    friday, saturday, feast = date(2026, 7, 10), date(2026, 7, 11), date(2026, 3, 21)
    assert [five.is_working(day) for day in (friday, saturday, feast)] == [True, False, False]
    assert [six.is_working(day) for day in (friday, saturday, feast)] == [True, True, False]
    assert not any(six.is_working(date(2026, 7, 12) + timedelta(weeks=week)) for week in range(10))


def test_an_administrator_edits_the_calendar_and_it_holds_at_once(database: Database) -> None:
    day = date(2026, 12, 9)
    with database.write() as session:
        people = city(session)
        assert calendar.load(session).is_working(day)
        with pytest.raises(NotAllowed):
            calendar.declare(session, people.kadis, day, "Pilkada")
        declared = calendar.declare(session, people.admin, day, "Pilkada")
        assert not calendar.load(session).is_working(day)
        with pytest.raises(Conflict, match="holiday_known"):
            calendar.declare(session, people.admin, day, "Pilkada")
        with pytest.raises(Refusal, match="holiday_kind"):
            calendar.declare(session, people.admin, date(2026, 12, 10), "Libur", "free")
        declared.withdraw(people.admin)
        session.flush()
        assert calendar.load(session).is_working(day)


def test_a_local_holiday_of_a_year_without_any_leaves_out_no_day_of_the_decree(database: Database) -> None:
    with database.write() as session:
        calendar.declare(session, None, date(2028, 12, 9), "Pilkada")
        calendar.seed(session, [2028])
        days = {holiday.day for holiday in calendar.holidays(session, 2028)}
    assert {date(2028, 1, 1), date(2028, 8, 17), date(2028, 12, 9), date(2028, 12, 25)} <= days


def test_seeding_again_leaves_what_people_edited(database: Database) -> None:
    with database.write() as session:
        calendar.seed(session, [2026])
        session.get_one(Holiday, date(2026, 12, 24)).withdraw(None)
        session.flush()
        calendar.seed(session, [2026, 2027])
        assert session.get(Holiday, date(2026, 12, 24)) is None
        assert calendar.load(session).years == {2026, 2027}


def test_the_day_is_that_of_the_unit(database: Database) -> None:
    with database.write() as session:
        transaction(session).moment = datetime(2026, 7, 8, 16, 30, tzinfo=UTC)
        wita = Unit(key="mamuju", name="Mamuju", zone="Asia/Makassar")
        assert (calendar.today(session), calendar.today(session, wita)) == (date(2026, 7, 8), date(2026, 7, 9))
