"""A citizen and the office in a real browser: without JavaScript, with the keyboard alone, with the QR code."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from core import indexing, outbox
from tests.support import chromium, filled, houses
from tests.support.making import published

pytestmark = pytest.mark.browser
TEXT = "Am Kesselbrink fehlen Bänke im Schatten."
RING = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
}"""


def test_everything_works_without_javascript(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    with chromium.window(browser, site.base_url, javascript=False) as window:
        page = window.page
        page.goto("/")
        page.get_by_role("link", name="Idee abgeben").first.click()
        page.get_by_label("Was ist Ihre Idee oder Ihr Wunsch?").fill(TEXT)
        page.locator("summary", has_text="Mehr angeben").click()
        page.get_by_label("Mir fehlt etwas").check()
        page.get_by_label("Stadtbezirk").select_option(label="Mitte")
        page.get_by_role("button", name="Idee abschicken").click()
        code = page.locator("#merk-code").inner_text()
        page.goto("/ideen/nachsehen")
        page.get_by_label("Ihr Merk-Code").fill(code)
        page.locator("main").get_by_role("button", name="Nachsehen").click()
        expect(page.get_by_text("Ihre Idee ist bei uns.")).to_be_visible()
    with chromium.window(browser, site.base_url, width=1280, javascript=False) as window:
        page = window.page
        page.context.add_cookies([filled.office_cookie(site.app, site.base_url)])
        page.goto("/buero/ideen")
        page.get_by_role("link", name=re.compile("Am Kesselbrink")).click()
        page.get_by_label("Umwelt & Ressourcen").check()
        page.get_by_role("button", name="Veröffentlichen").click()
        expect(page.get_by_text("Veröffentlicht. Alle können die Idee jetzt lesen.")).to_be_visible()
    with site.app.app_context():
        indexing.tend()
    with chromium.window(browser, site.base_url, javascript=False) as window:
        page = window.page
        page.goto("/ideen")
        page.get_by_placeholder("Ideen durchsuchen").fill("bank schatten")
        page.get_by_role("button", name="Suchen").click()
        expect(page.get_by_text("1 Idee").first).to_be_visible()
        page.locator("summary", has_text="Thema").click()
        page.get_by_label("Umwelt & Ressourcen").check()
        page.locator("details[open]").get_by_role("button", name="Anwenden").click()
        expect(page.locator("a.set", has_text="Umwelt & Ressourcen")).to_be_visible()
        page.get_by_role("link", name=re.compile("Am Kesselbrink")).click()
        expect(page.get_by_role("heading", name="Der Weg dieser Idee")).to_be_visible()


def test_pages_of_the_list_turn_without_javascript(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    with site.app.app_context():
        for number in range(30):
            published(f"Idee Nummer {number} für die Stadt.")
    with chromium.window(browser, site.base_url, javascript=False) as window:
        page = window.page
        page.goto("/ideen")
        page.get_by_role("link", name="Ältere").click()
        expect(page.locator(".cards > li")).to_have_count(5)
        page.get_by_role("link", name="Neuere").click()
        expect(page.locator(".cards > li")).to_have_count(25)


def test_an_idea_is_handed_in_with_the_keyboard_alone(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    with chromium.window(browser, site.base_url) as window:
        page = window.page
        page.goto("/ideen/neu")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Zum Inhalt springen"
        page.keyboard.press("Enter")
        stops = []
        for _ in range(40):
            page.keyboard.press("Tab")
            stops.append(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
            assert page.evaluate(RING) >= 2, stops[-1]
            if stops[-1] == "text":
                page.keyboard.type(TEXT)
            if stops[-1] == "Idee abschicken":
                break
        page.keyboard.press("Enter")
        page.wait_for_selector("#merk-code")
        assert stops.index("text") < stops.index("title") < stops.index("Idee abschicken")


def test_the_summary_of_errors_takes_the_focus_and_leads_to_its_fields(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    with chromium.window(browser, site.base_url) as window:
        window.expect("422")
        page = window.page
        page.goto("/ideen/neu")
        page.get_by_role("button", name="Idee abschicken").click()
        page.wait_for_selector(".errors")
        assert page.evaluate("document.activeElement.className") == "errors"
        page.locator(".errors a").first.click()
        assert page.evaluate("document.activeElement.id") == "text"
        described = page.locator("#text").get_attribute("aria-describedby")
        assert described
        assert page.locator("#text").get_attribute("aria-invalid") == "true"
        assert all(page.locator(f"#{part}").count() == 1 for part in described.split())


def test_targets_are_large_enough_for_a_thumb(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    with chromium.window(browser, site.base_url) as window:
        for path in ("/", "/ideen", "/ideen/neu", "/ideen/nachsehen"):
            window.page.goto(path)
            boxes = [
                button.bounding_box()
                for button in window.page.locator("main button:visible, main a.kern-btn:visible").all()
            ]
            assert all(box and box["height"] >= 44 for box in boxes), path


def test_the_qr_code_fills_the_field_and_no_server_sees_it(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    with chromium.window(browser, site.base_url) as window:
        asked: list[str] = []
        window.page.on("request", lambda request: asked.append(request.url))
        window.page.goto("/ideen/nachsehen#ABCD-EFGH-JKMN")
        expect(window.page.get_by_label("Ihr Merk-Code")).to_have_value("ABCD-EFGH-JKMN")
        assert not any("ABCD" in address.partition("#")[0] for address in asked)


def test_the_office_walks_its_queue_with_keys(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    made = filled.fill(site.app)
    assert made
    with site.app.app_context():
        outbox.deliver_due()
    with chromium.window(browser, site.base_url, width=1280) as window:
        page = window.page
        page.context.add_cookies([filled.office_cookie(site.app, site.base_url)])
        page.goto("/buero/ideen")
        page.keyboard.press("j")
        first = page.evaluate("document.activeElement.getAttribute('href')")
        page.keyboard.press("j")
        second = page.evaluate("document.activeElement.getAttribute('href')")
        page.keyboard.press("k")
        assert page.evaluate("document.activeElement.getAttribute('href')") == first != second
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{first}")
