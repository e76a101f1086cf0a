"""A new e-mail of one's own entry: it counts once somebody confirmed it there; until then the old one stays."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from compass import erasing, owning, queries, services, telling
from compass import letters as own_letters
from compass.models import Actor, ActorKind, EmailChange, OwnChange, Purpose
from core import clock, links, outbox
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from core.things import Thing
from tests.support.making_actors import make_actor
from tests.support.pages import token, version
from tests.support.smtp import Delivery, Sink

OLD, NEW = "treff@example.org", "neu@example.org"
MINE = "/netzwerk/mein-eintrag"
BOTH = [ActorKind.ORGANISATION, ActorKind.PERSON]


def own_link(number: int) -> str:
    with writing():
        issued = links.issue(own_letters.OWN, Thing("actor", number), lifetime=timedelta(days=60), uses=None)
    return f"{MINE}/{issued}"


def page(answer: TestResponse) -> str:
    return answer.get_data(as_text=True).replace("@<wbr>", "@")


def actor(number: int) -> Actor:
    db.session.rollback()
    return queries.in_full(number)


def waiting() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(EmailChange.id))) or 0


def edited(visitor: FlaskClient, own: str, email: str = NEW, **said: str) -> TestResponse:
    form = visitor.get(f"{own}/aendern")
    sent = {"token": token(form), "version": version(form), "name": "Treffpunkt Alter", "capacity": "unknown"}
    return visitor.post(f"{own}/aendern", data={**sent, "email": email, **said})


def to(letters: Sink, address: str, number: int) -> Delivery:
    outbox.deliver_due()
    return next(one for one in letters.wait_for(number) if one.message["To"] == address)


def confirming(letter: Delivery) -> str:
    found = re.search(r"/netzwerk/neue-adresse/\S+", letter.text)
    assert found
    return found[0]


def confirm(visitor: FlaskClient, way: str) -> TestResponse:
    return visitor.post(way, data={"token": token(visitor.get(way), way)})


@pytest.fixture(params=BOTH)
def number(request: pytest.FixtureRequest, app: House) -> int:
    return make_actor("Treffpunkt Alter", kind=request.param, email=OLD)


def test_the_old_address_stays_until_the_new_one_is_confirmed(number: int, visitor: FlaskClient, letters: Sink) -> None:
    own = own_link(number)
    answer = edited(visitor, own, about="Neue Räume.")

    assert answer.headers["Location"].endswith("adresse-wartet")
    row = actor(number)
    assert (row.email, row.about, row.contact_points) == (OLD, "Neue Räume.", [])
    assert NEW in page(visitor.get(own))
    told, asked = to(letters, OLD, 2), to(letters, NEW, 2)
    assert NEW not in told.text
    assert "neue-adresse" not in told.text

    way = confirming(asked)
    assert NEW in page(visitor.get(way))
    assert actor(number).email == OLD  # looking confirms nothing
    assert confirm(visitor, way).status_code == 303

    row = actor(number)
    assert (row.email, [point.value for point in row.contact_points]) == (NEW, [OLD])
    assert "wartet" not in page(visitor.get(own))
    fields = [
        one["field"] for change in db.session.scalars(select(OwnChange).order_by(OwnChange.id)) for one in change.said
    ]
    assert fields == ["In ein paar Sätzen", "E-Mail"]
    again = visitor.get(way)
    assert again.status_code == 404
    assert "Ihre neue Adresse gilt" in page(again)


def test_a_public_page_shows_no_address_before_it_is_confirmed(app: House, visitor: FlaskClient, letters: Sink) -> None:
    number = make_actor(email=OLD)
    with writing():
        services.give_consent(number, Purpose.SHOW_EMAIL, "schriftlich", "Ja, meine Adresse.", HOUSE)
    edited(visitor, own_link(number))
    assert (OLD in page(visitor.get(f"/netzwerk/{number}")), NEW in page(visitor.get(f"/netzwerk/{number}"))) == (
        True,
        False,
    )
    confirm(visitor, confirming(to(letters, NEW, 2)))
    assert (OLD in page(visitor.get(f"/netzwerk/{number}")), NEW in page(visitor.get(f"/netzwerk/{number}"))) == (
        False,
        True,
    )


def test_a_link_ends_after_two_days_and_the_address_is_forgotten(
    number: int, visitor: FlaskClient, letters: Sink
) -> None:
    edited(visitor, own_link(number))
    way = confirming(to(letters, NEW, 2))
    with clock.at(clock.now() + timedelta(days=3)):
        late = visitor.get(way)
        with writing():
            owning.purge()
    assert late.status_code == 404
    assert "Dieser Link gilt nicht mehr" in page(late)
    assert late.headers["Referrer-Policy"] == "no-referrer"
    assert (waiting(), actor(number).email) == (0, OLD)


def test_only_the_last_address_named_can_be_confirmed(number: int, visitor: FlaskClient, letters: Sink) -> None:
    own = own_link(number)
    edited(visitor, own)
    first = confirming(to(letters, NEW, 2))
    edited(visitor, own, "dritte@example.org")
    assert visitor.get(first).status_code == 404
    assert visitor.post(first, data={"token": "x"}).status_code == 404
    confirm(visitor, confirming(to(letters, "dritte@example.org", 4)))
    assert actor(number).email == "dritte@example.org"


@pytest.mark.parametrize("way", ["adresse-verwerfen", "links-beenden"])
def test_the_owner_can_stop_it(number: int, visitor: FlaskClient, letters: Sink, way: str) -> None:
    own = own_link(number)
    edited(visitor, own)
    link = confirming(to(letters, NEW, 2))
    form = visitor.get(own)
    assert visitor.post(f"{own}/{way}", data={"token": token(form, f"{own}/{way}")}).status_code == 303
    assert visitor.get(link).status_code == 404
    assert (waiting(), actor(number).email) == (0, OLD)


def test_capitals_alone_are_no_new_address(number: int, visitor: FlaskClient) -> None:
    edited(visitor, own_link(number), OLD.title())
    assert (waiting(), actor(number).email) == (0, OLD.title())


def test_one_entry_cannot_write_to_everybody(number: int, visitor: FlaskClient) -> None:
    own = own_link(number)
    ends = [edited(visitor, own, f"neu{one}@example.org").headers["Location"] for one in range(owning.NEW_A_DAY + 1)]
    assert [end.endswith("adresse-wartet") for end in ends] == [True] * owning.NEW_A_DAY + [False]
    assert ends[-1].endswith("adresse-heute-nicht")
    assert waiting() == 1


def test_the_answer_names_it_and_an_erasure_forgets_it(number: int, visitor: FlaskClient, letters: Sink) -> None:
    edited(visitor, own_link(number))
    link = confirming(to(letters, NEW, 2))
    assert NEW in telling.as_json(telling.of(number))
    with writing():
        erasing.erase(number, HOUSE)
    assert waiting() == 0
    assert visitor.get(link).status_code == 404


def test_a_link_never_confirms_an_address_it_was_not_sent_to(number: int, visitor: FlaskClient, letters: Sink) -> None:
    edited(visitor, own_link(number))
    way = confirming(to(letters, NEW, 2))
    pressed = token(visitor.get(way), way)
    with writing():
        kept = db.session.scalars(select(EmailChange)).one()
        kept.email, kept.link_hash = "andere@example.org", links.digest("another")
    assert visitor.get(way).status_code == 404
    assert visitor.post(way, data={"token": pressed}).status_code == 404
    assert actor(number).email == OLD
