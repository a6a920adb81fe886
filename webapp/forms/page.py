"""The template context of a form: its view, errors and documents; with scripts, without fields that do not apply."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask import render_template, request, url_for

import forms
from engine.database.base import key_of
from engine.document import Document
from forms import ComponentView, View
from webapp.forms.documents import may_have
from webapp.platform import db
from webapp.rendering.template_globals import format_value

if TYPE_CHECKING:
    from engine import feel

LIVE = "_live"


def context(
    form: forms.Form | None,
    answer: Mapping[str, Any] | None,
    scope: Mapping[str, Any],
    env: "feel.EvalContext",
    errors: Mapping[str, Any] | None = None,
    *,
    live: bool = False,
) -> dict[str, Any]:
    """The template context of a form; without an answer it shows the defaults."""
    if form is None:
        return {"view": None, "errors": dict(errors or {}), "documents": {}, "pruned": False}
    view = form.view(form.defaults(scope, env) if answer is None else answer, scope, env, format_value)
    pruned = live or LIVE in request.form
    conditional = any(part.conditional for part in _every(view))
    if pruned:
        _prune(view)
    return {
        "view": view,
        "errors": dict(errors or {}),
        "documents": _documents(view),
        "pruned": pruned,
        "conditional": conditional,
    }


def fragment(form: forms.Form, answer: Mapping[str, Any], scope: Mapping[str, Any], env: "feel.EvalContext") -> str:
    """The fields alone, as HTML, for an answer that has just changed."""
    return render_template("parts/fields.html", **context(form, answer, scope, env, live=True))


def _prune(view: list[ComponentView]) -> None:
    view[:] = [part for part in view if not part.hidden]
    for part in view:
        part.conditional = False
        _prune(part.children)
        for row in part.rows:
            _prune(row)


def _every(view: list[ComponentView]) -> list[ComponentView]:
    inside = [part for shown in view for part in (shown.children, *shown.rows)]
    return [*view, *(nested for part in inside for nested in _every(part))]


def _documents(view: View) -> dict[str, dict[str, str]]:
    """Name and address, by id, of the documents in this form that this person may download."""
    ids = [
        key
        for part in _every(view)
        if part.kind == "filepicker"
        for text in part.values
        if (key := key_of(text)) is not None
    ]
    documents = [document for key in ids if (document := db.session().get(Document, key)) and may_have(document)]
    return {
        str(each.id): {"name": each.name, "url": url_for("documents.download", document_id=each.id)}
        for each in documents
    }
