"""Gewichte, in a browser: from a number through its effect to the page for everybody, on a desk and on a phone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import chromium, filled, houses
from tests.support.making_challenges import a_challenge, a_network

pytestmark = pytest.mark.browser
ROOT = "/buero/netzwerk/gewichte"


@pytest.mark.parametrize("width", [1280, 375])
def test_a_number_its_effect_and_what_everybody_reads_then(site: houses.Furnished, browser: Any, width: int) -> None:
    site.empty()
    with site.app.app_context():
        a_network()
        a_challenge()
    with chromium.window(browser, site.base_url, width=width, javascript=False) as window:
        page = window.page
        page.context.add_cookies([filled.office_cookie(site.app, site.base_url)])
        page.goto(ROOT)
        assert chromium.overflow(page) == 0
        page.get_by_label("Kann", exact=True).fill("5")
        page.get_by_role("button", name="Wirkung ansehen").click()
        page.get_by_text("ändert sich, wen wir zuerst vorschlagen").wait_for()
        assert chromium.overflow(page) == 0
        page.get_by_role("button", name="Zurück zu den Zahlen").click()
        assert page.get_by_label("Kann", exact=True).input_value() == "5"
        page.get_by_role("button", name="Wirkung ansehen").click()
        page.get_by_role("button", name="So speichern").click()
        page.wait_for_url(f"**{ROOT}?notiz=gespeichert")
        assert page.get_by_text("Kann von 80 auf 5").count() == 1
        page.goto("/netzwerk/so-schlagen-wir-mitwirkende-vor")
        assert page.get_by_text("Zu 5 von 100 zählt: ein Können, wie jemand es selbst angibt").count() == 1
        assert chromium.overflow(page) == 0


@pytest.mark.parametrize("width", [1280, 375])
def test_the_pages_are_for_everybody(site: houses.Furnished, browser: Any, width: int) -> None:
    site.empty()
    with site.app.app_context():
        a_network()
        a_challenge()
    with chromium.window(browser, site.base_url, width=width) as window:
        page = window.page
        page.context.add_cookies([filled.office_cookie(site.app, site.base_url)])
        page.goto(ROOT)
        assert chromium.axe(page) == ([], [])
        page.get_by_label("Kann", exact=True).fill("5")
        page.get_by_role("button", name="Wirkung ansehen").click()
        page.get_by_role("button", name="So speichern").wait_for()
        assert chromium.axe(page) == ([], [])
