"""Tokens of machine accounts: made and revoked by the administrator, on a page or by command, and shown once."""

import re
from typing import Any

import pytest
from click.testing import CliRunner
from helpers.machines import Program
from helpers.office import Visitor, furnish, text

from engine.database.base import Database
from webapp import create_app
from webapp.cli import main
from webapp.platform.config import Config

TOKEN = re.compile(r"jj_[\w-]{43}")
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def app(database: Database) -> Any:
    furnish(database)
    return create_app(Config(testing=True), database)


def test_the_administrator_makes_one_sees_its_token_once_and_revokes_it(app: Any) -> None:
    admin = Visitor(app, "admin")
    made = admin.post("/machines/", name="portal", job_types="scan, scan ,", messages="terms,payment")
    token = TOKEN.findall(text(made))[0]
    assert made.status_code == 201
    page = text(admin.get("/machines/"))
    assert ("portal" in page, "payment, terms" in page, "scan" in page, TOKEN.findall(page)) == (True, True, True, [])
    assert Program(app, token).activate("scan") == []
    admin.post(re.search(r'action="(/machines/\d+/revoke)"', page)[1])  # type: ignore[index]
    assert Program(app, token).get("topology").status_code == 401
    assert "dicabut" in text(admin.get("/machines/"))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"name": "Portal Pelamar", "messages": "terms"}, "Huruf kecil, angka"),
        ({"name": "portal"}, "paling sedikit satu"),
        ({"name": "portal", "job_types": "timer_due"}, "dikerjakan Jenjang sendiri"),
        ({"name": "portal", "messages": "x" * 201}, "200 karakter"),
    ],
)
def test_one_that_cannot_be_is_refused_with_what_to_do(app: Any, given: dict[str, str], told: str) -> None:
    answer = Visitor(app, "admin").post("/machines/", **given)
    assert answer.status_code == 422
    assert told in text(answer)


def test_a_name_is_given_once_even_after_it_was_revoked(database: Database, app: Any) -> None:
    def jenjang(*words: str) -> Any:
        return CliRunner().invoke(
            main, list(words), env={"JENJANG_DATABASE": str(database.url), "JENJANG_SECRET": "x" * 40}
        )

    made = jenjang("token", "make", "portal", "--job", "scan", "--message", "terms")
    assert TOKEN.fullmatch(made.output.strip())
    assert Program(app, made.output.strip()).activate("scan") == []
    assert jenjang("token", "list").output == "portal: scan, pesan terms\n"
    assert jenjang("token", "revoke", "portal").exit_code == 0
    assert jenjang("token", "list").output == "portal: scan, pesan terms (dicabut)\n"
    for words in (("make", "portal", "--job", "scan"), ("revoke", "portal"), ("revoke", "nobody")):
        refused = jenjang("token", *words)
        assert (refused.exit_code, "Error: " in refused.output) == (1, True)


def test_everybody_says_on_their_own_page_whether_notices_come_by_mail(app: Any, database: Database) -> None:
    admin, head = Visitor(app, "admin"), Visitor(app, "kadis")
    assert "belum punya alamat surel" in text(head.get("/account/"))
    people = text(admin.get("/people/?search=Kepala"))
    admin.post(
        re.search(r'href="(/people/\d+)"', people)[1],
        name="Kepala Dinas",
        login="kadis",
        unit_key="dishub",
        email="kadis@contoh.go.id",
        active="1",
    )  # type: ignore[index]
    for wanted, shown in (("1", True), ("", False)):
        head.post("/account/mail", mail=wanted)
        assert (" checked>" in text(head.get("/account/"))) == shown
