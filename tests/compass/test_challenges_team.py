"""The team of a challenge: seats and gaps, by hand, its kinds, who asks and over whom one knows somebody, its form."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from compass import queries, services, suggesting
from compass.challenges import page
from compass.challenges import services as wing
from compass.challenges.models import TeamPick
from compass.models import Sector, TieKind
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import HOUSE
from tests.support.making_actors import make_actor
from tests.support.making_challenges import ROOT, TITLE, a_challenge, a_network, without
from tests.support.pages import fill
from tests.support.statements import counted
from tests.support.together import at_once


def names(number: int, art: str = "") -> set[str]:
    db.session.rollback()
    return {one.person.name for one in page.face(queries.challenge(number), art)["team"].seats}


def picked(office: FlaskClient, number: int, actor: int, step: str, **more: str) -> int:
    place = f"{ROOT}/{number}"
    sent = {"actor": str(actor), "step": step, "art": "", **more}
    return fill(office, place, to=f"{place}/team", action=f"{place}/team", **sent).status_code


def how_many_picks() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(TeamPick.id))) or 0


def test_seats_gaps_and_the_plain_list_stand_on_the_page(office: FlaskClient) -> None:
    a_network()
    number = a_challenge()
    shown = office.get(f"{ROOT}/{number}").get_data(as_text=True)

    assert names(number) == {"Treff", "Verein", "Amt", "Laden"} - ({"Treff", "Verein"} - names(number))
    assert "Platz fehlt: Wissenschaft" in shown
    assert "3 von 4 Plätzen besetzt" in shown
    assert re.search(r"Die ersten 3 der Liste</dt><dd>\d+ Punkte", shown)
    assert "Die Liste ohne Mischung" in shown
    assert "Werke" not in names(number)
    assert "Gesondert" in shown


def test_who_is_held_is_in_and_who_is_taken_out_is_not(office: FlaskClient) -> None:
    ids, number = a_network(), a_challenge()
    assert picked(office, number, ids["Chor"], "drin") == 303
    assert picked(office, number, ids["Treff"], "draussen") == 303
    shown = office.get(f"{ROOT}/{number}").get_data(as_text=True)

    assert "Chor" in names(number)
    assert "Treff" not in names(number)
    assert shown.count("festgelegt von Demo Büro") + shown.count("festgelegt von") >= 2
    assert "kein Beleg, von Hand gesetzt" in shown
    for art in ("eingespielt", "bruecken"):
        assert "Chor" in names(number, art)
        assert "Treff" not in names(number, art)

    assert picked(office, number, ids["Chor"], "offen") == 303
    assert "Chor" not in names(number)
    assert how_many_picks() == 1


def test_a_second_press_changes_nothing(office: FlaskClient) -> None:
    ids, number = a_network(), a_challenge()
    assert [picked(office, number, ids["Treff"], "drin") for _ in range(2)] == [303, 303]
    assert how_many_picks() == 1
    assert [picked(office, number, ids["Treff"], "offen") for _ in range(2)] == [303, 303]
    assert how_many_picks() == 0


def test_two_people_decide_at_the_same_moment(app: House) -> None:
    ids, number = a_network(), a_challenge()
    said = at_once(
        app,
        lambda: wing.pick(number, ids["Treff"], HOUSE, is_in=True),
        lambda: wing.pick(number, ids["Treff"], HOUSE, is_in=False),
        lambda: wing.pick(number, ids["Amt"], HOUSE, is_in=True),
    )
    assert said == ["", "", ""]
    assert how_many_picks() == 2


def test_what_cannot_be_decided_is_refused_in_a_sentence(office: FlaskClient) -> None:
    ids, number = a_network(), a_challenge(seats=1)
    assert picked(office, number, ids["Werke"], "drin") == 409
    assert picked(office, number, ids["Stumm"], "drin") == 409
    assert picked(office, number, ids["Treff"], "drin") == 303
    assert picked(office, number, ids["Amt"], "drin") == 409
    assert how_many_picks() == 1
    for bad in ({"actor": "x"}, {"actor": "9" * 30}, {"actor": "\x00"}, {"step": "weg"}, {"token": ""}, {"art": "?"}):
        assert picked(office, number, **{"actor": ids["Amt"], "step": "draussen", **bad}) in {400, 409}, bad  # type: ignore[arg-type]
    assert how_many_picks() == 1
    assert picked(office, number, ids["Werke"], "draussen") == 303


def test_fewer_seats_than_people_held_keep_them_all(app: House) -> None:
    ids, number = a_network(), a_challenge(seats=3)
    with writing():
        for name in ("Treff", "Verein", "Chor"):
            wing.pick(number, ids[name], HOUSE, is_in=True)
        services.change_challenge(number, TITLE, "Handy", (), HOUSE, version=1, wanted=services.Wanted(1))
    assert names(number) == {"Treff", "Verein", "Chor"}


def test_who_only_reads_or_is_a_stranger_sees_none_of_it(reader: FlaskClient, visitor: FlaskClient) -> None:
    number = a_challenge()
    for path in (ROOT, f"{ROOT}/{number}", f"{ROOT}/neu", f"{ROOT}/{number}/bearbeiten", f"{ROOT}/guete"):
        assert reader.get(path).status_code == 403
        assert visitor.get(path).status_code == 303
    for path in (f"{ROOT}/{number}/team", f"{ROOT}/{number}/einladen", f"{ROOT}/{number}/rueckmeldung/1"):
        assert reader.post(path).status_code == 403
        assert visitor.post(path).status_code == 303


@pytest.mark.parametrize("end", ["", "/neu", "/7", "/7/bearbeiten"])
def test_old_addresses_lead_on_for_good(office: FlaskClient, end: str) -> None:
    answer = office.get(f"/buero/netzwerk/herausforderungen{end}?vor=3")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"{ROOT}{end}?vor=3")


def test_an_unknown_kind_of_team_is_the_plain_one(office: FlaskClient) -> None:
    a_network()
    place = f"{ROOT}/{a_challenge()}"
    assert 'aria-current="true">Beste Mischung' in office.get(f"{place}?art=%00quatsch").get_data(as_text=True)
    assert 'aria-current="true">Neue Brücken' in office.get(f"{place}?art=bruecken").get_data(as_text=True)


def test_over_whom_one_knows_somebody(office: FlaskClient) -> None:
    ids = a_network()
    asks = make_actor("Stadtbüro", sector=Sector.ADMINISTRATION, competences=["Kurse am Handy"])
    with writing():
        services.tie(asks, ids["Amt"], TieKind.COOPERATES, HOUSE)
        services.tie(ids["Amt"], ids["Treff"], TieKind.FUNDS, HOUSE)
        services.tie(asks, ids["Stumm"], TieKind.COOPERATES, HOUSE)
        services.tie(ids["Stumm"], ids["Verein"], TieKind.COOPERATES, HOUSE)
    number = a_challenge(asker_id=asks)
    ways = {one.actor.name: one.way for one in suggesting.of(queries.challenge(number)).everybody}

    assert "Stadtbüro" not in ways
    assert {name: [over for _, over in way.over] for name, way in ways.items() if way} == {"Amt": [], "Treff": ["Amt"]}
    shown = office.get(f"{ROOT}/{number}").get_data(as_text=True)
    assert "Direkt verbunden mit Stadtbüro" in shown
    assert "Stadtbüro kennt Treff über" in shown
    without(ids["Amt"])
    db.session.rollback()
    assert not any(one.way for one in suggesting.of(queries.challenge(number)).everybody)


def test_the_form_keeps_seats_bounds_and_who_asks(office: FlaskClient) -> None:
    a_network()
    sent = {
        "title": "Neu",
        "text": "Handy",
        "seats": "5",
        "science_least": "2",
        "civil_society_most": "1",
        "asker": "amt",
    }
    place = fill(office, f"{ROOT}/neu", **sent).headers["Location"]
    made = queries.challenge(int(place.rsplit("/", 1)[1]))

    assert (made.seats, made.quotas) == (5, {"science": [2, 3], "civil_society": [1, 1]})
    assert page.name_of(made.asker_id) == "Amt"
    form = office.get(f"{place}/bearbeiten").get_data(as_text=True)
    for value in ('name="asker" type="text" value="Amt"', 'value="5"', '<details class="more" open>'):
        assert value in form, value


@pytest.mark.parametrize(
    "bad",
    [
        {"seats": "0"},
        {"seats": "31"},
        {"seats": "x"},
        {"seats": "9" * 40},
        {"science_least": "4", "science_most": "3"},
        {"seats": "2", "science_least": "3"},
        {"seats": "6", **{f"{one}_most": "1" for one in ("administration", "science", "business", "civil_society")}},
        {"science_least": "-1"},
        {"asker": "Gibt es nicht"},
        {"asker": "\x00"},
        {"asker": "x" * 100_000},
        {"text": "x" * 100_000},
    ],
)
def test_bounds_that_cannot_hold_are_told_and_nothing_is_stored(office: FlaskClient, bad: dict[str, str]) -> None:
    expected = 303 if bad.get("asker") == "\x00" else 422
    assert fill(office, f"{ROOT}/neu", **{"title": "Neu", "text": "Handy", "seats": "6", **bad}).status_code == expected
    assert len(queries.challenges()) == (expected == 303)


def test_an_unknown_thing_makes_no_form(office: FlaskClient) -> None:
    assert office.get(f"{ROOT}/neu?aus=idea:999").status_code == 404
    assert office.get(f"{ROOT}/neu?aus=quatsch:1").status_code == 200
    assert office.get(f"{ROOT}/neu?aus=idea:\x00").status_code == 200


def test_a_page_costs_the_same_for_few_and_for_many(office: FlaskClient) -> None:
    a_network()
    number = a_challenge()
    office.get(f"{ROOT}/{number}")
    costs = []
    for more in (0, 25):
        for place in range(more):
            make_actor(f"Verein {place}", competences=["Kurse am Handy im Stadtteil"])
        office.get(f"{ROOT}/{number}")
        with counted() as made:
            office.get(f"{ROOT}/{number}")
        costs.append(len(made))
    assert costs[0] == costs[1]


def test_a_challenge_that_is_not_there(office: FlaskClient) -> None:
    for path in ("/999", "/999/bearbeiten", "/999/rueckmeldung/1"):
        assert office.get(f"{ROOT}{path}").status_code == 404
    with pytest.raises(Refused), writing():
        wing.pick(a_challenge(), 999, HOUSE, is_in=True)
