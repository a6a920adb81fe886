"""An answer is checked against its form: each type, each rule, in codes."""

import datetime
import json

import pytest

import forms
from engine import feel

ENV = feel.EvalContext(now=datetime.datetime(2026, 7, 8, 9, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=7))))


def made(*components):
    return forms.parse(json.dumps({"id": "f", "type": "default", "components": components}).encode())


def field(kind, **more):
    return {"type": kind, "key": "a", "label": "A", **more}


def load(component, value, scope=None):
    return made(component).load({"a": value}, scope or {}, ENV)["a"]


def errors(component, value, scope=None):
    with pytest.raises(forms.InvalidAnswer) as refused:
        made(component).load({"a": value}, scope or {}, ENV)
    return refused.value.errors["a"]


def code(component, value, scope=None):
    return errors(component, value, scope)[0][0]


VALUES = [{"label": "Satu", "value": "one"}, {"label": "Dua", "value": "two"}, {"label": "Tiga", "value": 3}]


@pytest.mark.parametrize(
    ("component", "given", "kept"),
    [
        (field("textfield"), "  Nur Hayati ", "Nur Hayati"),
        (field("textfield"), "   ", None),
        (field("textfield"), "", None),
        (field("textarea"), "satu\r\ndua\rtiga\n", "satu\ndua\ntiga"),
        (field("number"), 5, 5),
        (field("number"), 62.5, 62.5),
        (field("number"), 5.0, 5),
        (field("number"), "", None),
        (field("number", serializeToString=True), "76,40", "76.40"),
        (field("datetime", subtype="date"), "2026-07-08", "2026-07-08"),
        (field("datetime", subtype="date"), "2028-02-29", "2028-02-29"),
        (field("datetime", subtype="time"), "09:30", "09:30:00"),
        (field("datetime", subtype="time"), "09:30:15", "09:30:15"),
        (field("datetime", subtype="datetime"), "2026-07-08T09:30", "2026-07-08T09:30:00+07:00"),
        (field("datetime", subtype="datetime"), "2026-07-08T02:30:00Z", "2026-07-08T02:30:00+00:00"),
        (
            field("datetime", subtype="datetime", timeSerializingFormat="utc_normalized"),
            "2026-07-08T09:30",
            "2026-07-08T02:30:00Z",
        ),
        (
            field("datetime", subtype="datetime", timeSerializingFormat="no_timezone"),
            "2026-07-08T02:30:00Z",
            "2026-07-08T09:30:00",
        ),
        (field("checkbox"), True, True),
        (field("checkbox"), "on", True),
        (field("checkbox"), None, False),
        (field("radio", values=VALUES), "one", "one"),
        (field("radio", values=VALUES), "3", 3),
        (field("select", values=VALUES), 3, 3),
        (field("select", values=VALUES), "", None),
        (field("checklist", values=VALUES), ["one", "3"], ["one", 3]),
        (field("checklist", values=VALUES), [], None),
        (field("taglist", values=VALUES), ["two"], ["two"]),
        (field("filepicker", multiple=True), ["81", "ab-c", "81"], ["81", "ab-c"]),
        (field("filepicker"), [], None),
    ],
)
def test_what_fits_is_kept_as_json(component, given, kept):
    assert load(component, given) == kept
    assert type(load(component, given)) is type(kept)


