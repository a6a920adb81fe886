"""Changes the code in small ways and asks whether a test notices: mutants drawn by a seed, survivors printed.

`make mutate` runs it. mutmut makes the mutants and tries each one in a process of its own, with the tests that pass
through what it changed. All of it happens in a copy under var/, with SQLite alone.

What is put together once, at import (`_task_to_change`, `_listed` of a task's terms, `own_seat`), mutmut changes too
late: such a mutant survives here, and is noticed where the line itself is changed. A mutant that was stopped ran until
its time was over or was killed: nobody noticed it.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLACE = ROOT / "var" / "mutation"
COPIED = ("engine", "forms", "webapp", "processes", "tests")
LEFT_OUT = shutil.ignore_patterns("node_modules", "__pycache__", "mutation", "*.egg-info")

# What is mutated: who may do what, how a case moves, what stays of it.
ROOMS = (
    "engine/task/*",
    "engine/case/*",
    "engine/audit*",
    "engine/verify.py",
    "engine/message.py",
    "engine/dmn/table/hit_policy.py",
)
# The tests that stand nearest.
TESTS = (
    "test_act_for_another",
    "test_answer_together",
    "test_ask_siasn",
    "test_begin_about_others",
    "test_claim_task",
    "test_climb_task",
    "test_complete_task",
    "test_deliver_message",
    "test_deliver_signal",
    "test_dmn_hit_policies",
    "test_dmn_tables",
    "test_do_job",
    "test_explain_case",
    "test_fire_timer",
    "test_list_tasks",
    "test_look_again",
    "test_mend_incident",
    "test_operate",
    "test_replay_case",
    "test_start_case",
    "test_strand_task",
    "test_substitute",
    "test_superior",
    "test_verify_history",
    "test_watch_house",
    "test_web_begin_about_others",
    "test_web_definitions",
    "test_withdraw_answer",
    "test_work_outside",
)
# One runs the file of the verifier alone, where mutmut is not; one reads docs/ and asks where a call goes, not what it does.
ASIDE = ("test_the_one_file_checks_without_jenjang", "test_an_approval_enters_only_the_files_that_the_house_lists")
LEFT_ASIDE = " and not ".join(["not postgresql", *ASIDE])
KILLED = (1, 3)  # exit codes of pytest: a test failed, or the code could not even be read
MAKE = """
from pathlib import Path
from mutmut import __main__ as mutmut
mutmut.set_mutant_under_test("mutant_generation")
Path("mutants").mkdir()
mutmut.copy_src_dir()
mutmut.copy_also_copy_files()
mutmut.setup_source_paths()
mutmut.create_mutants(2)
"""


def settings() -> str:
    """The lines of pyproject.toml that mutmut reads."""
    return "\n".join(
        [
            "",
            "[tool.mutmut]",
            'source_paths = ["engine", "forms", "webapp"]',
            f"only_mutate = {json.dumps(ROOMS)}",
            'also_copy = ["processes"]',
            "timeout_multiplier = 4.0",  # a mutant that hangs is killed after four times what its tests take
            "timeout_constant = 10.0",
            f"pytest_add_cli_args = {json.dumps(['-q', '-x', '-p', 'no:cacheprovider', '-m', 'not browser', '-k', LEFT_ASIDE])}",
            f"pytest_add_cli_args_test_selection = {json.dumps([f'tests/{name}.py' for name in TESTS])}",
            "",
        ]
    )


def copy() -> None:
    """Make the place anew: the code, its tests, and the settings of mutmut."""
    shutil.rmtree(PLACE, ignore_errors=True)
    for name in COPIED:
        shutil.copytree(ROOT / name, PLACE / name, ignore=LEFT_OUT)
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (PLACE / "pyproject.toml").write_text(project + settings(), encoding="utf-8")


def mutants() -> dict[str, int | None]:
    """Every mutant with the exit code of its tests; None where they did not run yet."""
    outcomes: dict[str, int | None] = {}
    for path in sorted(PLACE.rglob("*.meta")):
        outcomes |= json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    return outcomes


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """A program run in the copy; what it prints is returned."""
    environment = {**os.environ, "MUTMUT_QUIET": "1", "PYTHONPATH": ""}
    return subprocess.run(command, cwd=PLACE, env=environment, check=False, capture_output=True, text=True)


def tried(names: list[str]) -> dict[str, int | None]:
    """The mutants of these names with the exit code of their tests: 0 where no test noticed. Exits where tests fail without one."""
    process = run(sys.executable, "-m", "mutmut", "run", *names)
    outcomes = mutants()
    if all(outcomes[name] is None for name in names):
        raise SystemExit(f"{process.stdout[-4000:]}\n{process.stderr[-4000:]}\nThe tests did not run.")
    return {name: outcomes[name] for name in names}


def differences(names: list[str]) -> Iterator[str]:
    """What each of these mutants changes, as a diff."""
    for name in names:
        yield f"{name}\n{run(sys.executable, '-m', 'mutmut', 'show', name).stdout.strip()}\n"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--mutants", type=int, default=300, help="how many are drawn")
    arguments.add_argument(
        "--seed", type=int, default=10, help="the draw: the same code and seed give the same mutants"
    )
    chosen = arguments.parse_args()
    copy()
    made = run(sys.executable, "-c", MAKE)
    every = sorted(mutants())
    if not every:
        raise SystemExit(f"{made.stdout}\n{made.stderr}\nNo mutant came of it.")
    drawn = random.Random(chosen.seed).sample(every, min(chosen.mutants, len(every)))
    outcomes = tried(drawn)
    survivors = sorted(name for name, code in outcomes.items() if code == 0)
    untested = sorted(name for name, code in outcomes.items() if code in (None, 33))
    killed = [name for name, code in outcomes.items() if code in KILLED]
    stopped = sorted(outcomes.keys() - {*survivors, *untested, *killed})
    for text in differences([*survivors, *untested, *stopped]):
        print(text)
    print(f"{len(every)} mutants, {len(drawn)} drawn by seed {chosen.seed}")
    print(f"{len(killed)} killed, {len(survivors)} survived, {len(untested)} met no test, {len(stopped)} were stopped")


if __name__ == "__main__":
    main()
