"""Tasks: what people are offered, what scripts, decisions and jobs do, how values come in and go out."""

from decimal import Decimal
from typing import Any

import pytest
from diagrams.drawing import bpmn, element, io, job, script, user, zeebe
from diagrams.driver import Case

from engine import dmn, errors, feel, spiff


def single(task: str, identity: str = "work") -> bytes:
    return bpmn("procedure", "start begin\nend done", task, f"begin > {identity} > done")


def test_a_user_task_is_offered_with_form_assignment_schedule_and_priority() -> None:
    task = user(
        "work",
        zeebe("taskSchedule", dueDate='=now() + duration("P5D")', followUpDate="2026-07-10T09:00:00+07:00"),
        zeebe("priorityDefinition", priority="=priority"),
        form="verify",
        assignee="=subject.id",
        candidateGroups='=["unit_head", "superior"]',
        candidateUsers="ani, budi",
    )
    case = Case("procedure", single(task)).start(subject={"id": "p7", "nip": "secret"}, priority=80)
    waiting = case.at("work")
    assert (waiting.kind, waiting.form, waiting.name) == ("task", "verify", "work")
    assert (waiting.assignee, waiting.groups, waiting.users) == ("p7", ["unit_head", "superior"], ["ani", "budi"])
    assert waiting.due == "2026-07-13T02:00:00+00:00"
    assert waiting.follow_up == "2026-07-10T02:00:00+00:00"
    assert waiting.priority == 80
    told = {(each.kind, each.detail["what"]): each.inputs for each in case.steps[-1].evaluations}
    assert told["assignment", "assignee"] == {"subject.id": "p7"}


def test_a_task_without_assignment_leaves_it_to_the_lane() -> None:
    lanes = (
        '<bpmn:laneSet id="lanes"><bpmn:lane id="outer" name="Luar"><bpmn:flowNodeRef>work</bpmn:flowNodeRef>'
        '<bpmn:childLaneSet id="inner"><bpmn:lane id="unit_head" name="Kepala OPD"><bpmn:flowNodeRef>work</bpmn:flowNodeRef>'
        "</bpmn:lane></bpmn:childLaneSet></bpmn:lane></bpmn:laneSet>"
    )
    case = Case("procedure", bpmn("procedure", lanes, "start begin\nend done", user("work"), "begin > work > done"))
    assert case.start().at("work").groups is None
    assert case.compiled.nodes["work"].lane == "unit_head"
    assert case.compiled.processes["procedure"].lanes == [("outer", "Luar"), ("unit_head", "Kepala OPD")]


@pytest.mark.parametrize(
    ("extension", "assignment", "code"),
    [
        ("", {"assignee": "=[1]"}, "assignee_not_text"),
        ("", {"candidateGroups": "=12"}, "candidates_not_texts"),
        ("", {"candidateGroups": '=["a", 1]'}, "candidates_not_texts"),
        (zeebe("taskSchedule", dueDate="=5"), {}, "not_a_moment"),
        (zeebe("taskSchedule", dueDate="tomorrow"), {}, "not_a_moment"),
        (zeebe("priorityDefinition", priority="high"), {}, "priority_not_number"),
    ],
)
def test_an_assignment_or_schedule_that_fails_is_an_incident_of_the_new_task(
    extension: str, assignment: dict[str, str], code: str
) -> None:
    diagram = bpmn(
        "procedure",
        "start begin\nuser before\nend done",
        user("work", *([extension] if extension else []), **assignment),
        "begin > before > work > done",
    )
    case = Case("procedure", diagram).start()
    case.complete("before", {"kept": 1})
    assert (case.at("work").kind, case.at("work").code) == ("incident", code)
    assert case.root == {"kept": 1}


def test_an_incident_of_assignment_opens_the_task_when_it_is_retried() -> None:
    case = Case("procedure", single(user("work", assignee="=boss"))).start(boss=[1])
    first = case.ref("work")
    assert case.variables
    case.variables["0"]["vars"]["boss"] = "p1"
    step = case.retry("work")
    assert [(closed.ref, closed.how) for closed in step.closed] == [(first, "retried")]
    assert (case.at("work").kind, case.at("work").assignee) == ("task", "p1")
    case.complete("work")
    assert case.ended is not None


