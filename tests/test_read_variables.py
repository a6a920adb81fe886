"""An expression that reads what nothing before it can have set is told, with the nearest name; what may be set is left alone."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from diagrams.drawing import (
    boundary,
    bpmn,
    element,
    event,
    inside,
    io,
    job,
    loop,
    message,
    script,
    signal,
    sub,
    timer,
    user,
    zeebe,
)
from diagrams.drawing import event_definition as event_of
from helpers.definitions import form, outcome, process, start_event, text_field
from helpers.people import city

from engine import definition, employee
from engine.bundle import Bundle
from engine.lint import Finding

ASK = form(
    "ask",
    text_field("request.topic"),
    {"type": "number", "key": "request.days", "label": "Hari"},
    {"type": "datetime", "subtype": "date", "key": "request.since", "label": "Sejak", "dateLabel": "Sejak"},
    {"type": "checkbox", "key": "request.urgent", "label": "Segera"},
    {"type": "number", "key": "request.code", "label": "Kode", "serializeToString": True},
    {
        "type": "dynamiclist",
        "path": "request.items",
        "label": "Butir",
        "components": [{"type": "textfield", "key": "title", "label": "Judul", "id": "t"}],
    },
)
CHECKED = form("check", text_field("check.note"), outcome("check.outcome", "ms", "btl"))


def case(*parts: str, **more: Any) -> Bundle:
    """A case about its starter that begins with the form `ask`."""
    files = {"forms__ask__form": ASK, "forms__check__form": CHECKED, **more}
    return process("p", start_event(form="ask"), "end done", *parts, **files)


def findings(made: Bundle) -> list[Finding]:
    """What is found about variables; nothing else is wrong."""
    found = definition.check(None, made)
    rules = {"variable_never_set", "variable_not_yet_set", "kinds_differ", "input_kind"}
    assert [one.rule for one in found if one.severity == "error" and one.rule not in rules] == []
    return [one for one in found if one.rule in rules]


def unset(made: Bundle) -> list[tuple[str, str | None, str, str | None]]:
    return [(one.rule, one.element, one.values["name"], one.values["nearest"]) for one in findings(made)]


def thinks(expression: str, **more: Any) -> Bundle:
    """A case with one script."""
    return case(script("think", expression, "made"), "asked > think > done", **more)


def thinking(expressions: Iterable[str]) -> Bundle:
    """A case with a script for each expression, one after the other: `think0`, `think1` …"""
    scripts = [script(f"think{n}", each, f"made{n}") for n, each in enumerate(expressions)]
    return case(*scripts, " > ".join(["asked", *(f"think{n}" for n in range(len(scripts))), "done"]))


def test_a_slip_in_a_name_is_told_with_element_expression_and_nearest_name() -> None:
    (finding,) = findings(thinks("=request.topik + subject.nip"))
    assert (finding.rule, finding.severity, finding.file) == ("variable_never_set", "error", "p.bpmn")
    assert (finding.element, finding.name) == ("think", "think")
    assert dict(finding.values) == {
        "where": "script",
        "text": "request.topik + subject.nip",
        "name": "request.topik",
        "nearest": "request.topic",
    }


KNOWN = [
    "=request.topic",
    "=subject.rank_since",
    "=subject.appraisals[item.year = 2025][1].predicate",
    "=case.started",
    "=subject.trainings.hours",
    "=starter.name",
    "=request.items[1].title",
    "=for i in request.items return i.title",
    "=request",
    "=today().year",
    "={a: request.topic, b: a}.b",
    "=some x in subject.exams satisfies x.name = request.topic",
    "=date(request.since).year",
    "=sort(subject.trainings, function(a, b) a.hours < b.hours)[1].title",
    "=string length(request.topic)",
]


def test_what_the_start_form_and_the_case_itself_set_is_known() -> None:
    assert findings(thinking(KNOWN)) == []


UNKNOWN = {
    "=topic": ("topic", "request.topic"),
    "=subject.trainings.hour": ("subject.trainings.hour", "subject.trainings.hours"),
    "=case.numbr": ("case.numbr", "case.number"),
    "=request.items.titel": ("request.items.titel", "request.items.title"),
    "=request.topic.length": ("request.topic.length", "request.topic"),
    "=for i in itmes return i": ("itmes", None),
}


def test_what_nothing_sets_is_told() -> None:
    found = unset(thinking(UNKNOWN))
    assert found == [("variable_never_set", f"think{n}", *told_of) for n, told_of in enumerate(UNKNOWN.values())]


def test_without_a_subject_there_is_none() -> None:
    made = thinks("=subject.rank")
    alone = Bundle(
        "p",
        {
            path: each.replace(b'name="subject" value="starter"', b'name="retention" value="1"')
            for path, each in made.files.items()
        },
    )
    assert unset(alone) == [("variable_never_set", "think", "subject.rank", None)]


def test_what_is_only_set_later_is_a_warning_until_a_loop_leads_back() -> None:
    parts = (script("early", "=check.outcome", "seen"), user("check", form="check", candidateGroups="rank_officer"))
    straight = case(*parts, "asked > early > check > done")
    assert unset(straight) == [("variable_not_yet_set", "early", "check.outcome", None)]
    assert findings(straight)[0].severity == "warning"
    round_again = case(
        *parts, "xor q", 'asked > early > check > q\nq > early : =check.outcome = "btl"\nq > done : default'
    )
    assert findings(round_again) == []


def test_an_answer_adds_to_what_stands_beside_its_names() -> None:
    again = form("again", text_field("request.note"))
    task = user("again", form="again", candidateGroups="rank_officer")
    use = script("use", "=request.topic + request.note", "used")
    assert findings(case(task, use, "asked > again > use > done", forms__again__form=again)) == []
    more = script("think", '={note: "x"}', "request")
    assert findings(case(more, use, "asked > think > use > done")) == []


def test_one_way_on_which_it_is_set_is_enough() -> None:
    made = case(
        script("think", '="x"', "made"),
        script("use", "=made", "used"),
        "xor q",
        "asked > q\nq > think : =request.urgent\nq > use : default\nthink > use > done",
    )
    assert findings(made) == []


def test_what_runs_beside_it_may_have_set_it() -> None:
    sides = (script("left", "=right_made", "left_made"), script("right", "=left_made", "right_made"))
    assert findings(case(*sides, "and fork join", "asked > fork > left > join > done\nfork > right > join")) == []
    assert unset(case(*sides, "asked > left > right > done")) == [("variable_not_yet_set", "left", "right_made", None)]


def test_every_place_of_an_expression_is_read() -> None:
    task = user(
        "check",
        zeebe("taskSchedule", dueDate="=a1", followUpDate="=a2"),
        zeebe("priorityDefinition", priority="=a3"),
        io({"seen": "=a4"}, {"kept": "=a5"}),
        form="check",
        candidateGroups="=a6",
    )
    looped = user(
        "each",
        candidateGroups="rank_officer",
        inner=loop("=a7", "one", ends="=a8", outputCollection="all", outputElement="=a9"),
    )
    made = case(
        task,
        looped,
        boundary("late", "check", timer("timeDuration", "=b1")),
        job("work", "letter", io({"x": "=b2"})),
        element("receiveTask", "wait", messageRef="m"),
        "xor q",
        "asked > check > each > work > wait > q\nlate > done\nq > done : =b3\nq > done : default",
        root=message("m", "news", "=b4"),
        letters__x__typ="x",
    )
    names = {
        one[2]
        for one in unset(
            Bundle(
                "p",
                {
                    path: each.replace(
                        b'<zeebe:taskDefinition type="letter"/>',
                        b'<zeebe:taskDefinition type="letter"/><zeebe:taskHeaders><zeebe:header key="template" value="x.typ"/></zeebe:taskHeaders>',
                    )
                    for path, each in made.files.items()
                },
            )
        )
    }
    assert names == {"a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9", "b1", "b2", "b4"}, (
        "b3: a message may bring it"
    )


def test_mappings_see_and_give_what_they_say() -> None:
    mapped = user(
        "check",
        io({"seen": "=request.topic", "both": "=seen"}, {"kept": "=check.note"}),
        form="check",
        candidateGroups="rank_officer",
    )
    assert findings(case(mapped, script("use", "=kept", "used"), "asked > check > use > done")) == []
    for name in ("seen", "check.note"):
        assert [
            one[1:3] for one in unset(case(mapped, script("use", f"={name}", "used"), "asked > check > use > done"))
        ] == [("use", name)]


def test_who_did_a_task_is_known_where_the_diagram_asks_for_it() -> None:
    kept = zeebe("properties", zeebe("property", name="recordDoer", value="true"))
    read = script("think", "=[done.look.name, done.look.on_behalf_of.nip, done.look.letter]", "made")
    ways = "asked > look > think > done"
    assert unset(case(user("look", kept, candidateGroups="rank_officer"), read, ways)) == []
    told_ = unset(case(user("look", candidateGroups="rank_officer"), read, ways))
    assert {name for rule, _, name, _ in told_ if rule == "variable_never_set"} >= {
        "done.look.name",
        "done.look.letter",
    }


def test_a_loop_brings_its_item_and_leaves_its_results() -> None:
    each = script(
        "each",
        "={a: one.title, n: loopCounter}",
        "found",
        inner=loop("=request.items", "one", outputCollection="all", outputElement="=found"),
    )
    assert findings(case(each, script("use", "=all[1].a", "used"), "asked > each > use > done")) == []
    wrong = each.replace("one.title", "one.titel")
    assert [one[2:] for one in unset(case(wrong, "asked > each > done"))] == [("one.titel", "one.title")]
    after = script("use", "=one", "used")
    assert [one[1:3] for one in unset(case(each, after, "asked > each > use > done"))] == [("use", "one")]


def test_a_subprocess_is_part_of_its_process() -> None:
    inner = inside("start s\nend e", script("deep", "=request.topic", "found"), "s > deep > e")
    sub = element("subProcess", "sub", inner=inner)
    assert findings(case(sub, script("use", "=found", "used"), "asked > sub > use > done")) == []
    assert [one[1:3] for one in unset(case(sub, script("use", "=fund", "used"), "asked > sub > use > done"))] == [
        ("use", "fund")
    ]


def calling(*extensions: str, inner: str, after: str, **flags: str) -> Bundle:
    call = element("callActivity", "call", zeebe("calledElement", processId="q", **flags), *extensions)
    called = bpmn("q", "start s\nend e", script("deep", inner, "found"), "s > deep > e")
    return case(call, script("use", after, "used"), "asked > call > use > done", q__bpmn=called)


def test_a_called_process_sees_what_is_handed_in_and_gives_back_what_it_sets() -> None:
    closed = {"propagateAllParentVariables": "false", "propagateAllChildVariables": "false"}
    assert findings(calling(inner="=request.topic", after="=found")) == []
    assert {one[1:3] for one in unset(calling(inner="=request.topic", after="=found", **closed))} == {
        ("deep", "request.topic"),
        ("use", "found"),
    }
    mapped = io({"topic": "=request.topic"}, {"kept": "=found"})
    assert findings(calling(mapped, inner="=topic", after="=kept", **closed)) == []
    assert {one[1:3] for one in unset(calling(mapped, inner="=topik", after="=found", **closed))} == {
        ("deep", "topik"),
        ("use", "found"),
    }


def test_what_comes_from_outside_may_be_anything_unless_it_is_mapped() -> None:
    wait, news = element("receiveTask", "wait", messageRef="m"), message("m", "news", "=case.number")
    use = script("use", "=payload.x", "used")
    assert findings(case(wait, use, "asked > wait > use > done", root=news)) == []
    mapped = element("receiveTask", "wait", io(None, {"kept": "=payload"}), messageRef="m")
    assert [one[1:3] for one in unset(case(mapped, use, "asked > wait > use > done", root=news))] == [
        ("use", "payload.x")
    ]
    assert findings(case(mapped, script("use", "=kept.x", "used"), "asked > wait > use > done", root=news)) == []
    assert findings(case(job("work", "robot"), use, "asked > work > use > done")) == []
    assert [one[1:3] for one in unset(case(job("work", "refresh_subject"), use, "asked > work > use > done"))] == [
        ("use", "payload.x")
    ]


NEWS = message("m", "news", "=case.number") + signal("s")
HEARS = bpmn(
    "q",
    "start s\nend e",
    element("receiveTask", "w", messageRef="q_m"),
    "s > w > e",
    root=message("q_m", "news", "=case.number"),
)
BRINGS = {
    "message": element("receiveTask", "wait", messageRef="m"),
    "signal": event("intermediateCatchEvent", "wait", event_of("signal", "s")),
    "job": job("wait", "robot"),
    "subprocess": sub("wait", "start s\nend e", element("receiveTask", "w", messageRef="m"), "s > w > e"),
    "called": element("callActivity", "wait", zeebe("calledElement", processId="q")),
}


@pytest.mark.parametrize("construct", BRINGS)
def test_what_comes_from_outside_may_stand_inside_what_is_known_or_in_its_place(construct: str) -> None:
    known = script("think", "={a: {b: 1}, n: 1, list: [{c: 1}]}", "made")
    more = {"q__bpmn": HEARS} if construct == "called" else {}
    reads = ["=made.new", "=made.a.new", "=made.n.new", "=made.list.new", "=made.a.b + 1"]
    uses = [script(f"use{n}", each, f"used{n}") for n, each in enumerate(reads)]
    ways = " > ".join(["asked", "think", "wait", *(f"use{n}" for n in range(len(uses))), "done"])
    bundle = case(known, BRINGS[construct], *uses, ways, root=NEWS, **more)
    assert unset(bundle) == []
    early = ways.replace("think > wait", "think").replace("use4 >", "use4 > wait >")
    found = unset(case(known, BRINGS[construct], *uses, early, root=NEWS, **more))
    assert {one[0] for one in found} == {"variable_not_yet_set"}
    ways = "asked > wait > use > done"
    for name in ("subject.rnak", "case.numbr", "starter.nmae"):
        found = unset(case(BRINGS[construct], script("use", f"={name}", "used"), ways, root=NEWS, **more))
        assert [one[:3] for one in found] == [("variable_never_set", "use", name)]


def test_what_an_event_beside_brings_may_stand_inside_what_is_known() -> None:
    heard = sub(
        "beside",
        event("startEvent", "heard", event_of("message", "m"), isInterrupting="false"),
        "end e",
        "heard > e",
        triggeredByEvent="true",
    )
    known, use = script("think", "={a: 1}", "made"), script("use", "=made.b", "used")
    assert unset(case(known, heard, use, "asked > think > use > done", root=NEWS)) == []
    assert [one[:3] for one in unset(case(known, use, "asked > think > use > done"))] == [
        ("variable_never_set", "use", "made.b")
    ]


def test_what_people_answered_is_not_for_a_job_to_write_unless_the_diagram_says_so() -> None:
    use, ways = script("use", "=request.topik", "used"), "asked > work > use > done"
    assert [one[2] for one in unset(case(job("work", "robot"), use, ways))] == ["request.topik"]
    named = zeebe("taskHeaders", zeebe("header", key="result", value="request"))
    assert unset(case(job("work", "robot", named), use, ways)) == []
    mapped = job("work", "robot", io(None, {"request": "=request"}))
    assert unset(case(mapped, use, ways)) == []


DMN = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">
<decision id="days" name="Hari"><variable name="days"/><literalExpression id="l"><text>DAYS</text></literalExpression></decision>
<decision id="allowed" name="Boleh"><variable name="allowed"/><informationRequirement id="r"><requiredDecision href="#days"/></informationRequirement>
<decisionTable id="t" hitPolicy="COLLECT"><input id="i" label="Hari"><inputExpression id="ie" typeRef="KIND"><text>COLUMN</text></inputExpression></input>
<output id="o" name="code" typeRef="string"/><output id="p" name="more"/><rule id="r1"><inputEntry id="c1"><text>-</text></inputEntry><outputEntry id="e1"><text>"A"</text></outputEntry>
<outputEntry id="e2"><text>{since: date("2026-01-01"), n: 1}</text></outputEntry></rule></decisionTable></decision></definitions>"""
RULE = element("businessRuleTask", "rule", zeebe("calledDecision", decisionId="allowed", resultVariable="result"))


