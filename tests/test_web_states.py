"""Every page that shows a form, with every kind of component, in every state: none fails, none loses what was typed."""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping

import pytest
from helpers.browser.form_pages import SENT, Scene, Sheet
from helpers.form_components import ALONE, CHOICES, INPUTS, KINDS, kind_of, label, path, sent

from forms.reading import component

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

PAGES = ("start", "task", "bulk", "answer", "preview")
# The variant of the form (tests/helpers/form_components.py) for each state.
STATES = {
    "empty": "plain",
    "value": "plain",
    "several": "plain",
    "wrong": "plain",
    "wrong file": "plain",
    "second round": "plain",
    "missing": "required",
    "long": "long",
    "default": "default",
    "read-only": "readonly",
    "hidden": "hidden",
    "conditional": "conditional",
}
# Shown by the codes of the engine, or by Python and JSON, never to a reader.
RAW = re.compile(r"\b(None|True|False|null|undefined|[a-z]+(_[a-z]+)+)\b")


# Why a combination of page, state and kind does not exist.
LEFT_OUT: Mapping[str, Callable[[str, str, str], bool]] = {
    "nothing is sent from a preview": lambda page, state, _kind: (
        page == "preview" and (state in SENT[:-1] or state == "second round")
    ),
    "a case begins once": lambda page, state, _kind: (page, state) == ("start", "second round"),
    "what is one person's own is not answered for many": lambda page, state, kind: (
        page == "bulk" and (kind in ALONE or (kind in INPUTS and state == "read-only"))
    ),
    "a table lists what one case has, and lines part what is not all shown": lambda page, _state, kind: (
        page == "bulk" and kind in ("table", "separator", "spacer")
    ),
    "a form for many begins empty, and asks for nothing that each must have": lambda page, state, _kind: (
        page == "bulk" and state in ("second round", "missing")
    ),
    "recorded is only what fits and was sent": lambda page, state, _kind: (
        page == "answer" and state in ("wrong", "wrong file", "missing", "default", "conditional")
    ),
    "what only shows is no answer": lambda page, _state, kind: page == "answer" and kind not in INPUTS,
    "nothing to fill in": lambda _page, state, kind: state in ("missing", "wrong file") and kind not in INPUTS,
    "a browser cannot send a wrong one": lambda _page, state, kind: state == "wrong" and not KINDS[kind].bad,
    "takes no several files": lambda _page, state, kind: (
        state == "several" and (not KINDS[kind].files or kind == "one file")
    ),
}


def left_out(page: str, state: str, kind: str) -> str | None:
    """Why there is no such combination; None where there is one."""
    return next((why for why, rule in LEFT_OUT.items() if rule(page, state, kind)), None)


EVERY = {each for each in itertools.product(PAGES, STATES, KINDS) if left_out(*each) is None}


def test_every_page_shows_every_kind_in_every_state(
    scene: Scene, record_property: Callable[[str, object], None], capsys: pytest.CaptureFixture[str]
) -> None:
    assert {kind_of(kind) for kind in KINDS} == component.KNOWN, (
        "a kind without an example: tests/helpers/form_components.py"
    )
    problems, rendered = [], set()
    for page, state in itertools.product(PAGES, STATES):
        if kinds_here := [kind for kind in KINDS if (page, state, kind) in EVERY]:
            sheet = scene.sheet(page, state, STATES[state])
            problems += [f"{page}, {state}: {each}" for each in broken(sheet, page, state)]
            for kind in kinds_here:
                problems += [f"{page}, {state}, {kind}: {each}" for each in wrong(sheet, page, state, kind)]
                rendered.add((page, state, kind))
    record_property("combinations", len(rendered))
    with capsys.disabled():
        print(f" {len(rendered)} combinations of page, kind and state rendered", end="")
    assert rendered == EVERY
    assert not problems, "\n".join(problems)


def test_what_may_not_apply_comes_and_goes_while_one_types(scene: Scene) -> None:
    task = scene.waiting(scene.case("conditional", "empty"))
    for visitor, address in ((scene.employee, "/start/conditional"), (scene.head, task)):
        gone, come = (scene.typed(visitor, f"{address}/fields", blocker) for blocker in ("", "buka"))
        assert [kind for kind in KINDS if stands(gone, kind, "conditional")] == []
        assert [kind for kind in KINDS if not stands(come, kind, "conditional")] == []


def broken(sheet: Sheet, page: str, state: str) -> Iterator[str]:
    """What is wrong with a page as a whole."""
    refused = page in ("start", "task", "bulk") and state in SENT
    if sheet.status != (422 if refused else 200):
        yield f"status {sheet.status}"
    if raw := RAW.search(sheet.text):
        yield f"shows {raw[0]!r}: {sheet.text[max(0, raw.start() - 60) : raw.end() + 20]!r}"


