"""The history of a case is a chain: whoever changes, removes or reorders an event is found out, at the first misfit."""

import copy
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from helpers.definitions import open_task, started
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update
from sqlalchemy.orm import Session

from engine import audit, person, verify
from engine.audit import AuditEvent

VERIFIER = Path(verify.__file__)


@pytest.fixture
def export(session: Session, people: Any) -> dict[str, Any]:
    """Six events, exported, through JSON."""
    case = started(session, "approval", people.nurhayati, request={"topic": 'naik pangkat 「漢字」 \\ "'})
    task = open_task(session, "verify", case)
    task.claim(people.petugas)
    task.complete(people.petugas, {"verification": {"outcome": "btl", "note": "kurang ✎"}})
    open_task(session, "mend", case).complete(people.nurhayati, {"request": {"topic": "baru"}})
    open_task(session, "verify", case).complete(people.second, {"verification": {"outcome": "ms"}})
    told: Any = {
        "kind": "plh",
        "since": date(2026, 7, 1),
        "until": date(2026, 7, 9),
        "letter": 'Nomor "800"/\\é漢🙂',
    }
    person.substitute(session, None, people.kadis, people.ratna, **told)
    open_task(session, "decide", case).complete(people.ratna, {"decision": {"reason": "ya", "outcome": "granted"}})
    return json.loads(json.dumps(audit.export(session, case)))


SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


def first(export: dict[str, Any]) -> tuple[int | None, str] | None:
    found = verify.verify(export)
    return (found[0].seq, found[0].code) if found else None


def test_a_whole_history_is_whole(export: dict[str, Any]) -> None:
    assert (first(export), export["length"], len(export["events"])) == (None, 6, 6)


HEADER = ["id", "kind", "at", "actor", "on_behalf_of", "mandate", "person", "task", "element", "digest"]


@SQLITE
def test_any_change_is_found_at_its_event(export: dict[str, Any]) -> None:
    for position, event in enumerate(export["events"]):
        for name in HEADER:
            changed = copy.deepcopy(export)
            changed["events"][position][name] = "1" if event[name] != "1" else "2"
            assert first(changed) == (position, "event_changed"), name
        for part in event["parts"]:
            changed = copy.deepcopy(export)
            changed["events"][position]["parts"][part]["content"] += " "
            assert first(changed) == (position, "part_changed")
            del changed["events"][position]["parts"][part]
            assert first(changed) == (position, "part_missing")


COLUMNS = {
    "kind": "task_claimed",
    "at": datetime(2026, 7, 1, tzinfo=UTC),
    **dict.fromkeys(("actor_id", "on_behalf_of_id", "person_id", "task_id"), 4711),
    **dict.fromkeys(("mandate", "element", "digest"), "lain"),
    "commitments": {},
}


@SQLITE
@pytest.mark.parametrize("column", COLUMNS)
def test_a_row_changed_in_the_database_is_found_in_its_export(session: Session, people: Any, column: str) -> None:
    case = started(session, "approval", people.nurhayati, request={"topic": "naik pangkat"})
    open_task(session, "verify", case).complete(people.petugas, {"verification": {"outcome": "ms"}})
    session.flush()
    changed = update(AuditEvent).where(AuditEvent.case_id == case.id, AuditEvent.seq == 1)
    session.execute(changed.values({column: COLUMNS[column]}), execution_options={"synchronize_session": False})
    assert first(audit.export(session, case)) == (1, "event_changed")


@SQLITE
def test_the_export_names_who_did_what_for_whom(session: Session, people: Any) -> None:
    case = started(session, "approval", people.nurhayati, request={"topic": "naik pangkat"})
    task = open_task(session, "verify", case)
    task.complete(people.petugas, {"verification": {"outcome": "ms"}})
    event = audit.export(session, case)["events"][1]
    named = {name: event[name] for name in ("kind", "actor", "person", "task", "element", "digest")}
    assert named == {
        "kind": "task_completed",
        "actor": str(people.petugas.id),
        "person": str(people.nurhayati.id),
        "task": str(task.id),
        "element": "verify",
        "digest": case.definition.digest,
    }