@pytest.mark.parametrize(
    ("component", "given", "expected"),
    [
        (field("textfield"), 7, "not_text"),
        (field("textfield"), ["x"], "not_text"),
        (field("textfield"), "a\x00b", "bad_character"),
        (field("textfield"), "a\nb", "bad_character"),
        (field("textfield"), "a\ud800b", "bad_character"),
        (field("textfield"), "x" * 2_001, "too_long"),
        (field("textarea"), "x" * 20_001, "too_long"),
        (field("number"), "lima", "not_a_number"),
        (field("number"), True, "not_a_number"),
        (field("number"), [5], "not_a_number"),
        (field("number"), float("nan"), "not_a_number"),
        (field("number"), float("inf"), "not_a_number"),
        (field("number"), "1e5", "not_a_number"),
        (field("number"), "٣", "not_a_number"),
        (field("number"), "1.234", "ambiguous_number"),
        (field("number"), 10**4_000, "too_many_digits"),
        (field("number"), "1234567890123456", "too_many_digits"),
        (field("number"), 1e300, "too_many_digits"),
        (field("number"), 1e-300, "too_many_digits"),
        (field("number", decimalDigits=1), "7,25", "too_many_decimals"),
        (field("number", increment="0.5"), "7,3", "not_a_step"),
        (field("datetime", subtype="date"), "08/07/2026", "not_a_date"),
        (field("datetime", subtype="date"), "2026-02-29", "not_a_date"),
        (field("datetime", subtype="date"), "20260708", "not_a_date"),
        (field("datetime", subtype="date"), "2026-W01-1", "not_a_date"),
        (field("datetime", subtype="date"), "0026-07-08", "not_a_date"),
        (field("datetime", subtype="date"), 20260708, "not_a_date"),
        (field("datetime", subtype="time"), "25:00", "not_a_time"),
        (field("datetime", subtype="time"), "9", "not_a_time"),
        (field("datetime", subtype="datetime"), "2026-07-08", "not_a_moment"),
        (field("datetime", subtype="datetime"), "2026-07-08T09:30+99:00", "not_a_moment"),
        (field("datetime", subtype="datetime"), "2199-12-31T25:00", "not_a_moment"),
        (field("checkbox"), 1, "not_a_boolean"),
        (field("checkbox"), "perhaps", "not_a_boolean"),
        (field("checkbox"), [], "not_a_boolean"),
        (field("radio", values=VALUES), "four", "not_an_option"),
        (field("radio", values=VALUES), {"value": "one"}, "not_an_option"),
        (field("radio", values=VALUES), ["one"], "not_an_option"),
        (field("radio", values=VALUES), True, "not_an_option"),
        (field("checklist", values=VALUES), "one", "not_a_list"),
        (field("checklist", values=VALUES), ["one", "four"], "not_an_option"),
        (field("checklist", values=VALUES), ["one", "one"], "chosen_twice"),
        (field("taglist", values=VALUES), {"one": True}, "not_a_list"),
        (field("filepicker"), ["1", "2"], "too_many_documents"),
        (field("filepicker"), ["../etc/passwd"], "not_a_document"),
        (field("filepicker"), [7], "not_a_document"),
        (field("filepicker"), "81", "not_a_list"),
    ],
)
def test_what_does_not_fit_is_refused_by_a_code(component, given, expected):
    assert code(component, given) == expected


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("76.4", 76.4),
        ("76,4", 76.4),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1.234.567", 1234567),
        ("1,234,567", 1234567),
        ("1,234", 1.234),
        ("0.125", 0.125),
        ("-3", -3),
        ("+3", 3),
        ("−3", -3),
        (",5", 0.5),
        (" 12 ", 12),
        ("12,50", 12.5),
        ("007", 7),
        ("1234.567", 1234.567),
    ],
)
def test_numbers_are_read_as_people_type_them(typed, meant):
    assert load(field("number"), typed) == meant


@pytest.mark.parametrize(
    "typed", ["1.2.3", "1,23,456.7", "1.234,5,6", "12.", ".", ",", "1 234", "--1", "1.2345,6", "Rp5", "0x1F", "1_000"]
)
def test_numbers_that_nobody_writes_are_refused(typed):
    assert code(field("number"), typed) == "not_a_number"


def test_a_number_that_can_be_read_in_two_ways_is_refused_with_both_readings():
    ((found, values),) = errors(field("number"), "1.234")
    assert (found, values["thousands"], values["decimals"]) == ("ambiguous_number", "1234", "1,234")
    assert load(field("number", decimalDigits=0), "1.234") == 1234
    assert load(field("number", decimalDigits=0), "1,234") == 1234


@pytest.mark.parametrize("empty", ["", None, "   "])
@pytest.mark.parametrize("kind", ["textfield", "textarea"])
def test_a_required_text_is_not_blank(kind, empty):
    assert errors(field(kind, validate={"required": True}), empty) == [("required", {})]


