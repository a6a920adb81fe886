"""A form is read whole or refused with everything that is wrong."""

import json

import pytest

import forms


def source(*components, **more):
    return json.dumps({"type": "default", "id": "f", "schemaVersion": 19, "components": components, **more}).encode()


def text(key, **more):
    return {"type": "textfield", "key": key, "label": key, **more}


def codes(*components):
    with pytest.raises(forms.BadForm) as refused:
        forms.parse(source(*components))
    return [(found.code, found.key) for found in refused.value.problems]


EVERY_TYPE = [
    text("name"),
    {"type": "textarea", "key": "note", "label": "Catatan"},
    {"type": "number", "key": "score", "label": "Nilai"},
    {"type": "datetime", "key": "day", "dateLabel": "Tanggal", "subtype": "date"},
    {"type": "checkbox", "key": "agree", "label": "Setuju"},
    {"type": "checklist", "key": "papers", "label": "Berkas", "values": [{"label": "SK", "value": "sk"}]},
    {"type": "radio", "key": "kind", "label": "Jenis", "values": [{"label": "A", "value": "a"}]},
    {"type": "select", "key": "place", "label": "Tempat", "valuesKey": "places"},
    {"type": "taglist", "key": "tags", "label": "Tanda", "valuesExpression": "=tags_known"},
    {"type": "filepicker", "key": "file", "label": "Unggah"},
    {"type": "group", "label": "Kelompok", "path": "inner", "components": [text("title")]},
    {"type": "dynamiclist", "label": "Daftar", "path": "items", "components": [text("title")]},
    {"type": "text", "id": "Words", "text": "Halo {{subject.name}}"},
    {"type": "separator", "id": "Line"},
    {"type": "spacer", "id": "Gap"},
    {"type": "table", "id": "Table", "columns": [{"key": "a", "label": "A"}], "dataSource": "=rows"},
    {"type": "button", "id": "Send", "label": "Kirim", "action": "submit"},
]


def test_every_type_is_read_in_the_designers_order():
    form = forms.parse(source(*EVERY_TYPE))
    assert form.id == "f"
    assert [field.path for field in form.fields] == [
        "name",
        "note",
        "score",
        "day",
        "agree",
        "papers",
        "kind",
        "place",
        "tags",
        "file",
        "inner.title",
        "items",
    ]
    assert form.keys == tuple(field.path for field in form.fields)
    assert form.fields[6].options == [("a", "A")]
    assert form.fields[0].label == "name"


def test_the_variables_that_a_form_reads_are_known():
    form = forms.parse(source(*EVERY_TYPE))
    assert form.reads == {"places", "tags_known", "subject.name", "rows"}
    assert form.problems(["subject", "places", "tags_known", "rows"]) == []
    assert [(found.code, found.key) for found in form.problems(["subject"])] == [
        ("unknown_name", "places"),
        ("unknown_name", "rows"),
        ("unknown_name", "tags_known"),
    ]


@pytest.mark.parametrize("kind", ["html", "iframe", "image", "expression", "documentPreview", "unheard_of", None, 7])
def test_an_unknown_type_is_refused_by_its_name(kind):
    with pytest.raises(forms.BadForm) as refused:
        forms.parse(source({"type": kind, "key": "x"}))
    (found,) = refused.value.problems
    assert (found.code, found.key, found.values["type"]) == ("unknown_type", "x", str(kind))


def test_a_button_that_does_anything_else_is_refused():
    assert codes({"type": "button", "key": "b", "action": "magic"}) == [("unknown_type", "b")]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (b"", "not_json"),
        (b"{", "not_json"),
        (b"\xff\xfe", "not_json"),
        (b"[" * 100_000, "not_json"),
        (b"[]", "not_a_form"),
        (b'{"id": "f"}', "not_a_form"),
        (b'{"id": "f", "components": 7}', "not_a_form"),
        (b'{"components": []}', "missing_id"),
        (b'{"id": "f", "schemaVersion": 20, "components": []}', "unknown_version"),
        (b'{"id": "f", "schemaVersion": "x", "components": []}', "unknown_version"),
        (b'{"id": "f", "type": "other", "components": []}', "not_a_form"),
        (b'{"id": "f", "components": [7]}', "not_a_component"),
        (b" " * 1_000_001, "too_large"),
    ],
)
def test_what_is_no_form_is_refused(given, code):
    with pytest.raises(forms.BadForm) as refused:
        forms.parse(given)
    assert code in [found.code for found in refused.value.problems]


