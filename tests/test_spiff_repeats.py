"""Standard loops, counted multi-instance with its behaviours, ad-hoc subprocesses, quantities of tokens."""

import pytest
from diagrams.drawing import boundary, bpmn, element, event_definition, inside, loop, script, signal, sub, user, zeebe
from diagrams.driver import Case

from engine import spiff


def again(condition: str = "", **attributes: str) -> str:
    said = "".join(f' {name}="{value}"' for name, value in attributes.items())
    held = f"<bpmn:loopCondition>{condition.replace('<', '&lt;')}</bpmn:loopCondition>" if condition else ""
    return f"<bpmn:standardLoopCharacteristics{said}>{held}</bpmn:standardLoopCharacteristics>"


def counted(number: str, *, sequential: bool = True, ends: str = "", inner: str = "", **attributes: str) -> str:
    said = "".join(f' {name}="{value}"' for name, value in attributes.items())
    ends = f"<bpmn:completionCondition>{ends.replace('<', '&lt;')}</bpmn:completionCondition>" if ends else ""
    return (
        f'<bpmn:multiInstanceLoopCharacteristics isSequential="{str(sequential).lower()}"{said}>'
        f"<bpmn:loopCardinality>{number}</bpmn:loopCardinality>{ends}{inner}</bpmn:multiInstanceLoopCharacteristics>"
    )


def count(inner: str, identity: str = "work") -> str:
    return script(identity, "=if n = null then 1 else n + 1", "n", inner=inner)


def ran(work: str, flows: str = "begin > work > done", **variables: object) -> Case:
    return Case("p", bpmn("p", "start begin\nend done", work, flows)).start(**variables)


LOOPS = {
    "after": (again("=n < 3"), 0, 3),
    "after_once": (again("=n < 3"), 7, 8),
    "before": (again("=n < 3", testBefore="true"), 0, 3),
    "before_never": (again("=n < 3", testBefore="true"), 3, 3),
    "bounded": (again("=true", loopMaximum="4"), 0, 4),
    "only_bounded": (again(loopMaximum="2"), 0, 2),
    "by_its_counter": (again("=loopCounter < 5"), 0, 5),
}


@pytest.mark.parametrize("name", LOOPS)
def test_a_standard_loop_runs_while_its_condition_holds(name: str) -> None:
    loop_, begin, end = LOOPS[name]
    case = ran(count(loop_), n=begin)
    assert case.root["n"] == end
    assert case.ended is not None


def test_a_standard_loop_of_people_and_of_a_subprocess() -> None:
    case = ran(user("work", inner=again("=not(good)")))
    for good in (False, False, True):
        assert case.open == ["work"]
        case.complete("work", {"good": good})
    assert case.ended is not None
    inner = sub("work", "start s\nuser each\nend e", "s > each > e", inner=again("=not(good)"))
    case = ran(inner)
    case.complete("each", {"good": False})
    case.complete("each", {"good": True})
    assert case.ended is not None


def test_a_loop_can_be_interrupted_as_a_whole() -> None:
    diagram = bpmn(
        "p",
        "start begin\nuser late\nend done",
        user("work", inner=again("=true")),
        boundary("bell", "work", event_definition("signal", "s")),
        "begin > work > done\nbell > late > done",
        root=signal("s"),
    )
    case = Case("p", diagram).start()
    case.complete("work")
    case.signal("s")
    assert case.open == ["late"]


def test_a_condition_that_fails_stops_the_loop_and_can_be_retried() -> None:
    case = ran(user("work", inner=again("=good")))
    case.complete("work", {"good": "yes"})
    assert case.at("work").code == "condition_not_boolean"
    assert case.variables is not None
    case.variables["0"]["vars"]["good"] = False
    case.retry("work")
    assert case.ended is not None


@pytest.mark.parametrize(("number", "sequential"), [("3", True), ("3", False), ("=n + 3", True), ("=n + 3", False)])
def test_a_counted_activity_runs_so_many_times(number: str, sequential: bool) -> None:
    assert ran(count(counted(number, sequential=sequential)), n=0).root["n"] == 3


