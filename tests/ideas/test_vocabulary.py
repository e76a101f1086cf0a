"""Ideas and the vocabulary: what was switched off stays on the ideas that have it, and is offered to no other."""

from __future__ import annotations

from flask.testing import FlaskClient

from core.db import writing
from core.journal import HOUSE
from ideas import queries
from radar import services
from radar.lists import KINDS
from radar.services import Draft
from tests.support.making import published
from tests.support.pages import fill, version

AREA, DISTRICT = 1, 1


def switch_off() -> None:
    """Take one Aktionsfeld and one Stadtbezirk off offer."""
    with writing():
        services.change(KINDS["area"], AREA, Draft("Altes Feld", active=False), HOUSE, 1)
        services.change(KINDS["district"], DISTRICT, Draft("Alter Bezirk", active=False), HOUSE, 1)


def test_an_idea_keeps_what_was_switched_off(office: FlaskClient) -> None:
    number = published(areas=(AREA,), district_id=DISTRICT).id
    switch_off()
    path = f"/buero/ideen/{number}"
    page = office.get(path)
    assert "Altes Feld" in page.get_data(as_text=True)
    answer = fill(
        office, path, action=path, version=version(page), areas=["1", "3"], district="1", category="", step="", tag="1"
    )
    assert answer.status_code == 303
    idea = queries.one(number, public=False)
    assert ([area.id for area in idea.areas], idea.district_id) == ([1, 3], 1)


def test_no_other_idea_gets_it(office: FlaskClient) -> None:
    number = published().id
    switch_off()
    path = f"/buero/ideen/{number}"
    page = office.get(path)
    assert "Altes Feld" not in page.get_data(as_text=True)
    answer = fill(
        office, path, action=path, version=version(page), areas="1", district="", category="", step="", tag="1"
    )
    assert answer.status_code == 422
