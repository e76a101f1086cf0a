"""Theses from a list: one a line, a question behind; files; what is looked at is what is taken."""

from __future__ import annotations

import html
import io
import re

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from core.sheets import Unreadable
from dialogues import ballots, queries
from dialogues.preparing import lists
from tests.support import meetings
from tests.support.making_visions import make_dialogue
from tests.support.pages import token


def said(text: str) -> list[tuple[str, str]]:
    """Return what is taken from a list."""
    return lists.taken(lists.read(text))


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ("Eins.\nZwei.", [("Eins.", ""), ("Zwei.", "")]),
        ("Eins. | Und dann?\nZwei.\tWarum?", [("Eins.", "Und dann?"), ("Zwei.", "Warum?")]),
        ("1. Eins.\n2) Zwei.\n 10. Drei.", [("Eins.", ""), ("Zwei.", ""), ("Drei.", "")]),
        ("- Eins.\n• Zwei.", [("Eins.", ""), ("Zwei.", "")]),
        ("10. Klasse reicht aus.\nAlle lernen weiter.", [("10. Klasse reicht aus.", ""), ("Alle lernen weiter.", "")]),
        ("\n\n  Eins.  \r\n\r\nEins.\r\n", [("Eins.", "")]),
        ("...\n|Frage?\n" + "a" * 301, []),
        ("", []),
    ],
)
def test_a_list_is_read_line_by_line(written: str, taken: list[tuple[str, str]]) -> None:
    assert said(written) == taken


def test_why_a_line_is_not_taken_is_said() -> None:
    found = lists.read("Da.\nNeu.\nNeu.\n?!\n" + "a" * 301, {"Da."})
    assert [one.fault or one.note for one in found] == [
        lists.THERE,
        "",
        lists.TWICE,
        lists.WORDLESS,
        lists.TOO_LONG,
    ]


@given(st.text())
def test_what_was_shown_is_what_is_taken(written: str) -> None:
    found = lists.read(written)
    assert said(lists.as_text(found)) == lists.taken(found)


def sheet(*rows: tuple[str, ...]) -> bytes:
    """Return an Excel file."""
    book, packed = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(packed)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "taken"),
    [
        (b"These;Frage\nHilfe, nah.;Wie nah?\n", [("Hilfe, nah.", "Wie nah?")]),
        ('Nr,Text,Leitfrage\n1,"Bäume, viele.",Wer gießt?\n'.encode("cp1252"), [("Bäume, viele.", "Wer gießt?")]),
        ("\ufeffThesen\nEins.\n".encode(), [("Eins.", "")]),
        ("Hilfe, ja.\nBäume, nein.\n".encode("cp1252"), [("Hilfe, ja.", ""), ("Bäume, nein.", "")]),
        (sheet(("These", "Frage"), ("Eins.", "Und?"), ("Zwei.", "")), [("Eins.", "Und?"), ("Zwei.", "")]),
        (sheet(("Ohne Kopf.", "Wie?"), ("Zwei.", "")), [("Ohne Kopf.", "Wie?"), ("Zwei.", "")]),
    ],
)
def test_a_file_becomes_a_list(content: bytes, taken: list[tuple[str, str]]) -> None:
    assert said(lists.from_file(content)) == taken


@pytest.mark.parametrize("content", [b"\x00\x01\x02" * 40, b"a" * (lists.LARGEST + 1), b"PK\x03\x04kaputt"])
def test_what_is_no_list_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable):
        lists.from_file(content)


def test_the_office_looks_first_and_then_takes(office: FlaskClient) -> None:
    number = make_dialogue(theses=("Schon da.",))
    page = f"/buero/div/{number}/thesen/liste"
    sent = {"token": token(office.get(page)), "lines": "Schon da.\nNeu. | Und?\nAuch neu.\n..."}
    shown = office.post(page, data=sent)
    assert shown.status_code == 200
    for words in ("2 Thesen übernehmen", lists.THERE, lists.WORDLESS, "Und?"):
        assert words in shown.text, words
    assert len(queries.dialogue(number, public=False).theses) == 1
    take = f"{page}/uebernehmen"
    written = re.search(r'<textarea[^>]*name="lines"[^>]*>(.*?)</textarea>', shown.text.split(take)[1], re.DOTALL)
    assert written
    given = {"token": token(shown, take), "lines": html.unescape(written[1])}
    for _ in range(2):
        answer = office.post(take, data=given)
        assert answer.headers["Location"] == f"/buero/div/{number}?notiz=thesen-uebernommen#h-thesen"
    theses = queries.dialogue(number, public=False).theses
    assert [(one.position, one.text, one.question) for one in theses] == [
        (1, "Schon da.", "Und dann?"),
        (2, "Neu.", "Und?"),
        (3, "Auch neu.", ""),
    ]


def test_a_file_is_looked_at_in_the_field(office: FlaskClient) -> None:
    number = make_dialogue()
    page = f"/buero/div/{number}/thesen/liste"
    for content, status in ((b"These;Frage\nEins.;Wie?\n", 200), (b"\x00" * 90, 422)):
        sent = {"token": token(office.get(page)), "file": (io.BytesIO(content), "thesen.csv")}
        answer = office.post(page, data=sent, content_type="multipart/form-data")
        assert answer.status_code == status
    assert office.post(page, data={"token": token(office.get(page))}).status_code == 422


def test_too_many_or_too_late_is_refused(office: FlaskClient) -> None:
    number = make_dialogue(theses=("Eins.",))
    page = f"/buero/div/{number}/thesen/liste"
    shown = office.post(page, data={"token": token(office.get(page)), "lines": "Neu."})
    signed = token(shown, f"{page}/uebernehmen")
    many = "\n".join(f"These Nummer {word}." for word in "abcdefghijklmnopqrstuvwxyzäöüß")
    assert office.post(f"{page}/uebernehmen", data={"token": signed, "lines": many}).status_code == 409
    assert len(queries.dialogue(number, public=False).theses) == 1
    running = meetings.opened()
    to = f"/buero/div/{running.id}/thesen/liste/uebernehmen"
    assert office.post(to, data={"token": signed, "lines": "Neu."}).status_code == 409
    assert len(ballots.one(running.id).theses) == len(running.theses)


@pytest.mark.parametrize("lines", ["\x00", "", "   ", "a" * 100_000])
def test_bad_input_stores_nothing(office: FlaskClient, lines: str) -> None:
    number = make_dialogue()
    page = f"/buero/div/{number}/thesen/liste"
    assert office.post(page, data={"token": token(office.get(page)), "lines": lines}).status_code == 422
    for sent in ({}, {"token": "gefälscht", "lines": "Eins."}):
        assert office.post(f"{page}/uebernehmen", data=sent).status_code == 400
    assert queries.dialogue(number, public=False).theses == []


def test_who_only_reads_takes_nothing(reader: FlaskClient) -> None:
    number = make_dialogue(theses=("Eins.",))
    assert reader.get(f"/buero/div/{number}/thesen/liste").status_code == 403
    assert reader.get(f"/buero/div/{number}/regeln").status_code == 200