@pytest.mark.parametrize("number", ["=-1", "=1.5", "=null", '="many"'])
def test_a_number_of_instances_that_is_none_is_an_incident(number: str) -> None:
    assert ran(count(counted(number))).at("work").code == "cardinality_not_whole"


@pytest.mark.parametrize("number", ["9" * 5000, float("inf"), float("nan"), True])
def test_a_number_of_instances_beyond_numbers_is_an_incident(number: object) -> None:
    assert ran(count(counted("=number")), number=number).at("work").code == "cardinality_not_whole"


def test_none_at_all_is_passed() -> None:
    assert ran(count(counted("0")), n=9).root["n"] == 9


def test_a_completion_condition_ends_the_rest() -> None:
    case = ran(user("work", inner=counted("5", sequential=False, ends="=numberOfCompletedInstances >= 2")))
    assert case.open == ["work"] * 5
    case.complete("work")
    case.complete("work")
    assert case.ended is not None


ONE = event_definition("signal", "s", id="said")
COMPLEX = (
    "<bpmn:complexBehaviorDefinition><bpmn:condition>{}</bpmn:condition><bpmn:event>"
    + event_definition("signal", "s")
    + "</bpmn:event></bpmn:complexBehaviorDefinition>"
)
BEHAVIOURS = {
    "none": (counted("3", behavior="None", noneBehaviorEventRef="said"), 3, 3),
    "one": (counted("3", behavior="One", oneBehaviorEventRef="said"), 3, 1),
    "all": (counted("3", behavior="All"), 3, 0),
    "complex": (counted("3", behavior="Complex", inner=COMPLEX.format("=n = 2")), 2, 1),
    "one_at_once": (counted("3", sequential=False, behavior="One", oneBehaviorEventRef="said"), 3, 1),
}


@pytest.mark.parametrize("name", BEHAVIOURS)
def test_what_a_behaviour_throws_is_caught_beside_the_activity(name: str) -> None:
    many, runs, caught = BEHAVIOURS[name]
    diagram = bpmn(
        "p",
        "start begin\nend done over",
        count(many),
        boundary("bell", "work", event_definition("signal", "s")),
        script("ring", "=if rung = null then 1 else rung + 1", "rung"),
        "begin > work > done\nbell > ring > over",
        root=signal("s") + ONE,
    )
    case = Case("p", diagram).start(n=0)
    assert (case.root["n"], case.root.get("rung", 0)) == (runs, caught)
    assert "work__done" in case.trail
    assert len([thrown for step in case.steps for thrown in step.thrown]) == caught


def test_results_stand_in_the_order_of_the_list_in_every_round() -> None:
    told_ = loop("=names", "name", outputCollection="said", outputElement="=answer")
    work = element("userTask", "work", zeebe("userTask"), inner=told_)
    diagram = bpmn(
        "p",
        "start begin\nxor join choose\nend done",
        work,
        "begin > join > work > choose\nchoose > join : =again\nchoose > done : default",
    )
    case = Case("p", diagram).start(names=["a", "b", "c"], again=True)
    for round_ in (1, 2):
        for index in (2, 0, 0):
            case.complete("work", {"answer": round_ * 10 + len(case.open), "again": round_ < 2}, index)
        assert case.root["said"] == [round_ * 10 + 2, round_ * 10 + 1, round_ * 10 + 3]
    assert case.ended is not None


def test_a_loop_over_declared_data_is_one_over_a_list() -> None:
    data = '<bpmn:property id="p1" name="names"/><bpmn:dataObject id="o1" name="said"/><bpmn:dataObjectReference id="r1" dataObjectRef="o1"/>'
    many = (
        "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopDataInputRef>p1</bpmn:loopDataInputRef><bpmn:loopDataOutputRef>r1</bpmn:loopDataOutputRef>"
        '<bpmn:inputDataItem id="i1" name="each"/><bpmn:outputDataItem id="i2" name="answer"/></bpmn:multiInstanceLoopCharacteristics>'
    )
    case = Case(
        "p",
        bpmn(
            "p", "start begin\nend done", data, script("work", "=each + 1", "answer", inner=many), "begin > work > done"
        ),
    )
    assert case.start(names=[1, 2, 3]).root["said"] == [2, 3, 4]


