"""What the templates render: components with their values, words and options, nothing left to decide."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Choice:
    """One option: what is posted, what is read, whether it is chosen, its tone."""

    token: str
    label: str
    chosen: bool = False
    tone: str = "neutral"


@dataclass
class Shown:
    """One component on the page.

    `path` is its name in HTML (`items.0.title` in a list), `text` its value as an input holds it (for `text`
    components Markdown), `conditional` says that it may turn out to be hidden, `width` is of twelve columns.
    """

    kind: str
    id: str
    path: str = ""
    label: str = ""
    description: str = ""
    text: str = ""
    ticked: bool = False
    required: bool = False
    readonly: bool = False
    conditional: bool = False
    hidden: bool = False
    width: int = 12
    input: str = "text"
    inputmode: str = ""
    prefix: str = ""
    suffix: str = ""
    accept: str = ""
    multiple: bool = False
    grows: bool = False
    choices: list[Choice] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    children: list["Shown"] = field(default_factory=list)
    rows: list[list["Shown"]] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)


class View(list[Shown]):
    """The components in order; the outcome stands apart in `buttons`, labels by path in `labels`."""

    buttons: Shown | None = None

    @property
    def labels(self) -> dict[str, str]:
        """What each field is called, by its path."""
        named = {shown.path: shown.label for shown in _every(self) if shown.path}
        return named | ({self.buttons.path: self.buttons.label} if self.buttons else {})

    @property
    def ids(self) -> dict[str, str]:
        """The HTML id of each field, by its path."""
        named = {shown.path: shown.id for shown in _every(self) if shown.path}
        return named | ({self.buttons.path: self.buttons.id} if self.buttons else {})


def _every(shown: list[Shown]) -> list[Shown]:
    inside = [part for component in shown for part in (component.children, *component.rows)]
    return [*shown, *(view for part in inside for view in _every(part))]
