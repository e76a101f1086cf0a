"""Rankings in a real browser: points by thumb, by keyboard and without a script; every page without barrier at every width."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import expect

from compass.models import Sector
from core.db import db, writing
from dialogues import codes, services
from dialogues.models import Dialogue
from dialogues.rankings import judging, page
from dialogues.services import VisionDraft
from radar import queries as radar
from tests.support import chromium, filled, houses, meetings
from tests.support.making_rankings import OFFICE, closed, draft, give, made, of_visions
from tests.support.making_visions import make_vision

pytestmark = pytest.mark.browser
NEEDS = (
    "Hilfe beim Handy, zu Fuß erreichbar",
    "Aufzug kaputt: bitte vorher sagen",
    "Eine Karte der kühlen Orte",
    "Baustellen so veröffentlichen, dass Apps sie lesen können",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
)
VISIONS = (
    "In jedem Stadtbezirk hilft jemand in Ruhe weiter",
    "Jedes Messgerät sagt, was es misst",
    "Wer Schatten sucht, findet ihn",
    "Vereine finden freie Räume",
)


@dataclass(frozen=True)
class Scene:
    """A meeting with a ranking that runs, one that is prepared, two that are counted."""

    meeting: meetings.Meeting
    running: int
    planned: int
    needs: int
    visions: int

    def desk(self, number: int) -> str:
        """Return a ranking's page in the office."""
        return page.desk_address(self.meeting.id, number)


def scene(site: houses.Furnished) -> Scene:
    """Lay out a meeting in which people ranked."""
    site.empty()
    with site.app.app_context():
        meeting = meetings.opened()
        done = made(meeting.id, draft(*NEEDS))
        for number in range(24):
            sector = (Sector.ADMINISTRATION, Sector.CIVIL_SOCIETY, Sector.SCIENCE)[number % 3]
            first, turn = (5, 1, 3)[number % 3] + number // 3 % 2, number // 3 % 3
            give(done, number, (first, 7 - first, turn, 2 - turn, number % 2), sector)
        ranked = made(meeting.id, _of_visions(meeting.id))
        for number, points in enumerate(
            ((6, 3, 1, 0), (2, 5, 1, 1), (0, 2, 7, 1), (4, 2, 4, 0), (3, 3, 2, 2), (1, 1, 1, 1))
        ):
            give(ranked, number, points)
        closed(done)
        closed(ranked)
        running = made(meeting.id, draft(*NEEDS))
        give(running, "eins", (1, 2, 3, 0, 0))
        planned = made(meeting.id, draft(*NEEDS), opened=False)
        return Scene(meeting, running.id, planned.id, done.id, ranked.id)


def _of_visions(meeting: int) -> Any:
    traits = [trait.id for trait in radar.taxonomy().traits]
    numbers = [make_vision(title=title, dialogue_id=meeting) for title in VISIONS]
    with writing():
        for place, number in enumerate(numbers):
            said = VisionDraft(
                VISIONS[place], "So wird es sein.", radar.taxonomy().areas[place].id, (), tuple(traits[place::3])
            )
            services.rewrite(number, said, OFFICE)
        judged = dict(zip(numbers, ((5, 4), (3, 5), (5, 4), (2, None)), strict=True))
        judging.judge(meeting, judged, OFFICE)
    return of_visions(*zip(numbers, VISIONS, strict=True))


def out(site: houses.Furnished, shown: Scene) -> None:
    """Evaluate the meeting, so that everybody sees its results."""
    with site.app.app_context():
        meetings.closed(shown.meeting)
        assert db.session.get_one(Dialogue, shown.meeting.id).announced


def sit(window: Any, shown: Scene) -> None:
    """Take a seat and open the running ranking."""
    window.page.goto(f"/mitmachen/{codes.grouped(shown.meeting.code)}")
    window.page.get_by_role("button", name="Platz nehmen").click()
    window.page.wait_for_url("**/mitmachen/platz")
    window.page.get_by_role("link", name="Was ist am dringendsten?").click()
    window.page.wait_for_url(f"**/reihung/{shown.running}")


def clean(opened: Any, name: str) -> None:
    """Hold what is open to the measures of every page."""
    violations, undecided = chromium.axe(opened)
    assert [*violations, *undecided] == [], name
    assert chromium.overflow(opened) == 0, (name, chromium.widest(opened))


