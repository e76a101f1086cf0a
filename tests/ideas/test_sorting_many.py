"""Many ideas at once: as they were seen, or left out and named; a double click, and what spam teaches."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from core import outbox
from core.accounts.models import Account
from core.db import db, writing
from core.journal import HOUSE
from ideas import queries, services
from ideas.models import Idea, Step
from ideas.sorting import services as sorting
from ideas.sorting.models import Bulk
from ideas.stages import Stage
from ideas.suspicion.models import SpamMark
from radar import queries as radar
from tests.support.entering import moving
from tests.support.junk import HOSTILE, encoded
from tests.support.making import Made, make_idea, published
from tests.support.pages import token
from tests.support.smtp import Sink

LIST, DO = "/buero/ideen/alle", "/buero/ideen/sammeln"
FORM = {"area": "", "category": "", "account": "", "reason": "Das ist Werbung."}


def pick(*ideas: Made) -> list[str]:
    db.session.rollback()
    rows = db.session.execute(select(Idea.id, Idea.version).where(Idea.id.in_([one.id for one in ideas])))
    return [f"{number}:{version}" for number, version in rows]


def send(client: FlaskClient, picked: list[str], **fields: Any) -> TestResponse:
    return client.post(DO, data={"token": token(client.get(LIST), DO), **FORM, "picked": picked, **fields})


def stages(*ideas: Made) -> list[Stage]:
    db.session.rollback()
    found = dict(db.session.execute(select(Idea.id, Idea.stage)).all())
    return [found[one.id] for one in ideas]


def test_ticked_ideas_are_published_together(office: FlaskClient) -> None:
    first, second, third = make_idea("Eine Bank."), make_idea("Ein Baum."), make_idea("Ein Brunnen.")
    page = office.get("/buero/ideen").get_data(as_text=True)
    assert f'form="auswahl" name="picked" value="{first.id}:1"' in page
    answer = send(office, pick(first, second), publish="1")
    assert answer.status_code == 303
    assert "2 Ideen veröffentlicht" in office.get(answer.headers["Location"]).get_data(as_text=True)
    assert stages(first, second, third) == [Stage.PUBLISHED, Stage.PUBLISHED, Stage.RECEIVED]


def test_tags_come_on_top_of_what_is_there(office: FlaskClient) -> None:
    areas, kind = radar.taxonomy().areas, queries.categories()[1]
    idea, other = published("Eine Bank.", areas=(areas[0].id,)), make_idea("Ein Baum.")
    assert send(office, pick(idea, other), tag="1", area=str(areas[3].id), category=str(kind.id)).status_code == 303
    found = {one.id: one for one in queries.by_ids([idea.id, other.id], public=False)}
    assert {area.id for area in found[idea.id].areas} == {areas[0].id, areas[3].id}
    assert [area.id for area in found[other.id].areas] == [areas[3].id]
    assert {one.category_id for one in found.values()} == {kind.id}


def test_ticked_ideas_get_somebody_who_cares(office: FlaskClient) -> None:
    first, second = make_idea("Eine Bank."), make_idea("Ein Baum.")
    anna = db.session.scalars(select(Account.id)).one()
    assert send(office, pick(first, second), assign="1", account=str(anna)).status_code == 303
    assert set(queries.responsible([first.id, second.id]).values()) == {"anna.amt@example.org"}


def test_spam_is_declined_with_a_reason(office: FlaskClient) -> None:
    spam, shown = make_idea("Kredite!"), published("Eine Bank.")
    answer = send(office, pick(spam, shown), decline="1")
    assert stages(spam, shown) == [Stage.NOT_PUBLISHED, Stage.PUBLISHED]
    page = office.get(answer.headers["Location"]).get_data(as_text=True)
    assert "1 Idee abgelehnt" in page
    assert f"Nr. {shown.id}" in page
    assert "geht dieser Schritt nicht" in page
    db.session.rollback()
    reasons = select(Step.reason).where(Step.idea_id == spam.id).order_by(Step.reason)
    assert db.session.scalars(reasons).all() == ["", "Das ist Werbung."]


def test_the_author_of_a_declined_idea_gets_the_reason(office: FlaskClient, letters: Sink) -> None:
    idea = make_idea("Eine Bank.", "nele@example.org")
    with writing():
        services.confirm(idea.id)
    send(office, pick(idea), decline="1")
    outbox.deliver_due()
    assert "Das ist Werbung." in letters.wait_for(2)[-1].text


def test_what_somebody_changed_meanwhile_is_named_and_left_out(office: FlaskClient) -> None:
    first, second = make_idea("Eine Bank."), make_idea("Ein Baum.")
    picked = pick(first, second)
    with writing():
        services.advance(first.id, Stage.NOT_PUBLISHED, HOUSE, services.Said(reason="Doppelt."))
    answer = send(office, picked, publish="1")
    page = office.get(answer.headers["Location"]).get_data(as_text=True)
    assert "1 Idee veröffentlicht" in page
    assert f"Nr. {first.id} Eine Bank" in page
    assert "hat jemand inzwischen geändert" in page
    assert stages(first, second) == [Stage.NOT_PUBLISHED, Stage.PUBLISHED]


def test_a_double_click_does_it_once(office: FlaskClient) -> None:
    idea = make_idea()
    sent = {"token": token(office.get(LIST), DO), **FORM, "picked": pick(idea), "publish": "1"}
    places = [office.post(DO, data=sent).headers["Location"] for _ in range(2)]
    assert places[0] == places[1]
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Bulk)) == 1
    assert db.session.scalar(select(func.count()).select_from(Step).where(Step.idea_id == idea.id)) == 2


@pytest.mark.parametrize(
    "fields",
    [
        {"publish": "1", "picked": []},
        {"publish": "1", "picked": ["1:x"]},
        {"publish": "1", "picked": ["1:1 OR 1=1"]},
        {"publish": "1", "picked": ["٣:1"]},
        {"tag": "1"},
        {"tag": "1", "area": "999999"},
        {"decline": "1", "reason": " "},
        {"decline": "1", "reason": "a" * 100_000},
        {"assign": "1", "account": "999999"},
        {},
    ],
)
def test_bad_forms_change_nothing(office: FlaskClient, fields: dict[str, Any]) -> None:
    idea = make_idea()
    assert send(office, **{"picked": pick(idea), **fields}).status_code == 422
    assert stages(idea) == [Stage.RECEIVED]


def test_too_many_are_refused(office: FlaskClient) -> None:
    make_idea()
    assert send(office, [f"{number}:1" for number in range(1, 202)], publish="1").status_code == 409


def test_junk_among_the_ticks_is_refused(office: FlaskClient) -> None:
    idea = make_idea()
    signed = token(office.get(LIST), DO)
    for junk in HOSTILE:
        body = encoded({"token": signed, **FORM, "picked": junk, "publish": "1"})
        answer = office.post(DO, data=body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in {400, 413, 422}, junk
    assert stages(idea) == [Stage.RECEIVED]


def test_readers_see_no_boxes_and_change_nothing(reader: FlaskClient) -> None:
    idea = make_idea()
    for path in (LIST, "/buero/ideen"):
        assert 'name="picked"' not in reader.get(path).get_data(as_text=True)
    assert reader.post(DO, data={"picked": pick(idea), "publish": "1"}).status_code == 403
    assert stages(idea) == [Stage.RECEIVED]


def test_what_is_declined_together_as_spam_is_learned_from_until_it_is_undone(office: FlaskClient) -> None:
    first, second, honest = make_idea("Kredit"), make_idea("Kredit, sofort"), make_idea("Eine Bank.")
    page = send(office, pick(first, second), decline="1").headers["Location"]
    marked = select(SpamMark.idea_id).order_by(SpamMark.idea_id)
    assert db.session.scalars(marked).all() == [first.id, second.id]
    assert stages(first, second, honest) == [Stage.NOT_PUBLISHED, Stage.NOT_PUBLISHED, Stage.RECEIVED]
    action = f"{page}/rueckgaengig"
    assert office.post(action, data={"token": token(office.get(page), action)}).status_code == 303
    db.session.rollback()
    assert db.session.scalars(marked).all() == []
    assert stages(first, second) == [Stage.RECEIVED, Stage.RECEIVED]


def test_presses_are_forgotten_after_a_month(office: FlaskClient) -> None:
    send(office, pick(make_idea()), publish="1")
    with moving() as when:
        when.move(days=29)
        with writing():
            assert sorting.purge() == 0
        when.move(days=2)
        with writing():
            assert sorting.purge() == 1
