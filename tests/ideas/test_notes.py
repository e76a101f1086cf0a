"""Internal notes: for the office alone, changed by their author for a day, nowhere else, gone with the idea."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from core import indexing
from core.db import db, writing
from core.errors import Refused
from core.journal import Entry, Who
from ideas import keeping
from ideas.notes import services
from ideas.notes.models import TEXT_LENGTH, Note
from tests.support.entering import moving
from tests.support.junk import HOSTILE, encoded
from tests.support.making import Made, make_idea, published
from tests.support.pages import fill, token
from tests.support.statements import counted

SECRET = "Das Umweltamt hat Messwerte vom Sommer"


def write(client: FlaskClient, number: int, text: str = SECRET) -> TestResponse:
    action = f"/buero/ideen/{number}/notizen"
    return fill(client, f"/buero/ideen/{number}", to=action, action=action, text=text)


def notes() -> list[Note]:
    db.session.rollback()
    return list(db.session.scalars(select(Note).order_by(Note.id).execution_options(populate_existing=True)))


def change(client: FlaskClient, note: Note, text: str, version: int = 1) -> TestResponse:
    page = client.get(f"/buero/ideen/{note.idea_id}")
    action = f"/buero/ideen/{note.idea_id}/notizen/{note.id}"
    return client.post(action, data={"token": token(page, action), "version": str(version), "text": text})


def test_the_office_writes_a_note_and_reads_it(office: FlaskClient, reader: FlaskClient) -> None:
    idea = make_idea()
    assert write(office, idea.id).status_code == 303
    page = office.get(f"/buero/ideen/{idea.id}").get_data(as_text=True)
    assert SECRET in page
    assert "IFG NRW" in page
    assert "Art. 15 DSGVO" in page
    assert SECRET in reader.get(f"/buero/ideen/{idea.id}").get_data(as_text=True)


def test_a_note_stands_on_no_public_page_and_in_no_index(office: FlaskClient, visitor: FlaskClient) -> None:
    idea = published("Eine Bank am Bach.")
    write(office, idea.id)
    indexing.rebuild()
    for path in (f"/ideen/{idea.id}", "/ideen?q=Messwerte", "/ideen.csv", "/ideen.json", "/suche?q=Messwerte"):
        assert SECRET not in visitor.get(path, follow_redirects=True).get_data(as_text=True), path
    assert "Eine Bank" not in office.get("/buero/ideen/alle?q=Messwerte").get_data(as_text=True)


def test_the_journal_holds_no_word_of_it(office: FlaskClient) -> None:
    idea = make_idea()
    write(office, idea.id)
    change(office, notes()[0], f"{SECRET} und Herbst")
    rows = db.session.scalars(select(Entry).where(Entry.verb.startswith("note.")).order_by(Entry.id)).all()
    assert [(row.verb, row.parameters) for row in rows] == [("note.written", {}), ("note.changed", {})]


def test_ones_own_note_can_be_changed_for_a_day(office: FlaskClient) -> None:
    idea = make_idea()
    with moving() as time:
        write(office, idea.id)
        time.move(minutes=5)
        assert change(office, notes()[0], "Andere Worte.").status_code == 303
        page = office.get(f"/buero/ideen/{idea.id}").get_data(as_text=True)
        assert "Andere Worte." in page
        assert "(geändert)" in page
        time.move(hours=24)
        who = Who("office", notes()[0].author_id)
        with pytest.raises(Refused), writing():
            services.change(idea.id, notes()[0].id, "Zu spät.", who, 2)
    assert notes()[0].text == "Andere Worte."


def test_nobody_changes_the_note_of_another(office: FlaskClient, admin: FlaskClient) -> None:
    idea = make_idea()
    write(office, idea.id)
    note = notes()[0]
    write(admin, idea.id, "Meine eigene.")
    page = admin.get(f"/buero/ideen/{idea.id}")
    own = f"/buero/ideen/{idea.id}/notizen/{notes()[1].id}"
    sent = {"token": token(page, own), "version": "1", "text": "Fremde Worte."}
    assert admin.post(f"/buero/ideen/{idea.id}/notizen/{note.id}", data=sent).status_code == 409
    assert notes()[0].text == SECRET


def test_a_note_belongs_to_its_idea(office: FlaskClient) -> None:
    idea, other = make_idea(), make_idea("Ein Baum.")
    write(office, idea.id)
    note = notes()[0]
    page = office.get(f"/buero/ideen/{idea.id}")
    sent = {"token": token(page, f"/buero/ideen/{idea.id}/notizen/{note.id}"), "version": "1", "text": "Falsch."}
    assert office.post(f"/buero/ideen/{other.id}/notizen/{note.id}", data=sent).status_code == 404


def test_the_second_of_two_windows_is_told(office: FlaskClient) -> None:
    idea = make_idea()
    write(office, idea.id)
    assert change(office, notes()[0], "Erste.").status_code == 303
    assert change(office, notes()[0], "Zweite.", version=1).status_code == 409
    assert notes()[0].text == "Erste."


def test_a_double_click_writes_once(office: FlaskClient) -> None:
    idea = make_idea()
    action = f"/buero/ideen/{idea.id}/notizen"
    sent = {"token": token(office.get(f"/buero/ideen/{idea.id}"), action), "text": SECRET}
    assert [office.post(action, data=sent).status_code for _ in range(2)] == [303, 303]
    assert len(notes()) == 1


@pytest.mark.parametrize("junk", [*HOSTILE, "a" * 100_000])
def test_junk_stays_text_or_is_refused(office: FlaskClient, junk: str) -> None:
    idea = make_idea()
    action = f"/buero/ideen/{idea.id}/notizen"
    sent = encoded({"token": token(office.get(f"/buero/ideen/{idea.id}"), action), "text": junk})
    answer = office.post(action, data=sent, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in {303, 400, 413, 422}
    assert all(0 < len(note.text) <= TEXT_LENGTH for note in notes())
    page = office.get(f"/buero/ideen/{idea.id}")
    assert page.status_code == 200
    assert "<script>alert(1)" not in page.get_data(as_text=True)


def test_a_reader_writes_nothing(reader: FlaskClient) -> None:
    idea = make_idea()
    assert "Notiz speichern" not in reader.get(f"/buero/ideen/{idea.id}").get_data(as_text=True)
    assert reader.post(f"/buero/ideen/{idea.id}/notizen", data={"text": "Nein."}).status_code == 403
    assert notes() == []


def test_notes_go_with_their_idea(office: FlaskClient) -> None:
    idea = make_idea()
    write(office, idea.id)
    with writing():
        assert keeping.delete_for_good([idea.id]) == 1
    assert db.session.scalar(select(func.count()).select_from(Note)) == 0


def test_the_page_costs_the_same_for_one_and_ten_notes(office: FlaskClient) -> None:
    def cost(idea: Made, count: int) -> int:
        for number in range(count):
            write(office, idea.id, f"Notiz {number}")
        with counted() as statements:
            office.get(f"/buero/ideen/{idea.id}")
        return len(statements)

    idea = make_idea()
    assert cost(idea, 1) == cost(idea, 9)
