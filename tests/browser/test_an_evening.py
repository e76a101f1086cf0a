"""Pages of an evening in a real browser, full of long words: who was there, the year, everything before one press, minutes."""

from __future__ import annotations

from typing import Any

import pytest

from compass.models import Sector
from core import clock, indexing
from core.db import writing
from dialogues import queries, services
from dialogues.evenings import services as evenings
from dialogues.models import Way
from tests.browser.test_every_page import held
from tests.support import chromium, filled, houses
from tests.support.making_actors import make_actor
from tests.support.making_evenings import make_evening, talked_over
from tests.support.making_visions import OFFICE, make_vision

pytestmark = pytest.mark.browser
LONG = filled.LONG


@pytest.fixture(scope="module")
def addresses(site: houses.Furnished) -> tuple[list[str], list[str]]:
    """A house with an evening that has ended and one that has not: public addresses, the office's."""
    site.empty()
    with site.app.app_context():
        ended, waiting = make_evening(title="Urbane Daten"), make_evening()
        members = [make_actor(f"{LONG} {sector.value}", sector=sector) for sector in Sector]
        with writing():
            services.join_network(OFFICE)
            for one in members:
                services.add_member(one, OFFICE)
        for evening in (ended, waiting):
            talked_over(evening.id)
            with writing():
                guests = {**dict.fromkeys(Sector, 2), Sector.ADMINISTRATION: 0}
                evenings.note(evening.id, members[1:3], guests, OFFICE)
        with writing():
            services.reword(waiting.visions[Way.CIRCLE], LONG, f"{LONG}\n\nZweiter Absatz.", OFFICE)
            evenings.finish(ended.id, OFFICE)
        open_way = make_vision(dialogue_id=ended.id, title="Noch ohne Weg", released=False)
        indexing.rebuild()
    public = [f"/div/{ended.id}/protokoll", f"/div/visionen/{ended.visions[Way.CIRCLE]}", f"/div/{ended.id}"]
    desk = [f"/{evening.id}{part}" for evening in (ended, waiting) for part in ("", "/dabei", "/abschluss")]
    desk += ["/gremium", "/jahr", f"/visionen/{waiting.visions[Way.CIRCLE]}", f"/visionen/{open_way}"]
    return public, [f"/buero/div{path}" for path in (*desk, f"/{waiting.id}/dabei?q={LONG[:12]}")]


def test_pages_of_an_evening(site: houses.Furnished, addresses: tuple[list[str], list[str]], browser: Any) -> None:
    public, desk = addresses
    faults: list[str] = []
    with chromium.window(browser, site.base_url) as window:
        for path in public:
            window.page.goto(path)
            faults += held(window.page, path)
        window.page.context.add_cookies([filled.office_cookie(site.app, site.base_url)])
        for path in desk:
            window.page.goto(path)
            assert "/anmelden" not in window.page.url, path
            faults += held(window.page, path)
    assert not faults, "\n".join(faults)


def test_one_press_ends_it(site: houses.Furnished, addresses: tuple[list[str], list[str]], browser: Any) -> None:
    page_of = addresses[1][5]
    with chromium.window(browser, site.base_url, width=1280, javascript=False) as window:
        window.page.context.add_cookies([filled.office_cookie(site.app, site.base_url)])
        window.page.goto(page_of)
        window.page.get_by_text("hinaus").first.wait_for()
        window.page.get_by_role("button", name="Abend jetzt abschließen").click()
        window.page.get_by_role("link", name="Protokoll als PDF").wait_for()
        assert window.page.get_by_role("button", name="Abend jetzt abschließen").count() == 0
    with site.app.app_context():
        number = int(page_of.split("/")[3])
        assert queries.dialogue(number, public=True).finished_at is not None
        assert queries.dialogue(number, public=True).held_on == clock.today().isoformat()
