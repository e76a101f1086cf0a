"""Undo of the last step: stage, tags, publication and letter as before; refused when it is too late or a letter has left."""

from __future__ import annotations

import threading
from functools import partial

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from core import outbox
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import HOUSE, Entry
from core.outbox import Promise
from ideas import queries, services
from ideas.models import Idea, LastStep, Step
from ideas.stages import Stage
from radar import queries as radar
from tests.support.entering import moving
from tests.support.making import Made, make_idea
from tests.support.pages import fill, token, version
from tests.support.smtp import Sink
from tests.support.together import at_once


def decide(client: FlaskClient, idea: Made, **fields: object) -> None:
    path = f"/buero/ideen/{idea.id}"
    page = client.get(path)
    answer = client.post(path, data={"token": token(page, path), "version": version(page), **fields})
    assert answer.status_code == 303, answer.get_data(as_text=True)


def undo(client: FlaskClient, idea: Made) -> TestResponse:
    action = f"/buero/ideen/{idea.id}/rueckgaengig"
    return fill(client, f"/buero/ideen/{idea.id}", to=action, action=action)


def stored(idea: Made) -> Idea:
    db.session.rollback()
    return queries.one(idea.id, public=False)


def with_address() -> Made:
    idea = make_idea("Eine Bank am Bach.", "nele@example.org")
    with writing():
        services.confirm(idea.id)
    return idea


def letters_waiting() -> int:
    db.session.rollback()
    waits = select(func.count()).select_from(Promise).where(Promise.kind == "letter", Promise.done_at.is_(None))
    return db.session.scalar(waits) or 0


def test_a_publication_is_undone_with_tags_and_step(office: FlaskClient, visitor: FlaskClient) -> None:
    idea, area = make_idea(), radar.taxonomy().areas[2]
    decide(office, idea, publish="1", areas=[str(area.id)], category=str(queries.categories()[0].id))
    assert visitor.get(f"/ideen/{idea.id}", follow_redirects=True).status_code == 200
    assert f"/buero/ideen/{idea.id}/rueckgaengig" in office.get("/buero/ideen").get_data(as_text=True)
    assert undo(office, idea).status_code == 303
    found = stored(idea)
    assert (found.stage, found.published_at, found.category_id, found.areas) == (Stage.RECEIVED, None, None, [])
    assert [step.stage for step in found.steps] == [Stage.RECEIVED]
    assert visitor.get(f"/ideen/{idea.id}").status_code == 404
    assert visitor.get("/ideen").get_data(as_text=True).count(f"/ideen/{idea.id}-") == 0


def test_the_journal_keeps_both(office: FlaskClient) -> None:
    idea = make_idea()
    decide(office, idea, publish="1")
    undo(office, idea)
    verbs = db.session.scalars(select(Entry.verb).where(Entry.kind == "idea").order_by(Entry.id)).all()
    assert verbs == ["idea.received", "idea.tagged", "idea.advanced", "idea.undone"]
    page = office.get(f"/buero/ideen/{idea.id}/protokoll").get_data(as_text=True)
    assert "hat den letzten Schritt rückgängig gemacht: wieder „Eingegangen“" in page


def test_a_letter_that_has_not_left_is_withdrawn(office: FlaskClient) -> None:
    idea = with_address()
    before = letters_waiting()
    decide(office, idea, publish="1")
    assert letters_waiting() == before + 1
    assert undo(office, idea).status_code == 303
    assert letters_waiting() == before


def test_a_letter_that_has_left_cannot_be_called_back(office: FlaskClient, letters: Sink) -> None:
    idea = with_address()
    decide(office, idea, publish="1")
    action = f"/buero/ideen/{idea.id}/rueckgaengig"
    signed = token(office.get(f"/buero/ideen/{idea.id}"), action)
    outbox.deliver_due()
    letters.wait_for(2)
    assert action not in office.get(f"/buero/ideen/{idea.id}").get_data(as_text=True)
    answer = office.post(action, data={"token": signed})
    assert answer.status_code == 409
    assert "schon unterwegs" in answer.get_data(as_text=True)
    assert stored(idea).stage is Stage.PUBLISHED