@pytest.mark.parametrize("key", ["a-b", "a..b", ".a", "a.", "a b", "ä", "a\n", "a" * 3 + "\x00"])
def test_a_key_that_is_no_path_is_refused(key):
    assert codes(text(key))[0][0] == "bad_key"


@pytest.mark.parametrize("key", ["1a", "a.1b", "a.2"])
def test_a_segment_that_begins_with_a_digit_cannot_be_named_in_feel(key):
    assert codes(text(key)) == [("digit_key", key)]


@pytest.mark.parametrize("key", ["if", "for.a", "null", "true", "function"])
def test_a_key_that_feel_reads_as_a_keyword_is_refused(key):
    assert codes(text(key)) == [("unnameable_key", key)]


@pytest.mark.parametrize("key", ["_add_row", "csrf_token", "_x.y"])
def test_names_of_the_pages_own_buttons_are_reserved(key):
    assert codes(text(key)) == [("reserved_key", key)]


def test_keys_that_clash_are_refused():
    assert codes(text("a"), text("a")) == [("duplicate_key", "a")]
    assert codes(text("a"), text("a.b")) == [("key_beside_key", "a.b")]
    inside = {"type": "group", "path": "a", "components": [text("b")]}
    assert codes(inside, text("a.b")) == [("duplicate_key", "a.b")]
    rows = {"type": "dynamiclist", "path": "a", "components": [text("b"), text("b")]}
    assert codes(rows) == [("duplicate_key", "b")]


def test_an_input_needs_a_key_and_a_label():
    assert codes({"type": "textfield", "id": "T"}) == [("missing_key", "T"), ("missing_label", "T")]
    assert codes({"type": "dynamiclist", "id": "L", "components": [text("a")]}) == [("missing_key", "L")]
    assert codes({"type": "dynamiclist", "path": "l", "components": []}) == [("empty_list", "l")]


def test_bad_expressions_are_found_wherever_they_stand():
    found = codes(
        text("a", conditional={"hide": "=1 +"}),
        text("b", conditional={"hide": "always"}),
        text("c", description="{{ 1 + }}"),
        text("d", validate={"maxLength": "=("}),
        text("e", readonly="=)"),
        text("f", defaultValue="=]"),
        {"type": "select", "key": "g", "label": "G", "valuesExpression": "names"},
        {"type": "text", "id": "T", "text": "{{#if x}}y{{/if}}"},
        {"type": "table", "id": "U", "columns": [{"key": "a"}], "dataSource": "=("},
    )
    assert found == [
        ("bad_expression", "a"),
        ("not_an_expression", "b"),
        ("bad_expression", "c"),
        ("bad_expression", "d"),
        ("bad_expression", "e"),
        ("bad_expression", "f"),
        ("not_an_expression", "g"),
        ("unsupported_template", "T"),
        ("unsupported_template", "T"),
        ("bad_expression", "U"),
    ]


def test_a_bad_expression_tells_where_it_stands():
    with pytest.raises(forms.BadForm) as refused:
        forms.parse(source(text("a", conditional={"hide": "=1 +"})))
    (found,) = refused.value.problems
    assert found.values["where"] == "conditional.hide"
    assert found.values["text"] == "1 +"
    assert (found.values["reason"], found.values["line"], found.values["column"]) == ("syntax_error", 1, 4)


@pytest.mark.parametrize(
    "pattern", ["(", "[a", "a{2,1}", "*a", "(?=a)b", "(?<=a)b", r"(a)\1", "a" * 301, r"\p{Foo}", "(?<n>a)"]
)
def test_a_pattern_that_cannot_be_matched_in_bounds_is_refused(pattern):
    assert codes(text("a", validate={"pattern": pattern})) == [("bad_pattern", "a")]


def test_rules_that_nobody_would_check_are_refused():
    assert codes(text("a", validate={"requierd": True})) == [("unknown_rule", "a")]
    assert codes(text("a", validate={"required": "yes"})) == [("bad_rule", "a")]
    assert codes(text("a", validate={"validationType": "iban"})) == [("bad_rule", "a")]
    assert codes({"type": "datetime", "key": "a", "label": "A", "subtype": "week"}) == [("bad_rule", "a")]


