"""Answers for somebody who is logged out: the login page, and what became of the form that was sent."""

from typing import Any

from flask import Flask, current_app, flash, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.platform.auth import login_manager
from webapp.rendering.template_globals import text


def init(app: Flask) -> None:
    """Make the login page the answer to every request that needs a login and has none."""
    login_manager.unauthorized_handler(to_login)


def login_if_needed() -> Response | None:
    """The answer for a form that needs a login and came without one; None if it came with one or needs none."""
    view: Any = current_app.view_functions[request.endpoint or ""]
    return None if view.rule is None or current_user.is_authenticated else to_login()


def to_login() -> Response:
    """A redirect to the login page and back from there; if something was sent, with a note that it was not stored."""
    wanted, part = request.full_path.rstrip("?"), "HX-Request" in request.headers
    if part and request.method != "GET":  # what somebody is typing stays on the page
        return Response(status=401)
    if request.method != "GET":
        _tell_ended()
        wanted = page_of(request.path)
    login = url_for("session.login", next=None if wanted == "/" else wanted)
    # A script that asks for a part of a page leaves it: no login page fits into a list.
    return Response(status=401, headers={"HX-Redirect": login}) if part else redirect(login)


def _tell_ended() -> None:
    if request.endpoint == "session.leave":  # nothing of it could be lost
        flash(text("Anda sudah keluar."))
    else:
        flash(text("Sesi Anda sudah berakhir: yang baru Anda kirim belum tersimpan. Masuk, lalu isi lagi."), "error")


def page_of(path: str) -> str:
    """The nearest page at or above an address that may only accept a POST: `/tasks/7` for `/tasks/7/complete`."""
    pages = current_app.url_map.bind_to_environ(request.environ)
    while path != "/" and not pages.test(path, "GET"):
        path = path.rstrip("/").rpartition("/")[0] or "/"
    return path
