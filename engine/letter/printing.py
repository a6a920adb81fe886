"""Compiles a template and data to a PDF/A, in a press that stays warm and is killed when it takes too long."""

import atexit
import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import IO, Any, cast

from engine.database.base import canonical
from engine.errors import Refusal

PRESS = Path(__file__).with_name("press.py")
FOLDER = "letters/"
SECONDS = 20
MEMORY = 1_000_000_000
# What typst remembers of earlier letters makes the next one fast, and the press larger.
LETTERS_A_PRESS = 100
# Where a template asks for a package from the net, it meets a closed door at once.
NO_NETWORK = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "https_proxy", "all_proxy"), "http://127.0.0.1:9")


class LetterFailed(Refusal):
    """No PDF: `letter_failed` (with message, hints), `letter_timeout` (seconds), `letter_template` (no such file)."""

    code = "letter_failed"


class Press:
    """One press process at a time, for one letter at a time: started when first needed, renewed after a while."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._printed = 0

    def print(self, order: Mapping[str, Any], seconds: float) -> bytes:
        """The PDF of an order. A press that dies or must be killed is not used again. Raises LetterFailed."""
        with self._lock:
            process, late = self._running(), threading.Event()

            def stop() -> None:
                late.set()
                process.kill()

            timer = threading.Timer(seconds, stop)
            timer.start()
            try:
                return _answer(process, order)
            except (OSError, ValueError, EOFError) as error:
                self._stop()
                if late.is_set():
                    raise LetterFailed("letter_timeout", seconds=seconds) from None
                raise LetterFailed("letter_failed", message=f"the press stopped: {error}", hints=[]) from None
            finally:
                timer.cancel()

    def close(self) -> None:
        """Stop the press; it starts again when it is needed."""
        with self._lock:
            self._stop()

    def leave(self) -> None:
        """Leave the press to the process that started it: two that talk to one would wait for each other's letters."""
        if self._process is not None:
            self._process.returncode = 0  # not ours to wait for
        self._lock, self._process, self._printed = threading.Lock(), None, 0

    def _running(self) -> subprocess.Popen[bytes]:
        if self._printed >= LETTERS_A_PRESS or (self._process and self._process.poll() is not None):
            self._stop()
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - our own press, by its path
                [sys.executable, "-I", str(PRESS), str(MEMORY)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=gettempdir(),
                env={"HOME": "/nonexistent", **NO_NETWORK},
            )
        self._printed += 1
        return self._process

    def _stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
        self._process, self._printed = None, 0


_PRESS = Press()
atexit.register(_PRESS.close)
if hasattr(os, "register_at_fork"):  # not on Windows, where no process forks
    os.register_at_fork(after_in_child=_PRESS.leave)


def compile(  # noqa: A001 - typst's own word
    files: Mapping[str, bytes], template: str, data: Mapping[str, Any], at: datetime, seconds: float = SECONDS
) -> bytes:
    """The PDF/A-2b of a template under `letters/` of a definition's files; the same bytes for the same arguments.

    The template sees the files beside it and `json(bytes(sys.inputs.data))`, no other file, font or package; it has
    `seconds` and 1 GB of addresses. Takes up to half a second: call it outside a write transaction.
    Raises LetterFailed.
    """
    inside = {path.removeprefix(FOLDER): content for path, content in files.items() if path.startswith(FOLDER)}
    main = template.removeprefix(FOLDER)
    if main not in inside:
        raise LetterFailed("letter_template", template=template, known=sorted(inside))
    with TemporaryDirectory(prefix="jenjang-letter-") as root:
        for path, content in inside.items():
            _place(Path(root), path, content)
        text = canonical(data).decode()
        order = {"root": root, "template": main, "data": text, "timestamp": int(at.timestamp())}
        return _PRESS.print(order, seconds)


def _place(root: Path, path: str, content: bytes) -> None:
    target = root / path
    if "\0" in path or not target.resolve().is_relative_to(root.resolve()):
        raise LetterFailed("letter_template", template=path, known=[])
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    except OSError:
        raise LetterFailed("letter_template", template=path, known=[]) from None


def _answer(process: "subprocess.Popen[bytes]", order: Mapping[str, Any]) -> bytes:
    written, read = cast(IO[bytes], process.stdin), cast(IO[bytes], process.stdout)
    written.write(json.dumps(order).encode() + b"\n")
    written.flush()
    head = read.readline()
    if not head:
        raise EOFError("no answer")
    reply = json.loads(head)
    if "pdf" not in reply:
        message = str(reply.get("message", ""))[:2000]
        raise LetterFailed("letter_failed", message=message, hints=reply.get("hints", []))
    pdf = read.read(reply["pdf"])
    if len(pdf) != reply["pdf"]:
        raise EOFError("half an answer")
    return pdf
