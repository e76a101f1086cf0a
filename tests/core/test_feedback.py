"""Barriere melden: stored once, told to the office by letter, worked off, the address forgotten."""

from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy import select

from core import outbox
from core.db import db
from core.feedback import Report
from tests.support.pages import fill, token
from tests.support.smtp import Sink

PATH = "/barrierefreiheit/melden"
TEXT = "Die Knöpfe auf der Danke-Seite liest mein Vorleseprogramm nicht vor."


def reports() -> list[Report]:
    db.session.rollback()
    return list(db.session.scalars(select(Report).order_by(Report.id)))


def test_a_report_is_stored_and_the_office_gets_a_letter(visitor: FlaskClient, letters: Sink) -> None:
    answer = fill(visitor, PATH, text=TEXT, page="Danke-Seite", email="mila@example.org")
    assert answer.headers["Location"] == "/barrierefreiheit?notiz=gemeldet"
    assert "Danke! Ihre Meldung ist bei uns." in visitor.get(answer.headers["Location"]).get_data(as_text=True)
    outbox.deliver_due()
    letter = letters.wait_for(1)[0]
    assert letter.message["To"] == "digitalisierungsbuero@bielefeld.example"
    assert "Die Knöpfe auf der Danke-Seite" in letter.text


def test_sent_twice_it_is_stored_once(visitor: FlaskClient) -> None:
    sent = {"token": token(visitor.get(PATH)), "text": TEXT}
    assert [visitor.post(PATH, data=sent).status_code for _ in range(2)] == [303, 303]
    assert len(reports()) == 1


def test_without_words_it_is_asked_again(visitor: FlaskClient) -> None:
    for text in ("", "   \n "):
        page = fill(visitor, PATH, text=text)
        assert page.status_code == 422
        assert "Schreiben Sie kurz, was Sie gehindert hat." in page.get_data(as_text=True)
    assert reports() == []


def test_a_machine_sends_no_letter(visitor: FlaskClient, letters: Sink) -> None:
    fill(visitor, PATH, text=TEXT, website="http://spam.example")
    outbox.deliver_due()
    assert letters.letters == []
    assert [report.suspicion for report in reports()] == ["honeypot"]


def test_closing_forgets_the_address(visitor: FlaskClient, office: FlaskClient) -> None:
    fill(visitor, PATH, text=TEXT, email="mila@example.org")
    page = office.get("/buero/meldungen")
    assert "mila@example.org" in page.get_data(as_text=True)
    number = reports()[0].id
    action = f"/buero/meldungen/{number}/erledigt"
    assert office.post(action, data={"token": token(page, action)}).status_code == 303
    (report,) = reports()
    assert report.closed_at is not None
    assert report.email is None
    assert "Keine Meldung wartet." in office.get("/buero/meldungen").get_data(as_text=True)
