"""Writing anew by the Merk-Code: the point on the map stays, moves or goes, as the author says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from core.db import db, writing
from core.factory import House
from core.journal import AUTHOR, HOUSE
from ideas import services as ideas
from ideas.places import queries, services
from ideas.services import Said
from ideas.stages import Stage
from tests.support.forms import submit
from tests.support.making import Made, make_idea
from tests.support.pages import token

TILES = "https://karten.example.org/{z}/{x}/{y}.png"
AGAIN = "/ideen/nachsehen/aendern"
TEXT = "Am Bach fehlt eine Bank, bitte im Schatten."
POINT, OTHER = (8.5312, 52.0217), (8.54, 52.03)


@pytest.fixture
def map_on(changed_settings: Callable[..., Any]) -> Iterator[None]:
    """The city has a map."""
    with changed_settings(map_tiles=TILES):
        yield


def declined(point: tuple[float, float] | None = POINT) -> Made:
    made = make_idea()
    with writing():
        if point:
            services.put(made.id, *point, AUTHOR)
        ideas.advance(made.id, Stage.NOT_PUBLISHED, HOUSE, Said(reason="Zu viel Persönliches."))
    return made


def written_anew(visitor: FlaskClient, made: Made, **fields: object) -> list[tuple[float, float]]:
    """Write anew as the page's form does; return the point."""
    page = submit(visitor, "/ideen/nachsehen", code=made.code)
    sent = {"token": token(page, AGAIN), "code": made.code, "text": TEXT, **fields}
    answer = visitor.post(AGAIN, data=sent)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    db.session.rollback()
    return [place[1:] for place in queries.points([made.id])]


def given(point: tuple[float, float]) -> dict[str, str]:
    return {"placed": "1", "longitude": str(point[0]), "latitude": str(point[1])}


def test_the_form_shows_the_point_that_is_there(app: House, map_on: None, visitor: FlaskClient) -> None:
    page = submit(visitor, "/ideen/nachsehen", code=declined().code).get_data(as_text=True)
    for shown in ("52,0217° Nord, 8,5312° Ost", 'value="8.5312"', 'value="52.0217"', "Den Punkt entfernen"):
        assert shown in page


def test_it_stays_moves_or_goes(app: House, map_on: None, visitor: FlaskClient) -> None:
    assert written_anew(visitor, declined(), **given(POINT)) == [POINT]
    assert written_anew(visitor, declined(), **given(OTHER)) == [OTHER]
    assert written_anew(visitor, declined(), placed="1", longitude="", latitude="") == []
    assert written_anew(visitor, declined(), **given(POINT), point_away="1") == []
    assert written_anew(visitor, declined(None), longitude="8.54", latitude="52.03") == [OTHER]


def test_without_a_map_it_can_still_be_taken_away(app: House, visitor: FlaskClient) -> None:
    page = submit(visitor, "/ideen/nachsehen", code=declined().code).get_data(as_text=True)
    assert "Den Punkt entfernen" in page
    assert 'name="longitude"' not in page
    assert written_anew(visitor, declined(), placed="1") == [POINT]
    assert written_anew(visitor, declined(), placed="1", point_away="1") == []


@pytest.mark.parametrize("strange", ["nan", "1e308", "x" * 100_000, "8\x00", "0"])
def test_a_strange_point_leaves_the_old_one_and_costs_no_words(
    app: House, map_on: None, visitor: FlaskClient, strange: str
) -> None:
    assert written_anew(visitor, declined(), placed="1", longitude=strange, latitude="52.03") == [POINT]


def test_a_form_that_comes_back_keeps_what_was_chosen(app: House, map_on: None, visitor: FlaskClient) -> None:
    made = declined()
    page = submit(visitor, "/ideen/nachsehen", code=made.code)
    sent = {"token": token(page, AGAIN), "code": made.code, "text": "", **given(OTHER), "point_away": "1"}
    again = visitor.post(AGAIN, data=sent)
    assert again.status_code == 422
    shown = again.get_data(as_text=True)
    assert 'value="8.54"' in shown
    assert 'name="point_away" value="1" checked' in shown
    assert [place[1:] for place in queries.points([made.id])] == [POINT]


def test_who_may_not_write_anew_moves_nothing(app: House, map_on: None, visitor: FlaskClient) -> None:
    mine, made = declined(), make_idea("Ungelesen ist diese Idee.")
    with writing():
        services.put(made.id, *POINT, AUTHOR)
    page = submit(visitor, "/ideen/nachsehen", code=mine.code)
    for code, status in ((made.code, 409), ("AAAA-AAAA-AAAA", 404)):
        sent = {"token": token(page, AGAIN), "code": code, "text": TEXT, **given(OTHER), "point_away": "1"}
        assert visitor.post(AGAIN, data=sent).status_code == status
    assert [place[1:] for place in queries.points([made.id])] == [POINT]
