"""What each construct of docs/bpmn.md brings or shows may be read there; a name that it does not bring is told."""

from collections.abc import Callable
from typing import Any

import pytest
from diagrams.drawing import (
    boundary,
    bpmn,
    element,
    error,
    event,
    event_definition,
    loop,
    message,
    on_event,
    script,
    signal,
    sub,
    timer,
    user,
    when,
    whole,
    zeebe,
)
from helpers.definitions import form, process, start_event, text_field

from engine import definition
from engine.bundle import Bundle

ASK = form("ask", text_field("topic", required=True))
UP = '<bpmn:escalation id="up" escalationCode="up"/>'
ROOT = message("m", "news", "=case.number") + signal("s", "bell") + error("x", "broken") + UP
MESSAGE, SIGNAL, ERROR = (
    event_definition("message", "m"),
    event_definition("signal", "s"),
    event_definition("error", "x"),
)
LATER = timer("timeDuration", "P1D")
Drawn = Callable[[str], Bundle]


def case(*parts: str, **files: Any) -> Bundle:
    """A case that begins with the form `ask`."""
    return process("p", start_event(form="ask"), "end done", *parts, root=ROOT, forms__ask__form=ASK, **files)


def use(name: str, identity: str = "use", **more: Any) -> str:
    """A script that reads a name."""
    return script(identity, f"={name}", "used", **more)


def work(identity: str = "work", inner: str = "") -> str:
    """A task that waits."""
    return user(identity, candidateGroups="rank_officer", inner=inner)


def made() -> str:
    """A script that sets `made`."""
    return script("make", "=topic", "made")


def catching(*definitions: str, **attributes: str) -> Drawn:
    wait = event("intermediateCatchEvent", "wait", *definitions, **attributes)
    return lambda name: case(wait, use(name), "asked > wait > use > done")


def at_work(definition: str) -> Drawn:
    on = boundary("on", "work", definition)
    return lambda name: case(work(), on, use(name), "end aside", "asked > work > done\non > use > aside")


def answering(definition: str, *, interrupting: bool = True) -> Drawn:
    """An event subprocess beside a task and a script that sets `made`."""
    parts = ("end out", "on_start > use > out")
    return lambda name: case(
        work(),
        made(),
        on_event("on", definition, use(name), *parts, interrupting=interrupting),
        "asked > make > work > done",
    )


def begun(*definitions: str, **attributes: str) -> Drawn:
    start = event("startEvent", "begin", *definitions, **attributes)
    return lambda name: process("p", start, "end done", use(name), "begin > use > done", root=ROOT)


def by_gateway(name: str) -> Bundle:
    gate = element("eventBasedGateway", "gate", instantiate="true")
    heard = event("intermediateCatchEvent", "heard", SIGNAL) + event("intermediateCatchEvent", "read", MESSAGE)
    ways = "gate > heard > use > done\ngate > read > use"
    return process("p", gate, heard, "end done", use(name), ways, root=ROOT)


BRING: dict[str, Drawn] = {
    "message": catching(MESSAGE),
    "signal": catching(SIGNAL),
    "several": catching(LATER, SIGNAL),
    "all of several": catching(LATER, MESSAGE, parallelMultiple="true"),
    "receive task": lambda name: case(
        element("receiveTask", "wait", messageRef="m"), use(name), "asked > wait > use > done"
    ),
    "boundary message": at_work(MESSAGE),
    "boundary signal": at_work(SIGNAL),
    "boundary error": at_work(ERROR),
    "boundary of several": at_work(LATER + SIGNAL),
    "event subprocess of a message": answering(MESSAGE),
    "of a signal": answering(SIGNAL, interrupting=False),
    "of an error": answering(ERROR),
    "of several": answering(LATER + MESSAGE),
    "start by a message": begun(MESSAGE),
    "start by a signal": begun(SIGNAL),
    "start by several": begun(MESSAGE, SIGNAL),
    "start by all of several": begun(MESSAGE, SIGNAL, parallelMultiple="true"),
    "start by a gateway": by_gateway,
}


def inside(tag: str, *, ends: str = "") -> Drawn:
    """A container that reads around and inside, and sets `made` for what comes behind it."""
    parts = [made(), use("made", "read")] if ends else [made(), use("made", "read"), "start s\nend e"]
    ways = "make > read" if ends else "s > make > read > e"
    return lambda name: case(sub("held", *parts, ways, tag=tag, inner=ends), use(name), "asked > held > use > done")


def repeated(attributes: str, condition: str) -> Drawn:
    asks = f"<bpmn:loopCondition>={condition}</bpmn:loopCondition>"
    again = f"<bpmn:standardLoopCharacteristics {attributes}>{asks}</bpmn:standardLoopCharacteristics>"
    return lambda name: case(use(name, inner=again), "asked > use > done")


def gathering(activation: str, way: str) -> Drawn:
    """Two ways into a complex gateway, which asks `activation`; the way out asks `way`. `NAME` in either is read."""

    def drawn(name: str) -> Bundle:
        asks = f"<bpmn:activationCondition>={activation.replace('NAME', name)}</bpmn:activationCondition>"
        gate = element("complexGateway", "gate", inner=asks)
        ways = f"asked > fork > work > gate\nfork > more > gate\ngate > done : ={way.replace('NAME', name)}"
        return case(work(), work("more"), gate, "and fork\nend other", ways, "gate > other : default")

    return drawn


