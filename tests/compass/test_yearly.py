"""Stimmt Ihr Eintrag noch?: who is asked when, who never, one press, and the office's list after two letters."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from compass import services, telling
from compass.models import Basis, Purpose
from compass.yearly import queries
from compass.yearly import services as yearly
from core import clock, outbox, texts
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from tests.support.making_actors import make_actor
from tests.support.pages import fill, token
from tests.support.smtp import Sink
from tests.support.statements import counted

LIST = "/buero/netzwerk/lange-nicht-bestaetigt"


def day(number: int) -> AbstractContextManager[object]:
    """Set the clock to a day of a story that began 800 days ago, so that log-ins made today still count at its end."""
    return clock.at(clock.now() + timedelta(days=number - 800))


def made(name: str = "Treffpunkt Alter", email: str = "treff@example.org", **more: Any) -> int:
    with day(0):
        return make_actor(name, email=email, **more)


def asked_on(number: int) -> int:
    with day(number), writing():
        return yearly.write()


def silent_on(number: int) -> list[str]:
    db.session.rollback()
    with day(number):
        return [one.actor.name for one in queries.silent()]


def test_after_a_year_one_press_is_enough(visitor: FlaskClient, letters: Sink) -> None:
    number = made()
    assert [asked_on(one) for one in (300, 367, 368)] == [0, 1, 0]
    outbox.deliver_due()
    found = re.search(r"http://localhost(/netzwerk/mein-eintrag/\S+)", letters.wait_for(1)[0].text)
    assert found
    own = found[1]
    with day(369):
        page = visitor.get(own)
        assert len(queries.letters(number)) == 1
        sent = {"token": token(page, f"{own}/stimmt")}
        assert visitor.post(f"{own}/stimmt", data=sent).status_code == 303
    with day(440):
        assert visitor.get(own).status_code == 404
    assert [asked_on(one) for one in (400, 730, 736)] == [0, 0, 1]


def test_two_letters_without_an_answer_and_the_office_calls(office: FlaskClient, reader: FlaskClient) -> None:
    number = made("Stiller Verein", phone="0521 0000-11")
    assert [asked_on(one) for one in (367, 380, 398, 420, 460)] == [1, 0, 1, 0, 0]
    assert (silent_on(420), silent_on(430)) == ([], ["Stiller Verein"])
    assert "1 lange nicht bestätigt" in office.get("/buero/netzwerk").get_data(as_text=True)
    assert "0521 0000-11" in office.get(LIST).get_data(as_text=True)
    assert fill(office, LIST, to=f"{LIST}/{number}", action=f"{LIST}/{number}").status_code == 303
    assert silent_on(800) == []
    assert reader.get(LIST).status_code == 403


@pytest.mark.parametrize(
    "how",
    [
        {"email": ""},
        {"restricted_at": True},
        {"is_example": True},
        {"checked_at": True},
        {"consents": False},
    ],
)
def test_some_are_never_asked(app: House, how: dict[str, Any]) -> None:
    number = made(email=how.get("email", "treff@example.org"))
    with day(300), writing():
        row = services.locked(number)
        if "restricted_at" in how:
            row.restricted_at = clock.now()
        row.is_example = how.get("is_example", False)
        if "checked_at" in how:
            row.checked_at = clock.now()
    if "consents" in how:
        for purpose in (Purpose.PUBLIC, Purpose.MATCHING):
            with writing():
                services.withdraw_consent(number, purpose, "am Telefon", HOUSE)
    assert asked_on(367) == 0
    with writing():
        services.locked(number).basis = Basis.PUBLIC_TASK
    assert asked_on(367) == (1 if "consents" in how else 0)


def test_the_months_are_the_offices(app: House) -> None:
    made()
    assert asked_on(200) == 0
    with writing():
        texts.edit("compass.yearly.months", "6", HOUSE)
    assert asked_on(200) == 1


def test_the_letters_are_told_and_go_with_the_entry(app: House) -> None:
    number = made()
    asked_on(367)
    db.session.rollback()
    titles = [part.title for part in telling.of(number).parts]
    assert "Briefe „Stimmt Ihr Eintrag noch?“" in titles
    with writing():
        services.remove(number, HOUSE)
    assert queries.letters(number) == []


def test_the_list_costs_the_same_for_three_and_thirty(office: FlaskClient) -> None:
    def cost() -> int:
        office.get(LIST)
        with counted() as statements:
            assert office.get(LIST).status_code == 200
        return len(statements)

    def add(names: range) -> None:
        for number in names:
            made(f"Verein {number}", f"v{number}@example.org")

    add(range(3))
    for one in (367, 400):
        asked_on(one)
    few = cost()
    add(range(3, 30))
    for one in (367, 400):
        asked_on(one)
    assert len(silent_on(800)) == 30
    assert cost() == few
