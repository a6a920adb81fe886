"""BKN's web service SIASN: tokens fetched and renewed, answers unwrapped, outages raised as failures to be tried again.

Addresses and fields are those of the public client libraries; BKN publishes no contract.
"""

import base64
import threading
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import urllib3

from engine.job import http
from engine.job.handler import Failed
from engine.job.http import HttpRequest, HttpResponse
from engine.job.integrations import Siasn

EARLY = 60.0  # seconds before its end from which a token is not used any more
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_TOKENS: dict[tuple[str, str], tuple[str, float]] = {}
_LOCK = threading.Lock()


class NotThere(Exception):
    """SIASN has no such record (a status below 400), or refuses for good; `reason` is its own text."""

    def __init__(self, reason: str, status: int) -> None:
        super().__init__(reason)
        self.reason, self.status = reason[:300], status


def get(siasn: Siasn, path: str, key: str, **query: str) -> Any:
    """The `data` of an answer. Raises NotThere; Failed where another attempt may help."""
    return _send(siasn, HttpRequest("GET", siasn.address + path, query=query, timeout=siasn.timeout), key)


def listed(siasn: Siasn, path: str, key: str, **query: str) -> list[dict[str, Any]]:
    """The rows of a list; SIASN reports an empty one as an error, which is no error here. Raises as `get` does."""
    try:
        rows = get(siasn, path, key, **query)
    except NotThere as nothing:
        if nothing.status >= 400:
            raise
        rows = []
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def upload(siasn: Siasn, path: str, key: str, fields: Mapping[str, str], name: str, content: bytes) -> Any:
    """Send a PDF with its fields, as a form. Raises NotThere; Failed where another attempt may help."""
    body, kind = urllib3.encode_multipart_formdata(
        {**fields, "file": (name, content, "application/pdf")}, boundary=_mark(key)
    )
    headers = {"Content-Type": kind}
    return _send(siasn, HttpRequest("POST", siasn.address + path, headers, body=body, timeout=siasn.timeout), key)


def _mark(key: str) -> str:
    return "jenjang-" + base64.b16encode(key.encode()).decode()[-40:]


def _send(siasn: Siasn, call: HttpRequest, key: str) -> Any:
    answer = http.send(_signed(siasn, call, key))
    if answer.status == 401:  # a token may end before its time: once more with fresh ones
        _forget(siasn)
        answer = http.send(_signed(siasn, call, key))
    if answer.status in (401, 403):
        raise Failed("siasn_access", status=answer.status)
    return _unwrapped(http.served(answer, "SIASN"))


def _unwrapped(answer: HttpResponse) -> Any:
    """The data of a response. SIASN wraps it: `{"code": 1, "data": …}`, or code 0 with a message."""
    body = answer.body if isinstance(answer.body, dict) else {}
    if answer.status >= 400 or str(body.get("code", 1)) != "1":
        raise NotThere(str(body.get("message") or body.get("data") or answer.status), answer.status)
    if "data" not in body:
        raise Failed("siasn_answer", status=answer.status)
    return body["data"]


def _signed(siasn: Siasn, call: HttpRequest, key: str) -> HttpRequest:
    gateway = base64.b64encode(f"{siasn.key}:{siasn.key_secret}".encode()).decode()
    client = {"grant_type": "client_credentials"}
    person = {"grant_type": "password", "client_id": siasn.client, "username": siasn.user, "password": siasn.password}
    bearer = _token(siasn, siasn.token_address, client, {"Authorization": f"Basic {gateway}"})
    own = _token(siasn, siasn.sso_address, person, {})
    headers = {**call.headers, "Authorization": f"Bearer {bearer}", "Auth": f"bearer {own}", "Idempotency-Key": key}
    return HttpRequest(call.method, call.address, headers, call.query, call.body, call.timeout)


def _token(siasn: Siasn, address: str, fields: Mapping[str, str], headers: Mapping[str, str]) -> str:
    """A token that still holds, kept for all jobs of this process."""
    cache_key = (address, siasn.user)
    with _LOCK:
        token, until = _TOKENS.get(cache_key, ("", 0.0))
        if until > time.monotonic():
            return token
        call = HttpRequest("POST", address, {**headers, **FORM}, body=urlencode(fields).encode(), timeout=siasn.timeout)
        answer = http.served(http.send(call), "SIASN")
        body = answer.body if isinstance(answer.body, dict) else {}
        if answer.status != 200 or not body.get("access_token"):
            raise Failed("siasn_login", status=answer.status)
        _TOKENS[cache_key] = str(body["access_token"]), time.monotonic() + float(body.get("expires_in") or 0) - EARLY
        return _TOKENS[cache_key][0]


def _forget(siasn: Siasn) -> None:
    with _LOCK:
        for address in (siasn.token_address, siasn.sso_address):
            _TOKENS.pop((address, siasn.user), None)
