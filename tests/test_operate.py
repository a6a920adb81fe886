"""The operator's page: what stopped, why, retry and skip as audited acts; the jobs and how they stand."""

from collections.abc import Callable
from typing import Any

import office as rooms
import pytest
from definitions import started
from office import Visitor, text
from sqlalchemy import select

from engine import incident, instance, job, person, service
from engine.base import Database, new_key
from engine.incident import Incident
from engine.job import Job
from engine.person import Person
from webapp import create_app
from webapp.config import Config

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def visit(office: Database) -> Callable[[str], Visitor]:
    """Whoever of the office logs in."""
    rooms.HASHED[:] = rooms.HASHED or [person.hash_password(rooms.PASSWORD)]
    with office.write() as session:
        for each in session.scalars(select(Person)):
            each.set_password(None, rooms.HASHED[0])
        session.commit()
    app = create_app(Config(testing=True), office)
    return lambda login: Visitor(app, login)


def stop(office: Database, of: Any, error: str = "tidak ada jaringan") -> int:
    """A case whose service task failed for good; the key of its incident."""
    with office.write() as session:
        case = started(session, "working", of(session).nurhayati)
        waiting = session.scalars(select(Job).where(Job.instance_id == case.id)).one()
        waiting.fail(waiting.activate(), error, retry=False)
        service.give_up(session, waiting, "job_failed", {"error": error})
        session.flush()
        found = incident.open_in(session, case.id)[0].id
        session.commit()
        return found


def mended(office: Database, key: int) -> tuple[str, str]:
    """How the incident stands, and the last thing that its case says."""
    with office.read() as session:
        found = session.get_one(Incident, key)
        return found.status, instance.find(session, found.instance_id).events()[-1].kind


def test_an_operator_retries_and_skips_from_the_list(
    office: Database, of: Any, visit: Callable[[str], Visitor]
) -> None:
    first, second = stop(office, of), stop(office, of)
    operator = visit("operator")
    page = operator.get("/operator/")
    assert (page.status_code, text(page).count("Coba lagi<span")) == (200, 2)
    with office.read() as session:
        cases = {key: session.get_one(Incident, key).instance_id for key in (first, second)}
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
        other = session.get_one(Incident, second).instance_id
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
        job.enqueue(session, "letter", "l", {}, origin=new_key(), element="surat_sedang_dicetak").activate()
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
