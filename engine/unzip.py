"""Reads ZIP archives that others made: nothing that their headers say is trusted, content comes out in pieces."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import BinaryIO

from engine.errors import Refusal

PIECE = 64 << 10
"""Bytes that are unpacked at once."""
LIMIT_READ = 256 << 10
"""Bytes that are read at once, the archive's whole directory among them: some thousand names."""
LIMIT_NAME, LIMIT_DEPTH = 200, 10
MOST = 1032
"""The most bytes that Deflate makes of one; an archive that gives more unpacks the same bytes again and again."""
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
HEADER = 30
"""Bytes before a file's name and content."""
# What `zipfile` raises on archives that are broken, whatever is wrong with them.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    LookupError,
)


class BadZip(Refusal):
    """An archive that is not unpacked: broken, too large, encrypted, or packed in a way that cannot be bounded."""


class Archive:
    """The files of an archive by their names, of which at most `limit` bytes come out, all together."""

    def __init__(self, source: BinaryIO, *, files: int, limit: int | None = None) -> None:
        """Read the directory. Raises BadZip with a code `archive_…`; its values name the file and the bounds."""
        size = source.seek(0, io.SEEK_END)
        most = MOST * size
        self.limit, self.files = limit or most, files
        self._left = min(self.limit, most)
        with _translated():
            self._zip = zipfile.ZipFile(_Bounded(source))
        entries = self._zip.infolist()
        _check(entries)
        self._entries = {entry.filename: entry for entry in entries if not entry.is_dir()}
        if len(self._entries) > files or sum(entry.file_size for entry in self._entries.values()) > self._left:
            raise self._too_large()

    @property
    def names(self) -> list[str]:
        """The names of the files, in the order of the directory."""
        return list(self._entries)

    def read(self, name: str, longest: int | None = None) -> bytes:
        """A whole file, of at most `longest` bytes. Raises BadZip."""
        content = bytearray()
        with self._opened(name) as file:
            while piece := self._piece(file):
                content += piece
                if longest is not None and len(content) > longest:
                    raise self._too_large()
        return bytes(content)

    def lines(self, name: str, longest: int) -> Iterator[bytes]:
        """The lines of a file, each with its end and of at most `longest` bytes. Raises BadZip."""
        with self._opened(name) as file:
            while line := self._line(file, longest):
                yield line

    @contextmanager
    def _opened(self, name: str) -> Iterator[io.BufferedReader]:
        with _translated():
            content = self._zip.open(self._entries[name])
        with content:
            yield io.BufferedReader(content, PIECE)  # type: ignore[arg-type]  # it reads into a buffer as a raw one does

    def _piece(self, file: io.BufferedReader) -> bytes:
        with _translated():
            piece = file.read(PIECE)
        return self._spent(piece)

    def _line(self, file: io.BufferedReader, longest: int) -> bytes:
        with _translated():
            line = file.readline(longest + 1)
        if len(line) > longest:
            raise self._too_large()
        return self._spent(line)

    def _spent(self, content: bytes) -> bytes:
        self._left -= len(content)
        if self._left < 0:
            raise self._too_large()
        return content

    def _too_large(self) -> BadZip:
        return BadZip("archive_too_large", files=self.files, bytes=self.limit)


class _Bounded:
    """A file that gives few bytes at once, whatever size a header claims."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.seek, self.tell, self.seekable = file, file.seek, file.tell, file.seekable

    def read(self, size: int = -1, /) -> bytes:
        content = self._file.read(LIMIT_READ + 1 if size < 0 else min(size, LIMIT_READ + 1))
        if len(content) > LIMIT_READ:
            raise zipfile.BadZipFile("a directory beyond all measure")
        return content


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except BROKEN:
        raise BadZip("archive_broken") from None


def _check(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse entries that cannot be unpacked within bounds, or that are no files."""
    names: set[str] = set()
    for entry in entries:
        if code := _wrong(entry):
            raise BadZip(code, file=entry.filename[:LIMIT_NAME])
        if (name := str(PurePosixPath(entry.filename))) in names:
            raise BadZip("archive_twice", file=entry.filename)
        names.add(name)
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:  # files that lie in each other give the same bytes many times
            raise BadZip("archive_broken")
        end = entry.header_offset + HEADER + entry.compress_size


def _wrong(entry: zipfile.ZipInfo) -> str | None:
    if len(entry.filename) > LIMIT_NAME or entry.filename.count("/") > LIMIT_DEPTH:
        return "archive_name"
    if entry.flag_bits & 0x1:
        return "archive_encrypted"
    if entry.compress_type not in METHODS:
        return "archive_method"
    return "archive_link" if stat.S_ISLNK(entry.external_attr >> 16) else None
