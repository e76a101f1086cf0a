"""Mein Eintrag: what a link can do, what it cannot, how it ends, and how a new one comes without telling who is known."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from circles import services as circles
from compass import letters as own_letters
from compass import queries, services
from compass.models import Actor, ActorKind, OwnChange, Purpose
from core import links
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from core.things import Thing
from tests.support.making_actors import make_actor
from tests.support.making_orders import make_order
from tests.support.pages import fill, token, version

ASK = "/netzwerk/mein-eintrag"
LIST = "/buero/netzwerk/selbst-geaendert"


def link(number: int, days: int = 60) -> str:
    with writing():
        issued = links.issue(own_letters.OWN, Thing("actor", number), lifetime=timedelta(days=days), uses=None)
    return f"{ASK}/{issued}"


def text(answer: TestResponse) -> str:
    return answer.get_data(as_text=True).replace("@<wbr>", "@")


def actor(number: int) -> Actor:
    db.session.rollback()
    return queries.in_full(number)


def changes() -> list[OwnChange]:
    db.session.rollback()
    return list(db.session.scalars(select(OwnChange).order_by(OwnChange.id)))


def edited(visitor: FlaskClient, own: str, **said: Any) -> TestResponse:
    page = visitor.get(f"{own}/aendern")
    sent = {"token": token(page), "version": version(page), "name": "Treffpunkt Alter", "email": "treff@example.org"}
    return visitor.post(f"{own}/aendern", data={**sent, "capacity": "unknown", **said})


def press(visitor: FlaskClient, own: str, way: str, **said: Any) -> TestResponse:
    page = visitor.get(own)
    return visitor.post(f"{own}/{way}", data={"token": token(page, f"{own}/{way}"), **said})


@pytest.fixture
def number(app: House) -> int:
    return make_actor(email="treff@example.org", city_owned=True, note="Ruft lieber an", phone="0521 0000-11")


def test_a_change_counts_at_once_and_the_office_sees_it(number: int, visitor: FlaskClient, office: FlaskClient) -> None:
    own = link(number)
    answer = edited(visitor, own, about="Neue Räume am Markt.", phone="0521 0000-22", languages=["tr", "de"])

    assert answer.status_code == 303
    assert "Neue Räume am Markt." in text(visitor.get(f"/netzwerk/{number}"))
    row = actor(number)
    assert (row.phone, row.note, row.city_owned) == ("0521 0000-22", "Ruft lieber an", True)
    assert row.checked_at is not None
    listed = text(office.get(LIST))
    assert all(word in listed for word in ("Treffpunkt Alter", "Neue Räume am Markt.", "0521 0000-11", "0521 0000-22"))
    assert "1 selbst geändert" in text(office.get("/buero/netzwerk"))
    assert "Selbst geändert" in text(office.get("/buero/"))

    seen = fill(office, LIST, to=f"{LIST}/{changes()[0].id}", action=f"{LIST}/{changes()[0].id}")
    assert seen.status_code == 303
    assert changes() == []


def test_pressed_twice_it_is_one_change(number: int, visitor: FlaskClient) -> None:
    own = link(number)
    page = visitor.get(f"{own}/aendern")
    sent = {"token": token(page), "version": version(page), "name": "Treffpunkt am Bach", "email": "treff@example.org"}
    answers = [visitor.post(f"{own}/aendern", data={**sent, "capacity": "room"}) for _ in range(2)]

    assert [one.status_code for one in answers] == [303, 303]
    assert "nichts-geaendert" in answers[1].location
    assert len(changes()) == 1


def test_who_was_overtaken_keeps_what_was_typed(number: int, visitor: FlaskClient) -> None:
    own = link(number)
    page = visitor.get(f"{own}/aendern")
    with writing():
        services.locked(number).about = "Vom Büro geändert."
        services.changed(number)
    sent = {"token": token(page), "version": version(page), "name": "Treffpunkt", "email": "treff@example.org"}
    late = visitor.post(f"{own}/aendern", data={**sent, "capacity": "unknown"})

    assert late.status_code == 409
    assert "Jemand anderes hat den Eintrag gerade geändert." in text(late)
    assert 'value="Treffpunkt"' in text(late)
    again = {**sent, "token": token(late), "version": version(late), "capacity": "unknown"}
    assert visitor.post(f"{own}/aendern", data=again).status_code == 303
    assert actor(number).name == "Treffpunkt"


@pytest.mark.parametrize(
    "bad",
    [
        {"name": ""},
        {"name": "!!!"},
        {"email": ""},
        {"email": "a@example.org\nBcc: b@example.org"},
        {"about": "x" * 100_000},
        {"web": "javascript:alert(1)"},
        {"phone": "x"},
        {"areas": "0"},
        {"areas": "\x00"},
        {"districts": "999999"},
        {"languages": "klingonisch"},
        {"capacity": "always"},
        {"references-0-title": "Fest", "references-0-web": "javascript:alert(1)"},
        {"references-0-web": "https://example.org"},
        {"token": "x"},
    ],
)
def test_bad_input_is_told_and_nothing_changes(number: int, visitor: FlaskClient, bad: dict[str, str]) -> None:
    assert edited(visitor, link(number), **bad).status_code == 422
    assert changes() == []


@pytest.mark.parametrize("strange", ["\ud800 Treff", "Tre\x00ff", "<script>alert(1)</script>", "{{ 7 * 7 }}"])
def test_strange_words_are_kept_harmless(number: int, office: FlaskClient, visitor: FlaskClient, strange: str) -> None:
    said = strange.encode("utf-8", "surrogatepass")
    edited(visitor, link(number), name=said, about=said)
    for shown in (office.get(LIST), visitor.get(f"/netzwerk/{number}")):
        assert shown.status_code == 200
        assert "<script>alert" not in text(shown)


def test_nobody_gives_themselves_what_is_the_offices(number: int, visitor: FlaskClient) -> None:
    edited(
        visitor, link(number), sector="science", kind="unit", city_owned="", note="weg", basis="contract", about="Neu"
    )
    row = actor(number)
    assert (row.sector.value, row.kind, row.city_owned) == ("civil_society", ActorKind.ORGANISATION, True)
    assert (row.note, row.basis.value, row.about) == ("Ruft lieber an", "consent", "Neu")


def test_a_person_is_not_asked_for_what_a_group_has(app: House, visitor: FlaskClient) -> None:
    number = make_actor("Mia", kind=ActorKind.PERSON, email="mia@example.org")
    page = text(visitor.get(f"{link(number)}/aendern"))
    assert 'name="contact_name"' not in page
    assert 'name="reach"' not in page
    for who, asked in (("person", False), ("organisation", True)):
        form = text(visitor.get(f"/netzwerk/mitmachen/{who}"))
        assert ('name="contact_name"' in form, 'name="reach"' in form, 'name="kind"' in form) == (asked, asked, asked)
        assert "checked" not in form


@pytest.mark.parametrize("purpose", [Purpose.SHOW_PHONE, Purpose.MATCHING, Purpose.INVITATIONS])
def test_a_yes_and_a_no_take_one_press_each(number: int, visitor: FlaskClient, purpose: Purpose) -> None:
    own = link(number)

    def say(**said: str) -> set[Purpose]:
        page = visitor.get(own)
        assert visitor.post(own, data={"token": token(page, own), "purpose": purpose, **said}).status_code == 303
        return set(queries.standing(actor(number)))

    assert purpose not in say()
    assert purpose in say(give="1")
    assert purpose not in say()


def test_a_get_changes_nothing_and_still_right_is_one_press(number: int, visitor: FlaskClient) -> None:
    own = link(number)
    assert "Stimmt das noch?" in text(visitor.get(own))
    assert actor(number).checked_at is None
    sent = {"token": token(visitor.get(own), f"{own}/stimmt")}
    assert [visitor.post(f"{own}/stimmt", data=sent).status_code for _ in range(2)] == [303, 303]
    assert actor(number).checked_at is not None
    assert "Zuletzt bestätigt am" in text(visitor.get(own))


def test_everything_is_taken_along(number: int, visitor: FlaskClient) -> None:
    own = link(number)
    answer = press(visitor, own, "auskunft", form="json")
    assert answer.content_type.startswith("application/json")
    assert "Ruft lieber an" in str(answer.get_json()["Angaben"])
    pdf = press(visitor, own, "auskunft", form="pdf")
    assert pdf.get_data()[:5] == b"%PDF-"
    assert press(visitor, own, "auskunft", form="exe").status_code == 400


def test_deleted_is_gone_and_the_link_with_it(number: int, visitor: FlaskClient, office: FlaskClient) -> None:
    own = link(number)
    asked = visitor.get(f"{own}/loeschen")
    assert "Das bleibt, und warum" in text(asked)
    sent = {"token": token(asked)}
    assert visitor.post(f"{own}/loeschen", data={"token": "x"}).status_code == 400
    answers = [visitor.post(f"{own}/loeschen", data=sent) for _ in range(2)]

    assert [one.status_code for one in answers] == [303, 404]
    assert "Dieser Link gilt nicht mehr" in text(answers[1])
    assert visitor.get(f"/netzwerk/{number}").status_code == 404
    assert office.get(f"/buero/netzwerk/{number}").status_code == 404
    assert db.session.scalar(select(func.count(Actor.id))) == 0


def test_a_place_must_end_first_and_the_page_says_so(number: int, visitor: FlaskClient) -> None:
    order = make_order()
    with writing():
        circles.take(order, number, HOUSE)
    own = link(number)
    page = text(visitor.get(f"{own}/loeschen"))
    assert "Das muss vorher enden" in page
    assert "/buero" not in page
    assert "Endgültig löschen" not in page
    sent = {"token": token(visitor.get(own), f"{own}/stimmt")}
    assert visitor.post(f"{own}/loeschen", data=sent).status_code == 409
    assert actor(number).name == "Treffpunkt Alter"
