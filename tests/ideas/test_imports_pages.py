"""A table taken over in the browser: columns guessed, a verdict per row, taken once, taken back; the office's work stays."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import Workbook
from sqlalchemy import func, select

from core import clock, journal, outbox
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from core.things import Thing
from ideas import services
from ideas.imports import judging, keeping, mapping, queries, working
from ideas.imports import services as imports
from ideas.imports.models import Fate, Import, ImportRow, State, Verdict
from ideas.models import Idea, Source
from ideas.stages import Stage
from tests.support.forms import done, submit
from tests.support.making import make_idea, published
from tests.support.pages import token
from tests.support.statements import counted

LIST = "/buero/ideen/uebernahmen"
FILE = (
    "Nr;Titel;Beschreibung;Stadtteil\n"
    "E1;Mehr Bänke;Am Bach fehlt eine Bank zum Ausruhen im Schatten.;Mitte\n"
    "E2;Ampel;Die Ampel an der Schule ist für Kinder viel zu kurz.;Am Fluss\n"
    "E3;;;Mitte\n"
    "E1;Mehr Bänke;Noch einmal dieselbe Nummer.;Mitte\n"
)


def sheet(*rows: tuple[object, ...]) -> bytes:
    """Return an Excel file."""
    book, kept = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(kept)
    return kept.getvalue()


def send(office: FlaskClient, content: bytes | str, name: str = "ideen.csv", source: str = "Raddialog") -> Any:
    """Upload a file as the page does."""
    content = content.encode() if isinstance(content, str) else content
    given = {"token": token(office.get(LIST), LIST), "source": source}
    parts = [f'--x\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in given.items()]
    head = "".join(parts) + f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + content + b"\r\n--x--\r\n"
    return office.post(LIST, data=body, content_type="multipart/form-data; boundary=x")


def work() -> None:
    """Let the worker do what is due."""
    outbox.deliver_due(only={imports.KIND})
    db.session.rollback()


def checked(office: FlaskClient, content: bytes | str, **more: Any) -> str:
    """Upload, take the guesses, let the rows be judged; return the page's address."""
    page = done(send(office, content, **more.pop("upload", {})))
    done(submit(office, page, f"{page}/zuordnung", **more))
    work()
    return page


def taken(office: FlaskClient, content: bytes | str, **more: Any) -> str:
    """Take a whole file over; return the page's address."""
    page = checked(office, content, **more)
    done(submit(office, page, f"{page}/uebernehmen"))
    work()
    return page


def verdicts(page: str) -> list[tuple[int, Verdict]]:
    """Return line and verdict of an import's rows."""
    number = int(page.rsplit("/", 1)[1])
    wanted = select(ImportRow.line, ImportRow.verdict).where(ImportRow.import_id == number).order_by(ImportRow.line)
    return [(line, verdict) for line, verdict in db.session.execute(wanted)]


def ideas() -> list[Idea]:
    """Return all ideas as they are stored now."""
    db.session.rollback()
    return list(db.session.scalars(select(Idea).order_by(Idea.id)))


def state(page: str) -> State:
    """Return where an import stands."""
    db.session.rollback()
    return queries.one(int(page.rsplit("/", 1)[1])).state


def test_a_file_is_mapped_by_guess_judged_row_by_row_and_taken_only_then(app: House, office: FlaskClient) -> None:
    page = done(send(office, FILE))
    shown = office.get(page).get_data(as_text=True)
    assert '<option selected value="Beschreibung">' in shown
    assert "Die Ampel an der Schule" in shown

    done(submit(office, page, f"{page}/zuordnung"))
    work()

    assert verdicts(page) == [(2, Verdict.NEW), (3, Verdict.NEW), (4, Verdict.FAULT), (5, Verdict.KNOWN)]
    assert ideas() == []
    figures = office.get(page).get_data(as_text=True)
    assert [f"<dd>{n}</dd>" in figures for n in (2, 0, 1)] == [True, True, True]
    assert "built-in" not in figures
    assert "Text und Titel sind leer" in office.get(f"{page}?urteil=fault").get_data(as_text=True)

    done(submit(office, page, f"{page}/uebernehmen"))
    work()

    first, second = ideas()
    assert (first.title, first.source, first.source_name, first.source_ref, first.stage) == (
        "Mehr Bänke",
        Source.IMPORT,
        "Raddialog",
        "E1",
        Stage.RECEIVED,
    )
    assert (first.district_id is not None, second.place) == (True, "Am Fluss")
    assert "2 Zeilen sind übernommen" in office.get(page).get_data(as_text=True)
    assert [entry.verb for entry in journal.entries(Thing("idea", first.id))] == ["idea.imported"]


def test_an_excel_file_is_read_like_a_csv(app: House, office: FlaskClient) -> None:
    content = sheet(
        ("ID", "Titel", "Text"), (7, "Mehr Bänke", "Am Bach fehlt eine Bank."), (8.0, "=1+1", "Ampel zu kurz.")
    )

    taken(office, content, upload={"name": "ideen.xlsx"})

    assert [(one.source_ref, one.title) for one in ideas()] == [("7", "Mehr Bänke"), ("8", "Ampel zu kurz")]


def test_the_columns_of_a_source_are_known_the_next_time(app: House, office: FlaskClient) -> None:
    odd = "a,b\nAm Bach fehlt eine Bank.,X1\n"
    checked(office, odd, text="a", id="b")

    again = done(send(office, odd.replace("X1", "X2")))

    shown = office.get(again).get_data(as_text=True)
    assert shown.count('<option selected value="a">') == 1
    assert shown.count('<option selected value="b">') == 1


