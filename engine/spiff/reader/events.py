"""Events: what each event of a diagram waits for or throws."""

from engine.spiff.model.events import EventDefinition
from engine.spiff.reader.data import names_of
from engine.spiff.reader.expressions import condition
from engine.spiff.reader.xml import Element, FindingCollector, child, children, extension, local, plain, text

TIMERS = {"timeDate": "date", "timeDuration": "duration", "timeCycle": "cycle"}
ROOTS = ("message", "error", "signal", "escalation")
CATCHES = ("receiveTask", "intermediateCatchEvent", "boundaryEvent", "startEvent")


class Events:
    """The messages, errors, signals and escalations of one file, its data, and what each event node means with them."""

    def __init__(self, root: Element, file: str, findings: FindingCollector) -> None:
        self.file, self.findings = file, findings
        self.roots = {kind: {each.get("id"): each for each in children(root, kind)} for kind in ROOTS}
        self.data = names_of(root)
        self.shared = {each.get("id"): each for each in children(root) if local(each).endswith("EventDefinition")}

    def of(self, element: Element) -> EventDefinition:
        """The event that the node waits for or throws; of kind none for a plain node."""
        if element.get("messageRef") or local(element) == "receiveTask":
            return self._message(element, element)
        events = [self.read(element, each) for each in self._definitions(element)]
        if len(events) < 2:
            return events[0] if events else EventDefinition(interrupting=_interrupting(element))
        together = element.get("parallelMultiple") == "true"
        return EventDefinition("multiple", parts=events, parallel=together, interrupting=_interrupting(element))

    def named(self, element: Element, reference: str | None) -> EventDefinition | None:
        """The event of a definition that stands for itself; None, with a finding, where there is none."""
        if not reference:
            return None
        shared = self.shared.get(plain(reference))
        if shared is None:
            self.findings.at(self.file, element, "event_definition_missing", reference=reference)
        return None if shared is None else self.read(element, shared)

    def read(self, element: Element, definition: Element) -> EventDefinition:
        """The event that one event definition means at an element."""
        kind = local(definition).removesuffix("EventDefinition")
        read_kind = getattr(self, f"_{kind}", None)
        return (
            read_kind(element, definition) if read_kind else EventDefinition(kind, interrupting=_interrupting(element))
        )

    def _definitions(self, element: Element) -> list[Element]:
        definitions: list[Element] = []
        for each in children(element):
            if local(each).endswith("EventDefinition"):
                definitions.append(each)
            elif local(each) == "eventDefinitionRef":
                shared = self.shared.get(plain(text(each)))
                if shared is None:
                    self.findings.at(self.file, element, "event_definition_missing", reference=text(each))
                else:
                    definitions.append(shared)
        return definitions

    def _root(self, definition: Element, kind: str) -> Element | None:
        return self.roots[kind].get(plain(definition.get(f"{kind}Ref") or ""))

    def _message(self, element: Element, definition: Element) -> EventDefinition:
        message = self._root(definition, "message")
        name = None if message is None else message.get("name") or message.get("id")
        if message is None or not name:
            self.findings.at(self.file, element, "message_missing")
            return EventDefinition("message", interrupting=_interrupting(element))
        subscription = extension(message, "subscription")
        key = None if subscription is None else subscription.get("correlationKey") or None
        if local(element) in CATCHES and key is None and not _begins(element):
            self.findings.at(self.file, element, "correlation_key_missing", message=name)
        return EventDefinition("message", message=name, key=key, interrupting=_interrupting(element))

    def _signal(self, element: Element, definition: Element) -> EventDefinition:
        signal = self._root(definition, "signal")
        name = None if signal is None else signal.get("name") or signal.get("id")
        if not name:
            self.findings.at(self.file, element, "signal_missing")
        return EventDefinition("signal", message=name, interrupting=_interrupting(element))

    def _timer(self, element: Element, definition: Element) -> EventDefinition:
        times = [each for each in children(definition) if local(each) in TIMERS]
        if len(times) != 1 or not text(times[0]):
            self.findings.at(self.file, element, "timer_without_time")
            return EventDefinition("timer", interrupting=_interrupting(element))
        return EventDefinition("timer", TIMERS[local(times[0])], text(times[0]), interrupting=_interrupting(element))

    def _conditional(self, element: Element, definition: Element) -> EventDefinition:
        formula = condition(child(definition, "condition"), element, self.file, self.findings)
        if formula is None:
            self.findings.at(self.file, element, "event_condition_missing")
        return EventDefinition("conditional", condition=formula, interrupting=_interrupting(element))

    def _error(self, element: Element, definition: Element) -> EventDefinition:
        code = self._code(element, definition, "error")
        if _lacks(element, code):
            self.findings.at(self.file, element, "error_missing")
        if local(element) != "endEvent" and not _interrupting(element):
            self.findings.at(self.file, element, "error_must_interrupt")
        return EventDefinition("error", code=code)

    def _escalation(self, element: Element, definition: Element) -> EventDefinition:
        code = self._code(element, definition, "escalation")
        if _lacks(element, code):
            self.findings.at(self.file, element, "escalation_missing")
        return EventDefinition("escalation", code=code, interrupting=_interrupting(element))

    def _code(self, element: Element, definition: Element, kind: str) -> str | None:
        root = self._root(definition, kind)
        code = None if root is None else root.get(f"{kind}Code") or None
        if root is None and definition.get(f"{kind}Ref"):
            return ""
        if code is not None and code.startswith("="):
            self.findings.at(self.file, element, "must_be_constant", where=kind, text=code)
        return code

    def _compensate(self, element: Element, definition: Element) -> EventDefinition:
        activity = definition.get("activityRef")
        wait = definition.get("waitForCompletion") != "false"
        return EventDefinition("compensate", activity=plain(activity) if activity else None, wait=wait)

    def _link(self, element: Element, definition: Element) -> EventDefinition:
        if not definition.get("name"):
            self.findings.at(self.file, element, "link_unnamed")
        return EventDefinition("link", message=definition.get("name") or None)


def _lacks(element: Element, code: str | None) -> bool:
    """True if the error or escalation that is named does not exist, or one that is thrown has no code."""
    return code == "" or (code is None and local(element) not in CATCHES)


def _interrupting(element: Element) -> bool:
    return element.get("cancelActivity") != "false" and element.get("isInterrupting") != "false"


def _begins(element: Element) -> bool:
    """True if the event starts a process: a message needs no correlation key then."""
    parent = element.getparent()
    starts = local(element) == "startEvent" and parent is not None and local(parent) == "process"
    return (starts and element.get("parallelMultiple") != "true") or element.get("instantiate") == "true"
