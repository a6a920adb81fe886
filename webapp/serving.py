"""The HTTP server of `jenjang serve`: what it takes from anybody before Jenjang is asked has limits of ours."""

from html import escape
from typing import Any

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.server import create_server
from waitress.task import ErrorTask

from webapp import wording
from webapp.config import Config
from webapp.wording import Reader

PAGE = (
    '<!doctype html><html lang="id"><meta charset="utf-8"><title>{0}</title>'
    '<h1>{0}</h1><p>{1}</p><p lang="en">{2}</p></html>'
)


class Refused(ErrorTask):
    """Tells in both languages why a request was not read: nobody knows yet who asks."""

    def execute(self) -> None:
        code = self.request.error.code if wording.known("refusal", f"http_{self.request.error.code}") else 400
        title, sentence, in_english = (
            escape(wording.say("refusal", name, {}, Reader(language)))
            for name, language in ((f"title_{code}", "id"), (f"http_{code}", "id"), (f"http_{code}", "en"))
        )
        page = PAGE.format(title, sentence, in_english).encode()
        self.status = f"{self.request.error.code} {self.request.error.reason}"
        self.response_headers += [("Content-Type", "text/html; charset=utf-8"), ("X-Content-Type-Options", "nosniff")]
        self.set_close_on_finish()
        self.content_length = len(page)
        self.write(page)


class Channel(HTTPChannel):
    """One connection."""

    error_task_class = Refused


def server(app: Flask, config: Config, host: str, port: int, threads: int) -> Any:
    """A server that listens, and serves once it is run."""
    listening = create_server(
        app, host=host, port=port, threads=threads, ident=None, backlog=config.backlog,
        connection_limit=config.connections, channel_timeout=config.connection_seconds,
        cleanup_interval=min(30, config.connection_seconds), max_request_body_size=config.largest_request + 1,
        max_request_header_size=config.header_kilobytes << 10,
    )  # fmt: skip
    listening.channel_class = Channel
    return listening
