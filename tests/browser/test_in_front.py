"""In front of the room in a real browser: the wall follows by itself, the moderator leads from a phone, and without a script."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from dialogues.models import Pace
from tests.browser.test_every_page import held
from tests.support import chromium, filled, front, houses, meetings

pytestmark = pytest.mark.browser
LONG = filled.LONG
SPLIT, AGREED = (10, 2, 1, 3, 8, 1), (13, 8, 3, 1)
WIDTHS = (1920, 1280, 320)


def looked_at(page: Any, path: str) -> list[str]:
    """Return what is wrong with the page that is open: on the projector, on a laptop, on the smallest phone."""
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 1080})
        if over := chromium.overflow(page):
            faults.append(f"{path} {width}: {over} px too wide: {chromium.widest(page)}")
        violations, undecided = chromium.axe(page)
        faults += [f"{path} {width}: {line}" for line in (*violations, *undecided)]
    return faults


def test_wall_and_moderator_through_an_evening(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    with site.app.app_context():
        meeting = meetings.planned((f"Eine These über {LONG}", "Der Bus soll besser fahren."), sounds=True)
        group = front.divided(meeting, "Alle")[0]
        lead, wall = front.moderator(meeting), front.wall(meeting)
    faults: list[str] = []
    with (
        chromium.window(browser, site.base_url, width=1920, height=1080) as beamer,
        chromium.window(browser, site.base_url) as phone,
    ):
        beamer.page.goto(wall)
        phone.page.goto(lead)
        faults += looked_at(beamer.page, "wall before") + held(phone.page, "moderator before")
        phone.page.get_by_role("button", name="Steine legen lassen").click()
        expect(beamer.page.get_by_role("heading", level=1)).to_have_text("Legen Sie Ihre Steine")
        faults += looked_at(beamer.page, "wall laying") + held(phone.page, "moderator laying")
        phone.page.get_by_label("Wozu?").select_option(index=1)
        phone.page.get_by_label("Was wurde gesagt?").fill("Noch nicht abgeschickt")
        with site.app.app_context():
            front.lay(meeting, meeting.theses[0], SPLIT, group=group)
            front.lay(meeting, meeting.theses[1], AGREED, group=group)
        expect(beamer.page.locator(".bowl__n")).to_have_text("50")
        expect(phone.page.locator(".facts b").first).to_have_text("50")
        assert phone.page.get_by_label("Was wurde gesagt?").input_value() == "Noch nicht abgeschickt"
        phone.page.get_by_role("button", name="Steine einsammeln, jetzt sprechen").click()
        expect(beamer.page.get_by_role("heading", level=1)).to_have_text("Wo es rot ist, lohnt sich das Gespräch")
        faults += looked_at(beamer.page, "wall list") + held(phone.page, "moderator results")
        phone.page.get_by_role("button", name="Auf die Leinwand").first.click()
        expect(beamer.page.get_by_role("heading", level=1)).to_contain_text("Eine These über")
        expect(beamer.page.locator(".said--red")).to_contain_text("Uneinig")
        faults += looked_at(beamer.page, "wall one")
        sound = beamer.page.get_by_role("button", name="Ton bei jedem Stein")
        expect(sound).to_have_attribute("aria-pressed", "false")
        sound.click()
        expect(sound).to_have_attribute("aria-pressed", "true")
    assert not faults, "\n".join(faults)


def test_what_the_moderator_opened_stays_open_while_stones_come(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    with site.app.app_context():
        meeting = meetings.opened()
        group = front.divided(meeting, "Alle")[0]
        front.go(group, "open-1")
        lead = front.moderator(meeting)
    with chromium.window(browser, site.base_url) as phone:
        page = phone.page
        page.goto(lead)
        page.get_by_role("button", name="Steine einsammeln").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        for number in (1, 2):
            with site.app.app_context():
                front.lay(meeting, meeting.theses[0], (1,), group=group)
            expect(page.locator(".facts b").first).to_have_text(str(number))
            expect(page.locator("details summary")).to_be_focused()
            expect(page.get_by_role("button", name="Ja, diese Gruppe beenden")).to_be_visible()


def test_without_a_script_pages_are_loaded_anew(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    with site.app.app_context():
        meeting = meetings.planned(pace=Pace.MODERATED, rounds=2)
        front.divided(meeting, "Saal", "Online")
        lead, wall = front.moderator(meeting), front.wall(meeting)
    with chromium.window(browser, site.base_url, javascript=False) as window:
        page = window.page
        page.goto(lead)
        page.get_by_role("button", name=re.compile("Steine legen lassen.*Saal")).click()
        expect(page.get_by_text("Legt Steine")).to_be_visible()
        page.get_by_label("Wozu?").select_option(index=1)
        page.get_by_label("Was wurde gesagt?").fill("Ein Satz")
        page.get_by_role("button", name="Als Notiz speichern").click()
        expect(page.get_by_text("Ein Satz")).to_be_visible()
        page.get_by_label("Was wurde gesagt?").fill("Was müsste sicher sein?")
        page.get_by_role("button", name="Als Leitfrage speichern").click()
        expect(page.locator(".ranked li")).to_contain_text("Was müsste sicher sein?")
        page.goto(wall)
        expect(page.locator("meta[http-equiv=refresh]")).to_have_count(1)
        expect(page.get_by_text("Saal")).to_be_visible()
        page.get_by_role("link", name="Neu laden").click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_link_that_the_office_ended_says_so_at_once(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    with site.app.app_context():
        meeting = meetings.opened()
        wall = front.wall(meeting)
    with chromium.window(browser, site.base_url, width=1280) as window:
        window.expect("404")
        window.page.goto(wall)
        with site.app.app_context():
            front.wall(meeting)
        expect(window.page.get_by_role("heading", level=1)).not_to_have_text("Legen Sie Ihre Steine")