def undoing(name: str) -> Bundle:
    handler = use(name, "undo").replace("<bpmn:scriptTask", '<bpmn:scriptTask isForCompensation="true"', 1)
    bound = '<bpmn:association id="a" sourceRef="on" targetRef="undo" associationDirection="One"/>'
    on, throw = (
        boundary("on", "make", event_definition("compensate")),
        event("intermediateThrowEvent", "back", event_definition("compensate")),
    )
    return case(made(), on, handler, bound, throw, use("used", "after"), "asked > make > back > after > done")


def undone_inside(name: str) -> Bundle:
    undo = on_event("undo", event_definition("compensate"), use(name), "end out", "undo_start > use > out")
    throw = event("intermediateThrowEvent", "back", event_definition("compensate"))
    return case(sub("held", undo, made(), "start s\nend e", "s > make > e"), throw, "asked > held > back > done")


def linked(name: str) -> Bundle:
    ends = (event(f"intermediate{end}Event", end, event_definition("link", name="on")) for end in ("Throw", "Catch"))
    return case(*ends, made(), use(name), "asked > make > Throw\nCatch > use > done")


def calling(called: bytes) -> Bundle:
    call = element("callActivity", "call", zeebe("calledElement", processId="q"))
    return case(call, "asked > call > done", q__bpmn=called)


PAPER = '<bpmn:property id="d1" name="paper"/>'
COUNTED = "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>=3</bpmn:loopCardinality>"
COUNTED += "</bpmn:multiInstanceLoopCharacteristics>"

SHOW: dict[str, tuple[str, Drawn]] = {
    "subprocess": ("made", inside("subProcess")),
    "transaction": ("made", inside("transaction")),
    "ad-hoc subprocess": (
        "made",
        inside("adHocSubProcess", ends='<bpmn:completionCondition>=made = "x"</bpmn:completionCondition>'),
    ),
    "standard loop": ("loopCounter", repeated('loopMaximum="3"', "loopCounter &lt; 2 and used != null")),
    "loop that asks before": ("used", repeated('testBefore="true"', "loopCounter &lt; 2 and used = null")),
    "multi-instance": ("loopCounter", lambda name: case(use(name, inner=COUNTED), "asked > use > done")),
    "end of a multi-instance": (
        "numberOfCompletedInstances",
        lambda name: case(work(inner=loop("=[1, 2]", "one", ends=f"={name} = 1")), "asked > work > done"),
    ),
    "several flows that leave": (
        "made",
        lambda name: case(
            work(), work("more"), made(), use(name), "asked > work > more > use > done\nwork > make > done"
        ),
    ),
    "activation": ("activationCount", gathering("NAME > 1", "waitingForStart")),
    "flow that comes in": ("work__gate", gathering("NAME = 1", "waitingForStart")),
    "way out": ("waitingForStart", gathering("activationCount > 1", "NAME")),
    "compensation": ("made", undoing),
    "compensation inside": ("made", undone_inside),
    "link": ("made", linked),
    "event subprocess of a time": ("made", answering(LATER, interrupting=False)),
    "of a condition": ("made", answering(when('=made = "x"'))),
    "of an escalation": ("made", answering(event_definition("escalation", "up"))),
    "what it leaves": (
        "kept",
        lambda name: case(
            on_event(
                "on", LATER, script("keep", "=topic", "kept"), "end out", "on_start > keep > out", interrupting=False
            ),
            work(),
            use(name),
            "asked > work > use > done",
        ),
    ),
    "no start": ("starter.name", lambda name: process("p", use(name), work(), "use > work")),
    "called without a start": ("topic", lambda name: calling(bpmn("q", use(name)))),
    "global task": (
        "topic",
        lambda name: calling(whole(root=use(name, "q").replace("scriptTask", "globalScriptTask"))),
    ),
    "data object": (
        "paper",
        lambda name: case('<bpmn:dataObject id="d1" name="paper"/>', use(name), "asked > use > done"),
    ),
    "property": ("paper", lambda name: case(PAPER, use(name), "asked > use > done")),
    "property of a subprocess": (
        "paper",
        lambda name: case(sub("held", use(name), "start s\nend e", "s > use > e", inner=PAPER), "asked > held > done"),
    ),
    "property of an activity": ("paper", lambda name: case(use(name, inner=PAPER), "asked > use > done")),
}


def complaints(made: Bundle) -> list[tuple[str, Any]]:
    """What is wrong, or read too early."""
    found = definition.check(None, made)
    return [(one.rule, one.values.get("name")) for one in found if one.severity == "error" or "not_yet" in one.rule]


@pytest.mark.parametrize("construct", BRING)
def test_what_an_event_brings_may_be_read(construct: str) -> None:
    assert complaints(BRING[construct]("brought.word")) == []


@pytest.mark.parametrize("construct", SHOW)
def test_what_a_construct_shows_may_be_read_and_nothing_else(construct: str) -> None:
    name, drawn = SHOW[construct]
    assert complaints(drawn(name)) == []
    assert ("variable_never_set", "slip") in complaints(drawn("slip"))
