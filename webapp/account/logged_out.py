"""What whoever is logged out gets: the login page, from there back, and whether what he sent was taken."""

from typing import Any

from flask import current_app, flash, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.rendering.template_globals import text


def led_to_login() -> Response | None:
    """What whoever is logged out gets for a form of a page that asks who he is; None where that is not so."""
    view: Any = current_app.view_functions[request.endpoint or ""]
    return None if view.rule is None or current_user.is_authenticated else to_login()


def to_login() -> Response:
    """The login page, and from there back; whoever sent something is told that it was not taken."""
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
    """The page that an address belongs to which only takes something: `/tasks/7` for `/tasks/7/complete`."""
    pages = current_app.url_map.bind_to_environ(request.environ)
    while path != "/" and not pages.test(path, "GET"):
        path = path.rstrip("/").rpartition("/")[0] or "/"
    return path
