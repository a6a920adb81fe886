"""The door: `create_app` is its table of contents."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from engine.database.base import Database
from webapp import errors
from webapp.cases import history
from webapp.demo import origin
from webapp.jobs.procrastinate_worker import open_database
from webapp.platform import auth, db, headers, id_converter, logs, metrics
from webapp.platform.config import Config
from webapp.platform.rate_limits import limiter
from webapp.rendering import name_lookup, template_globals


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
    id_converter.init(app)
    logs.init(app)
    db.init(app, database)
    metrics.init(app)
    auth.init(app)
    limiter.init_app(app)
    errors.init(app)
    headers.init(app)
    template_globals.init(app)
    name_lookup.init(app)
    history.init(app)
    _blueprints(app)
    auth.require_rules(app)
    config.log()
    return app


def _blueprints(app: Flask) -> None:
    from webapp import api
    from webapp.account import login
    from webapp.account import own as account
    from webapp.cases import start as starting
    from webapp.cases import views as cases
    from webapp.cases import why
    from webapp.definitions import publish
    from webapp.definitions import views as definitions
    from webapp.demo import clock
    from webapp.forms import documents
    from webapp.oversight import audit, operator
    from webapp.people import import_people, machines, registration, substitutions, units
    from webapp.people import views as people
    from webapp.platform import system
    from webapp.tasks import bulk
    from webapp.tasks import views as tasks

    rooms = (login, system, clock, account, registration, tasks, bulk, starting, cases, why, documents)
    house = (publish, definitions, audit, operator, import_people, people, substitutions, units, machines, api)
    for room in (*rooms, *house):
        app.register_blueprint(room.blueprint)
