"""What people fill in: form-js JSON, compiled to one marshmallow schema that checks the answers."""

from forms.answer.load import InvalidAnswer
from forms.answer.record import Field
from forms.answer.several import Together, together
from forms.answer.sharing import Apart
from forms.findings import BadForm, Problem
from forms.form import Form, parse
from forms.page.view_model import Choice, Shown, View

__all__ = [
    "Apart",
    "BadForm",
    "Choice",
    "Field",
    "Form",
    "InvalidAnswer",
    "Problem",
    "Shown",
    "Together",
    "View",
    "parse",
    "together",
]