def test_options_come_from_one_place_and_once():
    choice = {"type": "radio", "key": "a", "label": "A"}
    assert codes(choice) == [("bad_options", "a")]
    assert codes({**choice, "valuesKey": "x", "valuesExpression": "=y"}) == [("bad_options", "a")]
    assert codes({**choice, "values": [{"label": "A"}]}) == [("bad_options", "a")]
    assert codes({**choice, "valuesKey": "a b"}) == [("bad_options", "a")]
    twice = [{"label": "X", "value": "x"}, {"label": "Y", "value": "x"}]
    assert codes({**choice, "values": twice}) == [("duplicate_option", "a")]
    assert codes({**choice, "values": twice[:1], "defaultValue": "z"}) == [("bad_default", "a")]


def outcome(key, reasons="", **more):
    values = [{"label": "Setuju", "value": "ok"}, {"label": "Kembalikan", "value": "btl"}]
    return {
        "type": "radio",
        "key": key,
        "label": "Hasil",
        "values": values,
        "properties": {"reasonFor": reasons},
        **more,
    }


def test_the_outcome_is_the_choice_whose_key_ends_so():
    form = forms.parse(source(outcome("check.outcome"), text("outcome_note")))
    assert form.outcome.path == "check.outcome"
    assert form.outcome.options == [("ok", "Setuju"), ("btl", "Kembalikan")]
    assert form.outcome.required
    assert forms.parse(source(outcome("outcome", type="select"))).outcome.path == "outcome"
    assert forms.parse(source(text("a.outcome"))).outcome is None


def test_an_outcome_in_a_list_is_none():
    rows = {"type": "dynamiclist", "path": "items", "components": [outcome("outcome")]}
    assert forms.parse(source(rows)).outcome is None


def test_several_outcomes_are_refused():
    assert codes(outcome("a.outcome"), outcome("b.outcome")) == [("several_outcomes", "b.outcome")]


def test_reasons_are_asked_for_known_options_and_have_a_field():
    assert codes(outcome("a.outcome", "btl")) == [("missing_reason_field", "a.outcome")]
    assert codes(outcome("a.outcome", "no"), text("a.reason")) == [("unknown_reason_option", "a.outcome")]
    assert forms.parse(source(outcome("a.outcome", "btl, ok"), text("a.reason"))).outcome
    inside = {"type": "group", "path": "a", "components": [outcome("outcome", "btl"), text("reason")]}
    assert forms.parse(source(inside)).outcome.path == "a.outcome"


def test_conditions_that_wait_for_each_other_are_refused():
    found = codes(text("a", conditional={"hide": "=b = null"}), text("b", conditional={"hide": "=a = null"}))
    assert [code for code, _key in found] == ["condition_cycle"]
    assert codes(text("a", conditional={"hide": '=a = "x"'})) == [("condition_cycle", "a")]


def test_a_list_that_grows_cannot_hold_readonly_fields():
    rows = {"type": "dynamiclist", "path": "items", "components": [text("a", readonly=True)]}
    assert codes(rows) == [("readonly_in_growing_list", "items")]
    assert forms.parse(source({**rows, "allowAddRemove": False}))


def test_nesting_and_number_of_components_are_bounded():
    deep = text("a")
    for level in range(40):
        deep = {"type": "group", "id": f"G{level}", "components": [deep]}
    assert ("too_deep") in [code for code, _key in codes(deep)]
    assert codes(*[text(f"a{number}") for number in range(501)])[-1][0] == "too_many_components"


def test_lists_stand_in_lists_once():
    inner = {"type": "dynamiclist", "path": "parts", "components": [text("a")]}
    outer = {"type": "dynamiclist", "path": "items", "components": [inner]}
    assert forms.parse(source(outer)).fields[0].rows.fields[0].path == "parts"
    third = {"type": "dynamiclist", "path": "all", "components": [outer]}
    assert "too_deep" in [code for code, _key in codes(third)]


def test_all_problems_are_told_together():
    found = codes(text("1a"), text("b"), text("b"), {"type": "html", "key": "h"})
    assert found == [("digit_key", "1a"), ("unknown_type", "h"), ("duplicate_key", "b")]
