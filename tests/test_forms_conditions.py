"""Hidden fields are dropped, outcomes ask for reasons."""

import datetime
import json

import pytest

import forms
from engine import feel

ENV = feel.EvalContext(now=datetime.datetime(2026, 7, 8, 9, 0, tzinfo=datetime.UTC))


def made(*components):
    return forms.parse(json.dumps({"id": "f", "type": "default", "components": components}).encode())


def text(key, hide=None, **more):
    return {"type": "textfield", "key": key, "label": key, **({"conditional": {"hide": hide}} if hide else {}), **more}


def number(key, hide=None):
    return text(key, hide) | {"type": "number"}


def outcome(key, reasons="", hide=None):
    values = [{"label": "Setuju", "value": "ok"}, {"label": "Kembalikan", "value": "btl"}]
    return text(key, hide) | {"type": "radio", "values": values, "properties": {"reasonFor": reasons}}


def errors(form, answer, scope=None):
    with pytest.raises(forms.InvalidAnswer) as refused:
        form.load(answer, scope or {}, ENV)
    return refused.value.errors


def test_a_hidden_field_is_dropped_and_written_as_null():
    form = made(text("a"), text("b", '=a = "x"', validate={"required": True}))
    assert form.load({"a": "x", "b": "secret"}, {"b": "lama"}, ENV) == {"a": "x", "b": None}
    assert form.load({"a": "y", "b": "told"}, {}, ENV) == {"a": "y", "b": "told"}
    assert errors(form, {"a": "y"}) == {"b": [("required", {})]}


def test_only_true_hides():
    form = made(text("a", "=missing > 3"), text("b", '="yes"'), text("c", "=null"))
    assert form.load({"a": "1", "b": "2", "c": "3"}, {}, ENV) == {"a": "1", "b": "2", "c": "3"}


def test_a_condition_reads_variables_and_the_typed_number():
    form = made(number("n"), text("a", "=n > limit"))
    assert form.load({"n": "10,5", "a": "x"}, {"limit": 10}, ENV) == {"n": 10.5, "a": None}
    assert form.load({"n": "9,5", "a": "x"}, {"limit": 10}, ENV) == {"n": 9.5, "a": "x"}


def test_what_a_hidden_field_held_hides_nothing_else():
    form = made(text("c", '=b = "x"'), text("b", '=a = "x"'), text("a"))
    assert form.load({"a": "x", "b": "x", "c": "seen"}, {}, ENV) == {"a": "x", "b": None, "c": "seen"}
    assert form.load({"a": "y", "b": "x", "c": "unseen"}, {}, ENV) == {"a": "y", "b": "x", "c": None}


def test_what_stood_there_before_does_not_count_once_the_field_is_empty():
    form = made(text("a"), text("b", '=a = "x"'))
    assert form.load({"b": "told"}, {"a": "x"}, ENV) == {"a": None, "b": "told"}


def test_a_hidden_group_hides_all_in_it():
    inner = {
        "type": "group",
        "path": "g.h",
        "conditional": {"hide": "=off"},
        "components": [text("a"), text("b", "=true")],
    }
    form = made(inner)
    assert form.load({"g": {"h": {"a": "x", "b": "y"}}}, {"off": True}, ENV) == {"g": {"h": {"a": None, "b": None}}}
    assert form.load({"g": {"h": {"a": "x", "b": "y"}}}, {"off": False}, ENV) == {"g": {"h": {"a": "x", "b": None}}}


def test_a_value_that_cannot_be_read_is_null_to_conditions_and_still_an_error():
    form = made(number("n"), text("a", "=n = null"))
    assert errors(form, {"n": "many", "a": "x"}) == {"n": [("not_a_number", {})]}


def test_a_hidden_field_may_hold_anything():
    form = made(number("n", "=true"))
    assert form.load({"n": {"deep": [1]}}, {}, ENV) == {"n": None}


def test_an_outcome_is_always_asked_for():
    form = made(outcome("check.outcome"))
    assert errors(form, {}) == {"check.outcome": [("required", {})]}
    assert form.load({"check.outcome": "ok"}, {}, ENV) == {"check": {"outcome": "ok"}}
    assert errors(form, {"check.outcome": "no"}) == {"check.outcome": [("not_an_option", {"value": "no"})]}


@pytest.mark.parametrize("reason", [None, "", "   ", "\n"])
def test_an_outcome_asks_for_its_reason(reason):
    form = made(text("check.reason"), outcome("check.outcome", "btl"))
    answer = {"check": {"outcome": "btl", "reason": reason}}
    assert errors(form, answer) == {"check.reason": [("reason_required", {"outcome": "btl"})]}
    assert form.load({"check": {"outcome": "ok", "reason": reason}}, {}, ENV)
    assert form.load({"check": {"outcome": "btl", "reason": "SKP kurang"}}, {}, ENV)


def test_a_reason_that_is_asked_for_shows_even_where_a_condition_would_hide_it():
    form = made(text("reason", '=outcome != "ms"'), outcome("outcome", "btl"))
    assert errors(form, {"outcome": "btl"}) == {"reason": [("reason_required", {"outcome": "btl"})]}
    assert form.load({"outcome": "btl", "reason": "x"}, {}, ENV) == {"outcome": "btl", "reason": "x"}
    assert form.load({"outcome": "ok", "reason": "x"}, {}, ENV) == {"outcome": "ok", "reason": None}


