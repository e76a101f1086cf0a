"""Roles when entries are joined, taken apart and erased; what counts as standing is the same on every path."""

from __future__ import annotations

from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import select

from compass import erasing, services
from compass.custom import queries as custom
from compass.custom import services as own_fields
from compass.custom.models import FieldType
from compass.doubles import merging
from compass.invitations import queries as invitations
from compass.models import Actor, ActorKind, Competence, Purpose, Sector, Term, Tie, TieKind
from compass.records import filling
from compass.terms import services as terms
from core import clock
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from tests.support.making_actors import make_actor

TODAY = clock.today()


def person(name: str = "Erika Beispiel", sector: Sector = Sector.CIVIL_SOCIETY) -> int:
    return make_actor(name, kind=ActorKind.PERSON, sector=sector, sector_follows=True)


def at(first: int, second: int, kind: str = TieKind.WORKS_FOR, *, main: bool = True, until_on: str = "") -> int:
    with writing():
        return services.tie(first, second, kind, HOUSE, is_main=main, until_on=until_on).id


def merge(kept: int, gone: int) -> int:
    with writing():
        return merging.merge(kept, gone, {}, HOUSE).id


def sector(number: int) -> Sector:
    db.session.rollback()
    return db.session.scalars(select(Actor.sector).where(Actor.id == number)).one()


def mains(number: int) -> list[int]:
    db.session.rollback()
    return list(db.session.scalars(select(Tie.to_id).where(Tie.from_id == number, Tie.is_main)))


def test_when_two_organisations_become_one_their_people_follow_at_once(app: House) -> None:
    kept, gone = make_actor("Hochschule", sector=Sector.SCIENCE), make_actor("Hochschul", sector=Sector.BUSINESS)
    who = person()
    at(who, gone)
    assert sector(who) is Sector.BUSINESS

    number = merge(kept, gone)

    assert sector(who) is Sector.SCIENCE
    with writing():
        merging.undo(number, HOUSE)
    assert sector(who) is Sector.BUSINESS
    assert mains(who) == [gone]


def test_when_two_people_become_one_there_is_one_main_role(app: House) -> None:
    firm, school = make_actor("Werk", sector=Sector.BUSINESS), make_actor("FH", sector=Sector.SCIENCE)
    kept, gone = person("Jana Müller"), person("Jana Mueller")
    at(kept, firm)
    at(kept, school, main=False)
    at(gone, school)

    number = merge(kept, gone)

    assert mains(kept) == [firm]
    assert sector(kept) is Sector.BUSINESS
    with writing():
        merging.undo(number, HOUSE)
    assert (mains(kept), mains(gone)) == ([firm], [school])
    assert (sector(kept), sector(gone)) == (Sector.BUSINESS, Sector.SCIENCE)


def test_who_takes_over_a_role_takes_over_its_sector(app: House) -> None:
    kept, gone = person("Jana Müller"), person("Jana Mueller")
    at(gone, make_actor("FH", sector=Sector.SCIENCE))

    merge(kept, gone)

    assert sector(kept) is Sector.SCIENCE


def test_a_sector_that_the_office_chose_stays_when_entries_are_joined(app: House) -> None:
    kept, gone = make_actor("Hochschule", sector=Sector.SCIENCE), make_actor("Hochschul", sector=Sector.BUSINESS)
    who = make_actor("Erika Beispiel", kind=ActorKind.PERSON, sector=Sector.ADMINISTRATION, sector_follows=False)
    at(who, gone)

    merge(kept, gone)

    assert sector(who) is Sector.ADMINISTRATION


def test_when_an_organisation_is_erased_its_people_follow_what_is_left(app: House) -> None:
    firm, school = make_actor("Werk", sector=Sector.BUSINESS), make_actor("FH", sector=Sector.SCIENCE)
    both, alone = person("Mit zwei Rollen"), person("Mit einer Rolle")
    at(both, firm)
    at(both, school, main=False)
    at(alone, firm)

    with writing():
        erasing.erase(firm, HOUSE)

    assert (sector(both), sector(alone)) == (Sector.SCIENCE, Sector.CIVIL_SOCIETY)
    assert mains(both) == [school]


