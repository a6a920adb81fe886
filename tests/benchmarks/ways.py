"""Two ways to complete a task, each measured: through the engine's verb, and through the door as a browser does."""

import re
from collections.abc import Callable
from typing import Any

from timing import cpu
from town import PASSWORD, Town
from werkzeug.test import EnvironBuilder, run_wsgi_app

from engine.person import Person
from engine.task import Task
from webapp import create_app
from webapp.platform.config import Config

Measure = Callable[[Callable[[], object]], Any]


class Engine:
    """Load the task, `Task.complete`, commit: one transaction on a database file, audit included."""

    def __init__(self, measure: Measure = cpu) -> None:
        self.measure, self.spent = measure, []

    def __call__(self, town: Town, task: int, login: str, answer: dict[str, Any]) -> None:
        self.spent.append(self.measure(lambda: _complete(town, task, login, answer)))


def _complete(town: Town, task: int, login: str, answer: dict[str, Any]) -> None:
    with town.database.write() as session:
        session.get_one(Task, task).complete(session.get_one(Person, town.cast.ids[login]), answer)
        session.commit()


class Door:
    """One POST over WSGI with the cookie of a login and a CSRF token; what is read before and after is not counted."""

    def __init__(self, town: Town, measure: Measure = cpu) -> None:
        config = Config(database=str(town.database.url), testing=True)
        self.app = create_app(config, town.database)
        self.measure, self.spent = measure, []
        self._known: dict[str, tuple[str, str]] = {}

    def __call__(self, town: Town, task: int, login: str, answer: dict[str, Any]) -> None:
        cookie, token = self.enter(login)
        data = {**_flat(answer), "csrf_token": token}
        builder = EnvironBuilder(f"/tasks/{task}/complete", method="POST", data=data, headers={"Cookie": cookie})
        environ = builder.get_environ()
        answered: list[Any] = []
        self.spent.append(self.measure(lambda: answered.append(run_wsgi_app(self.app, environ, buffered=True))))
        body, status, _headers = answered[0]
        assert status.startswith("302"), (status, task, answer, b"".join(body)[:3000])

    def enter(self, login: str) -> tuple[str, str]:
        """Cookie and token of a person, who logs in once."""
        if login not in self._known:
            client = self.app.test_client()
            fields = {"login": login, "password": PASSWORD, "csrf_token": _token(client, "/login")}
            assert client.post("/login", data=fields).status_code == 302
            token = _token(client, "/account/")
            cookie = client.get_cookie("jenjang")
            assert cookie is not None
            self._known[login] = f"jenjang={cookie.value}", token
        return self._known[login]

    def get(self, login: str, address: str) -> None:
        """One page read by a person who is logged in."""
        environ = EnvironBuilder(address, headers={"Cookie": self.enter(login)[0]}).get_environ()
        self.spent.append(self.measure(lambda: run_wsgi_app(self.app, environ, buffered=True)))


def _token(client: Any, address: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(address).get_data(as_text=True))
    assert found, address
    return found[1]


def _flat(answer: dict[str, Any], above: str = "") -> dict[str, Any]:
    """The fields of a form as a browser sends them."""
    found: dict[str, Any] = {}
    for key, value in answer.items():
        found |= _flat(value, f"{above}{key}.") if isinstance(value, dict) else {above + key: value}
    return found
