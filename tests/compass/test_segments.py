"""Segments: the list's filters under a name, any or all of several values, own or for all, counted; tags."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from compass import asked, services
from compass.models import Basis, Capacity, Purpose, Reach, Sector, Tag, Term, TieKind, actor_tag
from compass.segments import queries
from compass.segments import services as segments
from compass.segments.models import Segment
from compass.told import elsewhere
from core import clock, slots
from core.accounts.models import Account
from core.db import db, writing
from core.errors import NotThere, Refused
from core.factory import House
from core.journal import HOUSE
from tests.support import people
from tests.support.making_actors import make_actor
from tests.support.pages import fill, version
from tests.support.statements import counted

LIST = "/buero/netzwerk"
PAGE = f"{LIST}/segmente"
PAIRS = [("bereich", "science"), ("thema", "1")]


def found(**said: str | list[str]) -> set[int]:
    pairs = [(k, one) for k, v in said.items() for one in (v if isinstance(v, list) else [v])]
    return set(asked.of(MultiDict(pairs)).ids())


def keep(account: int | None = None, name: str = "Wissen", nonce: str = "n", *, for_all: bool = False) -> Segment:
    with writing():
        owner = account or people_id()
        return segments.keep(owner, name, PAIRS, for_all=for_all, nonce=nonce)


def people_id() -> int:
    return db.session.scalars(select(Account.id).order_by(Account.id)).first() or 0


def test_within_a_filter_any_or_all_between_filters_and(app: House) -> None:
    both = make_actor("Beide", areas=(1, 2), sector=Sector.SCIENCE)
    one = make_actor("Eins", areas=(1,), sector=Sector.SCIENCE)
    other = make_actor("Zwei", areas=(2,), sector=Sector.BUSINESS)

    assert found(thema=["1", "2"]) == {both, one, other}
    assert found(thema=["1", "2"], alle="thema") == {both}
    assert found(thema=["1", "2"], bereich="science") == {both, one}
    assert found(thema=["1", "2"], alle=["thema", "quatsch", "bereich"], bereich=["science", "business"]) == {both}


def test_consents_and_marks_may_be_asked_for_all(app: House) -> None:
    one = make_actor("Eins", city_owned=True, in_politics=True)
    make_actor("Zwei", city_owned=True, matching=False)

    assert found(zusatz=["city_owned", "in_politics"], alle="zusatz") == {one}
    assert found(ja=["public", "matching"], alle="ja") == {one}


def test_every_field_narrows(app: House) -> None:
    with writing():
        term = Term(name="Wasserbau")
        db.session.add(term)
        db.session.flush()
        term_id = term.id
    number = make_actor(
        "Alles",
        competences=("Dämme",),
        reach=Reach.REGIONAL,
        basis=Basis.CONTRACT,
        capacity=Capacity.ROOM,
        languages=("tr",),
        districts=(1,),
    )
    other = make_actor("Nichts")
    with writing():
        services.tie(number, other, TieKind.MEMBER_OF, HOUSE)
        services.locked(number).competences[0].term_id = term_id
        segments.set_tags(number, ["Sommerfest"], HOUSE)
    word = db.session.scalars(select(Tag.id)).one()

    for name, value in {
        "reichweite": "regional",
        "grundlage": "contract",
        "luft": "room",
        "sprache": "tr",
        "bezirk": "1",
        "begriff": str(term_id),
        "verbunden": str(other),
        "stichwort": str(word),
    }.items():
        assert found(**{name: value}) == {number}, name


def test_who_had_no_contact_for_a_while(app: House) -> None:
    spoken, silent = make_actor("Gesprochen"), make_actor("Still")
    with writing():
        slots.parts("compass.contacted", actor_ids=[spoken], text="Gespräch", who=HOUSE, mark="test")

    assert found(still="6") == {silent}
    assert found(still=["3", "24"]) == {silent}
    with clock.at(clock.now() + timedelta(days=100)):
        assert found(still="3") == {spoken, silent}
        assert found(still="12") == {silent}


def test_a_tie_that_ended_no_longer_narrows(app: House) -> None:
    number, other = make_actor("Eins"), make_actor("Zwei")
    with writing():
        services.tie(number, other, TieKind.MEMBER_OF, HOUSE, until_on="2020-01-01")

    assert found(verbunden=str(other)) == set()


def test_restricted_ones_are_in_no_segment(app: House) -> None:
    number = make_actor("Gesperrt")
    with writing():
        services.locked(number).restricted_at = clock.now()

    assert found(bereich="civil_society") == set()
    assert found(wahl=str(number)) == set()


def test_the_office_keeps_renames_shares_and_drops_a_segment(app: House, office: FlaskClient) -> None:
    make_actor("Labor", areas=(1,), sector=Sector.SCIENCE)
    address = f"{LIST}?bereich=science&thema=1"

    kept = fill(office, address, to=PAGE, action=PAGE, query="bereich=science&thema=1&token=x&vor=3", name="Wissen")
    assert kept.status_code == 303, kept.text
    segment = db.session.scalars(select(Segment)).one()
    assert [tuple(pair) for pair in segment.pairs] == PAIRS
    page = office.get(PAGE)
    assert "1 Eintrag" in page.text
    assert "Bereich: Wissenschaft; Thema: " in page.text

    renamed = fill(
        office, PAGE, to=f"{PAGE}/{segment.id}", action=f"{PAGE}/{segment.id}",
        name="Forschung", for_all="y", version=version(page),
    )  # fmt: skip
    assert renamed.status_code == 303, renamed.text
    second = people.logged_in(app, "office", "Otto Zwei")
    assert "Forschung" in second.get(PAGE).text
    assert "Forschung" in second.get(LIST).text

    gone = fill(second, PAGE, to=f"{PAGE}/{segment.id}/loeschen", action=f"{PAGE}/{segment.id}/loeschen")
    assert gone.status_code == 303
    assert "Forschung" not in office.get(PAGE).text


def test_a_segment_takes_other_filters(office: FlaskClient) -> None:
    segment = keep()
    to = f"{PAGE}/{segment.id}/filter"

    answer = fill(office, f"{LIST}?art=person", to=to, action=to, query="art=person", version="1")

    assert (answer.status_code, answer.headers["Location"]) == (303, f"{LIST}?art=person&notiz=segment-geaendert")
    db.session.expire_all()
    assert db.session.scalars(select(Segment.pairs)).one() == [["art", "person"]]


def test_another_ones_own_segment_is_not_there(app: House, office: FlaskClient) -> None:
    segment = keep()
    second = people.logged_in(app, "office", "Otto Zwei")

    assert "Wissen" not in second.get(PAGE).text
    other = keep(_account("Otto Zwei"), "Eigenes", "m")
    to = f"{PAGE}/{segment.id}/loeschen"
    assert fill(second, PAGE, to=to, action=f"{PAGE}/{other.id}/loeschen").status_code == 404


def _account(name: str) -> int:
    return db.session.scalars(select(Account.id).where(Account.name == name)).one()


def test_two_people_and_two_presses(app: House, office: FlaskClient) -> None:
    segment = keep(for_all=True)
    assert keep(nonce="n").id == segment.id
    with pytest.raises(Refused):
        keep(nonce="anders")
    with writing():
        segments.rename(segment.id, people_id(), "Neu", for_all=True, version=1)
    with pytest.raises(Refused), writing():
        segments.rename(segment.id, people_id(), "Auch neu", for_all=True, version=1)
    with pytest.raises(NotThere):
        queries.one(9_999, 1)


@pytest.mark.parametrize("name", ["", "   ", "\x00", "x" * 100_000, "\ud800", "!!!"])
def test_bad_names_are_refused(office: FlaskClient, name: str) -> None:
    answer = fill(
        office, f"{LIST}?art=person", to=PAGE, action=PAGE, query="art=person", name=name.encode("utf-8", "replace")
    )
    assert answer.status_code == 422
    assert "Noch nicht gespeichert" in answer.text


def test_without_filters_nothing_is_kept(office: FlaskClient) -> None:
    for query in ("", "art=quatsch&thema=999999999999", "x" * 100_000):
        answer = fill(office, f"{LIST}?art=person", to=PAGE, action=PAGE, query=query, name="Leer")
        assert answer.status_code == 409, query[:20]
    forged = office.post(PAGE, data={"query": "art=person", "name": "Ohne Zeichen"})
    assert forged.status_code == 422
    assert db.session.scalars(select(Segment)).all() == []


def test_a_reader_uses_segments_and_changes_none(app: House, office: FlaskClient, reader: FlaskClient) -> None:
    keep(for_all=True)
    page = reader.get(PAGE).text
    assert "Wissen" in page
    assert "Einladen" not in page
    assert "Segment löschen" not in page
    assert reader.post(PAGE, data={"name": "X"}).status_code == 403


def test_many_segments_cost_as_many_statements_as_few(office: FlaskClient) -> None:
    def cost() -> int:
        db.session.expire_all()
        with counted() as statements:
            assert office.get(PAGE).status_code == 200
        return len(statements)

    for n in range(3):
        keep(name=f"Segment {n}", nonce=f"n{n}")
    cost()  # what the house keeps in its memory is read once
    few = cost()
    for n in range(3, 30):
        keep(name=f"Segment {n}", nonce=f"n{n}")
    assert cost() == few


def test_tags_are_given_found_and_told(office: FlaskClient, reader: FlaskClient) -> None:
    number = make_actor("Labor")
    page, to = f"{LIST}/{number}", f"{LIST}/{number}/stichwoerter"

    assert fill(office, page, to=to, action=to, words="Sommerfest,  presse , PRESSE,").status_code == 303

    names = re.findall(r'stichwort=\d+">([^<]+)<', office.get(page).text)
    assert names == ["PRESSE", "Sommerfest"]
    assert [list(part.rows) for part in elsewhere(number) if "Stichw" in part.title] == [
        [{"Stichwort": "PRESSE"}, {"Stichwort": "Sommerfest"}]
    ]
    assert reader.post(to, data={"words": "x"}).status_code == 403
    assert fill(office, page, to=to, action=to, words="").status_code == 303
    assert db.session.execute(select(actor_tag)).all() == []


@pytest.mark.parametrize("words", ["x" * 41, ", ".join(f"w{n}" for n in range(13)), "...", "y" * 100_000])
def test_bad_tags_are_refused(office: FlaskClient, words: str) -> None:
    number = make_actor("Labor")
    to = f"{LIST}/{number}/stichwoerter"
    assert fill(office, f"{LIST}/{number}", to=to, action=to, words=words).status_code == 422


def test_the_public_list_knows_none_of_it(visitor: FlaskClient) -> None:
    number = make_actor("Labor")
    other = make_actor("Halle")
    with writing():
        segments.set_tags(number, ["geheim"], HOUSE)
        services.give_consent(number, Purpose.INVITATIONS, "mündlich", "Ja", HOUSE)
    word = db.session.scalars(select(Tag.id)).one()
    page = visitor.get(f"/netzwerk?stichwort={word}&grundlage=contract").text
    assert "geheim" not in page
    assert f"/netzwerk/{other}" in page
