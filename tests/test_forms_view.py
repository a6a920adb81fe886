"""What is shown, and the HTML of it: labels, errors, rows, buttons, nothing that a strict policy would stop."""

import datetime
import html.parser
import json

import jinja2
import pytest

import forms
from engine import feel
from webapp.rendering import markdown

JAKARTA = datetime.timezone(datetime.timedelta(hours=7))
ENV = feel.EvalContext(now=datetime.datetime(2026, 7, 8, 9, 0, tzinfo=JAKARTA))
VALUES = [{"label": "Satu", "value": "one"}, {"label": "Tiga", "value": 3}]


def made(*components):
    return forms.parse(json.dumps({"id": "f", "type": "default", "components": components}).encode())


def field(kind, key="a", **more):
    return {"type": kind, "key": key, "label": f"Label {key}", **more}


def page(form, answer, scope=None, errors=None, documents=None):
    pages = jinja2.Environment(loader=jinja2.FileSystemLoader("webapp/templates"), autoescape=True)
    pages.globals["say"] = lambda code, values: f"{code} {values}" if values else code
    pages.filters["markdown"] = markdown.render
    template = pages.from_string(
        '{% import "forms/form.html" as forms %}<form>{{ forms.summary(view, errors) }}'
        "{{ forms.fields(view, errors, documents) }}{{ forms.buttons(view, errors) }}</form>"
    )
    view = form.view(answer, scope or {}, ENV)
    return template.render(view=view, errors=errors or {}, documents=documents or {})


class Tree(html.parser.HTMLParser):
    VOID = frozenset({"input", "hr", "br"})

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.words = [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)

    def all(self, tag, **wanted):
        return [attrs for name, attrs in self.tags if name == tag and wanted.items() <= attrs.items()]


EVERYTHING = (
    field("textfield", "name", validate={"required": True}, description="Sesuai ijazah"),
    field("textarea", "note"),
    field("number", "score", appearance={"prefixAdorner": "Rp", "suffixAdorner": "juta"}),
    field("datetime", "day", subtype="date"),
    field("datetime", "hour", subtype="time"),
    field("datetime", "moment", subtype="datetime"),
    field("checkbox", "agree"),
    field("checklist", "papers", values=VALUES),
    field("radio", "kind", values=VALUES, validate={"required": True}),
    field("select", "place", values=VALUES),
    field("taglist", "tags", values=VALUES),
    field("filepicker", "file", accept=".pdf", multiple=True),
    {"type": "group", "label": "Kelompok", "path": "inner", "components": [field("textfield", "title")]},
    {"type": "dynamiclist", "label": "Daftar", "path": "items", "components": [field("textfield", "title")]},
    {"type": "text", "id": "Words", "text": "# Halo {{subject.name}}\n\n*miring* <i>x</i>"},
    {"type": "separator", "id": "Line"},
    {"type": "spacer", "id": "Gap"},
    {
        "type": "table",
        "id": "T",
        "label": "Riwayat",
        "columns": [{"key": "t", "label": "Judul"}],
        "dataSource": "=rows",
    },
    field("textfield", "fixed", readonly=True),
    field("radio", "outcome", values=[{"label": "Setuju", "value": "ok"}, {"label": "Tolak", "value": "no"}]),
)
ANSWER = {
    "name": "Nur",
    "note": "a\nb",
    "score": 62.5,
    "day": "2026-07-08",
    "hour": "09:30:00",
    "moment": "2026-07-08T02:30:00Z",
    "agree": True,
    "papers": ["one"],
    "kind": 3,
    "place": "one",
    "tags": [3],
    "file": ["81"],
    "inner": {"title": "X"},
    "items": [{"title": "A"}, {"title": "B"}],
}
SCOPE = {"subject": {"name": "Nur *Hayati* <b>"}, "rows": [{"t": "Diklat"}, {"t": 2.5}], "fixed": "tetap"}
DOCUMENTS = {"81": {"name": "sk.pdf", "url": "/documents/81"}}


