"""Dates, times and durations: reading, arithmetic, properties, working days."""

import datetime
from decimal import Decimal

import pytest

from engine import feel

WIB = datetime.timezone(datetime.timedelta(hours=7))
ENV = feel.EvalContext(datetime.datetime(2026, 3, 16, 9, 30, tzinfo=WIB))


def value(text, **scope):
    return feel.to_json(feel.parse(text).evaluate(scope, ENV))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('date("2026-03-16")', "2026-03-16"),
        ("date(2026, 2, 30)", None),
        ('date("2026-3-16")', None),
        ('date(@"2026-03-16T23:59:00")', "2026-03-16"),
        ('date("-2021-01-01") + duration("P1M")', "-2021-02-01"),
        ('date("999999999-12-31") + duration("P1D")', None),
        ('time("23:59:59+07:00")', "23:59:59+07:00"),
        ('time("23:59:60")', None),
        ('time("10:00:00@Nowhere/City")', None),
        ('time("11:22:33.123456789")', "11:22:33.123456789"),
        ('time(12, 59, 1.3, duration("-PT1H"))', "12:59:01.3-01:00"),
        ('date and time(date("2026-03-16"), time("23:59:59@Asia/Jakarta"))', "2026-03-16T23:59:59@Asia/Jakarta"),
        ('date and time("2026-03-16T24:00:00")', "2026-03-17T00:00:00"),
        ('date and time(2026, 3, 16, 10, 0, 0, "Asia/Makassar")', "2026-03-16T10:00:00@Asia/Makassar"),
        ('duration("P1Y14M")', "P2Y2M"),
        ('duration("-PT90M")', "-PT1H30M"),
        ('duration("P1Y1D")', None),
        ('duration("P99999999999999999999D")', None),
        ('@"2026-01-31" + @"P1M"', "2026-02-28"),
        ('@"2024-02-29" + @"P1Y"', "2025-02-28"),
        ('@"2026-01-01" + @"PT36H"', "2026-01-02"),
        ('@"2026-03-16" - @"2026-03-01"', "P15D"),
        ('@"2026-03-16T10:00:00+07:00" - @"2026-03-16T03:00:00Z"', "PT0S"),
        ('@"2026-03-16T10:00:00" - @"2026-03-16T03:00:00Z"', None),
        ('@"23:00:00" + @"PT2H"', "01:00:00"),
        ('@"2026-03-28T12:00:00@Europe/Paris" + @"P1D"', "2026-03-29T13:00:00@Europe/Paris"),
        ('@"P1D" * 1.5', "P1DT12H"),
        ('@"P1Y" / 12', "P1M"),
        ('@"P2D" / @"P1D"', 2),
        ('@"P1D" / 0', None),
        ('-@"P1Y2M"', "-P1Y2M"),
        ('years and months duration(@"2022-04-01", @"2026-03-31")', "P3Y11M"),
        ('years and months duration(@"2026-03-31", @"2022-04-01")', "-P3Y11M"),
        ('@"2026-03-16".year + @"2026-03-16".weekday', 2027),
        ('@"2026-03-16T10:11:12+07:00".time offset', "PT7H"),
        ('@"2026-03-16T10:11:12@Asia/Jayapura".timezone', "Asia/Jayapura"),
        ('@"-P1DT2H3M4S".hours', -2),
        ('@"P1Y2M".months', 2),
        ('@"P1Y".days', None),
        ('day of week(@"2026-03-16")', "Monday"),
        ('month of year(@"2026-03-16")', "March"),
        ('day of year(@"2026-03-16")', 75),
        ('week of year(@"2005-01-01")', 53),
        ('last day of month(@"2024-02-01")', "2024-02-29"),
        ("today()", "2026-03-16"),
        ("now()", "2026-03-16T09:30:00+07:00"),
        ('today() >= date(since) + duration("P4Y")', False),
        ('for d in @"2026-03-30"..@"2026-04-01" return d.day', [30, 31, 1]),
        ('string(@"2026-03-16T10:00:00Z")', "2026-03-16T10:00:00Z"),
    ],
)
def test_dates_and_durations(text, expected):
    assert value(text, since="2022-04-01") == expected


def test_python_dates_in_a_scope_are_feel_dates():
    day = datetime.date(2026, 3, 16)
    assert value('d.weekday = 1 and d + @"P1D" = @"2026-03-17"', d=day) is True
    assert feel.parse("d").evaluate({"d": day}, ENV) == day


HOLIDAYS = [
    *("2026-01-01", "2026-01-16", "2026-02-17", "2026-03-19", "2026-03-21", "2026-03-22", "2026-04-03", "2026-04-05"),
    *("2026-05-01", "2026-05-14", "2026-05-27", "2026-05-31", "2026-06-01", "2026-06-16", "2026-08-17", "2026-08-25"),
    *("2026-12-25", "2026-02-16", "2026-03-18", "2026-03-20", "2026-03-23", "2026-03-24", "2026-05-15", "2026-05-28"),
    "2026-12-24",
]


class Indonesia:
    """Five working days a week, libur nasional and cuti bersama of 2026."""

    def is_working(self, day):
        return day.weekday() < 5 and day.isoformat() not in HOLIDAYS


HR = feel.EvalContext(datetime.datetime(2026, 3, 16, 9, tzinfo=WIB), Indonesia())


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-03-16", 5, "2026-03-30"),
        ("2026-05-12", 5, "2026-05-21"),
        ("2026-07-10", 5, "2026-07-17"),
        ("2026-12-16", 7, "2026-12-29"),
        ("2026-03-21", 1, "2026-03-25"),
        ("2026-03-16", 0, "2026-03-16"),
        ("2026-03-30", -5, "2026-03-16"),
    ],
)
def test_working_days_skip_weekends_and_holidays_and_do_not_count_the_start(start, days, end):
    after = feel.parse("working days after(date(start), n)").evaluate({"start": start, "n": days}, HR)
    assert after == datetime.date.fromisoformat(end)
    between = feel.parse("working days between(date(start), date(end))").evaluate({"start": start, "end": end}, HR)
    assert between == Decimal(days)


def test_working_days_need_a_calendar_and_are_bounded():
    assert feel.parse('working days after(@"2026-03-16", 5)').evaluate({}, ENV) is None
    assert feel.parse('working days after(@"2026-03-16", 1e9)').evaluate({}, HR) is None
    with pytest.raises(feel.FeelError) as refused:
        feel.parse('working days between(@"0001-01-01", @"9999-01-01")').evaluate({}, HR)
    assert refused.value.code == "too_many_steps"
