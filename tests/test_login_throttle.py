"""Logging in, and the brake on guessing."""

from datetime import UTC, datetime, timedelta

import pytest
from conftest import Clock
from helpers.people import city

from engine import person
from engine.audit import AuditEvent
from engine.database.base import Database
from engine.errors import NotAllowed, Refusal
from engine.person import LoginAttempt, TooManyAttempts, WrongLogin

PASSWORD = "kereta api malam"
HASHED = person.hash_password(PASSWORD)


@pytest.fixture
def database(database: Database) -> Database:
    with database.write() as session:
        city(session).kadis.set_password(None, HASHED)
        session.commit()
    return database


def attempt(database: Database, password: str = PASSWORD, login: str = "kadis", source: str = "10.0.0.1") -> str:
    """What comes of an attempt: the name, or the code of the refusal."""
    try:
        with database.read() as session:
            who = person.authenticate(session, login, password, source)
            key, name = who.id, who.name
    except (WrongLogin, TooManyAttempts) as refusal:
        if isinstance(refusal, WrongLogin):
            with database.write() as session:
                person.record_attempt(session, login, source, None)
                session.commit()
        return refusal.code
    with database.write() as session:
        person.record_attempt(session, login, source, session.get(person.Person, key))
        session.commit()
    return name


def test_the_right_password_lets_in_however_the_login_is_spelt(database: Database) -> None:
    assert attempt(database) == "Kepala Dinas"
    assert attempt(database, login=" KADIS ") == "Kepala Dinas"


@pytest.mark.parametrize(
    ("login", "password"), [("kadis", "salah"), ("siapa", PASSWORD), ("sekda", PASSWORD), ("kadis", "")]
)
def test_a_wrong_login_does_not_say_what_was_wrong(database: Database, login: str, password: str) -> None:
    assert attempt(database, password, login) == "wrong_login"


def test_who_left_cannot_log_in(database: Database) -> None:
    with database.write() as session:
        person.find(session, "kadis").change(None, active=False)  # type: ignore[union-attr]
        session.commit()
    assert attempt(database) == "wrong_login"


def test_the_sixth_guess_at_a_login_is_not_heard_for_a_quarter_of_an_hour(database: Database, clock: Clock) -> None:
    for number in range(5):
        assert attempt(database, "salah", source=f"10.0.0.{number}") == "wrong_login"
        clock.forward(minutes=1)
    assert attempt(database) == "too_many_attempts"
    assert attempt(database, login="sekda", password="salah") == "wrong_login"
    clock.forward(minutes=10, seconds=1)
    assert attempt(database) == "Kepala Dinas"


def test_the_refusal_says_when_to_come_back(database: Database, clock: Clock) -> None:
    for _ in range(5):
        attempt(database, "salah")
    with database.read() as session, pytest.raises(TooManyAttempts) as refused:
        person.authenticate(session, "kadis", PASSWORD, "10.0.0.9")
    assert datetime.fromisoformat(str(refused.value.values["retry_at"])) == clock.at.astimezone(UTC) + timedelta(
        minutes=15
    )


def test_a_success_forgives_the_guesses_before_it(database: Database, clock: Clock) -> None:
    for _ in range(4):
        attempt(database, "salah")
    clock.forward(seconds=1)
    assert attempt(database) == "Kepala Dinas"
    clock.forward(seconds=1)
    assert attempt(database, "salah") == "wrong_login"
    assert attempt(database) == "Kepala Dinas"


def test_one_source_guesses_twenty_times_whatever_the_login(database: Database) -> None:
    with database.write() as session:
        for number in range(20):
            person.record_attempt(session, f"orang{number}", "10.0.0.1", None)
        session.commit()
    assert attempt(database) == "too_many_attempts"
    assert attempt(database, source="10.0.0.2") == "Kepala Dinas"


def test_a_stranger_elsewhere_locks_nobody_out_of_where_they_logged_in(database: Database, clock: Clock) -> None:
    assert attempt(database, source="10.0.0.1") == "Kepala Dinas"
    clock.forward(hours=2)
    for _ in range(5):
        assert attempt(database, "salah", source="10.9.9.9") == "wrong_login"
    assert attempt(database, source="10.9.9.9") == "too_many_attempts"
    assert attempt(database, source="10.0.0.2") == "too_many_attempts"
    for _ in range(4):
        assert attempt(database, "salah", source="10.0.0.1") == "wrong_login"
    assert attempt(database, source="10.0.0.1") == "Kepala Dinas"
    clock.forward(minutes=1)
    for _ in range(5):
        assert attempt(database, "salah", source="10.0.0.1") == "wrong_login"
    assert attempt(database, source="10.0.0.1") == "too_many_attempts"


def test_guesses_at_the_same_time_are_heard_no_oftener(database: Database) -> None:
    with database.write() as session:
        for _guess in range(5):
            person.record_attempt(session, "kadis", "10.0.0.1", None)
            session.flush()
        for who in (None, person.find(session, "kadis")):
            with pytest.raises(TooManyAttempts):
                person.record_attempt(session, "kadis", "10.0.0.2", who)


def test_attempts_keep_no_login_and_are_forgotten_after_a_day(database: Database, clock: Clock) -> None:
    attempt(database, "salah", login="kata sandi saya")
    clock.forward(days=1, seconds=1)
    attempt(database)
    with database.read() as session:
        (left,) = session.query(LoginAttempt).all()
        kinds = [event.kind for event in session.query(AuditEvent).filter(AuditEvent.kind.contains("log"))]
    assert (left.succeeded, "sandi" in left.login_digest) == (True, False)
    assert sorted(kinds) == ["login_refused", "person_logged_in"]


def test_a_password_has_ten_characters_at_least_and_two_hundred_at_most() -> None:
    with pytest.raises(Refusal, match="password_short"):
        person.hash_password("sembilan9")
    with pytest.raises(Refusal, match="password_long"):
        person.hash_password("x" * 201)


def test_a_person_changes_the_own_password_only(database: Database) -> None:
    with database.write() as session:
        kadis, sekda, admin = (person.find(session, login) for login in ("kadis", "sekda", "admin"))
        assert kadis
        assert sekda
        assert admin
        assert kadis.check_password(PASSWORD)
        assert not sekda.check_password(PASSWORD)
        kadis.set_password(kadis, "h1")
        kadis.set_password(admin, "h2")
        with pytest.raises(NotAllowed):
            sekda.set_password(kadis, "h3")
