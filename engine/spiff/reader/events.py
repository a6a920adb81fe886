"""Events: what each event of a diagram waits for or throws."""

from engine.spiff.model.events import Happening
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

    def of(self, element: Element) -> Happening:
        """What the node waits for or throws; a plain node does nothing."""
        if element.get("messageRef") or local(element) == "receiveTask":
            return self._message(element, element)
        found = [self.definition(element, each) for each in self._definitions(element)]
        if len(found) < 2:
            return found[0] if found else Happening(interrupting=_interrupting(element))
        together = element.get("parallelMultiple") == "true"
        return Happening("multiple", parts=found, parallel=together, interrupting=_interrupting(element))

    def named(self, element: Element, reference: str | None) -> Happening | None:
        """The event of a definition that stands for itself; None, with a finding, where there is none."""
        if not reference:
            return None
        shared = self.shared.get(plain(reference))
        if shared is None:
            self.findings.at(self.file, element, "event_definition_missing", reference=reference)
        return None if shared is None else self.definition(element, shared)

    def definition(self, element: Element, told: Element) -> Happening:
        """What one event definition means at an element."""
        kind = local(told).removesuffix("EventDefinition")
        read = getattr(self, f"_{kind}", None)
        return read(element, told) if read else Happening(kind, interrupting=_interrupting(element))

    def _definitions(self, element: Element) -> list[Element]:
        found: list[Element] = []
        for each in children(element):
            if local(each).endswith("EventDefinition"):
                found.append(each)
            elif local(each) == "eventDefinitionRef":
                shared = self.shared.get(plain(text(each)))
                if shared is None:
                    self.findings.at(self.file, element, "event_definition_missing", reference=text(each))
                else:
                    found.append(shared)
        return found

    def _root(self, told: Element, kind: str) -> Element | None:
        return self.roots[kind].get(plain(told.get(f"{kind}Ref") or ""))

    def _message(self, element: Element, told: Element) -> Happening:
        message = self._root(told, "message")
        name = None if message is None else message.get("name") or message.get("id")
        if message is None or not name:
            self.findings.at(self.file, element, "message_missing")
            return Happening("message", interrupting=_interrupting(element))
        subscription = extension(message, "subscription")
        key = None if subscription is None else subscription.get("correlationKey") or None
        if local(element) in CATCHES and key is None and not _begins(element):
            self.findings.at(self.file, element, "correlation_key_missing", message=name)
        return Happening("message", message=name, key=key, interrupting=_interrupting(element))

    def _signal(self, element: Element, told: Element) -> Happening:
        signal = self._root(told, "signal")
        name = None if signal is None else signal.get("name") or signal.get("id")
        if not name:
            self.findings.at(self.file, element, "signal_missing")
        return Happening("signal", message=name, interrupting=_interrupting(element))

    def _timer(self, element: Element, told: Element) -> Happening:
        found = [each for each in children(told) if local(each) in TIMERS]
        if len(found) != 1 or not text(found[0]):
            self.findings.at(self.file, element, "timer_without_time")
            return Happening("timer", interrupting=_interrupting(element))
        return Happening("timer", TIMERS[local(found[0])], text(found[0]), interrupting=_interrupting(element))

    def _conditional(self, element: Element, told: Element) -> Happening:
        said = condition(child(told, "condition"), element, self.file, self.findings)
        if said is None:
            self.findings.at(self.file, element, "event_condition_missing")
        return Happening("conditional", condition=said, interrupting=_interrupting(element))

    def _error(self, element: Element, told: Element) -> Happening:
        code = self._code(element, told, "error")
        if _lacks(element, code):
            self.findings.at(self.file, element, "error_missing")
        if local(element) != "endEvent" and not _interrupting(element):
            self.findings.at(self.file, element, "error_must_interrupt")
        return Happening("error", code=code)

    def _escalation(self, element: Element, told: Element) -> Happening:
        code = self._code(element, told, "escalation")
        if _lacks(element, code):
            self.findings.at(self.file, element, "escalation_missing")
        return Happening("escalation", code=code, interrupting=_interrupting(element))

    def _code(self, element: Element, told: Element, kind: str) -> str | None:
        found = self._root(told, kind)
        code = None if found is None else found.get(f"{kind}Code") or None
        if found is None and told.get(f"{kind}Ref"):
            return ""
        if code is not None and code.startswith("="):
            self.findings.at(self.file, element, "must_be_constant", where=kind, text=code)
        return code

    def _compensate(self, element: Element, told: Element) -> Happening:
        activity = told.get("activityRef")
        wait = told.get("waitForCompletion") != "false"
        return Happening("compensate", activity=plain(activity) if activity else None, wait=wait)

    def _link(self, element: Element, told: Element) -> Happening:
        if not told.get("name"):
            self.findings.at(self.file, element, "link_unnamed")
        return Happening("link", message=told.get("name") or None)


def _lacks(element: Element, code: str | None) -> bool:
    """Whether the error or escalation that is named is not there, or one that is thrown has no code."""
    return code == "" or (code is None and local(element) not in CATCHES)


def _interrupting(element: Element) -> bool:
    return element.get("cancelActivity") != "false" and element.get("isInterrupting") != "false"


def _begins(element: Element) -> bool:
    """Whether the event starts a process: then there is nothing yet that a message could be told apart by."""
    parent = element.getparent()
    starts = local(element) == "startEvent" and parent is not None and local(parent) == "process"
    return (starts and element.get("parallelMultiple") != "true") or element.get("instantiate") == "true"
