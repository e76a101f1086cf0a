"""The answer after Art. 15: everything that is kept, nobody else's name, as JSON and as PDF, noted in the journal."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Enum, String, select

from circles import services as circles
from compass import services, telling
from compass.models import Actor, ActorKind, Purpose
from compass.told import SOMEBODY
from core import journal
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from core.rows import Base
from core.things import Thing
from dialogues import services as dialogues
from tests.support import planting
from tests.support.making_actors import make_actor
from tests.support.making_orders import make_order
from tests.support.pages import token
from tests.support.parts import need

SILENT = {"joinmail", "letter"}
"""Words that no answer can hold: an address in upper parts of others, the body of a letter (its subject is told)."""
NOT_TOLD = {"sort_key", "keep_until_on"}
"""A name in small letters; a day, told in words."""


def answer_of(number: int) -> str:
    db.session.rollback()
    return telling.as_json(telling.of(number))


def test_every_word_that_is_kept_is_told(app: House) -> None:
    one = planting.plant("alles", (Purpose.PUBLIC, Purpose.MATCHING))
    planting.tied(one, make_actor("Nebenan"))

    said = answer_of(one.id).casefold()

    assert {name for name, word in one.words.items() if word not in said} <= SILENT
    assert json.loads(answer_of(one.id))["über"].casefold().endswith(one.words["name"])


def test_every_text_column_of_an_actor_is_told(app: House) -> None:
    """A new column must be told: each holds a word of its own here."""
    number = make_actor("Spalten")
    columns = {
        column.key: column.type.length or 40
        for column in Actor.__table__.columns
        if isinstance(column.type, String) and not isinstance(column.type, Enum) and column.key not in NOT_TOLD
    }
    with writing():
        row = db.session.get_one(Actor, number)
        for place, (name, length) in enumerate(columns.items()):
            setattr(row, name, f"w{place:02}-{name}"[: min(length, 40)])

    said = answer_of(number)

    assert len(columns) >= 10
    assert [name for place, name in enumerate(columns) if f"w{place:02}-" not in said] == []


TOLD = {
    *("actor_area", "actor_trait", "actor_district", "actor_address", "actor_language", "actor_reference"),
    *("competence", "consent", "contact_point", "tie", "join_request", "privacy_step", "own_change", "yearly_letter"),
    "email_change",
    *("place", "assembly_member", "box", "actor_note", "own_value", "actor_tag", "actor_import_row", "actor_merge"),
    *("contact_actor", "follow_up", "invitation", "actor_bulk_line"),
    *("challenge", "suggestion_feedback", "team_pick", "dialogue_attendance"),
}
UNTOLD = {
    "actor_due": "says only that keys are to be made anew",
    "actor_key": "keys made of what is told",
    "assembly": "which entry the D.I.V. itself is",
    "actor_seen": "what an account of the office opened last",
    "likely_pair": "a guess of the machine about two entries, gone once somebody looked",
    "not_double": "that two entries are two",
}


def test_every_table_about_actors_is_thought_of(app: House) -> None:
    """A new table that points at an actor is told by its wing, or named above with a reason."""
    pointing = {
        table.name
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "actor"
    }

    assert pointing == TOLD | set(UNTOLD)


def test_names_of_other_private_persons_are_left_out_and_it_says_so(app: House) -> None:
    number = make_actor("Ich", kind=ActorKind.PERSON)
    shy, open_one = (
        make_actor("Frau Still", kind=ActorKind.PERSON, public=False),
        make_actor("Frau Offen", kind=ActorKind.PERSON),
    )
    house = make_actor("Verein", public=False)
    for other in (shy, open_one, house):
        with writing():
            services.tie(number, other, "cooperates", HOUSE)

    said = answer_of(number)

    assert "Still" not in said
    assert [SOMEBODY in said, "Frau Offen" in said, "Verein" in said, "Art. 15 Abs. 4" in said] == [True] * 4


def test_what_higher_rooms_keep_is_told(app: House) -> None:
    number, order = make_actor("Mitwirkende"), make_order(title="Hilfe beim Handy")
    with writing():
        circles.take(order, number, HOUSE)
        dialogues.found(HOUSE)
        dialogues.add_member(number, HOUSE)

    titles = [part["Titel"] for part in json.loads(answer_of(number))["Angaben"]]

    assert {"Plätze in Innovationszirkeln", "Mitglied im D.I.V."} <= set(titles)


@pytest.mark.parametrize("form", ["json", "pdf"])
def test_one_press_gives_the_file_and_is_noted(office: FlaskClient, folder: Path, form: str) -> None:
    if form == "pdf":
        need("pango")
    one = planting.plant("datei", (Purpose.PUBLIC,))
    page, to = f"/buero/netzwerk/{one.id}/datenschutz", f"/buero/netzwerk/{one.id}/datenschutz/auskunft"
    sent = {"token": token(office.get(page), to), "form": form}

    answer = office.post(to, data=sent)

    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert f"auskunft-{one.id}.{form}" in answer.headers["Content-Disposition"]
    said = answer.get_data()
    if form == "pdf":
        (folder / "a.pdf").write_bytes(said)
        said = subprocess.run(["pdftotext", str(folder / "a.pdf"), "-"], capture_output=True, check=True).stdout
    assert one.words["note"].encode() in said.replace(b"\n", b"")
    assert journal.entries(Thing("actor", one.id))[0].verb == "privacy.told"
    assert "Auskunft erstellt" in office.get(page).get_data(as_text=True)


@pytest.mark.parametrize("form", ["", "exe", "\x00", "\ud800", "x" * 100_000])
def test_a_form_that_is_none_gives_nothing(office: FlaskClient, form: str) -> None:
    number = make_actor("Bleibt")
    page, to = f"/buero/netzwerk/{number}/datenschutz", f"/buero/netzwerk/{number}/datenschutz/auskunft"
    sent = {"token": token(office.get(page), to), "form": form.encode("utf-8", "surrogatepass")}

    assert office.post(to, data=sent).status_code == 409
    assert all(entry.verb != "privacy.told" for entry in journal.entries(Thing("actor", number)))


def test_who_may_not_edit_gets_no_answer(reader: FlaskClient, visitor: FlaskClient) -> None:
    number = make_actor("Bleibt")
    page = f"/buero/netzwerk/{number}/datenschutz"

    assert [reader.get(page).status_code, reader.post(f"{page}/auskunft").status_code] == [403, 403]
    assert visitor.post(f"{page}/auskunft").status_code == 303


def test_nobody_there_is_not_there(office: FlaskClient) -> None:
    assert [
        office.get(f"/buero/netzwerk/999/{end}").status_code
        for end in ("datenschutz", "loeschen", "datenschutz/brief.pdf")
    ] == [404] * 3


def test_the_names_of_the_staff_are_no_part_of_it(office: FlaskClient) -> None:
    number = make_actor("Wer")
    page, to = f"/buero/netzwerk/{number}/datenschutz", f"/buero/netzwerk/{number}/datenschutz/einschraenken"
    reason = "Die Person hat widersprochen, wir prüfen es."
    assert office.post(to, data={"token": token(office.get(page), to), "reason": reason}).status_code == 303

    said = answer_of(number)

    assert "Anna Amt" not in said
    assert reason in said
    assert db.session.scalars(select(Actor.restricted_at)).one() is not None
