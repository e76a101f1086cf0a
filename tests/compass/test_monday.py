"""The Monday letter: only for who wants it, once a week from the hour that is set, never empty, naming no private person."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from compass.contacts import services as contacts
from compass.models import Actor, ActorKind
from compass.monday import queries, services
from compass.monday.models import MondayRound
from core import clock, mail, texts
from core.accounts.models import Account
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from core.outbox.rows import Promise
from core.rights import Role
from tests.support.making_actors import make_actor
from tests.support.pages import fill

MONDAY = datetime(2026, 12, 7, 7, 5, tzinfo=clock.BERLIN)
SWITCH = "/buero/konto/montagsbrief"
STOP = re.compile(r"/netzwerk/montagsbrief/[\w-]+")


def letters() -> list[dict[str, str]]:
    db.session.rollback()
    found = db.session.scalars(select(Promise).where(Promise.kind == mail.KIND).order_by(Promise.id))
    return [one.payload for one in found if "Montag" in one.payload["subject"]]


def write(at: datetime = MONDAY) -> int:
    with clock.at(at), writing():
        return services.write()


def me() -> int:
    return db.session.scalars(select(Account.id).where(Account.role == Role.OFFICE)).one()


def wanting() -> int:
    number = me()
    with writing():
        services.want(number)
    return number


def follow(actor: int, words: str, owner: int | None, day: str = "2026-12-09") -> None:
    with writing():
        contacts.follow(actor, contacts.Plan(day, words, owner), HOUSE, words)


def test_it_is_switched_on_and_off_with_one_click(office: FlaskClient) -> None:
    for _ in range(2):
        assert fill(office, "/buero/konto", to=SWITCH, action=SWITCH).status_code == 303
        assert queries.wants(me())
        db.session.rollback()
    assert fill(office, "/buero/konto", to=SWITCH, action=SWITCH, aus="1").status_code == 303
    db.session.rollback()
    assert not queries.wants(me())
    assert office.post(SWITCH, data={"token": "x"}).status_code == 400


def test_nobody_gets_it_who_did_not_ask(office: FlaskClient) -> None:
    follow(make_actor(), "Anrufen", me())
    assert write() == 0
    assert letters() == []


@pytest.mark.parametrize(
    ("at", "number"),
    [
        (MONDAY.replace(hour=6, minute=59), 0),
        (MONDAY.replace(hour=7, minute=0), 1),
        (MONDAY.replace(hour=23, minute=59), 1),
        (MONDAY - timedelta(days=1), 0),
        (MONDAY + timedelta(days=1), 0),
    ],
)
def test_it_is_written_on_monday_from_the_hour_on(office: FlaskClient, at: datetime, number: int) -> None:
    follow(make_actor(), "Anrufen", wanting())
    assert write(at) == number


def test_the_office_sets_the_hour(office: FlaskClient) -> None:
    follow(make_actor(), "Anrufen", wanting())
    with writing():
        texts.edit("monday.hour", "999", HOUSE)
    assert write(MONDAY.replace(hour=22)) == 0
    assert write(MONDAY.replace(hour=23)) == 1


def test_it_comes_once_a_week(office: FlaskClient) -> None:
    follow(make_actor(), "Anrufen", wanting())
    assert [write(), write(MONDAY + timedelta(hours=5)), write(MONDAY + timedelta(days=7))] == [1, 0, 1]
    assert db.session.scalar(select(func.count()).select_from(MondayRound)) == 2


def test_with_nothing_to_say_there_is_no_letter(office: FlaskClient) -> None:
    wanting()
    assert write() == 0
    assert queries.written("2026-12-07")


def test_it_says_what_is_due_new_waiting_quiet_and_names_no_private_person(office: FlaskClient) -> None:
    number = wanting()
    with clock.at(MONDAY - timedelta(days=300)):
        club, person = make_actor("Verein Rad"), make_actor("Erika Beispiel", kind=ActorKind.PERSON)
        held = make_actor("Geheimer Name")
    with clock.at(MONDAY - timedelta(days=2)):
        make_actor("Ganz neu")
    follow(club, "Nachfragen", number)
    follow(person, "Wegen der Kündigung", number)
    follow(held, "Verschlossenes", number)
    follow(club, "Niemandes", None)
    follow(club, "Erst nächste Woche", number, "2026-12-20")
    with writing():
        db.session.get_one(Actor, held).restricted_at = clock.now()
    assert write() == 1

    (letter,) = letters()

    assert letter["subject"] == "Ihr Montag im Büro: 3 Sachen sind fällig"
    body = letter["body"]
    for said in (
        "Nachfragen: Verein Rad",
        "Einzelperson",
        "1 neuer Eintrag",
        "1 Wiedervorlage, um",
        "http://localhost/buero/netzwerk/",
    ):
        assert said in body
    assert "2 im Netzwerk seit 6 Monaten ohne Kontakt" in " ".join(body.split())
    for hidden in ("Erika", "Kündigung", "Geheimer", "Verschlossenes", "Erst nächste Woche", "Ganz neu", "Niemandes"):
        assert hidden not in body


def test_its_link_ends_it_for_a_person_and_for_a_mail_program(office: FlaskClient, visitor: FlaskClient) -> None:
    follow(make_actor(), "Anrufen", wanting())
    assert write() == 1
    (letter,) = letters()
    found = STOP.search(letter["body"])
    assert found
    assert found[0] in str(letter["headers"])

    assert "Abbestellen" in visitor.get(found[0]).text
    assert queries.wants(me())
    assert visitor.post(found[0], data={}).status_code == 400
    assert visitor.post(found[0], data={"List-Unsubscribe": "One-Click"}).status_code == 303
    db.session.rollback()
    assert not queries.wants(me())
    assert fill(visitor, found[0]).status_code == 303 if "<form" in visitor.get(found[0]).text else True
    assert write(MONDAY + timedelta(days=7)) == 0


def test_a_closed_account_gets_none(office: FlaskClient) -> None:
    number = wanting()
    follow(make_actor(), "Anrufen", number)
    with writing():
        db.session.get_one(Account, number).disabled_at = clock.now()
    assert write() == 0


def test_a_reader_learns_nothing_of_contacts(app: House, reader: FlaskClient) -> None:
    number = db.session.scalars(select(Account.id).where(Account.role == Role.READER)).one()
    with clock.at(MONDAY - timedelta(days=300)):
        make_actor("Still")
    with writing():
        services.want(number)
    assert write() == 0
