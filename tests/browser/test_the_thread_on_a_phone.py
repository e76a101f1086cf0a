"""The citizen's part of the red thread in real Chromium on a phone: hand in, lay stones, look up, read what was decided."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from core.db import writing
from core.journal import HOUSE
from dialogues import ballots, codes
from dialogues.models import Way
from ideas import services
from ideas.stages import Stage
from papers import queries
from papers import services as papers
from papers.drafts import DecisionDraft
from papers.models import Outcome
from tests.support import chromium, houses
from tests.support.making_orders import make_deliverable, make_order
from tests.support.making_papers import make_paper
from tests.support.making_visions import make_dialogue, make_vision

pytestmark = pytest.mark.browser
TEXT = "Einmal in der Woche könnte jemand im Café sitzen und Fragen zum Handy beantworten."
THESES = ("Hilfe beim Handy muss zu Fuß erreichbar sein.", "Jugendliche erklären besser als Fachleute.")
VISION = "In jedem Stadtbezirk hilft jemand in Ruhe weiter"
YES = "Ja. In jedem Stadtbezirk soll es einen festen Ort geben."


def clean(page: Any, name: str) -> None:
    """Hold what is open to the measures of every page."""
    violations, undecided = chromium.axe(page)
    assert [*violations, *undecided] == [], name
    assert chromium.overflow(page) == 0, name


def hand_in(page: Any) -> str:
    """Write an idea on the phone; return the Merk-Code."""
    page.goto("/ideen/neu")
    page.get_by_label("Was ist Ihre Idee oder Ihr Wunsch?").fill(TEXT)
    page.get_by_role("button", name="Idee abschicken").click()
    return str(page.locator("#merk-code").inner_text())


def lay_stones(page: Any, code: str) -> None:
    """Type the Treffen-Code, sit down, and lay a stone for every thesis."""
    page.goto("/")
    page.get_by_role("link", name="Code eingeben").click()
    page.get_by_label("Treffen-Code").fill(code.lower())
    clean(page, "code")
    page.get_by_role("button", name="Code eingeben").click()
    page.get_by_role("button", name="Platz nehmen").click()
    page.get_by_role("link", name="Mit These 1 anfangen").click()
    for words in ("stimme voll zu", "stimme eher zu"):
        page.get_by_label(words).check(force=True)
        clean(page, words)
        page.get_by_role("button", name="Stein legen").click()
    expect(page.get_by_text("Fertig. Danke!")).to_be_visible()


def decided(idea: int, meeting: int) -> int:
    """Let the office close the meeting and take the idea to the council's decision; return the paper."""
    with writing():
        ballots.close(meeting, HOUSE)
    vision = make_vision(idea, title=VISION, dialogue_id=meeting, way=Way.CIRCLE)
    number = make_paper(deliverable_id=make_deliverable(make_order(vision)))
    for turn in queries.in_turn(queries.paper(number, "desk")):
        with writing():
            papers.decide(number, turn.id, DecisionDraft(Outcome.UNANIMOUS, YES), HOUSE)
    return number


def test_a_citizen_follows_an_idea_to_the_decision(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    with chromium.window(browser, site.base_url, width=375, height=700) as window:
        page = window.page
        merk_code = hand_in(page)
        with site.app.app_context():
            with writing():
                idea = services.advance(1, Stage.PUBLISHED, HOUSE).id
            meeting = make_dialogue(idea, theses=THESES, days=0)
            with writing():
                code = ballots.open_up(meeting, HOUSE).meeting_code or ""
        lay_stones(page, codes.grouped(code))
        with site.app.app_context():
            paper = decided(idea, meeting)

        page.goto("/ideen/nachsehen")
        page.get_by_label("Ihr Merk-Code").fill(merk_code)
        page.locator("main").get_by_role("button", name="Nachsehen").click()
        clean(page, "way")
        for told in ("Besprochen", "Zukunftsvision", "Ergebnis", "Vorlage", YES):
            expect(page.get_by_text(told).first, told).to_be_visible()

        page.get_by_role("link", name="Vorlage lesen").click()
        expect(page.get_by_role("heading", name="So ist entschieden")).to_be_visible()
        clean(page, "paper")
        address = page.get_by_role("link", name="Vorlage als PDF").get_attribute("href")
        assert address == f"/vorlagen/{paper}/vorlage-{paper}.pdf"
        file = page.request.get(address)
        assert (file.status, file.headers["content-type"], file.body()[:5]) == (200, "application/pdf", b"%PDF-")
        page.get_by_role("link", name=TEXT[:40]).first.click()
        expect(page.get_by_role("heading", name="Der Weg dieser Idee")).to_be_visible()
