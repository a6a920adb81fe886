"""The worst pages of a form, inspected at two widths: long words, everything wrong, read-only, a second round."""

from collections.abc import Callable

import pytest
from helpers.browser.form_pages import FORWARD, Scene
from helpers.browser.inspection import inspect
from helpers.browser.walking import log_in
from helpers.office import PASSWORD
from playwright.sync_api import Page

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
Axe = Callable[[Page], list[str]]


def test_no_state_of_a_form_has_a_barrier(scene: Scene, page: Page, axe: Axe) -> None:
    long, *cases = [
        scene.case(variant, state)
        for variant, state in (
            ("long", "empty"),
            ("plain", "second round"),
            ("readonly", "empty"),
            ("conditional", "empty"),
        )
    ]
    tasks = [scene.waiting(case) for case in (long, *cases)]
    log_in(page, "kadis", PASSWORD)
    barriers = [line for address in tasks for line in inspect(page, axe, address)]
    page.goto("/start/required")
    page.get_by_role("button", name="Kirim usulan").click()
    page.locator("#form-errors").wait_for()
    barriers += inspect(page, axe)
    barriers += inspect(page, axe, f"/tasks/bulk/?task={tasks[0].rsplit('/', 1)[1]}")
    scene.complete(scene.head, long, "long", **FORWARD)
    barriers += inspect(page, axe, long)
    assert barriers == []
