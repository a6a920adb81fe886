"""The request as events, metrics and log lines name it: they keep the names that were first recorded.

A running case was called an instance; what compares old events and series with new ones finds one name.
"""

from flask import request

VIEWS = "cases.", "instances."
"""How the names of views about a case begin, and how they are recorded."""
ARGUMENT = "case_id", "instance_id"


def view() -> str | None:
    """The name of the view that answers the request; None where the address leads nowhere."""
    name, (ours, recorded) = request.endpoint, VIEWS
    return recorded + name.removeprefix(ours) if name and name.startswith(ours) else name


def arguments() -> dict[str, object] | None:
    """The arguments in the address of the request, by name; None where it leads nowhere."""
    ours, recorded = ARGUMENT
    values = request.view_args
    if values is None:
        return None
    return {recorded if name == ours else name: value for name, value in values.items()}


def route() -> str:
    """The rule of the address, without what it is about; "-" where it leads nowhere."""
    ours, recorded = ARGUMENT
    return str(request.url_rule or "-").replace(f":{ours}>", f":{recorded}>")
