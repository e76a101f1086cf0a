"""Every page of papers in a real browser, full of long words and hostile titles: public, the council's, the office's."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from core import indexing
from core.audience import cookie_name
from core.db import writing
from papers import queries, services
from papers.drafts import BodyDraft, ConsultationDraft
from papers.models import BodyKind, ConsultationRole, Outcome
from tests.browser.test_every_page import held
from tests.support import chromium, filled, houses
from tests.support.entering_council import entered, link
from tests.support.making import published
from tests.support.making_papers import COUNCIL, OFFICE, day, make_member, make_paper, make_result, say

pytestmark = pytest.mark.browser
LONG = filled.LONG * 2
HOSTILE = "<script>alert(1)</script> gehört nicht auf die Straße."
REASONS = f"{LONG}\n\n## {LONG}\n\n- {LONG}\n- {HOSTILE}\n\n## {HOSTILE}\n\n{LONG} {HOSTILE}"
SAID: dict[str, Any] = {
    "subject": LONG,
    "reasons": REASONS,
    "resolution": f"{LONG}\n{HOSTILE}",
    "summary": HOSTILE,
    "office": LONG,
    "effects_result": LONG,
    "earlier": HOSTILE,
    "attachments": LONG,
    "signer_left": LONG,
    "signer_right": LONG,
}
DECIDES = ConsultationRole.DECIDES


@pytest.fixture(scope="module")
def made(site: houses.Furnished) -> tuple[list[str], list[str], list[str]]:
    """A house with a draft, papers in consultation, open and closed, and decided ones: public addresses, council's, office's."""
    site.empty()
    with site.app.app_context():
        result = make_result(*(published(f"{LONG}. Idee {n}.").id for n in range(3)), title=LONG)
        draft = make_paper(released=False, number="12345/2025-2030", **SAID)
        talked = make_paper(deliverable_id=result, **SAID)
        yes, no, closed = (
            make_paper(subject=HOSTILE, bodies=((COUNCIL, DECIDES),), in_public=one) for one in (1, 1, 0)
        )
        with writing():
            body = services.add_body(BodyDraft(filled.LONG, BodyKind.DISTRICT, "Die"), OFFICE).id
            services.consult(talked, ConsultationDraft(body, day(2), ConsultationRole.NOTES, in_public=False), OFFICE)
        say(yes, plain=LONG, yes=44, no=22, abstained=1, agenda_item="Ö 5.3", wording=HOSTILE)
        say(no, Outcome.REJECTED, HOSTILE)
        turn = queries.next_open(queries.paper(closed, "desk"))
        assert turn
        say(closed, Outcome.POSTPONED, LONG)
        member, spare = make_member(LONG, f"{'x' * 60}@example.org", body), make_member("Zweite", "zwei@example.org")
        indexing.rebuild()
        public = ["/vorlagen", "/vorlagen?q=bank&stand=beratung", "/", "/radar", "/rat/zugang", link(spare)]
        public += [f"/vorlagen/{one}" for one in (talked, yes, no)]
        council = ["/rat", *(f"/rat/vorlagen/{one}" for one in (talked, yes, no, closed))]
        desk = ["", "/neu", f"/neu?aus=ergebnis-{result}", "/gremien", f"/gremien/{body}", "/rat", f"/rat/{member}"]
        desk += [
            f"/{draft}/bearbeiten",
            *(f"/{n}{part}" for n in (draft, talked, yes, closed) for part in ("", "/protokoll")),
        ]
    return public, council, [f"/buero/vorlagen{path}" for path in desk]


def test_public_pages_and_those_of_the_office(
    site: houses.Furnished, made: tuple[list[str], list[str], list[str]], browser: Any
) -> None:
    public, _, desk = made
    faults: list[str] = []
    with chromium.window(browser, site.base_url) as window:
        for path in public:
            window.page.goto(path)
            faults += held(window.page, path)
        assert window.page.context.cookies() == []
        window.page.context.add_cookies([filled.office_cookie(site.app, site.base_url)])
        for path in desk:
            window.page.goto(path)
            assert "/anmelden" not in window.page.url, path
            faults += held(window.page, path)
    assert not faults, "\n".join(faults)


def test_the_reading_room(site: houses.Furnished, made: tuple[list[str], list[str], list[str]], browser: Any) -> None:
    _, council, _ = made
    faults: list[str] = []
    with chromium.window(browser, site.base_url) as window:
        with site.app.app_context():
            kept = entered(site.app, 1).get_cookie(cookie_name("council"))
        assert kept
        window.page.context.add_cookies([{"name": kept.key, "value": kept.value, "url": site.base_url}])
        for path in council:
            answer = window.page.goto(path)
            assert answer
            assert answer.status == 200, path
            faults += held(window.page, path)
        window.page.goto("/rat")
        window.page.get_by_role("button", name="Verlassen").click()
        expect(window.page).to_have_url(f"{site.base_url}/rat/zugang")
        assert window.page.context.cookies() == []
    assert not faults, "\n".join(faults)


def test_a_result_refused_keeps_what_was_typed(
    site: houses.Furnished, made: tuple[list[str], list[str], list[str]], browser: Any
) -> None:
    talked = made[0][-3].rpartition("/")[2]
    with chromium.window(browser, site.base_url) as window:
        window.expect("422")
        page = window.page
        page.context.add_cookies([filled.office_cookie(site.app, site.base_url)])
        page.goto(f"/buero/vorlagen/{talked}")
        page.get_by_label("TOP").fill("Ö 5.2")
        page.get_by_role("button", name="Ergebnis eintragen").click()
        assert page.title().startswith("Fehler: ")
        expect(page.get_by_label("TOP")).to_have_value("Ö 5.2")
        assert not held(page, "with faults")
