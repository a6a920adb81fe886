"""The doors of a start, by HTTP: the page says no before it reads anything, and writes who tried; machines have lists."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result
from diagrams.drawing import event, event_definition, message, signal, zeebe
from helpers.definitions import process, published, role_task, started
from helpers.machines import Program, account
from helpers.office import HASHED, PASSWORD, Visitor, text
from sqlalchemy import select, update
from test_begin_about_others import proposal

from engine import audit, machine, person
from engine.case import Case
from engine.database.base import Database
from webapp import create_app
from webapp.cli import main
from webapp.jobs import worker
from webapp.platform.config import Config

NOBODY = "199002282014022990"


@pytest.fixture
def app(office: Database, of: Any) -> Any:
    HASHED[:] = HASHED or [person.hash_password(PASSWORD)]
    with office.write() as session:
        for each in vars(of(session)).values():
            each.set_password(None, HASHED[0])
        published(session, proposal(startableFor="self, superior, unit_hr", uniqueFor="subject"))
        session.commit()
    return create_app(Config(testing=True), office)


@pytest.fixture
def nip(office: Database, of: Any) -> str:
    with office.read() as session:
        return str(of(session).nurhayati.nip)


@pytest.fixture
def runner(office: Database) -> Callable[..., Result]:
    """The command line on the database of the test."""
    address = office.url.render_as_string(hide_password=False)
    settings = {"JENJANG_DATABASE": address, "JENJANG_SECRET": "x" * 40, "JENJANG_DEMO": ""}
    return lambda *words: CliRunner().invoke(main, list(words), env=settings)


def begin(visitor: Visitor, employee: str, **more: str) -> Any:
    return visitor.post("/start/proposal", request__employee=employee, **more)


def test_an_employee_without_office_begins_nothing_about_the_secretary_and_reads_nothing(
    app: Any, office: Database, of: Any
) -> None:
    with office.write() as session:
        of(session).sekda.change(None, nip="196806231993032986")
        session.commit()
        name, key = of(session).sekda.name, of(session).sekda.id
    stranger = Visitor(app, "stranger")
    for employee in ("196806231993032986", NOBODY):
        answer = begin(stranger, employee, request__topic="ingin tahu")
        page = text(answer)
        assert (answer.status_code, name in page, "ingin tahu" in page) == (422, False, True)
        assert f"Anda tidak dapat memulai usulan tentang NIP {employee}." in page
        fields = text(stranger.post("/start/proposal/fields", request__employee=employee))
        assert name not in fields
    with office.read() as session:
        assert session.scalars(select(Case)).all() == []
        tried = audit.search(session, kind="attempt_refused")
        assert [(each.person_id, each.part("refusal")["code"]) for each in tried] == [
            (None, "subject_not_yours"),
            (key, "subject_not_yours"),
        ]
        assert {each.actor_id for each in tried} == {of(session).stranger.id}


def test_a_second_start_comes_back_as_it_was_typed_with_the_way_to_the_first(app: Any, nip: str) -> None:
    head, employee = Visitor(app, "kadis"), Visitor(app, "199002282014022994")
    first = begin(head, nip).headers["Location"]
    again = begin(employee, nip, request__topic="sekali lagi")
    page = text(again)
    assert (again.status_code, "sekali lagi" in page, f'href="{first}"' in page) == (409, True, True)
    assert "PRO-2026-00001" in page
    assert f"{text(employee.get('/'))}".count("PRO-2026-00002") == 0


def test_the_subject_reads_who_began_it_about_them(app: Any, nip: str) -> None:
    address = begin(Visitor(app, "ratna"), nip).headers["Location"]
    employee = Visitor(app, "199002282014022994")
    assert "Ratna Dewi memulai usulan PRO-2026-00001" in text(employee.get("/account/notices"))
    page = text(employee.get(address))
    assert "Ratna Dewi, pengelola kepegawaian unit" in page
    employee.post("/language", language="en")
    assert "Ratna Dewi, HR officer of the unit" in text(employee.get(address))


def test_who_lost_the_relation_finds_neither_the_case_nor_its_papers(
    app: Any, office: Database, of: Any, nip: str
) -> None:
    officer = Visitor(app, "ratna")
    address = begin(officer, nip).headers["Location"]
    assert officer.get(address).status_code == 200
    with office.write() as session:
        of(session).nurhayati.change(None, unit_key="dinkes")
        session.commit()
    assert officer.get(address).status_code == 404
    assert "PRO-2026-00001" not in text(officer.get("/cases/"))
    assert officer.post(f"{address}/cancel", reason="iseng").status_code == 404


def begun_by_message(key: str) -> Any:
    """A procedure that the message `hired` begins."""
    called = event("startEvent", "called", event_definition("message", "m"))
    return process(
        key,
        "end done",
        called,
        role_task("work", "rank_officer"),
        "called > work > done",
        root=message("m", "hired"),
        properties={"startableBy": "everyone"},
    )


@pytest.mark.parametrize(("begins", "keys"), [((), []), (("wanted",), ["wanted"]), (("other",), ["other"])])
def test_a_token_begins_the_procedures_that_it_lists_and_no_other(
    office: Database, begins: tuple[str, ...], keys: list[str]
) -> None:
    with office.write() as session:
        published(session, begun_by_message("wanted"), begun_by_message("other"))
        session.commit()
    app = create_app(Config(testing=True), office)
    robot = Program(app, account(office, messages=["hired"], begins=begins))
    sent = robot.post("messages/publication", name="hired", correlationKey="k", timeToLive=60_000, variables={})
    assert sent.status_code == 200
    worker.run_due(office)
    answer = robot.post("messages/correlation", name="hired", correlationKey="k", variables={})
    assert answer.status_code == (200 if keys else 403)
    with office.read() as session:
        cases = session.scalars(select(Case)).all()
        assert {case.definition.key for case in cases} == set(keys)
        starts = [each.part("start") for each in audit.search(session, kind="start_refused")]
        refused = {"version": 1, "message": "hired", "sender": "robot"}
        assert sorted(starts, key=lambda start: str(start["key"])) == (
            [] if keys else [{"process": key, "key": key, **refused} for key in ("other", "wanted")]
        )
        tried = [each.part("refusal")["code"] for each in audit.search(session, kind="attempt_refused")]
        assert tried == ([] if keys else ["start_not_yours"])


@pytest.mark.parametrize("kind", ["signal", "message"])
@pytest.mark.parametrize("lists", ["wanted", "", "unknown"])
def test_what_a_case_sends_begins_what_its_drawing_lists(office: Database, kind: str, lists: str) -> None:
    root = (message if kind == "message" else signal)("m", "hired")
    listed = zeebe("properties", zeebe("property", name="begins", value=lists)) if lists else ""
    sends = zeebe("taskDefinition", type="publish_message") if kind == "message" else ""
    says = event(
        "endEvent",
        "say",
        f"<bpmn:extensionElements>{sends}{listed}</bpmn:extensionElements>",
        event_definition(kind, "m"),
    )
    called = event("startEvent", "called", event_definition(kind, "m"))
    quiet = {"startableBy": "everyone"}
    with office.write() as session:
        published(
            session,
            process("speaker", "start begin", says, "begin > say", root=root, properties=quiet),
            process(
                "wanted",
                "end done",
                called,
                role_task("work", "rank_officer"),
                "called > work > done",
                root=root,
                properties=quiet,
            ),
        )
        speaker = started(session, "speaker", None).number
        session.commit()
    worker.run_due(office)
    with office.read() as session:
        cases = session.scalars(select(Case)).all()
        assert ("wanted" in {case.definition.key for case in cases}) == (lists == "wanted")
        refused = {"process": "wanted", "key": "wanted", "version": 1, "message": "hired", "sender": speaker}
        starts = [each.part("start") for each in audit.search(session, kind="start_refused")]
        assert starts == ([] if lists == "wanted" else [refused])


def test_a_case_that_somebody_else_began_is_named_without_a_door_to_it(app: Any, nip: str, office: Database) -> None:
    begin(Visitor(app, "kadis"), nip)
    answer = begin(Visitor(app, "ratna"), nip)
    page = text(answer)
    assert (answer.status_code, "PRO-2026-00001" in page, "Buka usulan" in page) == (409, True, False)
    assert "Usulan itu dimulai orang lain." in page
    with office.read() as session:
        (tried,) = audit.search(session, kind="attempt_refused")
        assert tried.person_id is not None, "it is found under the person"


def test_an_account_is_made_with_what_it_may_begin(app: Any, office: Database) -> None:
    admin = Visitor(app, "admin")
    page = text(admin.get("/machines/"))
    assert "Prosedur yang boleh dimulai oleh pesannya" in page
    silent = admin.post(
        "/machines/", page="/machines/", name="portal", job_types="outside", messages="", begins="proposal"
    )
    assert (silent.status_code, "harus menyebut pesan" in text(silent)) == (422, True)
    assert 'value="proposal" checked' in text(silent)
    made = admin.post("/machines/", page="/machines/", name="portal", messages="hired", begins="proposal")
    assert made.status_code == 201
    with office.read() as session:
        (token,) = audit.search(session, kind="token_made")
        assert token.part("machine")["begins"] == ["proposal"]


def test_what_an_account_may_begin_is_changed_without_a_new_token(
    app: Any, office: Database, runner: Callable[..., Result]
) -> None:
    account(office, messages=["hired"])
    admin = Visitor(app, "admin")
    with office.read() as session:
        key = machine.named(session, "robot").id
    for ticked, status in (("proposal", 302), ("propsal", 422)):
        answer = admin.post(f"/machines/{key}/begins", page="/machines/", begins=ticked)
        assert answer.status_code == status
    assert "Tidak ada prosedur propsal. Yang paling mirip: proposal." in text(answer)
    assert begins_of(office) == ["proposal"]
    assert Visitor(app, "petugas").post(f"/machines/{key}/begins", begins="proposal").status_code == 403
    assert runner("token", "begins", "robot").exit_code == 0
    assert begins_of(office) == []
    wrong = runner("token", "begins", "robot", "--begin", "propsal")
    assert (wrong.exit_code, "proposal" in wrong.output) == (1, True)
    with office.read() as session:
        changed = [each.part("machine")["begins"] for each in audit.search(session, kind="token_changed")]
        assert changed == [[], ["proposal"]]


def begins_of(office: Database) -> list[str]:
    with office.read() as session:
        return list(machine.named(session, "robot").process_keys)


def test_older_cases_are_followed_by_whom_the_records_show_to_have_had_the_relation(
    office: Database, of: Any, runner: Callable[..., Result], app: Any
) -> None:
    with office.write() as session:
        people = of(session)
        published(session, proposal(startableFor="unit_hr, rank_officer"))
        for actor in (people.ratna, people.petugas):
            started(session, "proposal", actor, request={"employee": people.nurhayati.nip, "topic": "x"})
        session.execute(update(Case).values(starter_relation=None))
        published(session, proposal(startableFor="self"))
        session.commit()
    assert runner("migrate").exit_code == 0
    with office.read() as session:
        rows = session.execute(select(Case.number, Case.starter_relation)).tuples().all()
        assert dict(rows) == {"PRO-2026-00001": "unit_hr", "PRO-2026-00002": None}
        case = session.scalars(select(Case).order_by(Case.number)).first()
        assert case
        assert case.followed_by(of(session).ratna)


def test_what_the_records_no_longer_tell_of_a_start_is_said(
    app: Any, office: Database, of: Any, runner: Callable[..., Result]
) -> None:
    with office.write() as session:
        people = of(session)
        published(session, proposal(startableFor="unit_hr"))
        started(session, "proposal", people.ratna, request={"employee": people.nurhayati.nip, "topic": "x"})
        session.execute(update(Case).values(starter_relation=None))
        people.ratna.change(None, active=False)
        session.commit()
    result = runner("starts", "--unrelated")
    assert result.exit_code == 1
    assert "tidak dapat dipastikan lagi" in result.output


def test_past_starts_without_a_relation_are_listed(
    office: Database, of: Any, runner: Callable[..., Result], nip: str
) -> None:
    with office.write() as session:
        people = of(session)
        published(session, proposal(startableFor="rank_officer, superior, unit_head"))
        for actor in (people.petugas, people.kadis):
            started(session, "proposal", actor, request={"employee": people.nurhayati.nip, "topic": "x"})
        published(session, proposal(startableFor="superior"))
        session.commit()
    result = runner("starts", "--unrelated", "--json")
    rows = json.loads(result.output)
    assert (result.exit_code, [(row["number"], row["starter_login"], row["relation"]) for row in rows]) == (
        1,
        [("PRO-2026-00001", "petugas", None)],
    )
    everything = runner("starts")
    assert everything.exit_code == 0
    assert "PRO-2026-00002" in everything.output
    assert "atasan langsung" in everything.output
    assert "2 usulan dimulai tentang orang lain" in everything.output
