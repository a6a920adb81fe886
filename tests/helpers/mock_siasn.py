"""SIASN as its public clients know it, on loopback: two tokens, wrapped answers, its status codes, its outages."""

import base64
import json
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from engine.job.integrations import Siasn
from helpers.other_systems import ReceivedRequest, Reply, neighbour

KEY, KEY_SECRET, CLIENT, USER, PASSWORD = "kunci", "rahasia-kunci", "kota", "198001012005011001", "rahasia-sso"


class MockSiasn:
    """Proposals of the agency, histories by NIP, and the decrees received. `moods` are answered first."""

    def __init__(self) -> None:
        self.proposals: list[dict[str, Any]] = []
        self.histories: dict[str, dict[str, list[dict[str, Any]]]] = {}
        self.decrees: dict[str, bytes] = {}
        self.moods: list[Reply] = []
        self.tokens = 0
        self.forgot: set[str] = set()

    def answer(self, request: ReceivedRequest) -> Reply:
        path = urllib.parse.urlsplit(request.path).path
        if path in ("/token", "/sso"):
            return self._token(path, request)
        if not self._known(request):
            return Reply(401, {"message": "Invalid Credentials"})
        if self.moods:
            return self.moods.pop(0)
        if path == "/api/pns/list-kp-instansi":
            return self._list(self.proposals)
        if path == "/api/upload-dok-sk-kp":
            return self._decree(request)
        _, _, _, name, nip = path.split("/")
        return self._list(self.histories.get(nip, {}).get(name, []))

    def _token(self, path: str, request: ReceivedRequest) -> Reply:
        fields = dict(urllib.parse.parse_qsl(request.body.decode()))
        basic = "Basic " + base64.b64encode(f"{KEY}:{KEY_SECRET}".encode()).decode()
        gateway = (
            path == "/token"
            and fields.get("grant_type") == "client_credentials"
            and request.headers.get("Authorization") == basic
        )
        person = path == "/sso" and fields == {
            "grant_type": "password",
            "client_id": CLIENT,
            "username": USER,
            "password": PASSWORD,
        }
        self.tokens += 1
        return (
            Reply(200, {"access_token": f"{path}-{self.tokens}", "expires_in": 3600})
            if gateway or person
            else Reply(400, {})
        )

    def _known(self, request: ReceivedRequest) -> bool:
        bearer, own = request.headers.get("Authorization", ""), request.headers.get("Auth", "")
        token = bearer.removeprefix("Bearer ")
        return bearer.startswith("Bearer /token-") and own.startswith("bearer /sso-") and token not in self.forgot

    def _list(self, rows: list[dict[str, Any]]) -> Reply:
        return Reply(
            200, {"code": 1, "count": len(rows), "data": rows} if rows else {"code": 0, "data": "Data tidak ditemukan"}
        )

    def _decree(self, request: ReceivedRequest) -> Reply:
        mark = request.headers["Content-Type"].split("boundary=")[1].encode()
        parts = {
            part.split(b'name="')[1].split(b'"')[0].decode(): part.split(b"\r\n\r\n", 1)[1].removesuffix(b"\r\n")
            for part in request.body.split(b"--" + mark)[1:-1]
        }
        if parts["idUsulan"].decode() not in [row["id"] for row in self.proposals]:
            return Reply(200, {"code": 0, "message": "Usulan tidak ditemukan"})
        self.decrees[json.dumps([parts[name].decode() for name in ("idUsulan", "nomorSk", "tanggalSk")])] = parts[
            "file"
        ]
        return Reply(200, {"code": 1, "data": "ok"})


@contextmanager
def siasn() -> Iterator[tuple[MockSiasn, Siasn, list[ReceivedRequest]]]:
    """A SIASN, the settings that lead to it, and the requests it received."""
    mock = MockSiasn()
    with neighbour(mock.answer) as (address, requests):
        yield (
            mock,
            Siasn(f"{address}/api", f"{address}/token", f"{address}/sso", KEY, CLIENT, USER, KEY_SECRET, PASSWORD, 5.0),
            requests,
        )
