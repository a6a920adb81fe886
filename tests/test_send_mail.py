"""Mail: sent from a case by its texts, and notices to whoever wants them by mail; nobody breaks out of a header."""

import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import trustme
from diagrams.drawing import boundary, error, io, job, timer, zeebe
from helpers.definitions import event_kinds, open_elements, process, published, role_task, started
from helpers.other_systems import Post, posted, surround
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import definition, incident, notice
from engine.bundle import Bundle
from engine.case import find as find_case
from engine.database.base import Database
from engine.job import Job
from engine.job.integrations import Mailbox
from webapp.jobs import worker
from webapp.rendering import translations
from webapp.rendering.translations import Reader

TEXT = "Subject: Usulan {{number}}\n\nYth. {{who.name}},\nusulan {{number}} diterima.\n"
pytestmark = [
    pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True),
    # The server does not see that what it speaks has been TLS from the first byte.
    pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS"),
]


def mailing(text: str = TEXT, **inputs: str) -> Any:
    """A procedure that sends a mail to the address it is given, then checked; with nobody to send to, unheard."""
    given = {"to": '="siti@contoh.go.id"', "number": "=case.number", "who": "=starter", **inputs}
    headers = zeebe(
        "taskHeaders",
        zeebe("header", key="template", value="received.txt") + zeebe("header", key="result", value="mail"),
    )
    return process(
        "mailing",
        "start asked\nend done",
        job("tell", "mail", io(given), headers),
        role_task("checked", "rank_officer"),
        role_task("unheard", "rank_officer"),
        boundary("nobody", "tell", '<bpmn:errorEventDefinition errorRef="e"/>'),
        "asked > tell > checked > done\nnobody > unheard > done",
        root=error("e", "mail_nobody"),
        mails__received__txt=text,
    )


@pytest.fixture
def post(office: Database) -> Iterator[Post]:
    with posted() as (post, box):
        surround(office, mailbox=box, address="https://jenjang.contoh.go.id")
        yield post


def begun(office: Database, of: Any, text: str = TEXT, **inputs: str) -> int:
    """A case that waits for its mail."""
    with office.write() as session:
        published(session, mailing(text, **inputs))
        case = started(session, "mailing", of(session).nurhayati)
        session.commit()
        return case.id


def job_of(session: Session) -> Job:
    return session.scalars(select(Job).where(Job.type == "mail")).one()


def test_a_mail_goes_out_under_the_key_of_its_job_and_the_case_goes_on(office: Database, of: Any, post: Post) -> None:
    key = begun(office, of)
    worker.run_due(office)
    with office.read() as session:
        case, (mail,) = find_case(session, key), post.mails
        assert (mail["To"], mail["From"]) == ("siti@contoh.go.id", "Jenjang <jenjang@contoh.go.id>")
        assert mail["Subject"] == f"Usulan {case.number}"
        assert mail.get_content().replace("\r\n", "\n") == f"Yth. Nurhayati,\nusulan {case.number} diterima.\n"
        assert mail["Message-ID"] == f"<{job_of(session).key}@contoh.go.id>" == case.root()["mail"]["message_id"]
        assert (open_elements(case), event_kinds(case)) == (["checked"], ["instance_started", "job_completed"])


def test_a_server_that_is_busy_is_tried_again_under_the_same_id(
    office: Database, of: Any, post: Post, clock: Any
) -> None:
    key = begun(office, of)
    post.refusals = ["451 busy", "421 busy"]
    for _ in range(3):
        worker.run_due(office)
        clock.forward(minutes=5)
    with office.read() as session:
        assert open_elements(find_case(session, key)) == ["checked"]
        assert [mail["Message-ID"] for mail in post.mails] == [f"<{job_of(session).key}@contoh.go.id>"]


def test_a_mail_that_is_refused_for_good_stops_the_case_and_an_operator_goes_on(
    office: Database, of: Any, post: Post
) -> None:
    key = begun(office, of)
    post.refusals = ["550 no such mailbox"]
    worker.run_due(office)
    with office.write() as session:
        case = find_case(session, key)
        (stop,) = incident.open_in(session, key)
        assert (case.status, stop.code, stop.values["status"]) == ("incident", "mail_refused", "550")
        stop.skip(of(session).operator, "diberi tahu lewat telepon")
        assert (open_elements(case), case.status) == (["checked"], "running")


def test_what_stands_in_a_value_is_text_and_asks_for_no_other_value(office: Database, of: Any, post: Post) -> None:
    """Neither a place of a template, nor what other products take for a secret or a formula."""
    for told in ("{{who.nip}}", "{{secrets.SMTP}}", "${number}", "{number}", "{{ 7 * 7 }}"):
        begun(office, of, number=f'="{told}"')
        worker.run_due(office)
        assert (post.mails[-1]["Subject"], told in post.mails[-1].get_content()) == (f"Usulan {told}", True)


