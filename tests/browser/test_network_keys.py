"""The network by keyboard: jump anywhere, search while typing, walk the list; and all of it without a script."""

from __future__ import annotations

import re
from typing import Any

import pytest

from core import indexing
from tests.support import chromium, filled, houses
from tests.support.making_actors import make_actor

pytestmark = pytest.mark.browser


def a_network(site: houses.Furnished) -> None:
    site.empty()
    with site.app.app_context():
        for name in ("Anfang e. V.", "Bücherfreunde", "Chor am Bach"):
            make_actor(name, phone="0521 4711")
        indexing.tend()


def test_keys_lead_through_the_network(site: houses.Furnished, browser: Any) -> None:
    a_network(site)
    with chromium.window(browser, site.base_url, width=1280) as window:
        page = window.page
        page.context.add_cookies([filled.office_cookie(site.app, site.base_url)])
        page.goto("/buero/netzwerk")
        page.keyboard.press("Control+k")
        page.locator("dialog.jump input").fill("büch")
        page.locator(".jump__places a", has_text="Bücherfreunde").wait_for()
        page.keyboard.press("Escape")
        assert not page.locator("dialog.jump").is_visible()
        page.keyboard.press("/")
        page.keyboard.type("chor")
        page.locator("#treffer strong", has_text="1 Eintrag").wait_for()
        assert page.url.endswith("q=chor")
        page.goto("/buero/netzwerk")
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/buero/netzwerk/\d+$"))
        assert page.get_by_role("heading", level=1).inner_text() == "Bücherfreunde"
        page.keyboard.press("e")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/bearbeiten$"))
        page.go_back()
        page.keyboard.press("?")
        assert page.get_by_role("dialog").get_by_text("springen").is_visible()


def test_all_of_it_works_without_a_script(site: houses.Furnished, browser: Any) -> None:
    a_network(site)
    with chromium.window(browser, site.base_url, width=1280, javascript=False) as window:
        page = window.page
        page.context.add_cookies([filled.office_cookie(site.app, site.base_url)])
        page.goto("/buero/netzwerk")
        page.get_by_role("link", name=re.compile("Springen")).click()
        page.get_by_placeholder("Wohin?").fill("4711")
        page.get_by_role("button", name="Suchen").click()
        assert page.locator(".jump__places a").count() == 3
        page.get_by_role("link", name=re.compile("Bücherfreunde")).click()
        page.get_by_role("link", name="Bearbeiten").click()
        page.get_by_label("Grundlage").select_option("public_task")
        page.get_by_label("Quelle").fill("Netz")
        page.locator("summary", has_text="Weitere Kontaktwege").click()
        page.get_by_role("group", name="1. weiterer Weg").get_by_label("Nummer oder Adresse").fill("0171 123456")
        page.get_by_role("button", name="Speichern").click()
        assert page.get_by_role("link", name="0171 123456").is_visible()
