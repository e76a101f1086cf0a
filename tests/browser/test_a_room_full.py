"""One meeting in real browsers: three phones, the wall, the moderator and the office; two rounds, a dead network, points."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import expect

from core.db import db
from dialogues import agreement, ballots
from dialogues.agreement import Counts
from dialogues.models import Ballot
from tests.support import chromium, filled, front, houses, meetings
from tests.support.making_rankings import draft, give, made

pytestmark = pytest.mark.browser
SOON = 12_000
BEFORE, AFTER = (10, 1, 1, 2, 8), (14, 4, 1, 1, 2)
"""What the other 22 people lay to each thesis before the talk and after it."""
NEEDS = ("Hilfe beim Handy", "Aufzug kaputt: bitte vorher sagen", "Eine Karte der kühlen Orte")
RED = "Wo es rot ist, lohnt sich das Gespräch"


@dataclass
class Room:
    """The room on one evening: who holds which screen; `crowd` lays the stones of everybody else."""

    meeting: meetings.Meeting
    phones: tuple[chromium.Window, ...]
    wall: Any
    moderator: Any
    desk: Any
    crowd: Callable[[tuple[int, ...], int], None]


@pytest.fixture
def room(site: houses.Furnished, browser: Any) -> Iterator[Room]:
    """A meeting in two rounds that begins: three phones (the third without a script), wall, moderator, office."""
    site.empty()
    with site.app.app_context():
        meeting = meetings.planned(rounds=2, sounds=True, vibration=True)
        group = front.divided(meeting, "Alle")[0]
        addresses = front.moderator(meeting), front.wall(meeting)

    def crowd(counts: tuple[int, ...], turn: int) -> None:
        with site.app.app_context():
            for thesis in meeting.theses:
                front.lay(meeting, thesis, counts, group=group, turn=turn)

    with ExitStack() as opened:
        phones = tuple(
            opened.enter_context(chromium.window(browser, site.base_url, height=700, javascript=script))
            for script in (True, True, False)
        )
        wall = opened.enter_context(chromium.window(browser, site.base_url, width=1920, height=1080)).page
        lead = opened.enter_context(chromium.window(browser, site.base_url)).page
        desk = opened.enter_context(chromium.window(browser, site.base_url, width=1280)).page
        desk.context.add_cookies([filled.office_cookie(site.app, site.base_url)])
        lead.goto(addresses[0])
        wall.goto(addresses[1])
        yield Room(meeting, phones, wall, lead, desk, crowd)


def enter(page: Any, code: str) -> None:
    """Type in the code that stands on the wall and take a seat."""
    page.goto("/mitmachen")
    page.get_by_label("Treffen-Code").fill(code)
    page.get_by_role("button", name="Code eingeben").click()
    page.get_by_role("button", name="Platz nehmen").click()
    page.wait_for_url("**/mitmachen/platz")


def lay(page: Any, *words: str) -> None:
    """Lay a stone to this thesis and the ones after it."""
    for word in words:
        before = page.get_by_role("heading", level=1).inner_text()
        page.get_by_role("radio", name=word).check()
        page.get_by_role("button", name=re.compile("Stein (legen|ändern)")).click()
        expect(page.get_by_role("heading", level=1)).not_to_have_text(before)


def press(room: Room, words: str) -> None:
    """Let the moderator lead everybody on."""
    room.moderator.get_by_role("button", name=words).click()


def head(page: Any, words: str) -> None:
    """Wait until a page, which nobody touches, has come there by itself."""
    expect(page.get_by_role("heading", level=1)).to_have_text(words, timeout=2 * SOON)


def test_an_evening_in_a_full_room(site: houses.Furnished, room: Room) -> None:
    _first_round(room)
    _talk(room)
    _second_round(room)
    _results(site, room)
    _points(site, room)


def _first_round(room: Room) -> None:
    """Everybody comes in by the code on the wall; one reloads, one is in a tunnel, one has no script, one thinks again."""
    one, two, three = (window.page for window in room.phones)
    press(room, "Steine legen lassen")
    head(room.wall, "Legen Sie Ihre Steine")
    code = room.wall.locator(".enter__code").inner_text()
    for page in (one, two, three):
        enter(page, code)
        page.get_by_role("link", name="Mit These 1 anfangen").click()
    lay(one, "stimme voll zu")
    one.reload()
    head(one, "Jugendliche erklären besser als Fachleute.")
    lay(one, "teils, teils", "stimme gar nicht zu")
    head(one, "Fertig. Danke!")
    one.get_by_role("link", name="Hilfe beim Handy").click()
    expect(one.get_by_role("radio", name="stimme voll zu")).to_be_checked()
    lay(one, "stimme eher nicht zu")
    _tunnel(room)
    lay(three, "stimme voll zu", "stimme voll zu", "stimme voll zu")
    head(three, "Fertig. Danke!")
    expect(room.wall.locator(".bowl__n")).to_have_text("9", timeout=SOON)
    room.crowd(BEFORE, 1)
    expect(room.wall.locator(".bowl__n")).to_have_text("75", timeout=SOON)
    assert "Uneinig" not in room.wall.content()


def _tunnel(room: Room) -> None:
    """The second phone loses its network: the first stone is kept, two are said to be on the way and arrive."""
    window = room.phones[1]
    window.expect("ERR_INTERNET_DISCONNECTED")
    lay(window.page, "stimme eher zu")
    window.page.context.set_offline(True)
    lay(window.page, "stimme eher zu")
    window.page.get_by_role("radio", name="stimme eher zu").check()
    window.page.get_by_role("button", name="Stein legen").click()
    expect(window.page.get_by_role("status")).to_have_text(re.compile("Noch nicht angekommen.*: 2$"))
    expect(room.moderator.locator(".facts b").first).to_have_text("4", timeout=SOON)
    window.page.context.set_offline(False)
    head(window.page, "Fertig. Danke!")


def _talk(room: Room) -> None:
    """The moderator collects the stones: phones say so by themselves, the wall shows where the talk is worth it."""
    one, two, three = (window.page for window in room.phones)
    press(room, "Steine einsammeln, jetzt sprechen")
    head(room.wall, RED)
    expect(room.wall.locator(".worth__row--red")).to_have_count(3)
    for page in (one, two):
        head(page, "Jetzt sprechen wir")
    three.get_by_role("link", name="Ist das Ergebnis schon da?").click()
    head(three, "Jetzt sprechen wir")
    for page in (one, two, three):
        assert "Uneinig" not in page.content()
    room.moderator.get_by_role("button", name="Auf die Leinwand").first.click()
    expect(room.wall.locator(".said--red")).to_contain_text("Uneinig", timeout=SOON)
    assert room.wall.evaluate("document.documentElement.scrollHeight") <= 1080


def _second_round(room: Room) -> None:
    """After the talk everybody lays again; what they laid before stands beside it."""
    one, two, three = (window.page for window in room.phones)
    press(room, "Zweite Runde: noch einmal legen")
    for page in (one, two):
        head(page, "Ihr Platz")
        expect(page.get_by_text("Runde 2 von 2")).to_be_visible()
    three.get_by_role("link", name="Neu laden").click()
    for page in (one, two, three):
        page.get_by_role("link", name="Mit These 1 anfangen").click()
    expect(one.get_by_text("Ihr Stein vor dem Gespräch: stimme eher nicht zu")).to_be_visible()
    for page in (one, two, three):
        lay(page, "stimme voll zu", "stimme voll zu", "stimme voll zu")
        head(page, "Fertig. Danke!")
    room.crowd(AFTER, 2)


def _results(site: houses.Furnished, room: Room) -> None:
    """The last stones are collected: phones come to the result and its shift by themselves; no single stone is left."""
    one, two, three = (window.page for window in room.phones)
    press(room, "Steine einsammeln, weiter sprechen")
    expect(room.wall.locator(".worth__n").first).to_contain_text("Punkte", timeout=SOON)
    for page in (one, two):
        head(page, "Das Ergebnis")
    three.get_by_role("link", name="Ist das Ergebnis schon da?").click()
    for page in (one, two, three):
        expect(page.get_by_text("Danach: 21 von 25 (Einig dafür).").first).to_be_visible()
        assert chromium.overflow(page) == 0
    room.moderator.get_by_role("button", name="Auf die Leinwand").first.click()
    expect(room.wall.locator(".shift")).to_contain_text("Vor dem Gespräch: Uneinig", timeout=SOON)
    assert room.wall.evaluate("document.documentElement.scrollHeight") <= 1080
    with site.app.app_context():
        found = agreement.results(ballots.one(room.meeting.id))
        assert found[0].parts.before == Counts(11, 2, 1, 3, 8)
        assert [one.counts for one in found] == [Counts(17, 4, 1, 1, 2)] * 3
        assert db.session.query(Ballot).count() == 0


def _points(site: houses.Furnished, room: Room) -> None:
    """A ranking runs: each phone spreads ten points (and four others), the office closes it, the wall shows the places."""
    with site.app.app_context():
        ranking = made(room.meeting.id, draft(*NEEDS), opened=False)
    page_of = f"/buero/div/{room.meeting.id}/reihungen/{ranking.id}"
    room.desk.goto(page_of)
    room.desk.get_by_role("button", name="Punkte verteilen lassen").click()
    room.phones[2].page.goto("/mitmachen/platz")
    for window, points in zip(room.phones, ((7, 3, 0), (5, 2, 3), (6, 0, 4)), strict=True):
        page = window.page
        page.get_by_role("link", name="Was ist am dringendsten?").click()
        for words, number_of in zip(NEEDS, points, strict=True):
            page.get_by_label(words, exact=True).fill(str(number_of))
        page.get_by_role("button", name="Punkte abgeben").click()
        expect(page.get_by_text("Ihre Punkte liegen.")).to_be_visible()
        page.get_by_role("link", name="Ihr Platz").click()
    with site.app.app_context():
        for name in range(4):
            give(ranking, name, (4, 3, 3))
    room.desk.goto(page_of)
    room.desk.locator("summary", has_text="Schließen und zählen").click()
    room.desk.get_by_role("button", name="Ja, schließen und zählen").click()
    room.desk.get_by_role("link", name="Auf die Leinwand").click()
    expect(room.desk.locator(".podium li").first).to_contain_text("Hilfe beim Handy")
    expect(room.desk.locator(".podium li").first).to_contain_text("34 Punkte")
