"""Bodies with members and who stands in for whom; kinds of ties as the office words them."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from compass import services, telling
from compass.models import Actor, ActorKind, Purpose, Sector, TieKind, TieType
from compass.roles import queries as roles
from compass.roles import seating
from compass.roles import services as wing
from compass.roles.models import StandIn
from compass.told import SOMEBODY, elsewhere
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from tests.support.making_actors import make_actor
from tests.support.pages import fill, version
from tests.support.statements import counted

KINDS = "/buero/netzwerk/verbindungsarten"


def person(name: str = "Erika Beispiel", **more: Any) -> int:
    return make_actor(name, kind=ActorKind.PERSON, sector_follows=True, **more)


def sector(number: int) -> Sector:
    return db.session.scalars(select(Actor.sector).where(Actor.id == number)).one()


def at(first: int, second: int, kind: str = TieKind.WORKS_FOR, **more: Any) -> int:
    with writing():
        return services.tie(first, second, kind, HOUSE, **more).id


def kinds() -> list[tuple[str, str, str]]:
    rows = db.session.execute(select(TieType.key, TieType.outward, TieType.inward).order_by(TieType.position))
    return [tuple(row) for row in rows]  # type: ignore[misc]  # three columns


def test_the_office_words_kinds_of_ties_and_every_page_says_so(office: FlaskClient, visitor: FlaskClient) -> None:
    first, second = make_actor("Stiftung"), make_actor("Verein")
    at(first, second, TieKind.FUNDS)
    page = f"{KINDS}/funds"
    form = {"outward": "gibt Geld an", "inward": "bekommt Geld von", "from_kinds": "organisation", "active": "y"}
    assert fill(office, page, version=version(office.get(page)), **form).status_code == 303
    assert fill(office, page, version="1", **form).status_code == 409
    assert "bekommt Geld von" in office.get(f"/buero/netzwerk/{second}").text
    assert "bekommt Geld von" in visitor.get(f"/netzwerk/{second}").text
    assert 'value="funds:out"' in office.get(f"/buero/netzwerk/{first}/verbinden").text
    assert 'value="funds:out"' not in office.get(f"/buero/netzwerk/{person()}/verbinden").text

    assert fill(office, page, version="2", outward="gibt Geld an", inward="bekommt Geld von").status_code == 303
    assert 'value="funds:out"' not in office.get(f"/buero/netzwerk/{first}/verbinden").text
    assert "bekommt Geld von" in office.get(f"/buero/netzwerk/{second}").text

    assert fill(office, f"{KINDS}/neu", outward="ist Patin von", active="y").status_code == 303
    made = kinds()[-1]
    assert made == ("ist_patin_von", "ist Patin von", "ist Patin von")
    assert fill(office, KINDS, to=f"{KINDS}/ist_patin_von/hoch").status_code == 303
    assert kinds()[-2] == made
    assert fill(office, KINDS, to=f"{KINDS}/member_of/hoch").status_code == 303
    assert kinds()[0][0] == "member_of"
    assert office.post(f"{KINDS}/member_of/runter").status_code == 400


@pytest.mark.parametrize(
    "bad",
    [
        {"outward": ""},
        {"outward": "\x00"},
        {"outward": "..."},
        {"outward": "x" * 81},
        {"from_kinds": "robot"},
        {"token": "x"},
    ],
)
def test_bad_kinds_of_ties_are_told_and_nothing_kept(office: FlaskClient, bad: dict[str, str]) -> None:
    before = len(kinds())
    assert fill(office, f"{KINDS}/neu", **{"outward": "kennt", "active": "y", **bad}).status_code == 422
    assert fill(office, f"{KINDS}/neu", outward="FÖRDERT").status_code == 409
    assert office.get(f"{KINDS}/gibt_es_nicht").status_code == 404
    assert len(db.session.scalars(select(TieType)).all()) == before


def a_body() -> tuple[int, int, int, int]:
    body = make_actor("Beirat", kind=ActorKind.BODY)
    chair, deputy = person("Clara Chefin"), person("Doris Dabei")
    seat = at(chair, body, TieKind.MEMBER_OF, role="Vorsitz", since_on="2024-01-01")
    with writing():
        said = services.TieDraft(since_on="2024-01-01")
        wing.note([wing.NewTie(deputy, body, TieKind.DEPUTY_IN, said, for_id=seat)], HOUSE)
    return body, chair, deputy, seat


def test_a_body_shows_members_and_who_stands_in_for_whom(office: FlaskClient, visitor: FlaskClient) -> None:
    body, chair, deputy, _ = a_body()
    gone = person("Gerd Gestern")
    at(gone, body, TieKind.MEMBER_OF, since_on="2019-01-01", until_on="2023-12-31")

    page = office.get(f"/buero/netzwerk/{body}").text
    assert "1 Mitglied, 1 Stellvertretung" in page
    assert page.index("Clara Chefin") < page.index("Doris Dabei") < page.index("Früher dabei (1)")
    assert "2019 bis 2023" in page
    table = seating.table(body, public=False)
    assert [(place.member.name, [one.name for one in place.deputies]) for place in table.places if place.member] == [
        ("Clara Chefin", ["Doris Dabei"])
    ]

    public = visitor.get(f"/netzwerk/{body}").text
    assert "Clara Chefin" in public
    assert "Gerd Gestern" not in public
    with writing():
        services.withdraw_consent(chair, Purpose.SHOW_TIES, "schriftlich", HOUSE)
    public = visitor.get(f"/netzwerk/{body}").text
    assert "Clara Chefin" not in public
    assert "Doris Dabei" in public
    with writing():
        services.withdraw_consent(deputy, Purpose.PUBLIC, "schriftlich", HOUSE)
    assert "Doris Dabei" not in visitor.get(f"/netzwerk/{body}").text


def test_who_stands_in_is_chosen_and_never_for_nonsense(office: FlaskClient) -> None:
    body, chair, deputy, seat = a_body()
    other = make_actor("Anderer Beirat", kind=ActorKind.BODY)
    foreign = at(person("Fremd"), other, TieKind.MEMBER_OF)
    stands = db.session.scalars(select(StandIn.tie_id)).one()
    page = f"/buero/netzwerk/{deputy}/verbindungen/{stands}"
    assert f'selected value="{seat}"' in office.get(page).text

    def send(value: object) -> int:
        return fill(office, page, action=page, version=version(office.get(page)), stands_for=str(value)).status_code

    assert send(foreign) == 404
    assert send(stands) == 404
    assert send("") == 303
    assert roles.stands_in_for(stands) is None
    assert send(seat) == 303
    own = at(deputy, body, TieKind.MEMBER_OF)
    assert send(own) == 409
    with writing():
        services.remove(chair, HOUSE)
    assert db.session.scalars(select(StandIn)).all() == []


def test_several_members_and_deputies_are_noted_on_the_bodys_page(office: FlaskClient) -> None:
    body, _, _, seat = a_body()
    person("Emil Eins")
    person("Zita Zwei")
    page = f"/buero/netzwerk/{body}/verbinden?art=member_of:in"
    assert 'selected value="member_of:in"' in office.get(page).text
    rows = {"rows-0-kind": "member_of:in", "rows-0-name": "Emil Eins", "rows-0-since": "2025-01-01"}
    rows |= {"rows-1-kind": "deputy_in:in", "rows-1-name": "Zita Zwei", "rows-1-stands_for": str(seat)}
    assert fill(office, page, to=f"/buero/netzwerk/{body}/verbinden", **rows).status_code == 303
    found = {one.name: (one.is_deputy, one.for_id) for one in roles.seats(body, public=False)}
    assert found["Emil Eins"] == (False, None)
    assert found["Zita Zwei"] == (True, seat)


def test_a_person_learns_who_stands_in_for_them(app: House) -> None:
    _, chair, deputy, _ = a_body()
    rows = next(part for part in elsewhere(chair) if part.title == "Stellvertretungen").rows
    assert rows[0]["Vertreten durch"] == "Doris Dabei"
    with writing():
        services.withdraw_consent(deputy, Purpose.PUBLIC, "schriftlich", HOUSE)
    rows = next(part for part in elsewhere(chair) if part.title == "Stellvertretungen").rows
    assert rows[0]["Vertreten durch"] == SOMEBODY
    assert "Doris Dabei" not in telling.as_json(telling.of(chair))


def test_a_body_costs_the_same_for_few_and_many(office: FlaskClient, visitor: FlaskClient) -> None:
    def cost(number: int, path: str, client: FlaskClient) -> int:
        body = make_actor("Beirat", kind=ActorKind.BODY)
        for one in range(number):
            at(person(f"Mitglied {number} {one}"), body, TieKind.MEMBER_OF)
        client.get(f"{path}/{body}")
        with counted() as statements:
            assert client.get(f"{path}/{body}").status_code == 200
        return len(statements)

    assert cost(3, "/buero/netzwerk", office) == cost(30, "/buero/netzwerk", office)
    assert cost(3, "/netzwerk", visitor) == cost(30, "/netzwerk", visitor)


def test_the_rows_of_this_wing_go_with_the_entry(app: House) -> None:
    body, _, deputy, _ = a_body()
    with writing():
        services.remove(deputy, HOUSE)
    assert db.session.scalars(select(StandIn)).all() == []
    assert [one.name for one in roles.seats(body, public=False)] == ["Clara Chefin"]
