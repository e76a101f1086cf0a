"""Roles of persons: the main one, the sector that follows it, a new job; kinds of ties; bodies with who stands in."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from compass import queries, services, telling, tied
from compass.models import Actor, ActorKind, Competence, ContactPoint, Purpose, Sector, Tie, TieKind, TieType
from compass.roles import queries as roles
from compass.roles import seating
from compass.roles import services as wing
from compass.roles.models import StandIn
from compass.told import SOMEBODY, elsewhere
from core import clock
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import HOUSE
from tests.support.making_actors import make_actor
from tests.support.pages import fill, version
from tests.support.statements import counted

TODAY = clock.today()
KINDS = "/buero/netzwerk/verbindungsarten"


def person(name: str = "Erika Beispiel", **more: object) -> int:
    return make_actor(name, kind=ActorKind.PERSON, sector_follows=True, **more)


def sector(number: int) -> Sector:
    return db.session.scalars(select(Actor.sector).where(Actor.id == number)).one()


def at(first: int, second: int, kind: str = TieKind.WORKS_FOR, **more: object) -> int:
    with writing():
        return services.tie(first, second, kind, HOUSE, **more).id  # type: ignore[arg-type]  # plain fields


def draft_of(number: int, **more: object) -> services.ActorDraft:
    row = queries.in_full(number)
    return services.ActorDraft(**{**{name: getattr(row, name) for name in services.PLAIN}, **more})  # type: ignore[arg-type]  # plain fields


def test_the_sector_follows_the_main_role_and_what_becomes_of_it(app: House) -> None:
    who, firm, school = person(), make_actor("Werk", sector=Sector.BUSINESS), make_actor("FH", sector=Sector.SCIENCE)
    first = at(who, firm, is_main=True)
    assert sector(who) is Sector.BUSINESS

    with writing():
        services.change(firm, draft_of(firm, sector=Sector.ADMINISTRATION), HOUSE)
    assert sector(who) is Sector.ADMINISTRATION

    second = at(who, school, is_main=True)
    assert sector(who) is Sector.SCIENCE
    assert [one.id for one in queries.roles(who) if one.is_main] == [second]

    with writing():
        services.end_tie(second, HOUSE)
    assert sector(who) is Sector.ADMINISTRATION, "the one role that is left is the main one now"
    with writing():
        services.untie(first, HOUSE)
    assert sector(who) is Sector.CIVIL_SOCIETY


def test_of_several_roles_that_are_left_the_office_chooses(office: FlaskClient) -> None:
    who = person()
    main = at(who, make_actor("Amt", sector=Sector.ADMINISTRATION), is_main=True)
    other = at(who, make_actor("FH", sector=Sector.SCIENCE))
    at(who, make_actor("Chor"), TieKind.MEMBER_OF)
    with writing():
        services.end_tie(main, HOUSE)
    assert sector(who) is Sector.ADMINISTRATION
    assert "keine Hauptrolle gewählt" in office.get(f"/buero/netzwerk/{who}").text

    page = f"/buero/netzwerk/{who}/verbindungen/{other}"
    assert fill(office, page, to=f"{page}/hauptrolle", action=f"{page}/hauptrolle").status_code == 303
    assert sector(who) is Sector.SCIENCE
    assert "keine Hauptrolle gewählt" not in office.get(f"/buero/netzwerk/{who}").text


def test_an_overridden_sector_stays(app: House) -> None:
    who = make_actor("Erika", kind=ActorKind.PERSON, sector=Sector.BUSINESS)
    firm = make_actor("FH", sector=Sector.SCIENCE)
    number = at(who, firm, is_main=True)
    assert sector(who) is Sector.BUSINESS
    with writing():
        services.change(who, draft_of(who, sector_follows=True), HOUSE)
    assert sector(who) is Sector.SCIENCE
    with writing():
        services.change(who, draft_of(who, sector_follows=False, sector=Sector.ADMINISTRATION), HOUSE)
        services.end_tie(number, HOUSE)
    assert sector(who) is Sector.ADMINISTRATION


def test_a_removed_organisation_is_no_main_role(app: House) -> None:
    who, firm = person(), make_actor("Werk", sector=Sector.BUSINESS)
    at(who, firm, is_main=True)
    with writing():
        services.remove(firm, HOUSE)
    assert sector(who) is Sector.CIVIL_SOCIETY


def test_only_a_person_has_a_main_role_and_at_no_person(app: House) -> None:
    first, second = make_actor("A"), make_actor("B")
    with pytest.raises(Refused), writing():
        services.tie(first, second, TieKind.COOPERATES, HOUSE, is_main=True)
    with pytest.raises(Refused), writing():
        services.tie(person(), person("Otto"), TieKind.COOPERATES, HOUSE, is_main=True)
    assert db.session.scalars(select(Tie)).all() == []


def test_roles_that_begin_and_end_by_date_are_followed_by_the_round(
    app: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    who, firm, school = person(), make_actor("Werk", sector=Sector.BUSINESS), make_actor("FH", sector=Sector.SCIENCE)
    first = at(who, firm, is_main=True)
    day = (TODAY + timedelta(days=2)).isoformat()
    with writing():
        services.move(who, services.Move(school, TieKind.WORKS_FOR, day, from_tie=first), HOUSE)
    assert sector(who) is Sector.BUSINESS
    monkeypatch.setattr(clock, "today", lambda: TODAY + timedelta(days=2))
    with writing():
        wing.keep_sectors()
    assert sector(who) is Sector.SCIENCE
    with writing():
        wing.keep_sectors()
    assert sector(who) is Sector.SCIENCE


def test_two_people_cannot_make_two_main_roles(app: House) -> None:
    who = person()
    ties = [at(who, make_actor(name)) for name in ("A", "B")]

    def choose(number: int) -> None:
        with app.app_context(), writing():
            services.choose_main(number, HOUSE)

    both = [threading.Thread(target=choose, args=(number,)) for number in ties]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sum(one.is_main for one in queries.roles(who)) == 1


def test_somebody_changes_jobs_and_stays_the_same_entry(office: FlaskClient) -> None:
    who = person(email="erika@alt.example")
    old, new = make_actor("Altes Amt", sector=Sector.ADMINISTRATION), make_actor("Neues Werk", sector=Sector.BUSINESS)
    was = at(who, old, role="Leitung", since_on="2019-03-01", is_main=True)
    page = f"/buero/netzwerk/{who}/wechsel"
    seen = version(office.get(page))
    form = {"old": str(was), "kind": "works_for:out", "day": TODAY.isoformat(), "role": "Entwicklung", "version": seen}

    assert fill(office, page, **form, name="Gibt es nicht").status_code == 422
    assert fill(office, page, **{**form, "day": "morgen"}, name="Neues Werk").status_code == 422
    assert fill(office, page, **{**form, "kind": "funds:in"}, name="Neues Werk").status_code == 422
    assert fill(office, page, **form, name="Neues Werk", email="kaputt").status_code == 422
    assert fill(office, page, **{**form, "old": "999999"}, name="Neues Werk").status_code == 404
    sent = {**form, "name": "neues werk", "email": "erika@neu.example"}
    assert fill(office, page, **sent).status_code == 303
    assert fill(office, page, **sent).status_code == 409

    now, before = tied.of(who, public=False)
    assert (now.other, now.role, now.since_on, now.is_main) == ("Neues Werk", "Entwicklung", TODAY.isoformat(), True)
    assert (before.other, before.until_on, before.ended) == ("Altes Amt", TODAY.isoformat(), True)
    assert sector(who) is Sector.BUSINESS
    former = db.session.scalars(select(ContactPoint).where(ContactPoint.actor_id == who)).one()
    assert (former.value, bool(former.ended_on)) == ("erika@alt.example", True)
    assert queries.in_full(who).email == "erika@neu.example"
    assert office.get(f"/buero/netzwerk/{new}/wechsel").status_code == 404


def test_whoever_keeps_the_mailbox_keeps_it(office: FlaskClient) -> None:
    who, new = person(email="erika@alt.example"), make_actor("Neues Werk")
    page = f"/buero/netzwerk/{who}/wechsel"
    form = {"kind": "works_for:out", "day": TODAY.isoformat(), "name": "Neues Werk", "keeps_email": "y"}
    assert fill(office, page, version=version(office.get(page)), **form).status_code == 303
    assert queries.in_full(who).email == "erika@alt.example"
    assert [one.other_id for one in tied.of(who, public=False)] == [new]


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


def a_body(**consents: bool) -> tuple[int, int, int, int]:
    body = make_actor("Beirat", kind=ActorKind.BODY, **consents)
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


def test_a_confirmed_competence_counts_in_full_and_an_interest_never(app: House) -> None:
    number = make_actor(competences=("Chor",), interests=("Orgel",), offers=("Saal",))
    with writing():
        db.session.execute(update(Competence).values(confirmed=True))
    profile = queries.profile_of(queries.one(number, public=False))
    assert [one.weight for one in profile.evidence if one.id] == [1.0, 0.5, 1.0]
