"""Fixtures that show pages in a browser: a live server, Chromium, what the browser complained of, axe."""

import json
import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from werkzeug.serving import make_server

from helpers.browser import chromium

AXE = Path(__file__).parents[3] / "webapp/assets/node_modules/axe-core/axe.min.js"
RUN_AXE = "axe.run(document, {resultTypes: ['violations']})"
LISTEN = """document.addEventListener('securitypolicyviolation', (event) => console.error(
    `policy: ${event.effectiveDirective} refused ${event.blockedURI} ${event.sourceFile ?? ''} ${event.sample}`))"""

PATIENCE = 60_000  # milliseconds: a busy machine is no defect
expect.set_options(timeout=PATIENCE)
# A page in the middle of a transition has colours that it has neither before nor after; axe and screenshots see them.
USUAL = {"locale": "id-ID", "timezone_id": "Asia/Jakarta", "reduced_motion": "reduce"}


@pytest.fixture
def live_server(app: Any) -> Iterator[str]:
    """The application on a port of this machine: its address, without a slash at the end."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # a line for each request hides what a failed test says
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium. For one file of tests only: Playwright's loop would be in the way of tests that run their own."""
    with sync_playwright() as playwright:
        path = chromium.find_path(playwright)
        assert path, chromium.HOW
        started = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
        yield started
        started.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page as a new visitor who wants no motion: `new_page(base_url=…, java_script_enabled=False)`.

    At the end of the test no page may have been refused anything by the content security policy, raised an error in a
    script, or been answered with a server error."""
    contexts, complaints = [], []

    def opened(**options: Any) -> Page:
        context = browser.new_context(**{**USUAL, **options})
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        _listen(page, complaints)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(new_page: Callable[..., Page], live_server: str) -> Page:
    """A page of a new visitor; `page.goto("/login")` goes to the live server."""
    return new_page(base_url=live_server)


def _listen(page: Page, complaints: list[str]) -> None:
    def on_console(message: Any) -> None:
        if "Content Security Policy" in message.text or message.text.startswith("policy:"):
            complaints.append(f"{page.url}: {message.text}")

    def answered(response: Any) -> None:
        if response.status >= 500:
            complaints.append(f"{response.request.method} {response.url}: {response.status}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("response", answered)
    page.add_init_script(LISTEN)


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """Checks a page for barriers: one line per violation, none on a good page."""
    source = AXE.read_text(encoding="utf-8")

    def violations(page: Page) -> list[str]:
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(source)
        report = page.evaluate(f"async () => JSON.stringify((await {RUN_AXE}).violations)")
        return [
            f"{page.url} {rule['id']} ({rule['impact']}): {node['html'][:200]} {node.get('failureSummary', '')}"
            for rule in json.loads(report)
            for node in rule["nodes"]
        ]

    return violations