def ruled(
    *parts: str, days: str = "request.days", column: str = "days", kind: str = "number", flows: str = ""
) -> Bundle:
    dmn = DMN.replace("DAYS", days).replace("COLUMN", column).replace("KIND", kind)
    return case(RULE, *parts, flows or "asked > rule > done", p__dmn=dmn)


def test_a_decision_and_what_it_requires_read_what_its_caller_sees() -> None:
    assert findings(ruled()) == []
    assert [one[1:] for one in unset(ruled(days="request.dayz"))] == [("rule", "request.dayz", "request.days")]
    assert [one[1:] for one in unset(ruled(column="days + request.dayz"))] == [("rule", "request.dayz", "request.days")]


def test_what_a_decision_gives_is_known_by_its_outputs() -> None:
    def using(expression: str) -> Bundle:
        return ruled(script("use", expression, "used"), flows="asked > rule > use > done")

    assert findings(using("=result[1].more.n + count(result.code)")) == []
    assert [one[2:] for one in unset(using("=result.cod"))] == [("result.cod", "result.code")]
    assert [one.rule for one in findings(using("=result[1].code > 3"))] == ["kinds_differ"]
    assert [one.rule for one in findings(using("=result[1].more.since < today()"))] == ["kinds_differ"], (
        "a variable is JSON"
    )


