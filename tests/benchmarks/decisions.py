"""What a condition and a table cost, each against the same as plain Python, and what makes a table dearer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any
from xml.sax.saxutils import escape

from eligible import ENV, Eligibility
from timing import cpu, middle

from engine import dmn, feel

CONDITION = 'case.grade >= 3 and status = "active"'
SCOPE = {"case": {"grade": 4}, "status": "active"}
ROWS = (10, 100, 1_000, 10_000)
UNUSED = (0, 1, 5, 20)
ROUNDS = 25
KINDS = ("regular", "structural", "functional", "posthumous")


@dataclass(frozen=True)
class Cost:
    """CPU microseconds of one evaluation, and of the same in plain Python in turn with it; None: there is no such."""

    name: str
    micros: float
    plain: float | None = None


def condition(scope: dict[str, Any]) -> bool:
    return scope["case"]["grade"] >= 3 and scope["status"] == "active"


def costs() -> Iterator[Cost]:
    """The three kinds that the case needs: a condition, the shipped table, a long table; the whole decision beside."""
    expression = feel.parse(CONDITION)
    yield _against(
        "a condition: " + CONDITION, partial(expression.evaluate, SCOPE, ENV), partial(condition, SCOPE), 1_000
    )
    shipped = Eligibility()
    assert shipped.agree(), "the eligibility table and tests/benchmarks/eligible.py say different things"
    cases = len(shipped.cases)
    yield _against(f"promotion eligibility, the table ({cases} test rows)", shipped.table, shipped.python, 2, cases)
    yield Cost("promotion eligibility, with all that it requires", _micros(shipped.whole, 1, cases))
    model, lines = table(1_000), list(_lines(1_000))
    scopes = [{"months": number * 10 + 3, "kind": KINDS[number % 4]} for number in range(0, 250, 12)]
    assert [model.decide("d", scope, ENV).value for scope in scopes] == [found(lines, scope) for scope in scopes]
    yield _against(
        "a table of 1,000 rows (Python: a loop over the rows)",
        lambda: [model.decide("d", scope, ENV) for scope in scopes],
        lambda: [found(lines, scope) for scope in scopes],
        2,
        len(scopes),
    )


def unused() -> Iterator[Cost]:
    """A table of 100 rows with ever more columns of which every cell is `-`."""
    for count in UNUSED:
        model = table(100, count)
        scope = {"months": 123, "kind": "regular", **{f"unused{number}": number for number in range(count)}}
        yield Cost(f"{count}", _micros(partial(model.decide, "d", scope, ENV), 100))


def rows() -> Iterator[Cost]:
    """Tables of intervals and constants with ever more rows, asked for a row in the middle."""
    for count in ROWS:
        model, scope = table(count), {"months": count // 8 * 10 + 3, "kind": "regular"}
        yield Cost(f"{count:,}", _micros(partial(model.decide, "d", scope, ENV), 100))


def _lines(count: int) -> Iterator[tuple[int, int, str, int]]:
    """Rows of a table: months from, months to, kind, result."""
    return ((row // 4 * 10, row // 4 * 10 + 10, KINDS[row % 4], row) for row in range(count))


def found(lines: list[tuple[int, int, str, int]], scope: dict[str, Any]) -> int:
    """What the UNIQUE table of these rows gives, in plain Python."""
    months, kind = scope["months"], scope["kind"]
    [only] = [result for low, high, asked, result in lines if low <= months < high and asked == kind]
    return only


def table(count: int, more: int = 0) -> dmn.Model:
    """`_lines` as a UNIQUE table, with columns that decide nothing."""
    asked = [("months", "number"), ("kind", "string"), *((f"unused{number}", "number") for number in range(more))]
    columns = (
        f'<input><inputExpression typeRef="{kind}"><text>{name}</text></inputExpression></input>'
        for name, kind in asked
    )
    rules = (
        "<rule>"
        + "".join(_entry("input", text) for text in (f"[{low}..{high})", f'"{kind}"', *["-"] * more))
        + _entry("output", f"{result}")
        + "</rule>"
        for low, high, kind, result in _lines(count)
    )
    return dmn.parse(
        f"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" namespace="bench" name="bench">
        <decision id="d" name="d"><decisionTable>{"".join(chain(columns, ["<output/>"], rules))}
        </decisionTable></decision></definitions>""".encode()
    )


def _entry(kind: str, text: str) -> str:
    return f"<{kind}Entry><text>{escape(text)}</text></{kind}Entry>"


def _against(name: str, act: Callable[[], object], plain: Callable[[], object], times: int, each: int = 1) -> Cost:
    """Both measured in turn, so that they see the same neighbours on the machine."""
    pairs = [(_micros(act, times, each, 1), _micros(plain, 20 * times, each, 1)) for _round in range(ROUNDS)]
    return Cost(name, *(middle(samples) for samples in zip(*pairs, strict=True)))


def _micros(act: Callable[[], object], times: int, each: int = 1, rounds: int = ROUNDS) -> float:
    """CPU microseconds of one of the `each` evaluations that one `act` is."""
    turns = range(times)

    def repeat() -> None:
        for _turn in turns:
            act()

    return middle([cpu(repeat) for _round in range(rounds)]) * 1000 / times / each