def test_an_answer_merges_by_path_and_replaces_lists() -> None:
    case = Case("procedure", single(user("work"))).start(file={"a": 1, "b": [1, 2]}, other=1)
    case.complete("work", {"file": {"b": [3], "c": {"d": None}}})
    assert case.root == {"file": {"a": 1, "b": [3], "c": {"d": None}}, "other": 1}


def test_inputs_are_local_and_only_mapped_outputs_leave() -> None:
    mapping = io(
        {"local.name": "=subject.name", "both": "=local.name + upper case(subject.name)"},
        {"result.said": "=said + local.name"},
    )
    case = Case("procedure", single(user("work", mapping))).start(subject={"name": "ani"}, result={"kept": True})
    waiting = case.at("work")
    assert case.variables
    assert spiff.visible(case.variables, waiting.scope)["both"] == "aniANI"
    assert "local" not in case.root
    case.complete("work", {"said": "hi ", "local": {"extra": 1}})
    assert case.root == {"subject": {"name": "ani"}, "result": {"kept": True, "said": "hi ani"}}
    assert list(case.variables) == ["0"]


def test_an_output_mapping_that_fails_refuses_the_completion() -> None:
    mapping = io({}, {"result": "=for i in 1..100000 return for j in 1..100000 return j"})
    case = Case("procedure", single(user("work", mapping))).start()
    before = case.state
    with pytest.raises(errors.Refusal) as refused:
        case.complete("work")
    assert (refused.value.code, refused.value.values["element"]) == ("output_failed", "work")
    assert case.state == before


def test_a_script_writes_its_result_by_path() -> None:
    case = Case("procedure", single(script("work", "=a + 0.1", "sum.value"))).start(a=0.2, sum={"old": 1})
    assert case.root["sum"] == {"old": 1, "value": 0.3}
    [told] = case.steps[0].evaluations
    assert (told.kind, told.source, told.inputs, told.result) == ("script", "a + 0.1", {"a": 0.2}, 0.3)


def decision(value: Any, rows: list[int] | None = None) -> Any:
    def decide(name: str, binding: str, scope: Any, env: feel.Env) -> dmn.Decided:
        told = dmn.Evaluation(name, "Kelayakan", {"Pangkat": scope["rank"]}, value, rows or [2], ["r2"], ["KP-02"])
        return dmn.Decided(value, [told])

    return decide


RULE = element(
    "businessRuleTask", "work", zeebe("calledDecision", decisionId="eligibility", resultVariable="eligibility")
)


def test_a_rule_task_writes_the_decision_and_tells_the_rows_that_fired() -> None:
    case = Case("procedure", single(RULE), decide=decision({"ok": Decimal(1)})).start(rank="III/c")
    assert case.root["eligibility"] == {"ok": 1}
    [told] = case.steps[0].evaluations
    assert (told.kind, told.source, told.inputs, told.rows) == ("decision", "eligibility", {"Pangkat": "III/c"}, [2])
    assert told.detail["annotations"] == ["KP-02"]


def test_a_decision_that_fails_is_an_incident_and_can_be_retried() -> None:
    def broken(name: str, binding: str, scope: Any, env: feel.Env) -> dmn.Decided:
        raise dmn.DmnError("unique_matched_twice", element=name, rows=[1, 2])

    diagram = bpmn("procedure", "start begin\nuser before\nend done", RULE, "begin > before > work > done")
    case = Case("procedure", diagram, decide=broken).start(rank="III/c")
    case.complete("before")
    waiting = case.at("work")
    assert (waiting.code, waiting.values["reason"]) == ("decision_failed", "unique_matched_twice")
    case.decide = decision("fine")
    case.retry("work")
    assert case.root["eligibility"] == "fine"
    assert case.ended is not None


def test_an_incident_can_be_skipped_with_what_the_element_would_have_given() -> None:
    def broken(*_told: Any) -> dmn.Decided:
        raise dmn.DmnError("no_such_decision", element="eligibility")

    case = Case("procedure", single(RULE), decide=broken).start()
    step = case.skip("work", {"eligibility": "ok"})
    assert case.root == {"eligibility": "ok"}
    assert [closed.how for closed in step.closed] == ["skipped"]
    assert case.ended is not None


