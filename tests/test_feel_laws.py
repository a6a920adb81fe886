"""Laws that hold for all values: what is printed reads back, sorting permutes, range functions agree with comparisons."""

import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from engine import feel

ENV = feel.EvalContext(datetime.datetime(2026, 3, 16, 9, tzinfo=datetime.UTC))
NUMBERS = some.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=3)
SMALL = some.integers(-3, 3).map(Decimal)
TEXTS = some.text(some.characters(exclude_categories=["Cs"]), max_size=12)
DAYS = some.dates()
LENGTHS = some.timedeltas(datetime.timedelta(-(10**5)), datetime.timedelta(10**5))
PLAIN = some.recursive(
    some.none() | some.booleans() | NUMBERS | TEXTS,
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.sampled_from(["a", "b c", "x1"]), inner),
    max_leaves=12,
)


@some.composite
def ranges(draw: Any) -> feel.Range:
    low, high = sorted((draw(SMALL), draw(SMALL)))
    if low == high:
        return feel.Range(low, high)
    return feel.Range(low, high, draw(some.booleans()), draw(some.booleans()))


def told(text: str, **scope: object) -> Any:
    return feel.parse(text, scope).evaluate(scope, ENV)


@given(some.lists(PLAIN, max_size=3))
def test_the_text_of_a_value_reads_back_as_the_value(values: list[object]) -> None:
    assert feel.parse(feel.to_text(values)).evaluate({}, ENV) == values


@given(DAYS | some.datetimes() | some.times() | LENGTHS | some.integers(-(10**6), 10**6).map(feel.YearsMonths))
def test_the_text_of_a_moment_or_duration_reads_back_as_it(value: Any) -> None:
    assert feel.parse(f'@"{feel.to_text(value)}"').evaluate({}, ENV) == value


@given(some.lists(NUMBERS, max_size=12))
def test_sorting_puts_every_item_in_order_and_loses_none(items: list[Decimal]) -> None:
    made = told("sort(items, function(a, b) a < b)", items=items)
    assert sorted(items) == made
    assert told("sort(items, function(a, b) a > b)", items=items) == sorted(items, reverse=True)


@given(SMALL, ranges())
def test_a_point_in_a_range_is_before_it_after_it_or_included(point: Decimal, range_: feel.Range) -> None:
    told_ = told("[before(p, r), includes(r, p), after(p, r)]", p=point, r=range_)
    assert told_.count(True) == 1
    assert told("(p in r) = includes(r, p) and during(p, r) = includes(r, p)", p=point, r=range_) is True
    assert told("starts(p, r) = started by(r, p) and finishes(p, r) = finished by(r, p)", p=point, r=range_) is True
    assert told("if starts(p, r) or finishes(p, r) then p in r else true", p=point, r=range_) is True


@given(ranges(), ranges())
def test_two_ranges_are_apart_or_overlap_and_each_relation_has_its_mirror(one: feel.Range, other: feel.Range) -> None:
    scope = {"a": one, "b": other}
    assert told("[before(a, b), overlaps(a, b), after(a, b)]", **scope).count(True) == 1
    for mirrored in (
        "before(a, b) = after(b, a)",
        "meets(a, b) = met by(b, a)",
        "overlaps(a, b) = overlaps(b, a)",
        "overlaps before(a, b) = overlaps after(b, a)",
        "includes(a, b) = during(b, a)",
        "starts(a, b) = started by(b, a)",
        "finishes(a, b) = finished by(b, a)",
        "coincides(a, b) = (a = b)",
        "if coincides(a, b) then includes(a, b) else true",
        "if starts(a, b) or finishes(a, b) then during(a, b) else true",
        "if overlaps before(a, b) or overlaps after(a, b) or includes(a, b) then overlaps(a, b) else true",
    ):
        assert told(mirrored, **scope) is True, mirrored


@given(NUMBERS, some.integers(-3, 3))
def test_rounding_stays_within_one_step_and_on_its_side(number: Decimal, scale: int) -> None:
    step = Decimal(1).scaleb(-scale)
    scope = {"n": number, "s": scale}
    low, high = told("floor(n, s)", **scope), told("ceiling(n, s)", **scope)
    assert low <= number <= high <= low + step
    for near in ("decimal", "round half up", "round half down"):
        assert abs(told(f"{near}(n, s)", **scope) - number) * 2 <= step
    assert abs(told("round down(n, s)", **scope)) <= abs(number) <= abs(told("round up(n, s)", **scope))


@given(TEXTS, some.sampled_from([";", "a", "xyz"]))
def test_what_is_split_joins_to_the_same_text(text: str, delimiter: str) -> None:
    assert told("string join(split(t, d), d)", t=text, d=delimiter) == text
    assert told("substring before(t, d) + d + substring after(t, d)", t=text, d=delimiter) in (text, delimiter)


@given(TEXTS)
def test_a_text_of_no_pattern_signs_matches_itself_and_replaces_itself(text: str) -> None:
    assert told('matches(t, t, "q")', t=text) is True
    assert told('replace(t, t, "z", "q")', t=text) == ("z" if text else None)
    assert told("string length(t)", t=text) == len(text)
    assert told("string length(t) = 0 or substring(t, 1) = t", t=text) is True


@given(some.lists(SMALL, min_size=1, max_size=8))
def test_list_functions_agree_with_each_other(items: list[Decimal]) -> None:
    for law in (
        "union(l, l) = distinct values(l)",
        "reverse(reverse(l)) = l",
        "count(concatenate(l, l)) = 2 * count(l)",
        "min(l) <= median(l) and median(l) <= max(l)",
        "list contains(l, mode(l)[1])",
        "every x in l satisfies list contains(l, x)",
        "sublist(l, 1) = l and sublist(l, -1, 1)[1] = l[-1]",
        "remove(insert before(l, 1, 9), 1) = l",
        "list replace(l, 1, l[1]) = l",
        "flatten([l, [l]]) = concatenate(l, l)",
        "every p in index of(l, l[1]) satisfies l[p] = l[1]",
        "(for x in l return x) = l",
        "l[true] = l and l[false] = []",
    ):
        assert told(law, l=items) is True, law


@given(DAYS, some.integers(-500, 500))
def test_months_added_stay_in_the_month_they_reach(day: datetime.date, months: int) -> None:
    scope = {"d": day, "m": feel.YearsMonths(months)}
    moved = told("d + m", **scope)
    if moved is not None:
        assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
        assert moved.day == day.day or told('(d + duration("P1D")).day', d=moved) == 1
        assert told("years and months duration(d, e)", d=day, e=moved).total in (months, months - 1, months + 1)


@given(some.datetimes(), LENGTHS)
def test_a_duration_added_and_taken_away_changes_nothing(moment: datetime.datetime, length: datetime.timedelta) -> None:
    assert told("m + l - l = m and (m + l) - m = l", m=moment, l=length) is True


@given(some.dictionaries(some.sampled_from(["a", "b", "c d"]), NUMBERS))
def test_a_context_is_what_its_entries_make(context: dict[str, Decimal]) -> None:
    assert told("context(get entries(c)) = c and context merge([c, c]) = c", c=context) is True
    assert told('get value(context put(c, "z", 1), "z")', c=context) == 1


@given(some.lists(NUMBERS, min_size=2, max_size=8))
def test_iteration_counts_the_same_up_and_down(items: list[Decimal]) -> None:
    assert told("reverse(for i in 1..n return l[i]) = (for i in n..1 return l[i])", n=len(items), l=items) is True
    assert all(one <= other for one, other in pairwise(told("sort(l)", l=items)))
