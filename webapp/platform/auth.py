"""Who makes a request, and who may open each view; without a rule on every view the application does not start."""

from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

from flask import Flask, abort, current_app, g, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_login import LoginManager, UserMixin, current_user
from flask_wtf.csrf import CSRFProtect
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import bindparam, select
from werkzeug.wrappers import Response

from engine import person as people
from engine.database import version_cache
from engine.database.base import UtcDateTime, now, real_clock
from engine.errors import NotAllowed
from engine.person import LoginSession, Person
from webapp.platform import db

View = TypeVar("View", bound=Callable[..., Any])
Rule = Callable[[], bool]

# Of a session that is open.
SESSION_QUERY = (
    select(Person, version_cache.VERSION)
    .join(LoginSession, LoginSession.person_id == Person.id)
    .where(LoginSession.digest == bindparam("digest"), LoginSession.expires_at > bindparam("at", type_=UtcDateTime))
)


class Sessions(SecureCookieSessionInterface):
    """Cookies that only a page renews: a late answer (a file, fields) must not restore a session after its logout."""

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """The serializer, made once: the secret of a running app does not change."""
        self._signing = self._signing or super().get_signing_serializer(app)
        return self._signing

    _signing: URLSafeTimedSerializer | None = None

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        is_view = request.method == "GET" and request.endpoint != "static"
        page = is_view and request.headers.get("Sec-Fetch-Dest", "document") == "document"
        return session.modified or (page and super().should_set_cookie(app, session))


login_manager = LoginManager()
csrf = CSRFProtect()


class Visitor(UserMixin):
    """A logged-in person as Flask-Login sees one, known by the token of the session.

    Their zone is read at once: words that follow a commit need it, and must not begin another transaction for it.
    """

    def __init__(self, person: Person, token: str) -> None:
        self.person, self.token = person, token
        self.zone = people.zone_at(db.session(), person.unit_key)

    def get_id(self) -> str:
        return self.token


@login_manager.user_loader
def _load(token: str) -> Visitor | None:
    params = {"digest": people.digest_of(token), "at": real_clock(db.session())}
    row = db.session().execute(SESSION_QUERY, params).first()
    if row is None:
        return None
    person, version = row
    version_cache.read(db.session(), version)
    return Visitor(person, token) if person.active else None


def me() -> Person:
    """The person who is logged in. Only for views that are not public."""
    person: Person = current_user.person
    return person


def roles() -> set[str]:
    """The roles that the person who is logged in holds today, at any unit, also as a substitute."""
    if not current_user.is_authenticated:
        return set()
    if "roles" not in g:
        g.roles = {office.role for office in people.offices(db.session(), me(), now(db.session()))}
    keys: set[str] = g.roles
    return keys


def holds(*keys: str) -> bool:
    """True if the person who is logged in holds one of these roles today."""
    return bool(roles() & set(keys))


def public(view: View) -> View:
    """Mark a view that anybody may open, logged in or not."""
    return _with_rule(view, None)


def everyone(view: View) -> View:
    """Mark a view for anybody who is logged in; what they see is up to the engine's queries."""
    return _with_rule(view, lambda: True)


def only(*keys: str) -> Callable[[View], View]:
    """Mark a view for people who hold one of these house roles today."""
    return lambda view: _with_rule(view, lambda: holds(*keys))


def _with_rule(view: View, rule: Rule | None) -> View:
    view.rule = rule  # type: ignore[attr-defined]
    return view


def guard() -> Response | None:
    """The answer instead of the view, where its rule does not let this person in; else None. Runs before every view."""
    if request.endpoint is None:
        return None
    if "\x00" in request.path or b"%00" in request.query_string:
        abort(400)  # no address has it, and PostgreSQL takes no NUL
    view: Any = current_app.view_functions[request.endpoint]
    if hasattr(view, "guard"):  # a door of its own, for machines
        view.guard()
        return None
    rule: Rule | None = view.rule
    if rule is None:
        return None
    if not current_user.is_authenticated:
        return login_manager.unauthorized()  # what they get, the rooms above say: `account.logged_out`
    if not rule():
        _refuse()
    return None


def _refuse() -> NoReturn:
    """Answer 403; an attempt to write something is recorded."""
    if db.writing():
        raise NotAllowed()
    abort(403)


def init(app: Flask) -> None:
    """Sessions, CSRF, and the guard before every view."""
    config = app.extensions["config"]
    app.config.update(
        SECRET_KEY=config.secret,
        SESSION_COOKIE_NAME="jenjang",
        SESSION_COOKIE_SECURE=config.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=config.session_hours * 3600,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=config.https,
    )
    app.session_interface = Sessions()
    login_manager.init_app(app)
    # A session is a row that ends when it is closed: to mark its cookie stale adds nothing, and writes it each time.
    login_manager.session_protection = None
    csrf.init_app(app)
    app.before_request(guard)
    app.jinja_env.globals.update(holds=holds)


def require_rules(app: Flask) -> None:
    """Refuse to start while a view states no rule."""
    public(app.view_functions["static"])
    if missing := [endpoint for endpoint, view in app.view_functions.items() if not hasattr(view, "rule")]:
        raise RuntimeError(f"views without a rule: {', '.join(missing)}")
