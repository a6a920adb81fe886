"""Promotion in the browser: from the employee's start to the decree, with a BTL loop; and a Plh signs."""

from collections.abc import Callable
from typing import Any

import pytest
import walking
from playwright.sync_api import Page, expect
from walking import Walk

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def walk(database: Any, clock: Any, new_page: Callable[..., Page], live_server: str) -> Callable[[str], Walk]:
    """`walk("promotion/bkn_refuses")` begins a story."""
    walking.furnish(database)
    return lambda path: Walk(walking.story(path), database, clock, lambda: new_page(base_url=live_server))


def test_an_employee_is_promoted_after_documents_were_completed(walk: Callable[[str], Walk]) -> None:
    walk("promotion/documents_are_completed_in_time").to_the_end(9)
