"""Finds a Chromium that starts, or installs one: by Playwright, else by apt."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Error, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",  # root has no sandbox; the pages are our own
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HOW = "The browser tests need Chromium. Install it (Debian: apt-get install chromium) or set JENJANG_CHROMIUM=/path."


def find_path(playwright: Playwright) -> str | None:
    """The path of a Chromium: the one that JENJANG_CHROMIUM names, the system's, else Playwright's own."""
    candidates = [os.environ.get("JENJANG_CHROMIUM"), *map(shutil.which, NAMES), playwright.chromium.executable_path]
    return next((path for path in candidates if path and Path(path).exists()), None)


def starts(playwright: Playwright) -> str | None:
    """The version of the Chromium that was found, if it starts."""
    path = find_path(playwright)
    try:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS) if path else None
    except Error as error:
        print(f"{path} does not start: {error.message.splitlines()[0]}")
        return None
    if browser is None:
        return None
    version = f"{path} {browser.version}"
    browser.close()
    return version


def installed_by_playwright() -> bool:
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    return _quietly(command, seconds=900)


def installed_by_apt() -> bool:
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return _quietly(["apt-get", "update"], 600, environment) and _quietly(
        ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"], 1800, environment
    )


def _quietly(command: list[str], seconds: int, environment: dict[str, str] | None = None) -> bool:
    print("$ " + " ".join(command), flush=True)
    try:
        run = subprocess.run(
            command, capture_output=True, text=True, timeout=seconds, env=environment, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        print(error)
        return False
    if run.returncode:
        print("\n".join((run.stdout + run.stderr).strip().splitlines()[-3:]))
    return run.returncode == 0


def main() -> int:
    for attempt in (lambda: True, installed_by_playwright, installed_by_apt):
        if attempt():
            with sync_playwright() as playwright:
                version = starts(playwright)
            if version:
                print(f"Chromium: {version}")
                return 0
    print(HOW)
    return 1


if __name__ == "__main__":
    sys.exit(main())
