"""A training nomination in the browser: from the course that is offered to the evaluation three months after it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.browser import case_reading
from helpers.browser.walking import Walk

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


def test_an_employee_is_trained_and_evaluated(walk: Callable[[str], Walk], tmp_path: Path) -> None:
    case = walk("training_nomination/an_employee_is_trained").to_the_end()
    page = case_reading.case_page(case, "fitri", "lestari")
    assert len(case_reading.letters(case, "fitri", page, tmp_path)) == 2
    case_reading.audited(case, "fitri", tmp_path)
