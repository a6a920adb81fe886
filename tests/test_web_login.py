"""Logging in and out: sessions, the brake on guessing, CSRF, where one is sent."""

from datetime import timedelta
from typing import Any

import pytest
from helpers.office import PASSWORD, Visitor, text
from sqlalchemy import select

from engine import person
from engine.person import LoginSession, Person

SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
pytestmark = SQLITE


def test_a_person_logs_in_and_out(app: Any, staff: Any) -> None:
    visitor = Visitor(app, "kadis")
    assert "Kotak tugas" in text(visitor.get("/"))
    assert visitor.post("/logout", page="/").status_code == 302
    assert visitor.get("/").headers["Location"].endswith("/login")


def test_the_session_cookie_is_closed_to_scripts_and_other_sites(app: Any, staff: Any) -> None:
    visitor = Visitor(app)
    answer = visitor.post("/login", login="kadis", password=PASSWORD)
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_wrong_password_does_not_say_which_of_the_two_was_wrong(app: Any, staff: Any) -> None:
    visitor = Visitor(app)
    known = visitor.post("/login", login="kadis", password="salah sekali")
    unknown = visitor.post("/login", login="tidakada", password="salah sekali")
    assert known.status_code == unknown.status_code == 422
    assert text(known).count("salah") == text(unknown).count("salah")
    assert 'value="kadis"' in text(known), "the login stays in its field"


def test_the_sixth_wrong_attempt_is_refused_until_the_window_has_passed(app: Any, staff: Any, clock: Any) -> None:
    visitor = Visitor(app)
    for _attempt in range(5):
        assert visitor.post("/login", login="kadis", password="salah sekali").status_code == 422
    assert visitor.post("/login", login="kadis", password=PASSWORD).status_code == 429
    clock.at += timedelta(minutes=16)
    assert visitor.post("/login", login="kadis", password=PASSWORD).status_code == 302


def test_a_post_without_its_token_is_refused(app: Any, staff: Any) -> None:
    visitor = Visitor(app, "kadis")
    answer = visitor.client.post("/logout")
    assert answer.status_code == 400
    assert "Buka lagi halamannya" in text(answer)
    assert visitor.get("/").status_code == 200


def test_after_login_one_comes_where_one_wanted_to_go(app: Any, staff: Any) -> None:
    visitor = Visitor(app)
    asked = visitor.get("/cases/?all=1")
    assert asked.status_code == 302
    assert "next=" in asked.headers["Location"]
    answer = visitor.post("/login", login="kadis", password=PASSWORD, next="/cases/?all=1")
    assert answer.headers["Location"] == "/cases/?all=1"


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)"]
)
def test_nobody_is_sent_to_another_site_after_login(app: Any, staff: Any, elsewhere: str) -> None:
    answer = Visitor(app).post("/login", login="kadis", password=PASSWORD, next=elsewhere)
    assert answer.headers["Location"] == "/"


def test_a_new_password_ends_every_other_session(app: Any, staff: Any) -> None:
    here, there = Visitor(app, "kadis"), Visitor(app, "kadis")
    answer = here.post("/account/password", page="/account/", old=PASSWORD, new="kata sandi yang baru")
    assert answer.status_code == 302
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302


def test_a_copied_cookie_opens_nothing_after_its_owner_logged_out(app: Any, staff: Any) -> None:
    owner, thief, phone = Visitor(app, "kadis"), Visitor(app), Visitor(app, "kadis")
    copied = owner.client.get_cookie("jenjang")
    thief.client.set_cookie("jenjang", copied.value)
    assert thief.get("/").status_code == 200
    owner.post("/logout", page="/")
    assert thief.get("/").status_code == 302
    assert phone.get("/").status_code == 200, "another session of the same person stays"


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/start/permit", "/start/permit"),
        ("/account/password", "/account"),
        ("/account/notices/1/open", "/account/notices"),
        ("/units/roles", "/units"),
        ("/tasks/7/complete", "/tasks/7"),
    ],
)
def test_who_sends_something_after_the_session_ended_is_told_and_led_back(
    app: Any, staff: Any, address: str, page: str
) -> None:
    head = Visitor(app, "admin")
    token = head.token("/account/")
    Visitor(app, "admin").post("/logout/everywhere", page="/account/")
    answer = head.client.post(address, data={"csrf_token": token})
    assert answer.headers["Location"] == f"/login?next={page}"
    sentence = "yang baru Anda kirim belum tersimpan"
    assert sentence in text(head.get(answer.headers["Location"]))
    entered = head.post("/login", login="admin", password=PASSWORD, next=page)
    assert entered.headers["Location"] == page


def test_who_logged_out_in_another_tab_is_told_and_led_back_too(app: Any, staff: Any) -> None:
    """The cookie that the form's token belongs to is gone."""
    head = Visitor(app, "admin")
    token = head.token("/account/")
    head.post("/logout", page="/account/")
    for visitor in (head, Visitor(app)):  # who has no cookie at all, likewise
        answer = visitor.client.post("/tasks/7/complete", data={"csrf_token": token})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/login?next=/tasks/7")
        assert "yang baru Anda kirim belum tersimpan" in text(visitor.get(answer.headers["Location"]))
    typed = Visitor(app).client.post("/start/permit/fields", headers={"HX-Request": "true"})
    assert (typed.status_code, typed.data) == (401, b"")
    left = Visitor(app).client.post("/logout", data={"csrf_token": token})
    assert left.headers["Location"] == "/login"


