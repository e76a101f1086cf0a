"""Places and orders hold against bad input; the hint is a hint; what passing on costs the pages of ideas."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from core import clock
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import HOUSE
from ideas import services as ideas
from ideas.models import Idea
from ideas.passing import queries, services, smelling
from ideas.passing.models import Agency, Consent, PlaceKind
from ideas.passing.services import Described, Order, Statement
from ideas.services import Said
from ideas.stages import Stage
from tests.support.forms import done, submit
from tests.support.making import make_idea, published
from tests.support.pages import token
from tests.support.statements import counted

PLACES = "/buero/ideen/stellen"


def make_place(name: str = "Umweltbetrieb", hints: str = "") -> int:
    with writing():
        return services.put_place(None, Described(name, PlaceKind.COMPANY, "stelle@example.org", hints=hints), HOUSE).id


def pass_on(idea: int, place: int) -> int:
    due = (clock.today() + timedelta(days=14)).isoformat()
    with writing():
        return services.pass_on(idea, Order(place, due), HOUSE).id


@pytest.mark.parametrize(
    ("hints", "text", "smells"),
    [
        ("kaputt, Laterne aus", "Die Wippe ist KAPUTTE seit Mai", True),
        ("kaputt, Laterne aus", "Bei uns ist die Laterne aus.", True),
        ("kaputt", "Unkaputtbar soll sie sein", False),
        ("Schlagloch; Gully\nMüll", "Überall Muelltonnen", True),
        ("ab", "abgebrochen", False),
        ("", "kaputt", False),
    ],
)
def test_what_a_text_smells_of(hints: str, text: str, *, smells: bool) -> None:
    assert smelling.suits(Agency(hints=hints), text) is smells


def test_the_hint_never_stands_in_the_way(app: House, visitor: FlaskClient) -> None:
    fresh = visitor.get("/ideen/neu").get_data(as_text=True)
    assert '" hidden aria-live' in fresh
    faulty = submit(visitor, "/ideen/neu", text="Laterne kaputt", email="x@")
    assert faulty.status_code == 422
    assert '" hidden aria-live' not in faulty.get_data(as_text=True)
    assert "Mängelmelder der Stadt" in faulty.get_data(as_text=True)
    taken = submit(visitor, "/ideen/neu", text="Die Laterne am Bach ist kaputt.")
    assert taken.status_code == 200
    assert "Mängelmelder der Stadt" in taken.get_data(as_text=True)
    other = submit(visitor, "/ideen/neu", text="Ein Café am Bach wäre schön.")
    assert "Mängelmelder der Stadt" not in other.get_data(as_text=True)


def test_the_office_keeps_the_list(app: House, office: FlaskClient) -> None:
    made = submit(office, f"{PLACES}/neu", name="Stadtwerke", kind="company", email="", hints="Bus, Bahn")
    assert done(made).startswith(PLACES)
    number = next(one.id for one in queries.every_place() if one.name == "Stadtwerke")
    assert done(submit(office, f"{PLACES}/{number}", active=None))
    listed = office.get(PLACES).get_data(as_text=True)
    assert "wird nicht angeboten" in listed
    idea = published().id
    assert "Stadtwerke" not in office.get(f"/buero/ideen/weitergeben/idee/{idea}").get_data(as_text=True)
    with pytest.raises(Refused, match="nicht mehr auf der Liste"):
        pass_on(idea, number)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"name": ""}, 422),
        ({"name": "\x00\u200b"}, 422),
        ({"name": "n" * 121}, 422),
        ({"name": "Mängelmelder der Stadt"}, 422),
        ({"kind": "forged"}, 422),
        ({"email": "amt@example.org\nBcc: alle@example.org"}, 422),
        ({"email": "a@b, c@d"}, 422),
        ({"hints": "h" * 100_000}, 422),
        ({"token": "forged"}, 422),
    ],
)
def test_bad_input_makes_no_place(app: House, office: FlaskClient, fields: dict[str, str], status: int) -> None:
    before = len(queries.every_place())
    sent = {"token": token(office.get(f"{PLACES}/neu")), "name": "Neu", "kind": "other", **fields}
    assert office.post(f"{PLACES}/neu", data=sent).status_code == status
    assert len(queries.every_place()) == before


def test_the_second_of_two_people_at_a_place_is_told(app: House, office: FlaskClient) -> None:
    number = make_place()
    assert submit(office, f"{PLACES}/{number}", version="99", name="Anders").status_code == 409


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"place": "999999"}, 422),
        ({"place": "x"}, 422),
        ({"due": "2020-01-01"}, 422),
        ({"due": "9999-12-31"}, 422),
        ({"due": "bald"}, 422),
        ({"message": "m" * 100_000}, 422),
        ({"consent": "given"}, 422),
        ({"version": "99"}, 409),
    ],
)
def test_bad_input_passes_nothing_on(app: House, office: FlaskClient, fields: dict[str, str], status: int) -> None:
    place, idea = make_place(), published().id
    page = f"/buero/ideen/weitergeben/idee/{idea}"
    assert submit(office, page, **{"place": str(place), **fields}).status_code == status
    db.session.rollback()
    assert db.session.get_one(Idea, idea).stage is Stage.PUBLISHED
    assert not queries.of_idea(idea)


def test_a_double_click_passes_on_once(app: House, office: FlaskClient) -> None:
    place, idea = make_place(), published().id
    page = f"/buero/ideen/weitergeben/idee/{idea}"
    shown = office.get(page)
    due = (clock.today() + timedelta(days=9)).isoformat()
    sent = {"token": token(shown), "version": "2", "place": place, "due": due, "consent": Consent.NONE.value}
    assert [office.post(page, data=sent).status_code for _ in range(2)] == [303, 409]
    assert len(queries.of_idea(idea)) == 1


def test_from_where_nothing_is_passed_on(app: House, office: FlaskClient) -> None:
    place, idea = make_place(), published().id
    with writing():
        ideas.advance(idea, Stage.DONE, HOUSE, Said(reason="Fertig."))
    with pytest.raises(Refused, match="an keine andere Stelle"):
        pass_on(idea, place)
    assert "geht sie an keine andere Stelle" in office.get(f"/buero/ideen/weitergeben/idee/{idea}").get_data(
        as_text=True
    )


@pytest.mark.parametrize("text", ["", "\x00", "t" * 100_000])
def test_a_statement_needs_words_and_not_too_many(app: House, office: FlaskClient, text: str) -> None:
    number = pass_on(published().id, make_place())
    page = f"/buero/ideen/weitergeben/{number}"
    assert submit(office, page, f"{page}/stellungnahme", text=text).status_code == 422
    assert queries.one(number).answered_at is None


def test_what_the_office_heard_on_the_phone_counts_too(app: House, office: FlaskClient) -> None:
    number = pass_on(published().id, make_place())
    page = f"/buero/ideen/weitergeben/{number}"
    assert done(submit(office, page, f"{page}/stellungnahme", text="Sie sagen Ja.", not_ours="y"))
    assert done(submit(office, page, f"{page}/beenden"))
    assert submit(office, f"{PLACES}/neu", name="X").status_code == 303
    assert queries.one(number).ended_at is not None


def test_an_idea_that_was_never_passed_on_costs_nothing_one_that_was_one_statement(
    app: House, visitor: FlaskClient
) -> None:
    plain, passed = published().id, published().id
    pass_on(passed, make_place())
    costs = []
    for number in (plain, passed):
        path = visitor.get(f"/ideen/{number}").headers["Location"]
        visitor.get(path)
        with counted() as statements:
            visitor.get(path)
        costs.append(sum("passing" in one for one in statements))
    assert costs == [0, 1]


@pytest.mark.parametrize("many", [3, 30])
def test_the_list_costs_the_same_for_few_and_many(app: House, office: FlaskClient, many: int) -> None:
    place = make_place()
    for _ in range(many):
        number = pass_on(published().id, place)
    with writing():
        services.record(number, Statement("Gut."))
    office.get("/buero/ideen/weitergeben")
    with counted() as statements:
        office.get("/buero/ideen/weitergeben")
    assert len([one for one in statements if "FROM passing" in one]) == 3


def test_an_unread_idea_is_passed_on_with_a_warning(app: House, office: FlaskClient) -> None:
    make_place()
    idea = make_idea().id
    assert "nicht veröffentlicht" in office.get(f"/buero/ideen/weitergeben/idee/{idea}").get_data(as_text=True)
