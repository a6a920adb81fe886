"""Whatever is thrown at a form, it answers with codes, soon."""

import contextlib
import datetime
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import forms
from engine import feel

ENV = feel.EvalContext(now=datetime.datetime(2026, 7, 8, 9, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=7))))
VALUES = [{"label": "Satu", "value": "one"}, {"label": "Tiga", "value": 3}]


def made(*components):
    return forms.parse(json.dumps({"id": "f", "type": "default", "components": components}).encode())


def field(kind, key, **more):
    return {"type": kind, "key": key, "label": key, **more}


EVERYTHING = made(
    field("textfield", "name", conditional={"hide": "=score > 90"}),
    field("textarea", "note"),
    field("number", "score"),
    field("datetime", "day", subtype="date"),
    field("datetime", "hour", subtype="time"),
    field("datetime", "moment", subtype="datetime"),
    field("checkbox", "agree"),
    field("checklist", "papers", values=VALUES),
    field("radio", "kind", values=VALUES),
    field("filepicker", "file", multiple=True),
    {"type": "group", "path": "inner.more", "components": [field("textfield", "title"), field("number", "n")]},
    {"type": "dynamiclist", "path": "items", "components": [field("textfield", "title"), field("number", "x.n")]},
    {"type": "text", "id": "T", "text": "{{name}} {{items}} {{inner}}"},
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
# Signs of no width (Cf) alone are no answer, and some are refused: both have tests of their own.
TEXT = (
    st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs")), min_size=1, max_size=20).map(str.strip).filter(bool)
)
NUMBER = st.integers(-(10**14), 10**14) | st.decimals(-(10**6), 10**6, places=4).map(float)
ANSWER = st.fixed_dictionaries(
    {
        "name": st.none() | TEXT,
        "note": st.none() | TEXT,
        "score": st.none() | NUMBER,
        "day": st.none() | st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)).map(str),
        "hour": st.none() | st.times().map(lambda at: at.isoformat(timespec="seconds")),
        "moment": st.none()
        | st.dates(datetime.date(1901, 1, 1), datetime.date(2199, 12, 30)).map(lambda day: f"{day}T09:30:15+07:00"),
        "agree": st.booleans(),
        "papers": st.none() | st.lists(st.sampled_from(["one", 3]), min_size=1, unique=True),
        "kind": st.none() | st.sampled_from(["one", 3]),
        "file": st.none()
        | st.lists(st.from_regex(r"[0-9]{1,19}", fullmatch=True), min_size=1, max_size=3, unique=True),
        "inner": st.fixed_dictionaries(
            {"more": st.fixed_dictionaries({"title": st.none() | TEXT, "n": st.none() | NUMBER})}
        ),
        "items": st.none()
        | st.lists(
            st.fixed_dictionaries({"title": TEXT, "x": st.fixed_dictionaries({"n": st.none() | NUMBER})}),
            min_size=1,
            max_size=3,
        ),
    }
)


def written(answer):
    return answer | ({"name": None} if (answer["score"] or 0) > 90 else {})


def posted(answer, prefix=""):
    """The pairs that a browser would post for this answer."""
    for name, value in answer.items():
        path = prefix + name
        if isinstance(value, dict):
            yield from posted(value, path + ".")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for index, row in enumerate(value):
                yield from posted(row, f"{path}.{index}.")
        elif isinstance(value, list):
            yield from ((path, str(item)) for item in value)
        elif isinstance(value, bool):
            yield from [(path, "true")] if value else []
        elif isinstance(value, int | float):
            yield path, f"{value:.15g}".replace(".", ",") if isinstance(value, float) else str(value)
        else:
            yield path, value or ""


@given(ANSWER)
def test_a_right_answer_is_written_as_it_is_and_again(answer):
    once = EVERYTHING.load(answer, {}, ENV)
    assert once == written(answer)
    assert EVERYTHING.load(once, {}, ENV) == once


@given(ANSWER)
def test_what_a_browser_posts_is_the_answer(answer):
    assert EVERYTHING.load(EVERYTHING.from_html(list(posted(answer))), {}, ENV) == written(answer)


