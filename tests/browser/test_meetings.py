"""Every page of the D.I.V. in a real browser, full of long words and hostile titles: no barrier, no sideways scrolling."""

from __future__ import annotations

from typing import Any

import pytest

from compass.models import Sector
from core import indexing
from core.db import writing
from dialogues import ballots, queries, services
from dialogues.agreement import Counts
from dialogues.models import Way
from dialogues.services import VisionDraft
from radar import queries as radar
from tests.browser.test_every_page import held
from tests.support import chromium, filled, houses
from tests.support.making import published
from tests.support.making_actors import make_actor
from tests.support.making_visions import OFFICE, make_dialogue, make_vision

pytestmark = pytest.mark.browser
LONG = filled.LONG * 2
HOSTILE = "<script>alert(1)</script> gehört nicht auf die Straße."


@pytest.fixture(scope="module")
def addresses(site: houses.Furnished) -> tuple[list[str], list[str]]:
    """A house with a meeting before and one after, visions with and without a way: public addresses, the office's."""
    site.empty()
    with site.app.app_context():
        ideas = [published(f"{LONG}. Das ist eine Idee.").id, published(HOSTILE).id]
        coming = make_dialogue(*ideas, title=LONG, about=f"{LONG}\n{HOSTILE}", theses=(LONG, HOSTILE), place=LONG)
        done = make_dialogue(*ideas, title=HOSTILE, theses=(LONG, HOSTILE, "Zu wenige Steine."), days=0)
        released, draft = _visions(done, ideas)
        _evaluate(done)
        for sector in Sector:
            with writing():
                services.add_member(make_actor(LONG, sector=sector, city_owned=True), OFFICE)
        make_actor(f"Noch {LONG}")
        indexing.rebuild()
        thesis = queries.dialogue(coming, public=False).theses[0].id
        asked = queries.dialogue(done, public=False).theses[0].id
    public = ["/div", f"/div/{coming}", f"/div/{done}", f"/div/visionen/{released}", "/"]
    desk = ["", "/neu", "/gremium?q=noch", f"/impuls/{ideas[0]}", f"/visionen/{released}", f"/visionen/{draft}"]
    desk += [f"/visionen/{draft}/bearbeiten", f"/{coming}/thesen/{thesis}", f"/{done}/thesen/{asked}"]
    desk += [
        f"/{one}{part}" for one in (coming, done) for part in ("", "/bearbeiten", "/impulse", "/vision", "/protokoll")
    ]
    return public, [f"/buero/div{path}" for path in desk]


def _visions(meeting: int, ideas: list[int]) -> tuple[int, int]:
    """Write a released vision with everything it may have, and a draft."""
    released = make_vision(*ideas, dialogue_id=meeting, title=LONG, text=f"{LONG}\n\n{HOSTILE}", way=Way.DEPARTMENT)
    words = radar.taxonomy()
    every = (tuple(area.id for area in words.areas), tuple(trait.id for trait in words.traits), tuple(ideas))
    with writing():
        services.rewrite(released, VisionDraft(LONG, HOSTILE, words.areas[0].id, *every), OFFICE)
    return released, make_vision(dialogue_id=meeting, title=HOSTILE, released=False)


def _evaluate(meeting: int) -> None:
    """Type in stones: of one mind, split, too few."""
    stones = (Counts(13, 8, 3, 1, 0, 0), Counts(10, 2, 1, 3, 8, 1), Counts(1, 0, 0, 1, 0, 0))
    with writing():
        dialogue = ballots.one(meeting)
        ids = [thesis.id for thesis in dialogue.theses]
        ballots.count(meeting, dict(zip(ids, stones, strict=True)), dialogue.version, OFFICE)


def test_pages_of_meetings_and_visions(
    site: houses.Furnished, addresses: tuple[list[str], list[str]], browser: Any
) -> None:
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
