"""The office's queue with the keyboard: j, k, Enter, x and ? work, never while typing, and can be switched off."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.support import chromium, filled, houses
from tests.support.making import make_idea

pytestmark = pytest.mark.browser


def opened(site: houses.Furnished, window: chromium.Window, path: str) -> Any:
    window.page.context.add_cookies([filled.office_cookie(site.app, site.base_url)])
    window.page.goto(path)
    return window.page


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('href') ?? document.activeElement.id"))


def test_the_keys_walk_tick_and_open(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    with site.app.app_context():
        first, second = make_idea("Eine Bank am Bach.").id, make_idea("Ein Baum am Bach.").id
    with chromium.window(browser, site.base_url, width=1280) as window:
        page = opened(site, window, "/buero/ideen")
        for key, number in (("j", first), ("j", second), ("k", first)):
            page.keyboard.press(key)
            assert focused(page) == f"/buero/ideen/{number}"
        page.keyboard.press("x")
        expect(page.locator("[name=picked]:checked")).to_have_count(1)
        violations, undecided = chromium.axe(page)
        assert [*violations, *undecided] == []
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(rf"/buero/ideen/{first}$"))
        violations, undecided = chromium.axe(page)
        assert [*violations, *undecided] == []


def test_the_same_keys_walk_tick_and_open_all_ideas(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    with site.app.app_context():
        first, second = make_idea("Eine Bank am Bach.").id, make_idea("Ein Baum am Bach.").id
    with chromium.window(browser, site.base_url, width=1280) as window:
        page = opened(site, window, "/buero/ideen/alle")
        for key, number in (("j", second), ("j", first), ("j", first), ("k", second)):
            page.keyboard.press(key)
            assert focused(page) == f"/buero/ideen/{number}"
        page.keyboard.press("x")
        expect(page.locator("[name=picked]:checked")).to_have_count(1)
        page.keyboard.press("?")
        page.get_by_role("dialog", name="Tasten").wait_for()
        violations, undecided = chromium.axe(page)
        assert [*violations, *undecided] == []
        page.keyboard.press("Escape")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(rf"/buero/ideen/{first}$"))


def test_help_opens_with_a_question_mark_and_closes_with_escape(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    with site.app.app_context():
        make_idea()
    with chromium.window(browser, site.base_url, width=1280) as window:
        page = opened(site, window, "/buero/ideen")
        page.keyboard.press("?")
        page.get_by_role("dialog", name="Tasten").wait_for()
        violations, undecided = chromium.axe(page)
        assert [*violations, *undecided] == []
        page.keyboard.press("j")
        assert "/buero/ideen/" not in focused(page)
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
        page.get_by_role("button", name="alle Tasten").click()
        page.get_by_role("button", name="Schließen").click()
        expect(page.get_by_role("dialog")).to_be_hidden()


def test_keys_are_letters_while_somebody_types_and_can_be_switched_off(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    with site.app.app_context():
        number = make_idea().id
    with chromium.window(browser, site.base_url, width=1280) as window:
        page = opened(site, window, f"/buero/ideen/{number}")
        field = page.get_by_label("Grund oder Antwort")
        field.press_sequentially("jk?x")
        expect(field).to_have_value("jk?x")
        expect(page.get_by_role("dialog")).to_be_hidden()
        page.get_by_role("button", name="Tasten ausschalten").click()
        page.locator("h1").click()
        page.keyboard.press("?")
        page.keyboard.press("j")
        expect(page.get_by_role("dialog")).to_be_hidden()
        assert f"/buero/ideen/{number}" not in focused(page)


def test_on_a_phone_nothing_is_cut_off(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    with site.app.app_context():
        number = make_idea(f"{filled.LONG} am Bach.").id
    with chromium.window(browser, site.base_url, width=320) as window:
        page = opened(site, window, "/buero/ideen")
        for path in ("/buero/ideen", "/buero/ideen/alle", f"/buero/ideen/{number}"):
            page.goto(path)
            assert chromium.overflow(page) == 0, (path, chromium.widest(page))
            violations, undecided = chromium.axe(page)
            assert [*violations, *undecided] == [], path
