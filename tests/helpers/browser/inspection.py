"""Looks at a page as an inspector does: at two widths, for barriers and for anything that does not fit the screen."""

import os
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 780}
SHOTS = os.environ.get("JENJANG_SHOTS")  # a folder for pictures of every page that is looked at
OUTSIDE = """() => [...document.querySelectorAll('body *')].filter((each) => {
  const box = each.getBoundingClientRect();
  return box.right > innerWidth + 1 && box.width && !each.closest('.table-responsive, .jj-diagram, .jj-tables, .visually-hidden, .jj-tabs');
}).slice(0, 5).map((each) => each.outerHTML.slice(0, 120))"""


def inspect(page: Page, axe: Callable[[Page], list[str]], address: str | None = None, status: int = 200) -> list[str]:
    """What is wrong with a page (the one that is open, without an address) at 1280 and at 360 pixels."""
    page.set_viewport_size(WIDE)
    if address:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == status, address
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    wrong = axe(page)
    _shoot(page, "1280")
    page.set_viewport_size(NARROW)
    width = page.evaluate("() => document.documentElement.scrollWidth")
    if width > NARROW["width"]:
        wrong.append(f"{page.url} is {width} pixels wide on a screen of 360: {page.evaluate(OUTSIDE)}")
    _shoot(page, "360")
    return wrong + [f"at 360: {each}" for each in axe(page)]


def _shoot(page: Page, width: str) -> None:
    if SHOTS:
        language = page.locator("html").get_attribute("lang")
        name = re.sub(r"\d{6,}", "N", re.sub(r"\W+", "_", page.url.split("/", 3)[3])) or "inbox"
        page.screenshot(path=Path(SHOTS) / f"{name}_{language}_{width}.png", full_page=True)
