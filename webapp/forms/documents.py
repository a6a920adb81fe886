"""Downloads of documents, for people who may read their case; never shown inside our pages."""

from flask import Blueprint, Response

from engine import inbox
from engine.case import Case
from engine.document import Document
from engine.errors import NotFound
from webapp.platform import db
from webapp.platform.access_log import note_read
from webapp.platform.auth import everyone, me

blueprint = Blueprint("documents", __name__)


@blueprint.get("/documents/<int:document_id>")
@everyone
def download(document_id: int) -> Response:
    """The document as an attachment under its own name."""
    document = db.session().get(Document, document_id)
    if document is None or not may_have(document):
        raise NotFound(document=str(document_id))
    if document.case_id:
        note_read(db.session().get_one(Case, document.case_id))
    answer = Response(document.content(), mimetype=document.media_type)
    answer.headers.set("Content-Disposition", "attachment", filename=document.name)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def may_have(document: Document) -> bool:
    """True if this person may download it: a reader of its case, or its uploader while it belongs to none."""
    if document.case_id is None:
        return document.uploaded_by == me().id
    case = db.session().get(Case, document.case_id)
    return case is not None and inbox.may_read(db.session(), me(), case)
