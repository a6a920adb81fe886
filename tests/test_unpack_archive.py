"""Archives that mean harm come through the designer's upload and the operator's restore: little memory, plain words."""

import io
import os
import struct
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import orjson
import pytest
from click.testing import CliRunner, Result
from helpers import office
from helpers.office import Visitor, text

from engine import archive
from engine.bundle import Bundle
from engine.database.base import Database
from webapp.cli import main

ROOM = 100 << 20
"""Bytes that a bomb may take: far less than what is in it, more than an honest archive needs."""
BOMB = 400 << 20
CENTRAL, LOCAL = b"PK\x01\x02", b"PK\x03\x04"


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archived:
        for name, content in files.items():
            archived.writestr(name, content)
    return buffer.getvalue()


@contextmanager
def blown(buffer: io.BytesIO, name: str, method: int, size: int) -> Iterator[zipfile.ZipFile]:
    """An archive with a file of so many zeros, written in pieces."""
    with zipfile.ZipFile(buffer, "w", method) as archived:
        with archived.open(name, "w", force_zip64=False) as target:
            for _ in range(size >> 20):
                target.write(bytes(1 << 20))
        yield archived


def bomb(name: str, method: int, *beside: tuple[str, bytes], size: int = BOMB) -> bytes:
    """A bomb whose headers say that it is ten bytes large."""
    buffer = io.BytesIO()
    with blown(buffer, name, method, size) as archived:
        for other, content in beside:
            archived.writestr(other, content)
    lie, source = struct.pack("<I", size), buffer.getvalue()
    return source.replace(lie, struct.pack("<I", 10))


def patched(source: bytes, **places: bytes) -> bytes:
    """The archive with bytes written into its first local header and its first line of the directory."""
    raw = bytearray(source)
    for begin, at, content in (
        (LOCAL, 6, places.get("flags")),
        (CENTRAL, 8, places.get("flags")),
        (LOCAL, 8, places.get("method")),
        (CENTRAL, 10, places.get("method")),
        (CENTRAL, 24, places.get("size")),
    ):
        if content is not None:
            place = raw.index(begin) + at
            raw[place : place + len(content)] = content
    return bytes(raw)


def link() -> bytes:
    buffer, entry = io.BytesIO(), zipfile.ZipInfo("permit/permit.bpmn")
    entry.external_attr = 0o120777 << 16
    with zipfile.ZipFile(buffer, "w") as archived:
        archived.writestr(entry, "/etc/passwd")
    return buffer.getvalue()


def overlapping(times: int = 150) -> bytes:
    """One file of zeros, named so often by the directory: each name gives the same bytes again."""
    one = zipped({"a.form": bytes(4 << 20)})
    end = one.rindex(b"PK\x05\x06")
    line = one[one.rindex(CENTRAL) : end]
    there = line * times
    return (
        one[: end - len(line)]
        + there
        + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, times, times, len(there), end - len(line), 0)
    )


def named_within(times: int = 150) -> bytes:
    """As `overlapping`, under names of their own: local headers stand inside the content of the one before."""
    heads, lines, size = b"", b"", len(zipped({"a.form": bytes(4 << 20)}))
    for number in range(times):
        name = b"%03d.form" % number
        lines += (
            struct.pack(
                "<4s4B4HL2L5H2L",
                CENTRAL,
                20,
                0,
                20,
                0,
                0,
                0,
                0,
                0,
                0,
                size,
                4 << 20,
                len(name),
                0,
                0,
                0,
                0,
                0,
                len(heads),
            )
            + name
        )
        heads += struct.pack("<4s2B4HL2L2H", LOCAL, 20, 0, 0, 0, 0, 0, 0, size, 4 << 20, len(name), 0) + name
    return heads + lines + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, times, times, len(lines), len(heads), 0)


def wide_directory() -> bytes:
    """A directory of 100,000 files without content."""
    line = struct.pack("<4s4B4HL2L5H2L", CENTRAL, 20, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"x"
    return line * 100_000 + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(line) * 100_000, 0, 0)


