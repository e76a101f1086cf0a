"""Files made to do harm: endless lines, bombs, foreign entities, signs that turn a text round, formulas, markup."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from compass import alike
from compass.imports import uploads
from compass.models import ActorKind
from core.factory import House
from core.takeover.states import State, Verdict
from tests.support.importing import sheet
from tests.support.importing_actors import actors, checked, rows, send, state, taken, verdicts
from tests.support.making_actors import make_actor

SECRET = "wortausderdateinebenan"
MARKUP = "<script>alert(1)</script>"


def entity_sheet(secret: Path) -> bytes:
    """Return an Excel file whose texts point at a file of the machine, and at themselves a billion times."""
    bombs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE sst [<!ENTITY l0 "ha">{bombs}<!ENTITY file SYSTEM "file://{secret}">]>'
    packed, kept = zipfile.ZipFile(io.BytesIO(sheet(("Name", "E-Mail"), ("Eva &file;", "e@x.example")))), io.BytesIO()
    with zipfile.ZipFile(kept, "w") as out:
        for name in packed.namelist():
            held = packed.read(name)
            if name.endswith((".xml", ".rels")) and ("sheet1" in name or "sharedStrings" in name):
                held = held.replace(b"&amp;file;", b"&file; &l9;")
                end = held.index(b"?>") + 2 if held.startswith(b"<?xml") else 0
                held = held[:end] + head.encode() + held[end:]
            out.writestr(name, held)
    return kept.getvalue()


def test_an_excel_file_reads_no_other_file_and_does_not_swell(app: House, office: FlaskClient, tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text(SECRET)

    answer = send(office, entity_sheet(secret), name="liste.xlsx")

    assert answer.status_code in {303, 422}
    if answer.status_code == 303:
        page = str(answer.headers["Location"])
        assert SECRET not in office.get(page).get_data(as_text=True)
        office.get(page)
    assert SECRET not in str(list(actors()))


CARDS = {
    "a line of ten million letters": "FN:Eva Klein\r\nNOTE:" + "x" * 10_000_000 + "\r\n",
    "a photo of ten million signs": "FN:Eva Klein\r\nPHOTO;ENCODING=b;TYPE=JPEG:"
    + ("A" * 74 + "\r\n ") * 130_000
    + "\r\n",
    "endless folds": "FN:Eva\r\n" + "  Klein\r\n" + " \r\n" * 300_000,
    "open quotes": "FN:Eva Klein\r\n" + 'TEL;TYPE="' * 20_000 + "\r\n",
    "very many parameters": "FN:Eva Klein\r\nTEL" + ";X=y" * 200_000 + ":1\r\n",
    "soft breaks without end": "FN:Eva Klein\r\nNOTE;ENCODING=QUOTED-PRINTABLE:" + "=\r\n" * 200_000 + "\r\n",
    "an unknown character set": "FN;CHARSET=gibtesnicht;ENCODING=QUOTED-PRINTABLE:Eva=20Klein\r\n",
}


@pytest.mark.parametrize("what", CARDS)
def test_a_card_made_to_do_harm_is_one_person_or_one_fault(app: House, office: FlaskClient, what: str) -> None:
    begin, end = "BEGIN:VCARD\r\nVERSION:3.0\r\n", "END:VCARD\r\n"
    content = f"{begin}{CARDS[what]}{end}{begin}FN:Udo Groß\r\n{end}"

    page = taken(office, content, upload={"name": "karten.vcf"})

    assert state(page) is State.TAKEN
    assert "Udo Groß" in actors()
    assert set(actors()) <= {"Udo Groß", "Eva Klein"}
    assert all(len(one.about) <= 2000 and "\x00" not in one.about for one in actors().values())
    assert office.get(page).status_code == 200


def test_a_card_with_nought_bytes_is_refused_in_words(app: House, office: FlaskClient) -> None:
    answer = send(office, "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Eva\x00 Klein\r\nEND:VCARD\r\n", name="karten.vcf")
    assert answer.status_code == 422
    assert "h-errors" in answer.get_data(as_text=True)


def test_markup_in_every_cell_is_words_on_every_page(app: House, office: FlaskClient) -> None:
    cell = MARKUP
    head = "Kennung;Name;E-Mail;Telefon;Organisation;Funktion;Kompetenzen;Bemerkung;Straße;Ort;Web"
    line = ";".join(
        [f"{cell}1", f"Eva {cell}", f"{cell}@x.example", cell, f"Verein {cell}", cell, cell, cell, cell, cell, cell]
    )
    page = checked(office, f"{head}\n{line}\n", upload={"source": f"Liste {cell}"[:80], "name": f"{cell}.csv"})

    assert "<script>alert" not in office.get(page).get_data(as_text=True)
    office.get("/buero/netzwerk/uebernahmen")
    page = taken(office, f"{head}\n{line.replace('Eva', 'Udo')}\n", upload={"name": f"'><b>{cell}.csv"})
    for one in actors().values():
        for address in (f"/buero/netzwerk/{one.id}", f"/buero/netzwerk/{one.id}/aendern"):
            assert "<script>alert" not in office.get(address).get_data(as_text=True), address
    for address in (page, "/buero/netzwerk/uebernahmen", "/buero/netzwerk", "/buero/netzwerk?q=script"):
        assert "<script>alert" not in office.get(address).get_data(as_text=True), address


def test_signs_that_turn_a_text_round_are_taken_out(app: House, office: FlaskClient) -> None:
    turned = "Eva\u202e nielK\u202c\u200b \u2066Groß\u2069\u200f"
    taken(office, f"Name;Bemerkung\n{turned};\u202eegassaP\n")

    (name,) = actors()
    said = name + actors()[name].about + actors()[name].note
    assert not re.search("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]", said)


@pytest.mark.parametrize(
    "other",
    [
        "Mu\u0308ller, Jo\u0308rg",
        "MÜLLER JÖRG",
        "Jörg\u00a0Müller",
        "Jörg\u200b Mül\u00adler",
        "Ｊörg Ｍüller",
        "Joerg Mueller",
        "Jörg \u202eMüller\u202c",
    ],
)
def test_one_name_in_other_signs_is_seen_as_the_same(app: House, office: FlaskClient, other: str) -> None:
    number = make_actor("Jörg Müller", kind=ActorKind.PERSON)

    assert [one.actor_id for one in alike.likely(name=other)] == [number]
    page = checked(office, f"Name;Ort\n{other};Bielefeld\n")
    assert verdicts(page) == [(2, Verdict.DOUBLE)]
    assert rows(page)[0].like_id == number


def test_a_json_file_of_endless_depth_and_foreign_types_is_refused_row_by_row(app: House, office: FlaskClient) -> None:
    lines = [
        "[" * 50_000,
        '{"name": ' + "[" * 5_000 + "]" * 5_000 + "}",
        '{"name": {"a": 1}, "kind": ["person"]}',
        '{"name": "Eva Klein", "kind": "person", "sector": "civil_society", "id": 1, "restricted_at": null, "note": 7}',
        '{"name": "Udo Groß", "kind": 3, "consents": [{"purpose": "public"}], "competences": "x", "ties": {"a": 1}}',
        '{"name": "\\ud800Otto Lang", "kind": "person", "email": ["a@b.de"], "areas": [[1]], "addresses": [1, null]}',
        "1e999999",
        "NaN",
    ]
    content = '{"stadtkompass": 1, "entries": [\n' + ",\n".join(lines) + "\n]}\n"

    page = taken(office, content, upload={"name": "alle.json"})

    assert state(page) is State.TAKEN
    assert set(actors()) <= {"Eva Klein", "Udo Groß", "Otto Lang"}
    assert "Eva Klein" in actors()
    assert all(not one.consents for one in actors().values())


def test_no_file_stays_behind(app: House, office: FlaskClient) -> None:
    before = set(uploads.SHELF.folder().iterdir()) if uploads.SHELF.folder().exists() else set()
    for content, name in ((b"\x00" * 5_000, "a.vcf"), (b"PK\x03\x04kaputt", "b.xlsx"), (b"{]", "../../c.json")):
        assert send(office, content, name=name).status_code in {303, 422}
    taken(office, "Name\nEva Klein\n", upload={"name": "../../../etc/liste.csv"})

    left = set(uploads.SHELF.folder().iterdir()) - before
    assert all(one.parent == uploads.SHELF.folder() for one in left)
    assert len(left) <= 3
