"""What people fill in: form-js JSON, compiled to one marshmallow schema that checks the answers."""

from forms.answer.field import Field
from forms.answer.load import InvalidAnswer
from forms.answer.sharing import SeparateOutcome
from forms.findings import BadForm, Problem
from forms.form import Form, parse
from forms.page.view_model import Choice, ComponentView, View
from forms.reading.outcome import TONES
from forms.several import SharedForm, together

__all__ = [
    "TONES",
    "BadForm",
    "Choice",
    "ComponentView",
    "Field",
    "Form",
    "InvalidAnswer",
    "Problem",
    "SeparateOutcome",
    "SharedForm",
    "View",
    "parse",
    "together",
]