@given(ANSWER)
def test_what_is_shown_is_what_a_browser_posts(answer):
    pairs = []
    for shown in EVERYTHING.view(answer, {}, ENV):
        for one in [shown, *shown.children, *(cell for row in shown.rows for cell in row)]:
            chosen = [choice.token for choice in one.choices if choice.chosen]
            ticked = ["true"] if one.ticked else []
            texts = {"checkbox": ticked, "filepicker": one.values}.get(one.kind, chosen if one.choices else [one.text])
            pairs += [(one.path, text) for text in texts if one.path and one.kind not in ("group", "dynamiclist")]
    expected = written(answer)
    assert EVERYTHING.load(EVERYTHING.from_html(pairs), {}, ENV) == expected | {
        "papers": expected["papers"] and sorted(expected["papers"], key=str, reverse=True),
        # An input of type time or datetime-local holds minutes.
        "hour": expected["hour"] and expected["hour"][:5] + ":00",
        "moment": expected["moment"] and expected["moment"][:16] + ":00+07:00",
    }


@given(st.dictionaries(st.sampled_from([*EVERYTHING.keys, "inner", "inner.more", "x"]) | st.text(max_size=5), JSON))
def test_any_json_is_answered_with_codes_or_with_every_key(answer):
    EVERYTHING.view(answer, {}, ENV)
    try:
        loaded = EVERYTHING.load(answer, {}, ENV)
    except forms.InvalidAnswer as refused:
        for errors in refused.errors.values():
            assert all(isinstance(code, str) and isinstance(values, dict) for code, values in errors)
    else:
        assert set(loaded) == {key.split(".")[0] for key in EVERYTHING.keys}
        json.dumps(loaded, allow_nan=False).encode()


@given(st.lists(st.tuples(st.sampled_from(EVERYTHING.keys) | st.text(max_size=12), st.text(max_size=12)), max_size=12))
def test_any_post_is_answered_with_codes(pairs):
    answer = EVERYTHING.from_html(pairs)
    EVERYTHING.view(answer, {}, ENV)
    with contextlib.suppress(forms.InvalidAnswer):
        EVERYTHING.load(answer, {}, ENV)


PARTS = {
    "type": st.sampled_from(["textfield", "number", "datetime", "radio", "group", "dynamiclist", "text", "table"]),
    "key": st.sampled_from(["a", "b.c", "outcome"]),
    "path": st.sampled_from(["p", "", "p.q"]),
    "label": st.sampled_from(["x", "={}", "{{a}}"]),
    "values": st.just(VALUES),
    "validate": st.dictionaries(st.sampled_from(["required", "min", "maxLength", "pattern"]), JSON, max_size=2),
    "conditional": st.dictionaries(st.just("hide"), JSON | st.just("=a"), max_size=1),
    "layout": st.dictionaries(st.sampled_from(["row", "columns"]), JSON, max_size=2),
    "properties": st.dictionaries(st.just("reasonFor"), JSON, max_size=1),
    **dict.fromkeys(
        [
            "id",
            "text",
            "columns",
            "dataSource",
            "subtype",
            "defaultValue",
            "readonly",
            "appearance",
            "increment",
            "decimalDigits",
            "defaultRepetitions",
            "valuesKey",
            "components",
        ],
        st.nothing(),
    ),
}
COMPONENT = st.fixed_dictionaries({}, optional={name: part | JSON for name, part in PARTS.items()})


@given(st.lists(COMPONENT | JSON, max_size=4))
def test_any_file_is_a_form_or_refused(components):
    source = json.dumps({"id": "f", "type": "default", "components": components}).encode()
    with contextlib.suppress(forms.BadForm):
        form = forms.parse(source)
        form.view(form.defaults({}, ENV), {}, ENV)


