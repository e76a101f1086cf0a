"""The queue in pages: everybody waiting stands on one of them, in the order of the queue, and ticked ideas go from each."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert, select

from core import clock
from core.db import db, writing
from ideas import waiting
from ideas.models import Idea, Source
from ideas.stages import Stage
from tests.support.pages import token, version
from tests.support.statements import counted

DO = "/buero/ideen/sammeln"
MORE = re.compile(r'href="(\?[^"]*)" rel="next"')


def lay_out(count: int, suspicious: int = 0) -> None:
    now = clock.now()
    rows = [
        {"title": f"Idee {n}", "text": "Eine Bank am Bach.", "place": "", "stage": Stage.RECEIVED, "source": Source.WEB}
        | {"submitted_at": now - timedelta(minutes=(count - n) // 2), "changed_at": now, "version": 1}
        | {"suspicion": "many" if n < suspicious else None}
        for n in range(count)
    ]
    with writing():
        db.session.execute(insert(Idea), rows)


def shown(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'name="picked" value="(\d+):', page)]


def walked(client: FlaskClient, path: str = "/buero/ideen") -> list[list[int]]:
    pages, tail = [], ""
    while True:
        page = client.get(path + tail).get_data(as_text=True)
        pages.append(shown(page))
        found = MORE.search(page)
        if not found:
            return pages
        tail = found[1].replace("&amp;", "&")


def test_250_stand_on_three_pages_each_once_what_looks_like_spam_last(office: FlaskClient) -> None:
    lay_out(250, suspicious=30)
    pages = walked(office)
    assert [len(page) for page in pages] == [100, 100, 50]
    everybody = [number for page in pages for number in page]
    assert everybody == [idea.id for idea in waiting.to_read(limit=250)]
    db.session.rollback()
    spam = set(db.session.scalars(select(Idea.id).where(Idea.suspicion.is_not(None))))
    assert set(everybody[-30:]) == spam
    assert len(set(everybody)) == 250


def test_ticked_on_the_second_page_and_gone_from_it(office: FlaskClient) -> None:
    lay_out(250)
    first = office.get("/buero/ideen").get_data(as_text=True)
    found = MORE.search(first)
    assert found
    second = office.get(f"/buero/ideen{found[1]}")
    ticked = shown(second.get_data(as_text=True))[:3]
    sent = {"token": token(second, DO), "area": "", "category": "", "account": "", "reason": "Werbung.", "words": ""}
    answer = office.post(DO, data={**sent, "picked": [f"{number}:1" for number in ticked], "decline": "1"})
    assert answer.status_code == 303
    pages = walked(office)
    assert [len(page) for page in pages] == [100, 100, 47]
    assert not set(ticked) & {number for page in pages for number in page}
    again = office.get(f"/buero/ideen{found[1]}").get_data(as_text=True)
    assert shown(again)[0] not in ticked
    assert "Von vorn" in again


def test_one_reads_on_from_the_page_one_came_from(office: FlaskClient) -> None:
    lay_out(130)
    found = MORE.search(office.get("/buero/ideen").get_data(as_text=True))
    assert found
    here = found[1]
    first, second = shown(office.get(f"/buero/ideen{here}").get_data(as_text=True))[:2]
    path = f"/buero/ideen/{first}"
    page = office.get(path + here)
    assert f'action="{path}{here}"' in page.get_data(as_text=True)
    sent = {"token": token(page, path + here), "version": version(page), "publish": "1"}
    onward = office.post(path + here, data=sent).headers["Location"]
    assert onward.startswith(f"/buero/ideen/{second}?")
    assert here.removeprefix("?") in onward


@pytest.mark.parametrize("cursor", ["x", "2-1-1", "0-1", "٠-1-1", "0-1-1'--", "a" * 1000])
def test_a_forged_cursor_is_not_there(office: FlaskClient, cursor: str) -> None:
    assert office.get("/buero/ideen", query_string={"ab": cursor}).status_code == 404


def test_a_full_page_costs_as_much_as_a_short_one(office: FlaskClient) -> None:
    lay_out(5)
    office.get("/buero/ideen")
    with counted() as few:
        office.get("/buero/ideen")
    lay_out(250)
    office.get("/buero/ideen")
    with counted() as many:
        office.get("/buero/ideen")
    assert len(many) == len(few)
