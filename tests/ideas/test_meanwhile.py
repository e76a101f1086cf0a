"""Two sessions at one idea: the second reads who changed what and when, keeps what was typed, and may send it again."""

from __future__ import annotations

import html
import re

import pytest
from flask.testing import FlaskClient

from core import clock
from core.db import writing
from core.factory import House
from core.journal import HOUSE
from ideas import queries, services
from ideas.services import Said
from ideas.stages import Stage
from radar import queries as radar
from tests.support import people
from tests.support.entering import moving
from tests.support.junk import HOSTILE, encoded
from tests.support.making import Made, make_idea, published
from tests.support.pages import token, version

SEEN = re.compile(r'name="seen"[^>]*value="(\d*)"')


def opened(client: FlaskClient, idea: Made) -> dict[str, str]:
    path = f"/buero/ideen/{idea.id}"
    page = client.get(path)
    seen = SEEN.search(page.get_data(as_text=True))
    assert seen
    return {"token": token(page, path), "version": version(page), "seen": seen[1]}


def test_the_second_reads_who_did_what_when_and_keeps_their_words(app: House, office: FlaskClient) -> None:
    idea, areas = published("Mehr Bänke am Bach."), radar.taxonomy().areas
    other = people.logged_in(app, "office", name="Zweite Kollegin")
    path = f"/buero/ideen/{idea.id}"
    with moving() as time:
        mine = opened(other, idea)
        theirs = opened(office, idea)
        time.move(minutes=3)
        sent = {**theirs, "go": "1", "step": "in_talk", "on": "2027-03-01", "areas": str(areas[2].id)}
        assert office.post(path, data=sent).status_code == 303
        at = clock.hour_in_words(clock.now())
        time.move(minutes=1)
        answer = other.post(path, data={**mine, "tag": "1", "areas": str(areas[0].id), "inner": "Frau Amt fragen."})
    page = html.unescape(answer.get_data(as_text=True))
    assert answer.status_code == 409
    assert f"{people.NAMES['office']} hat die Idee auf „Im Gespräch“ gesetzt ({at})" in page
    assert f"{people.NAMES['office']} hat die Idee eingeordnet: Aktionsfeld ({at})" in page
    assert f"Jetzt steht da „{areas[2].name}“, in Ihrem Formular „{areas[0].name}“" in page
    assert "hat die Idee abgegeben" not in page[: page.index("Was Sie eingegeben haben")]
    assert "Frau Amt fragen." in page
    assert queries.one(idea.id, public=False).areas[0].id == areas[2].id


def test_sent_again_it_counts(app: House, office: FlaskClient) -> None:
    idea = published("Mehr Bänke am Bach.")
    path = f"/buero/ideen/{idea.id}"
    mine = opened(office, idea)
    with writing():
        services.advance(idea.id, Stage.LATER, HOUSE, Said(on="2027-05-01", reason="Im Mai."))
    first = office.post(path, data={**mine, "tag": "1", "areas": str(radar.taxonomy().areas[1].id)})
    assert first.status_code == 409
    again = {"token": token(first, path), "version": version(first), "tag": "1"}
    assert office.post(path, data={**again, "areas": str(radar.taxonomy().areas[1].id)}).status_code == 303
    assert [area.id for area in queries.one(idea.id, public=False).areas] == [radar.taxonomy().areas[1].id]


def test_what_the_author_did_is_told_too(office: FlaskClient) -> None:
    idea = make_idea("Mehr Bänke.")
    mine = opened(office, idea)
    with writing():
        services.withdraw(queries.one(idea.id, public=False))
    answer = office.post(f"/buero/ideen/{idea.id}", data={**mine, "publish": "1"})
    assert answer.status_code == 409
    assert "Verfasser*in hat die Idee auf „Zurückgezogen“ gesetzt" in answer.get_data(as_text=True)
    assert not queries.one(idea.id, public=False).public


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30, "٣", "a" * 100_000])
def test_a_forged_place_in_the_journal_breaks_nothing(office: FlaskClient, seen: str) -> None:
    idea = make_idea("Mehr Bänke.")
    mine = opened(office, idea)
    with writing():
        services.tag(idea.id, [], category_id=None, district_id=None, who=HOUSE)
    answer = office.post(f"/buero/ideen/{idea.id}", data={**mine, "publish": "1", "seen": seen})
    assert answer.status_code == 409


def test_strange_signs_in_the_place_break_nothing(office: FlaskClient) -> None:
    idea = make_idea("Mehr Bänke.")
    for junk in HOSTILE:
        mine = opened(office, idea)
        with writing():
            services.tag(idea.id, [], category_id=None, district_id=None, who=HOUSE)
        body = encoded({**mine, "publish": "1", "seen": junk})
        answer = office.post(f"/buero/ideen/{idea.id}", data=body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in {400, 409, 413}, junk
