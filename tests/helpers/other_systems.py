"""The systems around an installation, on loopback: a mail server, and a neighbour with scripted answers."""

import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from engine.database.base import Database
from engine.job.integrations import Integrations, Mailbox

PASSWORD = "rahasia-surel"


def surround(database: Database, **systems: Any) -> None:
    """Set the systems around an installation."""
    database.installation.integrations = Integrations(**systems)


class Post:
    """The mails that a server received, and the logins that were tried.

    `refusals` are answered first, one for each mail; addresses in `unknown` do not exist.
    """

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refusals: list[str] = []
        self.logins: list[tuple[str, bool]] = []
        self.unknown: set[str] = set()

    def admit(self, _server: Any, _session: Any, _envelope: Any, mechanism: str, credentials: Any) -> AuthResult:
        """Accept a login with the right password."""
        right = (credentials.login, credentials.password) == (b"jenjang", PASSWORD.encode())
        self.logins.append((mechanism, right))
        return AuthResult(success=right, handled=False)

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if address in self.unknown:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        if self.refusals:
            return self.refusals.pop(0)
        self.mails.append(BytesParser(policy=default).parsebytes(envelope.content))  # type: ignore[arg-type]
        return "250 OK"


@contextmanager
def posted(
    security: str = "none", certificate: ssl.SSLContext | None = None, mechanism: str = ""
) -> Iterator[tuple[Post, Mailbox]]:
    """A mail server and the settings that lead to it. With a mechanism (PLAIN, LOGIN) it requires a login."""
    post, options = Post(), dict[str, Any]()
    if mechanism:
        others = {"PLAIN", "LOGIN"} - {mechanism}
        options = {"auth_required": True, "authenticator": post.admit, "auth_exclude_mechanism": others}
    if security == "starttls":
        options |= {"tls_context": certificate, "require_starttls": True}
    elif security == "tls":
        options |= {"ssl_context": certificate, "auth_require_tls": False}
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(post, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        known = ("jenjang", PASSWORD) if mechanism else ("", "")
        yield post, Mailbox("127.0.0.1", "jenjang@contoh.go.id", port, security, *known)
    finally:
        controller.stop()


@dataclass
class ReceivedRequest:
    """One request that a neighbour received; `cut`: the caller hung up before all headers were sent."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    cut: threading.Event = field(default_factory=threading.Event)

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Reply:
    """What it answers: JSON, or bytes as they are; `drip` seconds pass before each byte, `slow_headers` before lines."""

    status: int = 200
    content: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    drip: float = 0
    slow_headers: float = 0


@contextmanager
def neighbour(answer: Callable[[ReceivedRequest], Reply]) -> Iterator[tuple[str, list[ReceivedRequest]]]:
    """A system with these answers: its address, and the requests it received."""
    requests: list[ReceivedRequest] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            request = ReceivedRequest(self.command, self.path, dict(self.headers.items()), self.rfile.read(length))
            requests.append(request)
            reply = answer(request)
            body = reply.content if isinstance(reply.content, bytes) else json.dumps(reply.content).encode()
            self.send_response(reply.status)
            for number in range(60 if reply.slow_headers else 0):
                time.sleep(reply.slow_headers)
                self.send_header(f"X-{number}", "x")
                try:
                    self.flush_headers()
                except ConnectionError:
                    request.cut.set()
                    return
            for name, value in {
                "Content-Type": "application/json",
                "Content-Length": str(len(body)),
                **reply.headers,
            }.items():
                self.send_header(name, value)
            self.end_headers()
            pieces = [body[at : at + 1] for at in range(len(body))] if reply.drip else [body]
            with suppress(ConnectionError):  # the caller hung up
                for piece in pieces:
                    time.sleep(reply.drip)
                    self.wfile.write(piece)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_told: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", requests
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)
