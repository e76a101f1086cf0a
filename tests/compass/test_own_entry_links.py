"""Links to one's own entry: they end, tell nothing, and a new one comes."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from compass import letters as own_letters
from compass import owning, queries, services
from compass.models import Actor, OwnChange
from core import clock, links, outbox
from core.db import db, writing
from core.factory import House
from core.things import Thing
from tests.support.making_actors import make_actor
from tests.support.pages import fill, token, version
from tests.support.smtp import Sink

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


@pytest.mark.parametrize("way", ["", "/aendern", "/loeschen"])
def test_ended_unknown_and_revoked_read_the_same(number: int, visitor: FlaskClient, way: str) -> None:
    over, taken = link(number, days=1), link(number)
    with clock.at(clock.now() + timedelta(days=2)):
        ended = visitor.get(f"{over}{way}")
    with writing():
        links.revoke(own_letters.OWN, Thing("actor", number))
    pages = [ended, visitor.get(f"{taken}{way}"), visitor.get(f"{ASK}/nie{way}")]

    assert [one.status_code for one in pages] == [404, 404, 404]
    assert len({re.sub(r'value="[^"]*"', "", text(one)) for one in pages}) == 1
    assert "Einen neuen Link bekommen" in text(pages[0])
    assert pages[0].headers["Cache-Control"] == "no-store"


def test_no_page_with_a_token_tells_where_it_was(number: int, visitor: FlaskClient) -> None:
    own = link(number)
    for way in ("", "/aendern", "/loeschen"):
        answer = visitor.get(f"{own}{way}")
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer.headers["Cache-Control"]


def test_all_links_end_and_a_new_one_comes(number: int, visitor: FlaskClient, letters: Sink) -> None:
    first, second = link(number), link(number)
    assert press(visitor, first, "links-beenden").status_code == 303
    assert [visitor.get(one).status_code for one in (first, second)] == [404, 404]
    outbox.deliver_due()
    assert letters.wait_for(1)[0].message["To"] == "treff@example.org"


def sent_to(letters: Sink, address: str) -> int:
    for _ in range(2):
        outbox.deliver_due()
    return sum(one.message["To"] == address for one in letters.letters)


def test_a_new_link_comes_and_nobody_learns_who_is_known(number: int, visitor: FlaskClient, letters: Sink) -> None:
    old = link(number)
    known = fill(visitor, ASK, email="Treff@Example.org")
    unknown = fill(visitor, ASK, email="niemand@example.org")

    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert sent_to(letters, "treff@example.org") == 1
    assert sent_to(letters, "niemand@example.org") == 0
    found = re.search(r"http://localhost(/netzwerk/mein-eintrag/\S+)", letters.letters[0].text)
    assert found
    assert visitor.get(found[1]).status_code == 200
    assert visitor.get(old).status_code == 200


def test_many_requests_for_one_address_are_few_letters(number: int, visitor: FlaskClient, letters: Sink) -> None:
    answers = [fill(visitor, ASK, email="treff@example.org").status_code for _ in range(12)]
    assert answers == [303] * 10 + [429] * 2
    assert sent_to(letters, "treff@example.org") <= 5
    assert sent_to(letters, "treff@example.org") >= 1


def test_a_machine_that_fills_everything_gets_no_letter(number: int, visitor: FlaskClient, letters: Sink) -> None:
    assert fill(visitor, ASK, email="treff@example.org", website="http://spam.example").status_code == 303
    assert fill(visitor, ASK, email="kein Ort").status_code == 422
    assert sent_to(letters, "treff@example.org") == 0


def test_a_restricted_entry_still_belongs_to_its_owner(number: int, visitor: FlaskClient) -> None:
    with writing():
        services.locked(number).restricted_at = clock.now()
    own = link(number)
    assert "Ihr Eintrag ist eingeschränkt." in text(visitor.get(own))
    assert press(visitor, own, "auskunft", form="json").status_code == 200


def test_the_office_list_is_for_those_who_see_contacts(number: int, reader: FlaskClient, visitor: FlaskClient) -> None:
    edited(visitor, link(number), about="Neu")
    assert reader.get(LIST).status_code == 403
    assert visitor.get(LIST).status_code == 303


def test_what_nobody_looked_at_goes_after_three_months(number: int, visitor: FlaskClient) -> None:
    edited(visitor, link(number), about="Neu")
    for days, left in ((89, 1), (91, 0)):
        with clock.at(clock.now() + timedelta(days=days)), writing():
            owning.purge()
        assert len(changes()) == left
