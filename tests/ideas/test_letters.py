"""Letters to authors: first a confirmation, then one at each step, ended by one button; read from a real mail server."""

from __future__ import annotations

import re
from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import select

from core import clock, outbox
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from ideas import keeping, services
from ideas.models import Contact
from ideas.stages import Stage
from tests.support.pages import fill, token
from tests.support.smtp import Sink

ADDRESS = "mila@example.org"
LINK = re.compile(r"http://localhost(/\S+)")


def hand_in(visitor: FlaskClient) -> None:
    assert fill(visitor, "/ideen/neu", text="Am Bach fehlt eine Bank.", email=ADDRESS).status_code == 200


def last_link(letters: Sink, count: int) -> str:
    outbox.deliver_due()
    found = LINK.search(letters.wait_for(count)[-1].text)
    assert found
    return found[1]


def contact() -> Contact | None:
    db.session.rollback()
    return db.session.scalars(select(Contact)).one_or_none()


def test_the_first_letter_asks_and_a_get_confirms_nothing(visitor: FlaskClient, letters: Sink) -> None:
    hand_in(visitor)
    link = last_link(letters, 1)
    page = visitor.get(link)
    assert page.status_code == 200
    waiting = contact()
    assert waiting
    assert waiting.confirmed_at is None
    assert visitor.post(link, data={"token": token(page)}).status_code == 303
    confirmed = contact()
    assert confirmed
    assert confirmed.confirmed_at is not None
    assert visitor.get(link).status_code == 404


def test_the_first_letter_repeats_nothing_a_stranger_wrote(visitor: FlaskClient, letters: Sink) -> None:
    fill(
        visitor, "/ideen/neu", text="Gewonnen! http://evil.example", title="Gewinn: http://evil.example", email=ADDRESS
    )
    outbox.deliver_due()
    letter = letters.wait_for(1)[0]
    assert "evil.example" not in letter.text + str(letter.message["Subject"])
    assert clock.day_in_words(clock.now()) in letter.text


def confirmed_idea(visitor: FlaskClient, letters: Sink) -> None:
    hand_in(visitor)
    link = last_link(letters, 1)
    visitor.post(link, data={"token": token(visitor.get(link))})


def test_each_step_is_a_letter_to_a_confirmed_address(visitor: FlaskClient, letters: Sink) -> None:
    confirmed_idea(visitor, letters)
    with writing():
        services.advance(1, Stage.PUBLISHED, HOUSE)
    outbox.deliver_due()
    letter = letters.wait_for(2)[-1]
    assert letter.message["To"] == ADDRESS
    assert letter.message["Auto-Submitted"] == "auto-generated"
    assert letter.message["Subject"] == "Ihre Idee: Veröffentlicht"
    assert "Alle können diese Idee lesen." in letter.text


def test_an_unconfirmed_address_gets_no_further_letter(visitor: FlaskClient, letters: Sink) -> None:
    hand_in(visitor)
    with writing():
        services.advance(1, Stage.PUBLISHED, HOUSE)
    outbox.deliver_due()
    assert len(letters.wait_for(1)) == 1


def test_one_button_ends_the_letters_and_deletes_the_address(visitor: FlaskClient, letters: Sink) -> None:
    confirmed_idea(visitor, letters)
    with writing():
        services.advance(1, Stage.PUBLISHED, HOUSE)
    link = last_link(letters, 2)
    assert visitor.get(link).status_code == 200
    assert contact() is not None
    assert visitor.post(link, data={"token": token(visitor.get(link))}).status_code == 303
    assert contact() is None
    assert visitor.get(link).status_code == 404


def test_a_confirmation_link_ends_after_two_days(visitor: FlaskClient, letters: Sink) -> None:
    hand_in(visitor)
    link = last_link(letters, 1)
    with clock.at(clock.now() + timedelta(hours=49)):
        assert visitor.get(link).status_code == 404


def test_unconfirmed_addresses_are_deleted_after_a_week(visitor: FlaskClient) -> None:
    hand_in(visitor)
    with clock.at(clock.now() + timedelta(days=8)), writing():
        assert keeping.purge() == 1
    assert contact() is None


def test_only_three_confirmation_letters_a_day_go_to_one_address(
    visitor: FlaskClient, letters: Sink, app: House
) -> None:
    for number in range(5):
        assert fill(visitor, "/ideen/neu", text=f"Idee {number} am Bach.", email=ADDRESS).status_code == 200
    outbox.deliver_due()
    assert len(letters.to(ADDRESS)) == 3


def test_a_suspicious_idea_sends_no_letter_to_anybody(visitor: FlaskClient, letters: Sink) -> None:
    fill(visitor, "/ideen/neu", text="Billige Kredite jetzt.", email=ADDRESS, website="x")
    outbox.deliver_due()
    assert letters.to(ADDRESS) == []
    with writing():
        services.advance(1, Stage.PUBLISHED, HOUSE)
    outbox.deliver_due()
    assert [letter.message["Subject"] for letter in letters.to(ADDRESS)] == [
        "Dürfen wir Ihnen zu Ihrer Idee schreiben?"
    ]
