"""A table taken over in the browser: columns guessed, a verdict per row, taken once, taken back; the office's work stays."""

from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy import select

from core import journal
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from core.takeover.states import State, Verdict
from core.things import Thing
from ideas import services
from ideas.imports.models import ImportRow
from ideas.models import Source
from ideas.stages import Stage
from tests.support.forms import done, submit
from tests.support.importing import FILE, checked, ideas, send, sheet, state, taken, verdicts, work
from tests.support.making import make_idea


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