def test_one_of_several_who_does_not_get_it_stops_the_case(office: Database, of: Any, post: Post) -> None:
    key = begun(office, of, to='=["siti@contoh.go.id", "pindah@contoh.go.id"]')
    post.unknown = {"pindah@contoh.go.id"}
    worker.run_due(office)
    with office.read() as session:
        assert [(stop.code, stop.values["status"]) for stop in incident.open_in(session, key)] == [
            ("mail_refused", "550")
        ]
    assert len(post.mails) == 1


@pytest.mark.parametrize(
    ("text", "inputs", "code"),
    [
        (TEXT, {"to": '="siti@contoh.go.id\\r\\nBcc: semua@contoh.go.id"'}, "mail_address"),
        (TEXT, {"to": '=["siti@contoh.go.id", "a@b,c@d.id"]'}, "mail_address"),
        (TEXT, {"to": '=for i in 1..21 return "siti@contoh.go.id"'}, "mail_addresses"),
        (TEXT, {"number": '="satu\\nBcc: semua@contoh.go.id"'}, "mail_subject"),
        (TEXT, {"number": "=null"}, "mail_value"),
        ("Subject: {{who.password_hash}}\n\nx", {}, "mail_value"),
    ],
)
def test_what_could_break_out_of_a_header_never_reaches_the_server(
    office: Database, of: Any, post: Post, text: str, inputs: dict[str, str], code: str
) -> None:
    key = begun(office, of, text, **inputs)
    worker.run_due(office)
    with office.read() as session:
        assert [stop.code for stop in incident.open_in(session, key)] == [code]
    assert post.mails == []


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Kepada: semua\n\nx", "mail_unreadable"),
        ("Subject: a\nBcc: semua@contoh.go.id\n\nx", "mail_unreadable"),
        ("Subject: {{nomor}}\n\nx", "mail_place_unmapped"),
        (None, "mail_unknown"),
    ],
)
def test_a_text_that_cannot_be_sent_is_refused_at_publishing(office: Database, text: str | None, finding: str) -> None:
    told = mailing(text or TEXT)
    files = {path: source for path, source in told.files.items() if text or not path.startswith("mails/")}
    with office.read() as session:
        found = definition.check(session, Bundle(told.key, files))
    assert [each.rule for each in found if each.severity == "error"] == [finding]


def test_a_mail_that_a_timer_took_back_is_not_sent(office: Database, of: Any, post: Post, clock: Any) -> None:
    hourly = boundary("late", "tell", timer("timeDuration", "PT1H"))
    headers = zeebe("taskHeaders", zeebe("header", key="template", value="x.txt"))
    told = job("tell", "mail", io({"to": '="siti@contoh.go.id"'}), headers)
    with office.write() as session:
        published(
            session,
            process(
                "hurried",
                "start asked\nend done missed",
                told,
                hourly,
                "asked > tell > done\nlate > missed",
                mails__x__txt="Subject: x\n\ny",
            ),
        )
        key = started(session, "hurried", of(session).nurhayati).id
        session.commit()
        waiting = job_of(session).id
    clock.forward(hours=2)
    assert worker.run_job(office, waiting)
    with office.read() as session:
        assert (find_case(session, key).end_event, post.mails) == ("missed", [])


def test_without_anybody_to_send_to_the_diagram_says_what_follows(office: Database, of: Any, post: Post) -> None:
    key = begun(office, of, to="=null")
    worker.run_due(office)
    with office.read() as session:
        assert open_elements(find_case(session, key)) == ["unheard"]
    assert post.mails == []


def test_a_server_that_is_not_there_is_told_by_its_kind_alone(office: Database, of: Any, clock: Any) -> None:
    with posted() as (_post, box):
        surround(office, mailbox=box)
    key = begun(office, of)
    for _ in range(3):
        worker.run_due(office)
        clock.forward(hours=1)
    with office.read() as session:
        (stop,) = incident.open_in(session, key)
        assert (stop.code, stop.values["reason"]) == ("mail_unreachable", "ConnectionRefusedError")


def test_a_server_that_does_not_speak_tls_gets_nothing(office: Database, of: Any, clock: Any) -> None:
    with posted() as (post, box):
        surround(office, mailbox=replace(box, security="starttls", user="jenjang", password="rahasia"))
        key = begun(office, of)
        for _ in range(3):
            worker.run_due(office)
            clock.forward(hours=1)
    with office.read() as session:
        (stop,) = incident.open_in(session, key)
        assert (post.mails, stop.code, stop.values["reason"]) == ([], "mail_unreachable", "SMTPNotSupportedError")


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Who signs the mail server's certificate; no machine knows it of itself."""
    return trustme.CA()


