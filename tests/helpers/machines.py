"""The API for programs outside: a server on loopback, an account with a token, plain HTTP."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from waitress.server import create_server

from engine import machine
from engine.database.base import Database
from webapp import create_app
from webapp.platform.config import Config


@contextmanager
def served(database: Database) -> Iterator[str]:
    """The application on this database, on a free port of loopback: its address."""
    server: Any = create_server(create_app(Config(testing=True), database), host="127.0.0.1", port=0, threads=8)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.task_dispatcher.shutdown()  # requests under way are finished
        server.close()
        thread.join(timeout=10)


def account(
    database: Database, name: str = "robot", jobs: Any = ("outside",), messages: Any = (), begins: Any = ()
) -> str:
    """A machine account of this name; its token."""
    with database.write() as session:
        token = machine.admit(session, None, name, job_types=jobs, messages=messages, begins=begins)[1]
        session.commit()
    return token


class Program:
    """A program with a token, that speaks HTTP to the application's own test client or over the wire."""

    def __init__(self, app: Any, token: str | None, **headers: str) -> None:
        self.client = app.test_client()
        self.headers = {**({"Authorization": f"Bearer {token}"} if token else {}), **headers}

    def post(self, path: str, **sent: Any) -> Any:
        return self.client.post(f"/v2/{path}", json=sent, headers=self.headers)

    def patch(self, path: str, **sent: Any) -> Any:
        return self.client.patch(f"/v2/{path}", json=sent, headers=self.headers)

    def get(self, path: str) -> Any:
        return self.client.get(f"/v2/{path}", headers=self.headers)

    def activate(self, type: str = "outside", **more: Any) -> list[dict[str, Any]]:
        """Jobs, without waiting for any."""
        body = {"type": type, "timeout": 30_000, "maxJobsToActivate": 5, "requestTimeout": -1, **more}
        answer = self.post("jobs/activation", **body)
        assert answer.status_code == 200, answer.text
        return list(answer.json["jobs"])
