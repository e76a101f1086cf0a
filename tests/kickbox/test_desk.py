"""The office: applications oldest first, accept or decline, stale pages, bad input, who may come in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from core import clock, outbox
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from kickbox import queries, services
from kickbox.models import Box, BoxState
from radar import queries as radar
from tests.support.making import published
from tests.support.making_actors import make_actor
from tests.support.making_boxes import make_box
from tests.support.pages import token, version
from tests.support.smtp import Sink
from tests.support.statements import counted


def box_now(number: int) -> Box:
    db.session.rollback()
    return queries.box(number, public=False)


def sent(office: FlaskClient, number: int, way: str, **typed: str) -> dict[str, str]:
    """Return what the office's form would send."""
    page = office.get(f"/buero/kickbox/{number}")
    area = str(radar.taxonomy().areas[0].id)
    plan = {"title": "Neu", "text": "Ein Text.", "area": area, "first_on": "2999-01-07"}
    words = plan if way in {"annehmen", "aendern"} else {}
    return {"token": token(page, f"/buero/kickbox/{number}/{way}"), "version": version(page), **words, **typed}


def post(office: FlaskClient, number: int, way: str, **typed: str) -> int:
    return office.post(f"/buero/kickbox/{number}/{way}", data=sent(office, number, way, **typed)).status_code


def test_the_oldest_application_stands_first_and_is_due(app: House, office: FlaskClient) -> None:
    with clock.at(clock.now() - timedelta(days=40)):
        make_box(title="Die ältere", state=BoxState.CONFIRMED)
    make_box(title="Die neuere", state=BoxState.CONFIRMED)
    make_box(title="Nie bestätigt", state=BoxState.ASKED)
    page = office.get("/buero/kickbox").get_data(as_text=True)
    assert 0 < page.index("Die ältere") < page.index("Die neuere")
    assert "Nie bestätigt" not in page
    today = office.get("/buero/").get_data(as_text=True)
    assert "Die ältere" in today
    assert "überfällig" in today


def test_a_reader_learns_nothing_of_applicants(app: House, reader: FlaskClient) -> None:
    idea = published("Bäume gießen.")
    make_box(title="Ganz geheim beworben", state=BoxState.CONFIRMED)
    make_box(idea.id)
    assert reader.get("/buero/kickbox").status_code == 403
    assert "Ganz geheim" not in reader.get("/buero/").get_data(as_text=True)
    assert "/buero/kickbox" not in reader.get(f"/buero/ideen/{idea.id}").get_data(as_text=True)


def test_declining_says_why_in_the_letter_only(app: House, office: FlaskClient, letters: Sink) -> None:
    number = make_box(state=BoxState.CONFIRMED)
    assert post(office, number, "ablehnen", refusal="") == 422
    assert post(office, number, "ablehnen", refusal="Es gibt das schon als Projekt.") == 303
    assert box_now(number).state is BoxState.DECLINED
    outbox.deliver_due()
    assert "Es gibt das schon als Projekt." in letters.wait_for(3)[-1].text
    assert "Es gibt das schon" not in office.get(f"/buero/kickbox/{number}").get_data(as_text=True)


def test_the_second_of_two_people_is_told(app: House, office: FlaskClient) -> None:
    number = make_box(state=BoxState.CONFIRMED)
    mine = sent(office, number, "annehmen")
    with writing():
        services.decline(number, "Nein.", HOUSE)
    answer = office.post(f"/buero/kickbox/{number}/annehmen", data=mine)
    assert answer.status_code == 409
    assert "Nicht angenommen" in answer.get_data(as_text=True)
    running = make_box()
    mine = sent(office, running, "aendern")
    with writing():
        services.reach(running, 2, "Etwas.", HOUSE)
    assert office.post(f"/buero/kickbox/{running}/aendern", data=mine).status_code == 409
    assert box_now(running).title != "Neu"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", ""),
        ("title", "\x00"),
        ("title", "x" * 100_000),
        ("text", "x" * 100_000),
        ("area", ""),
        ("area", "999999"),
        ("area", "9" * 30),
        ("coach", "Niemand heißt so"),
        ("coach", "999999999"),
        ("coach", "Zwei"),
        ("first_on", ""),
        ("first_on", "2000-01-01"),
        ("first_on", "heute"),
        ("first_on", "99999-99-99"),
        ("version", "x"),
        ("token", ""),
    ],
)
def test_bad_input_starts_no_box(app: House, office: FlaskClient, name: str, value: str) -> None:
    make_actor("Zwei A")
    make_actor("Zwei B")
    number = make_box(state=BoxState.CONFIRMED)
    assert post(office, number, "annehmen", **{name: value}) == 422
    assert box_now(number).state is BoxState.CONFIRMED


