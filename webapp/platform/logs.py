"""Log lines: JSON where Jenjang serves, words where somebody typed a command; never names, NIK or answers."""

import hashlib
import hmac
import logging
import re
import secrets
import sys
import time
import traceback
from collections.abc import Mapping, MutableMapping
from typing import Any

import orjson
import structlog
from flask import Flask, Response, g, request
from sqlalchemy import inspect
from structlog.contextvars import bind_contextvars, clear_contextvars, merge_contextvars

from webapp.platform import recorded_request

log = structlog.stdlib.get_logger("jenjang.http")
LINES = logging.getLogger("jenjang.http")
REQUEST_ID = re.compile(r"[\w-]{8,64}")
UNLOGGED = {"static", "system.health", "system.ready", "system.metrics"}
"""What machines ask every few seconds."""
PLAIN = logging.Formatter("%(levelname)s %(message)s")


class Stderr(logging.Handler):
    """Writes to whatever standard error is at that moment."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            sys.stderr.write(self.format(record) + "\n")
        except Exception:
            self.handleError(record)


def configure(*, machine: bool = False, verbose: bool | None = None) -> None:
    """Configure where log lines go and what they look like; a later call replaces an earlier one.

    `machine` writes a JSON object a line and one line a request; `verbose` logs more, None leaves that as it is.
    """
    root, handler = logging.getLogger(), Stderr()
    handler.setFormatter(_json() if machine else PLAIN)
    root.handlers = [handler, *(each for each in root.handlers if not isinstance(each, Stderr))]
    if verbose is not None:
        root.setLevel(logging.INFO if verbose else logging.WARNING)
    LINES.setLevel(logging.INFO if machine else logging.WARNING)
    structlog.configure(
        processors=[*_ABOUT, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
    )


def _frames(_logger: Any, _name: str, entry: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """The entry, with an exception as its type and its places in the code: its message may hold what people wrote."""
    exc_info = entry.pop("exc_info", None)
    error = sys.exc_info()[1] if exc_info is True else exc_info[1] if isinstance(exc_info, tuple) else exc_info
    if isinstance(error, BaseException):
        places = traceback.extract_tb(error.__traceback__)
        entry["error"] = type(error).__name__
        entry["at"] = [f"{place.filename}:{place.lineno} {place.name}" for place in places[-12:]]
    return entry


_ABOUT: tuple[Any, ...] = (
    merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


def _json() -> logging.Formatter:
    rendered = structlog.processors.JSONRenderer(
        serializer=lambda entry, **_: orjson.dumps(entry, default=str).decode()
    )
    ours: list[Any] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, _frames, rendered]
    return structlog.stdlib.ProcessorFormatter(processors=ours, foreign_pre_chain=_ABOUT)


def init(app: Flask) -> None:
    """One line a request, with the number that its other lines and its answer carry."""
    secret = app.extensions["config"].secret.encode()
    proxies = app.extensions["config"].proxies

    def begin() -> None:
        sent = request.headers.get("X-Request-ID", "") if proxies else ""
        g.began, g.request_id = time.perf_counter(), sent if REQUEST_ID.fullmatch(sent) else _new_request_id()
        clear_contextvars()
        bind_contextvars(request=g.request_id)

    def end(response: Response) -> Response:
        response.headers["X-Request-ID"] = g.request_id
        if request.endpoint not in UNLOGGED and LINES.isEnabledFor(logging.INFO):
            route, spent = recorded_request.route(), round((time.perf_counter() - g.began) * 1000, 1)
            log.info(
                "request",
                method=request.method,
                route=route,
                status=response.status_code,
                ms=spent,
                person=_pseudonym(secret),
            )
        return response

    app.before_request(begin)
    app.after_request(end)


def _new_request_id() -> str:
    return secrets.token_hex(8)


def _pseudonym(secret: bytes) -> str | None:
    """A pseudonym of the person who is logged in, always the same one; None if nobody is.

    Only a person who is loaded already: no query for a log line.
    """
    person = getattr(g.get("_login_user"), "person", None)
    key = inspect(person).identity if person is not None else None
    return hmac.new(secret, str(key).encode(), hashlib.sha256).hexdigest()[:12] if key else None