@pytest.mark.parametrize(
    "component", [field("number"), field("datetime"), field("radio", values=VALUES), field("checklist", values=VALUES)]
)
def test_what_is_required_is_given(component):
    asked = {**component, "validate": {"required": True}}
    assert errors(asked, None) == [("required", {})]
    with pytest.raises(forms.InvalidAnswer):
        made(asked).load({}, {}, ENV)


def test_a_required_checkbox_is_ticked():
    assert code(field("checkbox", validate={"required": True}), False) == "required"
    assert load(field("checkbox", validate={"required": True}), True) is True


def test_a_required_file_is_there():
    assert code(field("filepicker", validate={"required": True}), []) == "required"


def test_bounds_are_kept():
    assert errors(field("textfield", validate={"minLength": 3}), "ab") == [("too_short", {"limit": 3, "length": 2})]
    assert errors(field("textfield", validate={"maxLength": 3}), "abcd") == [("too_long", {"limit": 3, "length": 4})]
    assert errors(field("number", validate={"min": 3}), "2,9") == [("too_small", {"limit": 3})]
    assert errors(field("number", validate={"max": 3}), "3,1") == [("too_big", {"limit": 3})]
    assert load(field("number", validate={"min": 3, "max": 3}), "3") == 3
    assert load(field("textfield", validate={"minLength": 3}), "") is None
    assert errors(field("number", validate={"max": "100"}), 101) == [("too_big", {"limit": 100})]


def test_bounds_may_be_expressions_over_variables_and_the_answer():
    form = made(
        field("number", validate={"max": "=course.quota - b"}),
        {"type": "number", "key": "b", "label": "B"},
    )
    assert form.load({"a": 5, "b": 5}, {"course": {"quota": 10}}, ENV) == {"a": 5, "b": 5}
    with pytest.raises(forms.InvalidAnswer) as refused:
        form.load({"a": 6, "b": 5}, {"course": {"quota": 10}}, ENV)
    assert refused.value.errors == {"a": [("too_big", {"limit": 5})]}
    assert form.load({"a": 600, "b": 5}, {}, ENV) == {"a": 600, "b": 5}
    assert code(field("textfield", validate={"maxLength": "=limit"}), "abcd", {"limit": 3}) == "too_long"


def test_a_pattern_is_found_anywhere_unless_it_is_tied_to_the_ends():
    nip = field("textfield", validate={"pattern": r"^\d{18}$", "patternErrorMessage": "NIP 18 angka"})
    assert load(nip, "199002282014022994") == "199002282014022994"
    assert errors(nip, "1990") == [("pattern", {"message": "NIP 18 angka"})]
    assert load(field("textfield", validate={"pattern": "b+"}), "abba") == "abba"
    assert errors(field("textfield", validate={"pattern": "^b+"}), "abba") == [("pattern", {"message": None})]
    assert code(nip, "١" * 18) == "pattern"


@pytest.mark.parametrize(
    ("pattern", "fits", "fails"),
    [
        (r"^[A-Z]{2}-\d+$", "SK-12", "sk-12"),
        (r"^\d{3}\/\w+\/BKD$", "821/Kep_2/BKD", "821/Kep 2/BKD"),
        (r"^(19|20)\d{2}$", "2026", "2126"),
        (r"^[\d\-\/]+$", "12-3/4", "12 3"),
        (r"^\S+\s\S+$", "a b", "ab"),
        (r"^[^\d]+$", "abc", "ab1"),
        (r"^\D\W$", "a-", "1-"),
        (r"^a{2,3}?$", "aa", "a"),
        ("^(?:ab|cd)*$", "abcd", "abc"),
    ],
)
def test_patterns_mean_what_they_mean_in_a_browser(pattern, fits, fails):
    component = field("textfield", validate={"pattern": pattern})
    assert load(component, fits) == fits
    assert code(component, fails) == "pattern"


