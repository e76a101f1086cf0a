"""Preparing a meeting in a real browser: form, list, rules, paper, impulses, rehearsal; no barrier, no sideways scrolling."""

from __future__ import annotations

from typing import Any

import pytest

from core.db import writing
from dialogues import ballots, codes, queries
from dialogues.models import Mode, Pace, Say
from dialogues.preparing import services as rehearsing
from ideas import services as ideas
from radar import queries as radar
from tests.browser.test_every_page import held
from tests.support import chromium, filled, houses
from tests.support.making import published
from tests.support.making_visions import OFFICE, make_dialogue

pytestmark = pytest.mark.browser
LONG = filled.LONG * 2
THESES = (
    "Hilfe beim Handy muss zu Fuß erreichbar sein.",
    "Jugendliche erklären besser als Fachleute.",
    "Ein Hausbesuch ist mehr wert als zehn Kurse.",
    LONG,
)
FACTS: dict[str, Any] = {
    "ends": "20:00",
    "mode": Mode.HYBRID,
    "link": "https://treffen.example.org/raum",
    "moderator": "Ada Beispiel, Büro für gute Gespräche",
    "agenda": "17:30 Begrüßung\n17:45 Steine legen\n18:15 Gespräch an den Tischen\n19:30 Was wir mitnehmen",
    "say": Say.THINKING,
    "groups": ("Tisch am Fenster", "Tisch an der Tür"),
    "pace": Pace.OWN,
    "rounds": 2,
}


@pytest.fixture(scope="module")
def meeting(site: houses.Furnished) -> tuple[int, int, str]:
    """A house with a meeting that says all it can, and its rehearsal, which is open: numbers and the Treffen-Code."""
    site.empty()
    with site.app.app_context():
        area = radar.taxonomy().areas_by_key["wl2"].id
        one, two = (published(f"Handy-Hilfe {word} im Café.", areas=(area,)).id for word in ("früh", "spät"))
        with writing():
            ideas.bundle([one, two], "Hilfe beim Handy", OFFICE)
        real = make_dialogue(theses=THESES, about="Wer hilft wem beim Handy, und wo?", **FACTS)
        with writing():
            copy = rehearsing.rehearse(real, OFFICE)
        with writing():
            code = ballots.open_up(copy, OFFICE).meeting_code or ""
        assert queries.rehearsal_of(real) == copy
    return real, copy, code


def test_pages_of_preparing(site: houses.Furnished, meeting: tuple[int, int, str], browser: Any) -> None:
    real, copy, _ = meeting
    with site.app.app_context():
        area = radar.taxonomy().areas_by_key["wl2"].id
    faults: list[str] = []
    desk = ["/neu", f"/{real}/bearbeiten", f"/{real}", f"/{real}/regeln", f"/{real}/thesen/liste", f"/{real}/papier"]
    desk += [f"/{real}/impulse?feld={area}", f"/{copy}", f"/{copy}/regeln", f"/{copy}/bearbeiten", f"/{copy}/runde"]
    with chromium.window(browser, site.base_url) as window:
        for path in ("/div", f"/div/{real}", f"/div/{real}/regeln"):
            window.page.goto(path)
            faults += held(window.page, path)
        window.page.context.add_cookies([filled.office_cookie(site.app, site.base_url)])
        for path in desk:
            window.page.goto(f"/buero/div{path}")
            assert "/anmelden" not in window.page.url, path
            faults += held(window.page, path)
        window.page.goto(f"/buero/div/{real}/thesen/liste")
        window.page.get_by_label("Thesen", exact=False).first.fill(
            f"1. Neu. | Und dann?\n2. {THESES[0]}\n3. ...\n4. {LONG}x"
        )
        window.page.get_by_role("button", name="Vorschau").click()
        window.page.get_by_role("button", name="2 Thesen übernehmen").wait_for()
        faults += held(window.page, "the preview of a list")
    assert not faults, "\n".join(faults)


def test_a_rehearsal_is_marked_on_the_phone_and_its_rules_are_near(
    site: houses.Furnished, meeting: tuple[int, int, str], browser: Any
) -> None:
    faults: list[str] = []
    with chromium.window(browser, site.base_url) as window:
        page = window.page
        page.goto(f"/mitmachen/{codes.grouped(meeting[2])}")
        assert "Probe" in page.inner_text("main")
        page.locator("main form button").first.click()
        page.wait_for_url("**/mitmachen/platz**")
        assert "Probe" in page.inner_text("main")
        page.get_by_role("link", name="Die Regeln dieses Treffens").click()
        page.get_by_role("heading", name="Die Regeln dieses Treffens").wait_for()
        assert "Das ist eine Probe." in page.inner_text("main")
        faults += held(page, "the rules on the phone")
    assert not faults, "\n".join(faults)
