"""The `jenjang` command: every command explains itself, tells by exit code, and refuses with a sentence."""

import json
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from helpers.definitions import approval, open_task, started
from sqlalchemy import func, select

from engine import definition, person
from engine.database.base import Database
from engine.person import Person
from webapp.cli import main

Jenjang = Callable[..., Result]
STORY = """
process = "approval"
clock = 2026-07-08T09:00:00+07:00
[people.nurhayati]
nip = "199002282014022994"
unit = "dishub"
[people.petugas]
roles = ["rank_officer"]
[[step]]
by = "nurhayati"
start = { "request.topic" = "naik pangkat" }
expect = { open = ["verify"] }
[[step]]
by = "petugas"
task = "verify"
answer = { "verification.outcome" = "btl" }
expect = { open = ["mend"] }
[[step]]
by = "nurhayati"
task = "mend"
answer = { "request.topic" = "baru" }
[[step]]
by = "petugas"
task = "verify"
answer = { "verification.outcome" = "ms" }
[[step]]
task = "decide"
answer = { "decision.outcome" = "granted", "decision.reason" = "ya" }
expect = { ended = "done" }
"""


def commands(group: click.Group = main, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command, as it is typed."""
    for name, command in group.commands.items():
        yield (*above, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*above, name))


@pytest.fixture
def jenjang(tmp_path: Path) -> Jenjang:
    """The command on an SQLite file of this test, not made yet."""
    settings = {"JENJANG_DATABASE": f"sqlite:///{tmp_path}/jenjang.db", "JENJANG_SECRET": "x" * 40, "JENJANG_DEMO": ""}

    def run(*words: str, **more: str) -> Result:
        return CliRunner().invoke(main, list(words), env={**settings, **more})

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The approval procedure with its story, in folders as `processes/` and `forms/`."""
    home = tmp_path / "processes" / "approval"
    for path, content in approval().files.items():
        target = tmp_path / "forms" / "approval" / Path(path).name if path.startswith("forms/") else home / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    (home / "stories").mkdir()
    (home / "stories" / "granted.toml").write_text(STORY)
    return home


@pytest.mark.parametrize("command", [(), *commands()], ids=" ".join)
def test_every_command_explains_itself(jenjang: Jenjang, command: tuple[str, ...]) -> None:
    for option in ("--help", "-h"):
        told = jenjang(*command, option)
        assert told.exit_code == 0
        assert len(told.output.splitlines()) > 4


def test_the_commands_are_those_that_are_promised() -> None:
    promised = {
        "init",
        "migrate",
        "serve",
        "worker",
        "demo",
        "people",
        "holiday",
        "check",
        "publish",
        "play",
        "feel",
        "decide",
        "export",
        "verify",
        "replay",
        "backup",
        "restore",
        "starts",
        "token",
    }
    assert promised == {names[0] for names in commands()}


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["verify"],
        ["check", "/nowhere"],
        ["play", "."],
        ["serve", "--port", "x"],
        ["serve", "--threads", "5"],
    ],
)
def test_wrong_usage_is_2(jenjang: Jenjang, words: list[str]) -> None:
    assert jenjang(*words).exit_code == 2


ADMIN = ("--name", "Administrator", "--login", "admin", "--password", "kata sandi panjang")


def test_the_first_administrator_is_made_once_and_never_again(jenjang: Jenjang, tmp_path: Path) -> None:
    assert jenjang("init", *ADMIN[:-1], "pendek").exit_code == 1
    first = jenjang("init", *ADMIN)
    assert (first.exit_code, "administrator pertama: admin" in first.output) == (0, True)
    database = Database(f"sqlite:///{tmp_path}/jenjang.db")
    with database.write() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 1
        session.scalars(select(Person)).one().change(None, active=False)
        session.commit()
    again = jenjang("init", "--name", "Orang Lain", "--login", "lain", "--password", "kata sandi panjang")
    assert again.exit_code == 1
    assert "Traceback" not in again.output
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 1
    database.close()


def test_migrate_can_be_done_again(jenjang: Jenjang, tmp_path: Path) -> None:
    told = [jenjang("migrate"), jenjang("migrate")]
    assert [each.exit_code for each in told] == [0, 0], told
    assert ("terbit: promotion versi 1" in told[0].output, "terbit:" in told[1].output) == (True, False)
    database = Database(f"sqlite:///{tmp_path}/jenjang.db")
    with database.read() as session:
        assert {each.version for each in definition.all_latest(session)} == {1}
        assert {"rank_officer", "administrator"} <= person.role_kinds(session).keys()
    database.close()


@pytest.mark.parametrize("command", [["serve"], ["worker"]])
def test_nothing_is_served_on_an_old_schema(jenjang: Jenjang, command: list[str]) -> None:
    told = jenjang(*command)
    assert (told.exit_code, "jenjang migrate" in told.output) == (1, True)