def test_forms_read_what_their_tasks_see() -> None:
    def asking(expression: str) -> Bundle:
        field = {"type": "textfield", "key": "check.note", "label": "Catatan", "conditional": {"hide": expression}}
        checked = form("check", {"type": "text", "text": "{{request.topic}}"}, outcome("check.outcome", "ms"), field)
        return case(
            user("check", form="check", candidateGroups="rank_officer"),
            "asked > check > done",
            forms__check__form=checked,
        )

    assert findings(asking('=check.outcome = "ms" or request.urgent')) == []
    (finding,) = findings(asking("=request.urgen"))
    assert (finding.rule, finding.file, finding.element) == ("variable_never_set", "forms/check.form", "check.note")
    assert finding.values["nearest"] == "request.urgent"
    assert [one.rule for one in findings(asking("=request.days = request.topic"))] == ["kinds_differ"]


def test_a_form_of_two_tasks_may_read_what_one_of_them_sees() -> None:
    checked = form("check", {"type": "text", "text": "{{made}}"}, outcome("check.outcome", "ms"))
    first, second = (user(name, form="check", candidateGroups="rank_officer") for name in ("first", "second"))
    made = case(
        first,
        second,
        script("think", "=1", "made"),
        "asked > first > think > second > done",
        forms__check__form=checked,
    )
    assert findings(made) == []


