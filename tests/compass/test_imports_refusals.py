"""Whatever somebody uploads: no file breaks the house, no row is taken twice, nobody takes over who may not."""

from __future__ import annotations

import io
import random
import zipfile
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from compass import services as compass
from compass.imports import keeping, services, taking, uploads, working
from compass.imports.models import ActorImport, ActorImportRow
from compass.models import Actor, Tie
from core import clock
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from core.takeover.states import Fate, State, Verdict
from tests.support.city_lists import as_csv
from tests.support.forms import done, submit
from tests.support.importing import sheet
from tests.support.importing_actors import LIST, actors, checked, rows, send, state, step, taken, verdicts, work

CARD = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=\r\n=F6rg;;Dr.\r\n"
    "FN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Dr. J=F6rg M=FCller\r\nORG:Radverein;Presse;Team 2\r\n"
    "TEL;WORK;VOICE:0521 11\r\nTEL;CELL:0170 222222\r\nPHOTO;ENCODING=BASE64;JPEG:aaaa\r\n bbbb\r\n\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ayşe Yılmaz\r\nN:Yılmaz;Ayşe;;;\r\nitem1.EMAIL;type=INTERNET;type=pref:ayse@\r\n"
    " x.example\r\nitem1.X-ABLabel:_$!<Work>!$_\r\nitem2.ADR;type=HOME:;;Am Bach 1;Bielefeld;;33602;D\r\n"
    "NOTE:Zeile 1\\nZeile 2\\, mehr\r\nPHOTO;ENCODING=b;TYPE=JPEG:" + "a" * 300_000 + "\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:org\r\nFN:Stadtwerke Süd\r\nTEL;TYPE=work;VALUE=uri:tel:+49-521-5\r\nEND:VCARD\r\n"
)