def test_a_hidden_outcome_is_null():
    form = made(outcome("outcome", hide="=done"))
    assert form.load({"outcome": "ok"}, {"done": True}, ENV) == {"outcome": None}


def rows(*components, **more):
    return {"type": "dynamiclist", "path": "items", "label": "Daftar", "components": components, **more}


def test_a_list_is_a_list_of_records():
    form = made(rows(text("title"), number("x.hours")))
    answer = {"items": [{"title": "A", "x": {"hours": "1,5"}}, {"title": "B", "x.hours": 2}]}
    assert form.load(answer, {}, ENV) == {
        "items": [{"title": "A", "x": {"hours": 1.5}}, {"title": "B", "x": {"hours": 2}}]
    }
    assert form.load({}, {}, ENV) == {"items": None}
    assert form.load({"items": []}, {}, ENV) == {"items": None}


def test_errors_in_a_list_name_the_row():
    form = made(rows(text("title", validate={"required": True}), number("n")))
    answer = {"items": [{"title": "A"}, {"n": "x"}, {"title": "B", "other": 1}, 7]}
    assert errors(form, answer) == {
        "items.1.title": [("required", {})],
        "items.1.n": [("not_a_number", {})],
        "items.2.other": [("unknown_field", {})],
        "items.3": [("not_an_object", {})],
    }
    assert errors(form, {"items": "x"}) == {"items": [("not_a_list", {})]}
    assert errors(form, {"items": {"0": {}}}) == {"items": [("not_a_list", {})]}
    assert errors(form, {"items": [{"title": "A"}] * 201}) == {"items": [("too_many_rows", {"limit": 200})]}


def test_rows_left_blank_are_no_rows_in_a_list_that_grows():
    form = made(rows(text("title", validate={"required": True}), text("t") | {"type": "checkbox"}))
    answer = {"items": [{"title": ""}, {"title": " A ", "t": True}, {"title": None, "t": False}, {}]}
    assert form.load(answer, {}, ENV) == {"items": [{"title": "A", "t": True}]}


def test_a_required_list_has_a_row():
    form = made(rows(text("title"), validate={"required": True}))
    assert errors(form, {"items": [{}]}) == {"items": [("required", {})]}


def test_conditions_in_a_row_read_the_row_and_what_is_around_it():
    form = made(
        text("kind"), rows(text("a"), text("b", '=a = "x"'), text("c", '=this.a = "x"'), text("d", '=kind = "k"'))
    )
    row = {"a": "x", "b": "1", "c": "2", "d": "3"}
    assert form.load({"kind": "k", "items": [row, row | {"a": "y"}]}, {}, ENV)["items"] == [
        {"a": "x", "b": None, "c": None, "d": None},
        {"a": "y", "b": "1", "c": "2", "d": None},
    ]


def test_a_condition_outside_reads_the_list():
    form = made(rows(number("hours")), text("why", "=sum(for item in items return item.hours) < 20"))
    assert form.load({"items": [{"hours": "10,5"}, {"hours": 10}], "why": "x"}, {}, ENV)["why"] == "x"
    assert form.load({"items": [{"hours": 10}], "why": "x"}, {}, ENV)["why"] is None


def test_a_list_of_fixed_length_has_as_many_rows_as_before():
    form = made(rows(text("name", readonly=True), text("verdict"), allowAddRemove=False, defaultRepetitions=2))
    scope = {"items": [{"name": "Ijazah", "extra": 1}, {"name": "KTP"}, {"name": "SKCK"}]}
    answer = {"items": [{"verdict": "ms"}, {"verdict": "tms"}, {}]}
    assert form.load(answer, scope, ENV) == {
        "items": [
            {"name": "Ijazah", "verdict": "ms"},
            {"name": "KTP", "verdict": "tms"},
            {"name": "SKCK", "verdict": None},
        ]
    }
    assert errors(form, {"items": [{}]}, scope) == {"items": [("wrong_number_of_rows", {"expected": 3})]}
    assert errors(form, {"items": [{}]}) == {"items": [("wrong_number_of_rows", {"expected": 2})]}
    forged = {"items": [{"name": "Palsu"}, {}, {}]}
    assert errors(form, forged, scope) == {"items.0.name": [("read_only", {})]}


def test_lists_stand_in_lists():
    inner = rows(number("n")) | {"path": "parts"}
    form = made(rows(text("title"), inner))
    answer = {"items": [{"title": "A", "parts": [{"n": "1"}, {"n": "2,5"}]}, {"title": "B"}]}
    assert form.load(answer, {}, ENV) == {
        "items": [{"title": "A", "parts": [{"n": 1}, {"n": 2.5}]}, {"title": "B", "parts": None}]
    }
    assert errors(form, {"items": [{"parts": [{"n": "x"}]}]}) == {"items.0.parts.0.n": [("not_a_number", {})]}


def test_defaults_of_a_list_are_the_rows_before_or_empty_ones():
    form = made(rows(text("title", defaultValue="x"), number("n"), defaultRepetitions=2))
    assert form.defaults({}, ENV) == {"items": [{"title": "x", "n": None}, {"title": "x", "n": None}]}
    before = {"items": [{"title": "lama"}]}
    assert form.defaults(before, ENV) == before