def test_points_are_spread_by_thumb(site: houses.Furnished, browser: Any) -> None:
    shown = scene(site)
    with chromium.window(browser, site.base_url) as window:
        sit(window, shown)
        opened = window.page
        clean(opened, "fresh")
        more = opened.get_by_role("button", name="Ein Punkt mehr: Hilfe beim Handy")
        box = more.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44
        for _ in range(10):
            more.click()
        expect(more).to_be_disabled()
        expect(opened.locator("[data-left]")).to_have_text("0")
        expect(opened.get_by_label("Hilfe beim Handy, zu Fuß erreichbar", exact=True)).to_have_value("10")
        opened.get_by_label(NEEDS[1], exact=True).fill("3")
        expect(opened.locator("[data-left]")).to_contain_text("3 zu viel")
        opened.get_by_role("button", name="Punkte abgeben").click()
        expect(opened.get_by_role("alert")).to_have_text("Das sind 13 Punkte, es gibt 10. Bitte 3 wegnehmen.")
        clean(opened, "too many")
        for _ in range(3):
            opened.get_by_role("button", name="Ein Punkt weniger: Hilfe beim Handy").click()
        opened.get_by_role("button", name="Punkte abgeben").click()
        expect(opened.get_by_text("Ihre Punkte liegen.")).to_be_visible()
        clean(opened, "saved")
        opened.reload()
        expect(opened.get_by_label(NEEDS[1], exact=True)).to_have_value("3")
        window.expect("422")


def test_points_are_spread_by_keyboard_without_a_script(site: houses.Furnished, browser: Any) -> None:
    shown = scene(site)
    with chromium.window(browser, site.base_url, width=320, javascript=False) as window:
        sit(window, shown)
        opened = window.page
        for _ in range(2):
            opened.get_by_role("button", name="Ein Punkt mehr: Eine Karte").focus()
            opened.keyboard.press("Enter")
            opened.wait_for_load_state()
        expect(opened.get_by_label(NEEDS[2], exact=True)).to_have_value("2")
        expect(opened.locator("[data-left]")).to_have_text("8")
        opened.get_by_label(NEEDS[2], exact=True).focus()
        opened.keyboard.press("Enter")
        expect(opened.get_by_text("Ihre Punkte liegen.")).to_be_visible()
        expect(opened.get_by_label(NEEDS[2], exact=True)).to_have_value("2")
        assert chromium.overflow(opened) == 0


@pytest.mark.parametrize("width", [320, 1280])
def test_pages_of_rankings(site: houses.Furnished, browser: Any, width: int) -> None:
    shown = scene(site)
    out(site, shown)
    public = [
        f"/div/{shown.meeting.id}",
        *(f"/div/{shown.meeting.id}/reihungen/{one}" for one in (shown.needs, shown.visions)),
    ]
    rest = [shown.desk(one) for one in (shown.running, shown.planned, shown.needs, shown.visions)]
    start = f"/buero/div/{shown.meeting.id}"
    forms = [f"{start}/reihungen/{part}" for part in ("neu/needs", "neu/topics", "neu/visions", "einschaetzung")]
    walls = [f"{shown.desk(one)}/leinwand" for one in (shown.running, shown.planned, shown.needs, shown.visions)]
    with chromium.window(browser, site.base_url, width=width) as window:
        for path in public:
            window.page.goto(path)
            clean(window.page, path)
        window.page.context.add_cookies([filled.office_cookie(site.app, site.base_url)])
        for path in (start, *rest, f"{shown.desk(shown.planned)}/bearbeiten", *forms, *walls):
            window.page.goto(path)
            assert "/anmelden" not in window.page.url
            clean(window.page, path)


def test_nothing_on_the_wall_is_too_small_to_read(site: houses.Furnished, browser: Any) -> None:
    shown = scene(site)
    smallest = """() => Math.min(...[...document.querySelectorAll("main *")]
        .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()))
        .map((one) => parseFloat(getComputedStyle(one).fontSize)))"""
    with chromium.window(browser, site.base_url, width=1920, height=1080) as window:
        window.page.context.add_cookies([filled.office_cookie(site.app, site.base_url)])
        for one in (shown.running, shown.planned, shown.needs, shown.visions):
            window.page.goto(f"{shown.desk(one)}/leinwand")
            assert window.page.evaluate(smallest) >= 28
            assert window.page.evaluate("document.documentElement.scrollHeight") <= 1080