@SQLITE
def test_an_event_changed_with_its_hash_breaks_the_chain_behind_it(export: dict[str, Any]) -> None:
    for position in range(6):
        changed = copy.deepcopy(export)
        event = changed["events"][position]
        event["actor"] = "1"
        event["hash"] = audit.hash_of({name: event[name] for name in verify.HEADER})
        assert first(changed) == ((position + 1, "chain_broken") if position < 5 else (None, "history_cut"))


@SQLITE
def test_removed_doubled_and_reordered_events_are_found(export: dict[str, Any]) -> None:
    for position in range(6):
        removed = copy.deepcopy(export)
        del removed["events"][position]
        assert first(removed) == ((position, "event_missing") if position < 5 else (None, "history_cut"))
        doubled = copy.deepcopy(export)
        doubled["events"].insert(position, doubled["events"][position])
        assert first(doubled) == (position + 1, "event_missing")
    export["events"][2], export["events"][3] = export["events"][3], export["events"][2]
    assert first(export) == (2, "event_missing")


@SQLITE
def test_an_erased_part_is_no_misfit_and_is_named(export: dict[str, Any]) -> None:
    part = export["events"][2]["parts"]["answer"]
    part |= {"content": None, "salt": None, "erased_at": "2027-01-01T00:00:00+00:00", "erased_by": "7"}
    assert first(export) is None
    assert verify.erased(export) == [(2, "answer", "7", "2027-01-01T00:00:00+00:00")]
    part["erased_at"] = None
    assert first(export) == (2, "part_missing")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["format", "events", "length", "head", "instance", "seq", "parts", "commitments", "hash"]
                ),
                inner,
                max_size=5,
            )
        ),
    )
)
def test_whatever_is_no_history_is_a_finding_and_never_a_crash(told: Any) -> None:
    assert verify.verify(told)
    if isinstance(told, dict):
        assert verify.verify({**told, "format": "jenjang-audit/1"})


@SQLITE
def test_the_one_file_checks_without_jenjang(export: dict[str, Any], tmp_path: Path) -> None:
    whole, changed = tmp_path / "whole.json", tmp_path / "changed.json"
    whole.write_text(json.dumps(export), encoding="utf-8")
    export["events"][3]["actor"] = "1"
    changed.write_text(json.dumps(export), encoding="utf-8")
    lonely = tmp_path / "verify.py"
    lonely.write_bytes(VERIFIER.read_bytes())
    for verifier in (lonely, VERIFIER):
        # -S -E: without the libraries of this environment, and not from the clone.
        command = [sys.executable, "-S", "-E", str(verifier)]
        told = [
            subprocess.run(
                [*command, str(file)],
                capture_output=True,
                text=True,
                cwd=tmp_path,
                env={**os.environ, "PYTHONPATH": ""},
            )
            for file in (whole, changed)
        ]
        assert [(run.returncode, run.stdout.splitlines()[-1]) for run in told] == [(0, "whole"), (1, "1 misfits")], told
        assert told[1].stdout.startswith("3 event_changed")


@SQLITE
def test_a_salt_that_swallows_the_beginning_of_the_content_is_found(export: dict[str, Any]) -> None:
    part = export["events"][2]["parts"]["answer"]
    part["salt"], part["content"] = part["salt"] + part["content"][:2].encode().hex(), part["content"][2:]
    assert first(export) == (2, "part_changed")


def test_a_search_brings_what_was_said_but_the_states(session: Session, people: Any) -> None:
    started(session, "approval", people.nurhayati, request={"topic": "naik pangkat"})
    (found,) = audit.search(session, kind="instance_started")
    session.expunge_all()
    assert {payload.part for payload in found.payloads} == set(found.commitments) - {"state"}
