"""Wen fragen? From an idea or typed: suggestions with reasons that add up, the sectors, the ties, and what is missing."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from compass import graph, queries, services, suggesting
from compass.models import Challenge, Sector, TieKind
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import HOUSE
from core.things import Thing
from ideas import challenges as idea_challenges
from ideas import services as ideas
from ideas.stages import Stage
from tests.support.making import make_idea, published
from tests.support.making_actors import make_actor
from tests.support.pages import fill, token

ROOT = "/buero/herausforderungen"
POINTS = re.compile(r'<strong class="num">(\d+)</strong> von 100 Punkten')
REASON = re.compile(r'reasons__points num">(\d+)<')


def how_many() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(Challenge.id))) or 0


def a_network() -> dict[str, int]:
    return {
        "Treff": make_actor("Treff", competences=["Kurse am Handy", "Geduld"], offers=["Raum im Stadtteil"]),
        "Amt": make_actor("Amt", sector=Sector.ADMINISTRATION, competences=["Karten für den Stadtteil"]),
        "Werk": make_actor("Werk", sector=Sector.BUSINESS, competences=["Handy reparieren"], city_owned=True),
        "Chor": make_actor("Chor", competences=["Singen"]),
    }


def challenge(text: str = "Handykurse mit Geduld im Stadtteil, auch für Gehörlose") -> int:
    with writing():
        return services.make_challenge("Hilfe am Handy", text, [4], None, HOUSE).id


def test_an_idea_becomes_one_challenge_and_a_get_makes_none(office: FlaskClient) -> None:
    a_network()
    idea = published("Hilfe am Handy im Stadtteil.", areas=(4,))
    page = f"/buero/ideen/{idea.id}/wen-fragen"
    assert page in office.get(f"/buero/ideen/{idea.id}").get_data(as_text=True)
    assert office.get(page).status_code == 200
    assert how_many() == 0

    places = [fill(office, page).headers["Location"] for _ in range(2)]

    assert places[0] == places[1]
    assert how_many() == 1
    made = queries.challenge(1)
    assert (made.title, [area.id for area in made.areas], made.source_kind) == (
        "Hilfe am Handy im Stadtteil",
        [4],
        "idea",
    )
    assert f"/buero/ideen/{idea.id}" in office.get(places[0]).get_data(as_text=True)


def test_who_may_not_see_the_network_is_not_led_there(reader: FlaskClient) -> None:
    idea = published()
    assert "wen-fragen" not in reader.get(f"/buero/ideen/{idea.id}").get_data(as_text=True)
    assert reader.get(f"/buero/ideen/{idea.id}/wen-fragen").status_code == 403


def test_points_on_the_page_add_up(office: FlaskClient) -> None:
    a_network()
    page = office.get(f"{ROOT}/{challenge()}").get_data(as_text=True)

    entries = page.split('class="rank"')[1:]
    assert [*re.findall(r'rank__no" aria-hidden="true">(\d)<', page)] == ["1", "2"]
    assert len(entries) == 3
    assert "Gesondert" in entries[1]
    assert "Werk" in entries[2]
    for entry in entries:
        assert sum(map(int, REASON.findall(entry))) == int(POINTS.findall(entry)[0])
    assert "Kurse am Handy" in entries[0]
    assert "Chor" not in page
    assert "<strong>Gehörlose</strong>" in page


def test_who_is_marked_stands_apart(app: House) -> None:
    a_network()
    found = suggesting.of(queries.challenge(challenge()))

    assert [(one.place, one.actor.name) for one in found.ranked] == [(1, "Treff"), (2, "Amt")]
    assert [(one.place, one.actor.name, one.marks) for one in found.apart] == [(0, "Werk", ["städtisch"])]
    assert found.asked == 4


def test_ties_among_suggested_ones_stand_in_a_sentence(app: House) -> None:
    ids = a_network()
    with writing():
        services.tie(ids["Amt"], ids["Treff"], TieKind.FUNDS, HOUSE)
        services.tie(ids["Werk"], ids["Treff"], TieKind.COOPERATES, HOUSE, until_on="2020-01-01")
        services.tie(ids["Chor"], ids["Treff"], TieKind.MEMBER_OF, HOUSE)
        services.tie(ids["Amt"], ids["Werk"], TieKind.MEMBER_OF, HOUSE, since_on="2999-01-01")

    told = {one.actor.name: one.tied for one in suggesting.of(queries.challenge(challenge())).everybody}

    assert told == {"Treff": "Wird gefördert von Amt.", "Amt": "Fördert Treff.", "Werk": ""}
    assert {frozenset(edge) for edge in graph.ties().edges} == {
        frozenset({ids["Amt"], ids["Treff"]}),
        frozenset({ids["Chor"], ids["Treff"]}),
    }


def test_an_empty_network_invites(office: FlaskClient) -> None:
    page = office.get(f"{ROOT}/{challenge()}").get_data(as_text=True)
    assert "Niemand im Netzwerk zeigt dafür einen Beleg" in page


def test_typed_and_changed(office: FlaskClient) -> None:
    a_network()
    made = fill(office, f"{ROOT}/neu", title="Singen im Park", text="", areas=["1"])
    place = made.headers["Location"]
    assert "Chor" in office.get(place).get_data(as_text=True)
    form = office.get(f"{place}/bearbeiten")
    assert form.get_data(as_text=True).count(" checked ") == 1
    assert 'value="Singen im Park"' in form.get_data(as_text=True)
    sent = {"token": token(form), "title": "Karten", "version": "1"}

    answers = [office.post(f"{place}/bearbeiten", data=sent).status_code for _ in range(2)]

    assert answers == [303, 409]
    assert "Chor" not in office.get(place).get_data(as_text=True)
    with pytest.raises(Refused), writing():
        services.change_challenge(1, "Zu spät", "", (), HOUSE, version=1)


@pytest.mark.parametrize(
    "bad",
    [{"title": ""}, {"title": "\x00"}, {"title": "x" * 161}, {"text": "x" * 100_000}, {"areas": "99"}, {"token": ""}],
)
def test_bad_input_makes_no_challenge(office: FlaskClient, bad: dict[str, str]) -> None:
    assert fill(office, f"{ROOT}/neu", **{"title": "Gut", "text": "", **bad}).status_code == 422
    assert how_many() == 0


@pytest.mark.parametrize("edge", ["x", "-1", "0", "99999999999", "1\x00"])
def test_a_forged_place_in_the_list_is_not_there(office: FlaskClient, edge: str) -> None:
    assert office.get(f"{ROOT}?vor={edge}").status_code == 404


def test_challenges_page_by_page(office: FlaskClient) -> None:
    for number in range(30):
        with writing():
            services.make_challenge(f"Aufgabe {number:02}", "", (), Thing("idea", number + 1), HOUSE)
    first = office.get(ROOT).get_data(as_text=True)
    assert first.count("Aufgabe ") == 25
    older = re.search(rf'href="({ROOT}\?vor=\d+)"', first)
    assert older
    assert office.get(older[1]).get_data(as_text=True).count("Aufgabe ") == 5


def test_only_published_ideas_damp(app: House) -> None:
    make_idea("Geheim und ungelesen am Bach.")
    shown = published("Kurse am Handy im Stadtteil.")
    ids = a_network()
    assert len(ids) == 4
    past = [thing for thing, _ in idea_challenges.past()]
    assert past == [Thing("idea", shown.id)]
    with writing():
        ideas.advance(shown.id, Stage.NOT_PUBLISHED, HOUSE, ideas.Said(reason="Nein."))
    assert idea_challenges.past() == []


@pytest.mark.parametrize(
    ("term", "written", "shown"),
    [
        ("Handykurse", "Handy", "Handykurse"),
        ("Kurse", "Kurs", "Kurse"),
        ("Räume", "Raum", "Räume"),
        ("Fahrstuhl", "Aufzug", "Fahrstuhl ≈ Aufzug"),
        ("Ähnlicher Sinn", "", "Ähnlicher Sinn"),
    ],
)
def test_a_reason_names_the_word_of_the_entry_where_it_is_another(term: str, written: str, shown: str) -> None:
    assert suggesting.called(term, written) == shown
