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
class Call:
    """One request; `headers` hold the secret and are told to nobody."""

    method: str
    address: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    query: Mapping[str, Any] = field(default_factory=dict)
    body: bytes | None = field(default=None, repr=False)
    timeout: float = 20.0


@dataclass(frozen=True)
class Answer:
    """What came back: its status, and its body as JSON, else as text."""

    status: int
    body: Any
    wait: float | None = None


def path(template: str, values: Mapping[str, Any]) -> str:
    """A path with a value for each `{name}`, as one segment of it. Raises Failed for a value that would be more."""
    if not plain(template):
        raise Failed("http_path", again=False, path=template)

    def told(found: re.Match[str]) -> str:
        value = values.get(found[1])
        if isinstance(value, bool) or not isinstance(value, str | int) or not str(value):
            raise Failed("http_value", again=False, name=found[1])
        return quote(str(value), safe="")

    filled = PLACE.sub(told, template)
    if not _stays(filled):
        raise Failed("http_value", again=False, name=template)
    return filled


def plain(template: str) -> bool:
    """Whether this is a path and nothing else: no host, no way up, no query."""
    return bool(PATH.fullmatch(template)) and _stays(template)


def _stays(path: str) -> bool:
    return not any(part in (".", "..") for part in path.split("/"))


def ask(call: Call) -> Answer:
    """The answer to a call, whatever its status. Raises Failed where none comes, or one that is too long."""
    address = call.address + (f"?{urlencode(call.query, doseq=True)}" if call.query else "")
    headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "Jenjang", **call.headers}
    end = time.monotonic() + call.timeout
    timeout = urllib3.Timeout(connect=min(CONNECT, call.timeout), read=call.timeout)
    try:
        with urllib3.PoolManager(retries=False) as pool, _cut(pool.connection_from_url(address), call.timeout):
            answer = pool.request(
                call.method,
                address,
                body=call.body,
                headers=headers,
                timeout=timeout,
                redirect=False,
                preload_content=False,
            )
            body = _read(answer, end)
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:  # a header's value may be told in its words
        raise Failed("http_unreachable", reason=type(error).__name__) from None
    return Answer(answer.status, _told(body, answer.headers.get("Content-Type", "")), _wait(answer))


def served(answer: Answer, system: str) -> Answer:
    """The same answer. Raises Failed where the system is busy, broken, or sends us elsewhere."""
    if answer.status in BUSY or answer.status >= 500:
        raise Failed("http_busy", after=answer.wait, system=system, status=answer.status)
    if 300 <= answer.status < 400:
        raise Failed("http_elsewhere", again=False, system=system, status=answer.status)
    return answer


@contextmanager
def _cut(host: Any, after: float) -> Iterator[None]:
    """Cut the connections to a host after that time: a system that drips, be it headers, must not hold us for ever."""
    made: list[Any] = []

    def cut() -> None:
        for each in made:
            with suppress(OSError):  # it ended by itself
                if each.sock is not None:
                    each.sock.shutdown(socket.SHUT_RDWR)

    class Kept(host.ConnectionCls):  # type: ignore[misc]
        def connect(self) -> None:
            made.append(self)
            super().connect()

    host.ConnectionCls = Kept
    end = threading.Timer(after, cut)
    end.start()
    try:
        yield
    finally:
        end.cancel()


def _read(answer: Any, end: float) -> bytes:
    """The body, in pieces: a system that floods must not fill the memory. What was cut off is no answer."""
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


def _told(body: bytes, kind: str) -> Any:
    if not body:
        return None
    try:
        told = orjson.loads(body) if "json" in kind else body.decode("utf-8", errors="replace")
    except orjson.JSONDecodeError:
        raise Failed("http_not_json") from None
    if not storable(told):
        raise Failed("http_unstorable", again=False, limit=DEEPEST)
    return told


def _wait(answer: Any) -> float | None:
    told = answer.headers.get("Retry-After", "")
    return min(float(told), LONGEST_WAIT) if told.isascii() and told.isdigit() and len(told) < 10 else None