def test_the_same_file_again_changes_nothing_and_a_changed_row_only_what_nobody_touched(
    app: House, office: FlaskClient
) -> None:
    taken(office, FILE)
    first, second = (one.id for one in ideas())
    with writing():
        services.redact(second, "Ampel", "Die Ampel ist zu kurz.", HOUSE)
    changed = FILE.replace("zum Ausruhen", "zum Sitzen").replace("viel zu kurz", "zu kurz")

    assert {verdict for line, verdict in verdicts(checked(office, FILE)) if line == 2} == {Verdict.KNOWN}
    page = taken(office, changed)

    assert verdicts(page)[:2] == [(2, Verdict.UPDATE), (3, Verdict.KEPT)]
    assert [one.text for one in ideas()] == [
        "Am Bach fehlt eine Bank zum Sitzen im Schatten.",
        "Die Ampel ist zu kurz.",
    ]
    assert [one.verb for one in journal.entries(Thing("idea", first))] == ["idea.imported_again", "idea.imported"]


def test_a_text_that_is_already_there_is_probably_double_and_left_out_unless_ticked(
    app: House, office: FlaskClient
) -> None:
    there = make_idea("Am Bach fehlt eine Bank zum Ausruhen, am besten im Schatten.")

    page = checked(office, FILE)

    assert verdicts(page)[0] == (2, Verdict.DOUBLE)
    shown = office.get(f"{page}?urteil=double").get_data(as_text=True)
    assert f'href="/buero/ideen/{there.id}"' in shown
    row = db.session.scalars(select(ImportRow).where(ImportRow.verdict == Verdict.DOUBLE)).one()
    done(submit(office, f"{page}?urteil=double", f"{page}/doppelte", rows=row.id))
    done(submit(office, page, f"{page}/uebernehmen"))
    work()
    assert len(ideas()) == 3


def test_doubles_within_the_file_are_found_and_left_out(app: House, office: FlaskClient) -> None:
    words = "Am Bach fehlt eine Bank im Schatten für alte Leute"
    twice = f"id,text\nA,{words}.\nB,{words}!\n"

    page = taken(office, twice)

    assert verdicts(page) == [(2, Verdict.NEW), (3, Verdict.DOUBLE)]
    assert "Zeile 2" in office.get(f"{page}?urteil=double").get_data(as_text=True)
    assert len(ideas()) == 1


def test_undone_goes_what_nobody_touched_and_the_rest_says_so(app: House, office: FlaskClient) -> None:
    taken(office, FILE)
    more = (
        FILE.replace("zum Ausruhen", "zum Sitzen")
        + "E9;Neu;Ein Brunnen für den ganzen Platz.;\nE10;Rampe;Eine Rampe am Rathaus.;\n"
    )
    page = taken(office, more)
    assert len(ideas()) == 4
    with writing():
        services.advance(ideas()[3].id, Stage.PUBLISHED, HOUSE)

    done(submit(office, page, f"{page}/rueckgaengig"))
    work()

    assert [one.source_ref for one in ideas()] == ["E1", "E2", "E10"]
    assert ideas()[0].text == "Am Bach fehlt eine Bank zum Ausruhen im Schatten."
    assert "2 zurückgenommen, 1 bleiben" in office.get(page).get_data(as_text=True)
    assert "Eine Rampe am Rathaus" not in office.get(page).get_data(as_text=True)
    assert "Rampe" in office.get(f"{page}?urteil=bleibt").get_data(as_text=True)
    assert state(page) is State.UNDONE


def test_an_import_that_was_taken_back_can_come_again(app: House, office: FlaskClient) -> None:
    page = taken(office, FILE)
    done(submit(office, page, f"{page}/rueckgaengig"))
    work()
    assert ideas() == []

    taken(office, FILE)

    assert len(ideas()) == 2


def test_published_ideas_are_not_changed_by_an_unread_text(app: House, office: FlaskClient) -> None:
    taken(office, FILE, publish="y")
    assert [one.public for one in ideas()] == [True, True]

    page = checked(office, FILE.replace("zum Ausruhen", "zum Sitzen"), publish=None)

    assert verdicts(page)[0] == (2, Verdict.KEPT)


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
    before = len(list(judging.folder().iterdir())) if judging.folder().is_dir() else 0
    given = {"token": token(office.get(LIST), LIST), "source": "Raddialog"}
    answers = [
        office.post(
            LIST, data={**given, "file": (io.BytesIO(FILE.encode()), "a.csv")}, content_type="multipart/form-data"
        )
        for _ in range(2)
    ]

    assert len({done(answer) for answer in answers}) == 1
    assert len(list(judging.folder().iterdir())) == before + 1


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
    for path in judging.folder().iterdir():
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
    file = judging.folder() / "fremd"
    file.write_text("x", encoding="utf-8")

    with clock.at(clock.now() + timedelta(days=31)), writing():
        assert keeping.purge() == 1

    assert office.get(left).status_code == 404
    assert office.get(kept).status_code == 200
    assert db.session.scalars(select(ImportRow.values).where(ImportRow.values.is_not(None))).all() == []


def test_columns_are_guessed_by_name_and_none_is_taken_twice() -> None:
    assert mapping.guess(("Text", "TITEL ", "Straße", "x"), {}) == {
        "text": "Text",
        "title": "TITEL ",
        "place": "Straße",
    }
    assert mapping.guess(("a", "text"), {"title": "text", "text": "weg"}) == {"title": "text"}


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


REAL = Path(__file__).parent.parent.parent.parent / "shared" / "data"


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
