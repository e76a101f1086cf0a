"""Applying: one form, an address confirmed by a letter, nothing stored twice, nothing shown before the office said yes."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from core import clock, links, texts
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from core.outbox import deliver_due
from core.things import Thing
from kickbox.models import Box, BoxState
from tests.support.making import make_idea, published
from tests.support.making_boxes import make_box
from tests.support.pages import fill, token
from tests.support.smtp import Sink

FORM = {
    "title": "Bankpaten",
    "text": "Menschen kümmern sich um eine Bank in ihrer Straße.",
    "innovator": "Ines Beispiel",
    "email": "ines@example.org",
}
LINK = re.compile(r"http://[^\s]+(/kickbox/bestaetigen/[\w-]+)")


def stored() -> list[Box]:
    db.session.rollback()
    return list(db.session.scalars(select(Box).order_by(Box.id)))


def test_an_application_counts_once_its_address_is_confirmed(visitor: FlaskClient, letters: Sink) -> None:
    answer = fill(visitor, "/kickbox/bewerben", **FORM)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/kickbox?notiz=kickbox-beworben")
    assert stored()[0].state is BoxState.ASKED

    deliver_due()
    letter = letters.wait_for(1)[0]
    assert "Bankpaten" not in letter.text
    path = LINK.search(letter.text.replace("\n", " "))
    assert path
    assert visitor.get(path[1]).status_code == 200
    assert stored()[0].state is BoxState.ASKED

    assert fill(visitor, path[1]).status_code == 303
    assert stored()[0].state is BoxState.CONFIRMED
    assert visitor.get(path[1]).status_code == 404
    assert "Bankpaten" not in visitor.get("/kickbox").get_data(as_text=True)
    assert visitor.get(f"/kickbox/{stored()[0].id}").status_code == 404
    deliver_due()
    assert "Bankpaten" in letters.wait_for(2)[-1].text


def test_the_same_form_sent_twice_is_one_application_and_one_letter(visitor: FlaskClient, letters: Sink) -> None:
    sent = {"token": token(visitor.get("/kickbox/bewerben")), **FORM}
    first, second = visitor.post("/kickbox/bewerben", data=sent), visitor.post("/kickbox/bewerben", data=sent)
    assert first.headers["Location"] == second.headers["Location"]
    assert len(stored()) == 1
    deliver_due()
    assert len(letters.wait_for(1)) == 1


def test_a_corrected_address_gets_its_own_letter_and_the_first_link_ends(visitor: FlaskClient, letters: Sink) -> None:
    sent = {"token": token(visitor.get("/kickbox/bewerben")), **FORM}
    visitor.post("/kickbox/bewerben", data={**sent, "email": "falsch@example.org"})
    visitor.post("/kickbox/bewerben", data=sent)
    deliver_due()
    first, second = letters.wait_for(2)
    paths = [LINK.search(one.text.replace("\n", " ")) for one in (first, second)]
    assert [visitor.get(path[1]).status_code for path in paths if path] == [404, 200]
    assert [box.email for box in stored()] == ["ines@example.org"]


def test_an_idea_goes_along_only_while_everybody_may_read_it(visitor: FlaskClient) -> None:
    shown, hidden = published("Bäume brauchen Wasser."), make_idea("Geheim und ungelesen.")
    page = visitor.get(f"/kickbox/bewerben?idee={shown.id}").get_data(as_text=True)
    assert "Bäume brauchen Wasser" in page
    page = visitor.get(f"/kickbox/bewerben?idee={hidden.id}").get_data(as_text=True)
    assert "Geheim" not in page
    for number in (shown.id, hidden.id, 999999):
        fill(visitor, "/kickbox/bewerben", **FORM, idea=str(number))
    assert [box.idea_id for box in stored()] == [shown.id, None, None]


def test_a_closed_call_takes_nothing(visitor: FlaskClient) -> None:
    sent = {"token": token(visitor.get("/kickbox/bewerben")), **FORM}
    for said in ("geschlossen", "31.12.2020", "2020-12-31"):
        with writing():
            texts.edit("kickbox.call", said, HOUSE)
        assert "Bewerbung abschicken" not in visitor.get("/kickbox/bewerben").get_data(as_text=True)
        assert visitor.post("/kickbox/bewerben", data=sent).status_code == 409
        assert 'href="/kickbox/bewerben"' not in visitor.get("/kickbox").get_data(as_text=True)
    with writing():
        texts.edit("kickbox.call", f"31.12.{clock.today().year}", HOUSE)
    assert visitor.post("/kickbox/bewerben", data=sent).status_code == 303


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", ""),
        ("title", "x" * 100_000),
        ("text", "."),
        ("text", "ä" * 100_000),
        ("innovator", "\x00\u202e"),
        ("innovator", "x" * 100_000),
        ("email", ""),
        ("email", "ines@example.org\nBcc: x@example.org"),
        ("email", "keine Adresse"),
        ("email", "x" * 300 + "@example.org"),
        ("token", "gefälscht"),
        ("token", ""),
    ],
)
def test_bad_input_is_named_and_nothing_is_lost(visitor: FlaskClient, name: str, value: str) -> None:
    sent = {"token": token(visitor.get("/kickbox/bewerben")), **FORM, name: value}
    answer = visitor.post("/kickbox/bewerben", data=sent)
    assert answer.status_code == 422
    assert "Noch nicht abgeschickt" in answer.get_data(as_text=True)
    assert stored() == []


def test_strange_signs_and_forged_ideas_do_no_harm(visitor: FlaskClient) -> None:
    raw = {**FORM, "title": "Bank\x00paten\ud800", "idea": "9" * 40}
    page = visitor.get("/kickbox/bewerben")
    body = "&".join(f"{k}={v}" for k, v in {**raw, "token": token(page)}.items()).encode("utf-8", "surrogatepass")
    answer = visitor.post("/kickbox/bewerben", data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in {303, 422}
    assert all(box.title.startswith("Bankpaten") and box.idea_id is None for box in stored())
    for said in ("abc", "-1", "0", "1e9", "99999999999999999999"):
        assert visitor.get("/kickbox/bewerben", query_string={"idee": said}).status_code == 200


def test_a_machine_is_put_aside_without_a_letter(app: House, visitor: FlaskClient, office: FlaskClient) -> None:
    answer = fill(visitor, "/kickbox/bewerben", **FORM, website="http://example.org")
    assert answer.headers["Location"] == "/kickbox?notiz=kickbox-spaeter"
    (box,) = stored()
    assert not links.outstanding("kickbox.confirm", Thing("box", box.id))
    assert "vielleicht Werbung" in office.get("/buero/kickbox").get_data(as_text=True)

    sent = fill(
        office, f"/buero/kickbox/{box.id}", to=f"/buero/kickbox/{box.id}/brief", action=f"/buero/kickbox/{box.id}/brief"
    )
    assert sent.status_code == 303
    assert stored()[0].suspicion is None
    assert links.outstanding("kickbox.confirm", Thing("box", box.id))


def test_from_one_source_comes_only_so_much(visitor: FlaskClient, changed_settings: object) -> None:
    with changed_settings(ideas_per_hour=1):  # type: ignore[operator]  # a fixture that returns a context manager
        for _ in range(2):
            fill(visitor, "/kickbox/bewerben", **FORM)
    assert [box.suspicion for box in stored()] == [None, "many"]


def test_confirming_twice_is_harmless(app: House, visitor: FlaskClient) -> None:
    number = make_box(state=BoxState.ASKED)
    with writing():
        spare = links.issue(
            "kickbox.confirm", Thing("box", number), lifetime=clock.now() - clock.now().replace(year=2000)
        )
        other = links.issue(
            "kickbox.confirm", Thing("box", number), lifetime=clock.now() - clock.now().replace(year=2000)
        )
    assert fill(visitor, f"/kickbox/bestaetigen/{spare}").status_code == 303
    assert fill(visitor, f"/kickbox/bestaetigen/{other}").status_code == 303
    assert [box.state for box in stored()] == [BoxState.CONFIRMED]