def test_a_coach_is_found_by_name_or_number(app: House, office: FlaskClient) -> None:
    coach = make_actor("Umweltbetrieb Süd")
    for said in ("umweltbetrieb sued", "Umweltbetrieb", str(coach)):
        number = make_box(state=BoxState.CONFIRMED)
        assert post(office, number, "annehmen", coach=said) == 303
        assert box_now(number).coach_id == coach
    assert post(office, number, "aendern", coach="") == 303
    assert box_now(number).coach_id is None


def test_the_office_writes_down_levels_takes_a_sentence_out_and_ends(app: House, office: FlaskClient) -> None:
    number = make_box()
    assert post(office, number, "stufe", level="2", note="Frau Muster gießt.") == 303
    assert post(office, number, "stufe/2/satz") == 303
    box = box_now(number)
    assert (box.level, [step.note for step in box.steps]) == (2, ["", ""])
    assert post(office, number, "ende", outcome="goes_on", onward="Als Projekt.", ending="") == 303
    assert box_now(number).state is BoxState.GOES_ON
    story = office.get(f"/buero/kickbox/{number}/protokoll").get_data(as_text=True)
    assert "hat Stufe 2 (Ideen sammeln) erreicht" in story
    assert "Muster" not in story


def test_what_is_not_there_is_not_there(app: House, office: FlaskClient, visitor: FlaskClient) -> None:
    number = make_box(state=BoxState.CONFIRMED)
    for path in ("/kickbox/999", f"/kickbox/{number}", "/kickbox?vor=quatsch", "/kickbox?vor=1-1-1"):
        assert visitor.get(path).status_code == 404
    for path in ("/buero/kickbox/999", "/buero/kickbox/999/protokoll", "/buero/kickbox?vor=x"):
        assert office.get(path).status_code == 404
    assert office.post("/buero/kickbox/999/ablehnen", data={}).status_code in {404, 422}


def test_lists_cost_the_same_for_three_boxes_and_for_thirty(
    app: House, office: FlaskClient, visitor: FlaskClient
) -> None:
    def costs() -> list[int]:
        with counted() as public:
            visitor.get("/kickbox")
        with counted() as desk:
            office.get("/buero/kickbox")
        return [len(public), len(desk)]

    def three() -> None:
        for state in (BoxState.RUNNING, BoxState.LEARNED, BoxState.CONFIRMED):
            make_box(state=state)

    three()
    costs()
    few = costs()
    for _ in range(9):
        three()
    costs()
    assert costs() == few
    assert db.session.scalar(select(func.count(Box.id))) == 30


def test_ended_boxes_come_page_by_page(app: House, visitor: FlaskClient) -> None:
    for number in range(queries.PAGE + 2):
        make_box(title=f"Kasten {number}", state=BoxState.LEARNED)
    first = visitor.get("/kickbox").get_data(as_text=True)
    assert "Kasten 21" in first
    assert "Kasten 1<" not in first
    older = first.split('href="/kickbox?vor=')[1].split("#")[0]
    second = visitor.get(f"/kickbox?vor={older}").get_data(as_text=True)
    assert "Kasten 1<" in second
    assert "Kasten 21" not in second