def test_every_input_has_a_label_and_every_id_is_one_of_a_kind():
    tree = Tree(page(made(*EVERYTHING), ANSWER, SCOPE, documents=DOCUMENTS))
    ids = [attrs["id"] for _tag, attrs in tree.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    labelled = {attrs["for"] for attrs in tree.all("label")}
    inputs = [
        attrs for tag in ("input", "select", "textarea") for attrs in tree.all(tag) if attrs.get("type") != "hidden"
    ]
    assert len(inputs) > 15
    assert {attrs["id"] for attrs in inputs} <= labelled
    assert labelled <= set(ids)
    for _tag, attrs in tree.tags:
        assert set(attrs.get("aria-describedby", "").split()) <= set(ids)


def test_values_stand_in_the_inputs():
    tree = Tree(page(made(*EVERYTHING), ANSWER, SCOPE, documents=DOCUMENTS))
    value = {attrs["name"]: attrs.get("value") for attrs in tree.all("input") if "name" in attrs}
    assert value["name"] == "Nur"
    assert value["score"] == "62,5"
    assert (value["day"], value["hour"], value["moment"]) == ("2026-07-08", "09:30", "2026-07-08T09:30")
    assert value["items.1.title"] == "B"
    assert value["items.1._row"] == "1"
    assert value["inner.title"] == "X"
    checked = [(attrs["name"], attrs["value"]) for attrs in tree.all("input") if "checked" in attrs]
    assert checked == [("agree", "true"), ("papers", "one"), ("kind", "3"), ("tags", "3"), ("file", "81")]
    assert [attrs["value"] for attrs in tree.all("option") if "selected" in attrs] == ["one"]
    assert tree.all("a", href="/documents/81")
    assert tree.all("input", type="file", accept=".pdf")
    assert "fixed" not in value
    assert "tetap" in "".join(tree.words)


def test_what_is_posted_back_unchanged_is_the_same_answer():
    form = made(*EVERYTHING)
    tree = Tree(page(form, ANSWER, SCOPE))
    pairs = [
        (attrs["name"], attrs["value"])
        for attrs in tree.all("input")
        if "name" in attrs
        and attrs["type"] != "file"
        and (attrs["type"] not in ("checkbox", "radio") or "checked" in attrs)
    ]
    pairs += [("note", "a\r\nb"), ("place", "one"), ("outcome", "ok")]
    expected = ANSWER | {"moment": "2026-07-08T09:30:00+07:00", "fixed": "tetap", "outcome": "ok"}
    assert form.load(form.from_html(pairs), SCOPE, ENV) == expected


def test_errors_stand_at_their_fields_and_in_the_summary():
    form = made(*EVERYTHING)
    with pytest.raises(forms.InvalidAnswer) as refused:
        form.load({"score": "x", "items": [{"title": 7}], "stranger": 1}, SCOPE, ENV)
    text = page(form, {"score": "x", "items": [{"title": 7}]}, SCOPE, refused.value.errors)
    tree = Tree(text)
    (name,) = tree.all("input", name="name")
    assert name["aria-invalid"] == "true"
    assert name["aria-describedby"] == "f-name-help f-name-error"
    assert name["aria-required"] == "true"
    (row,) = tree.all("input", name="items.0.title")
    assert row["aria-describedby"] == "f-items-0-title-error"
    links = {attrs["href"] for attrs in tree.all("a")}
    assert links == {"#f-name", "#f-score", "#f-kind", "#f-items-0-title", "#f-outcome"}
    assert "not_a_number" in text
    assert "stranger" in text


def test_the_outcome_is_buttons_at_the_foot_and_enter_presses_none_of_them():
    tree = Tree(page(made(*EVERYTHING), {}, SCOPE))
    buttons = tree.all("button")
    assert buttons[0].get("name") is None
    assert buttons[0]["aria-hidden"] == "true"
    assert [(one["name"], one["value"]) for one in buttons[-2:]] == [("outcome", "ok"), ("outcome", "no")]
    assert not tree.all("input", name="outcome")
    assert len(Tree(page(made(field("textfield")), {})).all("button")) == 2


def test_rows_have_buttons_that_name_them():
    tree = Tree(page(made(*EVERYTHING), ANSWER, SCOPE))
    assert tree.all("button", name="_add_row", value="items")
    assert [one["value"] for one in tree.all("button", name="_remove_row")] == ["items.0", "items.1"]


def test_nothing_on_the_page_needs_a_style_or_a_script_of_its_own():
    tree = Tree(page(made(*EVERYTHING), ANSWER, SCOPE))
    assert not [tag for tag, _attrs in tree.tags if tag in ("script", "style", "iframe", "object")]
    assert not [name for _tag, attrs in tree.tags for name in attrs if name == "style" or name.startswith("on")]


def test_what_people_typed_never_becomes_markup():
    evil = "<script>alert(1)</script>\"'>"
    components = [
        {**one, **({"label": evil} if "label" in one else {}), **({"description": evil} if "key" in one else {})}
        for one in EVERYTHING
    ]
    scope = {"subject": {"name": evil}, "rows": [{"t": evil}], "fixed": evil}
    answer = {"name": evil, "note": evil, "file": [evil], "items": [{"title": evil}], "kind": evil, "score": evil}
    errors = {"name": [("pattern", {"message": evil})], evil: [("unknown_field", {})]}
    text = page(made(*components), answer, scope, errors)
    assert "<script" not in text
    Tree(text)


def test_calculated_words_are_escaped_for_markdown():
    form = made({"type": "text", "id": "T", "text": "Kepada **{{name}}**,\n\n- {{n}} hari"})
    (shown,) = form.view({}, {"name": "*a* [x](javascript:y) <b>\n\n# c", "n": 2.5}, ENV)
    assert shown.text == "Kepada **\\*a\\* \\[x\\](javascript:y) \\<b\\> # c**,\n\n- 2,5 hari"
    lonely = made({"type": "text", "id": "T", "text": "{{x}}"})
    for typed, safe in {
        "# a": "\\# a",
        "- a": "\\- a",
        "12. a": "12\\. a",
        "===": "\\===",
        "-3": "-3",
        "1.5": "1.5",
    }.items():
        assert lonely.view({}, {"x": typed}, ENV)[0].text == safe


def test_a_text_sees_the_answer_so_far():
    form = made(field("number"), {"type": "text", "id": "T", "text": '="Sisa " + string(10 - a)'})
    assert form.view({"a": "7,5"}, {}, ENV)[1].text == "Sisa 2.5"


def test_who_shows_may_word_the_values():
    form = made({"type": "text", "id": "T", "text": "{{ok}}"}, field("textfield", readonly=True))
    shown = form.view({}, {"ok": True, "a": 3}, ENV, to_text=lambda value: {True: "ya"}.get(value, "lain"))
    assert shown[0].text == "ya"
    assert shown[1].text == "lain"


def test_what_only_variables_hide_is_not_shown_and_what_the_answer_may_hide_is():
    form = made(
        field("textfield", "a"),
        field("textfield", "b", conditional={"hide": "=late"}),
        field("textfield", "c", conditional={"hide": '=a = "x"'}),
        {"type": "group", "path": "g", "conditional": {"hide": "=late"}, "components": [field("textfield", "d")]},
        {"type": "text", "id": "T", "text": "telat", "conditional": {"hide": "=not(late)"}},
    )
    shown = form.view({"a": "x"}, {"late": True}, ENV)
    assert [(one.path or one.kind, one.conditional, one.hidden) for one in shown] == [
        ("a", False, False),
        ("c", True, True),
        ("text", False, False),
    ]
    assert [one.path for one in form.view({}, {"late": False}, ENV)] == ["a", "b", "c", ""]
    assert 'data-conditional="hidden"' in page(form, {"a": "x"}, {"late": True})


def test_options_of_the_moment_are_shown_with_their_labels():
    form = made(field("select", valuesKey="places"))
    (shown,) = form.view({"a": 7}, {"places": [{"label": "Palembang", "value": 7}, "Mamuju"]}, ENV)
    assert [(one.token, one.label, one.chosen) for one in shown.choices] == [
        ("7", "Palembang", True),
        ("Mamuju", "Mamuju", False),
    ]


def test_an_outcome_may_hang_on_the_variables():
    form = made(field("radio", "outcome", valuesExpression='=if late then ["btl"] else ["ok", "btl"]'))
    assert [one.token for one in form.view({}, {"late": True}, ENV).buttons.choices] == ["btl"]


def test_sixteen_columns_become_twelve():
    def wide(key, columns, row="R"):
        return field("textfield", key, layout={"row": row, "columns": columns})

    form = made(
        wide("a", 8), wide("b", 4), wide("c", None), wide("d", None, "S"), wide("e", None, "S"), field("textfield", "f")
    )
    assert [one.width for one in form.view({}, {}, ENV)] == [6, 3, 3, 6, 6, 12]


def test_a_list_of_fixed_length_shows_what_stands_in_it():
    rows = {
        "type": "dynamiclist",
        "path": "items",
        "label": "Berkas",
        "allowAddRemove": False,
        "components": [field("textfield", "name", readonly=True), field("checkbox", "fine")],
    }
    form = made(rows)
    scope = {"items": [{"name": "Ijazah", "fine": True}, {"name": "KTP"}]}
    (shown,) = form.view(form.defaults(scope, ENV), scope, ENV)
    assert [(row[0].text, row[0].readonly, row[1].ticked) for row in shown.rows] == [
        ("Ijazah", True, True),
        ("KTP", True, False),
    ]
    assert not shown.grows
    tree = Tree(page(form, form.defaults(scope, ENV), scope))
    assert not tree.all("button", name="_add_row")
    assert [one["name"] for one in tree.all("input", type="hidden")] == ["items.0._row", "items.1._row"]


def test_a_table_of_nothing_says_so():
    form = made({"type": "table", "id": "T", "columns": [{"key": "a", "label": "A"}], "dataSource": "=none"})
    assert "form_no_rows" in page(form, {})
    by_expression = {"type": "table", "id": "T", "columnsExpression": '=[{key: "a", label: "B"}]', "dataSource": "=xs"}
    (shown,) = made(by_expression).view({}, {"xs": [{"a": 1}, 7]}, ENV)
    assert (shown.head, shown.cells) == (["B"], [["1"], [""]])


@pytest.mark.parametrize(
    "answer", [{}, {"a": None}, {"a": {"b": 1}}, {"a": [[]]}, {"a": 10**5_000}, {"a": float("inf")}]
)
@pytest.mark.parametrize("kind", ["textfield", "number", "datetime", "checkbox", "filepicker"])
def test_any_answer_can_be_shown(kind, answer):
    Tree(page(made(field(kind)), answer))


def test_rows_of_any_kind_can_be_shown():
    rows = {"type": "dynamiclist", "path": "a", "components": [field("textfield", "b")]}
    for value in (7, "x", {"0": {}}, [7, None, "x", {"b": []}], [{}] * 1_000):
        Tree(page(made(rows), {"a": value}))
