"""Who did not agree is in no picture, no list beside it, no search and no file; a person's tie needs both; restricted nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from compass import services
from compass.models import Actor, ActorKind, Purpose, TieKind
from core import clock
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from tests.support.making_actors import make_actor

DESK, PUBLIC = "/buero/netz", "/netzwerk/netz"
FILES = ("svg", "png", "graphml", "gexf")
P = ActorKind.PERSON


def tied(one: int, other: int, kind: str = TieKind.COOPERATES, since: str = "", until: str = "") -> None:
    with writing():
        services.tie(one, other, kind, HOUSE, since_on=since, until_on=until)


def restrict(number: int) -> None:
    with writing():
        db.session.execute(update(Actor).where(Actor.id == number).values(restricted_at=clock.now()))


def pages(root: str, number: int, name: str) -> Iterator[str]:
    """Yield every address that shows something of a net, around somebody and whole, by name and by day."""
    yield from (root, f"{root}?q={name}", f"{root}?um={number}", f"{root}?um={number}&tiefe=3&groesse=vermittlung")
    yield f"{root}?am=2021-06-01&tiefe=3&um={number}"


def test_in_public_nobody_appears_who_did_not_agree_to_show_their_ties(app: House, visitor: FlaskClient) -> None:
    middle, open_one = make_actor("Treffpunkt"), make_actor("Offener Verein")
    hidden, unlisted = make_actor("Stiller Verein"), make_actor("Geheimbund", public=False)
    late = make_actor("Frau Spät", kind=P)
    for other in (open_one, hidden, unlisted, late):
        tied(middle, other)
    tied(hidden, open_one)
    with writing():
        services.withdraw_consent(hidden, Purpose.SHOW_TIES, "schriftlich", HOUSE)
    restrict(late)
    for address in pages(PUBLIC, middle, "e"):
        text = visitor.get(address).text
        assert "Offener Verein" in text
        for name in ("Stiller Verein", "Geheimbund", "Frau Spät"):
            assert name not in text, address
    for number in (hidden, unlisted, late, 999999):
        text = visitor.get(f"{PUBLIC}?um={number}&tiefe=3").text
        assert "Um diesen Eintrag zeigen wir kein Bild" in text
        assert "data-net" not in text


def test_whoever_takes_the_yes_back_is_gone_at_once(app: House, visitor: FlaskClient) -> None:
    middle, other, third = make_actor("Treffpunkt"), make_actor("Frau Offen", kind=P), make_actor("Verein")
    tied(middle, other)
    tied(middle, third)
    assert "Frau Offen" in visitor.get(f"{PUBLIC}?um={middle}").text
    with writing():
        services.withdraw_consent(other, Purpose.PUBLIC, "schriftlich", HOUSE)
    for address in pages(PUBLIC, middle, "Frau"):
        assert "Frau Offen" not in visitor.get(address).text


def test_the_office_sees_a_persons_tie_only_when_both_agreed(app: House, office: FlaskClient) -> None:
    middle, silent = make_actor("Treffpunkt"), make_actor("Verein ohne Ja", matching=False)
    agreed, not_agreed = make_actor("Frau Ja", kind=P), make_actor("Herr Nein", kind=P, matching=False)
    gone = make_actor("Haus Gesperrt")
    for other in (silent, agreed, not_agreed, gone):
        tied(middle, other)
    tied(agreed, silent, TieKind.WORKS_FOR)
    restrict(gone)
    for address in pages(DESK, middle, "e"):
        text = office.get(address).text
        assert "Herr Nein" not in text
        assert "Haus Gesperrt" not in text
    text = office.get(f"{DESK}?um={middle}&tiefe=3").text
    assert all(name in text for name in ("Frau Ja", "Verein ohne Ja"))
    assert "arbeitet für" not in text  # the organisation did not agree: nothing is said of who works there
    for number in (not_agreed, gone):
        assert "data-net" not in office.get(f"{DESK}?um={number}").text


def test_in_public_a_persons_former_tie_is_over_for_every_day(app: House, visitor: FlaskClient) -> None:
    work, person, house = make_actor("Werk"), make_actor("Frau Wechsel", kind=P), make_actor("Haus")
    tied(person, work, TieKind.WORKS_FOR, "2020-01-01", "2022-01-01")
    tied(work, house, TieKind.COOPERATES, "2020-01-01", "2022-01-01")
    shown = visitor.get(f"{PUBLIC}?um={work}&am=2021-06-01").text
    assert "Haus" in shown
    assert "Frau Wechsel" not in shown


def test_in_public_no_day_shows_what_is_still_to_come(app: House, visitor: FlaskClient, office: FlaskClient) -> None:
    one, other = make_actor("Werk"), make_actor("Neues Haus")
    later = clock.today() + timedelta(days=30)
    tied(one, other, since=(later - timedelta(days=1)).isoformat())
    assert "Neues Haus" in office.get(f"{DESK}?um={one}&am={later}").text
    assert "Neues Haus" not in visitor.get(f"{PUBLIC}?um={one}&am={later}").text


def test_nobody_enters_the_offices_picture_without_a_log_in(app: House, visitor: FlaskClient) -> None:
    assert visitor.get(DESK).status_code == 303


@pytest.mark.parametrize("root", [DESK, PUBLIC])
def test_the_net_as_it_stood_on_a_day(app: House, office: FlaskClient, root: str) -> None:
    one, early, late = make_actor("Werk"), make_actor("Früher Bund"), make_actor("Später Bund")
    tied(one, early, since="2019-01-01", until="2021-01-01")
    tied(one, late, since="2022-01-01")

    def shown(day: str) -> list[str]:
        text = office.get(f"{root}?um={one}&am={day}").text
        return [name for name in ("Früher Bund", "Später Bund") if name in text]

    assert shown("2018-12-31") == []
    assert shown("2019-01-01") == ["Früher Bund"]
    assert shown("2020-12-31") == ["Früher Bund"]
    assert shown("2021-01-01") == []
    assert shown(date(2022, 1, 1).isoformat()) == ["Später Bund"]
    assert shown("kein Tag") == ["Später Bund"]
