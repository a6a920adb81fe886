"""Checks an exported history offline: this one file and Python's standard library are all it takes."""

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

START = "0" * 64
SALT = 32
HEADER = (
    "id",
    "instance",
    "seq",
    "kind",
    "at",
    "actor",
    "on_behalf_of",
    "mandate",
    "person",
    "task",
    "element",
    "digest",
    "commitments",
    "prev_hash",
)


@dataclass(frozen=True)
class Misfit:
    """A misfit: the position of the event in its chain (None: the export as a whole), a code, its values."""

    seq: int | None
    code: str
    values: dict[str, Any] = field(default_factory=dict)


def verify(export: dict[str, Any]) -> list[Misfit]:
    """Every misfit of an export, the first event that does not fit first; an empty list if the history is whole.

    Erased payloads are no misfit: their commitment stays. `erased` lists them.
    """
    try:
        return list(_misfits(export))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return [Misfit(None, "export_unreadable", {"detail": type(error).__name__})]


def erased(export: dict[str, Any]) -> list[tuple[int, str, str | None, str | None]]:
    """The parts that were erased: event's position, part, by whom, when."""
    return [
        (event["seq"], name, part["erased_by"], part["erased_at"])
        for event in export["events"]
        for name, part in event["parts"].items()
        if part["content"] is None
    ]


def _misfits(export: dict[str, Any]) -> Iterator[Misfit]:
    if export["format"] != "jenjang-audit/1":
        yield Misfit(None, "format_unknown", {"format": export["format"]})
        return
    before = START
    for position, event in enumerate(export["events"]):
        if event["seq"] != position:
            yield Misfit(position, "event_missing", {"found": event["seq"]})
        if event["instance"] != export["instance"]:
            yield Misfit(position, "event_of_another_case", {"instance": event["instance"]})
        if event["prev_hash"] != before:
            yield Misfit(position, "chain_broken", {})
        if _hash(event) != event["hash"]:
            yield Misfit(position, "event_changed", {"kind": event["kind"]})
        yield from _unfit_parts(position, event)
        before = event["hash"]
    if len(export["events"]) != export["length"] or before != export["head"]:
        yield Misfit(None, "history_cut", {"length": export["length"], "found": len(export["events"])})


def _unfit_parts(position: int, event: dict[str, Any]) -> Iterator[Misfit]:
    if set(event["parts"]) != set(event["commitments"]):
        yield Misfit(position, "part_missing", {})
    for name, part in event["parts"].items():
        if part["content"] is None:
            if not part["erased_at"]:
                yield Misfit(position, "part_missing", {"part": name})
            continue
        # A salt of another length could have swallowed the beginning of the content.
        salted = len(part["salt"]) == SALT and hashlib.sha256(bytes.fromhex(part["salt"]) + part["content"].encode())
        if not salted or salted.hexdigest() != event["commitments"].get(name):
            yield Misfit(position, "part_changed", {"part": name})


def _hash(event: dict[str, Any]) -> str:
    header = {name: event[name] for name in HEADER}
    text = json.dumps(header, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(b"\x00" + text.encode()).hexdigest()


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as source:
        misfits = verify(json.load(source))
    for misfit in misfits:
        print(misfit.seq, misfit.code, misfit.values)
    print("whole" if not misfits else f"{len(misfits)} misfits")
    sys.exit(1 if misfits else 0)
