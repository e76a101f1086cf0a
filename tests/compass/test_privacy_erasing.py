"""Erased means gone: planted words are searched for in every row, the index, waiting letters, pages and later backups."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from circles import services as circles
from circles.models import Place, WorkOrder
from compass import erasing, services
from compass.erasing import ERASED
from compass.imports.models import ActorImport, ActorImportRow
from compass.models import Actor, ActorKind, Purpose
from compass.privacy import services as privacy
from core import backup, clock, indexing, journal, outbox
from core.backup import engines, manifest
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import HOUSE
from core.rows import Base
from core.takeover.states import Verdict
from core.things import Thing
from dialogues import services as dialogues
from tests.support import planting
from tests.support.making_actors import make_actor
from tests.support.making_orders import make_order
from tests.support.pages import fill
from tests.support.planting import Planted


def filled() -> Planted:
    """Plant somebody with everything that can be known of a person, and let the office do all it can."""
    one = planting.plant("weg", (Purpose.PUBLIC, Purpose.MATCHING, Purpose.INVITATIONS))
    planting.tied(one, make_actor("Nebenan"))
    with writing():
        services.withdraw_consent(one.id, Purpose.MATCHING, one.words["channel"], HOUSE)
        privacy.inform(one.id, HOUSE)
        privacy.keep(one.id, f"Weil {one.words['note']}", HOUSE)
        privacy.told(one.id, "PDF", HOUSE)
        _listed(one)
    indexing.tend()
    return one


def _listed(one: Planted) -> None:
    """Put two rows of a list that came in: one that became the entry, one that waits and holds its address."""
    came = ActorImport(source_name="Liste", file_name="liste.csv", nonce_hash="liste", answers={}, made_at=clock.now())
    came.changed_at = came.made_at
    db.session.add(came)
    db.session.flush()
    for line, number in ((1, one.id), (2, None)):
        row = ActorImportRow(import_id=came.id, line=line, name=one.words["name"], verdict=Verdict.NEW, actor_id=number)
        row.email_key, row.values = f"{one.words['email']}@example.org", {"note": one.words["note"]}
        db.session.add(row)


def everything() -> str:
    """Return every value of every row of the house, small letters."""
    db.session.rollback()
    rows = (row for table in Base.metadata.sorted_tables for row in db.session.execute(select(table)))
    return "\n".join(" | ".join(str(value) for value in row) for row in rows).casefold()


def erase(number: int) -> None:
    with writing():
        erasing.erase(number, HOUSE)


def test_nothing_of_a_person_is_left(app: House, office: FlaskClient, visitor: FlaskClient, tmp_path: Path) -> None:
    one = filled()
    before = everything()
    assert {word for word in one.words.values() if word not in before} == set()

    assert fill(office, f"/buero/netzwerk/{one.id}/loeschen").status_code == 303

    after = everything()
    assert {word for word in one.words.values() if word in after} == set()
    for path in ("/netzwerk", f"/netzwerk?q={one.words['offer'][:-2]}"):
        page = visitor.get(path).get_data(as_text=True).casefold()
        assert {word for word in one.words.values() if word in page} == set()
    assert visitor.get(f"/netzwerk/{one.id}").status_code == 404
    assert office.get(f"/buero/netzwerk/{one.id}").status_code == 404
    indexing.tend()
    indexing.rebuild()
    folder = Path(app.extensions["settings"].instance_dir) / "search"
    assert not [path for path in folder.rglob("*") if path.is_file() and b"quarzweg" in path.read_bytes()]
    assert b"quarzweg" not in backed_up(app, tmp_path)


def backed_up(app: House, folder: Path) -> bytes:
    """Return the bytes of a backup made now, on PostgreSQL in readable form."""
    url = app.extensions["settings"].database_url
    db.session.rollback()
    made = backup.make(url, folder / "backups")
    if engines.of(url).name == "postgresql":
        readable = [f"--file={made / 'readable.sql'}", str(made / engines.of(url).file)]
        subprocess.run([engines._program(url, "pg_restore"), *readable], check=True)
    return b"".join(path.read_bytes() for path in manifest.files_in(made))


def test_a_letter_to_somebody_else_goes_out_without_the_name(app: House) -> None:
    one = filled()

    erase(one.id)

    letters = db.session.scalars(select(outbox.Promise).where(outbox.Promise.kind == "letter")).all()
    bodies = [letter.payload["body"] for letter in letters if letter.payload.get("to") == "jemand@example.org"]
    assert [ERASED in body for body in bodies] == [True]


def test_the_journal_keeps_that_it_happened_and_no_word(app: House) -> None:
    one = filled()

    erase(one.id)

    entries = journal.entries(Thing("actor", one.id))
    assert entries[0].verb == "actor.removed"
    assert all(entry.parameters == {} for entry in entries)


def test_the_preview_says_what_goes_and_what_stays(office: FlaskClient) -> None:
    one = filled()
    before = everything()

    page = office.get(f"/buero/netzwerk/{one.id}/loeschen").get_data(as_text=True)

    for words in (
        "Einwilligungen",
        "Verbindungen",
        "Selbsteintragung",
        "Briefe, die noch unterwegs sind",
        "Art. 5 Abs. 2 DSGVO",
    ):
        assert words in page
    assert everything() == before


def test_a_place_must_be_left_first_and_the_preview_leads_there(office: FlaskClient) -> None:
    number, order = make_actor("Im Zirkel"), make_order()
    with writing():
        place = circles.take(order, number, HOUSE).id
        dialogues.found(HOUSE)
        dialogues.add_member(number, HOUSE)

    page = office.get(f"/buero/netzwerk/{number}/loeschen").get_data(as_text=True)

    assert f"/buero/zirkel/auftrag/{order}" in page
    assert "/buero/div/gremium" in page
    assert "Endgültig löschen" not in page
    with pytest.raises(Refused, match="Vorher muss noch etwas enden"):
        erase(number)
    with writing():
        circles.free(order, place, HOUSE)
        dialogues.remove_member(number, HOUSE)
    erase(number)
    assert db.session.scalars(select(Actor)).all() == []


def test_in_a_circle_that_is_over_a_voice_without_a_name_stays(visitor: FlaskClient) -> None:
    number, order = make_actor("Frau Abschied", kind=ActorKind.PERSON), make_order()
    with writing():
        circles.take(order, number, HOUSE)
    with writing():
        circles.end(order, "Fertig.", HOUSE)

    erase(number)

    db.session.rollback()
    assert db.session.scalars(select(Place)).all() == []
    assert db.session.get_one(WorkOrder, order).erased == ["civil_society"]
    circle = db.session.get_one(WorkOrder, order).circle_id
    page = visitor.get(f"/zirkel/{circle}/auftrag/{order}").get_data(as_text=True)
    assert "eine Stimme aus der Zivilgesellschaft" in page
    assert "Abschied" not in page


@pytest.mark.parametrize("token", ["", "x"])
def test_a_forged_press_erases_nobody(office: FlaskClient, token: str) -> None:
    number = make_actor("Bleibt")

    assert office.post(f"/buero/netzwerk/{number}/loeschen", data={"token": token}).status_code == 400
    assert db.session.get_one(Actor, number).name == "Bleibt"
