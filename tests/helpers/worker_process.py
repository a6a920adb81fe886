"""`jenjang worker` as a process of its own: forked from a server that has read the code once, for that takes seconds."""

import multiprocessing
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess

from webapp.cli import main

# The server of forks finds modules by the environment alone; without it each worker would read all the code anew.
os.environ["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["helpers.worker_process"])


@contextmanager
def worker(url: str, **settings: str) -> Iterator[BaseProcess]:
    """Running on the database at `url` until the block ends, if nobody killed it before."""
    run = CONTEXT.Process(target=_work, args=({"JENJANG_DATABASE": url, **settings},), daemon=True)
    run.start()
    try:
        yield run
    finally:
        run.kill()
        run.join()


def _work(settings: dict[str, str]) -> None:
    os.environ |= settings
    main(["worker"])
