"""What anybody may send to the server before Jenjang is asked: a real process on loopback, spoken to by sockets."""

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import migrated

from webapp.cli import main

MEGABYTE = 1 << 20
Serve = Callable[..., "Served"]


class Served:
    """`jenjang serve` in a process of its own, with these settings."""

    def __init__(self, url: str, **settings: str) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("JENJANG_")}
        environment |= {"JENJANG_DATABASE": url, "JENJANG_SECRET": "x" * 40, "PYTHONUNBUFFERED": "1"}
        environment |= {f"JENJANG_{name.upper()}": value for name, value in settings.items()}
        begin = "import sys; from webapp.cli import main; sys.argv = ['jenjang', 'serve', '--port', '0']; main()"
        self.process = subprocess.Popen(
            [sys.executable, "-c", begin], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self.process.stdout is not None
        ready = next(line for line in self.process.stdout if "siap di" in line)
        self.port = int(re.findall(r":(\d+)", ready)[0])

    @contextmanager
    def connected(self) -> Iterator[socket.socket]:
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as connection:
            yield connection

    def ask(self, *pieces: bytes) -> str:
        """The whole answer to what is sent; a server that answers does not read the rest."""
        with self.connected() as connection:
            self.sent = 0
            for piece in pieces:
                try:
                    connection.sendall(piece)
                except (BrokenPipeError, ConnectionResetError):
                    break
                self.sent += len(piece)
            return answer(connection)

    def sockets(self) -> int:
        return sum("socket:" in os.readlink(each) for each in Path(f"/proc/{self.process.pid}/fd").iterdir())

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(120)


def answer(connection: socket.socket) -> str:
    received = b""
    try:
        while piece := connection.recv(65536):
            received += piece
    except ConnectionResetError:
        pass  # what was not read of the request is thrown away with the connection
    return received.decode()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    running: list[Served] = []

    def start(**settings: str) -> Served:
        running.append(Served(migrated(f"sqlite:///{tmp_path}/jenjang.db"), **settings))
        return running[-1]

    yield start
    for each in running:
        each.stop()


def head(words: str, *lines: str) -> bytes:
    return "\r\n".join([f"{words} HTTP/1.1", "Host: localhost", *lines, "", ""]).encode()


def test_a_request_that_says_it_is_too_large_is_refused_before_it_is_sent(serve: Serve) -> None:
    reply = serve(upload_megabytes="1").ask(head("POST /login", f"Content-Length: {6 * MEGABYTE}"))
    assert reply.startswith("HTTP/1.1 413 ")
    assert "Kiriman terlalu besar. Perkecil berkas, lalu coba lagi." in reply
    assert "Too much was sent. Make the file smaller and try again." in reply


def test_a_request_in_pieces_is_cut_off_where_it_becomes_too_large(serve: Serve) -> None:
    piece = b"100000\r\n" + bytes(MEGABYTE) + b"\r\n"
    server = serve(upload_megabytes="1")
    reply = server.ask(head("POST /login", "Transfer-Encoding: chunked"), *[piece] * 200)
    assert reply == "" or reply.startswith("HTTP/1.1 413 ")  # the answer may be lost with what was still being sent
    assert server.sent < 50 * MEGABYTE
    assert server.ask(head("GET /health", "Connection: close")).startswith("HTTP/1.1 200 ")


def test_a_request_as_large_as_allowed_is_heard(serve: Serve) -> None:
    size = 5 * MEGABYTE
    reply = serve(upload_megabytes="1").ask(
        head("POST /nowhere", f"Content-Length: {size}", "Connection: close"), bytes(size)
    )
    assert reply.startswith("HTTP/1.1 404 ")


def test_headers_beyond_all_measure_are_refused(serve: Serve) -> None:
    reply = serve(header_kilobytes="4").ask(head("GET /login", f"X-Long: {'x' * 8_000}"))
    assert reply.startswith("HTTP/1.0 431 ")
    assert "Hapus kuki (data situs) untuk alamat ini" in reply
    assert "Delete the cookies (site data) of this address" in reply


def test_a_way_of_sending_that_the_server_does_not_know_is_refused_with_a_remedy(serve: Serve) -> None:
    reply = serve().ask(head("POST /login", "Transfer-Encoding: foo"))
    assert reply.startswith("HTTP/1.1 501 ")
    assert "Buka alamat ini dengan peramban biasa" in reply


@pytest.mark.parametrize(
    ("line", "accept", "program"),
    [
        ("POST /v2/jobs/activation", "application/json", True),
        ("POST /v2/jobs/activation", "*/*", True),
        ("POST /login", "application/json", True),
        ("POST /login", "text/html, application/json;q=0.5", False),
    ],
)
def test_a_program_is_refused_in_json(serve: Serve, line: str, accept: str, program: bool) -> None:
    server = serve(upload_megabytes="1", header_kilobytes="4")
    large = head(line, f"Accept: {accept}", f"Content-Length: {6 * MEGABYTE}")
    for request, status in ((large, 413), (head(line, f"Accept: {accept}", f"X-Long: {'x' * 8_000}"), 431)):
        headers, _, body = server.ask(request).partition("\r\n\r\n")
        assert f" {status} " in headers.splitlines()[0]
        assert ("application/problem+json" in headers) is program
        if program:
            assert (json.loads(body)["status"], json.loads(body)["code"]) == (status, f"http_{status}")


def test_those_who_say_nothing_are_few_and_do_not_stay(serve: Serve) -> None:
    server = serve(connections="12", connection_seconds="2")
    idle = server.sockets()
    silent = [socket.create_connection(("127.0.0.1", server.port), timeout=60) for _ in range(40)]
    for each in silent:
        each.sendall(b"GET /health HTTP/1.1\r\nX-Slow: ")
    health = server.ask(head("GET /health", "Connection: close"))  # behind all of them
    assert health.startswith("HTTP/1.1 200 ")
    assert server.sockets() <= idle + 12
    for each in silent:
        each.close()


@pytest.mark.parametrize("name", ["connections", "connection_seconds", "backlog", "header_kilobytes"])
def test_a_limit_of_nothing_is_no_limit_to_start_with(name: str, tmp_path: Path) -> None:
    settings = {
        "JENJANG_SECRET": "x" * 40,
        f"JENJANG_{name.upper()}": "0",
        "JENJANG_DATABASE": f"sqlite:///{tmp_path}/x.db",
    }
    refused = CliRunner().invoke(main, ["serve"], env=settings)
    assert (refused.exit_code, f"JENJANG_{name.upper()} must be 1 or more" in refused.output) == (1, True)
