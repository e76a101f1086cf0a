"""What an import refuses, says and leaves behind: strange files, late clicks, the worker cut off, a month later."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from core import clock
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from core.takeover import columns
from core.takeover.states import Fate, State, Verdict
from ideas import services
from ideas.imports import judging, keeping, mapping, queries, uploads, working
from ideas.imports.models import Import, ImportRow
from tests.support.forms import done, submit
from tests.support.importing import FILE, LIST, REAL, checked, ideas, send, state, taken, verdicts, work
from tests.support.making import make_idea, published
from tests.support.pages import token
from tests.support.statements import counted


def test_two_imports_at_once_store_each_row_once(app: House, office: FlaskClient) -> None:
    first, second = checked(office, FILE), checked(office, FILE)
    assert verdicts(first) == verdicts(second)
    for page in (first, second):
        done(submit(office, page, f"{page}/uebernehmen"))
    work()

    assert len(ideas()) == 2
    counts = {row.import_id: row.fate for row in db.session.scalars(select(ImportRow).where(ImportRow.line == 2))}
    assert sorted(counts.values()) == [Fate.LEFT_OUT, Fate.TAKEN]


@pytest.mark.parametrize("stop", [1, 2, 3])
def test_work_cut_off_anywhere_goes_on_and_stores_nothing_twice(app: House, office: FlaskClient, stop: int) -> None:
    rows = "".join(f"N{n},Wunsch {n} mit eigenem Wort wort{n} und noch {n * 7}\n" for n in range(350))
    page = done(send(office, f"id,text\n{rows}"))
    number = int(page.rsplit("/", 1)[1])
    done(submit(office, page, f"{page}/zuordnung", doubles=None))
    for steps in (judging.portions(number), judging.portions(number)):
        for _ in range(stop):
            next(steps, None)
        steps.close()
    judging._texts.clear()
    work()
    assert (state(page), len(verdicts(page))) == (State.CHECKED, 350)

    done(submit(office, page, f"{page}/uebernehmen"))
    for _ in range(2):
        steps = working.STEPS[State.TAKING](number)
        next(steps)
        steps.close()
    assert len(ideas()) == 200
    work()

    assert (state(page), len(ideas())) == (State.TAKEN, 350)
    assert len({one.source_ref for one in ideas()}) == 350


def test_a_form_sent_twice_begins_one_import_and_leaves_one_file(app: House, office: FlaskClient) -> None:
    before = len(list(uploads.SHELF.folder().iterdir())) if uploads.SHELF.folder().is_dir() else 0
    given = {"token": token(office.get(LIST), LIST), "source": "Raddialog"}
    answers = [
        office.post(
            LIST, data={**given, "file": (io.BytesIO(FILE.encode()), "a.csv")}, content_type="multipart/form-data"
        )
        for _ in range(2)
    ]

    assert len({done(answer) for answer in answers}) == 1
    assert len(list(uploads.SHELF.folder().iterdir())) == before + 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "Die Datei ist leer."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "keine CSV-Datei"),
        (b"PK\x03\x04nothing", "keine Excel-Datei"),
        (b'"Titel', "nicht lesbar"),
    ],
)
def test_a_file_that_is_no_table_is_refused_beside_the_field(
    app: House, office: FlaskClient, content: bytes, says: str
) -> None:
    answer = send(office, content)

    assert answer.status_code == 422
    assert says in answer.get_data(as_text=True)
    assert db.session.scalar(select(func.count()).select_from(Import)) == 0


def test_forged_columns_missing_files_and_late_clicks_are_answered_in_words(app: House, office: FlaskClient) -> None:
    page = done(send(office, FILE))
    assert submit(office, page, f"{page}/zuordnung", text="gibt es nicht").status_code == 422
    assert submit(office, page, f"{page}/zuordnung", text="", title="").status_code == 422
    assert office.post(f"{page}/uebernehmen", data={"token": "x"}).status_code == 400
    assert office.get(f"{LIST}/999").status_code == 404
    late = checked(office, FILE)
    first = submit(office, late, f"{late}/uebernehmen")
    assert first.status_code == 303
    work()
    assert office.post(f"{late}/doppelte", data={"token": "x"}).status_code == 400
    for path in uploads.SHELF.folder().iterdir():
        path.unlink()
    assert "nicht mehr da" in office.get(page).get_data(as_text=True)
    done(submit(office, page, f"{page}/verwerfen"))
    assert office.get(page).status_code == 404


def test_a_taken_import_is_not_taken_again(app: House, office: FlaskClient) -> None:
    page = checked(office, FILE)
    answers = [office.get(page) for _ in range(2)]
    sent = [office.post(f"{page}/uebernehmen", data={"token": token(one, f"{page}/uebernehmen")}) for one in answers]

    assert [one.status_code for one in sent] == [303, 409]


def test_who_only_reads_sees_imports_and_begins_none(app: House, office: FlaskClient, reader: FlaskClient) -> None:
    page = checked(office, FILE)

    assert reader.get(page).status_code == 200
    assert send(reader, FILE).status_code == 403


def test_a_larger_file_than_we_take_is_refused(app: House, office: FlaskClient) -> None:
    assert send(office, b"text\n" + b"x" * (21 * 1024 * 1024)).status_code == 413
    assert send(office, "text\n" + "Eine lange Zeile mit Wunsch.\n" * 60_000).status_code == 303


def test_the_page_of_working_rows_asks_again_by_itself_and_can_be_kept_still(app: House, office: FlaskClient) -> None:
    page = done(send(office, FILE))
    done(submit(office, page, f"{page}/zuordnung"))

    assert office.get(page).headers["Refresh"] == "4"
    assert "Refresh" not in office.get(f"{page}?still=1").headers


def test_after_a_month_nothing_is_left_of_what_nobody_went_on_with(app: House, office: FlaskClient) -> None:
    left, kept = checked(office, FILE), taken(office, FILE)
    file = uploads.SHELF.folder() / "fremd"
    file.write_text("x", encoding="utf-8")

    with clock.at(clock.now() + timedelta(days=31)), writing():
        assert keeping.purge() == 1

    assert office.get(left).status_code == 404
    assert office.get(kept).status_code == 200
    assert db.session.scalars(select(ImportRow.values).where(ImportRow.values.is_not(None))).all() == []


def test_columns_are_guessed_by_name_and_none_is_taken_twice() -> None:
    assert columns.guess(("Text", "TITEL ", "Straße", "x"), {}, mapping.NAMES) == {
        "text": "Text",
        "title": "TITEL ",
        "place": "Straße",
    }
    assert columns.guess(("a", "text"), {"title": "text", "text": "weg"}, mapping.NAMES) == {"title": "text"}


def test_a_list_of_imports_costs_the_same_for_one_and_many(app: House, office: FlaskClient) -> None:
    taken(office, FILE)
    with counted() as few:
        office.get(LIST)
    for number in range(30):
        done(send(office, FILE, source=f"Quelle {number}"))
    with counted() as many:
        office.get(LIST)
    assert len(few) == len(many)


def test_an_idea_that_others_lean_on_is_touched(app: House) -> None:
    untouched, bundled = published("Ein Fühler am Baum."), published("Eine Bank am Bach.")
    with writing():
        services.bundle([untouched.id, bundled.id], "Zusammen", HOUSE)
    made = make_idea("Noch nicht gelesen.", email="a@example.org")

    assert queries.touched([made.id]) == {made.id}


@pytest.mark.skipif(not (REAL / "ideen-moers.csv").exists(), reason="the real contributions are not on this machine")
def test_the_real_contributions_of_a_city_come_in_and_go_again(app: House, office: FlaskClient) -> None:
    page = taken(office, (REAL / "ideen-moers.csv").read_bytes(), upload={"source": "Moers"})
    number = len(ideas())
    assert number > 100
    again = checked(office, (REAL / "ideen-moers.csv").read_bytes(), upload={"source": "Moers"})
    assert {verdict for _, verdict in verdicts(again)} <= {Verdict.KNOWN, Verdict.FAULT, Verdict.DOUBLE}
    done(submit(office, page, f"{page}/rueckgaengig"))
    work()
    assert ideas() == []
