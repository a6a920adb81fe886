"""Calls another system: to the host that the settings name and no other, bounded in time and size, once a key."""

import re
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

import orjson
import urllib3

from engine.database.json_limits import DEEPEST, storable
from engine.job.handler import Failed

PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
PATH = re.compile(r"(/([A-Za-z0-9._~-]|\{[a-z][a-z0-9_]*\})+)+/?")
LARGEST = 1_000_000  # bytes of an answer
CONNECT = 5.0  # seconds
BUSY = (408, 425, 429)
LONGEST_WAIT = 3600.0  # seconds that a system may ask us to wait


@dataclass(frozen=True)
class HttpRequest:
    """One request; `headers` hold the secret and never reach a log or a `repr`."""

    method: str
    address: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    query: Mapping[str, Any] = field(default_factory=dict)
    body: bytes | None = field(default=None, repr=False)
    timeout: float = 20.0


@dataclass(frozen=True)
class HttpResponse:
    """A response: its status, and its body as JSON, else as text."""

    status: int
    body: Any
    wait: float | None = None


def path(template: str, values: Mapping[str, Any]) -> str:
    """A path with a value for each `{name}`, as one segment of it. Raises Failed for a value that would be more."""
    if not plain(template):
        raise Failed("http_path", again=False, path=template)

    def segment(match: re.Match[str]) -> str:
        value = values.get(match[1])
        if isinstance(value, bool) or not isinstance(value, str | int) or not str(value):
            raise Failed("http_value", again=False, name=match[1])
        return quote(str(value), safe="")

    filled = PLACE.sub(segment, template)
    if not _stays(filled):
        raise Failed("http_value", again=False, name=template)
    return filled


def plain(template: str) -> bool:
    """True if this is a path and nothing else: no host, no way up, no query."""
    return bool(PATH.fullmatch(template)) and _stays(template)


def _stays(path: str) -> bool:
    return not any(part in (".", "..") for part in path.split("/"))


def send(request: HttpRequest) -> HttpResponse:
    """The response to a request, whatever its status. Raises Failed where none comes, or one that is too long."""
    address = request.address + (f"?{urlencode(request.query, doseq=True)}" if request.query else "")
    headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "Jenjang", **request.headers}
    end = time.monotonic() + request.timeout
    timeout = urllib3.Timeout(connect=min(CONNECT, request.timeout), read=request.timeout)
    try:
        with urllib3.PoolManager(retries=False) as pool, _cut(pool.connection_from_url(address), request.timeout):
            answer = pool.request(
                request.method,
                address,
                body=request.body,
                headers=headers,
                timeout=timeout,
                redirect=False,
                preload_content=False,
            )
            body = _read(answer, end)
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:  # its text may contain a header's value
        raise Failed("http_unreachable", reason=type(error).__name__) from None
    return HttpResponse(answer.status, _parse(body, answer.headers.get("Content-Type", "")), _wait(answer))


def served(answer: HttpResponse, system: str) -> HttpResponse:
    """The same answer. Raises Failed where the system is busy, broken, or redirects."""
    if answer.status in BUSY or answer.status >= 500:
        raise Failed("http_busy", after=answer.wait, system=system, status=answer.status)
    if 300 <= answer.status < 400:
        raise Failed("http_elsewhere", again=False, system=system, status=answer.status)
    return answer


@contextmanager
def _cut(host: Any, after: float) -> Iterator[None]:
    """Cut the connections to a host after that time: one that sends byte by byte must not hold a worker for ever."""
    connections: list[Any] = []

    def cut() -> None:
        for each in connections:
            with suppress(OSError):  # it ended by itself
                if each.sock is not None:
                    each.sock.shutdown(socket.SHUT_RDWR)

    class TrackedConnection(host.ConnectionCls):  # type: ignore[misc]
        def connect(self) -> None:
            connections.append(self)
            super().connect()

    host.ConnectionCls = TrackedConnection
    end = threading.Timer(after, cut)
    end.start()
    try:
        yield
    finally:
        end.cancel()


def _read(answer: Any, end: float) -> bytes:
    """The body, read in pieces so that it cannot fill the memory. Raises Failed where it is too long or too slow."""
    pieces, size, piece = [], 0, b"?"
    while piece:
        piece = answer.read1(65_536, decode_content=False)
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST:
            raise Failed("http_large", again=False, limit=LARGEST)
        if time.monotonic() > end:
            raise Failed("http_unreachable", reason="Timeout")
    return b"".join(pieces)


def _parse(body: bytes, kind: str) -> Any:
    if not body:
        return None
    try:
        content = orjson.loads(body) if "json" in kind else body.decode("utf-8", errors="replace")
    except orjson.JSONDecodeError:
        raise Failed("http_not_json") from None
    if not storable(content):
        raise Failed("http_unstorable", again=False, limit=DEEPEST)
    return content


def _wait(answer: Any) -> float | None:
    seconds = answer.headers.get("Retry-After", "")
    is_number = seconds.isascii() and seconds.isdigit() and len(seconds) < 10
    return min(float(seconds), LONGEST_WAIT) if is_number else None
