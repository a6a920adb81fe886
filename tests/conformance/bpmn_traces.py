"""Runs every case of a folder of BPMN feature tests: `bpmn_traces.py DIR [--show] [--least PERCENT]`.

`expected.json` lists diagrams, the process to start and, per case, the start variables and the log that a run must
leave, in any order. Between two steps everything is stored as JSON and read again; the clock is moved, never waited for.
Exits 1 when fewer cases pass than `--least` says (every case where it says nothing), 2 when there is nothing to run.
"""

import argparse
import datetime
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bpmn_house import START, House, begun_by_itself
from bpmn_translation import translated

from engine import spiff
from engine.errors import Refusal

SECOND_PROCESS = "ParallelProcess"
REFUSED = {"ERROR_DEPLOYMENT", "ERROR_GENERIC"}
MARKER = "MARKER_EXISTS"
REST = datetime.timedelta(seconds=10)
"""How long a run is watched beyond what the case says."""
WAIVED: dict[str, str] = {}
"""Diagrams whose failures do not count against `--least`, with the reason; they are listed all the same."""


@dataclass(frozen=True)
class Outcome:
    """One case: its diagram and number, and what went wrong, if anything."""

    diagram: str
    number: int
    wrong: str | None


def main() -> int:
    options = _options()
    listed = Path(options.folder) / "expected.json"
    if not listed.is_file():
        print(f"no {listed}")
        return 2
    began = time.perf_counter()
    outcomes = [
        Outcome(told["diagram"], number, _wrong(Path(options.folder) / told["diagram"], told["process"], case))
        for told in json.loads(listed.read_text(encoding="utf-8"))
        for number, case in enumerate(told["cases"], 1)
    ]
    _report(outcomes, time.perf_counter() - began)
    passed = sum(outcome.wrong is None or outcome.diagram in WAIVED for outcome in outcomes)
    return 0 if passed * 100 >= options.least * len(outcomes) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", help="a folder with expected.json and the diagrams")
    parser.add_argument("--least", type=float, default=100.0, help="percent of cases that must pass")
    parser.add_argument("--show", action="store_true", help="accepted as for the DMN kit; failures are always told")
    return parser.parse_args()


def _report(outcomes: list[Outcome], seconds: float) -> None:
    passed = sum(outcome.wrong is None for outcome in outcomes)
    share = 100 * passed / max(1, len(outcomes))
    print(f"passed {passed} of {len(outcomes)} cases ({share:.2f} %) in {seconds:.1f} s")
    for outcome in outcomes:
        if outcome.wrong is not None:
            waived = f" (waived: {WAIVED[outcome.diagram]})" if outcome.diagram in WAIVED else ""
            print(f"{outcome.diagram} {outcome.number}{waived}: {outcome.wrong}")


def _wrong(file: Path, process: str, case: dict[str, Any]) -> str | None:
    expected = case["expected"]
    try:
        log = _run(file, process, case)
    except spiff.NotExecutable as refusal:
        told = "; ".join(f"{finding.code} at {finding.element} {dict(finding.values)}" for finding in refusal.findings)
        return None if REFUSED.intersection(expected) else f"expected {expected}, refused: {told}"
    except Refusal as refusal:
        return f"expected {expected}, refused at run time: {refusal.code} {dict(refusal.values)}"
    except Exception as crash:  # a crash is a failure of the case, not of the program
        return f"{type(crash).__name__}: {crash}"
    if MARKER not in expected:
        log = [line for line in log if line != MARKER]
    return None if Counter(log) == Counter(expected) else f"expected {sorted(expected)}, got {log}"


def _run(file: Path, process: str, case: dict[str, Any]) -> list[str]:
    house = House(translated(file.read_bytes()))
    until = START + datetime.timedelta(milliseconds=case["wait_ms"]) + REST
    if case["with_second_process"] and SECOND_PROCESS in house.compiled:
        house.start(SECOND_PROCESS, case["variables"])
    try:
        house.start(process, case["variables"])
    except Refusal as refusal:
        if refusal.code != "start_needs_event":
            raise
        house.cases.pop()
        house.go_on(START)
        if not any(each.process == process for each in house.cases):
            begun_by_itself(house, process, case["variables"], until)
    house.go_on(until)
    once = [line for number, line in enumerate(house.log) if line != MARKER or house.log.index(MARKER) == number]
    return once + _overlap(house)


def _overlap(house: House) -> list[str]:
    if len(house.stamps) < 2:
        return []
    latest_start, first_end = max(start for start, _end in house.stamps), min(end for _start, end in house.stamps)
    return ["EXECUTION_PARALLEL" if latest_start < first_end else "EXECUTION_SEQUENTIAL"]


if __name__ == "__main__":
    sys.exit(main())
