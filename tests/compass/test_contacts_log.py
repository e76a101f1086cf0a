"""The contact log: written in a few words beside an actor, shown wherever it belongs, searched, told to whom it is about."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from compass import erasing
from compass import services as actors
from compass.contacts import queries, services
from compass.contacts.models import Contact, ContactLink, FollowUp, Occasion, Participant
from compass.models import Actor, ActorKind
from compass.told import elsewhere
from core import clock, indexing, journal, outbox
from core.accounts import Viewer
from core.db import db, writing
from core.errors import NotThere, Refused
from core.factory import House
from core.journal import HOUSE
from core.rights import Role
from core.things import Thing
from tests.support.making import published
from tests.support.making_actors import make_actor
from tests.support.making_visions import make_dialogue
from tests.support.pages import fill, token
from tests.support.statements import counted
from tests.support.together import at_once

SECRET = "Ruft dienstags an, niemals nach zehn."
LOG = "/buero/netzwerk/kontakte"


def page_of(number: int) -> str:
    return f"/buero/netzwerk/{number}"


def send(client: FlaskClient, number: int, **fields: str) -> int:
    to = f"{page_of(number)}/kontakte"
    given = {"occasion": "conversation", "held_on": clock.today().isoformat(), "text": "Wir sprachen.", **fields}
    return fill(client, page_of(number), to=to, action=to, **given).status_code


def make(*people: int, text: str = "Wir sprachen.", on: int = 0, thing: Thing | None = None, **more: Any) -> int:
    held_on = (clock.today() - timedelta(days=on)).isoformat()
    with writing():
        draft = services.Draft(more.pop("occasion", Occasion.CONVERSATION), held_on, text, **more)
        return services.write(people, draft, HOUSE, f"{text}{on}{people}{thing}", thing).id


def how_many(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_contact_is_written_beside_an_actor_and_read_by_the_office_alone(
    office: FlaskClient, reader: FlaskClient, visitor: FlaskClient
) -> None:
    number = make_actor()

    assert send(office, number, text=SECRET) == 303

    assert SECRET in office.get(page_of(number)).text
    assert SECRET in office.get(LOG).text
    assert SECRET not in reader.get(page_of(number)).text
    assert reader.get(LOG).status_code == 403
    assert SECRET not in visitor.get(f"/netzwerk/{number}").text


def test_a_private_one_is_for_its_author_and_the_admin(office: FlaskClient, admin: FlaskClient) -> None:
    number = make_actor()
    assert send(admin, number, text=SECRET, is_private="y") == 303
    contact = db.session.scalars(select(Contact.id)).one()

    for address in (page_of(number), LOG, f"{LOG}?q=dienstags"):
        assert SECRET in admin.get(address).text
        assert SECRET not in office.get(address).text
    assert office.get(f"{LOG}/{contact}").status_code == 404
    assert fill(office, page_of(number), to=f"{LOG}/{contact}/loeschen").status_code in {400, 404}
    assert how_many(Contact) == 1


def test_with_the_small_form_a_follow_up_is_planned_too_and_all_of_it_once(office: FlaskClient) -> None:
    number, due = make_actor(), (clock.today() + timedelta(days=9)).isoformat()
    page, to = office.get(page_of(number)), f"{page_of(number)}/kontakte"
    sent = {"token": token(page, to), "occasion": "visit", "held_on": clock.today().isoformat(), "text": "Besucht."}
    for _ in range(2):
        assert office.post(to, data={**sent, "due_on": due, "due_words": "Nachfragen"}).status_code == 303

    row = db.session.scalars(select(FollowUp)).one()
    assert (row.due_on, row.words, row.actor_id, row.contact_id) == (due, "Nachfragen", number, 1)
    assert row.owner_id is not None
    assert how_many(Contact) == 1


def test_it_is_linked_with_an_idea_and_shown_there(office: FlaskClient) -> None:
    number, idea, meeting = make_actor("Verein Rad"), published("Ein Radweg am Bach").id, make_dialogue()
    start = f"{LOG}/neu/idea/{idea}"
    said = {"occasion": "mail", "held_on": clock.today().isoformat(), "text": "Schrieb zur Idee.", "actor": str(number)}

    assert fill(office, start, action=start, **said).status_code == 303
    contact = db.session.scalars(select(Contact.id)).one()
    page = f"{LOG}/{contact}"
    to = f"{page}/verknuepfungen/dialogue/{meeting}"
    assert fill(office, page, to=to).status_code == 303

    assert "Schrieb zur Idee." in office.get(f"/buero/ideen/{idea}").text
    assert "Schrieb zur Idee." in office.get(f"/buero/div/{meeting}").text
    shown = office.get(page_of(number)).text
    assert f'href="/buero/div/{meeting}"' in shown
    assert fill(office, page, to=to, weg="1").status_code == 303
    assert "Schrieb zur Idee." not in office.get(f"/buero/div/{meeting}").text


def test_what_is_linked_can_be_found_by_words(office: FlaskClient) -> None:
    contact, idea = make(make_actor()), published("Ein Radweg am Bach").id
    indexing.rebuild()
    outbox.deliver_due()

    found = office.get(f"{LOG}/{contact}?was=Radweg").text

    assert f"{LOG}/{contact}/verknuepfungen/idea/{idea}" in found


def test_nothing_is_linked_that_is_not_there(admin: FlaskClient) -> None:
    number, contact = make_actor(), make(make_actor("Andere"))
    for kind, thing in (("idea", 99), ("actor", number), ("account", 1), ("nichts", 1)):
        assert press(admin, contact, f"verknuepfungen/{kind}/{thing}") == 404
        assert admin.get(f"{LOG}/neu/{kind}/{thing}").status_code == 404
    assert how_many(ContactLink) == 0


def press(client: FlaskClient, contact: int, part: str, **fields: str) -> int:
    page = f"{LOG}/{contact}"
    return fill(client, page, to=f"{page}/{part}", action=f"{page}/loeschen", **fields).status_code


def test_several_take_part_and_the_last_one_stays(admin: FlaskClient) -> None:
    first, second = make_actor("Erste"), make_actor("Zweite")
    contact = make(first)

    assert f"beteiligte/{second}" in admin.get(f"{LOG}/{contact}?wer=zweit").text
    for _ in range(2):
        assert press(admin, contact, f"beteiligte/{second}") == 303
    assert how_many(Participant) == 2
    assert "Wir sprachen." in admin.get(page_of(second)).text
    assert press(admin, contact, f"beteiligte/{first}", weg="1") == 303
    assert press(admin, contact, f"beteiligte/{second}", weg="1") == 409
    assert press(admin, contact, "beteiligte/999") == 404


def test_the_log_is_searched_by_words_names_kind_and_page(office: FlaskClient) -> None:
    mueller, other = make_actor("Bäckerei Müller"), make_actor("Anders")
    for one in range(queries.PAGE + 5):
        make(other, text=f"Alltag {one:02}", on=one)
    make(mueller, text="Über Brötchen", on=400, occasion=Occasion.EVENT)

    assert "Über Brötchen" in office.get(f"{LOG}?q=broetchen").text
    assert "Über Brötchen" in office.get(f"{LOG}?q=mueller").text
    assert "Über Brötchen" in office.get(f"{LOG}?art=event").text
    assert "Über Brötchen" in office.get(f"{LOG}?akteur={mueller}").text
    first = office.get(LOG).text
    assert "Alltag 00" in first
    assert "Über Brötchen" not in first
    cursor = queries.cursor_of(db.session.get_one(Contact, queries.PAGE))
    assert "Über Brötchen" in office.get(f"{LOG}?nach={cursor}").text
    for wrong in ("art=nichts", "nach=x", "nach=%00", "nach=2026-01-01-%D9%A1"):
        assert office.get(f"{LOG}?{wrong}").status_code == 404
    assert office.get(f"{LOG}?q=%00%ED%A0%80%25_&akteur=x").status_code == 200


def test_its_author_changes_it_and_two_at_once_are_told(office: FlaskClient, admin: FlaskClient) -> None:
    number = make_actor()
    assert send(office, number) == 303
    row = db.session.scalars(select(Contact)).one()
    page = f"{LOG}/{row.id}"
    said = {"occasion": "visit", "held_on": row.held_on, "text": "Neu", "version": str(row.version)}

    assert fill(office, page, action=page, **said).status_code == 303
    assert fill(office, page, action=page, **said).status_code == 409
    assert f'action="{page}"' not in admin.get(page).text
    assert db.session.get_one(Contact, row.id, populate_existing=True).text == "Neu"


def test_two_take_the_last_two_out_at_once_and_one_stays(app: House, admin: FlaskClient) -> None:
    first, second = make_actor("Erste"), make_actor("Zweite")
    contact, viewer = make(first, second), Viewer(1, "", "", Role.ADMIN, 0, has_password=True)

    said = at_once(app, *(lambda one=one: services.take_out(contact, one, viewer) for one in (first, second)))

    assert [bool(one) for one in said] == [False, True]
    assert how_many(Participant) == 1


BAD = (
    {"text": ""},
    {"text": "\x00 \u202e"},
    {"text": "x" * 100_000},
    {"token": "x"},
    {"occasion": "forged"},
    {"held_on": "gestern"},
    {"held_on": "2999-01-01"},
    {"held_on": "0001-01-01"},
    {"held_on": "99999-01-01"},
    {"due_on": "1999-01-01"},
    {"due_on": "9999-12-31"},
    {"due_words": "ohne Tag"},
    {"due_on": "2999", "due_words": "y" * 500},
)


@pytest.mark.parametrize("bad", BAD)
def test_bad_contacts_are_told_and_nothing_kept(office: FlaskClient, bad: dict[str, str]) -> None:
    number = make_actor()

    assert send(office, number, **bad) == 422
    assert (how_many(Contact), how_many(FollowUp)) == (0, 0)


def test_nothing_new_is_written_about_a_restricted_entry_and_lists_do_not_name_it(office: FlaskClient) -> None:
    number, other = make_actor("Geheimer Name"), make_actor("Offen")
    make(number, other)
    with writing():
        db.session.get_one(Actor, number).restricted_at = clock.now()

    with pytest.raises(Refused), writing():
        services.write([number], services.Draft(Occasion.MAIL, "2026-01-01", "x"), HOUSE, "x")
    for address in (LOG, f"{LOG}/1", page_of(other)):
        assert "Geheimer Name" not in office.get(address).text.replace(page_of(number), "")
    assert f"{page_of(number)}/kontakte" not in office.get(page_of(number)).text


def test_the_person_may_read_all_of_it_but_no_other_name(office: FlaskClient) -> None:
    number, other = make_actor("Erste"), make_actor("Zweite Person", kind=ActorKind.PERSON)
    make(number, other, text=SECRET, is_private=True)
    with writing():
        plan = services.Plan((clock.today() + timedelta(days=3)).isoformat(), "Anrufen", None)
        services.follow(number, plan, HOUSE, "x")

    parts = {one.title: one.rows for one in elsewhere(number)}

    (row,) = parts["Kontakte"]
    assert (row["Worum es ging"], row["Sichtbar"], row["Weitere Beteiligte"]) == (SECRET, "privat", "1")
    assert parts["Wiedervorlagen"][0]["Was"] == "Anrufen"
    assert "Zweite Person" not in str(parts)
    assert "Art. 15" in office.get(page_of(number)).text


def test_erasing_somebody_takes_their_contacts_along(office: FlaskClient) -> None:
    number, other = make_actor("Erika Beispiel"), make_actor("Bleibt")
    make(number, text=SECRET)
    shared = make(number, other, text="Erika  Beispiel kam mit.")
    with writing():
        services.follow(number, services.Plan(clock.today().isoformat(), "Anrufen", None), HOUSE, "x")
    with writing():
        erasing.erase(number, HOUSE)

    rows = {row.id: row.text for row in db.session.scalars(select(Contact))}
    assert rows == {shared: f"{erasing.ERASED} kam mit."}
    assert how_many(FollowUp) == 0


def test_contacts_that_nobody_takes_part_in_go(app: House) -> None:
    number = make_actor()
    make(number)
    with writing():
        actors.remove(number, HOUSE)
        assert services.purge() == 1
    assert how_many(Contact) == 0


def test_the_journal_holds_neither_word_nor_name(office: FlaskClient) -> None:
    number = make_actor()
    assert send(office, number, text=SECRET) == 303
    row = db.session.scalars(select(Contact)).one()
    entries = journal.entries(Thing("contact", row.id))
    assert [(one.verb, one.parameters) for one in entries] == [("contact.written", {})]
    with pytest.raises(NotThere), writing():
        services.write([], services.Draft(Occasion.MAIL, "2026-01-01", "x"), HOUSE, "y")


def test_the_log_costs_the_same_for_few_and_many(office: FlaskClient) -> None:
    number, idea = make_actor(), published("Ein Radweg").id

    def cost(rows: int) -> dict[str, int]:
        for one in range(rows):
            make(number, make_actor(f"Mit {rows} {one}"), text=f"{rows} {one}", thing=Thing("idea", idea))
        found = {}
        for address in (page_of(number), LOG, f"/buero/ideen/{idea}"):
            office.get(address)
            with counted() as statements:
                assert office.get(address).status_code == 200
            found[address] = len(statements)
        return found

    assert cost(3) == cost(30)
