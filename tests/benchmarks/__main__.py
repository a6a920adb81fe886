"""`make bench`: what steps, cases, the inbox, what happens later and decisions cost, against what one run measures."""

import sys
from time import perf_counter

import decisions
import inbox
import later
import searches
from bounds import bounds
from counting import Counting, finished
from floor import Floor
from shares import Shares
from timing import middle, of_cases
from town import Town, permit, promotion
from ways import Door, Engine

from webapp.platform import logs

CASES = 6
UNTIL = "initial_secretary"  # behind it the decree is printed, which takes longer than all the rest
LINE = "{:<58}{:>10}{:>10}"
PARTS = ("steps", "search", "later", "decisions")


def main(parts: list[str]) -> None:
    began = perf_counter()
    logs.configure()
    if "steps" in parts:
        _steps()
    if "search" in parts:
        _searches()
    if "later" in parts:
        later.report()
    if "decisions" in parts:
        _decisions()
    print(
        f"\n{perf_counter() - began:.0f} s in all; medians; milliseconds of this process's CPU, `waited` of the clock"
    )


def _steps() -> None:
    with promotion() as town:
        lowest = _completions(town)
        _storage(town)
    with permit() as town:
        _small(town)
    _inboxes(lowest)


def _completions(town: Town) -> float:
    engine, door, stock = Engine(), Door(town), Floor.of(town, UNTIL)
    for _case in range(CASES + 1):  # the first warms up; all see the same neighbours on the machine
        stock.sample()
        town.case(engine, UNTIL)
        stock.sample()
        town.case(door, UNTIL)
    lowest, tasks = stock.step(), len(engine.spent) // (CASES + 1)
    stored, whole = of_cases(engine.spent[tasks:], tasks), of_cases(door.spent[tasks:], tasks)
    _line("", "CPU ms", "floors")
    _line("the same steps in SpiffWorkflow alone, in memory (the floor)", lowest, 1.0)
    _line("promotion: one stored step (engine, SQLite file, audit)", stored, stored / lowest)
    _line("promotion: one completion over WSGI (session, CSRF, audit)", whole, whole / lowest)
    with Shares() as shares:
        door.measure = shares
        for _case in range(CASES):
            town.case(door, UNTIL)
    for layer, part in shares.parts():
        _line(f"    {layer} ({part:.0%})", part * whole, part * whole / lowest)
    door.measure = counting = Counting(town.database)
    town.case(door, UNTIL)
    statements, commits = zip(*counting.pairs, strict=True)
    print(f"\nper completion: {middle(statements):g} SQL statements ({min(statements)} to {max(statements)}), ", end="")
    print(f"{middle(commits):g} commit (at most {max(commits)})")
    return lowest


def _storage(town: Town) -> None:
    grown = finished(town, Engine())
    print(f"\na finished promotion ({len(town.story.steps)} steps) keeps {sum(grown.values()) / 1000:.0f} KB:")
    for table, size in grown.items():
        print(f"    {table:<40}{size / 1000:>10.1f} KB")


def _small(town: Town) -> None:
    engine, door, stock = Engine(), Door(town), Floor.of(town)
    for _case in range(5 * CASES):
        stock.sample(2)
        town.case(engine)
        town.case(door)
    print()
    for name, way in (("stored step", engine), ("completion over WSGI", door)):
        spent = middle(way.spent[5:])
        _line(f"permit, one task and the end: {name}", spent, spent / stock.step())


def _inboxes(lowest: float) -> None:
    heads = ("open tasks", "inbox.tasks", "whole page", "floors", "waited", "statements")
    print("\n" + "first inbox page, six offices".ljust(34) + "".join(f"{head:>13}" for head in heads))
    for row in inbox.pages():
        told = (f"{row.tasks:,}", row.listed, row.page, row.page / lowest, row.waited, f"{row.statements}")
        print(
            row.database.ljust(34) + "".join(f"{one:>13}" if isinstance(one, str) else f"{one:>13.1f}" for one in told)
        )


def _searches() -> None:
    """What somebody waits for a search, beside what he waits for the same list without one."""
    heads = ("tasks, ms", "times", "cases, ms", "times", "listed")
    print(f"\n{searches.CASES:,} cases of as many people".ljust(46) + "".join(f"{head:>12}" for head in heads))
    plain = searches.Row("", "", 1, 1, (0, 0))
    for row in searches.rows():
        plain = plain if plain.database == row.database else row
        spent = f"{row.tasks:>12.1f}{row.tasks / plain.tasks:>12.1f}{row.cases:>12.1f}{row.cases / plain.cases:>12.1f}"
        print(f"{row.database + ': ' + row.name:<45}{spent}{'{} / {}'.format(*row.listed):>12}")


def _decisions() -> None:
    print(
        "\n"
        + "decisions, compiled once".ljust(58)
        + "".join(f"{h:>13}" for h in ("a second", "µs", "Python µs", "times"))
    )
    for cost in decisions.costs():
        compared = "" if cost.plain is None else f"{cost.plain:>13.2f}{cost.micros / cost.plain:>13.1f}"
        print(f"{cost.name:<58}{1e6 / cost.micros:>13,.0f}{cost.micros:>13.2f}{compared}")
    for words, found in (("unused columns", decisions.unused()), ("rows", decisions.rows())):
        told = list(found)
        print(f"\na table with so many {words}:".ljust(58) + "".join(f"{cost.name:>13}" for cost in told))
        print("    µs".ljust(57) + "".join(f"{cost.micros:>13.2f}" for cost in told))
    print(
        "\n"
        + "a bound of FEEL".ljust(34)
        + "".join(f"{head:>13}" for head in ("limit", "ms to reach"))
        + "    what comes"
    )
    for name, limit, spent, outcome in bounds():
        print(f"{name:<34}{limit:>13,}{spent:>13.2f}    {outcome}")


def _line(words: str, spent: float | str, ratio: float | str) -> None:
    told = [value if isinstance(value, str) else f"{value:.2f}" for value in (spent, ratio)]
    print(LINE.format(words, *told))


if __name__ == "__main__":
    asked = sys.argv[1:] or [*PARTS]
    if not set(asked) <= set(PARTS):
        sys.exit(f"{' '.join(asked)}: the parts are {', '.join(PARTS)}")
    main(asked)