def test_the_start_form_sees_nobody_but_the_starter() -> None:
    shown = {"type": "text", "id": "shown", "text": "{{starter.name}} {{subject.name}}"}
    asked = form("ask", text_field("request.topic"), shown)
    found = unset(case("asked > done", forms__ask__form=asked))
    assert [one[:3] for one in found] == [("variable_not_yet_set", "shown", "subject.name")]


CLASHES = {
    "=request.topic > 3": ("string", "number"),
    "=request.days = request.topic": ("number", "string"),
    "=date(request.since) > 20": ("date", "number"),
    "=request.since < today()": ("string", "date"),
    '=request.days + " hari"': ("number", "string"),
    "=request.urgent = 1": ("boolean", "number"),
    '=request.days in ("a", "b")': ("number", "string"),
    "=request.days between today() and today()": ("number", "date"),
    '=(today() - date("2026-01-01")) > 20': ("days and time duration", "number"),
    "=count(request.items) = request.code": ("number", "string"),
    "=(if request.urgent then 1 else 2) = request.topic": ("number", "string"),
    "={a: request.days, b: a > request.topic}": ("number", "string"),
    "=request.items[1].title > 3": ("string", "number"),
    "=some x in request.items satisfies x.title = 3": ("string", "number"),
    "=request.items[title > 3]": ("string", "number"),
}


