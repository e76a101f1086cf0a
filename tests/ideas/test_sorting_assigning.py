"""Somebody takes care of an idea: oneself, a colleague, nobody; lists are narrowed to it, and reminders go there."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from core import clock, indexing, outbox
from core.accounts.models import Account
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import HOUSE, Entry, Who
from ideas import queries
from ideas.models import Idea
from ideas.sorting import services
from tests.support.junk import HOSTILE
from tests.support.making import make_idea, published
from tests.support.pages import fill, token, version
from tests.support.statements import counted

ADA, ANNA = "ada.admin@example.org", "anna.amt@example.org"


def account(email: str) -> int:
    return db.session.scalars(select(Account.id).where(Account.email == email)).one()


def cared_for(number: int) -> int | None:
    db.session.rollback()
    return db.session.scalars(select(Idea.assigned_to).where(Idea.id == number)).one()


def assign(client: FlaskClient, number: int, **fields: object) -> TestResponse:
    action = f"/buero/ideen/{number}/zuweisen"
    return fill(client, f"/buero/ideen/{number}", to=action, action=action, **fields)


def test_one_press_takes_an_idea(office: FlaskClient) -> None:
    idea = make_idea()
    assert assign(office, idea.id, before="", account="", mine="1").status_code == 303
    assert cared_for(idea.id) == account(ANNA)
    page = office.get("/buero/ideen").get_data(as_text=True)
    assert "· Anna Amt" in page


def test_a_colleague_gets_an_idea_and_reads_of_it_in_reminders(office: FlaskClient, admin: FlaskClient) -> None:
    idea, other = make_idea(), make_idea("Ein Brunnen im Park.")
    assert assign(office, idea.id, before="", account=str(account(ADA)), save="1").status_code == 303
    assert queries.responsible([idea.id, other.id]) == {idea.id: ADA}
    assert assign(office, idea.id, before=str(account(ADA)), account="", save="1").status_code == 303
    assert queries.responsible([idea.id, other.id]) == {}


def test_whose_account_is_closed_takes_care_of_nothing(office: FlaskClient, admin: FlaskClient) -> None:
    idea, ada = make_idea(), account(ADA)
    with writing():
        services.assign(idea.id, ada, HOUSE, None)
        db.session.execute(update(Account).where(Account.id == ada).values(disabled_at=clock.now()))
    assert queries.responsible([idea.id]) == {}
    page = office.get(f"/buero/ideen/{idea.id}").get_data(as_text=True)
    assert f'<option selected value="{ada}">Ada Admin</option>' in page
    with pytest.raises(Refused), writing():
        services.assign(make_idea("Noch eine Idee.").id, ada, HOUSE, None)


def test_a_closed_account_leaves_its_ideas_to_the_office(app: House, office: FlaskClient) -> None:
    idea, anna = make_idea(), account(ANNA)
    with writing():
        services.assign(idea.id, anna, HOUSE, None)
    with writing():
        db.session.delete(db.session.get_one(Account, anna))
    assert cared_for(idea.id) is None


def test_the_second_of_two_is_told(office: FlaskClient, admin: FlaskClient) -> None:
    idea = make_idea()
    assert assign(office, idea.id, before="", account="", mine="1").status_code == 303
    assert assign(admin, idea.id, before="", account="", mine="1").status_code == 409
    assert cared_for(idea.id) == account(ANNA)


def test_giving_an_idea_away_does_not_disturb_who_decides_about_it(office: FlaskClient, admin: FlaskClient) -> None:
    idea = make_idea()
    page = office.get(f"/buero/ideen/{idea.id}")
    assert assign(admin, idea.id, before="", account="", mine="1").status_code == 303
    sent = {"token": token(page, f"/buero/ideen/{idea.id}"), "version": version(page), "publish": "1"}
    assert office.post(f"/buero/ideen/{idea.id}", data=sent).status_code == 303


def test_queue_and_list_are_narrowed_to_ones_own(office: FlaskClient) -> None:
    mine, free = make_idea("Eine Bank am Bach."), make_idea("Ein Baum am Bach.")
    assign(office, mine.id, before="", account="", mine="1")
    for path in ("/buero/ideen", "/buero/ideen/alle"):
        own = office.get(f"{path}?zustaendig=ich").get_data(as_text=True)
        nobody = office.get(f"{path}?zustaendig=niemand").get_data(as_text=True)
        assert (_has(own, mine.id), _has(own, free.id)) == (True, False), path
        assert (_has(nobody, mine.id), _has(nobody, free.id)) == (False, True), path
    both = office.get("/buero/ideen/alle?zustaendig=ich&zustaendig=niemand").get_data(as_text=True)
    assert (_has(both, mine.id), _has(both, free.id)) == (True, True)


def _has(page: str, number: int) -> bool:
    return re.search(rf'href="/buero/ideen/{number}[?"]', page) is not None


def test_search_is_narrowed_too(office: FlaskClient) -> None:
    mine, free = make_idea("Eine Bank am Bach."), make_idea("Ein Baum am Bach.")
    indexing.rebuild()
    assign(office, mine.id, before="", account="", mine="1")
    outbox.deliver_due()
    own = office.get("/buero/ideen/alle?q=bach&zustaendig=ich").get_data(as_text=True)
    nobody = office.get("/buero/ideen/alle?q=bach&zustaendig=niemand").get_data(as_text=True)
    assert (_has(own, mine.id), _has(own, free.id)) == (True, False)
    assert (_has(nobody, mine.id), _has(nobody, free.id)) == (False, True)


def test_the_open_idea_keeps_the_narrowed_queue(office: FlaskClient) -> None:
    mine, free = make_idea("Eine Bank."), make_idea("Ein Baum.")
    assign(office, mine.id, before="", account="", mine="1")
    page = office.get(f"/buero/ideen/{mine.id}?zustaendig=ich").get_data(as_text=True)
    assert f'action="/buero/ideen/{mine.id}?zustaendig=ich"' in page
    assert not _has(page, free.id)


def test_the_public_list_does_not_know_the_word(visitor: FlaskClient) -> None:
    published("Eine Bank am Bach.")
    assert visitor.get("/ideen?zustaendig=ich").status_code == 200
    assert "Eine Bank am Bach" in visitor.get("/ideen?zustaendig=ich").get_data(as_text=True)


@pytest.mark.parametrize("junk", [*(word for word in HOSTILE if word.strip() and word.isprintable()), "999999999"])
def test_forged_accounts_change_nothing(office: FlaskClient, junk: str) -> None:
    idea = make_idea()
    assert assign(office, idea.id, before="", account=junk, save="1").status_code in {303, 409, 422}
    assert cared_for(idea.id) is None


def test_a_reader_gives_nothing_away(office: FlaskClient, reader: FlaskClient) -> None:
    idea = make_idea()
    assert "Mir zuweisen" not in reader.get(f"/buero/ideen/{idea.id}").get_data(as_text=True)
    assert reader.post(f"/buero/ideen/{idea.id}/zuweisen", data={"mine": "1"}).status_code == 403
    assert office.post(f"/buero/ideen/{idea.id}/zuweisen", data={"mine": "1"}).status_code in {400, 409, 422}
    assert cared_for(idea.id) is None


def test_the_journal_knows_who_gave_it_to_whom_once(office: FlaskClient) -> None:
    idea = make_idea()
    anna = account(ANNA)
    assign(office, idea.id, before="", account="", mine="1")
    assign(office, idea.id, before="", account="", mine="1")
    with writing():
        services.assign(idea.id, None, Who("office", anna), anna)
    wanted = select(Entry.verb).where(Entry.kind == "idea").order_by(Entry.id)
    assert db.session.scalars(wanted).all() == ["idea.received", "idea.taken", "idea.freed"]


def test_the_queue_costs_the_same_for_three_and_thirty(office: FlaskClient) -> None:
    anna = account(ANNA)

    def more(count: int) -> int:
        for _ in range(count):
            made = make_idea()
            with writing():
                services.assign(made.id, anna, HOUSE, None)
        office.get("/buero/ideen?zustaendig=ich")
        with counted() as statements:
            office.get("/buero/ideen?zustaendig=ich")
        return len(statements)

    assert more(3) == more(27)