def wrong(sheet: Sheet, page: str, state: str, kind: str) -> Iterator[str]:
    """What is wrong with one component on a page."""
    unanswered = page == "answer" and state == "empty" and kind != "checkbox"  # not ticked is an answer
    shown = state != "hidden" and not unanswered
    if stands(sheet, kind, STATES[state]) != shown:
        yield "does not stand on the page" if shown else "stands on the page"
    if shown and kind in INPUTS:
        check = _answered if page == "answer" else CHECKS[state]
        yield from check(sheet, page, state, kind)


def stands(sheet: Sheet, kind: str, variant: str) -> bool:
    """True if a component is on the page: its label, or what it shows."""
    mark = KINDS[kind].mark
    return bool(sheet.tree.xpath(mark)) if mark else label(kind, variant) in sheet.text


def _empty(sheet: Sheet, _page: str, _state: str, kind: str) -> Iterator[str]:
    values = [value for name in (path(kind), *sent(kind, "value")[0]) for value in sheet.values(name) if value]
    if values:
        yield f"holds {values}"


def _holds(sheet: Sheet, _page: str, state: str, kind: str) -> Iterator[str]:
    """Everything that was sent stands there; a document by its name, to be fetched."""
    values, files = sent(kind, state)
    for name, sent_values in values.items():
        if sheet.values(name) != sent_values:
            yield f"{name} holds {sheet.values(name)} instead of {sent_values}"
    for name, uploads in files.items():
        if len(sheet.values(name)) != len(uploads):
            yield f"{name} holds {len(sheet.values(name))} documents instead of {len(uploads)}"
        links = " ".join(sheet.links(name))
        yield from (f"no link to {each} beside {name}" for each, _content in uploads if each[:100] not in links)


def _long(sheet: Sheet, page: str, state: str, kind: str) -> Iterator[str]:
    if page != "preview":
        yield from _holds(sheet, page, state, kind)


def _refused(sheet: Sheet, page: str, state: str, kind: str) -> Iterator[str]:
    """Every field that does not fit says so beside it, and holds what was typed as far as the page offers it."""
    values, files = sent(kind, state)
    for name in files if state == "wrong file" else values:
        if not sheet.error(name):
            yield f"{name} says nothing of its error"
    if state == "wrong" and kind not in CHOICES:
        yield from _holds(sheet, page, state, kind)


def _besides(sheet: Sheet, page: str, state: str, kind: str) -> Iterator[str]:
    """A file that is refused says so; everything else stands as it was typed."""
    yield from _refused(sheet, page, state, kind) if KINDS[kind].files else _holds(sheet, page, state, kind)


def _missing(sheet: Sheet, _page: str, _state: str, kind: str) -> Iterator[str]:
    name = path(kind) + {"group": ".inside", "dynamiclist": ".0.title"}.get(kind, "")
    if "ajib" not in sheet.error(name):
        yield f"{name} does not say that it is missing"


def _reads_only(sheet: Sheet, page: str, _state: str, kind: str) -> Iterator[str]:
    names = [path(kind), *itertools.chain(*sent(kind, "value"))]
    if any(sheet.tree.xpath("//*[@name=$name]", name=name) for name in names):
        yield "can be written"
    if page == "task" or KINDS[kind].default is not None:
        yield from _told(sheet.of_field(path(kind)), kind)


def _told(text: str, kind: str) -> Iterator[str]:
    """A reader sees the value as it is said, not as it is stored."""
    yield from (f"{word!r} does not stand there" for word in KINDS[kind].words if word not in text)


def _conditional(sheet: Sheet, _page: str, _state: str, kind: str) -> Iterator[str]:
    if sheet.tree.xpath("//*[@name=$name and not(ancestor::*[@data-conditional='hidden'])]", name=path(kind)):
        yield "is not marked as what may not apply"


def _answered(sheet: Sheet, _page: str, state: str, kind: str) -> Iterator[str]:
    text = sheet.of_answer(label(kind, STATES[state]))
    if state in ("long", "several"):
        values, files = sent(kind, state)
        words = [each for each in itertools.chain(*values.values()) if len(each) > 100]
        words += [name[:100] for name, _content in itertools.chain(*files.values())]
        yield from (f"{word[:30]!r} does not stand there" for word in words if word not in text)
    elif state not in ("empty", "read-only"):
        yield from _told(text, kind)


CHECKS: Mapping[str, Callable[[Sheet, str, str, str], Iterator[str]]] = {
    "empty": _empty,
    "value": _holds,
    "several": _holds,
    "long": _long,
    "second round": _holds,
    "wrong": _refused,
    "wrong file": _besides,
    "missing": _missing,
    "default": _holds,
    "read-only": _reads_only,
    "conditional": _conditional,
}
