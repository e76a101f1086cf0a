"""Selbsteintragung: form, letter, confirmed address, the office's answer, one's own link, what is deleted when."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from compass import joining, queries, wordings
from compass.models import Actor, ActorKind, JoinRequest, JoinState, Purpose, Sector
from core import clock, outbox, texts
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import HOUSE
from tests.support.pages import fill, token
from tests.support.smtp import Sink

LINK = re.compile(r"http://localhost(/\S+)")
FORM = "/netzwerk/mitmachen/organisation"
GOOD: dict[str, Any] = {
    "name": "Repair-Café Sieker",
    "kind": "initiative",
    "sector": "civil_society",
    "email": "cafe@example.org",
    "competences": "Geräte reparieren\n\n  Nähen  ",
    "public": "y",
    "fields": ["show_about", "show_competences"],
}


def asked() -> list[JoinRequest]:
    db.session.rollback()
    return list(db.session.scalars(select(JoinRequest).order_by(JoinRequest.id)))


def ask(visitor: FlaskClient, **more: Any) -> Any:
    return fill(visitor, FORM, **{**GOOD, **more})


def links_in(letters: Sink, count: int) -> list[str]:
    outbox.deliver_due()
    return LINK.findall(letters.wait_for(count)[-1].text)


def confirmed(visitor: FlaskClient, letters: Sink, **more: Any) -> int:
    assert ask(visitor, **more).status_code == 200
    link = links_in(letters, 1)[0]
    assert visitor.post(link, data={"token": token(visitor.get(link))}).status_code == 303
    return asked()[0].id


def test_from_the_form_to_a_page_and_back(visitor: FlaskClient, office: FlaskClient, letters: Sink) -> None:
    number = confirmed(visitor, letters)
    page = f"/buero/netzwerk/selbsteintragungen/{number}"
    assert "Repair-Café Sieker" in office.get("/buero/").get_data(as_text=True)

    taken = fill(
        office, page, action=f"{page}/aufnehmen", to=f"{page}/aufnehmen", version=asked()[0].version, areas="1"
    )

    assert taken.status_code == 303, taken.get_data(as_text=True)
    public, own, _ = links_in(letters, 2)
    actor = queries.one(int(public.rsplit("/", 1)[1]), public=True)
    assert [row.text for row in actor.competences] == ["Geräte reparieren", "Nähen"]
    said = {"public": texts.text("compass.consent.page"), **{one: wordings.now(Purpose(one)) for one in GOOD["fields"]}}
    assert {c.purpose.value: c.wording for c in actor.consents} == said
    assert {c.channel for c in actor.consents} == {"Selbsteintragung"}
    assert actor.consents[0].given_at == asked()[0].confirmed_at
    assert visitor.get(public).status_code == 200
    page_own = visitor.get(own)
    assert "cafe@example.org" in page_own.get_data(as_text=True)
    assert visitor.post(own, data={"token": token(page_own, own), "purpose": "public"}).status_code == 303
    assert visitor.get(public).status_code == 404
    again = {"token": token(visitor.get(own), own), "purpose": "matching", "give": "1"}
    assert visitor.post(own, data=again).status_code == 303
    assert [one.actor_id for one in queries.profiles()] == [actor.id]


def test_a_get_confirms_nothing_and_an_unconfirmed_one_is_nowhere(
    visitor: FlaskClient, office: FlaskClient, letters: Sink
) -> None:
    ask(visitor)
    link = links_in(letters, 1)[0]
    visitor.get(link)

    assert asked()[0].state is JoinState.ASKED
    assert "Repair-Café" not in office.get("/buero/netzwerk/selbsteintragungen").get_data(as_text=True)
    with pytest.raises(Refused), writing():
        joining.accept(asked()[0].id, HOUSE)
    with clock.at(clock.now() + timedelta(hours=49)):
        assert visitor.get(link).status_code == 404


def test_the_same_form_sent_twice_is_kept_once(visitor: FlaskClient, letters: Sink) -> None:
    page = visitor.get(FORM)
    sent = {"token": token(page), **GOOD}
    for name in ("Repair-Café", "Repair-Café Sieker e. V."):
        assert visitor.post(FORM, data={**sent, "name": name}).status_code == 200

    assert [one.name for one in asked()] == ["Repair-Café Sieker e. V."]
    outbox.deliver_due()
    assert len(letters.wait_for(1)) == 1


def test_a_corrected_address_gets_the_letter_and_the_first_link_ends(visitor: FlaskClient, letters: Sink) -> None:
    sent = {"token": token(visitor.get(FORM)), **GOOD}
    visitor.post(FORM, data=sent)
    first = links_in(letters, 1)[0]
    visitor.post(FORM, data={**sent, "email": "richtig@example.org"})

    assert links_in(letters, 2)[0] != first
    assert visitor.get(first).status_code == 404
    assert [one.email for one in asked()] == ["richtig@example.org"]


def test_a_machine_gets_the_same_page_and_no_letter(visitor: FlaskClient, letters: Sink) -> None:
    assert ask(visitor, website="http://spam.example").status_code == 200

    assert [one.suspicion for one in asked()] == ["honeypot"]
    outbox.deliver_due()
    assert letters.letters == []


@pytest.mark.parametrize(
    "bad",
    [
        {"name": ""},
        {"name": "!!!"},
        {"name": "x" * 161},
        {"email": ""},
        {"email": "kein Ort"},
        {"email": "a@example.org\nBcc: b@example.org"},
        {"kind": "king"},
        {"sector": "\x00"},
        {"web": "javascript:alert(1)"},
        {"web": 'https://x"onmouseover=1'},
        {"about": "x" * 100_000},
        {"competences": "\n".join("abc" for _ in range(21))},
        {"competences": "x" * 201},
        {"public": "", "matching": ""},
        {"token": "x"},
    ],
)
def test_bad_input_is_told_and_nothing_kept(visitor: FlaskClient, bad: dict[str, str]) -> None:
    given = {name: value for name, value in {**GOOD, **bad}.items() if value or name == "name"}
    answer = fill(visitor, FORM, **given)

    assert answer.status_code == 422
    assert asked() == []


@pytest.mark.parametrize("strange", ["\ud800 Café", "Ca\x00fé", "<script>alert(1)</script>", "{{ 7 * 7 }}", "🧭" * 40])
def test_strange_names_are_kept_harmless(
    visitor: FlaskClient, office: FlaskClient, letters: Sink, strange: str
) -> None:
    body = {**GOOD, "name": strange.encode("utf-8", "surrogatepass")}
    page = visitor.get(FORM)
    visitor.post(FORM, data={"token": token(page), **body})
    for one in asked():
        with writing():
            joining.confirm(one.id)
        shown = office.get(f"/buero/netzwerk/selbsteintragungen/{one.id}").get_data(as_text=True)
        assert "<script>alert" not in shown
        assert "\x00" not in shown


def test_a_no_comes_with_its_reason(visitor: FlaskClient, office: FlaskClient, letters: Sink) -> None:
    number = confirmed(visitor, letters)
    page = f"/buero/netzwerk/selbsteintragungen/{number}"
    to: dict[str, Any] = {"action": f"{page}/ablehnen", "to": f"{page}/ablehnen", "version": asked()[0].version}

    assert fill(office, page, reason=" ", **to).status_code == 422
    assert fill(office, page, reason="Das ist Werbung.", **to).status_code == 303

    outbox.deliver_due()
    assert "Das ist Werbung." in letters.wait_for(2)[-1].text
    assert db.session.scalar(select(func.count(Actor.id))) == 0
    with pytest.raises(Refused), writing():
        joining.accept(number, HOUSE)


def test_two_people_answer_once(visitor: FlaskClient, office: FlaskClient, letters: Sink) -> None:
    number = confirmed(visitor, letters)
    page = f"/buero/netzwerk/selbsteintragungen/{number}"
    sent = {"token": token(office.get(page), f"{page}/aufnehmen"), "version": asked()[0].version}

    answers = [office.post(f"{page}/aufnehmen", data=sent).status_code for _ in range(2)]

    assert answers == [303, 409]
    assert db.session.scalar(select(func.count(Actor.id))) == 1


def test_what_is_kept_no_longer_goes(visitor: FlaskClient, letters: Sink) -> None:
    number = confirmed(visitor, letters)
    ask(visitor, name="Unbestätigt")
    with writing():
        joining.decline(number, "Passt nicht.", HOUSE)

    def left_after(days: int) -> list[str]:
        with clock.at(clock.now() + timedelta(days=days)), writing():
            joining.purge()
        return [one.name for one in asked()]

    assert left_after(6) == ["Repair-Café Sieker", "Unbestätigt"]
    assert left_after(8) == ["Repair-Café Sieker"]
    assert left_after(31) == []


def test_a_new_own_link_ends_the_old_one(app: House, letters: Sink, visitor: FlaskClient) -> None:
    with writing():
        row = joining.ask(joining.Asked("A", ActorKind.PERSON, Sector.SCIENCE, "a@example.org"), "n")
        joining.confirm(row.id)
        number = joining.accept(row.id, HOUSE).id
    old = links_in(letters, 2)[-2]
    with writing():
        joining.send_own_link(number, HOUSE)
    new = links_in(letters, 3)[-2]

    assert visitor.get(old).status_code == 404
    assert visitor.get(new).status_code == 200
