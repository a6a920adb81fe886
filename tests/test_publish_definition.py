"""Publishing: the files are checked, hashed, frozen and numbered; a running case keeps its version."""

import io
import zipfile
from typing import Any

import pytest
from helpers.definitions import (
    approval,
    form,
    open_elements,
    open_task,
    process,
    published,
    role_task,
    started,
    text_field,
)
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from engine import change, definition
from engine.audit import AuditEvent
from engine.bundle import LIMIT_BYTES, LIMIT_FILES, Bundle
from engine.errors import Invalid, NotPublished


def version(number: int) -> Bundle:
    """ask, then one task more with each number."""
    names = [f"step_{each}" for each in range(1, number + 1)]
    return process(
        "growing",
        "start asked\nend done",
        *(role_task(name, "rank_officer") for name in names),
        " > ".join(["asked", *names, "done"]),
    )


def test_the_same_files_give_no_new_version(session: Session, people: Any) -> None:
    first, again = published(session, version(1)), published(session, version(1))
    assert (first is again, first.version, first.digest) == (True, 1, version(1).digest)
    second = published(session, version(2))
    assert (second.version, [each.version for each in definition.versions(session, "growing")]) == (2, [2, 1])
    assert definition.latest(session, "growing") is second
    assert [each.version for each in definition.all_latest(session) if each.key == "growing"] == [2]


def test_an_old_version_can_be_published_again_as_a_new_one(session: Session, people: Any) -> None:
    published(session, version(1), version(2))
    assert (published(session, version(1)).version, published(session, version(1)).version) == (3, 3)


def test_the_event_tells_who_published_what_and_why(session: Session, people: Any) -> None:
    made = definition.publish(session, people.designer, version(1), "aturan baru")
    event = session.query(AuditEvent).filter_by(kind="definition_published", digest=made.digest).one()
    assert (event.actor_id, event.part("definition")) == (
        people.designer.id,
        {"key": "growing", "version": 1, "reason": "aturan baru"},
    )


def test_a_running_case_keeps_its_version_with_its_forms(session: Session, people: Any) -> None:
    old = started(session, "approval", people.nurhayati, request={"topic": "lama"})
    changed = dict(approval().files)
    changed["forms/verify.form"] = form("verify", text_field("verification.word", required=True)).encode()
    changed["approval.bpmn"] = changed["approval.bpmn"].replace(
        b'=verification.outcome = "btl"', b'=verification.word = "btl"'
    )
    published(session, Bundle("approval", changed))
    new = started(session, "approval", people.nurhayati, request={"topic": "baru"})
    assert (old.definition.version, new.definition.version) == (1, 2)
    for case, answer in ((old, {"verification": {"outcome": "ms"}}), (new, {"verification": {"word": "ya"}})):
        open_task(session, "verify", case).complete(people.petugas, answer)
        assert open_elements(case) == ["decide"]


def test_a_definition_with_errors_is_not_published_at_all(session: Session, people: Any) -> None:
    bad = process("bad", "start asked\nend done", role_task("go", "rank_offiser"), "asked > go > done")
    with pytest.raises(NotPublished) as raised:
        published(session, bad)
    found: Any = raised.value.values["findings"]
    (finding,) = found
    assert (finding.rule, finding.element, finding.values["nearest"]) == ("role_unknown", "go", "rank_officer")
    assert definition.latest(session, "bad") is None


def test_an_archive_gives_the_same_definition_back() -> None:
    there = Bundle.from_zip(approval().zip())
    assert (there.key, there.files, there.digest) == (
        "approval",
        dict(sorted(approval().files.items())),
        approval().digest,
    )
    assert approval().zip() == approval().zip()


def test_line_ends_and_byte_order_marks_do_not_change_the_digest() -> None:
    told = {path: b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n") for path, content in version(1).files.items()}
    assert (
        Bundle.from_zip(archive({f"growing/{path}": content for path, content in told.items()})).digest
        == version(1).digest
    )


def archive(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return buffer.getvalue()


DIAGRAM = version(1).files["growing.bpmn"]
HOSTILE = {
    "no_archive": b"PK but not an archive",
    "nothing": b"",
    "bomb": archive({"growing.bpmn": DIAGRAM, "forms/x.form": b"0" * (LIMIT_BYTES + 1)}),
    "many": archive({f"forms/{number}.form": b"{}" for number in range(LIMIT_FILES + 1)}),
    "no_diagram": archive({"forms/x.form": b"{}"}),
    "above": archive({"../growing.bpmn": DIAGRAM}),
    "absolute": archive({"/growing.bpmn": DIAGRAM}),
    "dots": archive({".": b"", "..": b"", "growing/../../growing.bpmn": DIAGRAM}),
    "cut": archive({"growing.bpmn": DIAGRAM})[:200],
    "changed": archive({"growing.bpmn": DIAGRAM}, zipfile.ZIP_STORED).replace(DIAGRAM[:5], b"xxxxx", 1),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_archive_is_refused(name: str) -> None:
    with pytest.raises(Invalid) as raised:
        Bundle.from_zip(HOSTILE[name])
    assert set(raised.value.errors) == {"archive"}


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    told = archive({"growing.bpmn": DIAGRAM, "forms/x.form": b"0" * 4_000_000})
    size = (4_000_000).to_bytes(4, "little")
    with pytest.raises(Invalid):
        Bundle.from_zip(told.replace(size, (10).to_bytes(4, "little")))


def test_what_leads_out_of_the_archive_is_left_out_and_macs_add_nothing() -> None:
    told = {
        "growing/growing.bpmn": DIAGRAM,
        "growing/../evil.bpmn": DIAGRAM,
        "__MACOSX/growing/._growing.bpmn": b"x",
        "growing/run.py": b"import os",
        "growing/stories/x.toml": b"",
        "/etc/evil.form": b"{}",
    }
    there = Bundle.from_zip(archive(told))
    assert (there.key, list(there.files), there.digest) == ("growing", ["growing.bpmn"], version(1).digest)


@given(st.data())
def test_an_archive_that_was_damaged_is_refused_or_read_and_nothing_else(data: st.DataObject) -> None:
    told = bytearray(archive({"growing/growing.bpmn": DIAGRAM, "growing/forms/é.form": b"{}"}))
    for _ in range(data.draw(st.integers(1, 4))):
        told[data.draw(st.integers(0, len(told) - 1))] = data.draw(st.integers(0, 255))
    try:
        Bundle.from_zip(bytes(told))
    except Invalid as invalid:
        assert set(invalid.errors) == {"archive"}  # noqa: PT017  it may also be read


def test_the_changed_elements_are_told_by_file_and_id() -> None:
    old = approval().files
    new = {**old, "forms/decide.form": old["forms/decide.form"].replace(b"granted", b"given"), "letters/sk.typ": b"x"}
    new["approval.bpmn"] = new["approval.bpmn"].replace(b'candidateGroups="unit_head"', b'candidateGroups="superior"')
    del new["forms/mend.form"]
    told = [(each.file, each.element, each.kind) for each in change.changes(old, new)]
    assert told == [
        ("approval.bpmn", "decide", "changed"),
        ("forms/decide.form", "decision.outcome", "changed"),
        ("forms/mend.form", "mend", "removed"),
        ("forms/mend.form", "request.topic", "removed"),
        ("letters/sk.typ", None, "added"),
    ]
    assert change.changes(old, old) == []
