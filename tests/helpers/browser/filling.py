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
    for shown in _every(view):
        if not (shown.hidden or shown.readonly) and _at(answer, shown.path) is not None:
            _CONTROL.get(shown.kind, _type)(form, shown)
            _settled(form)


def _settled(form: Locator) -> None:
    """A person waits until the fields stand still."""
    expect(form.locator(".htmx-request")).to_have_count(0)


def _named(label: str) -> re.Pattern[str]:
    """A label with the marks that may follow it."""
    return re.compile(rf"^\s*{re.escape(label)}\s*(\*\s*wajib)?\s*(\(bila berlaku\))?\s*$")


def _type(form: Locator, shown: ComponentView) -> None:
    text = shown.text.replace(".", ",") if shown.kind == "number" else shown.text
    form.get_by_label(_named(shown.label)).fill(text)


def _tick(form: Locator, shown: ComponentView) -> None:
    form.get_by_label(_named(shown.label)).set_checked(shown.ticked)


def _choose(form: Locator, shown: ComponentView) -> None:
    form.get_by_label(_named(shown.label)).select_option(label=_chosen(shown)[0])


def _mark(form: Locator, shown: ComponentView) -> None:
    group = form.get_by_role("radiogroup" if shown.kind == "radio" else "group", name=_spoken(shown.label))
    for label in _chosen(shown):
        group.get_by_label(label, exact=True).check()


def _attach(form: Locator, shown: ComponentView) -> None:
    files = [{"name": name, "mimeType": "application/pdf", "buffer": PDF + name.encode()} for name in shown.values]
    form.get_by_label(_named(shown.label)).set_input_files(files)  # type: ignore[arg-type]


def _rows(form: Locator, shown: ComponentView) -> None:
    """A list: a row more for each that is missing."""
    group = form.get_by_role("group", name=_spoken(shown.label))
    for number, row in enumerate(shown.rows, 1):
        here = group.get_by_role("group", name=f"Baris {number}", exact=True)
        if not here.count():
            group.get_by_role("button", name="Tambah baris").click()
        for inside in row:
            if _chosen(inside) or inside.text or inside.ticked:
                _CONTROL.get(inside.kind, _type)(here, inside)


def _spoken(label: str) -> re.Pattern[str]:
    return re.compile(rf"^{re.escape(label)}(?:\W|$)")


def _chosen(shown: ComponentView) -> list[str]:
    return [choice.label for choice in shown.choices if choice.chosen]


def _every(shown: list[ComponentView]) -> Iterator[ComponentView]:
    for one in shown:
        yield one
        yield from _every(one.children)


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