def bomb() -> bytes:
    """Return an Excel file that swells a thousandfold."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 150_000_000)
    return kept.getvalue()


BAD: dict[str, Any] = {
    "random": random.Random(1).randbytes(50_000),
    "png": b"\x89PNG\r\n\x1a\n" + b"\x00" * 500,
    "nul": b"Name;E-Mail\nEva\x00;x@y.de\n",
    "empty": b"",
    "zip": b"PK\x03\x04" + b"x" * 500,
    "bomb": bomb,
    "json": b'{"fremd": 1}',
    "columns": (";".join(f"s{n}" for n in range(10_000)) + "\n1;2\n").encode(),
}


def kept_files() -> set[str]:
    folder = uploads.SHELF.folder()
    return {file.name for file in folder.iterdir()} if folder.is_dir() else set()


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_none_is_refused_in_words_or_has_nothing_to_take(
    app: House, office: FlaskClient, name: str
) -> None:
    content = BAD[name]() if callable(BAD[name]) else BAD[name]
    before = kept_files()
    answer = send(office, content)

    assert answer.status_code in {303, 422}
    assert answer.status_code == 422 or name == "columns"
    assert actors() == {}
    if answer.status_code == 422:
        assert kept_files() == before
        assert db.session.scalar(select(func.count(ActorImport.id))) == 0


def test_a_file_of_a_hundred_megabytes_is_refused_before_it_is_read(app: House, office: FlaskClient) -> None:
    assert send(office, b"Name\n" + b"x" * 100_000_000).status_code == 413


def test_cells_of_every_kind_do_no_harm(app: House, office: FlaskClient) -> None:
    cells = [
        "=cmd|' /C calc'!A0",
        "<script>alert(1)</script>",
        "x" * 199_000,
        "a\u202eb\u200b Müller",
        "@" * 5000,
        "'" * 50,
    ]
    page = taken(
        office, "Name;E-Mail;Telefon;Beschreibung\n" + "".join(f'"{one}";"{one}";"{one}";"{one}"\n' for one in cells)
    )

    assert {verdict for _, verdict in verdicts(page)} <= {Verdict.NEW, Verdict.FAULT, Verdict.DOUBLE}
    shown = office.get(f"{page}?urteil=new").get_data(as_text=True)
    assert "<script>alert" not in shown
    assert "abMüller".replace("bM", "b M") in actors()


def test_cards_of_real_clients_are_read_with_umlauts_folds_groups_and_without_photos(
    app: House, office: FlaskClient
) -> None:
    page = taken(office, CARD, upload={"name": "karten.vcf"})

    found = actors()
    assert set(found) == {"Dr. Jörg Müller", "Radverein", "Ayşe Yılmaz", "Stadtwerke Süd"}
    joerg, ayse = found["Dr. Jörg Müller"], found["Ayşe Yılmaz"]
    assert (joerg.phone, joerg.phone_label, joerg.contact_points[0].label) == ("0521 11", "Dienst", "Mobil")
    assert (ayse.email, ayse.about, ayse.addresses[0].town) == ("ayse@x.example", "Zeile 1\nZeile 2, mehr", "Bielefeld")
    assert found["Stadtwerke Süd"].kind != "person"
    assert db.session.scalars(select(Tie.role)).all() == ["Presse, Team 2"]
    assert [row.reason for row in rows(page)].count("Foto weggelassen") == 2


def test_the_same_file_twice_brings_nothing_twice(app: House, office: FlaskClient) -> None:
    content, _ = as_csv(60)
    taken(office, content)
    before = set(actors())
    again = checked(office, content)

    counted = [verdict for _, verdict in verdicts(again)]
    assert Verdict.NEW not in counted
    step(office, again, "uebernehmen")
    assert set(actors()) == before


def test_a_worker_that_dies_in_between_goes_on_where_it_stopped(
    app: House, office: FlaskClient, monkeypatch: Any
) -> None:
    monkeypatch.setattr(taking, "ROWS", 7)
    monkeypatch.setattr("compass.imports.judging.AT_ONCE", 9)
    content, _ = as_csv(40)
    page = done(send(office, content))
    done(submit(office, page, f"{page}/zuordnung", basis="public_task"))
    number = int(page.rsplit("/", 1)[1])
    for wanted, go in ((State.CHECKED, None), (State.TAKEN, services.take), (State.UNDONE, services.undo)):
        if go:
            with writing():
                go(number, HOUSE)
        while state(page) is not wanted:
            steps = working.STEPS[state(page)](number)
            next(steps, None)
            steps.close()  # as if the process had ended behind a stored portion
            db.session.rollback()
        if wanted is State.TAKEN:
            assert len(actors()) == sum(row.fate is Fate.TAKEN for row in rows(page))
    assert actors() == {}


def test_pressing_twice_and_pressing_late_are_told_apart(app: House, office: FlaskClient) -> None:
    page = checked(office, "Name\nEva Klein\n")
    step(office, page, "uebernehmen")
    late = submit(office, page, f"{page}/rueckgaengig")
    assert late.status_code == 303
    with writing(), pytest.raises(Exception, match="Bitte"):
        services.undo(int(page.rsplit("/", 1)[1]), HOUSE)
    work()
    assert state(page) is State.UNDONE


def test_only_who_may_change_the_network_takes_lists_over(
    app: House, reader: FlaskClient, visitor: FlaskClient
) -> None:
    assert reader.get(LIST).status_code == 403
    assert visitor.get(LIST).status_code == 303


def test_mapping_refuses_foreign_columns_no_name_and_consent_without_its_column(
    app: House, office: FlaskClient
) -> None:
    page = done(send(office, "Spalte;E-Mail\nEva;e@x.example\n"))
    for said in (
        {"c_name": "gibtesnicht"},
        {"c_name": ""},
        {"c_name": "Spalte", "basis": "consent"},
        {"c_name": "Spalte", "basis": "x"},
    ):
        answer = submit(office, page, f"{page}/zuordnung", **{"basis": "public_task", **said})
        assert answer.status_code == 422, said
    assert state(page) is State.MAPPING


def test_an_excel_list_is_read_like_a_csv(app: House, office: FlaskClient) -> None:
    taken(
        office,
        sheet(("Name", "PLZ", "Ort"), ("Groß, Udo", 33602, "Bielefeld"), (None, None, None), ("=1+1", None, None)),
    )

    assert set(actors()) == {"Udo Groß", "=1+1"} or set(actors()) == {"Udo Groß"}
    assert actors()["Udo Groß"].addresses[0].postcode == "33602"


def test_a_restricted_entry_stays_as_it_is(app: House, office: FlaskClient) -> None:
    taken(office, "Name;E-Mail\nEva Klein;e@x.example\n")
    with writing():
        compass.locked(actors()["Eva Klein"].id).restricted_at = clock.now()
    page = taken(office, "Name;E-Mail;Telefon\nEva Klein;e@x.example;0521 4711\n")

    assert verdicts(page) == [(2, Verdict.KEPT)]
    assert actors()["Eva Klein"].phone == ""


def test_after_a_month_the_words_of_rows_are_gone(app: House, office: FlaskClient) -> None:
    page = taken(office, "Name;E-Mail\nEva Klein;e@x.example\n")
    with writing():
        db.session.get_one(ActorImport, int(page.rsplit("/", 1)[1])).changed_at = clock.now() - 2 * keeping.KEPT
    with writing():
        keeping.purge()

    assert [(row.name, row.values, row.email_key) for row in db.session.scalars(select(ActorImportRow))] == [
        ("", None, "")
    ]
    assert db.session.scalar(select(func.count(Actor.id))) == 1
