"""The whole database into one file and back: on either kind, from one to the other, from an older release."""

import hashlib
import json
import stat
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from click.testing import CliRunner, Result
from helpers.definitions import open_task, started
from sqlalchemy import inspect, select

from engine import archive, audit, document, migrations
from engine.archive import BadArchive
from engine.audit import AuditEvent
from engine.case import Case
from engine.case import replay as replay_case
from engine.database.base import Base, Database
from engine.document import DocumentContent
from engine.errors import Conflict, Refusal
from engine.verify import verify
from webapp.cli import main

PDF = b"%PDF-1.7\n" + bytes(range(256)) + b"\n%%EOF\n"


@pytest.fixture
def worked(office: Database, of: Any) -> Database:
    """An office with a case half way, one that waits for a timer, and a document."""
    with office.write() as session:
        people = of(session)
        case = started(session, "approval", people.nurhayati, request={"topic": "naik pangkat"})
        open_task(session, "verify", case).complete(people.petugas, {"verification": {"outcome": "ms"}})
        started(session, "timed", people.nurhayati)
        document.store(session, people.petugas, "surat.pdf", PDF, case=case)
        session.commit()
    return office


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path, worker_id: str, clock: Any) -> Iterator[Database]:
    """A database without tables."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path}/restored.db", clock)
        yield database
        database.close()
        return
    server, name = request.getfixturevalue("postgresql"), f"jenjang_restored_{worker_id}"
    database = Database(server.create(name), clock)
    yield database
    database.close()
    server.drop(name)


def contents(database: Database) -> dict[str, list[Any]]:
    """Every row of every table of ours, but the events that tell of backups."""
    with database.read() as session:
        told = select(AuditEvent.id).where(AuditEvent.kind.in_(("backup_made", "backup_restored")))
        left_out = set(session.scalars(told))
        found = {}
        for table in Base.metadata.sorted_tables:
            rows = session.execute(select(table).order_by(*table.primary_key.columns)).all()
            found[table.name] = [tuple(row) for row in rows if not left_out & {row[0]}]
        return found


def test_a_restored_database_holds_every_row_and_works_on(
    worked: Database, empty: Database, of: Any, tmp_path: Path
) -> None:
    before, file = contents(worked), tmp_path / "jenjang.backup"
    manifest = archive.back_up(worked, file)
    assert (stat.S_IMODE(file.stat().st_mode), manifest["tables"]["cases"]["rows"]) == (0o600, 2)
    with worked.read() as session:
        assert session.scalars(select(AuditEvent).where(AuditEvent.kind == "backup_made")).one().part("backup")
    assert archive.restore(empty, file)["cases"] == 2
    assert contents(empty) == before
    assert migrations.is_current(empty)
    with empty.write() as session:
        assert session.scalars(select(DocumentContent.content)).all() == [PDF]
        decide = open_task(session, "decide")
        decide.complete(of(session).kadis, {"decision": {"outcome": "granted", "reason": "ya"}})
        session.commit()
        assert verify(audit.export(session, decide.case)) == []
        assert replay_case(decide.case) == []


def test_a_backup_is_of_one_moment_while_others_go_on(worked: Database, of: Any, tmp_path: Path, clock: Any) -> None:
    file, written = tmp_path / "jenjang.backup", threading.Event()

    def goes_on(table: str, _rows: int) -> None:
        if not written.is_set():
            written.set()
            with worked.write() as session:
                started(session, "timed", of(session).nurhayati)
                session.commit()

    archive.back_up(worked, file, goes_on)
    restored = Database(f"sqlite:///{tmp_path}/restored.db", clock)
    assert archive.restore(restored, file)["cases"] == 2
    restored.close()
    with worked.read() as session:
        assert len(session.scalars(select(Case.id)).all()) == 3


def rewritten(file: Path, change: Any) -> Path:
    """The archive with its files, by name, changed by `change`, which may leave some out."""
    with zipfile.ZipFile(file) as archived:
        files = {name: archived.read(name) for name in archived.namelist()}
    target = file.with_name("changed.backup")
    with zipfile.ZipFile(target, "w") as changed:
        for name, content in change(files).items():
            changed.writestr(name, content)
    return target


def manifest(**more: Any) -> Any:
    return lambda files: {**files, "manifest.json": orjson.dumps({**orjson.loads(files["manifest.json"]), **more})}


def without(name: str) -> Any:
    return lambda files: {each: content for each, content in files.items() if each != name}


def replaced(name: str, old: bytes, new: bytes) -> Any:
    return lambda files: {**files, name: files[name].replace(old, new)}


def twice(files: dict[str, bytes]) -> dict[str, bytes]:
    """The first person stands there twice, and the manifest says so."""
    rows = files["tables/person.jsonl"] + files["tables/person.jsonl"].splitlines(keepends=True)[0]
    told = orjson.loads(files["manifest.json"])
    told["tables"]["person"] = {"rows": rows.count(b"\n"), "sha256": hashlib.sha256(rows).hexdigest()}
    return {**files, "tables/person.jsonl": rows, "manifest.json": orjson.dumps(told)}


CHANGES = {
    "no_manifest": (without("manifest.json"), BadArchive, "archive_unreadable"),
    "another_format": (manifest(format="zip/1"), BadArchive, "archive_unreadable"),
    "from_the_future": (manifest(revision="9999"), Conflict, "archive_newer"),
    "other_tables": (manifest(tables={}), BadArchive, "archive_unreadable"),
    "a_table_left_out": (without("tables/task.jsonl"), Refusal, "archive_broken"),
    "a_row_changed": (replaced("tables/person.jsonl", b"Nurhayati", b"Nurhayani"), Refusal, "archive_broken"),
    "a_row_twice": (twice, Refusal, "archive_broken"),
    "no_rows_at_all": (replaced("tables/person.jsonl", b"{", b"["), BadArchive, "archive_unreadable"),
}


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_archive_is_refused_and_nothing_of_it_stays(
    worked: Database, tmp_path: Path, clock: Any, name: str
) -> None:
    change, kind, code = CHANGES[name]
    archive.back_up(worked, tmp_path / "jenjang.backup")
    empty = Database(f"sqlite:///{tmp_path}/restored.db", clock)
    with pytest.raises(kind) as refused:
        archive.restore(empty, rewritten(tmp_path / "jenjang.backup", change))
    assert (refused.value.code, inspect(empty.engine).get_table_names()) == (code, [])
    empty.close()


def damaged(where: int, content: bytes, *, directory: bool = False) -> Any:
    """Bytes written over the entry of a table: so far into its content, or into its line of the directory."""

    def change(raw: bytearray, entry: zipfile.ZipInfo) -> None:
        name = entry.filename.encode()
        at = raw.rindex(b"PK\x01\x02", 0, raw.rindex(name)) if directory else entry.header_offset + 30 + len(name)
        raw[at + where : at + where + len(content)] = content

    return change


DAMAGES = {
    "content_overwritten": damaged(30, b"\xff" * 20),
    "another_compression": damaged(10, b"\x63\x00", directory=True),
    "encrypted": damaged(8, b"\x01\x00", directory=True),
}


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_archive_is_refused_and_nothing_of_it_stays(
    worked: Database, tmp_path: Path, clock: Any, name: str
) -> None:
    file = tmp_path / "jenjang.backup"
    archive.back_up(worked, file)
    raw = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as archived:
        DAMAGES[name](raw, archived.getinfo("tables/person.jsonl"))
    file.write_bytes(raw)
    empty = Database(f"sqlite:///{tmp_path}/restored.db", clock)
    with pytest.raises(BadArchive):
        archive.restore(empty, file)
    assert inspect(empty.engine).get_table_names() == []
    empty.close()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_history_changed_before_the_backup_is_found_at_the_restore(
    worked: Database, tmp_path: Path, clock: Any
) -> None:
    with worked.write() as session:
        session.connection().exec_driver_sql("UPDATE audit_event SET actor_id = 1 WHERE kind = 'task_completed'")
        session.commit()
    archive.back_up(worked, tmp_path / "jenjang.backup")
    empty = Database(f"sqlite:///{tmp_path}/restored.db", clock)
    with pytest.raises(Refusal) as refused:
        archive.restore(empty, tmp_path / "jenjang.backup")
    assert (refused.value.code, inspect(empty.engine).get_table_names()) == ("archive_chain_broken", [])
    empty.close()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_the_commands_tell_what_they_did_and_what_to_do(worked: Database, tmp_path: Path) -> None:
    def jenjang(url: str, *words: str) -> Result:
        return CliRunner().invoke(main, list(words), env={"JENJANG_DATABASE": url})

    file, here, there = str(tmp_path / "a.backup"), str(worked.url), f"sqlite:///{tmp_path}/new/folder/jenjang.db"
    told = jenjang(here, "backup", file, "--json")
    assert (told.exit_code, json.loads(told.stdout)["tables"]["cases"]["rows"]) == (0, 2)
    assert "cases: 2" in told.stderr
    again = jenjang(here, "backup", file)
    assert (again.exit_code, "pilih nama lain" in again.output) == (1, True)
    full = jenjang(here, "restore", file)
    assert (full.exit_code, "JENJANG_DATABASE" in full.output) == (1, True)
    restored = jenjang(there, "restore", file)
    assert (restored.exit_code, "riwayat 2 usulan diperiksa dan utuh" in restored.output) == (0, True), restored.output
    assert stat.S_IMODE((tmp_path / "new/folder/jenjang.db").stat().st_mode) == 0o600
    assert jenjang(there, "replay").exit_code == 0
    (tmp_path / "no.backup").write_text("bukan cadangan")
    bad = jenjang(f"sqlite:///{tmp_path}/other.db", "restore", str(tmp_path / "no.backup"))
    assert (bad.exit_code, "bukan cadangan Jenjang" in bad.output) == (1, True)
