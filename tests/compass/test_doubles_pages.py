"""Doubles in the office: warning while typing and before saving, the list, both beside each other, old addresses."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from compass import joining, queries
from compass.doubles import queries as doubles
from compass.doubles import services
from compass.doubles.models import Merge, NotDouble
from compass.models import Actor, ActorKind, Sector
from core import journal
from core.db import db, writing
from core.factory import House
from core.things import Thing
from tests.support.forms import done, submit
from tests.support.making_actors import make_actor
from tests.support.pages import token
from tests.support.statements import counted

ROOT = "/buero/netzwerk"
LIST = f"{ROOT}/doppelte"
LOOK = f"{LIST}/aehnliche"


def compared() -> None:
    with writing():
        services.compare()


def two(**more: Any) -> tuple[int, int]:
    first = make_actor("Bürgernetz Sieker e. V.", email="info@buergernetz.example", phone="0521 1234567", **more)
    second = make_actor(
        "Buergernetz Sieker", email="post@buergernetz.example", about="Wir helfen beim Handy.", public=False
    )
    compared()
    return first, second


def text(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)


def test_it_warns_while_somebody_types(office: FlaskClient) -> None:
    number = make_actor("Bürgernetz Sieker e. V.", phone="0521 1234567")
    said = office.post(LOOK, data={"name": "Bürgernez Sieker"}).get_data(as_text=True)
    assert f"{ROOT}/{number}" in said
    assert "Name fast gleich" in said
    assert office.post(LOOK, data={"name": "Bürgernetz Sieker", "id": str(number)}).status_code == 204
    for junk in (
        {},
        {"name": "\0\ud800".encode("utf-8", "surrogatepass")},
        {"name": "x" * 9000, "id": "9" * 99},
        {"id": "²"},
    ):
        assert office.post(LOOK, data=junk).status_code == 204


def test_only_who_may_edit_is_answered(visitor: FlaskClient, reader: FlaskClient) -> None:
    make_actor("Bürgernetz Sieker e. V.")
    assert visitor.post(LOOK, data={"name": "Bürgernetz Sieker"}).status_code in {302, 303}
    for address in (LIST, f"{LIST}/entschieden"):
        assert reader.get(address).status_code == 403
    assert reader.post(LOOK, data={"name": "Bürgernetz Sieker"}).status_code == 403


def test_without_a_script_a_note_comes_before_saving_and_never_blocks(office: FlaskClient) -> None:
    make_actor("Bürgernetz Sieker e. V.")
    given = {
        "name": "Buergernetz Sieker",
        "kind": "organisation",
        "sector": "civil_society",
        "source": "Gespräch",
        "basis": "public_task",
        "capacity": "unknown",
    }
    first = submit(office, f"{ROOT}/neu", **given)
    assert first.status_code == 409
    assert "Gibt es schon?" in first.get_data(as_text=True)
    assert re.search(r'name="doubles_seen" value="1"', first.get_data(as_text=True))
    assert db.session.scalar(select(func.count()).select_from(Actor)) == 1
    assert "notiz=gespeichert" in done(submit(office, f"{ROOT}/neu", **given, doubles_seen="1"))
    assert done(submit(office, f"{ROOT}/neu", **{**given, "name": "Ganz jemand anderes"}))


def test_the_list_of_likely_pairs(office: FlaskClient) -> None:
    assert "Gerade sieht sich niemand ähnlich" in text(office, LIST)
    first, second = two()
    page = text(office, LIST)
    assert f"{LIST}/{first}/{second}" in page
    assert "Name gleich" in page
    assert "Vielleicht doppelt" in text(office, f"{ROOT}/{first}")
    assert "1 " in text(office, "/buero/")
    assert "vielleicht doppelt" in text(office, "/buero/")
    assert (
        office.get(f"{LIST}?nach=quatsch").status_code
        == office.get(f"{LIST}?nach=0.9-1-99999999999").status_code
        == 404
    )


def test_pages_of_pairs_and_constant_statements(office: FlaskClient) -> None:
    for count in range(20):
        word = "".join(chr(97 + (count * 7 + step * 3) % 26) for step in range(9))
        make_actor(f"Verein {word}")
        make_actor(f"Verein {word}")
        if count == 2:
            compared()
            with counted() as few:
                text(office, LIST)
    compared()
    with counted() as many:
        text(office, LIST)
    assert len(few) == len(many)
    assert doubles.how_many() >= 20
    seen, after = [], None
    while True:
        page = doubles.pairs(after, size=7)
        seen += [(one.low_id, one.high_id) for one in page.pairs]
        after = page.after
        if after is None:
            break
    assert len(seen) == len(set(seen)) == doubles.how_many()


def test_not_a_double_is_remembered_and_can_be_taken_back(office: FlaskClient) -> None:
    first, second = two()
    press = f"{LIST}/{first}/{second}/verschieden"
    sent = {"token": token(office.get(LIST))}
    for _ in range(2):
        assert "notiz=nicht-doppelt" in done(office.post(press, data=sent))
    assert "niemand ähnlich" in text(office, LIST)
    assert db.session.scalar(select(func.count()).select_from(NotDouble)) == 1
    assert doubles.is_none(second, first)
    compared()
    assert doubles.how_many() == 0
    again = f"{LIST}/{second}/{first}"
    assert "notiz=doch-doppelt" in done(submit(office, again, action=f"{again}/vielleicht"))
    assert doubles.how_many() == 1
    verbs = [entry.verb for entry in journal.entries(Thing("actor", first))]
    assert verbs[:2] == ["actor.maybe_double", "actor.not_double"]


def test_two_become_one_and_the_old_address_leads_on(office: FlaskClient, visitor: FlaskClient) -> None:
    first, second = two()
    page = text(office, f"{LIST}/{first}/{second}")
    assert "Wir helfen beim Handy." in page
    assert "post@buergernetz.example" in page
    assert "Zeilen im Protokoll" in page
    assert done(submit(office, f"{LIST}/{first}/{second}", merge="1")) == f"{ROOT}/{first}?notiz=zusammengefuehrt"
    actor = queries.in_full(first)
    assert (actor.name, actor.about, actor.email) == (
        "Bürgernetz Sieker e. V.",
        "Wir helfen beim Handy.",
        "info@buergernetz.example",
    )
    assert [point.value for point in actor.contact_points] == ["post@buergernetz.example"]
    assert office.get(f"{ROOT}/{second}").headers["Location"] == f"{ROOT}/{first}"
    assert visitor.get(f"/netzwerk/{second}").headers["Location"] == f"/netzwerk/{first}"
    assert "Wieder trennen" in text(office, f"{ROOT}/{first}")
    assert "info@" not in str([entry.parameters for entry in journal.entries(Thing("actor", first))])
    number = db.session.scalars(select(Merge.id)).one()
    decided = f"{LIST}/entschieden"
    back = submit(office, decided, action=f"{LIST}/zusammengefuehrt/{number}/rueckgaengig")
    assert done(back) == f"{ROOT}/{second}?notiz=wieder-getrennt"
    assert office.get(f"{ROOT}/{second}").status_code == 200
    assert visitor.get(f"/netzwerk/{second}").status_code == 404
    assert queries.in_full(first).about == ""


def test_an_old_address_is_silent_where_the_new_one_is_not_public(office: FlaskClient, visitor: FlaskClient) -> None:
    first, second = make_actor("Bürgernetz", public=False), make_actor("Buergernetz", public=False)
    done(submit(office, f"{LIST}/{first}/{second}", merge="1"))
    assert visitor.get(f"/netzwerk/{second}").status_code == visitor.get(f"/netzwerk/{first}").status_code == 404


def test_pressed_twice_and_with_an_old_page(office: FlaskClient) -> None:
    first, second = two()
    address = f"{LIST}/{first}/{second}"
    old = submit(office, address, merge="1", left_version="99")
    assert old.status_code == 409
    sent = {"merge": "1"}
    done(submit(office, address, **sent))
    again = office.post(address, data=sent)
    assert again.headers["Location"] == f"{ROOT}/{first}?notiz=zusammengefuehrt"
    assert office.get(address).status_code == 404
    assert db.session.scalar(select(func.count()).select_from(Merge)) == 1


@pytest.mark.parametrize("sent", [{"name": "both"}, {"about": "quatsch"}, {"left_version": "x"}, {"token": "falsch"}])
def test_a_form_that_no_page_offered_changes_nothing(office: FlaskClient, sent: dict[str, str]) -> None:
    first, second = two()
    answer = submit(office, f"{LIST}/{first}/{second}", merge="1", **sent)
    assert answer.status_code == 422
    assert db.session.scalar(select(func.count()).select_from(Merge)) == 0


def test_the_preview_says_which_consents_end(office: FlaskClient) -> None:
    first, second = two()
    shown = submit(office, f"{LIST}/{first}/{second}", about="right", look="1").get_data(as_text=True)
    assert "Beschreibung zeigen (der andere Eintrag hat dazu nie Ja gesagt)" in shown
    assert office.get(f"{LIST}/{first}/{first}").status_code == office.get(f"{LIST}/{first}/999").status_code == 404


def test_a_person_and_a_house_with_one_address_are_no_double(app: House) -> None:
    make_actor("Haus der Hilfe", email="info@hilfe.example")
    make_actor("Jana Müller", kind=ActorKind.PERSON, email="info@hilfe.example")
    compared()
    assert doubles.how_many() == 0


def test_a_request_that_belongs_to_an_entry_is_laid_beside_it(office: FlaskClient) -> None:
    there = make_actor("Bürgernetz Sieker e. V.", email="info@buergernetz.example")
    asked = joining.Asked(
        "Buergernetz Sieker", ActorKind.ORGANISATION, Sector.CIVIL_SOCIETY, "info@buergernetz.example"
    )
    with writing():
        number = joining.ask(asked, "once").id
        joining.confirm(number)
    page = f"{ROOT}/selbsteintragungen/{number}"
    shown = text(office, page)
    assert "Gehört dazu: Bürgernetz Sieker e. V." in shown
    assert "Name gleich" in shown
    taken = submit(office, page, action=f"{page}/aufnehmen", belongs=str(there))
    fresh = db.session.scalars(select(Actor.id).where(Actor.id != there)).one()
    assert done(taken) == f"{LIST}/{there}/{fresh}?notiz=aufgenommen"
    assert office.get(done(taken)).status_code == 200
