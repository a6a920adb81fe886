"""Scripts, decisions and jobs: what they read, what they give, how they fail."""

from decimal import Decimal
from typing import Any, NamedTuple

from diagrams.drawing import (
    bpmn,
    element,
    io,
    job,
    script,
    zeebe,
)
from diagrams.driver import Case

from engine import dmn, feel


def single(task: str, identity: str = "work") -> bytes:
    return bpmn("procedure", "start begin\nend done", task, f"begin > {identity} > done")


def test_a_script_writes_its_result_by_path() -> None:
    case = Case("procedure", single(script("work", "=a + 0.1", "sum.value"))).start(a=0.2, sum={"old": 1})
    assert case.root["sum"] == {"old": 1, "value": 0.3}
    [told] = case.steps[0].evaluations
    assert (told.kind, told.source, told.inputs, told.result) == ("script", "a + 0.1", {"a": 0.2}, 0.3)


class Row(NamedTuple):
    id: str
    number: int
    annotations: list[str]


def decision(value: Any, rows: list[int] | None = None) -> Any:
    def decide(name: str, binding: str, scope: Any, env: feel.EvalContext) -> dmn.DecisionResult:
        fired = [Row(f"r{number}", number, ["KP-02"]) for number in rows or [2]]
        return dmn.DecisionResult(
            value, [dmn.Evaluation(name, "Kelayakan", ["Pangkat"], [scope["rank"]], value, fired)]
        )

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
    def broken(name: str, binding: str, scope: Any, env: feel.EvalContext) -> dmn.DecisionResult:
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
    def broken(*_told: Any) -> dmn.DecisionResult:
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
