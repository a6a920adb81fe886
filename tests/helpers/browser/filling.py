"""Fills a form in as a person does: finds each field by its label, types, ticks, chooses, attaches."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from playwright.sync_api import Locator, expect

import forms
from engine import feel
from forms import ComponentView, View

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def seen(form: forms.Form, answer: Mapping[str, Any], scope: Mapping[str, Any], env: feel.EvalContext) -> View:
    """The form as it looks when it is filled in with this answer."""
    return form.view(answer, scope, env)


def fill(form: Locator, view: View, answer: Mapping[str, Any]) -> None:
    """Make the form on the page look like `view`, in what `answer` names."""
    if form.locator("#fields[hx-post]").count():
        expect(form.locator('input[name="_live"]')).to_be_attached()
    for part in _every(view):
        if not (part.hidden or part.readonly) and _at(answer, part.path) is not None:
            _CONTROL.get(part.kind, _type)(form, part)
            _settled(form)


def _settled(form: Locator) -> None:
    """A person waits until the fields stand still."""
    expect(form.locator(".htmx-request")).to_have_count(0)


def _named(label: str) -> re.Pattern[str]:
    """A label with the marks that may follow it."""
    return re.compile(rf"^\s*{re.escape(label)}\s*(\*\s*wajib)?\s*(\(bila berlaku\))?\s*$")


def _type(form: Locator, part: ComponentView) -> None:
    text = part.text.replace(".", ",") if part.kind == "number" else part.text
    form.get_by_label(_named(part.label)).fill(text)


def _tick(form: Locator, part: ComponentView) -> None:
    form.get_by_label(_named(part.label)).set_checked(part.ticked)


def _choose(form: Locator, part: ComponentView) -> None:
    form.get_by_label(_named(part.label)).select_option(label=_chosen(part)[0])


def _mark(form: Locator, part: ComponentView) -> None:
    group = form.get_by_role("radiogroup" if part.kind == "radio" else "group", name=_spoken(part.label))
    for label in _chosen(part):
        group.get_by_label(label, exact=True).check()


def _attach(form: Locator, part: ComponentView) -> None:
    files = [{"name": name, "mimeType": "application/pdf", "buffer": PDF + name.encode()} for name in part.values]
    form.get_by_label(_named(part.label)).set_input_files(files)  # type: ignore[arg-type]


def _rows(form: Locator, part: ComponentView) -> None:
    """A list: a row more for each that is missing."""
    group = form.get_by_role("group", name=_spoken(part.label))
    for number, row in enumerate(part.rows, 1):
        here = group.get_by_role("group", name=f"Baris {number}", exact=True)
        if not here.count():
            group.get_by_role("button", name="Tambah baris").click()
        for inside in row:
            if _chosen(inside) or inside.text or inside.ticked:
                _CONTROL.get(inside.kind, _type)(here, inside)


def _spoken(label: str) -> re.Pattern[str]:
    return re.compile(rf"^{re.escape(label)}(?:\W|$)")


def _chosen(part: ComponentView) -> list[str]:
    return [choice.label for choice in part.choices if choice.chosen]


def _every(parts: list[ComponentView]) -> Iterator[ComponentView]:
    for view in parts:
        yield view
        yield from _every(view.children)


def _at(answer: Any, path: str) -> Any:
    for part in path.split(".") if path else ():
        answer = answer.get(part) if isinstance(answer, Mapping) else None
    return answer if path else None


_CONTROL = {
    "checkbox": _tick,
    "select": _choose,
    "radio": _mark,
    "checklist": _mark,
    "taglist": _mark,
    "filepicker": _attach,
    "dynamiclist": _rows,
}
