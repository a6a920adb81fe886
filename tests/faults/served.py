"""Servers and workers as processes of their own, forked from one that has read the code, killed and started again."""

import faulthandler
import multiprocessing
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path

from webapp import create_app
from webapp.cli import main
from webapp.platform.config import Config

create_app(Config(testing=True, database="sqlite://"))  # reads all the code, once for all who are forked
# The server of forks finds modules by the environment alone; without it each process would read all the code anew.
os.environ["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["served"])
SECRET = "x" * 40
SETTINGS: dict[str, str] = {}
"""More that the processes read from their environment."""
PATIENCE = 60  # seconds


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Served:
    """One `jenjang` process, which can be killed and is started again as it was."""

    def __init__(self, url: str, words: Sequence[str], log: Path, port: int = 0, largest: int = 0) -> None:
        self.url, self.words, self.log, self.port, self.largest = url, list(words), log, port, largest
        self.run: BaseProcess | None = None
        self.starts = 0

    def start(self) -> None:
        self.run = CONTEXT.Process(
            target=_serve, args=(self.url, self.words, str(self.log), self.largest, SETTINGS), daemon=True
        )
        self.run.start()
        self.starts += 1

    def kill(self) -> None:
        """SIGKILL: no handler runs, no transaction ends."""
        assert self.run is not None
        if self.run.pid and self.run.is_alive():
            os.kill(self.run.pid, signal.SIGKILL)
        self.run.join()

    def alive(self) -> bool:
        return self.run is not None and self.run.is_alive()

    def memory(self) -> float:
        """Megabytes in use."""
        assert self.run is not None
        pages = int(Path(f"/proc/{self.run.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def last_lines(self) -> str:
        return " | ".join(self.log.read_text(encoding="utf-8").splitlines()[-5:])

    def wait(self) -> None:
        """Until the port answers."""
        end = time.monotonic() + PATIENCE
        while self.port:
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            assert time.monotonic() < end, f"{self.words} does not start; see {self.log}"
            time.sleep(0.05)


def web(url: str, folder: Path, name: str, largest: int = 0) -> Served:
    port = free_port()
    return Served(url, ["serve", "--port", str(port), "--threads", "6"], folder / f"{name}.log", port, largest)


def worker(url: str, folder: Path, name: str) -> Served:
    return Served(url, ["worker"], folder / f"{name}.log")


def _serve(url: str, words: list[str], log: str, largest: int, settings: dict[str, str]) -> None:
    os.environ.update(JENJANG_DATABASE=url, JENJANG_SECRET=SECRET, **settings)
    target = open(log, "a", encoding="utf-8", buffering=1)  # noqa: SIM115  open as long as the process lives
    os.dup2(target.fileno(), 1)
    os.dup2(target.fileno(), 2)
    sys.stdout = sys.stderr = target
    faulthandler.enable(target)
    if largest:
        # No file of this process grows beyond: the disk is full. The signal would kill it.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    main(words)
