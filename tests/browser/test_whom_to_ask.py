"""Whom to ask, in a browser: a decision about the team changes the page in place, keeps place and focus, and is said."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import chromium, filled, houses
from tests.support.making_challenges import ROOT, a_challenge, a_network

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 375])
def test_a_decision_makes_no_page_jump(site: houses.Furnished, browser: Any, width: int) -> None:
    site.empty()
    with site.app.app_context():
        a_network()
        number = a_challenge()
    with chromium.window(browser, site.base_url, width=width) as window:
        page = window.page
        page.context.add_cookies([filled.office_cookie(site.app, site.base_url)])
        page.goto(f"{ROOT}/{number}")
        page.evaluate("window.stayed = true")
        team = page.locator("aside .team")
        team.locator("button", has_text="Festhalten: Amt").click()
        team.locator("button", has_text="Lösen: Amt").wait_for()
        assert page.evaluate("document.activeElement.textContent") == "Lösen: Amt"
        page.locator("main > p[role=status]", has_text="Team neu zusammengesetzt").wait_for(state="attached")

        page.get_by_role("link", name="Neue Brücken").click()
        page.locator("[aria-current=true]", has_text="Neue Brücken").wait_for()
        assert page.evaluate("document.activeElement.textContent") == "Neue Brücken"
        assert page.url.endswith(f"{ROOT}/{number}?art=bruecken")

        team.locator("button", has_text="Herausnehmen: Amt").click()
        page.get_by_role("heading", name="Nicht im Team").wait_for()
        assert team.get_by_text("Platz fehlt: Verwaltung").count() == 1
        assert page.evaluate("window.stayed") is True
        assert page.url.startswith(f"{site.base_url}{ROOT}/{number}?art=bruecken")
        assert chromium.axe(page) == ([], [])


def test_without_a_script_the_same_forms_lead_back_to_the_team(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    with site.app.app_context():
        a_network()
        number = a_challenge()
    with chromium.window(browser, site.base_url, width=375, javascript=False) as window:
        page = window.page
        page.context.add_cookies([filled.office_cookie(site.app, site.base_url)])
        page.goto(f"{ROOT}/{number}")
        page.locator("aside .team").locator("button", has_text="Herausnehmen: Amt").click()
        page.wait_for_url(f"**{ROOT}/{number}?notiz=team-neu#h-team")
        assert page.locator("aside .team").get_by_text("Platz fehlt: Verwaltung").count() == 1