def test_a_job_waits_with_its_payload_and_gives_back_what_is_mapped() -> None:
    task = element(
        "serviceTask",
        "work",
        zeebe("taskDefinition", type="letter", retries="5"),
        zeebe("taskHeaders", zeebe("header", key="template", value="sk.typ")),
        io({"number": "=case.number"}, {"letter.file": "=file"}),
    )
    case = Case("procedure", single(task)).start(case={"number": "12"})
    waiting = case.at("work")
    assert (waiting.kind, waiting.job_type, waiting.retries) == ("job", "letter", 5)
    assert (waiting.headers, waiting.payload) == ({"template": "sk.typ"}, {"number": "12"})
    case.finish("work", {"file": "abc", "noise": 1})
    assert case.root == {"case": {"number": "12"}, "letter": {"file": "abc"}}
    assert case.ended is not None


def test_a_job_error_that_nobody_catches_is_an_incident_and_a_retry_opens_a_new_job() -> None:
    case = Case("procedure", single(job("work", "mail"))).start()
    first = case.ref("work")
    step = case.throw("work", "broken")
    assert [closed.how for closed in step.closed] == ["thrown"]
    assert (case.at("work").code, case.at("work").values) == ("error_uncaught", {"error": "broken"})
    case.retry("work")
    assert case.at("work").kind == "job"
    assert case.ref("work") > first
    case.finish("work")
    assert case.ended is not None


def test_what_is_done_is_refused_a_second_time() -> None:
    case = Case("procedure", single(user("work"))).start()
    ref = case.ref("work")
    for verb in ("fire", "retry"):
        with pytest.raises(errors.AlreadyDone):
            getattr(case.run(), verb)(ref)
    with pytest.raises(errors.AlreadyDone):
        case.run().finish(ref, {})
    case.complete("work")
    with pytest.raises(errors.AlreadyDone):
        case.run().complete(ref, {})
    with pytest.raises(errors.AlreadyDone):
        case.run().complete(99, {})


def test_a_manual_and_an_untyped_task_are_passed_at_once() -> None:
    diagram = bpmn("procedure", "start begin\ntask a\nmanual b\nend done", "begin > a > b > done")
    case = Case("procedure", diagram).start()
    assert case.ended is not None
    assert case.trail[2:5:2] == ["a", "b"]


def test_a_cancelled_instance_closes_everything() -> None:
    diagram = bpmn("procedure", "start begin\nuser a b\nend done", "begin > a > done\nbegin > b > done")
    case = Case("procedure", diagram).start()
    step = case.took(case.run().cancel())
    assert sorted((closed.element, closed.how) for closed in step.closed) == [("a", "cancelled"), ("b", "cancelled")]
    assert step.ended == spiff.Ended(None, "cancelled")


def test_a_step_that_would_not_end_is_stopped() -> None:
    diagram = bpmn(
        "procedure", "start begin\nxor merge choose\nend done",
        "begin > merge > choose\nchoose > merge : default\nchoose > done : =stop",
    )  # fmt: skip
    case = Case("procedure", diagram, budget=500)
    with pytest.raises(errors.Runaway):
        case.start(stop=False)


def test_the_same_steps_give_the_same_bytes() -> None:
    diagram = bpmn("procedure", "start begin\nand f j\nuser a b\nend done", "begin > f > a > j > done\nf > b > j")

    def played() -> list[str]:
        case = Case("procedure", diagram).start(x={"y": 1})
        case.complete("b", {"b": 1})
        case.complete("a", {"a": 1})
        return [repr(step) for step in case.steps]

    assert played() == played()


def test_a_run_that_failed_is_spent() -> None:
    case = Case(
        "procedure", single(user("work", io({}, {"x": '=number("1") + (for i in 1..1000000 return i)'}))), reload=False
    ).start()
    run, ref = case.run(), case.ref("work")
    with pytest.raises(errors.Refusal):
        run.complete(ref, {})
    with pytest.raises(errors.Refusal) as refused:
        run.complete(ref, {})
    assert refused.value.code in ("run_spent", "already_done")
