"""Notes about actors: ordinary ones for the office, private ones for their author; each may be asked for by the person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from compass.notes import services
from compass.notes.models import ActorNote
from compass.told import elsewhere
from core import clock, journal
from core.db import db, writing
from core.errors import NotThere, Refused
from core.factory import House
from core.journal import HOUSE, Who
from core.rights import Role
from core.things import Thing
from tests.support.making_actors import make_actor
from tests.support.pages import fill
from tests.support.statements import counted

SECRET = "Ruft dienstags an, niemals nach zehn."


def page_of(number: int) -> str:
    return f"/buero/netzwerk/{number}"


def send(client: FlaskClient, number: int, **fields: str) -> int:
    to = f"{page_of(number)}/notizen"
    return fill(client, page_of(number), to=to, action=to, **fields).status_code


def how_many() -> int:
    return db.session.scalar(select(func.count(ActorNote.id))) or 0


def test_a_note_is_for_the_office_and_a_private_one_for_its_author(
    office: FlaskClient, admin: FlaskClient, reader: FlaskClient, visitor: FlaskClient
) -> None:
    number = make_actor()
    assert send(admin, number, text=f"Privat. {SECRET}", is_private="y") == 303
    assert send(admin, number, text="Für alle im Büro.") == 303

    seen = {name: client.get(page_of(number)).text for name, client in (("o", office), ("a", admin), ("r", reader))}

    assert SECRET in seen["a"]
    assert "private Notiz" in seen["a"]
    assert SECRET not in seen["o"]
    assert "Für alle im Büro." in seen["o"]
    assert "Für alle im Büro." not in seen["r"]
    assert "Für alle im Büro." not in visitor.get(f"/netzwerk/{number}").text


def test_the_person_may_read_every_note(office: FlaskClient) -> None:
    number = make_actor()
    assert send(office, number, text=SECRET, is_private="y") == 303

    (part,) = [one for one in elsewhere(number) if one.title == "Notizen"]

    assert [(row["Notiz"], row["Art"]) for row in part.rows] == [(SECRET, "private Notiz")]
    assert "Art. 15" in office.get(page_of(number)).text


def test_a_note_is_written_once_and_the_journal_holds_no_word(office: FlaskClient) -> None:
    number = make_actor()
    with writing():
        first = services.write(number, SECRET, HOUSE, "once").id
        assert services.write(number, SECRET, HOUSE, "once").id == first

    entries = [one for one in journal.entries(Thing("actor", number)) if one.verb.startswith("actor_note")]
    assert [(one.verb, one.parameters) for one in entries] == [("actor_note.written", {})]
    assert how_many() == 1


def test_only_the_author_changes_a_note_and_only_for_a_day(office: FlaskClient) -> None:
    number = make_actor()
    assert send(office, number, text="Alt") == 303
    note = db.session.scalars(select(ActorNote)).one()
    address = f"{page_of(number)}/notizen/{note.id}"
    seen = {"version": str(note.version)}

    assert fill(office, page_of(number), to=address, action=address, text="Neu", **seen).status_code == 303
    assert fill(office, page_of(number), to=address, action=address, text="Zu spät", **seen).status_code == 409
    with pytest.raises(Refused), writing():
        services.change(number, note.id, "Fremd", Who("office", 999), note.version)
    with clock.at(clock.now() + timedelta(days=2)):
        assert address + '"' not in office.get(page_of(number)).text
    assert db.session.get_one(ActorNote, note.id).text == "Neu"


def test_a_private_note_is_not_there_for_others(office: FlaskClient) -> None:
    number = make_actor()
    assert send(office, number, text=SECRET, is_private="y") == 303
    note = db.session.scalars(select(ActorNote.id)).one()
    stranger = Who("office", None)
    for attempt in (
        lambda: services.remove(number, note, stranger, Role.OFFICE),
        lambda: services.change(number, note, "x", stranger, 1),
        lambda: services.remove(number + 1, note, stranger, Role.ADMIN),
    ):
        with pytest.raises(NotThere), writing():
            attempt()
    with writing():
        services.remove(number, note, stranger, Role.ADMIN)
    assert how_many() == 0


@pytest.mark.parametrize("bad", [{"text": ""}, {"text": "\x00 \u202e"}, {"text": "x" * 100_000}, {"token": "x"}])
def test_bad_notes_are_told_and_nothing_kept(office: FlaskClient, bad: dict[str, str]) -> None:
    number = make_actor()

    assert send(office, number, **{"text": "gut", **bad}) == 422
    assert how_many() == 0


def test_notes_cost_the_same_for_few_and_many(office: FlaskClient, app: House) -> None:
    number = make_actor()

    def cost(notes: int) -> int:
        with writing():
            for one in range(notes):
                services.write(number, f"Notiz {one}", HOUSE, f"{notes}-{one}")
        office.get(page_of(number))
        with counted() as statements:
            assert office.get(page_of(number)).status_code == 200
        return len(statements)

    assert cost(3) == cost(30)
