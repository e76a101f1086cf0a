"""A phone in the room: all stones by keyboard alone and without a script, whole on the screen, no barrier that axe knows."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from core.db import writing
from core.journal import HOUSE
from dialogues import agreement, ballots, codes
from dialogues.agreement import Counts
from tests.support import chromium, filled, houses, meetings

pytestmark = pytest.mark.browser
RING = """() => {
  const frame = document.activeElement.nextElementSibling;
  const style = getComputedStyle(document.activeElement.type === "radio" ? frame : document.activeElement);
  return style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
}"""
FOCUS = "document.activeElement.type === 'radio' ? 'stone' : document.activeElement.textContent.trim()"


def clean(page: Any, name: str) -> None:
    """Hold what is open to the measures of every page."""
    violations, undecided = chromium.axe(page)
    assert [*violations, *undecided] == [], name
    assert chromium.overflow(page) == 0, name


def walk(page: Any, goal: str) -> None:
    """Press Tab until a word has the focus; every stop must show where it is."""
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate(RING) >= 2, page.evaluate(FOCUS)
        if page.evaluate(FOCUS) == goal:
            return
    pytest.fail(f"the keyboard never reaches {goal}")


@pytest.mark.parametrize("javascript", [True, False])
def test_all_stones_are_laid_by_keyboard_alone(site: houses.Furnished, browser: Any, javascript: bool) -> None:
    site.empty()
    with site.app.app_context():
        meeting = meetings.opened()
    with chromium.window(browser, site.base_url, height=700, javascript=javascript) as window:
        page = window.page
        page.goto(f"/mitmachen/{codes.grouped(meeting.code)}")
        clean_if(page, javascript, "meeting")
        page.get_by_role("button", name="Platz nehmen").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/mitmachen/platz")
        clean_if(page, javascript, "overview")
        page.get_by_role("link", name="Mit These 1 anfangen").focus()
        page.keyboard.press("Enter")
        for downs, thesis in zip((1, 2, 4), meeting.theses, strict=True):
            page.wait_for_url(f"**/mitmachen/platz/{thesis}")
            clean_if(page, javascript, "thesis")
            assert page.evaluate("document.documentElement.scrollHeight") <= 700
            if javascript:
                walk(page, "stone")
            else:
                page.locator("input[type=radio]").first.focus()
            for _ in range(downs):
                page.keyboard.press("ArrowDown")
            page.keyboard.press("Enter")
        page.wait_for_url("**/mitmachen/platz")
        expect(page.get_by_role("heading", name="Fertig. Danke!")).to_be_visible()
        clean_if(page, javascript, "done")
    with site.app.app_context():
        dialogue = meetings.closed(meeting)
        assert [one.counts for one in agreement.results(dialogue)] == [
            Counts(0, 1, 0, 0, 0),
            Counts(0, 0, 1, 0, 0),
            Counts(0, 0, 0, 0, 1),
        ]


def clean_if(page: Any, javascript: bool, name: str) -> None:
    """Ask axe where it may run."""
    if javascript:
        clean(page, name)


def test_every_stone_is_a_target_for_a_thumb_and_says_its_words(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    with site.app.app_context():
        meeting = meetings.opened()
    with chromium.window(browser, site.base_url, width=320, height=700) as window:
        page = window.page
        page.goto(f"/mitmachen/{meeting.code}")
        page.get_by_role("button", name="Platz nehmen").click()
        page.get_by_role("link", name="Mit These 1 anfangen").click()
        group = page.get_by_role("group", name="Hilfe beim Handy")
        words = ("stimme voll zu", "stimme eher zu", "teils, teils", "stimme eher nicht zu", "stimme gar nicht zu")
        for word in words:
            box = group.get_by_role("radio", name=word).bounding_box()
            assert box
            assert box["height"] >= 64, word
            assert box["width"] >= 280, word
        page.get_by_role("radio", name="teils, teils").check()
        page.get_by_role("button", name="Stein legen").click()
        page.get_by_role("link", name="zurück").click()
        expect(page.get_by_role("radio", name="teils, teils")).to_be_checked()
        page.get_by_role("button", name="Dazu sage ich nichts").click()
        with site.app.app_context(), writing():
            ballots.close(meeting.id, HOUSE)
        page.reload()
        expect(page.get_by_role("heading", name="Das Ergebnis")).to_be_visible()
        clean(page, "closed")
        assert page.get_by_role("link", name="Zum ganzen Ergebnis").get_attribute("href") == f"/div/{meeting.id}"


def test_the_seat_weighs_no_more_than_60_kb(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    with site.app.app_context():
        meeting = meetings.opened()
    with chromium.window(browser, site.base_url) as window:
        page = window.page
        page.goto(f"/mitmachen/{meeting.code}")
        page.get_by_role("button", name="Platz nehmen").click()
        loaded: list[str] = []
        page.on("request", lambda request: loaded.append(request.url))
        page.goto(f"/mitmachen/platz/{meeting.theses[0]}")
        weight = page.evaluate(
            "[...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')]"
            ".reduce((sum, one) => sum + one.encodedBodySize, 0)"
        )
        assert 50_000 < weight <= 60_000
        assert len({address for address in loaded if address.endswith(".woff2")}) == 2
        assert not [address for address in loaded if "kern" in address]
        assert len({address for address in loaded if address.endswith(".js")}) == 1


def test_nothing_moves_for_who_wants_rest(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    with site.app.app_context():
        meeting = meetings.opened()
    names = {}
    for motion in ("reduce", "no-preference"):
        with chromium.window(browser, site.base_url) as window:
            page = window.page
            page.emulate_media(reduced_motion=motion)
            page.goto(f"/mitmachen/{meeting.code}")
            page.get_by_role("button", name="Platz nehmen").click()
            page.goto(f"/mitmachen/platz/{meeting.theses[0]}")
            page.get_by_role("radio", name="teils, teils").check()
            names[motion] = page.evaluate("getComputedStyle(document.querySelector(':checked ~ .sign')).animationName")
    assert names == {"reduce": "none", "no-preference": "fall"}


def test_the_wall_is_readable_from_ten_metres(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    with site.app.app_context():
        meeting = meetings.planned()
        running = meetings.opened()
        whole = {thesis: Counts(10, 2, 1, 3, 8, 1) for thesis in meeting.theses}
        with writing():
            ballots.count(meeting.id, whole, ballots.one(meeting.id).version, HOUSE)
    smallest = """() => Math.min(...[...document.querySelectorAll("main *")]
      .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()) && one.tagName !== "title")
      .map(one => parseFloat(getComputedStyle(one).fontSize)))"""
    with chromium.window(browser, site.base_url, width=1920, height=1080) as window:
        page = window.page
        page.context.add_cookies([filled.office_cookie(site.app, site.base_url)])
        for path in (f"/buero/div/{meeting.id}/leinwand", f"/buero/div/{running.id}/leinwand"):
            page.goto(path)
            assert page.evaluate(smallest) >= 28, path
            assert page.evaluate("document.documentElement.scrollHeight") <= 1080, path
            clean(page, path)
