"""User tasks: what people are offered, what they give, what is refused."""

import pytest
from diagrams.drawing import bpmn, io, user, zeebe
from diagrams.driver import Case

from engine import errors, spiff


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


def test_whom_nobody_knows_is_an_incident_of_the_new_task() -> None:
    case = Case("procedure", single(user("work", candidateUsers="ani, budi")))
    case.unknown.add("budi")
    case.start()
    assert (case.at("work").kind, case.at("work").code) == ("incident", "candidates_unknown")
    case.unknown.clear()
    case.retry("work")
    assert case.at("work").users == ["ani", "budi"]


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
