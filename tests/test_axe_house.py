"""The pages of those who keep the house (designer, auditor, administrator), inspected at two widths."""

from collections.abc import Callable
from typing import Any

import pytest
from helpers.browser.inspection import inspect
from helpers.browser.walking import log_in
from playwright.sync_api import Page, expect
from sqlalchemy import select

from engine import job, job_handlers
from engine.case import Case
from engine.database.base import Database

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
Axe = Callable[[Page], list[str]]
Played = Callable[..., dict[str, int]]


def test_pages_of_the_designer(played: Played, page: Page, axe: Axe) -> None:
    played("promotion/the_cut_off_is_in_wib", until=1)
    log_in(page, "designer")
    version = "/definitions/promotion/1"
    assert inspect(page, axe, "/definitions/") == []
    page.goto(version)
    expect(page.locator(".jj-diagram svg .djs-shape").first).to_be_visible()
    assert inspect(page, axe) == []
    assert inspect(page, axe, f"{version}/forms/verify_documents") == []
    page.goto(f"{version}/tables/eligibility.dmn")
    expect(page.locator(".jj-tables .textarea")).to_be_visible()
    assert inspect(page, axe) == []
    page.get_by_role("button", name="Syarat yang tidak terpenuhi").click()
    expect(page.locator(".jj-tables table").first).to_be_visible()
    assert inspect(page, axe) == []
    assert inspect(page, axe, "/definitions/upload/") == []


def test_pages_of_the_auditor(played: Played, page: Page, axe: Axe) -> None:
    case = played("promotion/documents_are_completed_in_time", until=8)["1"]
    log_in(page, "auditor")
    for address in ("/audit/", "/audit/events", f"/audit/cases/{case}", "/audit/?search=tidak-ada"):
        assert inspect(page, axe, address) == [], address


def test_pages_of_the_operator(played: Played, page: Page, axe: Axe, database: Database, clock: Any) -> None:
    played("promotion/an_employee_is_promoted", until=4)
    with database.write() as session:
        case = session.scalars(select(Case)).one()
        made = job.enqueue(session, "letter", "uji", {}, origin=1, case_id=case.id, element="decree")
        stuck = job.find(session, made)
        stuck.fail(stuck.activate(), "tidak ada jaringan", retry=False)
        job_handlers.give_up(session, stuck, "job_failed", {})
        told = {"definition": str(case.definition_id), "element": "called", "payload": {}}
        unbegun = job.find(session, job.enqueue(session, "start_by_event", "mulai", told, origin=1))
        unbegun.fail(unbegun.activate(), "tidak ada orangnya", retry=False)
        job_handlers.give_up(
            session, unbegun, "invalid_answer", {"errors": {"who": [["person_unknown", {"given": "1"}]]}}
        )
        session.commit()
    log_in(page, "operator")
    for address in ("/operator/", "/operator/?code=tidak_ada", "/operator/jobs", "/operator/jobs?state=failed"):
        assert inspect(page, axe, address) == [], address


def test_pages_of_the_administrator(played: Played, page: Page, axe: Axe) -> None:
    played("promotion/a_plh_signs_for_the_unit_head", until=1)
    log_in(page, "administrator")
    page.goto("/people/?search=Hendri")
    person = page.get_by_role("link", name="Hendri Saputra").get_attribute("href")
    for address in (
        "/people/",
        "/people/new",
        str(person),
        "/people/import/",
        "/substitutions/",
        "/units/",
        "/machines/",
    ):
        assert inspect(page, axe, address) == [], address
