"""A person with a session: pages and forms over HTTP, on whichever server answers."""

import http.client
import random
import re
from dataclasses import dataclass
from urllib.parse import urlencode

PASSWORD = "kata sandi uji"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
GONE = (OSError, http.client.HTTPException)


@dataclass(frozen=True)
class Answer:
    """What came back. Status 0: nobody answered to the end, so nobody knows what became of it; -1: nobody was there."""

    status: int
    text: str = ""
    location: str = ""


class Person:
    """Somebody in front of a browser, who logs in once and keeps the session through every crash."""

    def __init__(self, login: str, ports: list[int]) -> None:
        self.login, self.ports = login, ports
        self.cookies: dict[str, str] = {}
        self.token = ""

    def enter(self) -> None:
        """Log in. Raises AssertionError where that fails while everybody runs."""
        self._remember_token(self.get("/login"))
        answer = self.post("/login", login=self.login, password=PASSWORD)
        assert answer.status == 302, (self.login, answer.status)
        self._remember_token(self.get("/account/"))

    def get(self, address: str) -> Answer:
        return self._ask("GET", address)

    def post(self, address: str, **fields: str) -> Answer:
        """Post fields (dots as double underscores)."""
        named = {name.replace("__", "."): value for name, value in fields.items()}
        return self._ask("POST", address, urlencode({**named, "csrf_token": self.token}))

    def _remember_token(self, answer: Answer) -> None:
        found = TOKEN.search(answer.text)
        assert found, (self.login, answer.status)
        self.token = found[1]

    def _ask(self, method: str, address: str, body: str | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", random.choice(self.ports), timeout=30)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.connect()
        except OSError:
            return Answer(-1)
        try:
            connection.request(method, address, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        except GONE:
            return Answer(0)
        finally:
            connection.close()
        for given in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = given.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(answer.status, text, answer.headers.get("Location", ""))
