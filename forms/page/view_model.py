"""The view model that templates render: components with their values, words and options, nothing left to decide."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Choice:
    """One option: what is posted, what is read, whether it is chosen, its tone."""

    token: str
    label: str
    chosen: bool = False
    tone: str = "neutral"


@dataclass
class ComponentView:
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
    children: list["ComponentView"] = field(default_factory=list)
    rows: list[list["ComponentView"]] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)


class View(list[ComponentView]):
    """The components in order; the outcome stands apart in `buttons`, labels by path in `labels`."""

    buttons: ComponentView | None = None

    @property
    def labels(self) -> dict[str, str]:
        """The label of each field, by its path."""
        by_path = {part.path: part.label for part in _every(self) if part.path}
        return by_path | ({self.buttons.path: self.buttons.label} if self.buttons else {})

    @property
    def ids(self) -> dict[str, str]:
        """The HTML id of each field, by its path."""
        by_path = {part.path: part.id for part in _every(self) if part.path}
        return by_path | ({self.buttons.path: self.buttons.id} if self.buttons else {})


def _every(parts: list[ComponentView]) -> list[ComponentView]:
    inside = [below for part in parts for below in (part.children, *part.rows)]
    return [*parts, *(part for below in inside for part in _every(below))]
