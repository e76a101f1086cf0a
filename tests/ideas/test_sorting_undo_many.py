"""One press undone as a whole: steps, assignments, keywords, a wave; what somebody changed since is named and stays."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, insert, select
from werkzeug.test import TestResponse

from core import clock, outbox
from core.accounts.models import Account
from core.db import db, writing
from core.errors import NotThere, Refused
from core.journal import HOUSE
from ideas import services
from ideas.models import Idea, Source
from ideas.sorting import queries as sorted_
from ideas.sorting import services as sorting
from ideas.stages import Stage
from ideas.suspicion import queries as suspicion
from ideas.suspicion import services as suspecting
from ideas.suspicion.models import SpamMark
from tests.support.entering import moving
from tests.support.making import Made, make_idea
from tests.support.pages import token, version
from tests.support.smtp import Sink

LIST, DO = "/buero/ideen/alle", "/buero/ideen/sammeln"
FORM = {"area": "", "category": "", "account": "", "reason": "Das ist Werbung.", "words": ""}


def press(client: FlaskClient, *ideas: Made, **fields: Any) -> str:
    db.session.rollback()
    rows = db.session.execute(select(Idea.id, Idea.version).where(Idea.id.in_([one.id for one in ideas])))
    picked = [f"{number}:{seen}" for number, seen in rows]
    answer = client.post(DO, data={"token": token(client.get(LIST), DO), **FORM, "picked": picked, **fields})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.headers["Location"]


def undo(client: FlaskClient, page: str) -> TestResponse:
    action = f"{page}/rueckgaengig"
    return client.post(action, data={"token": token(client.get(page), action)})


def stages(*ideas: Made) -> list[Stage]:
    db.session.rollback()
    found = dict(db.session.execute(select(Idea.id, Idea.stage)).all())
    return [found[one.id] for one in ideas]


def test_many_declined_stand_as_before(office: FlaskClient) -> None:
    ideas = [make_idea(f"Eine Bank {number}.") for number in range(3)]
    page = press(office, *ideas, decline="1")
    assert "Letzter Sammelschritt" in office.get("/buero/ideen").get_data(as_text=True)
    assert undo(office, page).headers["Location"] == page
    assert stages(*ideas) == [Stage.RECEIVED] * 3
    assert "3 Ideen stehen wieder wie vorher" in office.get(page).get_data(as_text=True)
    assert "Letzter Sammelschritt" not in office.get("/buero/ideen").get_data(as_text=True)


def test_what_somebody_changed_since_is_named_and_stays(office: FlaskClient) -> None:
    first, second = make_idea("Eine Bank."), make_idea("Ein Baum.")
    page = press(office, first, second, publish="1")
    with writing():
        services.advance(second.id, Stage.ANSWERED, HOUSE, services.Said(reason="Das gibt es schon."))
    undo(office, page)
    assert stages(first, second) == [Stage.RECEIVED, Stage.ANSWERED]
    shown = office.get(page).get_data(as_text=True)
    assert "1 Idee steht wieder wie vorher" in shown
    assert f"Nr. {second.id} Ein Baum" in shown
    assert "Die Idee steht jetzt auf „Beantwortet“" in shown


def test_a_later_step_of_ones_own_is_not_undone_instead(office: FlaskClient) -> None:
    idea = make_idea("Eine Bank.")
    page = press(office, idea, publish="1")
    path = f"/buero/ideen/{idea.id}"
    opened = office.get(path)
    office.post(path, data={"token": token(opened, path), "version": version(opened), "tag": "1"})
    undo(office, page)
    assert stages(idea) == [Stage.PUBLISHED]
    assert "Nicht zurückgenommen" in office.get(page).get_data(as_text=True)


def test_letters_that_left_keep_their_ideas(office: FlaskClient, letters: Sink) -> None:
    told, quiet = make_idea("Eine Bank.", "nele@example.org"), make_idea("Ein Baum.")
    with writing():
        services.confirm(told.id)
    page = press(office, told, quiet, decline="1")
    outbox.deliver_due()
    letters.wait_for(2)
    undo(office, page)
    assert stages(told, quiet) == [Stage.NOT_PUBLISHED, Stage.RECEIVED]
    assert "schon unterwegs" in office.get(page).get_data(as_text=True)


def test_assignments_go_back_to_whom_they_were(office: FlaskClient, admin: FlaskClient) -> None:
    anna, other = db.session.scalars(select(Account.id).order_by(Account.id)).all()
    first, second, third = (make_idea(f"Eine Bank {number}.") for number in range(3))
    with writing():
        sorting.assign(first.id, other, HOUSE, None)
    page = press(office, first, second, third, assign="1", account=str(anna))
    with writing():
        sorting.assign(third.id, other, HOUSE, anna)
    undo(office, page)
    db.session.rollback()
    found = dict(db.session.execute(select(Idea.id, Idea.assigned_to)).all())
    assert [found[one.id] for one in (first, second, third)] == [other, None, other]
    assert f"Nr. {third.id}" in office.get(page).get_data(as_text=True)


def test_keywords_come_and_go_again(office: FlaskClient) -> None:
    first, second = make_idea("Eine Bank."), make_idea("Ein Baum.")
    with writing():
        sorting.put(first.id, ["Park"], HOUSE)
    page = press(office, first, second, word_on="1", words="Park, Bach")
    undo(office, page)
    db.session.rollback()
    assert [sorted_.keywords_of(one.id) for one in (first, second)] == [["Park"], []]
    page = press(office, first, second, word_off="1", words="park")
    assert sorted_.keywords_of(first.id) == []
    undo(office, page)
    db.session.rollback()
    assert [sorted_.keywords_of(one.id) for one in (first, second)] == [["Park"], []]


def test_too_late_twice_forged_and_foreign(office: FlaskClient, reader: FlaskClient) -> None:
    idea = make_idea()
    with moving() as time:
        page = press(office, idea, publish="1")
        assert reader.post(f"{page}/rueckgaengig").status_code == 403
        assert office.post(f"{page}/rueckgaengig").status_code == 400
        assert office.post("/buero/ideen/sammeln/999/rueckgaengig").status_code == 400
        with pytest.raises(NotThere), writing():
            sorting.undo_press(999, HOUSE)
        time.move(minutes=11)
        assert f"{page}/rueckgaengig" not in office.get(page).get_data(as_text=True)
        with pytest.raises(Refused), writing():
            sorting.undo_press(int(page.rsplit("/", 1)[1]), HOUSE)
    assert stages(idea) == [Stage.PUBLISHED]


def test_a_double_click_undoes_once(office: FlaskClient) -> None:
    idea = make_idea()
    page = press(office, idea, publish="1")
    action = f"{page}/rueckgaengig"
    signed = token(office.get(page), action)
    assert [office.post(action, data={"token": signed}).status_code for _ in range(2)] == [303, 303]
    assert stages(idea) == [Stage.RECEIVED]


def wave(count: int) -> None:
    now = clock.now()
    common = {"text": "Kredit", "place": "", "stage": Stage.RECEIVED, "submitted_at": now, "changed_at": now}
    rows = [
        {**common, "title": f"Kredit {n}", "source": Source.WEB, "suspicion": "many", "version": 1}
        for n in range(count)
    ]
    with writing():
        db.session.execute(insert(Idea), rows)


def received() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).where(Idea.stage == Stage.RECEIVED)) or 0


def test_what_the_worker_declined_as_spam_comes_back(office: FlaskClient) -> None:
    wave(120)
    path = "/buero/ideen/verdacht"
    page = office.get(path)
    office.post(path, data={"token": token(page, path), "upto": "999", "reasons": "many"})
    outbox.deliver_due(only={suspecting.KIND})
    assert received() == 0
    touched = db.session.scalars(select(Idea.id).order_by(Idea.id)).first() or 0
    with writing():
        services.tag(touched, [], category_id=None, district_id=None, who=HOUSE)
    shown = office.get(path)
    assert "120 Ideen als Werbung abgelehnt" in shown.get_data(as_text=True)
    action = f"{path}/rueckgaengig"
    assert office.post(action, data={"token": token(shown, action)}).status_code == 303
    outbox.deliver_due(only={suspecting.BACK})
    assert received() == 119
    assert suspicion.how_many_leaving() == 0
    assert db.session.scalars(select(SpamMark.idea_id)).all() == [touched]
    assert f"Nr. {touched}" in office.get(path).get_data(as_text=True)


def test_a_wave_taken_back_before_the_worker_came_is_never_declined(office: FlaskClient) -> None:
    wave(60)
    path = "/buero/ideen/verdacht"
    office.post(path, data={"token": token(office.get(path), path), "upto": "999", "reasons": "many"})
    action = f"{path}/rueckgaengig"
    office.post(action, data={"token": token(office.get(path), action)})
    outbox.deliver_due(only={suspecting.KIND, suspecting.BACK})
    assert received() == 60
    assert suspicion.how_many() == 60


def test_one_declined_as_spam_is_undone_and_not_declined_again(office: FlaskClient) -> None:
    idea = make_idea("Kredit")
    path, action = f"/buero/ideen/{idea.id}", f"/buero/ideen/{idea.id}/werbung"
    page = office.get(path)
    office.post(action, data={"token": token(page, action), "version": version(page)})
    assert stages(idea) == [Stage.NOT_PUBLISHED]
    back = f"{path}/rueckgaengig"
    assert office.post(back, data={"token": token(office.get(path), back)}).status_code == 303
    suspecting.decline_marked(0, {})
    assert stages(idea) == [Stage.RECEIVED]
    assert suspicion.how_many_leaving() == 0
