"""Lists of cities taken over: read as they are written, judged row by row, taken only then, taken back as far as untouched."""

from __future__ import annotations

import json

from flask.testing import FlaskClient
from sqlalchemy import func, select

from compass import services
from compass.imports.models import Choice, Part
from compass.models import Actor, ActorKind, Basis, Consent, ContactKind, Purpose, Sector, Tie
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from core.takeover.states import Fate, State, Verdict
from tests.support.city_lists import as_csv
from tests.support.forms import done, submit
from tests.support.importing_actors import actors, checked, rows, send, state, step, taken, verdicts
from tests.support.making_actors import make_actor

HEAD = "Anrede;Name;Firma;Position;E-Mail;Telefon;Ort\n"
TWO = HEAD + (
    'Frau;"Müller, Dr. Sabine";Fahrradverein e.V.;Vorsitz;"s.mueller@rad.example; info@rad.example";'
    "0521/51-123 oder Mobil: 0170 1;Bielefeld\n;;;;;;\nHerr;Jörg Groß;;;kaputt;+49 (0) 521 7788;\n"
    ";;Stadt Bielefeld - Amt für Verkehr;;;;\n;;;;nur@mail.example;;\n"
)


def test_a_row_of_person_and_organisation_becomes_two_entries_with_a_tie(app: House, office: FlaskClient) -> None:
    page = taken(office, TWO.encode("cp1252"))

    found = actors()
    assert set(found) == {"Dr. Sabine Müller", "Fahrradverein e.V.", "Jörg Groß", "Stadt Bielefeld - Amt für Verkehr"}
    person, verein = found["Dr. Sabine Müller"], found["Fahrradverein e.V."]
    assert (person.kind, person.sector, person.sector_follows) == (ActorKind.PERSON, Sector.CIVIL_SOCIETY, True)
    assert (person.email, person.phone) == ("s.mueller@rad.example", "0521/51-123")
    assert {(one.kind, one.value, one.label) for one in person.contact_points} == {
        (ContactKind.EMAIL, "info@rad.example", ""),
    } | ({(ContactKind.PHONE, "0170 1", "Mobil")})
    tie = db.session.scalars(select(Tie)).one()
    assert (tie.from_id, tie.to_id, tie.kind, tie.role, tie.is_main) == (
        person.id,
        verein.id,
        "works_for",
        "Vorsitz",
        True,
    )
    assert found["Stadt Bielefeld - Amt für Verkehr"].kind is ActorKind.UNIT
    assert {(one.basis, one.source) for one in found.values()} == {(Basis.PUBLIC_TASK, "Verteiler")}
    assert db.session.scalar(select(func.count(Consent.id))) == 0
    assert [verdict for _, verdict in verdicts(page)] == [Verdict.NEW, Verdict.NEW, Verdict.NEW, Verdict.FAULT]
    assert "Keine E-Mail-Adresse: kaputt" in [row.reason for row in rows(page)][2]


def test_nothing_is_stored_before_it_is_taken(app: House, office: FlaskClient) -> None:
    page = checked(office, TWO)

    assert state(page) is State.CHECKED
    assert actors() == {}
    assert "Dr. Sabine Müller" in office.get(f"{page}?urteil=new").get_data(as_text=True)


def test_a_list_of_five_thousand_rows_comes_in_whole(app: House, office: FlaskClient) -> None:
    content, filled = as_csv(5000)
    page = taken(office, content)

    judged = verdicts(page)
    assert len(judged) == filled == 5000
    told = {one: sum(verdict is one for _, verdict in judged) for one in Verdict}
    assert told[Verdict.FAULT] == 0
    assert told[Verdict.NEW] > 4000
    became = [row.actor_id for row in rows(page) if row.part is Part.MAIN and row.fate is Fate.TAKEN]
    assert len(set(became)) == len(became) == told[Verdict.NEW]
    persons = db.session.scalar(select(func.count(Actor.id)).where(Actor.kind == ActorKind.PERSON)) or 0
    assert persons == told[Verdict.NEW]
    assert (db.session.scalar(select(func.count(Tie.id))) or 0) > 2000


def test_somebody_is_known_by_a_former_address_and_supplemented_never_overwritten(
    app: House, office: FlaskClient
) -> None:
    number = make_actor("Sabine Müller", kind=ActorKind.PERSON, email="neu@rad.example", phone="0521 1111")
    with writing():
        actor = services.locked(number)
        actor.note = "bleibt"
    first = taken(office, HEAD + ";Sabine Müller;;;neu@rad.example,alt@rad.example;;\n")
    assert verdicts(first) == [(2, Verdict.UPDATE)]

    page = taken(
        office, HEAD + ';"Müller, Sabine";;;alt@rad.example;0521 2222;Bielefeld\n', upload={"source": "Andere"}
    )

    assert verdicts(page) == [(2, Verdict.UPDATE)]
    one = actors()["Sabine Müller"]
    assert (one.email, one.phone, one.note, one.addresses[0].town) == (
        "neu@rad.example",
        "0521 1111",
        "bleibt",
        "Bielefeld",
    )
    assert {point.value for point in one.contact_points} == {"alt@rad.example", "0521 2222"}
    again = checked(office, HEAD + ';"Müller, Sabine";;;alt@rad.example;0521 2222;Bielefeld\n')
    assert verdicts(again) == [(2, Verdict.KNOWN)]


