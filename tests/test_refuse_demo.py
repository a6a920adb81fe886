"""What was set up as real never runs as the demo, and what the demo made never runs as anything else."""

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from engine import person
from engine.database.base import Database, Setting
from engine.person import Person
from webapp import create_app
from webapp.cli import main
from webapp.platform.config import BadSetting, Config

Jenjang = Callable[..., Result]
WORDS = {"real": "disiapkan untuk pemakaian sungguhan", "nothing": "bukan kota demo"}


@pytest.fixture
def jenjang(database_url: str) -> Jenjang:
    """Commands on the test's database; with `demo`, as `make run` calls them."""

    def call(*words: str, demo: bool) -> Result:
        settings = {"JENJANG_DATABASE": database_url, "JENJANG_SECRET": "x" * 40, "JENJANG_DEMO": "1" if demo else ""}
        return CliRunner().invoke(main, list(words), env=settings)

    return call


def set_up(database: Database, *settings: Setting) -> None:
    """The first administrator, and what else stands there of how the database came to be."""
    with database.write() as session:
        session.add_all(settings)
        person.set_up(
            session, name="Administrator", login="administrator", password_hash=person.hash_password("x" * 12)
        )
        session.commit()


def of_the_demo(state: str = "ready") -> Setting:
    """As every version of the demo wrote it before it admitted anybody."""
    counts = {"people": 1, "running": 0, "finished": 0}
    return Setting(key="demo_city", value={"state": state, "counts": counts, "accounts": []})


@pytest.mark.parametrize("words", [["serve", "--port", "0"], ["worker"], ["demo"], ["demo", "--forward", "P1D"]])
def test_a_real_database_refuses_the_demo(database: Database, jenjang: Jenjang, words: list[str]) -> None:
    set_up(database)
    refused = jenjang(*words, demo=True)
    assert (refused.exit_code, WORDS["real"] in refused.output) == (1, True), refused.output
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 1
        assert session.get(Setting, "clock_offset") is None


def test_it_refuses_it_also_when_its_administrator_is_gone(database: Database, jenjang: Jenjang) -> None:
    """That it was set up is written down; nobody counts."""
    set_up(database)
    with database.write() as session:
        session.connection().exec_driver_sql("UPDATE person SET active = (1 = 0)")
        session.commit()
    assert WORDS["real"] in jenjang("serve", "--port", "0", demo=True).output


@pytest.mark.parametrize("words", [["serve", "--port", "0"], ["worker"], ["demo", "--forward", "P1D"]])
def test_a_database_that_nobody_set_up_is_no_demo_either(jenjang: Jenjang, words: list[str]) -> None:
    refused = jenjang(*words, demo=True)
    assert (refused.exit_code, WORDS["nothing"] in refused.output) == (1, True), refused.output


@pytest.mark.parametrize(
    "words", [["serve", "--port", "0"], ["worker"], ["init", "--name", "A", "--login", "admin", "--password", "x" * 12]]
)
def test_what_the_demo_made_is_not_put_to_real_use(database: Database, jenjang: Jenjang, words: list[str]) -> None:
    set_up(database, of_the_demo())
    refused = jenjang(*words, demo=False)
    assert (refused.exit_code, "kata sandinya diketahui semua orang" in refused.output) == (1, True), refused.output


@pytest.mark.parametrize("kind", ["real", "nothing", "demo"])
def test_the_application_is_made_only_for_what_the_database_is(database: Database, kind: str) -> None:
    """As gunicorn makes it."""
    if kind != "nothing":
        set_up(database, *([of_the_demo()] if kind == "demo" else []))

    def application(*, demo: bool) -> Any:
        return create_app(Config(database=str(database.url), secret="x" * 40, demo=demo), database)

    with pytest.raises(BadSetting):
        application(demo=kind != "demo")
    assert application(demo=kind == "demo").test_client().get("/login").status_code == 200


def test_the_demo_of_an_earlier_version_goes_on(database: Database, jenjang: Jenjang) -> None:
    set_up(database, of_the_demo())
    again = jenjang("demo", demo=True)
    assert (again.exit_code, "Kota demo: 1 orang" in again.output) == (0, True), again.output
    assert jenjang("demo", "--forward", "P1D", demo=True).exit_code == 0


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_before_the_schema_is_there_commands_say_what_to_do(jenjang: Jenjang, tmp_path: Any) -> None:
    empty = {"JENJANG_DATABASE": f"sqlite:///{tmp_path}/empty.db", "JENJANG_DEMO": "1"}
    refused = CliRunner().invoke(main, ["serve", "--port", "0"], env=empty)
    assert (refused.exit_code, "jenjang migrate" in refused.output) == (1, True)
