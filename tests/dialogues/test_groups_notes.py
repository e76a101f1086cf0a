"""Notes beside theses and Leitfragen: written in front or in the office, once, ranked, taken along into orders and papers."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert
from werkzeug.test import TestResponse

from circles.models import WorkOrder
from core.db import db, writing
from core.errors import NotThere, Refused
from core.factory import House
from core.journal import HOUSE
from dialogues import leading
from dialogues import queries as dialogues
from dialogues.groups import queries, services
from dialogues.models import TEXT_LENGTH, Way, vision_thesis
from papers import queries as papers
from tests.support import front, meetings
from tests.support.making import published
from tests.support.making_orders import make_circle, make_deliverable, make_order
from tests.support.making_papers import make_paper
from tests.support.making_visions import make_vision
from tests.support.pages import fill, token, version

QUESTIONS = ("Was müsste dafür sicher sein?", "Wer prüft, ob sie stimmen?", "Was darf trotzdem nicht offen sein?")


def write(client: FlaskClient, address: str, **fields: Any) -> TestResponse:
    """Send the form for notes and Leitfragen."""
    signed = token(client.get(address), f"{address}/notiz")
    return client.post(f"{address}/notiz", data={"token": signed, "kind": "notiz", **fields})


def asked(meeting: meetings.Meeting, *questions: str, thesis: int | None = None) -> list[int]:
    """Put Leitfragen at the end of the list and return their ids."""
    with writing():
        return [services.ask(meeting.id, one, HOUSE, thesis_id=thesis).id for one in questions]


def listed(meeting: meetings.Meeting) -> list[str]:
    """Return the Leitfragen in their order."""
    db.session.rollback()
    return [one.text for one in queries.questions(meeting.id)]


def test_a_note_stands_beside_its_thesis_for_moderator_and_office(
    app: House, visitor: FlaskClient, office: FlaskClient
) -> None:
    meeting = meetings.opened()
    address = front.moderator(meeting)
    said = "Bus ja, aber nicht den Weg zum Arzt.\nLöschen nach einem Tag."
    assert write(visitor, address, thesis=str(meeting.theses[0]), text=said).status_code == 303
    assert "Löschen nach einem Tag." in visitor.get(address).get_data(as_text=True)
    assert "Bus ja, aber nicht" in office.get(f"/buero/div/{meeting.id}").get_data(as_text=True)
    assert "Bus ja" not in visitor.get(front.wall(meeting)).get_data(as_text=True)


def test_the_same_form_sent_twice_writes_once(app: House, visitor: FlaskClient) -> None:
    meeting = meetings.opened()
    address = front.moderator(meeting)
    signed = token(visitor.get(address), f"{address}/notiz")
    said = {"token": signed, "thesis": str(meeting.theses[0]), "text": "Zweimal gedrückt", "kind": "notiz"}
    assert [visitor.post(f"{address}/notiz", data=said).status_code for _ in range(2)] == [303, 303]
    assert sum(map(len, queries.notes(meeting.id).values())) == 1


def test_what_cannot_be_taken_is_said_and_what_was_typed_stays(app: House, visitor: FlaskClient) -> None:
    meeting, foreign = meetings.opened(), meetings.opened()
    address = front.moderator(meeting)
    first = str(meeting.theses[0])
    wrong: tuple[dict[str, str], ...] = (
        {"thesis": first, "text": ""},
        {"thesis": first, "text": "...\x00 \u200b"},
        {"thesis": first, "text": "lang " * 20_000},
        {"thesis": "0", "text": "Eine Notiz ohne These"},
        {"thesis": str(foreign.theses[0]), "text": "Fremd"},
        {"thesis": "９", "text": "Keine Zahl"},
        {"thesis": first, "text": "Wozu? " * 60, "kind": "leitfrage"},
    )
    for fields in wrong:
        answer = write(visitor, address, **fields)
        assert answer.status_code == 422, fields["text"][:20]
        assert 'class="fault"' in answer.get_data(as_text=True)
    assert "Keine Zahl" in write(visitor, address, thesis="x", text="Keine Zahl").get_data(as_text=True)
    assert queries.notes(meeting.id) == {}
    assert listed(meeting) == []


def test_a_question_comes_from_a_thesis_or_from_the_whole_talk_and_is_ranked(app: House, visitor: FlaskClient) -> None:
    meeting = meetings.opened()
    address = front.moderator(meeting)
    for thesis, text in zip((meeting.theses[0], 0, 0), QUESTIONS, strict=True):
        answer = write(visitor, address, thesis=str(thesis), text=text, kind="leitfrage")
        assert answer.status_code == 303
    assert write(visitor, address, thesis="0", text=QUESTIONS[0], kind="leitfrage").status_code == 303
    assert listed(meeting) == list(QUESTIONS)
    last = queries.questions(meeting.id)[-1].id
    page = visitor.get(address)
    assert visitor.post(f"{address}/leitfrage/{last}/hoch").status_code == 400
    foreign = {"token": token(page, f"{address}/notiz")}
    assert visitor.post(f"{address}/leitfrage/{last}/hoch", data=foreign).status_code == 400
    said = {"token": token(page, f"{address}/leitfrage")}
    assert visitor.post(f"{address}/leitfrage/{last}/hoch", data=said).status_code == 303
    assert visitor.post(f"{address}/leitfrage/4711/hoch", data=said).status_code == 404
    assert listed(meeting) == [QUESTIONS[0], QUESTIONS[2], QUESTIONS[1]]


def test_the_office_writes_ranks_rephrases_and_takes_out(office: FlaskClient) -> None:
    meeting = meetings.planned()
    page = f"/buero/div/{meeting.id}/leitfragen"
    for text in QUESTIONS:
        assert fill(office, page, text=text, thesis="0").status_code == 303
    first, _, last = [one.id for one in queries.questions(meeting.id)]
    signed = token(office.get(page), page)
    assert office.post(f"{page}/{last}/hoch", data={"token": signed}).status_code == 303
    assert office.post(f"{page}/{first}/hoch", data={"token": signed}).status_code == 303
    assert listed(meeting) == [QUESTIONS[0], QUESTIONS[2], QUESTIONS[1]]
    one = f"{page}/{first}"
    stale = version(office.get(one))
    assert fill(office, one, action=one, text="Was genau?", version=stale).status_code == 303
    assert fill(office, one, action=one, text="Zu spät", version=stale).status_code == 409
    assert listed(meeting)[0] == "Was genau?"
    for _ in range(2):
        assert office.post(f"{page}/{last}/entfernen", data={"token": signed}).status_code == 303
    assert listed(meeting) == ["Was genau?", QUESTIONS[1]]
    assert fill(office, page, text="?!", thesis="0").status_code == 422
    assert fill(office, page, text="Aus welcher These", thesis="4711").status_code == 422
    other = meetings.planned()
    assert office.get(f"/buero/div/{other.id}/leitfragen/{first}").status_code == 404


def test_notes_change_and_go_only_in_their_own_meeting(app: House) -> None:
    meeting, other = meetings.opened(), meetings.opened()
    with writing():
        note = services.add_note(meeting.id, meeting.theses[0], "Erst so", HOUSE).id
    with writing(), pytest.raises(NotThere):
        services.change_note(other.id, note, "Fremd", HOUSE)
    with writing(), pytest.raises(NotThere):
        services.add_note(other.id, meeting.theses[0], "Fremd", HOUSE)
    with writing(), pytest.raises(Refused):
        services.change_note(meeting.id, note, "Veraltet", HOUSE, version=0)
    with writing():
        services.change_note(meeting.id, note, "Dann so", HOUSE)
    assert [one.text for one in queries.notes(meeting.id)[meeting.theses[0]]] == ["Dann so"]
    for _ in range(2):
        with writing():
            services.change_note(meeting.id, note, "", HOUSE)
    assert queries.notes(meeting.id) == {}


def test_the_office_puts_a_note_otherwise_and_takes_it_out(office: FlaskClient, reader: FlaskClient) -> None:
    meeting, other = meetings.opened(), meetings.opened()
    with writing():
        note = services.add_note(meeting.id, meeting.theses[0], "Frau Muster sagt Nein.", HOUSE).id
    page = f"/buero/div/{meeting.id}/notizen/{note}"
    stale = version(office.get(page))
    assert fill(office, page, action=page, text="Eine Person sagt Nein.", version=stale).status_code == 303
    assert fill(office, page, action=page, text="Zu spät", version=stale).status_code == 409
    assert fill(office, page, action=page, text="", version="0").status_code == 422
    shown = office.get(f"/buero/div/{meeting.id}").get_data(as_text=True)
    assert "Eine Person sagt Nein." in shown
    assert "Muster" not in shown
    assert office.get(f"/buero/div/{other.id}/notizen/{note}").status_code == 404
    assert reader.get(page).status_code == 403
    signed = token(office.get(page), f"{page}/entfernen")
    for _ in range(2):
        assert office.post(f"{page}/entfernen", data={"token": signed}).status_code == 303
    assert queries.notes(meeting.id) == {}


def test_questions_go_along_into_work_order_and_paper_and_the_list_says_where(office: FlaskClient) -> None:
    meeting = meetings.opened()
    asked(meeting, *QUESTIONS)
    meetings.closed(meeting)
    vision = make_vision(published("Ein Fühler am Baum").id, dialogue_id=meeting.id, way=Way.CIRCLE)
    page = f"/buero/zirkel/{make_circle()}/auftrag/neu?vision={vision}"
    shown = office.get(page).get_data(as_text=True)
    assert leading.HEAD in shown
    assert all(f"- {one}" in shown for one in QUESTIONS)
    order = make_order(vision)
    goal = f"Messen, und fragen: {QUESTIONS[1]}"
    with writing():
        db.session.get_one(WorkOrder, order).goal = goal
    paper = make_paper(deliverable_id=make_deliverable(order), released=False)
    reasons = papers.paper(paper, "desk").reasons
    assert f"{leading.HEAD}\n- {QUESTIONS[0]}\n- {QUESTIONS[1]}\n- {QUESTIONS[2]}" in reasons
    places = office.get(f"/buero/div/{meeting.id}/leitfragen").get_data(as_text=True)
    assert places.count("Arbeitsauftrag „Hilfe beim Handy“") == 1
    assert places.count("Vorlage „") == 3


def test_a_vision_takes_only_questions_of_the_theses_that_carry_it(app: House) -> None:
    meeting = meetings.opened()
    asked(meeting, QUESTIONS[0], thesis=meeting.theses[0])
    asked(meeting, QUESTIONS[1], thesis=meeting.theses[1])
    asked(meeting, QUESTIONS[2])
    number = make_vision(published("Ein Fühler").id, dialogue_id=meeting.id)
    vision = dialogues.vision(number, public=False)
    assert leading.of_vision(vision) == list(QUESTIONS)
    with writing():
        db.session.execute(insert(vision_thesis).values(vision_id=number, thesis_id=meeting.theses[1]))
    assert leading.of_vision(dialogues.vision(number, public=False)) == [QUESTIONS[1], QUESTIONS[2]]


def test_questions_that_do_not_fit_are_left_out_and_the_text_stays_whole() -> None:
    text = "x" * (TEXT_LENGTH - 60)
    kept = leading.joined(text, ["Kurz?", "Lang " * 40], TEXT_LENGTH)
    assert kept.endswith("- Kurz?")
    assert kept.startswith(text)
    assert leading.joined("x" * TEXT_LENGTH, ["Kurz?"], TEXT_LENGTH) == "x" * TEXT_LENGTH
    assert leading.joined("Ziel", [], 100) == "Ziel"
