"""Roles of persons: the main one, the sector that follows it, a new job."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from compass import queries, services, tied
from compass.models import Actor, ActorKind, Competence, ContactPoint, Sector, Tie, TieKind
from compass.roles import services as wing
from core import clock
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import HOUSE
from tests.support.making_actors import make_actor
from tests.support.pages import fill, version

TODAY = clock.today()
KINDS = "/buero/netzwerk/verbindungsarten"


def person(name: str = "Erika Beispiel", **more: Any) -> int:
    return make_actor(name, kind=ActorKind.PERSON, sector_follows=True, **more)


def sector(number: int) -> Sector:
    return db.session.scalars(select(Actor.sector).where(Actor.id == number)).one()


def at(first: int, second: int, kind: str = TieKind.WORKS_FOR, **more: Any) -> int:
    with writing():
        return services.tie(first, second, kind, HOUSE, **more).id


def draft_of(number: int, **more: Any) -> services.ActorDraft:
    row = queries.in_full(number)
    return services.ActorDraft(**{**{name: getattr(row, name) for name in services.PLAIN}, **more})


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


def test_a_confirmed_competence_counts_in_full_and_an_interest_never(app: House) -> None:
    number = make_actor(competences=("Chor",), interests=("Orgel",), offers=("Saal",))
    with writing():
        db.session.execute(update(Competence).values(confirmed=True))
    profile = queries.profile_of(queries.one(number, public=False))
    assert [one.weight for one in profile.evidence if one.id] == [1.0, 0.5, 1.0]