def test_own_fields_that_say_different_things_lose_nothing(app: House, office: FlaskClient) -> None:
    kept, gone = make_actor("Hochschule", note="Alt."), make_actor("Hochschul")
    with writing():
        ids = [
            own_fields.define(own_fields.FieldDraft(label, position=place), FieldType.TEXT, HOUSE).id
            for place, label in enumerate(("Raum", "Zimmer", "Etage"))
        ]
    with writing():
        own_fields.fill_in(kept, {ids[0]: "A 1", ids[1]: "gleich"}, HOUSE, None)
        own_fields.fill_in(gone, {ids[0]: "B 2", ids[1]: "gleich", ids[2]: "drei"}, HOUSE, None)
    page = office.get(f"/buero/netzwerk/doppelte/{kept}/{gone}").text
    assert "Was Eintrag 2 dort sagt, steht danach im Merksatz: Raum (B 2)." in page

    number = merge(kept, gone)

    def said() -> tuple[str, dict[int, str]]:
        db.session.rollback()
        note = db.session.scalars(select(Actor.note).where(Actor.id == kept)).one()
        return note, custom.values([kept])[kept]

    values = {ids[0]: "A 1", ids[1]: "gleich", ids[2]: "drei"}
    assert said() == ("Alt.\n\nAus dem zusammengeführten Eintrag:\nRaum: B 2", values)
    with writing():
        merging.undo(number, HOUSE)
    assert said() == ("Alt.", {ids[0]: "A 1", ids[1]: "gleich"})
    assert custom.values([gone])[gone] == {ids[0]: "B 2", ids[1]: "gleich", ids[2]: "drei"}


def test_on_its_last_day_a_tie_stands_no_more_for_lists_and_letters(app: House, office: FlaskClient) -> None:
    club, who = make_actor("Verein"), make_actor("Frau Süß", kind=ActorKind.PERSON, email="s@rad.example")
    with writing():
        services.give_consent(who, Purpose.INVITATIONS, "schriftlich", "Ja", HOUSE)
    listed = f"/buero/netzwerk?verbunden={club}"
    for until, stands in ((TODAY, False), (TODAY + timedelta(days=1), True)):
        tie = at(who, club, TieKind.SPEAKS_FOR, main=False, until_on=until.isoformat())
        assert ("Frau Süß" in office.get(listed).text) is stands
        head = db.session.scalar(select(invitations.head()).select_from(Actor).where(Actor.id == club))
        assert head == (who if stands else None)
        db.session.rollback()
        with writing():
            services.untie(tie, HOUSE)


def test_a_tie_that_begins_tomorrow_does_not_stand_yet(app: House, office: FlaskClient) -> None:
    club, who = make_actor("Verein"), make_actor("Frau Süß", kind=ActorKind.PERSON)
    with writing():
        services.tie(who, club, TieKind.MEMBER_OF, HOUSE, since_on=(TODAY + timedelta(days=1)).isoformat())
    assert "Frau Süß" not in office.get(f"/buero/netzwerk?verbunden={club}").text


def test_a_list_that_comes_in_means_terms_by_any_of_their_words(app: House) -> None:
    with writing():
        on = terms.add(terms.TermDraft("Drechseln", synonyms=("Holzdrehen",)), HOUSE).id
        off = terms.add(terms.TermDraft("Fernschreiben", synonyms=("Telex",), active=False), HOUSE).id
    said = (
        {"kind": "competence", "text": "HOLZDREHEN"},
        {"kind": "competence", "text": "Schalen machen", "term": "Holzdrehen"},
        {"kind": "competence", "text": "Am Fernschreiber", "term": "Fernschreiben"},
        {"kind": "competence", "text": "Telex"},
        {"kind": "competence", "text": "Kochen", "term": "Steht hier nirgends"},
    )
    record = {"name": "Verein", "kind": "organisation", "sector": "civil_society", "basis": "public_task"}
    with writing():
        db.session.add(filling.new({**record, "source": "Liste", "competences": list(said)}, filling.vocabulary()))
    rows = db.session.execute(select(Competence.text, Competence.term_id).order_by(Competence.id)).all()
    assert [number for _, number in rows] == [on, on, off, None, None]
    assert db.session.scalar(select(Term.id).where(Term.name == "Steht hier nirgends")) is None
