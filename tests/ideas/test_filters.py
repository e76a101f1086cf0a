"""Saved filters: kept for oneself or for all, only what the list knows; renamed and dropped by whom they belong to."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from core.db import db, writing
from core.journal import HOUSE
from ideas import queries
from ideas.filters.models import SavedFilter, Shelf
from ideas.sorting import services as sorting
from radar import queries as radar
from tests.support.junk import HOSTILE, encoded
from tests.support.making import make_idea
from tests.support.pages import token
from tests.support.statements import counted

LIST, DO = "/buero/ideen/alle", "/buero/ideen/filter"
UNKEPT = f"{LIST}?stand=withdrawn"
"""A list whose filter no test keeps: the form stands there."""


def keep(client: FlaskClient, query: str, name: str = "Meine Bänke", **fields: Any) -> TestResponse:
    page = client.get(UNKEPT)
    sent = {"token": token(page, DO), "shelf": "all", "query": query, "name": name}
    return client.post(DO, data={**sent, **fields})


def kept() -> list[SavedFilter]:
    db.session.rollback()
    return list(db.session.scalars(select(SavedFilter).order_by(SavedFilter.id)))


def test_the_present_filter_is_kept_and_stands_above_the_list(office: FlaskClient) -> None:
    make_idea("Eine Bank am Bach.")
    areas = [area.id for area in radar.taxonomy().areas[:2]]
    path = f"{LIST}?q=Bank&thema={areas[0]}&thema={areas[1]}&stand=received&stand=question"
    page = office.get(path)
    text = page.get_data(as_text=True)
    query = text.split('name="query"')[1].split('value="')[1].split('"')[0].replace("&amp;", "&")
    answer = keep(office, query)
    assert answer.status_code == 303
    asked = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert asked["thema"] == [str(number) for number in areas]
    assert asked["stand"] == ["received", "question"]
    assert asked["q"] == ["Bank"]
    shown = office.get(LIST).get_data(as_text=True)
    assert "Gespeicherte Filter" in shown
    assert "Meine Bänke" in shown
    assert "Diesen Filter speichern" not in office.get(path).get_data(as_text=True)
    assert "Diesen Filter speichern" not in shown


def test_only_what_the_list_knows_is_kept(office: FlaskClient) -> None:
    strange = "token=geheim&vor=7&nach=3&ab=25&notiz=x&nonce=1&stand=received&stand=%00&thema=999999&art=abc&q=%00Bank"
    assert keep(office, strange).status_code == 303
    assert kept()[0].pairs == [["q", "Bank"], ["stand", "received"]]


def test_nothing_known_is_nothing_to_keep(office: FlaskClient) -> None:
    assert keep(office, "token=geheim&vor=7").status_code == 409
    assert kept() == []


def test_for_oneself_others_do_not_see_it_for_all_they_do(office: FlaskClient, admin: FlaskClient) -> None:
    keep(office, "stand=received", "Nur meiner")
    keep(office, "stand=answered", "Für das Büro", for_all="y")
    shown = admin.get(LIST).get_data(as_text=True)
    assert "Nur meiner" not in shown
    assert "Für das Büro" in shown


def test_a_reader_sees_those_for_all_and_keeps_none(office: FlaskClient, reader: FlaskClient) -> None:
    keep(office, "stand=answered", "Für das Büro", for_all="y")
    shown = reader.get(f"{LIST}?stand=received").get_data(as_text=True)
    assert "Für das Büro" in shown
    assert "Diesen Filter speichern" not in shown
    assert reader.post(DO, data={"name": "x", "query": "stand=received"}).status_code == 403
    assert reader.get(DO).status_code == 403


def test_a_name_is_there_once_for_each_person(office: FlaskClient, admin: FlaskClient) -> None:
    keep(office, "stand=received", "Bänke")
    assert keep(office, "stand=answered", "BÄNKE").status_code == 409
    assert keep(admin, "stand=answered", "Bänke").status_code == 303
    assert len(kept()) == 2


def test_a_double_click_keeps_one(office: FlaskClient) -> None:
    page = office.get(f"{LIST}?stand=received")
    sent = {"token": token(page, DO), "shelf": "all", "query": "stand=received", "name": "Bänke"}
    assert [office.post(DO, data=sent).status_code for _ in range(2)] == [303, 303]
    assert len(kept()) == 1


def change(client: FlaskClient, number: int, **fields: Any) -> TestResponse:
    action = f"{DO}/{number}"
    return client.post(action, data={"token": token(client.get(DO), action), "version": "1", **fields})


def test_one_renames_shares_and_drops_ones_own(office: FlaskClient, admin: FlaskClient) -> None:
    keep(office, "stand=received", "Bänke")
    number = kept()[0].id
    assert change(office, number, name="Bänke am Bach", for_all="y").status_code == 303
    assert "Bänke am Bach" in admin.get(LIST).get_data(as_text=True)
    assert change(office, number, name="Wieder anders").status_code == 409
    action = f"{DO}/{number}/loeschen"
    assert office.post(action, data={"token": token(office.get(DO), action)}).status_code == 303
    assert kept() == []
    assert "noch keinen Filter" in office.get(DO).get_data(as_text=True)


def test_another_persons_and_forged_ones_are_not_there(office: FlaskClient, admin: FlaskClient) -> None:
    keep(office, "stand=received", "Bänke", for_all="y")
    keep(admin, "stand=answered", "Antworten")
    theirs, own = (one.id for one in kept())
    page = admin.get(DO)
    assert f"{DO}/{theirs}" not in page.get_data(as_text=True)
    signed = token(page, f"{DO}/{own}")
    for number in (theirs, 999_999):
        sent = {"token": signed, "version": "1", "name": "Meins"}
        assert admin.post(f"{DO}/{number}", data=sent).status_code == 404
        dropped = {"token": token(admin.get(DO), f"{DO}/{own}/loeschen")}
        assert admin.post(f"{DO}/{number}/loeschen", data=dropped).status_code == 404
    assert [one.name for one in kept()] == ["Bänke", "Antworten"]


@pytest.mark.parametrize("name", ["", " ", "\x00", "a" * 61, "a" * 100_000])
def test_a_filter_needs_a_short_name(office: FlaskClient, name: str) -> None:
    assert keep(office, "stand=received", name).status_code == 422
    assert kept() == []


def test_strange_addresses_and_lists_break_nothing(office: FlaskClient) -> None:
    assert keep(office, "&".join(["thema=1"] * 20_000), "Eins").status_code in {303, 409}
    assert keep(office, "stand=received", "Zwei", shelf="drawer").status_code == 303
    signed = token(office.get(UNKEPT), DO)
    for junk in HOSTILE:
        body = encoded({"token": signed, "shelf": junk, "query": junk, "name": junk})
        answer = office.post(DO, data=body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in {400, 409, 413, 422}, junk
    assert office.post(DO, data={"name": "x", "query": "stand=received"}).status_code == 422


def test_only_so_many(office: FlaskClient) -> None:
    for number in range(50):
        assert keep(office, "stand=received", f"Filter {number}").status_code == 303
    assert keep(office, "stand=received", "Einer zu viel").status_code == 409


def test_the_queue_has_its_own(office: FlaskClient) -> None:
    make_idea()
    page = office.get("/buero/ideen?zustaendig=ich&ab=")
    sent = {"token": token(page, DO), "shelf": "queue", "query": "zustaendig=ich&thema=1", "name": "Meine"}
    answer = office.post(DO, data=sent)
    assert answer.headers["Location"] == "/buero/ideen?zustaendig=ich&notiz=filter-gespeichert"
    assert (kept()[0].shelf, kept()[0].pairs) == (Shelf.QUEUE, [["zustaendig", "ich"]])
    assert "Gespeicherte Filter" in office.get("/buero/ideen").get_data(as_text=True)
    assert "Gespeicherte Filter" not in office.get(LIST).get_data(as_text=True)


def test_a_keyword_that_nobody_uses_any_more_is_passed_over(office: FlaskClient) -> None:
    idea = make_idea("Eine Bank am Bach.")
    with writing():
        sorting.put(idea.id, ["Park"], HOUSE)
    number = queries.keywords()[0][0]
    keep(office, f"schlagwort={number}&stand=received", "Park")
    with writing():
        sorting.put(idea.id, [], HOUSE)
    assert office.get(f"{LIST}?schlagwort={number}&stand=received").status_code == 200


def test_many_filters_cost_as_much_as_few(office: FlaskClient) -> None:
    keep(office, "stand=received", "Filter")
    office.get(LIST)
    with counted() as few:
        office.get(LIST)
    for number in range(12):
        keep(office, "stand=answered", f"Filter {number}", for_all="y")
    office.get(LIST)
    with counted() as many:
        office.get(LIST)
    assert len(many) == len(few)
