"""A phone whose network comes and goes: what was sent is kept, what was not is said and sent again, once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy import update

from core.db import db, writing
from core.journal import HOUSE
from dialogues import agreement, ballots
from dialogues.agreement import Counts
from dialogues.models import DialogueGroup, GroupState
from tests.support import chromium, houses, meetings

pytestmark = pytest.mark.browser
SOON = 12_000
UNSENT = re.compile("Noch nicht angekommen")


def sit(page: Any, meeting: meetings.Meeting) -> None:
    """Take a seat and open the first thesis."""
    page.goto(f"/mitmachen/{meeting.code}")
    page.get_by_role("button", name="Platz nehmen").click()
    page.get_by_role("link", name="Mit These 1 anfangen").click()


def lay(page: Any, words: str) -> None:
    """Choose a stone and lay it."""
    page.get_by_role("radio", name=words, exact=False).check()
    page.get_by_role("button", name=re.compile("Stein (legen|ändern)")).click()


def test_stones_laid_in_a_tunnel_wait_and_arrive_once(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    with site.app.app_context():
        meeting = meetings.opened()
    with chromium.window(browser, site.base_url, height=700) as window:
        window.expect("ERR_INTERNET_DISCONNECTED")
        page = window.page
        sit(page, meeting)
        lay(page, "stimme voll zu")
        expect(page.get_by_role("heading", name="Jugendliche erklären")).to_be_visible()
        page.context.set_offline(True)
        lay(page, "teils, teils")
        expect(page.get_by_role("heading", name="Ein Hausbesuch")).to_be_visible()
        page.get_by_role("button", name="Dazu sage ich nichts").click()
        expect(page.get_by_role("status")).to_have_text(re.compile("Noch nicht angekommen.*: 2$"))
        violations, undecided = chromium.axe(page)
        assert [*violations, *undecided] == []
        with site.app.app_context():
            assert [one.number for one in ballots.laid(ballots.one(meeting.id))] == [1, 0, 0]
        page.context.set_offline(False)
        expect(page.get_by_role("heading", name="Fertig. Danke!")).to_be_visible(timeout=SOON)
    with site.app.app_context():
        found = [one.counts for one in agreement.results(meetings.closed(meeting))]
        assert found == [Counts(1, 0, 0, 0, 0), Counts(0, 0, 1, 0, 0), Counts(0, 0, 0, 0, 0, 1)]


def test_a_stone_that_was_not_sent_outlives_a_reload(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    with site.app.app_context():
        meeting = meetings.opened()
    with chromium.window(browser, site.base_url) as window:
        window.expect("ERR_FAILED")
        page = window.page
        sit(page, meeting)
        page.route("**/platz/*", lambda way: way.abort() if way.request.method == "POST" else way.continue_())
        lay(page, "stimme eher zu")
        expect(page.get_by_role("status")).to_have_text(UNSENT)
        page.reload()
        expect(page.get_by_role("status")).to_have_text(UNSENT)
        page.unroute("**/platz/*")
        expect(page.get_by_role("status")).to_be_empty(timeout=SOON)
        page.get_by_role("link", name="zurück").click()
        expect(page.get_by_role("radio", name="stimme eher zu")).to_be_checked()
    with site.app.app_context():
        assert [one.number for one in ballots.laid(ballots.one(meeting.id))] == [1, 0, 0]


def test_a_stone_that_comes_too_late_is_said_and_the_result_comes_by_itself(
    site: houses.Furnished, browser: Any
) -> None:
    site.empty()
    with site.app.app_context():
        meeting = meetings.opened()
    with chromium.window(browser, site.base_url) as window:
        window.expect("ERR_FAILED", "409")
        page = window.page
        sit(page, meeting)
        page.route("**/platz/*", lambda way: way.abort())
        lay(page, "stimme eher zu")
        expect(page.get_by_role("status")).to_have_text(UNSENT)
        with site.app.app_context(), writing():
            ballots.close(meeting.id, HOUSE)
        page.unroute("**/platz/*")
        expect(page.get_by_role("heading", name="Das Ergebnis")).to_be_visible(timeout=2 * SOON)
        expect(page.get_by_role("status")).to_have_text(re.compile("kam zu spät und zählt nicht"))


def test_the_page_follows_the_room(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    with site.app.app_context():
        meeting = meetings.opened()
        with writing():
            db.session.add(DialogueGroup(dialogue_id=meeting.id, position=1, name="Alle"))
    with chromium.window(browser, site.base_url) as window:
        page = window.page
        page.goto(f"/mitmachen/{meeting.code}")
        page.get_by_role("button", name="Platz nehmen").click()
        expect(page.get_by_text("Gleich geht es los")).to_be_visible()
        for state, heading in ((GroupState.OPEN, "Ihr Platz"), (GroupState.TALKING, "Jetzt sprechen wir")):
            with site.app.app_context(), writing():
                db.session.execute(update(DialogueGroup).values(state=state))
            expect(page.get_by_role("heading", name=heading)).to_be_visible(timeout=SOON)
            if state is GroupState.OPEN:
                expect(page.get_by_role("link", name="Mit These 1 anfangen")).to_be_visible(timeout=SOON)


def test_a_stone_falls_into_the_bowl_unless_somebody_wants_rest(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    with site.app.app_context():
        meeting = meetings.opened()
    seen = {}
    for motion in ("reduce", "no-preference"):
        with chromium.window(browser, site.base_url) as window:
            page = window.page
            page.emulate_media(reduced_motion=motion)
            sit(page, meeting)
            page.evaluate("""() => {
                const bowl = document.querySelector("[data-bowl]");
                window.caught = 0;
                new MutationObserver(() => { if (bowl.classList.contains("is-catching")) window.caught += 1; })
                    .observe(bowl, { attributes: true });
            }""")
            lay(page, "teils, teils")
            expect(page.get_by_role("heading", name="Jugendliche erklären")).to_be_visible()
            seen[motion] = page.evaluate("window.caught")
    assert seen == {"reduce": 0, "no-preference": 1}


def test_a_page_that_was_open_too_long_sends_its_stone_with_a_fresh_token(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    with site.app.app_context():
        meeting = meetings.opened()
    with chromium.window(browser, site.base_url) as window:
        window.expect("422")
        page = window.page
        sit(page, meeting)
        page.evaluate("document.querySelector('form[data-send] [name=token]').value = 'old'")
        lay(page, "teils, teils")
        expect(page.get_by_role("button", name="Stein legen")).to_be_visible()
        page.get_by_role("link", name="These 2 von 3").click()
        expect(page.get_by_text("1 von 3 beantwortet")).to_be_visible(timeout=SOON)
    with site.app.app_context():
        assert [one.number for one in ballots.laid(ballots.one(meeting.id))] == [1, 0, 0]


def test_a_waiting_page_asks_every_two_seconds_and_is_told_that_nothing_is_new(
    site: houses.Furnished, browser: Any
) -> None:
    site.empty()
    with site.app.app_context():
        meeting = meetings.opened()
    answers: list[int] = []
    with chromium.window(browser, site.base_url) as window:
        page = window.page
        page.on("response", lambda got: answers.append(got.status) if got.url.endswith("/stand") else None)
        page.goto(f"/mitmachen/{meeting.code}")
        page.get_by_role("button", name="Platz nehmen").click()
        for _ in range(3):
            with page.expect_response("**/stand"):
                pass
    assert set(answers) == {304}
    assert 3 <= len(answers) <= 4