def test_kinds_that_never_fit_are_told() -> None:
    found = {one.element: one for one in findings(thinking(CLASHES))}
    assert list(found) == [f"think{n}" for n in range(len(CLASHES))]
    assert {(one.rule, one.severity) for one in found.values()} == {("kinds_differ", "warning")}
    kinds = [(one.values["left"], one.values["right"]) for one in found.values()]
    assert kinds == [([left], [right]) for left, right in CLASHES.values()]


FITTING = [
    "=request.days > 3",
    "=request.days = null",
    "=request.topic = case.number",
    "=date(request.since) > today()",
    "=date and time(case.started) > now()",
    '=request.code = "12"',
    "=number(request.code) > 3",
    "=[request.days] = 3",
    '=today() + duration("P3D") > today()',
    "=max(request.days, 3) > 2",
    '="a" + request.topic',
    "=request.days * 2 >= 3",
    '=(if request.urgent then 1 else "x") = 1',
    '=get or else(request.days, "-") = "-"',
    "=subject.credit > 3",
    '=years and months duration(today(), today()) >= duration("P4Y")',
    "=years and months duration(today(), today()).years > 3",
    "=request.items = null",
    "=case = 3",
    '=request.days in ("a", 3)',
    "=request.days in request.items",
    "=request.days in [1, 2]",
]