def test_a_bad_setting_is_a_sentence(jenjang: Jenjang) -> None:
    for setting in ({"JENJANG_SECRET": "short"}, {"JENJANG_SESSION_HOURS": "many"}):
        told = jenjang("serve", **setting)
        assert told.exit_code == 1
        assert next(iter(setting)) in told.output
        assert "Traceback" not in told.output
    assert jenjang("demo").exit_code == 1


def test_check_plays_the_stories_and_asks_that_every_flow_is_walked(jenjang: Jenjang, folder: Path) -> None:
    told = jenjang("check", str(folder), "--json")
    (result,) = json.loads(told.output)
    assert (told.exit_code, result["passed"], result["stories"], result["unwalked"]) == (0, True, {"granted": []}, [])
    assert jenjang("check", str(folder.parent)).exit_code == 0
    story = folder / "stories" / "granted.toml"
    story.write_text(
        STORY.replace('"btl"', '"ms"')
        .replace('open = ["mend"]', 'open = ["decide"]')
        .partition('[[step]]\nby = "nurhayati"\ntask')[0]
    )
    (result,) = json.loads(jenjang("check", str(folder), "--json").output)
    assert (result["passed"], "complete_q__mend" in result["unwalked"]) == (False, True)
    story.write_text(STORY.replace('ended = "done"', 'ended = "undone"'))
    told = jenjang("check", str(folder))
    assert (told.exit_code, "GAGAL" in told.output, "'undone'" in told.output) == (1, True, True)


def test_check_names_element_and_reason_in_words(jenjang: Jenjang, folder: Path) -> None:
    diagram = folder / "approval.bpmn"
    diagram.write_text(diagram.read_text().replace('candidateGroups="unit_head"', 'candidateGroups="unit_hed"'))
    told = jenjang("check", str(folder))
    assert told.exit_code == 1
    assert "error: approval.bpmn decide" in told.output
    assert "unit_head" in told.output
    (result,) = json.loads(jenjang("check", str(folder), "--json").output)
    found = [one for one in result["findings"] if one["severity"] == "error"]
    assert [(one["rule"], one["element"], one["values"]["nearest"]) for one in found] == [
        ("role_unknown", "decide", "unit_head")
    ]


def test_check_points_at_the_place_of_a_wrong_expression(jenjang: Jenjang, folder: Path) -> None:
    diagram = folder / "approval.bpmn"
    diagram.write_text(diagram.read_text().replace("verification.outcome = ", "verification.outcome == "))
    told = jenjang("check", str(folder))
    assert told.exit_code == 1
    assert '      verification.outcome == "btl"\n                            ^\n      Maksudnya =?' in told.output
    (result,) = json.loads(jenjang("check", str(folder), "--json").output)
    values = result["findings"][0]["values"]
    assert (values["line"], values["column"], values["hint"], values["instead"]) == (1, 23, "meant", "=")


def test_a_broken_story_is_told_and_does_not_crash(jenjang: Jenjang, folder: Path) -> None:
    for text in (
        "not toml",
        STORY.replace("[[step]]", "[[stop]]", 1),
        STORY.replace('task = "verify"', 'task = "verify"\nclaim = "x"', 1),
    ):
        (folder / "stories" / "granted.toml").write_text(text)
        for words in (
            ["check", str(folder)],
            ["play", str(folder), "--story", str(folder / "stories" / "granted.toml")],
        ):
            told = jenjang(*words)
            assert told.exit_code == 1, told.output
            assert not told.exception or isinstance(told.exception, SystemExit), told.exception


def test_play_prints_each_step_and_stops_at_the_first_difference(jenjang: Jenjang, folder: Path) -> None:
    story = folder / "stories" / "granted.toml"
    told = jenjang("play", str(folder), "--story", str(story))
    assert (told.exit_code, told.output.splitlines()[1]) == (0, "✓ 2. petugas task verify")
    story.write_text(STORY.replace('open = ["mend"]', 'open = ["decide"]'))
    told = jenjang("play", str(folder), "--story", str(story), "--json")
    steps = json.loads(told.output)
    assert (told.exit_code, len(steps)) == (1, 2)
    assert steps[1]["differences"] == [{"what": "open", "expected": ["decide"], "found": ["mend"]}]


def test_publish_numbers_new_files_only(jenjang: Jenjang, folder: Path) -> None:
    assert jenjang("migrate").exit_code == 0
    first, again = (json.loads(jenjang("publish", str(folder), "--json").output) for _ in range(2))
    assert (first, first[0]["version"]) == (again, 1)
    form = folder.parent.parent / "forms" / "approval" / "ask.form"
    form.write_text(form.read_text().replace("request.topic", "request.title"))
    assert "approval versi 2" in jenjang("publish", str(folder), "--reason", "judul").output
    (folder / "approval.bpmn").write_text("<x/>")
    told = jenjang("publish", str(folder))
    assert (told.exit_code, "approval.bpmn" in told.output) == (1, True)
    assert jenjang("publish", "nowhere").exit_code == 1