def certificate(authority: trustme.CA, host: str = "127.0.0.1") -> ssl.SSLContext:
    """The mail server's certificate, for a host."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(host).configure_cert(context)
    return context


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine trusts the authority, as `SSL_CERT_FILE` says."""
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))


def once_sent(office: Database, of: Any, box: Mailbox) -> Job:
    """The job of a mail after its first attempt."""
    surround(office, mailbox=box)
    begun(office, of)
    worker.run_due(office)
    with office.read() as session:
        return job_of(session)


@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN"])
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_whose_certificate_is_trusted_is_logged_in_to_and_gets_the_mail(
    office: Database, of: Any, authority: trustme.CA, trusted: None, security: str, mechanism: str
) -> None:
    with posted(security, certificate(authority), mechanism) as (post, box):
        sent = once_sent(office, of, box)
    assert (sent.status, len(post.mails), post.logins) == ("done", 1, [(mechanism, True)])


WRONG = {
    "nobody knows who signed it": ("127.0.0.1", False, "unable to get local issuer certificate"),
    "for another host": ("mail.contoh.go.id", True, "IP address mismatch"),
}


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_wrong_certificate_gets_neither_password_nor_mail_and_is_tried_again_until_it_is_right(
    office: Database,
    of: Any,
    clock: Any,
    request: pytest.FixtureRequest,
    authority: trustme.CA,
    security: str,
    wrong: str,
) -> None:
    host, known, why = WRONG[wrong]
    if known:
        request.getfixturevalue("trusted")
    with posted(security, certificate(authority, host), "PLAIN") as (post, box):
        tried = once_sent(office, of, box)
        assert (tried.status, tried.attempts_left, post.mails, post.logins) == ("pending", 2, [], [])
        assert why in (tried.last_error or "")
    request.getfixturevalue("trusted")
    with posted(security, certificate(authority), "PLAIN") as (post, box):
        surround(office, mailbox=box)
        clock.forward(minutes=1)
        worker.run_due(office)
    assert (len(post.mails), post.logins) == (1, [("PLAIN", True)])


def test_a_certificate_that_stays_wrong_is_an_incident_that_says_why(
    office: Database, of: Any, clock: Any, authority: trustme.CA
) -> None:
    with posted("starttls", certificate(authority), "PLAIN") as (_post, box):
        surround(office, mailbox=box)
        key = begun(office, of)
        for _ in range(3):
            worker.run_due(office)
            clock.forward(hours=1)
    with office.read() as session:
        (stop,) = incident.open_in(session, key)
        assert stop.code == "mail_certificate"
        told = translations.say("incident", stop.code, stop.values, Reader())
        assert told == "sertifikat server surel 127.0.0.1 tidak dipercaya: unable to get local issuer certificate"


def test_a_wrong_password_is_tried_again_once_the_settings_are_mended(
    office: Database, of: Any, clock: Any, authority: trustme.CA, trusted: None
) -> None:
    with posted("starttls", certificate(authority), "LOGIN") as (post, box):
        tried = once_sent(office, of, replace(box, password="lama"))
        assert (tried.status, tried.attempts_left, post.mails) == ("pending", 2, [])
        assert ("535" in (tried.last_error or ""), "lama" in (tried.last_error or "")) == (True, False)
        surround(office, mailbox=box)
        clock.forward(minutes=1)
        worker.run_due(office)
    assert (len(post.mails), post.logins[-1]) == (1, ("LOGIN", True))


def test_notices_go_by_mail_to_whoever_wants_them(office: Database, of: Any, post: Post) -> None:
    with office.write() as session:
        people = of(session)
        for person in (people.nurhayati, people.kadis, people.petugas):
            person.change(None, email=f"{person.login}@contoh.go.id")
        people.nurhayati.want_mail(True)
        people.kadis.change(None, locale="en")
        people.kadis.want_mail(True)
        session.commit()
        for person in (people.nurhayati, people.kadis, people.petugas):
            notice.notify(session, person.id, "case_ended", {"number": "PRM-2026-00001"})
        session.commit()
    worker.run_due(office)
    told = {str(mail["To"]).split("@")[0]: mail for mail in post.mails}
    assert sorted(told) == ["199002282014022994", "kadis"]
    assert told["199002282014022994"]["Subject"] == "Jenjang: Usulan PRM-2026-00001 selesai."
    assert "https://jenjang.contoh.go.id/account/notices" in told["199002282014022994"].get_content()
    assert "do not answer" in told["kadis"].get_content()