def ad_hoc(*parts: str, condition: str = "", **attributes: str) -> str:
    inner = inside(*parts) + (f"<bpmn:completionCondition>{condition}</bpmn:completionCondition>" if condition else "")
    return element("adHocSubProcess", "work", inner=inner, **attributes)


def test_everything_in_an_ad_hoc_subprocess_can_be_done_in_any_order() -> None:
    case = ran(ad_hoc("user a b c", "a > c"))
    assert case.open == ["a", "b"]
    case.complete("b")
    case.complete("a")
    assert case.open == ["c"]
    case.complete("c")
    assert case.ended is not None


def test_a_sequential_ad_hoc_subprocess_offers_one_after_the_other() -> None:
    case = ran(ad_hoc("user a b", ordering="Sequential"))
    assert case.open == ["a"]
    case.complete("a")
    assert case.open == ["b"]
    case.complete("b")
    assert case.ended is not None


@pytest.mark.parametrize(("cancels", "open_"), [("true", []), ("false", ["b", "c"])])
def test_a_completion_condition_ends_an_ad_hoc_subprocess(cancels: str, open_: list[str]) -> None:
    case = ran(ad_hoc("user a b c", condition="=enough", cancelRemainingInstances=cancels), enough=False)
    case.complete("a", {"enough": True})
    assert case.open == open_


def test_a_sequential_ad_hoc_subprocess_offers_no_more_when_it_is_enough() -> None:
    case = ran(ad_hoc("user a b", condition="=enough", ordering="Sequential"), enough=False)
    case.complete("a", {"enough": True})
    assert case.ended is not None


def test_tokens_are_collected_before_and_multiplied_after() -> None:
    many = count("", "many").replace("<bpmn:scriptTask", '<bpmn:scriptTask completionQuantity="4"')
    pairs = count("", "pairs").replace("<bpmn:scriptTask", '<bpmn:scriptTask startQuantity="2"')
    case = Case("p", bpmn("p", "start begin\nend done", many, pairs, "begin > many > pairs > done")).start(n=0)
    assert case.root["n"] == 3
    assert case.ended is not None


def test_people_are_asked_once_for_every_so_many_tokens() -> None:
    both = user("both").replace("<bpmn:userTask", '<bpmn:userTask startQuantity="2"')
    case = Case(
        "p",
        bpmn("p", "start begin\nand fork\nuser a b\nend done", both, "begin > fork > a > both > done\nfork > b > both"),
    ).start()
    case.complete("a")
    assert case.open == ["b"]
    case.complete("b")
    assert case.open == ["both"]


def test_tokens_that_are_too_few_are_told_as_an_incident() -> None:
    both = user("both").replace("<bpmn:userTask", '<bpmn:userTask startQuantity="3"')
    case = Case("p", bpmn("p", "start begin\nuser a\nend done", both, "begin > a > both > done")).start()
    case.complete("a")
    assert case.at("both").code == "join_never_fires"


def test_an_event_of_a_behaviour_must_be_there() -> None:
    with pytest.raises(spiff.NotExecutable) as raised:
        ran(count(counted("3", behavior="One", oneBehaviorEventRef="gone")))
    assert [finding.code for finding in raised.value.findings] == ["event_definition_missing"]


def test_an_event_of_a_behaviour_ends_a_scope_around_that_hears_it() -> None:
    many = user("work", inner=counted("3", sequential=False, behavior="One", oneBehaviorEventRef="said"))
    outer = sub("outer", "start s\nend e", many, "s > work > e")
    diagram = bpmn(
        "p",
        "start begin\nuser late\nend done",
        outer,
        boundary("bell", "outer", event_definition("signal", "s")),
        "begin > outer > done\nbell > late > done",
        root=signal("s") + ONE,
    )
    case = Case("p", diagram).start()
    case.complete("work", index=1)
    assert case.open == ["late"]
