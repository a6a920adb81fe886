"""The web application: `create_app` lists what it is made of."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import webapp.account.login
import webapp.account.own
import webapp.api
import webapp.cases.explanation
import webapp.cases.start
import webapp.cases.views
import webapp.definitions.publish
import webapp.definitions.views
import webapp.demo.clock
import webapp.forms.documents
import webapp.oversight.audit
import webapp.oversight.operator
import webapp.oversight.system
import webapp.people.import_people
import webapp.people.machines
import webapp.people.registration
import webapp.people.substitutions
import webapp.people.units
import webapp.people.views
import webapp.tasks.bulk
import webapp.tasks.views
from engine.database.base import Database
from webapp import errors
from webapp.account import logged_out
from webapp.cases import history
from webapp.demo import origin
from webapp.jobs.procrastinate_worker import open_database
from webapp.platform import auth, db, headers, id_converter, logs, metrics
from webapp.platform.config import Config
from webapp.platform.rate_limits import limiter
from webapp.rendering import name_lookup, template_globals

VIEWS = (
    webapp.account.login,
    webapp.oversight.system,
    webapp.demo.clock,
    webapp.account.own,
    webapp.people.registration,
    webapp.tasks.views,
    webapp.tasks.bulk,
    webapp.cases.start,
    webapp.cases.views,
    webapp.cases.explanation,
    webapp.forms.documents,
    webapp.definitions.publish,
    webapp.definitions.views,
    webapp.oversight.audit,
    webapp.oversight.operator,
    webapp.people.import_people,
    webapp.people.views,
    webapp.people.substitutions,
    webapp.people.units,
    webapp.people.machines,
    webapp.api,
)
"""The modules that hold a blueprint, each named by its room."""


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
    logged_out.init(app)
    limiter.init_app(app)
    errors.init(app)
    headers.init(app)
    template_globals.init(app)
    name_lookup.init(app)
    history.init(app)
    for views in VIEWS:
        app.register_blueprint(views.blueprint)
    auth.require_rules(app)
    config.log()
    return app
