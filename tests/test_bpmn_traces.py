"""The program that runs BPMN feature tests: what it counts, what it says of a failure, and the folder that is given."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from diagrams.drawing import bpmn, element

ROOT = Path(__file__).parent.parent
GIVEN = ROOT.parent / "shared/conformance/bpmn"


def logs(*words: str) -> str:
    return "".join(element("scriptTask", word, inner=f"<bpmn:script>{word}</bpmn:script>") for word in words)


def run(folder: Path, *options: str) -> tuple[int, str]:
    program = [sys.executable, str(ROOT / "tests/conformance/bpmn_traces.py"), str(folder), *options]
    done = subprocess.run(program, capture_output=True, text=True, check=False, timeout=300)
    assert done.stderr == ""
    return done.returncode, done.stdout


def write(folder: Path, diagrams: dict[str, tuple[bytes, list[str]]]) -> None:
    case = {"variables": {"integerVariable": 0, "test": "a"}, "wait_ms": 0, "with_second_process": False}
    listed = []
    for name, (source, expected) in diagrams.items():
        (folder / name).write_bytes(source)
        listed.append({"diagram": name, "process": "p", "cases": [{**case, "expected": expected}]})
    (folder / "expected.json").write_text(json.dumps(listed))


def test_it_counts_what_passes_and_says_why_the_rest_does_not(tmp_path: Path) -> None:
    two = bpmn("p", "start s\nend e", logs("SCRIPT_task1", "SCRIPT_task2"), "s > SCRIPT_task1 > SCRIPT_task2 > e")
    asks = bpmn(
        "p",
        "start s\nxor x\nend e o",
        logs("SCRIPT_task1"),
        's > x\nx > SCRIPT_task1 : test.contains("a")\nx > o : default\nSCRIPT_task1 > e',
    )
    none = bpmn("p", "start s\nend e", '<bpmn:scriptTask id="t" startQuantity="0"/>', "s > t > e")
    write(
        tmp_path,
        {
            "right.bpmn": (two, ["SCRIPT_task2", "SCRIPT_task1"]),
            "asks.bpmn": (asks, ["SCRIPT_task1"]),
            "refused.bpmn": (none, ["ERROR_DEPLOYMENT"]),
            "wrong.bpmn": (two, ["SCRIPT_task1"]),
            "cannot.bpmn": (none, []),
        },
    )
    code, said = run(tmp_path)
    assert code == 1
    assert said.startswith("passed 3 of 5 cases (60.00 %)")
    assert "wrong.bpmn 1: expected ['SCRIPT_task1'], got ['SCRIPT_task1', 'SCRIPT_task2']" in said
    assert "cannot.bpmn 1: expected [], refused: number_too_small at t" in said
    assert run(tmp_path, "--least", "60")[0] == 0


def test_a_folder_without_cases_is_told(tmp_path: Path) -> None:
    code, said = run(tmp_path)
    assert (code, said.strip()) == (2, f"no {tmp_path / 'expected.json'}")


@pytest.mark.skipif(
    not GIVEN.is_dir(), reason="the folder shared/conformance/bpmn stands beside the clone on some machines only"
)
def test_the_given_cases_pass() -> None:
    code, said = run(GIVEN, "--least", "97")
    assert code == 0, said