@pytest.fixture
def exported(office: Database, of: Any) -> tuple[str, str]:
    """A case of two events: its number, the database."""
    with office.write() as session:
        case = started(session, "approval", of(session).nurhayati, request={"topic": "naik pangkat"})
        open_task(session, "verify", case).complete(of(session).petugas, {"verification": {"outcome": "ms"}})
        session.commit()
        return case.number, str(office.url)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_an_exported_history_is_verified_and_a_changed_one_named(
    jenjang: Jenjang, exported: tuple[str, str], tmp_path: Path
) -> None:
    number, url = exported
    file = tmp_path / "case.json"
    assert jenjang("export", number, "--out", str(file), JENJANG_DATABASE=url).exit_code == 0
    case = json.loads(file.read_text())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for reference in (number, case["instance"]):
        assert json.loads(jenjang("export", reference, JENJANG_DATABASE=url).output) == case
    whole = jenjang("verify", str(file))
    assert (whole.exit_code, whole.output.startswith("utuh: 2 peristiwa")) == (0, True)
    file.write_text(file.read_text().replace('"task_completed"', '"task_claimed"'))
    told = jenjang("verify", str(file))
    assert (told.exit_code, told.output.startswith("peristiwa 2: ")) == (1, True)
    assert json.loads(jenjang("verify", str(file), "--json").output)[0]["code"] == "event_changed"
    for text in ("", "[]", "{}", "[" * 100_000, "\x00"):
        file.write_text(text)
        told = jenjang("verify", str(file))
        assert told.exit_code == 1
        assert isinstance(told.exception, SystemExit)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("number", ["APP-1999-00001", "1", "²", "9" * 40, "' or 1=1 --"])
def test_a_case_that_is_not_there_is_not_exported(jenjang: Jenjang, office: Database, number: str) -> None:
    told = jenjang("export", number, JENJANG_DATABASE=str(office.url))
    assert (told.exit_code, isinstance(told.exception, SystemExit)) == (1, True)


def test_people_are_imported_with_a_report_per_row(jenjang: Jenjang, tmp_path: Path) -> None:
    assert jenjang("migrate").exit_code == 0
    file = tmp_path / "people.csv"
    file.write_text(
        "name,nip,login,unit,unit_name\nRatna Dewi,198705192011012984,ratna,dishub,Dinas Perhubungan\nBukan NIP,123,x,dishub,\n"
    )
    told = jenjang("people", "import", str(file), "--json")
    rows = json.loads(told.output)
    assert (told.exit_code, [row["code"] for row in rows][0], len(rows)) == (1, "person_admitted", 2), told.output
    assert "1 baris diterima, 1 ditolak" in jenjang("people", "import", str(file)).output
    file.write_text("name,nip\nRatna Dewi,197005192031011984\n")
    odd = jenjang("people", "import", str(file))
    assert (odd.exit_code, "TMT CPNS menurut NIP" in odd.output) == (0, True), odd.output
    for text in ("", "a;b\n1;2", "\x00"):
        file.write_bytes(text.encode("utf-16") if text else b"")
        told = jenjang("people", "import", str(file))
        assert not told.exception or isinstance(told.exception, SystemExit), (text, told.exception)


def test_an_administrator_declares_a_local_holiday_and_withdraws_it(jenjang: Jenjang) -> None:
    jenjang("init", *ADMIN)
    declared = jenjang("holiday", "declare", "2026-12-09", "Pilkada")
    assert (declared.exit_code, declared.output) == (0, "2026-12-09 menjadi hari libur: Pilkada\n")
    assert "2026-12-09 Pilkada (local)" in jenjang("holiday", "list", "2026").output
    again = jenjang("holiday", "declare", "2026-12-09", "Pilkada")
    assert (again.exit_code, "sudah tercatat sebagai libur" in again.output) == (1, True)
    assert jenjang("holiday", "declare", "9 Desember", "Pilkada").exit_code == 2
    for name in ("", "Pilkada\x1b[31m", "x" * 201):
        assert "nama" in jenjang("holiday", "declare", "2026-12-10", name).output.lower()
    assert jenjang("holiday", "declare", "0001-01-01", "Awal").exit_code == 2
    assert jenjang("holiday", "withdraw", "2026-12-09").exit_code == 0
    assert "2026-12-09" not in {each["day"] for each in json.loads(jenjang("holiday", "list", "2026", "--json").output)}
    gone = jenjang("holiday", "withdraw", "2026-12-09")
    assert (gone.exit_code, "tidak tercatat sebagai libur" in gone.output) == (1, True)