def far_directory() -> bytes:
    """An archive in the large format that tells of a directory of 16 GB."""
    end = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, 1 << 34, 0)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 1)
    return end + locator + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, 0xFFFFFFFF, 0xFFFFFFFF, 0)


def of_large_size() -> bytes:
    """A file of ten bytes that says, in the large format, to have 16 EB."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archived, archived.open("permit.bpmn", "w", force_zip64=True) as target:
        target.write(b"0123456789")
    extra = struct.pack("<2HQ", 1, 8, (1 << 63) + 10)
    raw = patched(buffer.getvalue(), size=b"\xff\xff\xff\xff")
    name = raw.rindex(b"permit.bpmn")
    line = raw.rindex(CENTRAL)
    raw = raw[: line + 30] + struct.pack("<H", len(extra)) + raw[line + 32 :]
    raw = raw[: name + 11] + extra + raw[name + 11 :]
    return raw[:-10] + struct.pack("<L", len(raw) - 22 - line) + raw[-6:]


DIAGRAM = office.permit().files["permit.bpmn"]
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "bzip2_that_lies": (lambda: bomb("permit.bpmn", zipfile.ZIP_BZIP2), "cara yang tidak diterima"),
    "lzma_that_lies": (lambda: bomb("permit.bpmn", zipfile.ZIP_LZMA, size=100 << 20), "cara yang tidak diterima"),
    "deflate_that_lies": (lambda: bomb("permit.bpmn", zipfile.ZIP_DEFLATED), "rusak"),
    "deflate_that_says_so": (
        lambda: bomb("permit.bpmn", zipfile.ZIP_DEFLATED).replace(struct.pack("<I", 10), struct.pack("<I", BOMB)),
        "terlalu besar",
    ),
    "many_that_lie": (
        lambda: zipped({f"forms/{n}.form": bytes(100_000) for n in range(200)}).replace(
            struct.pack("<I", 100_000), struct.pack("<I", 10)
        ),
        "rusak",
    ),
    "a_bomb_in_an_archive_in_it": (
        lambda: zipped({"a/permit.bpmn": bomb("x", zipfile.ZIP_DEFLATED), "b.zip": bomb("x", zipfile.ZIP_BZIP2)}),
        "diagram utama",
    ),
    "locked": (lambda: patched(zipped({"permit.bpmn": DIAGRAM}), flags=b"\x01\x00"), "tanpa kata sandi"),
    "a_method_of_nobody": (lambda: patched(zipped({"permit.bpmn": DIAGRAM}), method=b"\x63\x00"), "tidak diterima"),
    "a_link": (link, "adalah tautan"),
    "the_same_name_twice": (
        lambda: zipped({"permit.bpmn": DIAGRAM, "permit.form": DIAGRAM}).replace(b"permit.form", b"permit.bpmn"),
        "dua kali",
    ),
    "a_long_name": (lambda: zipped({"permit.bpmn": DIAGRAM, "x" * 5_000: b""}), "terlalu panjang"),
    "deep_folders": (lambda: zipped({"permit.bpmn": DIAGRAM, "x/" * 60 + "y": b""}), "terlalu bertingkat"),
    "one_file_many_times": (overlapping, "dua kali"),
    "files_within_each_other": (named_within, "rusak"),
    "a_wide_directory": (wide_directory, "rusak"),
    "a_far_directory": (far_directory, "rusak"),
    "a_large_size": (of_large_size, "terlalu besar"),
}


@contextmanager
def little_memory() -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < ROOM
    finally:
        tracemalloc.stop()


@pytest.fixture
def designer(app: Any, staff: SimpleNamespace) -> Visitor:
    return Visitor(app, "perancang")


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_archive_is_refused_in_words_and_takes_little_memory(designer: Visitor, name: str) -> None:
    make, words = HOSTILE[name]
    source = make()
    files = {"archive": (io.BytesIO(source), "permit.zip")}
    with little_memory():
        answer = designer.post("/definitions/upload/", "/definitions/upload/", files=files)
    assert (answer.status_code, words in text(answer)) == (422, True), text(answer)[-1500:]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_an_ordinary_archive_with_folders_is_taken(designer: Visitor, method: int) -> None:
    files = {f"permit/{path}": content for path, content in office.permit().files.items()}
    source = zipped({"permit/": b"", "permit/forms/": b"", **files}, method)
    answer = designer.post(
        "/definitions/upload/", "/definitions/upload/", files={"archive": (io.BytesIO(source), "permit.zip")}
    )
    assert answer.status_code == 200
    assert Bundle.from_zip(source).digest == office.permit().digest


def restored(file: Path, folder: Path) -> Result:
    return CliRunner().invoke(main, ["restore", str(file)], env={"JENJANG_DATABASE": f"sqlite:///{folder}/new.db"})


def backed_up(database: Database, file: Path, name: str) -> bytes:
    """The backup without one of its files."""
    archive.back_up(database, file)
    with zipfile.ZipFile(file) as whole:
        files = {each: whole.read(each) for each in whole.namelist() if each != name}
    return zipped(files)


def with_bomb(source: bytes, name: str, method: int, *, lies: bool = True) -> bytes:
    """The archive with a line of zeros as this file, told as ten bytes."""
    buffer = io.BytesIO(source)
    with zipfile.ZipFile(buffer, "a", method) as more, more.open(name, "w") as target:
        for _ in range(BOMB >> 20):
            target.write(bytes(1 << 20))
    return buffer.getvalue().replace(struct.pack("<I", BOMB), struct.pack("<I", 10 if lies else BOMB))


def with_lines(source: bytes, name: str) -> bytes:
    """The archive with rows without end as this file, of which the manifest counts three."""
    buffer = io.BytesIO(source)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as more, more.open(name, "w") as target:
        for _ in range(BOMB >> 20):
            target.write(b'{"key":"x","value":"{}"}\n' * 40_000)
    return buffer.getvalue()


PARTS = [
    ("tables/person.jsonl", lambda source, name: with_bomb(source, name, zipfile.ZIP_BZIP2)),
    ("tables/person.jsonl", lambda source, name: with_bomb(source, name, zipfile.ZIP_DEFLATED)),
    ("tables/person.jsonl", lambda source, name: with_bomb(source, name, zipfile.ZIP_DEFLATED, lies=False)),
    ("tables/unit.jsonl", lambda source, name: with_bomb(source, name, zipfile.ZIP_DEFLATED)),
    ("manifest.json", lambda source, name: with_bomb(source, name, zipfile.ZIP_DEFLATED)),
    ("tables/setting.jsonl", with_lines),
]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("name", "spoil"), PARTS)
def test_a_hostile_backup_is_refused_in_words_and_takes_little_memory(
    database: Database, tmp_path: Path, name: str, spoil: Any
) -> None:
    file = tmp_path / "hostile.backup"
    file.write_bytes(spoil(backed_up(database, tmp_path / "whole.backup", name), name))
    with little_memory():
        refused = restored(file, tmp_path)
    assert refused.exit_code == 1, refused.output
    assert "Pakai berkas cadangan lain" in refused.output
    assert os.path.getsize(tmp_path / "new.db") < 1 << 20


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_backup_that_says_itself_that_it_has_rows_without_number_is_refused(
    database: Database, tmp_path: Path
) -> None:
    source = backed_up(database, tmp_path / "whole.backup", "manifest.json")
    manifest = {"format": archive.FORMAT, "revision": "0005", "tables": {"person": {"rows": "1e999"}}}
    buffer = io.BytesIO(source)
    with zipfile.ZipFile(buffer, "a") as more:
        more.writestr("manifest.json", orjson.dumps(manifest))
    (tmp_path / "hostile.backup").write_bytes(buffer.getvalue())
    refused = restored(tmp_path / "hostile.backup", tmp_path)
    assert (refused.exit_code, "bukan cadangan Jenjang" in refused.output) == (1, True), refused.output