def nested(depth, value="x"):
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "answer",
    [
        {"name": nested(900)},
        {"items": nested(900)},
        {"items": [{"x": {"n": nested(900)}}]},
        {"inner": {"more": {"more": nested(900)}}},
        {"stranger" * 10_000: 1},
        {f"stranger{number}": 1 for number in range(100_000)},
        {"name": "x" * 5_000_000},
        {"score": "9" * 1_000_000},
        {"score": "1." * 500_000},
        {"moment": "2" * 1_000_000},
        {"papers": ["one"] * 100_000},
        {"file": ["1"] * 100_000},
        {"items": [{"title": "x"}] * 100_000},
        {"items": [{"": 1}] * 200},
        {"kind": 10**5_000},
        {"score": 10**5_000},
    ],
)
def test_huge_and_deep_answers_are_refused_soon(answer):
    before = time.process_time()
    with pytest.raises(forms.InvalidAnswer) as refused:
        EVERYTHING.load(answer, {}, ENV)
    EVERYTHING.view(answer, {}, ENV)
    assert time.process_time() - before < 10  # CPU time: what else runs does not count
    assert len(refused.value.errors) <= 220
    assert all(len(path) <= 120 for path in refused.value.errors)


@pytest.mark.parametrize("answer", [None, [], "x", 7, [("name", "x")]])
def test_an_answer_is_an_object(answer):
    with pytest.raises(forms.InvalidAnswer) as refused:
        EVERYTHING.load(answer, {}, ENV)
    assert refused.value.errors == {"": [("not_an_object", {})]}


@pytest.mark.parametrize("key", ["Meta", "fields", "load", "opts", "dump", "__init__", "self", "handle_error"])
def test_a_key_may_be_called_anything(key):
    if key.startswith("_"):
        with pytest.raises(forms.BadForm):
            made(field("textfield", key))
    else:
        assert made(field("textfield", key)).load({key: "x"}, {}, ENV) == {key: "x"}


def test_a_key_is_bounded():
    for key in ("a." * 20 + "a", "a" * 201):
        with pytest.raises(forms.BadForm) as refused:
            made(field("textfield", key))
        assert refused.value.problems[0].code == "bad_key"


def test_a_file_of_conditions_that_hang_together_is_read_soon():
    chain = [field("textfield", "a0")]
    chain += [field("textfield", f"a{at}", conditional={"hide": f"=a{at - 1} = null"}) for at in range(1, 300)]
    before = time.process_time()
    form = made(*reversed(chain))
    assert form.load({"a0": "x", "a1": "y"}, {}, ENV)["a1"] == "y"
    assert form.load({"a1": "y"}, {}, ENV)["a1"] is None
    assert time.process_time() - before < 20


def test_all_expressions_of_a_form_share_what_it_may_cost():
    costly = [
        field("textfield", f"k{n}", conditional={"hide": f"=count(for i in 1..80000 return i) = {n}"})
        for n in range(40)
    ]
    form = made(*costly)
    for use in (form.load, form.view):
        with pytest.raises(feel.FeelError, match="too_many_steps"):
            use({}, {}, ENV)


@pytest.mark.parametrize("text", ["\u200b", " \u00a0\u2060\ufeff ", "\u00ad"])
def test_signs_of_no_width_are_no_reason(text):
    assert made(field("textarea", "reason")).load({"reason": text}, {}, ENV) == {"reason": None}


@pytest.mark.parametrize("text", ["a\u202eb", "a\u2066b"])
def test_text_that_changes_its_direction_is_refused(text):
    for kind in ("textfield", "textarea"):
        with pytest.raises(forms.InvalidAnswer) as refused:
            made(field(kind, "reason")).load({"reason": text}, {}, ENV)
        assert refused.value.errors == {"reason": [("bad_character", {})]}


def test_one_and_true_are_two_choices():
    values = [{"label": "Satu", "value": 1}, {"label": "Ya", "value": True}]
    assert made(field("checklist", "chosen", values=values)).load({"chosen": [1, True]}, {}, ENV) == {
        "chosen": [1, True]
    }


def test_zero_has_no_sign():
    assert made(field("number", "n", serializeToString=True)).load({"n": -0.0}, {}, ENV) == {"n": "0"}
