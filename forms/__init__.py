"""What people fill in: form-js JSON, compiled to one marshmallow schema that checks the answers."""

from forms.findings import BadForm, Problem
from forms.form import Form, parse
from forms.loading import InvalidAnswer
from forms.record import Field
from forms.several import Together, together
from forms.sharing import Apart
from forms.shown import Choice, Shown, View

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
