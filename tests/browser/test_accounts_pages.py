"""The office's way in, in a real browser: joining, logging in and out without JavaScript; axe on every page and width."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyotp
import pytest
from playwright.sync_api import expect

from core import clock
from core.accounts import services
from core.db import writing
from core.journal import HOUSE
from core.rights import Role
from tests.support import chromium, houses, people

pytestmark = pytest.mark.browser
WIDTHS = (320, 375, 1280)
PASSWORD = "Regenschirm Hafer Tuba Mond"


def invited(site: houses.Furnished, email: str) -> str:
    """Invite somebody; return their link's path."""
    site.empty()
    with site.app.app_context(), writing():
        return f"/buero/einladung/{services.invite(email, 'Mia Muster', Role.ADMIN, HOUSE)}"


def looked_at(page: Any, folder: Path, name: str) -> None:
    """Hold a page against axe in every width; keep a picture of each."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 812})
        assert chromium.overflow(page) == 0, (name, width)
        assert chromium.axe(page) == ([], []), (name, width)
        page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)


def test_a_person_joins_looks_around_and_leaves(site: houses.Furnished, browser: Any, folder: Path) -> None:
    path = invited(site, "mia.muster@example.org")
    with chromium.window(browser, site.base_url) as window:
        page = window.page
        page.goto(path)
        secret = page.locator("form code").inner_text().replace(" ", "")
        looked_at(page, folder, "join")
        page.get_by_label("Passwort", exact=True).fill(PASSWORD)
        page.get_by_label("Passwort noch einmal").fill(PASSWORD)
        page.get_by_label("Code aus der App").fill(pyotp.TOTP(secret).at(clock.now()))
        page.get_by_role("button", name="Fertig").click()
        expect(page.locator("main li code")).to_have_count(10)
        looked_at(page, folder, "codes")
        spare = page.locator("main li code").first.inner_text()
        page.get_by_role("link", name="Weiter ins Büro").click()
        page.goto("/buero/konto")
        looked_at(page, folder, "own")
        page.goto("/buero/konten")
        looked_at(page, folder, "staff")
        page.set_viewport_size({"width": 1280, "height": 812})
        page.get_by_role("button", name="Abmelden", exact=True).first.click()
        expect(page.get_by_text("Sie sind abgemeldet.")).to_be_visible()
        looked_at(page, folder, "left")
        page.get_by_label("E-Mail").fill("mia.muster@example.org")
        page.get_by_label("Passwort").fill(PASSWORD)
        page.get_by_label("Code").fill(spare)
        page.get_by_role("button", name="Anmelden").click()
        expect(page).to_have_url(f"{site.base_url}/buero/")


def test_a_refused_login_says_so_and_keeps_the_address(site: houses.Furnished, browser: Any, folder: Path) -> None:
    site.empty()
    with chromium.window(browser, site.base_url, javascript=False) as window:
        window.expect("422")
        page = window.page
        page.goto("/buero/konto")
        page.get_by_label("E-Mail").fill("nobody@example.org")
        page.get_by_label("Passwort").fill(people.PASSWORD)
        page.get_by_label("Code").fill("123456")
        page.get_by_role("button", name="Anmelden").click()
        expect(page.get_by_role("alert").get_by_text("E-Mail, Passwort oder Code stimmen nicht.")).to_be_visible()
        expect(page.get_by_label("E-Mail")).to_have_value("nobody@example.org")
        expect(page.get_by_label("Passwort")).to_have_value("")
