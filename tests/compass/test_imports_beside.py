"""An organisation that stands beside a person in a list is likely there already: both rows say so, and the decision holds."""

from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy import select

from compass.imports.models import Choice, Part
from compass.models import Tie
from core.db import db
from core.factory import House
from core.takeover.states import Verdict
from tests.support.forms import done, submit
from tests.support.importing_actors import actors, checked, rows, step
from tests.support.making_actors import make_actor

HEAD = "Anrede;Name;Firma;Position;E-Mail;Telefon;Ort\n"
LIST = HEAD + (
    "Frau;Eva Müller;Fahrrad-Verein Bielefeld;Vorsitz;eva@rad.example;;\n"
    ";Hans Meier;Fahrrad-Verein Bielefeld;;;;\n;Karl Otto;Ganz etwas anderes gGmbH;;;;\n"
)


def test_both_rows_say_that_the_organisation_is_likely_there(app: House, office: FlaskClient) -> None:
    number = make_actor("Fahrradverein Bielefeld e. V.")
    page = checked(office, LIST)

    beside = [row for row in rows(page) if row.part is Part.ORGANISATION]
    assert [(row.name, row.verdict, row.like_id) for row in beside] == [
        ("Fahrrad-Verein Bielefeld", Verdict.DOUBLE, number),
        ("Ganz etwas anderes gGmbH", Verdict.NEW, None),
    ]
    said = {row.name: row.reason for row in rows(page) if row.part is Part.MAIN}
    sentence = "Organisation „Fahrrad-Verein Bielefeld“ wahrscheinlich doppelt: bitte dort entscheiden"
    assert said == {"Eva Müller": sentence, "Hans Meier": sentence, "Karl Otto": ""}
    assert sentence in office.get(f"{page}?urteil=new").text
    doubles = office.get(f"{page}?urteil=double").text
    assert "Fahrradverein Bielefeld e. V." in doubles
    assert "Organisation" in doubles


def test_whoever_works_there_is_tied_to_the_entry_that_the_office_chose(app: House, office: FlaskClient) -> None:
    number = make_actor("Fahrradverein Bielefeld e. V.")
    page = checked(office, LIST)
    row = next(row for row in rows(page) if row.verdict is Verdict.DOUBLE)
    done(submit(office, f"{page}?urteil=double", f"{page}/doppelte", **{f"row-{row.id}": Choice.SAME.value}))
    step(office, page, "uebernehmen")

    found = actors()
    assert set(found) == {
        "Fahrradverein Bielefeld e. V.", "Eva Müller", "Hans Meier", "Karl Otto", "Ganz etwas anderes gGmbH",
    }  # fmt: skip
    tied = set(db.session.execute(select(Tie.from_id, Tie.to_id)).all())
    assert {(found["Eva Müller"].id, number), (found["Hans Meier"].id, number)} <= {(row[0], row[1]) for row in tied}


def test_without_a_decision_the_person_comes_without_the_tie_and_says_so(app: House, office: FlaskClient) -> None:
    make_actor("Fahrradverein Bielefeld e. V.")
    page = checked(office, LIST)
    step(office, page, "uebernehmen")

    said = {row.name: row.reason for row in rows(page) if row.part is Part.MAIN}
    assert "ohne Verbindung zu Fahrrad-Verein Bielefeld" in said["Eva Müller"]
    assert "ohne Verbindung" not in said["Karl Otto"]


def test_who_asks_for_no_doubles_gets_none(app: House, office: FlaskClient) -> None:
    make_actor("Fahrradverein Bielefeld e. V.")
    page = checked(office, LIST, doubles="")
    assert {row.verdict for row in rows(page)} == {Verdict.NEW}
    assert {row.reason for row in rows(page)} == {""}
