"""The session of a request: it reads on GET, writes otherwise, and only the view commits."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Flask, current_app, g, request
from sqlalchemy.orm import Session

from engine.database import db_errors, statement_limit
from engine.database.base import Database

View = TypeVar("View", bound=Callable[..., Any])
READING = ("GET", "HEAD", "OPTIONS")


def init(app: Flask, database: Database) -> None:
    """Give the app its database; what a request did not commit is undone when it ends."""
    app.extensions["database"] = database
    app.teardown_appcontext(_close)


def database() -> Database:
    """The database of the running app."""
    return cast(Database, current_app.extensions["database"])


def session() -> Session:
    """The session of this request, opened when first asked for."""
    if "session" not in g:
        g.opened = database().write() if writing() else database().read()
        g.session = g.opened.__enter__()
        if seconds := current_app.extensions["config"].page_seconds:
            statement_limit.limit(g.session, seconds)
    return cast(Session, g.session)


def writes(view: View) -> View:
    """Mark a page that records its own reading (sensitive fields): its GET opens a session that writes."""
    view.writes = True  # type: ignore[attr-defined]
    return view


def reads(view: View) -> View:
    """Mark a POST that only reads (a form shown again with other conditions): its session does not write."""
    view.writes = False  # type: ignore[attr-defined]
    return view


def writing() -> bool:
    """True if this request may write."""
    view = current_app.view_functions.get(request.endpoint or "")
    return bool(getattr(view, "writes", request.method not in READING))


def commit() -> None:
    """Make this request's one change last."""
    session().commit()


def rollback() -> None:
    """Undo what this request did; the session can be used again."""
    session().rollback()


def _close(_error: BaseException | None = None) -> None:
    g.pop("session", None)
    if opened := g.pop("opened", None):
        try:
            opened.__exit__(None, None, None)
        except Exception as error:  # the connection broke: what it had begun is undone with it
            if db_errors.classify(error) is None:
                raise
