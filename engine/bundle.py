"""The files of one definition as a bundle: from folders or an archive, hashed, packed."""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from engine.database.base import canonical
from engine.errors import Invalid
from engine.unzip import Archive, BadZip

KINDS = (".bpmn", ".dmn", ".form", ".typ")
LIMIT_FILES, LIMIT_BYTES = 200, 5_000_000


@dataclass(frozen=True)
class Bundle:
    """The files of one definition by their paths: diagrams and tables at the top, `forms/`, `letters/`, `mails/`."""

    key: str
    files: Mapping[str, bytes]

    @classmethod
    def from_folders(cls, process: Path, forms_folder: Path | None = None) -> "Bundle":
        """The files of a process folder and of the forms folder beside it; stories and cases are left out."""
        files = {
            path.relative_to(process).as_posix(): path.read_bytes() for path in process.rglob("*") if path.is_file()
        }
        if forms_folder and forms_folder.is_dir():
            files |= {f"forms/{path.name}": path.read_bytes() for path in forms_folder.glob("*.form")}
        return cls(process.name, _belonging(files))

    @classmethod
    def from_zip(cls, source: bytes) -> "Bundle":
        """The files of an uploaded archive. Raises Invalid where it is broken, too large, or lacks a main diagram."""
        named, unzipped = _unzipped(source)
        files = _belonging(unzipped)
        mains = [path[:-5] for path in files if path.endswith(".bpmn") and "/" not in path]
        key = next((stem for stem in mains if b'id="' + stem.encode() + b'"' in files[f"{stem}.bpmn"]), None)
        if named in mains:
            key = named
        if key is None:
            raise Invalid({"archive": [("archive_without_diagram", {})]})
        return cls(key, files)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the canonical bytes of all files."""
        manifest = {path: hashlib.sha256(content).hexdigest() for path, content in self.files.items()}
        return hashlib.sha256(canonical({"key": self.key, "files": manifest})).hexdigest()

    def zip(self) -> bytes:
        """The files as an archive with one folder named after the key; the same files give the same bytes."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(self.files):
                archive.writestr(zipfile.ZipInfo(f"{self.key}/{path}"), self.files[path])
        return buffer.getvalue()


def _belonging(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files that belong to a definition, with line ends of one kind."""
    return {
        path: content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
        for path, content in sorted(files.items())
        if _belongs(path)
    }


def _belongs(path: str) -> bool:
    mail = path.startswith("mails/") and path.endswith(".txt")
    return mail or (path.endswith(KINDS) and not path.startswith("stories/"))


def _unzipped(source: bytes) -> tuple[str | None, dict[str, bytes]]:
    """The name of the one folder that holds everything, if there is one, and the files by their paths in it."""
    try:
        archive = Archive(io.BytesIO(source), files=LIMIT_FILES, limit=LIMIT_BYTES)
        paths = {name: PurePosixPath(name) for name in archive.names}
        inside = {name: path for name, path in paths.items() if path.parts and not _leads_out(path)}
        tops = {path.parts[0] for path in inside.values()}
        nested = len(tops) == 1 and all(len(path.parts) > 1 for path in inside.values())
        files = {
            PurePosixPath(*path.parts[1 if nested else 0 :]).as_posix(): archive.read(name)
            for name, path in inside.items()
        }
    except BadZip as refusal:
        raise Invalid({"archive": [(refusal.code, refusal.values)]}) from None
    return (tops.pop() if nested else None), files


def _leads_out(path: PurePosixPath) -> bool:
    return path.is_absolute() or ".." in path.parts or path.parts[0] == "__MACOSX"
