"""What hangs on all walls in a real browser: words found together on a phone stand on the projector; points are counted along."""

from __future__ import annotations

import os
from typing import Any

import pytest
from playwright.sync_api import expect

from core.db import writing
from core.things import Thing
from dialogues import services
from dialogues.rankings import services as rankings
from tests.browser.test_every_page import held
from tests.browser.test_in_front import looked_at
from tests.support import chromium, filled, front, houses, making_rankings, meetings
from tests.support.making_visions import OFFICE, make_vision

pytestmark = pytest.mark.browser
WORDS = "In jedem Stadtbezirk hilft jemand in Ruhe weiter.\nOhne Anmeldung, ohne Kurs, zu Fuß erreichbar."


def pictured(page: Any, name: str) -> None:
    """Keep a picture where whoever looks at them asked for it."""
    if folder := os.environ.get("STADTKOMPASS_TEST_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def talking(site: houses.Furnished) -> tuple[meetings.Meeting, int]:
    """Return a meeting that talks, and a vision nobody has released."""
    with site.app.app_context():
        meeting = meetings.planned()
        group = front.divided(meeting, "Alle")[0]
        front.go(group, "open-1", "talking-1")
        return meeting, make_vision(dialogue_id=meeting.id, released=False, title="Jemand hilft", text="Noch kurz.")


def test_words_found_together(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    meeting, _ = talking(site)
    with site.app.app_context():
        lead, wall = front.moderator(meeting), front.wall(meeting)
    faults: list[str] = []
    with (
        chromium.window(browser, site.base_url, width=1920, height=1080) as beamer,
        chromium.window(browser, site.base_url) as phone,
    ):
        beamer.page.goto(wall)
        phone.page.goto(lead)
        faults += held(phone.page, "moderator with a vision")
        phone.page.get_by_role("link", name="Gemeinsam schreiben").click()
        phone.page.get_by_label("Text").fill(WORDS)
        faults += held(phone.page, "wording")
        pictured(phone.page, "wording")
        phone.page.get_by_role("button", name="Speichern und zeigen").click()
        expect(beamer.page.get_by_role("heading", level=1)).to_have_text("Jemand hilft")
        expect(beamer.page.locator(".wall__words")).to_contain_text("zu Fuß erreichbar")
        pictured(beamer.page, "wall-vision")
        faults += looked_at(beamer.page, "wall vision")
        phone.page.get_by_label("Text").fill(f"{WORDS} {filled.LONG} " * 12)
        phone.page.get_by_label("Titel").fill(f"Jemand hilft {filled.LONG}"[:150])
        phone.page.get_by_role("button", name="Speichern und zeigen").click()
        expect(beamer.page.locator(".wall__words--long")).to_be_visible()
        beamer.page.set_viewport_size({"width": 1920, "height": 1080})
        pictured(beamer.page, "wall-vision-long")
        faults += looked_at(beamer.page, "wall long vision")
        phone.page.get_by_role("link", name="Zurück zur Moderation").click()
        pictured(phone.page, "moderator-hanging")
        phone.page.get_by_role("button", name="Wieder die Thesen zeigen").click()
        expect(beamer.page.locator(".wall__words")).to_have_count(0)
    assert not faults, "\n".join(faults)


def give(meeting: int, ranking: int, items: list[int], phones: int) -> None:
    """Let so many phones give 5, 3 and 2 points, each under keys of its own."""
    for phone in range(phones):
        keys = {item: f"{phone:032x}{item:032x}" for item in items}
        rankings.spread(meeting, ranking, keys, dict(zip(items, (5, 3, 2), strict=True)))


def test_points_are_counted_along(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    meeting, _ = talking(site)
    with site.app.app_context():
        wall, ranking = front.wall(meeting), making_rankings.made(meeting.id)
        with writing():
            services.put_up(meeting.id, Thing("ranking", ranking.id))
        items = [item.id for item in ranking.items]
    faults: list[str] = []
    with chromium.window(browser, site.base_url, width=1920, height=1080) as beamer:
        beamer.page.goto(wall)
        expect(beamer.page.get_by_text("0 Telefone haben Punkte gegeben.")).to_be_visible()
        with site.app.app_context(), writing():
            give(meeting.id, ranking.id, items, 1)
        expect(beamer.page.get_by_text("1 Telefon hat Punkte gegeben.")).to_be_visible()
        pictured(beamer.page, "wall-ranking")
        faults += looked_at(beamer.page, "wall ranking runs")
        with site.app.app_context(), writing():
            give(meeting.id, ranking.id, items, 5)
            rankings.close(meeting.id, ranking.id, OFFICE)
        expect(beamer.page.get_by_text("25 Punkte")).to_be_visible()
        beamer.page.set_viewport_size({"width": 1920, "height": 1080})
        pictured(beamer.page, "wall-ranking-result")
        faults += looked_at(beamer.page, "wall ranking counted")
    assert not faults, "\n".join(faults)
