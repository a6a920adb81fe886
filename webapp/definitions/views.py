"""Pages of definitions for designers and auditors: versions, diagrams, forms, tables, files."""

from flask import Blueprint, Response, render_template, request

from engine import change, definition
from engine.case import eval_context, running
from engine.definition import ProcessDefinition
from engine.errors import NotFound
from webapp.forms import page as formpage
from webapp.platform import db
from webapp.platform.auth import only
from webapp.rendering.template_globals import zone

blueprint = Blueprint("definitions", __name__, url_prefix="/definitions")
reader = only("designer", "auditor")
TYPES = {".bpmn": "application/xml", ".dmn": "application/xml", ".form": "application/json", ".typ": "text/plain"}


@blueprint.get("/")
@reader
def listed() -> str:
    return render_template("definitions/list.html", definitions=definition.all_latest(db.session()))


@blueprint.get("/<key>/<int:version>")
@reader
def shown(key: str, version: int) -> str:
    """The page of one version: diagram, lanes, forms, tables, letters, changes since the version before."""
    versions = definition.versions(db.session(), key)
    published = _version(key, version)
    drawings = [path for path in published.contents().files if path.endswith(".bpmn")]
    wanted = request.args.get("diagram", f"{key}.bpmn")
    before = next((each for each in versions if each.version == version - 1), None)
    return render_template(
        "definitions/definition.html",
        definition=published,
        versions=versions,
        contents=published.contents(),
        running=running(db.session(), key),
        process=published.process(),
        drawings=drawings,
        drawing=wanted if wanted in drawings else drawings[0],
        changes=change.changes(before.bundle().files, published.bundle().files) if before else [],
    )


@blueprint.get("/<key>/<int:version>/forms/<form_id>")
@reader
def form(key: str, version: int, form_id: str) -> str:
    """The page of a form as people will see it, without a case."""
    published = _version(key, version)
    return render_template(
        "definitions/form.html",
        definition=published,
        form_id=form_id,
        **formpage.context(published.form(form_id), None, {}, eval_context(db.session(), zone())),
    )


@blueprint.get("/<key>/<int:version>/tables/<path:path>")
@reader
def table(key: str, version: int, path: str) -> str:
    """The page of the decision tables in one file."""
    published = _version(key, version)
    if path not in published.contents().models:
        raise NotFound(file=path)
    return render_template(
        "definitions/table.html", definition=published, path=path, model=published.contents().models[path]
    )


@blueprint.get("/<key>/<int:version>/files/<path:path>")
@reader
def file(key: str, version: int, path: str) -> Response:
    """One published file, for the viewers to draw."""
    source = _version(key, version).bundle().files.get(path)
    if source is None:
        raise NotFound(file=path)
    kind = next((kind for ending, kind in TYPES.items() if path.endswith(ending)), "application/octet-stream")
    return Response(source, mimetype=kind)


@blueprint.get("/<key>/<int:version>/download")
@reader
def download(key: str, version: int) -> Response:
    """All files of a version as a ZIP, to be edited in the desktop modeler."""
    answer = Response(_version(key, version).bundle().zip(), mimetype="application/zip")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{key}-{version}.zip")
    return answer


def _version(key: str, version: int) -> ProcessDefinition:
    match = next((each for each in definition.versions(db.session(), key) if each.version == version), None)
    if match is None:
        raise NotFound(definition=key, version=version)
    return match
