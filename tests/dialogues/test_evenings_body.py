"""The body in the network, who was at a meeting, the balance of a year."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from compass import services as network
from compass.models import ActorKind, Sector, TieKind
from compass.roles import services as roles
from compass.roles.queries import seats
from core import clock
from core.db import writing
from core.errors import NotThere, Refused
from core.factory import House
from dialogues import membership, queries, services
from dialogues.evenings import hangings, presence, year
from dialogues.evenings import services as evenings
from dialogues.evenings.presence import Was
from tests.support.making_actors import make_actor
from tests.support.making_evenings import make_evening
from tests.support.making_visions import OFFICE, make_dialogue
from tests.support.pages import fill, token, version
from tests.support.statements import counted

NO_GUESTS = dict.fromkeys(Sector, 0)


def networked(*members: int) -> int:
    """Set the body up in the network with members who joined long ago; return the number of its entry."""
    with writing():
        services.found(OFFICE)
        body = services.join_network(OFFICE).actor_id or 0
    with writing():
        for one in members:
            network.tie(one, body, TieKind.MEMBER_OF, OFFICE, since_on="2020-01-01")
    return body


def deputy(actor: int, member: int, body: int) -> None:
    """Let somebody stand in for a member."""
    with writing():
        seat = next(one for one in seats(body, public=False) if one.actor_id == member)
        said = network.TieDraft()
        roles.note([roles.NewTie(actor, body, TieKind.DEPUTY_IN, said, seat.tie_id)], OFFICE)


def attended(meeting: int, *actors: int, **guests: int) -> None:
    """Write down who was there."""
    with writing():
        numbers = {**NO_GUESTS, **{Sector(name): number for name, number in guests.items()}}
        evenings.note(meeting, actors, numbers, OFFICE)


def test_our_own_list_moves_into_the_network_once(app: House) -> None:
    one, other = make_actor("Universität", sector=Sector.SCIENCE), make_actor("Verein")
    with writing():
        services.found(OFFICE)
        services.add_member(one, OFFICE)
    with writing():
        body = services.join_network(OFFICE).actor_id
    with writing():
        assert services.join_network(OFFICE).actor_id == body
        services.add_member(other, OFFICE)
        services.add_member(other, OFFICE)
    assert sorted(queries.member_ids()) == sorted([one, other])
    with writing():
        services.remove_member(one, OFFICE)
    assert queries.member_ids() == [other]


def test_only_a_body_can_be_the_body(app: House) -> None:
    verein = make_actor("Verein")
    with writing():
        services.found(OFFICE)
    with pytest.raises(Refused), writing():
        services.join_network(OFFICE, verein)
    with pytest.raises(NotThere), writing():
        services.join_network(OFFICE, 999)
    there = make_actor("D.I.V.", kind=ActorKind.BODY)
    with writing():
        assert services.join_network(OFFICE, there).actor_id == there


def test_a_deputy_comes_for_its_member(app: House) -> None:
    member, absent, stand_in = (
        make_actor("Universität", sector=Sector.SCIENCE),
        make_actor("Verein"),
        make_actor("Frau X"),
    )
    body = networked(member, absent)
    deputy(stand_in, member, body)
    assert membership.table().stand_in_for(stand_in) == member
    meeting = make_dialogue(days=0)
    attended(meeting, stand_in, business=2)
    here = presence.of(queries.dialogue(meeting, public=False))
    assert {seat.actor.id: seat.was for seat in here.seats} == {member: Was.REPRESENTED, absent: Was.MISSING}
    assert here.people == 3
    assert here.sectors_missing == ["Verwaltung", "Wissenschaft"]
    attended(meeting, member, stand_in)
    here = presence.of(queries.dialogue(meeting, public=False))
    assert {seat.actor.id: seat.was for seat in here.seats} == {member: Was.THERE, absent: Was.MISSING}


def test_marked_ones_stand_apart_and_fill_no_place(app: House) -> None:
    council = make_actor("Fraktion", in_politics=True)
    meeting = make_dialogue(days=0)
    attended(meeting, council)
    share = next(
        one for one in presence.of(queries.dialogue(meeting, public=False)).shares if one.word == "Zivilgesellschaft"
    )
    assert (share.number, share.apart, share.missing) == (0, 1, True)


def test_who_joined_later_did_not_miss_it(app: House) -> None:
    early, late = make_actor("Früh"), make_actor("Spät")
    body = networked(early)
    with writing():
        network.tie(late, body, TieKind.MEMBER_OF, OFFICE, since_on="2999-01-01")
    meeting = make_dialogue(days=0)
    attended(meeting, civil_society=1)
    here = presence.of(queries.dialogue(meeting, public=False))
    assert [one.name for one in here.missing] == ["Früh"]


def test_the_balance_of_the_year(office: FlaskClient) -> None:
    often, never = make_actor("Immer da"), make_actor("Nie da")
    networked(often, never)
    for _ in range(2):
        attended(make_dialogue(days=0), often)
    make_dialogue(days=0, title="Ohne Liste")
    shown = year.of(clock.today().year)
    assert [(one.actor.name, one.there, len(one.missed), one.never) for one in shown.records] == [
        ("Nie da", 0, 2, True),
        ("Immer da", 2, 0, False),
    ]
    page = office.get("/buero/div/jahr").text
    assert all(words in page for words in ("bei 2 von 2 da", "bei keinem von 2 da", "Ohne Liste", "Es fehlten:"))
    assert office.get("/buero/div/jahr?jahr=1999").status_code == 404
    assert office.get("/buero/div/jahr?jahr=99999999999").status_code == 404


def test_a_year_costs_the_same_for_many(app: House) -> None:
    networked(make_actor("Eins"))
    attended(make_dialogue(days=0), *[make_actor("Gast")])
    with counted() as few:
        year.of(clock.today().year)
    for number in range(6):
        attended(make_dialogue(days=0), make_actor(f"Gast {number}"))
    with counted() as many:
        year.of(clock.today().year)
    assert len(few) == len(many)


def test_the_office_ticks_who_was_there(office: FlaskClient) -> None:
    member, other = make_actor("Universität", sector=Sector.SCIENCE), make_actor("Code for Bielefeld")
    networked(member)
    page = f"/buero/div/{make_dialogue(days=0)}/dabei"
    opened = office.get(page)
    sent = {"token": token(opened, page), "version": version(opened), "here": str(member), "business": "3"}
    assert office.post(page, data=sent).status_code == 303
    second = office.post(page, data={**sent, "business": "4"})
    assert second.status_code == 409
    assert "war schneller" in second.text
    found = office.get(f"{page}?q=code")
    assert "Code for Bielefeld" in found.text
    added = {"token": token(found, f"{page}/dazu"), "actor": str(other)}
    assert [office.post(f"{page}/dazu", data=added).status_code for _ in range(2)] == [303, 303]
    shown = office.get(page).text
    assert "5 Menschen waren da" in shown


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("business", "-1"),
        ("business", "viele"),
        ("business", "9" * 100),
        ("here", "999999"),
        ("here", "\x00"),
        ("here", "1; DROP TABLE actor"),
        ("version", ""),
        ("token", "gefälscht"),
    ],
)
def test_a_faulty_list_is_shown_again(office: FlaskClient, field: str, value: str) -> None:
    networked(make_actor("Verein"))
    meeting = make_dialogue(days=0)
    page = f"/buero/div/{meeting}/dabei"
    opened = office.get(page)
    sent = {"token": token(opened, page), "version": version(opened), field: value}
    assert office.post(page, data=sent).status_code == 422
    assert not presence.of(queries.dialogue(meeting, public=False)).noted


def test_names_are_for_those_who_may_see_them(reader: FlaskClient, visitor: FlaskClient) -> None:
    meeting = make_dialogue(days=0)
    for page in (f"/buero/div/{meeting}/dabei", "/buero/div/jahr"):
        assert reader.get(page).status_code == 403
        assert visitor.get(page).status_code == 303


def test_the_body_gets_its_entry_by_a_button(office: FlaskClient) -> None:
    page = "/buero/div/gremium"
    verein = make_actor("Verein")
    with writing():
        services.found(OFFICE)
        services.add_member(verein, OFFICE)
    assert fill(office, page, to=f"{page}/netzwerk", action=f"{page}/netzwerk").status_code == 303
    assert queries.member_ids() == [verein]
    assembly = queries.assembly()
    assert assembly is not None
    shown = office.get(page).text
    assert f'href="/buero/netzwerk/{assembly.actor_id}"' in shown
    assert "Ins Netzwerk eintragen" not in shown


def test_who_was_where_is_told_to_whom_it_is_about(app: House) -> None:
    member, stand_in = make_actor("Universität"), make_actor("Frau X")
    body = networked(member)
    deputy(stand_in, member, body)
    attended(make_dialogue(days=0, title="Urbane Daten"), stand_in)
    (told,) = hangings.told(stand_in)
    assert [(row["Treffen"], row["Als"]) for row in told.rows] == [("Urbane Daten", "Stellvertretung")]
    assert hangings.told(member) == []


def test_who_was_there_stands_beside_what_stones_are(app: House, visitor: FlaskClient) -> None:
    evening = make_evening()
    page = visitor.get(f"/div/{evening.id}").text
    assert "Da waren 25 Menschen. Ein neuer Browser ist ein neuer Platz." in page
    assert "bis zu 25 je These" in page

    attended(evening.id, make_actor("Verein"), business=2)
    page = visitor.get(f"/div/{evening.id}").text
    assert "Da waren 3 Menschen." in page
    assert "3 Menschen</dd>" in page
    assert "bis zu 25 je These" in page
