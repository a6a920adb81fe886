"""Pages that show every kind of component: how a form comes into a state, and what stands on the page then."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from lxml import html

from engine.database.base import Database
from helpers.definitions import published
from helpers.form_components import ALONE, INPUTS, KINDS, VARIANTS, procedure, sent
from helpers.office import NURHAYATI, Visitor, task_addresses

FORWARD = {"result.outcome": "forward"}
# States in which a form comes back after it was sent.
SENT = ("value", "several", "wrong", "wrong file", "missing", "long")


@pytest.fixture
def scene(app: Any, staff: SimpleNamespace, database: Database) -> "Scene":
    """The office, and a procedure for each variant of the form with every kind of component."""
    with database.write() as session:
        published(session, *(procedure(variant) for variant in VARIANTS))
        session.commit()
    return Scene(*(Visitor(app, login) for login in (NURHAYATI, "kadis", "petugas", "perancang")))


@dataclass
class Sheet:
    """A page that came back."""

    status: int
    tree: html.HtmlElement

    @property
    def text(self) -> str:
        """The words that stand on the page."""
        return " ".join(
            " ".join(self.tree.xpath("//text()[ancestor::main or not(//main)][not(parent::textarea)]")).split()
        )

    def values(self, name: str) -> tuple[str, ...]:
        """What stands in the inputs of this name."""
        return tuple(value for control in self.tree.xpath("//*[@name=$name]", name=name) for value in _values(control))

    def error(self, name: str) -> str:
        """What is said beside the field of this name."""
        key = f"f-{re.sub(r'[^A-Za-z0-9_-]', '-', name)}-error"
        return " ".join(" ".join(each.itertext()) for each in self.tree.xpath("//*[@id=$key]", key=key)).strip()

    def of_field(self, name: str) -> str:
        """The words of one field, and of those within it."""
        key = "f-" + re.sub(r"[^A-Za-z0-9_-]", "-", name)
        return " ".join(self.tree.xpath("//*[@id=$key or starts-with(@id, concat($key, '-'))]//text()", key=key))

    def of_answer(self, named: str) -> str:
        """The answer to a question, as the history shows it."""
        answers = self.tree.xpath("//dt[normalize-space()=$named]/following-sibling::dd[1]", named=named)
        return " ".join(" ".join(" ".join(each.itertext()) for each in answers).split())

    def links(self, name: str) -> list[str]:
        """The documents that stand in a field and can be fetched, by their names."""
        inside = "//*[input/@name=$name]//a[starts-with(@href, '/documents/')]"
        return [each.text_content().strip() for each in self.tree.xpath(inside, name=name)]


def _values(control: html.HtmlElement) -> Iterator[str]:
    if control.tag == "select":
        yield from (each.get("value") for each in control.xpath("./option[@selected]"))
    elif control.tag == "textarea":
        yield (control.text or "").removeprefix("\n")
    elif control.get("type") in ("checkbox", "radio"):
        yield from [control.get("value")] if "checked" in control.attrib else []
    elif control.get("type") != "file":
        yield control.get("value", "")


@dataclass
class Scene:
    """The visitors who start a case, do its tasks, and read its forms."""

    employee: Visitor
    head: Visitor
    officer: Visitor
    designer: Visitor
    tokens: dict[int, str] = field(default_factory=dict)

    def sheet(self, page: str, state: str, variant: str) -> Sheet:
        """A page that shows a variant of the form in this state."""
        answer = getattr(self, page)(state, variant)
        return Sheet(answer.status_code, html.fromstring(answer.get_data(as_text=True)))

    def start(self, state: str, variant: str) -> Any:
        return self.shown(self.employee, f"/start/{variant}", f"/start/{variant}", state)

    def task(self, state: str, variant: str) -> Any:
        case = self.case(variant, state)
        return self.shown(self.head, self.waiting(case), f"{self.waiting(case)}/complete", state)

    def bulk(self, state: str, variant: str) -> Any:
        tasks = [self.waiting(self.case(variant, state)).rsplit("/", 1)[1] for _case in range(2)]
        chosen = self.head.get("/tasks/bulk/?" + "&".join(f"task={each}" for each in tasks))
        if state not in SENT:
            return chosen
        marks = html.fromstring(chosen.data).xpath("//input[@type='hidden' and starts-with(@name, '_')]")
        more = {each.get("name"): each.get("value") for each in marks}
        return self.post(self.head, "/tasks/bulk/", state, INPUTS - ALONE, _task=tasks, **more)

    def answer(self, state: str, variant: str) -> Any:
        case = self.case(variant, state)
        self.complete(self.head, case, "empty" if state in ("empty", "read-only", "hidden") else state, **FORWARD)
        return self.head.get(case)

    def preview(self, _state: str, variant: str) -> Any:
        return self.designer.get(f"/definitions/{variant}/1/forms/ask")

    def shown(self, visitor: Visitor, address: str, target: str, state: str, **more: Any) -> Any:
        """The page before anything is sent, or after an answer without what must not be missing."""
        if state in SENT:
            return self.post(visitor, target, state, **more)
        return visitor.get(address)

    def typed(self, visitor: Visitor, address: str, blocker: str) -> Sheet:
        """The fields, as a script asks for them while somebody types."""
        answer = self.post(visitor, address, "empty", blocker=blocker)
        return Sheet(answer.status_code, html.fromstring(f"<div>{answer.get_data(as_text=True)}</div>"))

    def case(self, variant: str, state: str) -> str:
        """A case that waits at its task."""
        first = "value" if variant in ("required", "default") else "empty"
        begun = self.post(self.employee, f"/start/{variant}", first, blocker="a")
        case = str(begun.headers["Location"])
        if variant == "readonly":
            self.complete(self.head, case, "value", blocker="b")
        if state == "second round":
            self.complete(self.head, case, "value", **FORWARD)
            self.complete(self.officer, case, "empty", again="true")
        return case

    def waiting(self, case: str) -> str:
        """The open task of a case."""
        return task_addresses(self.employee.get(case))[0]

    def complete(self, visitor: Visitor, case: str, state: str, **more: Any) -> None:
        answer = self.post(visitor, f"{self.waiting(case)}/complete", state, **more)
        assert answer.status_code == 302, (state, Sheet(0, html.fromstring(answer.data)).text)

    def post(self, visitor: Visitor, address: str, state: str, kinds: Iterable[str] = KINDS, **more: Any) -> Any:
        """Send what a state says of these kinds, as a browser sends it."""
        data: dict[str, Any] = {**more, "csrf_token": self.tokens.setdefault(id(visitor), visitor.token())}
        for kind in kinds if state != "empty" else ():
            values, files = sent(kind, state)
            data |= {name: list(each) for name, each in values.items()}
            data |= {name: [(BytesIO(content), called) for called, content in each] for name, each in files.items()}
        return visitor.client.post(address, data=data, content_type="multipart/form-data")
