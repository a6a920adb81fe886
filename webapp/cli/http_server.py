"""The HTTP server of `jenjang serve`, with limits on what it reads before a request reaches the application."""

import re
from html import escape
from typing import Any

import orjson
from flask import Flask
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import create_server
from waitress.task import ErrorTask

from webapp.platform.config import Config
from webapp.rendering import translations
from webapp.rendering.languages import LANGUAGES, SOURCE
from webapp.rendering.translations import Reader

PAGE = '<!doctype html><html lang="id"><meta charset="utf-8"><title>{0}</title><h1>{0}</h1><p>{1}</p>{2}</html>'


API, ACCEPT = re.compile(rb"\s*\S+ /v2/"), re.compile(rb"(?im)^accept:(.*)$")
BEGINNING = 4096  # bytes


class RequestParser(HTTPRequestParser):
    """Remembers how a request begins: one whose head is too long is never parsed."""

    begun = b""

    def received(self, data: bytes) -> int:
        if not self.headers_finished:
            self.begun = (self.begun + data)[:BEGINNING]
        return int(super().received(data))


class Refused(ErrorTask):
    """The answer to a request that was not read: a page in every language (who reads is unknown), or JSON."""

    def execute(self) -> None:
        error = self.request.error
        code = error.code if translations.known("refusal", f"http_{error.code}") else 400
        kind, body = _problem(error, code) if _by_program(self.request) else ("text/html; charset=utf-8", _page(code))
        self.status = f"{error.code} {error.reason}"
        self.response_headers += [("Content-Type", kind), ("X-Content-Type-Options", "nosniff")]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


def _by_program(request: Any) -> bool:
    """True if the request is for the API, or its sender reads JSON and no HTML."""
    wanted = ACCEPT.search(request.begun)
    reads = wanted[1] if wanted else b""
    return bool(API.match(request.begun)) or (b"application/json" in reads and b"text/html" not in reads)


def _problem(error: Any, code: int) -> tuple[str, bytes]:
    detail = translations.say("refusal", f"http_{code}", {}, Reader("en"))
    problem = {"type": "about:blank", "title": error.reason, "status": error.code, "detail": detail}
    return "application/problem+json", orjson.dumps(problem | {"code": f"http_{code}"})


def _page(code: int) -> bytes:
    title, sentence = (_sentence(f"{name}_{code}", SOURCE) for name in ("title", "http"))
    others = (language for language in LANGUAGES if language != SOURCE)
    more = "".join(f'<p lang="{language}">{_sentence(f"http_{code}", language)}</p>' for language in others)
    return PAGE.format(title, sentence, more).encode()


def _sentence(code: str, language: str) -> str:
    return escape(translations.say("refusal", code, {}, Reader(language)))


class Channel(HTTPChannel):
    """One connection."""

    error_task_class, parser_class = Refused, RequestParser


def server(app: Flask, config: Config, host: str, port: int, threads: int) -> Any:
    """A server that listens, and serves once it is run."""
    listening = create_server(
        app,
        host=host,
        port=port,
        threads=threads,
        ident=None,
        backlog=config.backlog,
        connection_limit=config.connections,
        channel_timeout=config.connection_seconds,
        cleanup_interval=min(30, config.connection_seconds),
        max_request_body_size=config.largest_request + 1,
        max_request_header_size=config.header_kilobytes << 10,
    )
    listening.channel_class = Channel
    return listening
