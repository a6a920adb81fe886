"""What of a form may be answered for several cases at once: by the form's word, else as the diagram and fields allow."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from diagrams.drawing import element, job, one, whole, zeebe
from helpers.definitions import bundle, form, outcome, process, role_task, text_field

import forms
from engine import feel, lint
from engine.bundle import Bundle
from forms import SeparateOutcome

ROOT = Path(__file__).parent.parent

PICK = {"reasonFor": "back"}
NOW = feel.EvalContext(now=datetime(2026, 7, 8, tzinfo=UTC))


def chosen(together: str | None = None, **more: Any) -> dict[str, Any]:
    word = {} if together is None else {"together": together}
    return {**outcome("check.outcome", "ok", "back"), "properties": {**PICK, **word}, **more}


def parsed(*components: dict[str, Any]) -> forms.Form:
    return forms.parse(form("check", *components).encode())


def shared(*components: dict[str, Any], ends: tuple[str, ...] = ()) -> forms.SharedForm:
    return forms.together(parsed(*components), ends)


def outcomes(share: forms.SharedForm) -> list[object]:
    assert share.form
    assert share.form.outcome
    return [value for value, _label in share.form.outcome.options]


def codes(*components: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(forms.BadForm) as caught:
        parsed(*components)
    return [(problem.code, problem.key) for problem in caught.value.problems]


REASON = text_field("check.reason")


def test_without_a_word_of_the_form_what_ends_nothing_is_shared_with_its_reason() -> None:
    share = shared(REASON, text_field("check.note"), chosen(), ends=("ok",))
    assert outcomes(share) == ["back"]
    assert share.form
    assert share.form.keys == ("check.reason", "check.outcome")
    assert share.apart == (SeparateOutcome("ends", "ok"),)


def test_the_form_has_the_last_word() -> None:
    assert outcomes(shared(REASON, chosen("ok, back"), ends=("ok", "back"))) == ["ok", "back"]
    assert shared(REASON, chosen("ok")).apart == (SeparateOutcome("form", "back"),)
    for nothing in ("none", ""):
        assert not shared(REASON, chosen(nothing)).possible


def test_a_required_field_that_is_not_shared_keeps_its_outcomes_apart() -> None:
    salary = text_field("check.salary", required=True, label="Gaji pokok")
    assert shared(REASON, salary, chosen()).apart == (
        SeparateOutcome("needed", "ok", "Gaji pokok"),
        SeparateOutcome("needed", "back", "Gaji pokok"),
    )
    hidden = {**salary, "conditional": {"hide": '=check.outcome = "back"'}}
    assert outcomes(shared(REASON, hidden, chosen())) == ["back"]
    by_case = {**salary, "conditional": {"hide": "=subject.rank = null"}}
    assert not shared(REASON, by_case, chosen()).possible, "it may have to be filled in"
    by_day = {**salary, "conditional": {"hide": '=check.outcome = "back" and today() > date("2026-01-01")'}}
    assert not shared(REASON, by_day, chosen()).possible, "tomorrow it may be otherwise"
    assert outcomes(shared(REASON, {**salary, "properties": {"together": "true"}}, chosen())) == ["ok", "back"]


def test_a_list_whose_rows_ask_for_something_keeps_its_outcomes_apart() -> None:
    rows = {
        "type": "dynamiclist",
        "path": "check.items",
        "label": "Berkas",
        "components": [text_field("note", required=True)],
    }
    assert outcomes(shared(REASON, rows, chosen())) == ["ok", "back"], "a list that grows may stay empty"
    assert not shared(REASON, {**rows, "allowAddRemove": False}, chosen()).possible


def test_a_reason_that_is_not_shared_keeps_the_outcomes_that_need_it_apart() -> None:
    alone = {**REASON, "label": "Alasan", "properties": {"together": "false"}}
    share = shared(alone, chosen())
    assert outcomes(share) == ["ok"]
    assert share.apart == (SeparateOutcome("needed", "back", "Alasan"),)


def test_choices_that_come_from_the_case_are_never_shared() -> None:
    by_case = {key: value for key, value in chosen().items() if key != "values"} | {"valuesKey": "offers"}
    share = shared(REASON, {**by_case, "label": "Hasil", "properties": {}})
    assert (share.possible, share.apart) == (False, (SeparateOutcome("depends", "Hasil"),))


def test_a_form_without_an_outcome_is_shared_where_nothing_ends_and_nothing_is_asked() -> None:
    assert shared(text_field("note")).possible
    assert shared(text_field("note"), ends=("",)).apart == (SeparateOutcome("ends", ""),)
    assert shared(text_field("note", required=True, label="Catatan")).apart == (
        SeparateOutcome("needed", "", "Catatan"),
    )
    assert (forms.together(None, ()).possible, forms.together(None, ("",)).possible) == (True, False)


def test_what_is_shared_reads_nothing_of_any_case() -> None:
    field = {
        **text_field(
            "check.place",
            label="Tempat {{subject.unit}}",
            description="Untuk {{subject.name}}",
            defaultValue="=subject.unit",
        ),
        "properties": {"together": "true"},
        "readonly": "=subject.rank = null",
        "validate": {"maxLength": "=subject.limit"},
        "appearance": {"prefixAdorner": "=subject.code"},
        "conditional": {"hide": "=subject.rank = null"},
    }
    words = {"type": "text", "id": "words", "text": "Tentang {{subject.name}}"}
    group = {"type": "group", "id": "group", "label": "Usul {{subject.name}}", "components": [field, words]}
    rows = {"type": "table", "id": "table", "dataSource": "=subject.rows", "columns": [{"label": "A", "key": "a"}]}
    share = shared(REASON, group, rows, chosen())
    assert share.form
    assert share.form.reads == frozenset()
    assert share.form.keys == ("check.reason", "check.place", "check.outcome")


def test_each_case_keeps_what_stands_in_its_own_fields() -> None:
    whole = parsed(REASON, text_field("check.signer", defaultValue="=subject.name"), text_field("check.note"), chosen())
    share = forms.together(whole, ())
    scope = {"subject": {"name": "Budi"}, "check": {"note": "lama", "reason": "putaran pertama"}}
    answer = share.answer(whole, {"check": {"outcome": "ok"}}, scope, NOW)
    assert answer == {"check": {"reason": None, "signer": "Budi", "note": "lama", "outcome": "ok"}}


def test_together_names_options_that_are_there() -> None:
    assert codes(REASON, chosen("ok, gone")) == [("unknown_together_option", "check.outcome")]
    assert codes(REASON, chosen("none, ok")) == [("unknown_together_option", "check.outcome")]


def test_together_of_a_field_is_true_or_false() -> None:
    assert codes(text_field("a", properties={"together": "yes"})) == [("bad_together", "a")]
    assert parsed(text_field("a", properties={"together": "false"}), text_field("b", properties={"together": "true"}))


def test_what_belongs_to_one_case_cannot_be_shared() -> None:
    together = {"properties": {"together": "true"}}
    files = {"type": "filepicker", "key": "files", "label": "Berkas", **together}
    rows = {"type": "dynamiclist", "path": "items", "components": [text_field("note")], **together}
    inside = {"type": "dynamiclist", "path": "items", "components": [text_field("note", **together)]}
    by_case = {"type": "select", "key": "pick", "label": "Pilih", "valuesKey": "offers", **together}
    shown = {"type": "text", "id": "words", "text": "Kata", **together}
    for component in (files, rows, inside, by_case, text_field("a", readonly=True, **together), shown):
        assert [code for code, _key in codes(component)] == ["together_impossible"], component


CHECK = form("check", REASON, outcome("check.outcome", "ok", "back"))


def ends(*parts: str, task: str = "check") -> set[str]:
    """The outcomes of a task that end something in a diagram of these parts, of `begun`, `check` and `over`."""
    drawn = process(
        "flow",
        "start begun\nend over",
        role_task("check", "rank_officer", form="check"),
        *parts,
        forms__check__form=CHECK,
    )
    contents, findings = lint.read("flow", drawn.files)
    assert findings == []
    return set(lint.endings(contents, task))


ASK = "xor which"
OK, BACK = 'which > {} : =check.outcome = "ok"', 'which > {} : =check.outcome = "back"'


def test_an_outcome_ends_something_where_an_end_comes_before_the_next_person() -> None:
    later = role_task("later", "unit_head")
    way = f"begun > check > which\n{OK.format('later')}\n{BACK.format('over')}\nlater > over"
    assert ends(ASK, later, way) == {"back"}
    default = f"begun > check > which\n{OK.format('later')}\nwhich > over : default\nlater > over"
    assert ends(ASK, later, default) == {"back"}
    assert ends("begun > check > over") == {"ok", "back"}
    assert ends(ASK, f"begun > check > which\n{OK.format('check')}\n{BACK.format('over')}") == {"back"}


def test_a_letter_or_another_job_on_the_way_ends_something() -> None:
    later = role_task("later", "unit_head")
    way = f"begun > check > which\n{OK.format('write')}\n{BACK.format('later')}\nwrite > later > over"
    assert ends(ASK, later, job("write", "letter"), way) == {"ok"}


def test_what_the_outcome_alone_does_not_decide_counts_as_an_end() -> None:
    later = role_task("later", "unit_head")
    both = 'which > over : =check.outcome = "ok" and request.days > 3'
    assert ends(ASK, later, f"begun > check > which\n{both}\nwhich > later : default\nlater > over") == {"ok", "back"}
    day = 'which > over : =check.outcome = "ok" and today() > date("2026-07-01")'
    assert ends(ASK, later, f"begun > check > which\n{day}\nwhich > later : default\nlater > over") == {"ok", "back"}


def test_behind_a_script_the_outcome_decides_nothing_any_more() -> None:
    script = element("scriptTask", "change", zeebe("script", expression='="ok"', resultVariable="check.outcome"))
    way = f"begun > check > change > which\n{OK.format('over')}\n{BACK.format('later')}\nlater > over"
    assert ends(ASK, role_task("later", "unit_head"), script, way) == {"ok", "back"}


def test_an_answer_mapped_elsewhere_decides_nothing() -> None:
    mapped = zeebe("ioMapping", zeebe("output", source="=check.outcome", target="other"))
    drawn = process(
        "flow",
        "start begun\nend over",
        ASK,
        role_task("check", "rank_officer", mapped, form="check"),
        role_task("later", "unit_head"),
        f"begun > check > which\n{OK.format('later')}\n{BACK.format('over')}\nlater > over",
        forms__check__form=CHECK,
    )
    assert lint.endings(lint.read("flow", drawn.files)[0], "check") == {"ok", "back"}


def test_an_end_inside_what_is_called_counts_and_a_task_there_does_not() -> None:
    call = element("callActivity", "hand_on", zeebe("calledElement", processId="inner"))
    main = one(
        "flow",
        "start begun\nend over",
        role_task("check", "rank_officer", form="check"),
        ASK,
        call,
        f"begun > check > which\n{OK.format('hand_on')}\n{BACK.format('over')}\nhand_on > over",
    )
    for inside, ending in (("a > b > c", {"back"}), ("a > c\n", {"ok", "back"})):
        inner = one("inner", "start a\nend c", *([role_task("b", "unit_head")] if "b" in inside else []), inside)
        files = bundle("flow", flow__bpmn=whole(main, inner), forms__check__form=CHECK).files
        assert lint.endings(lint.read("flow", files)[0], "check") == ending


def test_a_task_without_a_form_ends_something_or_not() -> None:
    way = f"begun > check > which\n{OK.format('plain')}\n{BACK.format('over')}\nplain > check"
    assert ends(ASK, role_task("plain", "unit_head"), way, task="plain") == set()
    assert ends(role_task("plain", "unit_head"), "begun > check > plain > over", task="plain") == {""}


NEVER = (
    "promotion draft_decree",
    "promotion initial_secretary",
    "promotion sign_decree",
    "promotion record_decision",
    "promotion verify_documents",
    "promotion confirm_ineligibility",
    "promotion record_pertek",
    "recruitment draft_appointment",
    "recruitment sign_appointment",
    "recruitment answer_objection",
    "recruitment record_nip",
    "training_nomination verify_nomination",
    "training_nomination review_budget",
    "training_offer decide_ranking",
)


@pytest.mark.parametrize("place", NEVER)
def test_what_is_about_one_person_is_never_shared_in_the_shipped_procedures(place: str) -> None:
    assert not shipped(*place.split()).possible


@pytest.mark.parametrize(
    ("place", "agreed"),
    [
        ("promotion sign_submission", ["approved", "returned"]),
        ("promotion review_verification", ["approved", "returned"]),
        ("promotion approve_submission", ["approved", "returned"]),
        ("recruitment review_verification", ["approved", "returned"]),
        ("recruitment announce_result", ["signed"]),
        ("training_nomination sign_nomination", ["approved", "returned"]),
        ("training_nomination sign_assignment", ["signed", "returned"]),
    ],
)
def test_routine_agreement_is_shared_in_the_shipped_procedures(place: str, agreed: list[str]) -> None:
    assert outcomes(shipped(*place.split())) == agreed


def shipped(key: str, task: str) -> forms.SharedForm:
    contents, findings = lint.read(key, Bundle.from_folders(ROOT / "processes" / key, ROOT / "forms" / key).files)
    assert findings == []
    node = contents.diagrams.nodes[task]
    return forms.together(contents.forms[node.form or ""], lint.endings(contents, task))
