"""One component of a form as the designer drew it, its expressions parsed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from forms.formula import Formula, Template
from forms.reading.options import Options

INPUTS = frozenset(
    {
        "textfield",
        "textarea",
        "number",
        "datetime",
        "checkbox",
        "checklist",
        "radio",
        "select",
        "taglist",
        "filepicker",
    }
)
WITH_OPTIONS = frozenset({"checklist", "radio", "select", "taglist"})
CONTAINERS = frozenset({"group", "dynamiclist"})
SHOWN_ONLY = frozenset({"text", "table", "separator", "spacer"})
KNOWN = INPUTS | CONTAINERS | SHOWN_ONLY


@dataclass(frozen=True)
class Component:
    """A node of the form's tree. `path` is where its value stands in its record ("" for what holds none)."""

    kind: str
    id: str
    path: str = ""
    label: Template = field(default_factory=Template)
    description: Template = field(default_factory=Template)
    text: Template = field(default_factory=Template)
    prefix: Template = field(default_factory=Template)
    suffix: Template = field(default_factory=Template)
    hide: Formula | None = None
    readonly: bool | Formula = False
    default: object = None
    default_formula: Formula | None = None
    bounds: Mapping[str, "int | float | Formula"] = field(default_factory=dict)
    rules: Mapping[str, object] = field(default_factory=dict)
    options: Options | None = None
    source: Formula | None = None
    columns: tuple[tuple[str, str], ...] | Formula = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, object] = field(default_factory=dict)
    row: str = ""
    width: int | None = None
    children: tuple["Component", ...] = ()

    @property
    def required(self) -> bool:
        """True if the designer asks for a value."""
        return self.rules.get("required") is True

    @property
    def formulas(self) -> Iterator[Formula]:
        """Every expression of this component itself, those inside its texts included."""
        for text in (self.label, self.description, self.text, self.prefix, self.suffix):
            yield from (part for part in text.parts if isinstance(part, Formula))
        loose = (self.hide, self.readonly, self.default_formula, self.source, self.columns, *self.bounds.values())
        yield from (part for part in loose if isinstance(part, Formula))
        if self.options and self.options.expression:
            yield self.options.expression

    def number(self, name: str) -> int | None:
        """A whole number among the settings (decimalDigits, defaultRepetitions …)."""
        value = self.settings.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None
