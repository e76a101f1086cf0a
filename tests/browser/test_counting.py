"""Counts beside the phones, results with groups and sectors, the page of formulas in a real browser."""

from __future__ import annotations

from typing import Any

import pytest

from compass.models import Sector
from core.db import writing
from core.journal import HOUSE
from dialogues.agreement import Counts
from dialogues.counting import services
from dialogues.counting.services import SourceDraft
from dialogues.models import CountedBy, GroupState
from tests.browser.test_every_page import held
from tests.support import chromium, filled, houses, meetings
from tests.support.pages import TOKEN
from tests.support.stones import divide, lay_many, lead

pytestmark = pytest.mark.browser
THESES = (
    "Was die Stadt mit meinem Geld misst, muss ich ansehen dürfen.",
    "Ich gebe der Stadt meine Bewegungsdaten, wenn der Bus dann besser fährt.",
    "Die Auswertung unserer Daten überlassen wir am besten großen Konzernen.",
    "<script>alert(1)</script> gehört nicht auf die Straße.",
)
LAID = (
    ((5, 4, 1, 0, 0), (4, 2, 1, 1, 0), (4, 2, 1, 0, 0)),
    ((5, 1, 0, 1, 3), (3, 1, 1, 1, 2), (2, 0, 0, 1, 3)),
    ((0, 1, 1, 2, 5), (0, 0, 1, 3, 4), (0, 0, 1, 3, 4)),
    ((1, 0, 0, 0, 1), (0, 1, 0, 0, 0), (0, 0, 0, 0, 0)),
)
SECTORS = (Sector.ADMINISTRATION, Sector.SCIENCE, Sector.CIVIL_SOCIETY)


def scene() -> tuple[int, int]:
    """Return a meeting in two rounds and groups with real stones beside the phones, closed, and one that runs."""
    meeting = meetings.opened(THESES, rounds=2, title="Urbane Daten")
    groups = divide(meeting, "Gruppe Lesesaal", "Gruppe Werkstatt")
    for thesis, cells in zip(meeting.theses, LAID, strict=True):
        for place, (counts, sector) in enumerate(zip(cells, SECTORS, strict=True)):
            lay_many(meeting, thesis, counts[::-1], group_id=groups[place % 2], sector=sector)
    _second_round(meeting, groups)
    with writing():
        typed = dict(
            zip(meeting.theses, (Counts(3, 2, 1, 0, 0), Counts(2, 0, 1, 0, 3), Counts(0, 0, 1, 1, 4)), strict=False)
        )
        services.add(meeting.id, [SourceDraft(CountedBy.HAND, "Tisch am Fenster", 2, {None: typed})], HOUSE)
    meetings.closed(meeting)
    running = meetings.opened(THESES)
    divide(running, "Gruppe 1", "Gruppe 2")
    return meeting.id, running.id


def _second_round(meeting: meetings.Meeting, groups: list[int]) -> None:
    """Let both groups lay again."""
    for number in groups:
        lead(number, GroupState.OPEN, 2)
    for thesis, cells in zip(meeting.theses, LAID, strict=True):
        for place, (counts, sector) in enumerate(zip(cells, SECTORS, strict=True)):
            lay_many(meeting, thesis, counts, round=2, group_id=groups[place % 2], sector=sector)


def test_pages_of_counts(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    with site.app.app_context():
        done, running = scene()
    faults: list[str] = []
    with chromium.window(browser, site.base_url) as window:
        for path in ("/div/so-rechnen-wir", f"/div/{done}"):
            window.page.goto(path)
            faults += held(window.page, path)
        window.page.context.add_cookies([filled.office_cookie(site.app, site.base_url)])
        for number in (done, running):
            for part in ("", "/von-hand", "/datei"):
                path = f"/buero/div/{number}/zaehlungen{part}"
                window.page.goto(path)
                faults += held(window.page, path)
    assert not faults, "\n".join(faults)


def test_a_form_sent_with_faults_keeps_what_was_typed(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    with site.app.app_context():
        _, running = scene()
    with chromium.window(browser, site.base_url) as window:
        window.expect("422")
        window.page.context.add_cookies([filled.office_cookie(site.app, site.base_url)])
        path = f"/buero/div/{running}/zaehlungen/von-hand"
        window.page.goto(path)
        assert TOKEN.search(window.page.content())
        window.page.get_by_label("stimme voll zu").first.fill("4")
        window.page.get_by_role("button", name="Zahlen speichern").click()
        assert window.page.get_by_label("stimme voll zu").first.input_value() == "4"
        assert not held(window.page, path)