@pytest.mark.parametrize("pattern", ["(a+)+$", "^(a|a)*$", "(a|aa)+$", "(.*a){12}$", "(a*)*b"])
def test_a_pattern_cannot_hold_the_server_up(pattern):
    assert code(field("textfield", validate={"pattern": pattern}), "a" * 999 + "!") == "pattern"
    assert code(field("textfield", validate={"pattern": pattern}), "a" * 1_999 + "!") == "too_long"


@pytest.mark.parametrize("given", ["a@b.go.id", "nur.hayati+1@palembang.go.id"])
def test_an_email_is_one(given):
    assert load(field("textfield", validate={"validationType": "email"}), given) == given


@pytest.mark.parametrize(
    "given", ["a", "a@b", "a@b..id", "a b@c.id", "a@@b.id", "<a@b.id>", "a@-.id", "a@b.id, c@d.id"]
)
def test_what_is_no_email_is_refused(given):
    assert code(field("textfield", validate={"validationType": "email"}), given) == "not_an_email"


def test_a_phone_has_seven_to_fifteen_digits():
    phone = field("textfield", validate={"validationType": "phone"})
    for given in ("0812-3456-7890", "+62 812 3456 7890", "(0711) 355555"):
        assert code(phone, given + "x") == "not_a_phone"
        if not given.startswith("("):
            assert load(phone, given) == given
    assert code(phone, "12345") == "not_a_phone"
    assert code(phone, "1234567890123456") == "not_a_phone"


def test_a_passed_date_is_refused_where_the_form_says_so():
    day = field("datetime", subtype="date", disallowPassedDates=True)
    assert load(day, "2026-07-08") == "2026-07-08"
    assert errors(day, "2026-07-07") == [("date_passed", {"today": "2026-07-08"})]
    moment = field("datetime", subtype="datetime", disallowPassedDates=True)
    assert load(moment, "2026-07-08T09:00")
    assert code(moment, "2026-07-08T08:59") == "date_passed"


def test_options_come_from_the_variables():
    by_key = field("select", valuesKey="course.batches")
    scope = {"course": {"batches": [{"label": "Angkatan I", "value": "i"}, "ii", None, [1]]}}
    assert load(by_key, "i", scope) == "i"
    assert load(by_key, "ii", scope) == "ii"
    assert code(by_key, "iii", scope) == "not_an_option"
    assert code(by_key, "i", {}) == "not_an_option"
    by_expression = field("select", valuesExpression="=for p in people return {label: p.name, value: p.id}")
    people = {"people": [{"id": 7, "name": "Nur"}, {"id": 8, "name": "Budi"}]}
    assert load(by_expression, "7", people) == 7
    assert code(by_expression, "9", people) == "not_an_option"


def test_options_may_depend_on_another_answer():
    form = made(
        field("select", valuesExpression='=if kind = "a" then ["x"] else ["y"]'),
        {"type": "radio", "key": "kind", "label": "K", "values": [{"value": "a"}, {"value": "b"}]},
    )
    assert form.load({"a": "y", "kind": "b"}, {}, ENV) == {"a": "y", "kind": "b"}
    with pytest.raises(forms.InvalidAnswer) as refused:
        form.load({"a": "x", "kind": "b"}, {}, ENV)
    assert refused.value.errors == {"a": [("not_an_option", {"value": "x"})]}


def test_keys_with_a_path_are_written_nested_and_read_nested_or_dotted():
    form = made(
        {"type": "textfield", "key": "check.note", "label": "N"},
        {"type": "group", "path": "check.more", "components": [{"type": "number", "key": "n", "label": "N"}]},
    )
    written = {"check": {"note": "x", "more": {"n": 1}}}
    assert form.load(written, {}, ENV) == written
    assert form.load({"check.note": "x", "check.more.n": 1}, {}, ENV) == written
    assert form.load({"check": {"note": "x", "more.n": 1}}, {}, ENV) == written
    assert form.load({}, {}, ENV) == {"check": {"note": None, "more": {"n": None}}}
    assert form.load({"check": None}, {}, ENV) == {"check": {"note": None, "more": {"n": None}}}


def test_a_key_given_twice_is_refused():
    form = made({"type": "textfield", "key": "check.note", "label": "N"})
    with pytest.raises(forms.InvalidAnswer) as refused:
        form.load({"check": {"note": "x"}, "check.note": "y"}, {}, ENV)
    assert refused.value.errors == {"check.note": [("given_twice", {})]}


