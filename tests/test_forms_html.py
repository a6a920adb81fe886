"""What a browser posts becomes the answer it means."""

import datetime
import json

import pytest

import forms
from engine import feel

ENV = feel.EvalContext(now=datetime.datetime(2026, 7, 8, 9, 0, tzinfo=datetime.UTC))
VALUES = [{"label": "Satu", "value": "one"}, {"label": "Tiga", "value": 3}]


def made(*components):
    return forms.parse(json.dumps({"id": "f", "type": "default", "components": components}).encode())


def field(kind, key="a", **more):
    return {"type": kind, "key": key, "label": key, **more}


def rows(*components, **more):
    return {"type": "dynamiclist", "path": "items", "label": "Daftar", "components": components, **more}


def test_flat_names_are_nested_and_empty_strings_are_null():
    form = made(field("textfield", "check.note"), field("number", "check.n"), field("textfield", "b"))
    answer = form.from_html([("check.note", "x"), ("check.n", "76,4"), ("b", "")])
    assert answer == {"check": {"note": "x", "n": "76,4"}}
    assert form.load(answer, {}, ENV) == {"check": {"note": "x", "n": 76.4}, "b": None}


def test_an_unticked_box_is_not_posted():
    form = made(field("checkbox", "a"), field("checkbox", "b"))
    assert form.from_html([("a", "true")]) == {"a": True, "b": False}


def test_several_ticks_are_a_list_and_tokens_become_values():
    form = made(field("checklist", "a", values=VALUES), field("radio", "b", values=VALUES))
    answer = form.from_html([("a", "one"), ("a", "3"), ("b", "3")])
    assert form.load(answer, {}, ENV) == {"a": ["one", 3], "b": 3}
    assert form.from_html([]) == {}


def test_the_pages_own_names_are_not_of_the_answer():
    assert made(field("textfield")).from_html([("csrf_token", "x"), ("_method", "y"), ("a", "z")]) == {"a": "z"}


def test_names_that_the_form_does_not_have_are_kept_for_refusal():
    form = made(field("textfield"))
    answer = form.from_html([("a", "x"), ("b.c", "y"), ("a.0.b", "z"), ("..", "w")])
    with pytest.raises(forms.InvalidAnswer) as refused:
        form.load(answer, {}, ENV)
    assert {path: found[0][0] for path, found in refused.value.errors.items()} == {
        "b.c": "unknown_field",
        "a.0.b": "unknown_field",
        "..": "unknown_field",
    }


def test_two_different_values_for_one_field_are_no_answer():
    form = made(field("radio", "outcome", values=VALUES))
    with pytest.raises(forms.InvalidAnswer):
        form.load(form.from_html([("outcome", "one"), ("outcome", "3")]), {}, ENV)
    assert form.load(form.from_html([("outcome", "one"), ("outcome", "one")]), {}, ENV) == {"outcome": "one"}


def test_rows_come_in_the_order_of_their_numbers():
    form = made(rows(field("textfield", "title"), field("checkbox", "done"), field("number", "x.n")))
    pairs = [
        ("items.10.title", "C"),
        ("items.2.title", "B"),
        ("items.0.title", "A"),
        ("items.0.done", "true"),
        ("items.2.x.n", "1,5"),
        ("items.11._row", "1"),
    ]
    assert form.from_html(pairs) == {
        "items": [
            {"title": "A", "done": True},
            {"title": "B", "done": False, "x": {"n": "1,5"}},
            {"title": "C", "done": False},
            {"done": False},
        ]
    }


def test_a_row_is_added_by_a_button():
    form = made(rows(field("textfield", "title")))
    pairs = [("items.0.title", "A"), ("_add_row", "items")]
    assert form.wants_rows(pairs)
    assert not form.wants_rows(pairs[:1])
    assert form.from_html(pairs) == {"items": [{"title": "A"}, {}]}
    assert form.from_html([("_add_row", "items")]) == {"items": [{}]}


def test_a_row_is_removed_by_a_button():
    form = made(rows(field("textfield", "title")))
    pairs = [("items.0.title", "A"), ("items.1.title", "B"), ("_remove_row", "items.0")]
    assert form.wants_rows(pairs)
    assert form.from_html(pairs) == {"items": [{"title": "B"}]}


def test_rows_are_added_and_removed_in_lists_in_lists():
    form = made(rows(field("textfield", "title"), rows(field("textfield", "n")) | {"path": "x.parts"}))
    pairs = [("items.0.title", "A"), ("items.0.x.parts.0.n", "1"), ("items.0.x.parts.1.n", "2")]
    assert form.from_html([*pairs, ("_add_row", "items.0.x.parts")]) == {
        "items": [{"title": "A", "x": {"parts": [{"n": "1"}, {"n": "2"}, {}]}}]
    }
    assert form.from_html([*pairs, ("_remove_row", "items.0.x.parts.0")]) == {
        "items": [{"title": "A", "x": {"parts": [{"n": "2"}]}}]
    }


@pytest.mark.parametrize(
    "button",
    [
        ("_add_row", "nothing"),
        ("_add_row", ""),
        ("_add_row", "items.0"),
        ("_add_row", "items.x"),
        ("_remove_row", "items"),
        ("_remove_row", "items.9"),
        ("_remove_row", "items.-1"),
        ("_remove_row", "items.٠"),
        ("_add_row", "items.0.title"),
        ("_remove_row", "items." + "9" * 5_000),
        ("_remove_row", "items.²"),
    ],
)
def test_a_button_that_names_no_row_changes_nothing(button):
    form = made(rows(field("textfield", "title")))
    assert form.from_html([("items.0.title", "A"), button]) == {"items": [{"title": "A"}]}


def test_a_new_file_takes_the_place_of_the_one_that_was_there():
    assert made(field("filepicker")).from_html([("a", "81"), ("a", "82")]) == {"a": ["82"]}
    assert made(field("filepicker", multiple=True)).from_html([("a", "81"), ("a", "82"), ("a", "")]) == {
        "a": ["81", "82"]
    }


def test_a_readonly_field_is_not_posted_and_stays():
    form = made(field("checkbox", readonly=True), field("textfield", "b", readonly=True))
    assert form.load(form.from_html([]), {"a": True, "b": "lama"}, ENV) == {"a": True, "b": "lama"}


def test_a_flood_of_names_is_cut():
    form = made(field("textfield"), rows(field("textfield", "title")))
    pairs = [(f"items.{number}.title", "x") for number in range(10_000)] + [
        (f"z{number}", "x") for number in range(50_000)
    ]
    answer = form.from_html(pairs)
    assert len(answer["items"]) == 201
    with pytest.raises(forms.InvalidAnswer) as refused:
        form.load(answer, {}, ENV)
    assert len(refused.value.errors) <= 21


@pytest.mark.parametrize("kind", ["textfield", "textarea", "number", "datetime", "checkbox", "filepicker"])
def test_a_posted_answer_that_is_wrong_is_shown_again_as_it_was_typed(kind):
    form = made(field(kind), field("number", "b"))
    answer = form.from_html([("a", "<b>'\"&"), ("b", "tujuh")])
    with pytest.raises(forms.InvalidAnswer):
        form.load(answer, {}, ENV)
    shown = form.view(answer, {}, ENV)
    assert shown[1].text == "tujuh"
    if kind in ("textfield", "textarea", "number", "datetime"):
        assert shown[0].text == "<b>'\"&"