def test_kinds_that_may_fit_are_left_alone() -> None:
    assert findings(thinking(FITTING)) == []


def test_an_input_of_a_table_that_can_never_take_in_its_variable_is_told() -> None:
    (finding,) = findings(ruled(column="request.urgent"))
    assert (finding.rule, finding.severity, finding.file, finding.element) == ("input_kind", "warning", "p.dmn", "i")
    assert findings(ruled(column="request.code", kind="number")) == []
    assert findings(ruled(column="request.since", kind="date")) == []
    assert [one.rule for one in findings(ruled(column="days", kind="string"))] == ["input_kind"]
    assert [one.rule for one in findings(ruled(days="request.days > request.topic"))] == ["kinds_differ", "input_kind"]


def test_values_that_grow_in_a_loop_come_to_an_end() -> None:
    grows = script("grow", "={inside: made, list: [made]}", "made")
    doubles = script("double", "={a: twice, b: twice, c: twice, d: twice}", "twice")
    ways = "asked > grow > double > q\nq > grow : =request.urgent\nq > done : default"
    assert findings(case(grows, doubles, "xor q", ways)) == []
    chain = ", ".join(f"x{n}: {{a: x{n - 1}, b: x{n - 1}}}" for n in range(1, 40))
    assert findings(thinks(f"={{x0: 1, {chain}, y: if request.urgent then x39 else x38}}")) == []


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_the_subject_is_as_its_snapshot_says(database: Any) -> None:
    with database.write() as session:
        snapshot = employee.snapshot(session, city(session).nurhayati, date(2026, 7, 8))
    read = [f"=subject.{name}" for name in snapshot]
    assert findings(thinking(read)) == []
    assert len(unset(thinking([f"{each}x" for each in read]))) == len(read)