@pytest.mark.parametrize(
    ("answer", "path"),
    [
        ({"b": 1}, "b"),
        ({"a": "x", "check": {"other": 1}}, "check.other"),
        ({"check": "x"}, "check"),
        ({"check": ["x"]}, "check"),
        ({"check.other": 1}, "check.other"),
        ({"__class__": 1}, "__class__"),
        ({"": 1}, ""),
    ],
)
def test_fields_that_the_form_does_not_have_are_refused(answer, path):
    form = made(field("textfield"), {"type": "textfield", "key": "check.note", "label": "N"})
    with pytest.raises(forms.InvalidAnswer) as refused:
        form.load(answer, {}, ENV)
    assert refused.value.errors == {path: [("unknown_field", {})]}


def test_every_error_is_told_at_once():
    form = made(
        field("textfield", validate={"required": True}),
        {"type": "number", "key": "b.c", "label": "B"},
        {"type": "checkbox", "key": "d", "label": "D"},
    )
    with pytest.raises(forms.InvalidAnswer) as refused:
        form.load({"b": {"c": "x"}, "d": 5, "e": 1}, {}, ENV)
    assert refused.value.errors == {
        "a": [("required", {})],
        "b.c": [("not_a_number", {})],
        "d": [("not_a_boolean", {})],
        "e": [("unknown_field", {})],
    }


def test_a_readonly_field_keeps_what_stood_there():
    component = field("textfield", readonly=True, validate={"required": True})
    assert load(component, None, {"a": "lama"}) == "lama"
    assert load(component, "lama", {"a": "lama"}) == "lama"
    assert errors(component, "baru", {"a": "lama"}) == [("read_only", {})]
    assert load(field("number", readonly=True), "62,5", {"a": 62.5}) == 62.5
    assert load(field("textfield", disabled=True, defaultValue="biasa"), None) == "biasa"


def test_a_field_may_be_readonly_on_condition():
    component = field("textfield", readonly="=locked")
    assert load(component, "baru", {"a": "lama", "locked": False}) == "baru"
    assert code(component, "baru", {"a": "lama", "locked": True}) == "read_only"


def test_defaults_are_the_variables_else_the_designers():
    form = made(
        {"type": "textfield", "key": "x.a", "label": "A", "defaultValue": "biasa"},
        {"type": "number", "key": "b", "label": "B", "defaultValue": "=count(people)"},
        {"type": "datetime", "key": "c", "label": "C", "subtype": "date", "defaultValue": "=date(now())"},
        {"type": "radio", "key": "x.outcome", "label": "O", "values": [{"value": "ok"}]},
    )
    assert form.defaults({"people": [1, 2]}, ENV) == {
        "x": {"a": "biasa", "outcome": None},
        "b": 2,
        "c": "2026-07-08",
    }
    before = {"x": {"a": "lama", "outcome": "ok"}, "b": 7}
    assert form.defaults(before, ENV) == {"x": {"a": "lama", "outcome": None}, "b": 7, "c": "2026-07-08"}


def test_the_scope_is_never_changed():
    scope = {"check": {"note": "lama", "by": "x"}}
    before = json.dumps(scope)
    form = made({"type": "textfield", "key": "check.note", "label": "N"})
    form.load({"check": {"note": "baru"}}, scope, ENV)
    form.view({"check": {"note": "baru"}}, scope, ENV)
    form.defaults(scope, ENV)
    assert json.dumps(scope) == before


def test_documents_of_an_answer_are_named_with_their_path():
    rows = {"type": "dynamiclist", "path": "items", "components": [field("filepicker", key="scan")]}
    form = made(field("filepicker", multiple=True), rows)
    answer = form.load({"a": ["1", "2"], "items": [{"scan": ["3"]}, {"scan": ["4"]}]}, {}, ENV)
    assert form.documents(answer) == [("a", "1"), ("a", "2"), ("items.0.scan", "3"), ("items.1.scan", "4")]
