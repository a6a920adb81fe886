"""The operator's page: what stopped, why, retry and skip as audited acts; the jobs and how they stand."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from diagrams.drawing import event, event_definition, message, signal, timer
from helpers.definitions import form, process, published, role_task, start_event, started, text_field
from helpers.office import HASHED, PASSWORD, Visitor, task_addresses, text
from sqlalchemy import select

from engine import audit, incident, job, job_handlers, machine, person
from engine import message as messages
from engine.case import Case
from engine.case import find as find_case
from engine.database.base import Database, new_key
from engine.incident import Incident
from engine.job import Job
from engine.person import Person
from webapp import create_app
from webapp.jobs import worker
from webapp.platform.config import Config
from webapp.rendering import dates

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def visit(office: Database) -> Callable[[str], Visitor]:
    """Whoever of the office logs in."""
    HASHED[:] = HASHED or [person.hash_password(PASSWORD)]
    with office.write() as session:
        for each in session.scalars(select(Person)):
            each.set_password(None, HASHED[0])
        session.commit()
    app = create_app(Config(testing=True), office)
    return lambda login: Visitor(app, login)


def stop(office: Database, of: Any, error: str = "tidak ada jaringan") -> int:
    """A case whose service task failed for good; the key of its incident."""
    with office.write() as session:
        case = started(session, "working", of(session).nurhayati)
        waiting = session.scalars(select(Job).where(Job.case_id == case.id)).one()
        waiting.fail(waiting.activate(), error, retry=False)
        job_handlers.give_up(session, waiting, "job_failed", {"error": error})
        session.flush()
        found = incident.open_in(session, case.id)[0].id
        session.commit()
        return found


def mended(office: Database, key: int) -> tuple[str, str]:
    """How the incident stands, and the last thing that its case says."""
    with office.read() as session:
        found = session.get_one(Incident, key)
        return found.status, find_case(session, found.case_id).events()[-1].kind


def test_an_operator_retries_and_skips_from_the_list(
    office: Database, of: Any, visit: Callable[[str], Visitor]
) -> None:
    first, second = stop(office, of), stop(office, of)
    operator = visit("operator")
    page = operator.get("/operator/")
    assert (page.status_code, text(page).count("Coba lagi<span")) == (200, 2)
    with office.read() as session:
        cases = {key: session.get_one(Incident, key).case_id for key in (first, second)}
    retried = operator.post(f"/cases/{cases[first]}/incidents/{first}/retry", next="/operator/")
    assert (retried.status_code, retried.headers["Location"]) == (302, "/operator/")
    assert operator.post(f"/cases/{cases[second]}/incidents/{second}/skip", reason="").status_code == 422
    skipped = operator.post(
        f"/cases/{cases[second]}/incidents/{second}/skip", reason="dikerjakan manual", next="//evil"
    )
    assert "evil" not in skipped.headers["Location"]
    assert (mended(office, first), mended(office, second)) == (
        ("closed", "incident_retried"),
        ("closed", "incident_skipped"),
    )
    assert "Tidak ada yang berhenti" in text(operator.get("/operator/"))


def test_an_incident_is_mended_only_at_its_own_case(office: Database, of: Any, visit: Callable[[str], Visitor]) -> None:
    first, second = stop(office, of), stop(office, of)
    with office.read() as session:
        other = session.get_one(Incident, second).case_id
    for verb in ("retry", "skip"):
        assert visit("operator").post(f"/cases/{other}/incidents/{first}/{verb}", reason="x").status_code == 404
    assert mended(office, first) == ("open", "job_failed")


def test_an_administrator_looks_on_and_others_see_nothing(
    office: Database, of: Any, visit: Callable[[str], Visitor]
) -> None:
    stop(office, of)
    page = text(visit("admin").get("/operator/"))
    assert ("perlu peran operator" in page, "/retry" in page, 'href="/operator/"' in page) == (True, False, True)
    officer = visit("petugas")
    assert (officer.get("/operator/").status_code, 'href="/operator/"' in text(officer.get("/"))) == (403, False)


def test_incidents_are_listed_newest_first_a_page_at_a_time_and_by_reason(
    office: Database, of: Any, visit: Callable[[str], Visitor], clock: Any
) -> None:
    keys = []
    for _ in range(3):
        keys.append(stop(office, of))
        clock.forward(minutes=1)
    with office.read() as session:
        assert [each.id for each in incident.all_open(session, limit=2)] == [keys[2], keys[1]]
        assert [each.id for each in incident.all_open(session, after=keys[1])] == [keys[0]]
        assert incident.count_open(session) == {"job_failed": 3}
    operator = visit("operator")
    assert f"skip-{keys[0]}" in text(operator.get(f"/operator/?after={keys[1]}"))
    assert "Tidak ada yang berhenti" in text(operator.get("/operator/?code=runaway"))


def test_jobs_are_listed_by_state_and_type(
    office: Database, of: Any, visit: Callable[[str], Visitor], clock: Any
) -> None:
    stop(office, of, "tidak ada jaringan")
    with office.write() as session:
        started(session, "timed", of(session).nurhayati)
        printed = job.enqueue(session, "letter", "l", {}, origin=new_key(), element="surat_sedang_dicetak")
        job.find(session, printed).activate()
        job.enqueue(session, "letter", "m", {}, origin=new_key(), element="surat_jatuh_tempo")
        session.commit()
    operator = visit("operator")
    due, running, waiting, failed = (
        text(operator.get(f"/operator/jobs?state={each}")) for each in ("due", "running", "waiting", "failed")
    )
    assert ("surat_jatuh_tempo" in due, "surat_sedang_dicetak" in due, "surat_sedang_dicetak" in running) == (
        True,
        False,
        True,
    )
    assert (waiting.count("Tenggat</td>"), "tidak ada jaringan" in failed) == (2, True)
    assert "surat_jatuh_tempo" not in text(operator.get("/operator/jobs?type=timer_due"))
    clock.forward(minutes=10)
    assert "menunggu 10 menit" in text(operator.get("/operator/jobs?state=tidak-ada"))


def test_the_history_says_who_took_a_job_and_until_when(
    office: Database, of: Any, visit: Callable[[str], Visitor]
) -> None:
    with office.write() as session:
        case = started(session, "working", of(session).nurhayati).id
        robot = machine.admit(session, None, "robot", job_types=["outside"])[0]
        (taken,) = job_handlers.activate(session, robot, "outside", job.LEASE)
        until = dates.moment(taken.lease_until, "en", "Asia/Jakarta")  # type: ignore[arg-type]
        session.commit()
    operator = visit("operator")
    page = text(operator.get(f"/cases/{case}"))
    assert "Pekerjaan sistem diambil robot, paling lama sampai" in page
    operator.post("/language", language="en")
    assert f"System job taken by robot, until {until} at most: work" in text(operator.get(f"/cases/{case}"))


ABOUT = {"startableBy": "everyone", "subject": "=who", "startableFor": "self"}
BEGINS = '<zeebe:properties><zeebe:property name="begins" value="by_signal, by_message"/></zeebe:properties>'
SITI = "199004152015032991"


def beginnings(office: Database, of: Any) -> None:
    """Three that events begin about a person whom nobody admitted yet, and each event; none of them can begin."""
    root, work, way = (
        signal("hired") + message("m", "hired"),
        role_task("work", "rank_officer"),
        "called > work > done\nasked > work",
    )
    with office.write() as session:
        published(
            session,
            process(
                "speaker",
                "start begin",
                event("endEvent", "say", event_definition("signal", "hired")).replace(
                    "<bpmn:signal",
                    f'<bpmn:extensionElements>{BEGINS}<zeebe:ioMapping><zeebe:input source="=&quot;{SITI}&quot;" target="who"/></zeebe:ioMapping></bpmn:extensionElements><bpmn:signal',
                    1,
                ),
                "begin > say",
                root=root,
                properties={"startableBy": "everyone"},
            ),
        )
        for key, begun in {
            "by_signal": event_definition("signal", "hired"),
            "by_message": event_definition("message", "m"),
            "by_clock": timer("timeCycle", "R1/PT1H"),
        }.items():
            called = event("startEvent", "called", begun).replace('name="called"', f'name="Dipanggil {key}"')
            published(
                session,
                process(
                    key,
                    "end done",
                    start_event(form="about"),
                    called,
                    work,
                    way,
                    root=root,
                    properties=ABOUT,
                    forms__about__form=form("about", text_field("who")),
                ),
            )
        started(session, "speaker", None)
        messages.publish(session, "hired", "", {"who": SITI}, origin=new_key(), begins=["by_message"])
        session.commit()


def run_all(office: Database, clock: Any) -> None:
    """Long enough for every attempt."""
    for _ in range(4):
        worker.run_due(office)
        clock.forward(hours=1)


def begun(office: Database) -> list[str]:
    """The definitions of which a case began by itself."""
    with office.read() as session:
        cases = session.scalars(select(Case)).all()
        return sorted(case.definition.key for case in cases if case.definition.key != "speaker")


def starts(office: Database) -> dict[str, int]:
    """The starts that wait for a hand: the key of each incident by its definition."""
    with office.read() as session:
        return {stop.definition.key: stop.id for stop in incident.all_open(session) if stop.definition}


def acts(office: Database, kind: str) -> list[Any]:
    with office.read() as session:
        return [found.part("start") for found in audit.search(session, kind=kind)]


def test_a_start_that_fails_for_good_is_shown_with_its_procedure_and_reason(
    office: Database, of: Any, visit: Callable[[str], Visitor], clock: Any
) -> None:
    beginnings(office, of)
    run_all(office, clock)
    assert (sorted(starts(office)), begun(office)) == (["by_clock", "by_message", "by_signal"], [])
    page = text(visit("operator").get("/operator/"))
    assert (page.count("usulan tidak dapat dimulai"), "Dipanggil by_signal" in page) == (3, True)
    assert f"who: Tidak ada orang dengan NIP {SITI}." in page
    failed = {told["key"]: told["code"] for told in acts(office, "start_failed")}
    assert failed == dict.fromkeys(["by_clock", "by_message", "by_signal"], "invalid_answer")
    assert "/retry" not in text(visit("admin").get("/operator/"))
    assert 'jenjang_incidents_open{code="invalid_answer"} 3' in text(visit("admin").get("/metrics"))


def test_a_start_that_is_retried_begins_once_its_cause_is_mended(
    office: Database, of: Any, visit: Callable[[str], Visitor], clock: Any
) -> None:
    beginnings(office, of)
    run_all(office, clock)
    operator, stops = visit("operator"), starts(office)
    operator.post(f"/operator/starts/{stops['by_signal']}/retry")
    run_all(office, clock)
    assert (begun(office), len(starts(office))) == ([], 3)
    with office.write() as session:
        person.admit(session, None, name="Siti", login="siti", nip=SITI, unit_key="dishub")
        session.commit()
    stops = starts(office)
    for key in ("by_signal", "by_message"):
        answer = operator.post(f"/operator/starts/{stops[key]}/retry", next="//evil")
        assert (answer.status_code, "evil" in answer.headers["Location"]) == (302, False)
        assert operator.post(f"/operator/starts/{stops[key]}/retry").status_code == 409
    run_all(office, clock)
    assert (begun(office), sorted(starts(office))) == (["by_message", "by_signal"], ["by_clock"])
    assert [told["key"] for told in acts(office, "start_retried")] == ["by_message", "by_signal", "by_signal"]
    with office.read() as session:
        event_ = audit.search(session, kind="start_retried")[0]
        assert (event_.actor_id, event_.case_id) == (of(session).operator.id, None)


def test_a_start_is_skipped_with_a_reason_by_operators_alone(
    office: Database, of: Any, visit: Callable[[str], Visitor], clock: Any
) -> None:
    beginnings(office, of)
    run_all(office, clock)
    address = f"/operator/starts/{starts(office)['by_clock']}"
    for login, status in {"admin": 403, "petugas": 403}.items():
        assert visit(login).post(f"{address}/skip", reason="x").status_code == status
    operator = visit("operator")
    assert operator.client.post(f"{address}/skip", data={"reason": "x"}).status_code == 400
    assert operator.post(f"{address}/skip", reason=" ").status_code == 422
    assert operator.post(f"{address}/skip", reason="sudah diurus manual").status_code == 302
    assert (sorted(starts(office)), begun(office)) == (["by_message", "by_signal"], [])
    assert [(told["key"], told["reason"]) for told in acts(office, "start_skipped")] == [
        ("by_clock", "sudah diurus manual")
    ]
    found = text(visit("auditor").get("/audit/events?kind=start_skipped"))
    assert ("Usulan yang tidak dapat dimulai dilewati: by_clock" in found, "sudah diurus manual" in found) == (
        True,
        True,
    )
    failed = text(operator.get("/operator/jobs?state=failed"))
    assert failed.count("Tidak ada pekerjaan") == 0


def test_a_mended_procedure_begins_the_cases_that_its_old_version_could_not(
    office: Database, of: Any, visit: Callable[[str], Visitor], clock: Any
) -> None:
    beginnings(office, of)
    run_all(office, clock)
    root, work = signal("hired") + message("m", "hired"), role_task("work", "rank_officer")
    with office.write() as session:
        called = event("startEvent", "called", event_definition("signal", "hired"))
        published(
            session,
            process(
                "by_signal",
                "end done",
                called,
                work,
                "called > work > done",
                root=root,
                properties={"startableBy": "everyone"},
            ),
        )
        session.commit()
    visit("operator").post(f"/operator/starts/{starts(office)['by_signal']}/retry")
    run_all(office, clock)
    assert begun(office) == ["by_signal"]


def test_a_message_that_expired_begins_nothing_more(
    office: Database, of: Any, visit: Callable[[str], Visitor], clock: Any
) -> None:
    beginnings(office, of)
    run_all(office, clock)
    clock.forward(days=31)
    operator, key = visit("operator"), starts(office)["by_message"]
    assert "kedaluwarsa" in text(operator.post(f"/operator/starts/{key}/retry"))
    assert starts(office)["by_message"] == key
    operator.post(f"/operator/starts/{key}/skip", reason="kedaluwarsa")
    assert "by_message" not in starts(office)


def test_what_nobody_may_do_is_shown_beside_its_case_and_goes_by_itself(
    office: Database, of: Any, visit: Callable[[str], Visitor]
) -> None:
    """The case runs on; the operator and who reads the case are told the step and what to do; no retry, no skip."""
    with office.write() as session:
        published(
            session,
            process("lonely", "start asked\nend done", role_task("sign", "regional_secretary"), "asked > sign > done"),
        )
        person.memberships_of(session, of(session).boss)[0].end(None, date(2026, 7, 7))
        case = started(session, "lonely", of(session).sekda)
        session.commit()
        (stop_,) = incident.open_in(session, case.id)
    operator, admin, sekda = visit("operator"), visit("admin"), visit("sekda")
    listed = text(operator.get("/operator/"))
    assert "langkah “sign” terbuka, tetapi tidak ada orang aktif yang boleh mengerjakannya" in listed
    assert "Ditawarkan kepada: Sekretaris daerah." in listed
    assert "tertutup sendiri" in listed
    assert "Coba lagi<span" not in listed
    assert operator.post(f"/cases/{case.id}/incidents/{stop_.id}/retry", page="/operator/").status_code == 409
    assert (
        operator.post(f"/cases/{case.id}/incidents/{stop_.id}/skip", page="/operator/", reason="x").status_code == 409
    )
    page = text(sekda.get(f"/cases/{case.id}"))
    assert "Belum ada yang dapat mengerjakan satu langkah" in page
    assert "Usulan ini berhenti" not in page
    assert "Belum ada yang boleh mengerjakan: sign" in page
    with office.read() as session:
        address = f"/people/{of(session).sekda.id}"
    assert visit("kadis").get("/").status_code == 200
    assert admin.post(f"{address}/superiors", page=address, superior="kadis", since="2026-07-08").status_code == 302
    assert "langkah “sign”" not in text(operator.get("/operator/"))
    kadis = visit("kadis")
    (task,) = task_addresses(kadis.get("/"))
    assert "Karena itu tugas naik kepada Anda sebagai atasan langsung." in text(kadis.get(task))
    assert kadis.post(f"{task}/complete", page=task).status_code == 302
    assert "Belum ada yang dapat mengerjakan" not in text(sekda.get(f"/cases/{case.id}"))