def test_who_logs_out_twice_is_told_that_he_is_out(app: Any, staff: Any) -> None:
    head = Visitor(app, "kadis")
    token = head.token("/account/")
    head.post("/logout", page="/account/")
    head.get("/login")
    left = head.client.post("/logout", data={"csrf_token": token})
    page = text(head.get(left.headers["Location"]))
    assert "Anda sudah keluar." in page
    assert "belum tersimpan" not in page


@pytest.mark.parametrize(
    ("address", "page"), [("/tasks/7/complete", "/tasks/7"), ("/substitutions/", "/substitutions/")]
)
def test_a_form_of_a_session_before_this_one_says_what_to_do_and_leads_back(
    app: Any, staff: Any, address: str, page: str
) -> None:
    head = Visitor(app, "admin")
    token = head.token("/account/")
    head.post("/logout", page="/account/")
    head.post("/login", login="admin", password=PASSWORD)
    answer = head.client.post(address, data={"csrf_token": token})
    assert answer.status_code == 400
    assert "Yang baru Anda kirim belum tersimpan" in text(answer)
    assert f'href="{page}"' in text(answer)
    assert "csrf" not in text(answer).split("<main")[1]
    as_json = head.client.post(address, data={"csrf_token": token}, headers={"Accept": "application/json"})
    assert (as_json.status_code, as_json.json["code"]) == (400, "csrf")


def test_a_login_page_that_was_open_for_long_leads_back_to_itself(app: Any, staff: Any) -> None:
    answer = Visitor(app).client.post("/login", data={"login": "admin", "password": PASSWORD, "csrf_token": "x"})
    assert answer.status_code == 400
    assert 'href="/login"' in text(answer)


def test_a_script_gets_no_login_page_into_the_middle_of_a_page(app: Any, staff: Any) -> None:
    script = {"HX-Request": "true"}
    head = Visitor(app, "kadis")
    token = head.token("/account/")
    Visitor(app, "kadis").post("/logout/everywhere", page="/account/")
    typed = head.client.post("/start/permit/fields", data={"csrf_token": token}, headers=script)
    assert (typed.status_code, typed.data) == (401, b"")
    listed = head.get("/?search=izin", headers=script)
    assert (listed.status_code, listed.headers["HX-Redirect"]) == (401, "/login?next=/?search%3Dizin")


def test_one_logs_out_everywhere(app: Any, staff: Any) -> None:
    here, there, other = Visitor(app, "kadis"), Visitor(app, "kadis"), Visitor(app, "petugas")
    assert text(here.get("/account/")).count("sesi ini") == 1
    assert here.post("/logout/everywhere", page="/account/").headers["Location"] == "/login"
    assert [each.get("/").status_code for each in (here, there, other)] == [302, 302, 200]
    assert here.post("/login", login="kadis", password=PASSWORD).status_code == 302
    assert here.get("/").status_code == 200


def test_who_was_sent_away_and_comes_back_logs_in_again(app: Any, staff: Any, database: Any) -> None:
    visitor = Visitor(app, "kadis")
    for active in (False, True):
        with database.write() as session:
            session.get_one(Person, staff.kadis).change(None, active=active)
            session.commit()
    assert visitor.get("/").status_code == 302


def test_sessions_that_are_over_are_forgotten(app: Any, staff: Any, database: Any) -> None:
    with database.write() as session:
        kadis = session.get_one(Person, staff.kadis)
        person.open_session(session, kadis, lasting=timedelta(0))
        lasting = person.open_session(session, kadis)
        assert [one.digest for one in session.scalars(select(LoginSession))] == [person.digest_of(lasting)]


def test_a_wrong_present_password_changes_nothing(app: Any, staff: Any) -> None:
    visitor = Visitor(app, "kadis")
    answer = visitor.post("/account/password", page="/account/", old="bukan itu", new="kata sandi yang baru")
    assert answer.status_code == 422
    assert "salah" in text(answer)


def test_who_is_no_longer_active_is_out_at_once(app: Any, staff: Any, database: Any) -> None:
    visitor = Visitor(app, "kadis")
    with database.write() as session:
        session.get_one(Person, staff.kadis).change(None, active=False)
        session.commit()
    assert visitor.get("/").status_code == 302


def test_pages_come_in_english_after_the_switch(app: Any, staff: Any) -> None:
    visitor = Visitor(app, "kadis")
    answer = visitor.post("/language", page="/", language="en", next="/")
    assert answer.status_code == 302
    assert '<html lang="en">' in text(visitor.get("/"))
    assert '<html lang="en">' in text(Visitor(app, "kadis").get("/")), "and the next time too"


def test_every_page_carries_the_strict_policy(app: Any, staff: Any) -> None:
    answer = Visitor(app).get("/login")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
