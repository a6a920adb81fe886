"""The door: `create_app` is its table of contents."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from engine.base import Database
from webapp import auth, db, errors, headers, history, keys, logs, metrics, names, pages
from webapp.config import Config
from webapp.demo import origin
from webapp.limits import limiter
from webapp.waking import open_database


def create_app(config: Config | None = None, database: Database | None = None) -> Flask:
    """The web application with these settings (default: those of the environment). Raises `BadSetting`."""
    config = config or Config.read()
    config.check()
    database = database or open_database(config)
    if not config.testing:
        origin.check(database, demo=config.demo)
    if not (config.testing or config.demo):
        logs.configure(machine=True)
    app = Flask(__name__)
    app.testing = config.testing
    app.extensions["config"] = config
    app.config.update(MAX_CONTENT_LENGTH=config.largest_request, MAX_FORM_MEMORY_SIZE=8 << 20)
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 3600  # what a page loads has its version in the address
    app.config["RATELIMIT_ENABLED"] = not config.testing
    app.wsgi_app = ProxyFix(app.wsgi_app, config.proxies, config.proxies, config.proxies)  # type: ignore[method-assign]
    keys.init(app)
    logs.init(app)
    db.init(app, database)
    metrics.init(app)
    auth.init(app)
    limiter.init_app(app)
    errors.init(app)
    headers.init(app)
    pages.init(app)
    names.init(app)
    history.init(app)
    _blueprints(app)
    auth.require_rules(app)
    config.tell()
    return app


def _blueprints(app: Flask) -> None:
    from webapp import (
        account,
        api,
        audit,
        bulk,
        clock,
        definitions,
        documents,
        instances,
        intake,
        machines,
        operator,
        people,
        publishing,
        registration,
        session,
        starting,
        substitutions,
        system,
        tasks,
        units,
        why,
    )

    rooms = (session, system, clock, account, registration, tasks, bulk, starting, instances, why, documents)
    house = (publishing, definitions, audit, operator, intake, people, substitutions, units, machines, api)
    for room in (*rooms, *house):
        app.register_blueprint(room.blueprint)
