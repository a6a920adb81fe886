"""Events: timers, messages, errors and ends of a diagram."""

from engine.spiff.model import Happening
from engine.spiff.source import Element, Findings, children, extension, local, text

TIMERS = {"timeDate": "date", "timeDuration": "duration"}


class Events:
    """The messages and errors of one file, and what each event node means with them."""

    def __init__(self, root: Element, file: str, findings: Findings) -> None:
        self.file, self.findings = file, findings
        self.messages = {each.get("id"): each for each in children(root, "message")}
        self.errors = {each.get("id"): each for each in children(root, "error")}

    def of(self, element: Element) -> Happening:
        """What the node waits for or throws; a plain node does nothing."""
        definitions = [each for each in children(element) if local(each).endswith("EventDefinition")]
        if len(definitions) > 1:
            self.findings.at(self.file, element, "several_event_definitions")
        if element.get("messageRef") or local(element) == "receiveTask":
            return self._message(element, element)
        if not definitions:
            return Happening()
        kind = local(definitions[0]).removesuffix("EventDefinition")
        return {"message": self._message, "timer": self._timer, "error": self._error}.get(kind, self._end)(
            element, definitions[0]
        )

    def _message(self, element: Element, told: Element) -> Happening:
        message = self.messages.get(told.get("messageRef"))
        if message is None or not message.get("name"):
            self.findings.at(self.file, element, "message_missing")
            return Happening("message", interrupting=_interrupting(element))
        catches = local(element) in ("receiveTask", "intermediateCatchEvent", "boundaryEvent")
        subscription = extension(message, "subscription")
        key = None if subscription is None else subscription.get("correlationKey") or None
        if catches and key is None:
            self.findings.at(self.file, element, "correlation_key_missing", message=message.get("name"))
        return Happening("message", message=message.get("name"), key=key, interrupting=_interrupting(element))

    def _timer(self, element: Element, told: Element) -> Happening:
        found = [each for each in children(told) if local(each) in TIMERS]
        if len(found) != 1 or not text(found[0]):
            self.findings.at(self.file, element, "timer_without_time")
            return Happening("timer", interrupting=_interrupting(element))
        return Happening("timer", TIMERS[local(found[0])], text(found[0]), interrupting=_interrupting(element))

    def _error(self, element: Element, told: Element) -> Happening:
        error = self.errors.get(told.get("errorRef"))
        code = None if error is None else error.get("errorCode") or None
        throws = local(element) == "endEvent"
        if (told.get("errorRef") and error is None) or (throws and code is None):
            self.findings.at(self.file, element, "error_missing")
        if code is not None and code.startswith("="):
            self.findings.at(self.file, element, "must_be_constant", where="error", text=code)
        if not throws and not _interrupting(element):
            self.findings.at(self.file, element, "error_must_interrupt")
        return Happening("error", code=code)

    def _end(self, element: Element, told: Element) -> Happening:
        return Happening(local(told).removesuffix("EventDefinition"))


def _interrupting(element: Element) -> bool:
    return element.get("cancelActivity") != "false"
