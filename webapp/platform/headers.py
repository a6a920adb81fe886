"""Headers of every answer: content security, caching, HTTPS."""

from flask import Flask, Response, current_app, request
from flask_login import current_user

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


ALWAYS = [*FIXED.items(), ("Content-Security-Policy", POLICY)]


def init(app: Flask) -> None:
    app.after_request(_add)


def _add(response: Response) -> Response:
    own = set(response.headers.keys())
    response.headers.extend([(name, value) for name, value in ALWAYS if name not in own])
    if current_app.extensions["config"].https:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint != "static":
        if "Cache-Control" not in response.headers:  # else `current_user` is not read: the database may be away
            response.headers["Cache-Control"] = "no-store" if current_user.is_authenticated else "no-cache"
    elif response.status_code < 400:
        # A file whose address carries its version (`asset`) never changes under that address.
        lifetime = "max-age=31536000, immutable" if "v" in request.args else "max-age=3600"
        response.headers["Cache-Control"] = f"public, {lifetime}"
    return response
