"""The search of the top bar, of the cases and of the auditor: what it means first, then who may see it, within bounds."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from helpers import office
from helpers.office import NURHAYATI, Visitor, task_addresses, text
from sqlalchemy import insert, select

from engine.case import Case
from engine.database.base import Database
from engine.person import Person

MANY = 1001


@pytest.fixture
def house(database: Database) -> SimpleNamespace:
    """The people of the small office, on either database."""
    return office.furnish(database)


@pytest.fixture
def case(app: Any, house: SimpleNamespace, database: Database) -> SimpleNamespace:
    """A permit of Nurhayati, which waits for her head."""
    key = int(Visitor(app, NURHAYATI).start().rsplit("/", 1)[1])
    with database.read() as session:
        return SimpleNamespace(address=f"/cases/{key}", number=session.get_one(Case, key).number)


def namesakes(database: Database, count: int) -> None:
    """So many more people of one name, none of whom has a case."""
    with database.write() as session:
        someone = session.scalars(select(Person).where(Person.login == "kadis")).one()
        rows = [
            {
                "id": number,
                "name": "Nurhayati Banyak",
                "login": f"banyak{number}",
                "active": True,
                "locale": "id",
                "mail_notices": False,
                "created_at": someone.created_at,
            }
            for number in range(1, count + 1)
        ]
        session.execute(insert(Person), rows)
        session.commit()


def test_each_way_to_name_a_case_finds_it_on_every_page(app: Any, case: SimpleNamespace) -> None:
    head, auditor = Visitor(app, "kadis"), Visitor(app, "auditor")
    for words in (
        case.number,
        case.number.lower(),
        case.number[4:],
        "nurhayati",
        "HAYATI",
        "199002",
        "1990 0228 2014",
        "izin",
    ):
        query = {"search": words}
        assert len(task_addresses(head.get("/", query_string=query))) == 1, words
        assert case.address in text(head.get("/cases/", query_string={**query, "all": 1})), words
        assert f"/audit{case.address}" in text(auditor.get("/audit/", query_string=query)), words


def test_whoever_may_not_read_a_case_gets_the_page_of_one_that_never_was(app: Any, case: SimpleNamespace) -> None:
    stranger = Visitor(app, "lain")
    nowhere = case.number[:-1] + "9"

    def page(address: str, words: str) -> str:
        shown = text(stranger.get(address, query_string={"search": words, "all": 1})).replace(words, "…")
        return re.sub(r'search=[^&"]*|Token": ?"[^"]*"|name="csrf_token" value="[^"]*"', "", shown)

    for address in ("/", "/cases/"):
        for there, never in ((case.number, nowhere), (case.number[4:], nowhere[4:]), (NURHAYATI, "199002282014022990")):
            assert case.address not in page(address, there)
            assert page(address, there) == page(address, never)


def test_a_search_that_means_too_many_says_so_and_one_that_says_more_finds(
    app: Any, case: SimpleNamespace, database: Database
) -> None:
    namesakes(database, MANY)
    head, auditor = Visitor(app, "kadis"), Visitor(app, "auditor")
    for visitor, address in ((head, "/"), (head, "/cases/"), (auditor, "/audit/")):
        broad = visitor.get(address, query_string={"search": "nurhayati", "all": 1})
        assert "Lebih dari 1.000 orang atau usulan cocok" in text(broad)
        narrow = visitor.get(address, query_string={"search": NURHAYATI, "all": 1})
        assert ("Lebih dari" in text(narrow), case.number in text(narrow)) == (False, True)
    head.post("/language", language="en")
    assert "More than 1,000 people or cases fit this search" in text(head.get("/?search=nurhayati"))


def test_as_many_as_the_bound_are_all_looked_at(app: Any, case: SimpleNamespace, database: Database) -> None:
    namesakes(database, MANY - 2)
    page = text(Visitor(app, "kadis").get("/?search=nurhayati"))
    assert ("Lebih dari" in page, case.number in page) == (False, True)
