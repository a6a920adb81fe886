"""A small office for tests of the pages: five people, one procedure (permit), and visitors who log in."""

import html
import re
import shutil
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from engine import definition, person
from engine.bundle import Bundle
from engine.database.base import Database
from engine.definition import ProcessDefinition
from helpers.people import city

PERMIT = Path(__file__).parent.parent / "permit"
PASSWORD = "kata sandi uji"
NURHAYATI = "199002282014022994"
BEGIN = datetime(2026, 7, 8, 2, 0, tzinfo=UTC)
PDF = b"%PDF-1.7\n%%EOF\n"
HASHED: list[str] = []


def permit() -> Bundle:
    """The files of the permit procedure."""
    return Bundle.from_folders(PERMIT)


def furnish(database: Database) -> SimpleNamespace:
    """The people of `city` with the keys of their rows by login name, all with PASSWORD, and the permit published."""
    HASHED[:] = HASHED or [person.hash_password(PASSWORD)]
    with database.write() as session:
        people = city(session)
        people.designer = person.admit(session, None, name="Perancang", login="perancang")
        people.auditor = person.admit(session, None, name="Auditor", login="auditor")
        people.stranger = person.admit(session, None, name="Orang Lain", login="lain", unit_key="dinkes")
        people.designer.appoint(None, "designer")
        people.auditor.appoint(None, "auditor")
        for each in vars(people).values():
            each.set_password(None, HASHED[0])
        published(session)
        session.commit()
        return SimpleNamespace(**{name: each.id for name, each in vars(people).items()})


@pytest.fixture(scope="session")
def furnished_office(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """The office on SQLite, furnished once: its file, and the keys of its people."""
    path = shutil.copy(sqlite_template, tmp_path_factory.mktemp("office") / "jenjang.db")
    database = Database(f"sqlite:///{path}", lambda _session: BEGIN)
    keys = furnish(database)
    database.close()
    return SimpleNamespace(path=path, keys=keys)


@pytest.fixture
def staff(furnished_office: SimpleNamespace, database: Database) -> SimpleNamespace:
    """The people of the office, by login name the keys of their rows; for a test on SQLite."""
    assert database.url.database
    shutil.copy(furnished_office.path, database.url.database)
    return furnished_office.keys


def published(session: Session) -> ProcessDefinition:
    return definition.publish(session, None, permit(), "uji")


class Visitor:
    """Somebody with a browser that runs no scripts."""

    def __init__(self, app: Any, login: str | None = None) -> None:
        self.client = app.test_client()
        if login:
            answer = self.post("/login", login=login, password=PASSWORD, page="/login")
            assert answer.status_code == 302, text(answer)

    def get(self, address: str, **options: Any) -> Any:
        return self.client.get(address, **options)

    def post(self, address: str, page: str = "/login", files: dict[str, Any] | None = None, **fields: Any) -> Any:
        """Post fields (dots as double underscores) with the token of a page."""
        named = {name.replace("__", "."): value for name, value in fields.items()}
        data = {**named, **(files or {}), "csrf_token": self.token(page)}
        kind = "multipart/form-data" if files else None
        return self.client.post(address, data=data, content_type=kind)

    def token(self, page: str = "/account/") -> str:
        for address in (page, "/account/"):
            if match := re.search(r'name="csrf_token" value="([^"]+)"', text(self.client.get(address))):
                return match[1]
        return ""

    def start(self, **answer: Any) -> str:
        """Start a permit; its address."""
        fields = {"request__topic": "Seminar merit", "request__days": "3", **answer}
        answer_ = self.post("/start/permit", **fields)
        assert answer_.status_code == 302, text(answer_)
        return str(answer_.headers["Location"])


def text(answer: Any) -> str:
    """The words of a page."""
    return html.unescape(answer.get_data(as_text=True))


def task_addresses(answer: Any) -> list[str]:
    """The tasks that a page links to, in order."""
    return list(dict.fromkeys(re.findall(r'href="(/tasks/\d+)"', answer.get_data(as_text=True))))


def pdf(name: str = "undangan.pdf") -> tuple[BytesIO, str]:
    return BytesIO(PDF), name