def test_a_probable_double_waits_for_a_decision_and_says_with_whom(app: House, office: FlaskClient) -> None:
    number = make_actor("Fahrradverein Bielefeld e. V.")
    page = checked(office, HEAD + ";;Fahrrad-Verein Bielefeld;;;;\n")

    row = rows(page)[0]
    assert (row.verdict, row.like_id) == (Verdict.DOUBLE, number)
    assert "Fahrradverein Bielefeld e. V." in office.get(f"{page}?urteil=double").get_data(as_text=True)
    done(submit(office, f"{page}?urteil=double", f"{page}/doppelte", **{f"row-{row.id}": Choice.SAME.value}))
    step(office, page, "uebernehmen")
    assert list(actors()) == ["Fahrradverein Bielefeld e. V."]


def test_undoing_leaves_what_somebody_worked_with_and_names_it(app: House, office: FlaskClient) -> None:
    page = taken(office, TWO)
    number = actors()["Dr. Sabine Müller"].id
    with writing():
        services.give_consent(number, Purpose.INTERNAL, "schriftlich", "Ja.", HOUSE)

    step(office, page, "rueckgaengig")

    assert state(page) is State.UNDONE
    assert set(actors()) == {"Dr. Sabine Müller", "Fahrradverein e.V."}
    shown = office.get(f"{page}?urteil=bleibt").get_data(as_text=True)
    assert "Dr. Sabine Müller" in shown
    assert "Fahrradverein e.V." in shown
    assert db.session.scalar(select(func.count(Tie.id))) == 1


def test_undoing_an_update_brings_back_what_was_there(app: House, office: FlaskClient) -> None:
    make_actor("Sabine Müller", kind=ActorKind.PERSON, email="neu@rad.example", about="Alt.")
    page = taken(office, HEAD + ";Sabine Müller;;;neu@rad.example;0521 2222;Bielefeld\n")
    assert actors()["Sabine Müller"].phone == "0521 2222"

    step(office, page, "rueckgaengig")

    one = actors()["Sabine Müller"]
    assert (one.phone, one.about, one.addresses, one.contact_points) == ("", "Alt.", [], [])


def test_what_an_entry_says_already_stays_and_the_row_names_it(app: House, office: FlaskClient) -> None:
    make_actor("Sabine Müller", kind=ActorKind.PERSON, email="neu@rad.example", about="Kennt jeden Radweg.")
    rows_of = "Name;E-Mail;Beschreibung;Telefon\nSabine Müller;neu@rad.example;Fährt Rad.;0521 2222\n"

    page = taken(office, rows_of)

    assert [row.reason for row in rows(page)] == [
        "bringt Neues zu: Telefon; anders als hier, bleibt wie hier: Beschreibung"
    ]
    assert (actors()["Sabine Müller"].about, actors()["Sabine Müller"].phone) == ("Kennt jeden Radweg.", "0521 2222")
    again = checked(office, rows_of)
    assert [(row.verdict, row.reason) for row in rows(again)] == [
        (Verdict.KNOWN, "anders als hier, bleibt wie hier: Beschreibung")
    ]


def test_a_consent_counts_only_with_day_way_and_evidence(app: House, office: FlaskClient) -> None:
    head = "Name;E-Mail;Einwilligung;Einwilligung am;Einwilligung Weg;Nachweis\n"
    good = "Eva Klein;e@x.example;Einladungen, Öffentliche Seite;3.5.2026;schriftlich;Ordner 7\n"
    page = taken(office, head + good + "Udo Groß;u@x.example;ja;;mündlich;\n")

    consents = db.session.scalars(select(Consent).order_by(Consent.purpose)).all()
    assert {one.purpose for one in consents} == {Purpose.INVITATIONS, Purpose.PUBLIC}
    assert {(one.given_at.date().isoformat(), one.channel, one.evidence) for one in consents} == {
        ("2026-05-03", "schriftlich", "Ordner 7")
    }
    assert "Einwilligung nicht übernommen" in rows(page)[1].reason


def test_the_form_of_an_upload_sent_twice_begins_one_import(app: House, office: FlaskClient) -> None:
    page = done(send(office, TWO))
    assert office.get(page).status_code == 200
    assert done(send(office, TWO)) != page


def test_a_file_of_ours_that_somebody_saved_in_one_line_or_in_many_is_read(app: House, office: FlaskClient) -> None:
    entry = {"name": "Chor am Kesselbrink", "kind": "organisation", "sector": "civil_society"}
    for number, indent in enumerate((None, 2)):
        entries = [{**entry, "name": f"{entry['name']} {number}"}, "nichts"]
        content = json.dumps({"stadtkompass": 1, "entries": entries}, indent=indent)

        page = taken(office, content, upload={"name": "alle.json", "source": f"Quelle {number}"})

        assert verdicts(page) == [(1, Verdict.NEW), (2, Verdict.FAULT)]
        assert f"{entry['name']} {number}" in actors()