def test_when_somebody_acted_since_it_is_refused(office: FlaskClient, admin: FlaskClient) -> None:
    idea = make_idea()
    decide(office, idea, publish="1")
    action = f"/buero/ideen/{idea.id}/rueckgaengig"
    signed = token(office.get(f"/buero/ideen/{idea.id}"), action)
    with writing():
        services.advance(idea.id, Stage.ANSWERED, HOUSE, services.Said(reason="Das gibt es schon."))
    answer = office.post(action, data={"token": signed})
    assert answer.status_code == 409
    assert stored(idea).stage is Stage.ANSWERED
    assert action not in office.get(f"/buero/ideen/{idea.id}").get_data(as_text=True)


def test_after_ten_minutes_and_a_second_time_it_is_refused(office: FlaskClient) -> None:
    idea, late = make_idea(), make_idea("Ein Baum.")
    with moving() as time:
        decide(office, idea, publish="1")
        decide(office, late, publish="1")
        time.move(minutes=9)
        with writing():
            services.undo(idea.id, HOUSE)
        with pytest.raises(Refused), writing():
            services.undo(idea.id, HOUSE)
        time.move(minutes=2)
        with pytest.raises(Refused), writing():
            services.undo(late.id, HOUSE)
    assert stored(late).stage is Stage.PUBLISHED


def test_placing_alone_is_undone_too(office: FlaskClient) -> None:
    idea, areas = make_idea(), radar.taxonomy().areas
    decide(office, idea, tag="1", areas=[str(areas[0].id)])
    with writing():
        services.tag(idea.id, [areas[1].id], category_id=None, district_id=None, who=HOUSE)
    decide(office, idea, tag="1", areas=[str(areas[4].id)])
    assert undo(office, idea).status_code == 303
    assert [area.id for area in stored(idea).areas] == [areas[1].id]


def test_what_many_did_is_undone_one_by_one(office: FlaskClient) -> None:
    idea = make_idea()
    page = office.get("/buero/ideen/alle")
    action = "/buero/ideen/sammeln"
    sent = {"area": "", "category": "", "account": "", "reason": "Werbung.", "picked": f"{idea.id}:1", "decline": "1"}
    assert office.post(action, data={"token": token(page, action), **sent}).status_code == 303
    assert undo(office, idea).status_code == 303
    assert stored(idea).stage is Stage.RECEIVED


def test_a_reader_undoes_nothing(office: FlaskClient, reader: FlaskClient) -> None:
    idea = make_idea()
    decide(office, idea, publish="1")
    assert reader.post(f"/buero/ideen/{idea.id}/rueckgaengig").status_code == 403
    assert office.post(f"/buero/ideen/{idea.id}/rueckgaengig").status_code in {400, 409, 422}
    assert stored(idea).stage is Stage.PUBLISHED


def test_of_two_who_undo_at_once_one_is_told(app: House, office: FlaskClient) -> None:
    idea = make_idea()
    decide(office, idea, publish="1")
    undoing = partial(services.undo, idea.id, HOUSE)
    assert [bool(said) for said in at_once(app, undoing, undoing)] == [False, True]
    assert [step.stage for step in stored(idea).steps] == [Stage.RECEIVED]


def test_undoing_and_sending_at_once_never_do_both(app: House, office: FlaskClient, letters: Sink) -> None:
    idea = with_address()
    outbox.deliver_due()
    letters.wait_for(1)
    decide(office, idea, publish="1")
    start, ends = threading.Barrier(2), []

    def send() -> None:
        with app.app_context():
            start.wait()
            outbox.deliver_due()

    def press() -> None:
        with app.app_context():
            start.wait()
            try:
                with writing():
                    services.undo(idea.id, HOUSE)
                ends.append("undone")
            except Refused:
                ends.append("told")

    threads = [threading.Thread(target=one) for one in (send, press)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    found = stored(idea)
    assert (len(letters.letters), found.public) in {(1, False), (2, True)}, ends


def test_the_last_step_goes_with_its_idea(office: FlaskClient) -> None:
    idea = make_idea()
    decide(office, idea, publish="1")
    with writing():
        db.session.delete(db.session.get_one(Idea, idea.id))
    assert db.session.scalar(select(func.count()).select_from(LastStep)) == 0
    assert db.session.scalar(select(func.count()).select_from(Step)) == 0
