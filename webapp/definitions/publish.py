"""Pages that publish a definition: upload an archive, check and compare it, publish it with a reason."""

import base64

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import change, definition
from engine.bundle import Bundle
from engine.errors import Invalid, NotPublished
from webapp.forms.submission import error_words
from webapp.platform import db
from webapp.platform.auth import me, only
from webapp.refusals import record_refusal
from webapp.rendering.template_globals import text

blueprint = Blueprint("publishing", __name__, url_prefix="/definitions/upload")
designer = only("designer")


@blueprint.get("/")
@designer
def form() -> str:
    return render_template("definitions/upload.html", errors={})


@blueprint.post("/")
@designer
@db.reads
def check() -> str | tuple[str, int]:
    """The report on an uploaded archive: errors, warnings, changed elements; 422 if it cannot be read."""
    upload = request.files.get("archive")
    source = upload.read(current_app.extensions["config"].upload_megabytes << 20) if upload else b""
    try:
        bundle = Bundle.from_zip(source)
    except Invalid as invalid:
        return render_template("definitions/upload.html", errors=error_words(dict(invalid.errors))), 422
    return report(bundle)


@blueprint.post("/publish")
@designer
def publish() -> str | Response | tuple[str, int]:
    """Publish the reported archive with the typed reason."""
    try:
        bundle = Bundle.from_zip(base64.b64decode(request.form.get("archive", ""), validate=True))
    except (ValueError, Invalid):  # only what our own report did not write
        return render_template("definitions/upload.html", errors={}), 400
    try:
        if not request.form.get("reason", "").strip():
            raise Invalid({"reason": [("required", {})]})
        _refuse_stale(bundle)
        published = definition.publish(db.session(), me(), bundle, request.form["reason"].strip())
    except (Invalid, NotPublished) as refusal:
        record_refusal(refusal)
        errors = error_words(dict(refusal.errors)) if isinstance(refusal, Invalid) else {}
        return report(bundle, errors), 422
    db.commit()
    flash(
        text(
            "{title} versi {version} diterbitkan. Usulan yang berjalan tetap pada versinya.",
            title=published.title,
            version=published.version,
        )
    )
    return redirect(url_for("definitions.shown", key=published.key, version=published.version))


def _refuse_stale(bundle: Bundle) -> None:
    """Raise Invalid if another version was published since the report: publishing would undo it unseen."""
    newest = definition.latest(db.session(), bundle.key)
    if newest and newest.digest != bundle.digest and request.form.get("since") != str(newest.version):
        raise Invalid({"reason": [("published_meanwhile", {"version": newest.version})]})


def report(bundle: Bundle, errors: dict[str, list[str]] | None = None) -> str:
    """The page with findings and changes of an archive; the archive itself travels in the page."""
    before = definition.latest(db.session(), bundle.key)
    findings = definition.check(db.session(), bundle)
    return render_template(
        "definitions/report.html",
        bundle=bundle,
        before=before,
        findings=findings,
        errors=errors or {},
        changes=change.changes(before.bundle().files if before else {}, bundle.files),
        publishable=not any(finding.severity == "error" for finding in findings),
        same=before is not None and before.digest == bundle.digest,
        archive=base64.b64encode(bundle.zip()).decode(),
        typed_reason=request.form.get("reason", ""),
    )
