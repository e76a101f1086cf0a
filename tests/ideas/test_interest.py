"""Interesse: one tap, one browser, no person; the number is an indication, and the one who tapped sees it at once."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from core import clock
from core.config import settings
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE, Entry
from ideas import keeping
from ideas.interest import queries, services
from ideas.interest.models import Interest
from ideas.services import Said, advance
from ideas.stages import Stage
from tests.support.making import make_idea, published
from tests.support.pages import token
from tests.support.statements import counted
from tests.support.together import at_once

OWN = "Das interessiert Sie."


def page_of(client: FlaskClient, number: int) -> str:
    return str(client.get(f"/ideen/{number}").headers["Location"])


def tap(client: FlaskClient, number: int, way: str = "interesse", kept: str | None = None) -> Any:
    """Tap as the page that is open allows, or send a form kept from before."""
    sent = kept or token(client.get(page_of(client, number)), f"/ideen/{number}/{way}")
    return client.post(f"/ideen/{number}/{way}", data={"token": sent})


def kept_form(client: FlaskClient, number: int) -> str:
    return token(client.get(page_of(client, number)), f"/ideen/{number}/interesse")


def rows() -> list[Interest]:
    db.session.rollback()
    return list(db.session.scalars(select(Interest)))


def shown(number: int, browsers: int, start: int = 0) -> None:
    for browser in range(start, start + browsers):
        with writing():
            services.show(number, f"browser-{browser}")


def test_one_tap_counts_once_and_is_seen_at_once(visitor: FlaskClient) -> None:
    idea = published()
    form = kept_form(visitor, idea.id)
    for _ in range(3):
        assert tap(visitor, idea.id, kept=form).status_code == 303
    assert len(rows()) == 1
    assert OWN in visitor.get(page_of(visitor, idea.id)).get_data(as_text=True)


def test_the_page_a_browser_kept_is_not_called_unchanged_after_its_own_tap(app: House, visitor: FlaskClient) -> None:
    idea = published()
    address = page_of(visitor, idea.id)
    before = visitor.get(address).headers["ETag"]
    tap(visitor, idea.id)
    after = visitor.get(address, headers={"If-None-Match": before})
    assert (after.status_code, OWN in after.get_data(as_text=True)) == (200, True)
    assert visitor.get(address, headers={"If-None-Match": after.headers["ETag"]}).status_code == 304
    assert app.test_client().get(address, headers={"If-None-Match": before}).status_code == 304
    tap(visitor, idea.id, "interesse/zuruecknehmen")
    assert OWN not in visitor.get(address, headers={"If-None-Match": after.headers["ETag"]}).get_data(as_text=True)


def test_interest_can_be_taken_back(visitor: FlaskClient) -> None:
    idea = published()
    tap(visitor, idea.id)
    answer = tap(visitor, idea.id, "interesse/zuruecknehmen")
    assert "notiz=kein-interesse" in answer.headers["Location"]
    assert rows() == []


def test_the_cookie_comes_with_the_tap_and_holds_nothing_of_a_person(visitor: FlaskClient) -> None:
    idea = published()
    assert "Set-Cookie" not in visitor.get(page_of(visitor, idea.id)).headers
    cookie = tap(visitor, idea.id).headers["Set-Cookie"]
    assert re.fullmatch(
        r"stadtkompass-interesse=[0-9a-f]{32}\.[\w-]{43}; Expires=[^;]+; Max-Age=15552000; HttpOnly; Path=/; SameSite=Lax",
        cookie,
    )
    assert "Set-Cookie" not in tap(visitor, published("Ein Baum am Markt.").id).headers


def test_over_https_the_cookie_belongs_to_this_host_alone(
    visitor: FlaskClient, changed_settings: Callable[..., Any]
) -> None:
    idea = published()
    with changed_settings(base_url="https://ideen.example.org"):
        cookie = tap(visitor, idea.id).headers["Set-Cookie"]
    assert cookie.startswith("__Host-stadtkompass-interesse=")
    assert "; Secure;" in cookie


def test_rows_of_one_browser_cannot_be_joined(visitor: FlaskClient) -> None:
    for text in ("Bank am Bach.", "Baum am Markt."):
        tap(visitor, published(text).id)
    found = rows()
    assert len({row.mark for row in found}) == 2
    columns = {column.name for column in Interest.__table__.columns}
    assert columns == {"idea_id", "mark", "tapped_on"}
    assert {row.tapped_on for row in found} == {clock.today().isoformat()}
    assert db.session.scalars(select(Entry).where(Entry.verb.contains("interest"))).all() == []


@pytest.mark.parametrize("value", ["", "x", "x.y", "\x00", "a" * 3000, "browser-1.AAAA", "ä.ö"])
def test_a_cookie_that_is_not_ours_is_none(app: House, value: str) -> None:
    idea = published()
    client = app.test_client()
    client.set_cookie("stadtkompass-interesse", value)
    assert client.get(page_of(client, idea.id)).status_code == 200
    assert "Set-Cookie" in tap(client, idea.id).headers
    assert len(rows()) == 1


def test_parallel_taps_of_one_browser_count_once(app: House) -> None:
    idea = published().id
    shown(idea, 4)
    told = at_once(app, *(lambda: services.show(idea, "the same browser") for _ in range(8)))
    assert told == [""] * 8
    assert queries.counted(idea) == 5


def test_parallel_taps_of_many_browsers_all_count(app: House) -> None:
    idea, numbers = published().id, itertools.count()
    at_once(app, *(lambda: services.show(idea, f"browser {next(numbers)}") for _ in range(8)))
    assert queries.counted(idea) == 8


@pytest.mark.parametrize(
    ("number", "about"),
    [
        (0, 0),
        (4, 0),
        (5, 5),
        (7, 5),
        (8, 10),
        (42, 40),
        (43, 45),
        (97, 95),
        (98, 100),
        (104, 100),
        (105, 110),
        (1049, 1000),
        (1051, 1100),
    ],
)
def test_what_roughly_means(number: int, about: int) -> None:
    assert queries.rounded(number) == about


def test_few_people_are_no_number(visitor: FlaskClient) -> None:
    idea = published().id
    shown(idea, 4)
    assert "Ungefähr" not in visitor.get(page_of(visitor, idea)).get_data(as_text=True)
    shown(idea, 1, start=4)
    assert "Ungefähr 5 Menschen interessiert das." in visitor.get(page_of(visitor, idea)).get_data(as_text=True)
    with writing():
        services.take_back(idea, "browser-0")
    assert "Ungefähr" not in visitor.get(page_of(visitor, idea)).get_data(as_text=True)


def test_interest_neither_ranks_nor_stands_in_lists(visitor: FlaskClient) -> None:
    loved, newer = published("Bank am Bach.").id, published("Baum am Markt.").id
    shown(loved, 6)
    page = visitor.get("/ideen").get_data(as_text=True)
    assert page.index(f"/ideen/{newer}-") < page.index(f"/ideen/{loved}-")
    assert "interessiert" not in page


def test_one_source_taps_so_often_an_hour(visitor: FlaskClient, changed_settings: Callable[..., Any]) -> None:
    ideas = [published(f"Bank Nummer {number}.").id for number in range(3)]
    with changed_settings(taps_per_hour=2):
        assert [tap(visitor, idea).status_code for idea in ideas] == [303, 303, 429]
        assert len(rows()) == 2
        with clock.at(clock.now() + timedelta(hours=1, minutes=1)):
            assert tap(visitor, ideas[2]).status_code == 303


def test_only_what_everybody_sees_can_be_tapped(visitor: FlaskClient) -> None:
    shown_one, hidden = published("Bank am Bach.").id, make_idea("Baum am Markt.").id
    form = kept_form(visitor, shown_one)
    assert tap(visitor, hidden, kept=form).status_code == 404
    assert tap(visitor, 999_999, kept=form).status_code == 404
    with writing():
        advance(shown_one, Stage.NOT_PUBLISHED, HOUSE, Said(reason="Doch nicht."))
    assert tap(visitor, shown_one, kept=form).status_code == 404
    assert rows() == []


@pytest.mark.parametrize("sent", ["", "x", "\x00", "a" * 100_000])
def test_a_forged_form_counts_nothing(visitor: FlaskClient, sent: str) -> None:
    idea = published().id
    answer = visitor.post(f"/ideen/{idea}/interesse", data={"token": sent})
    assert (answer.status_code, rows()) == (400, [])


def test_an_old_form_is_refused_kindly(visitor: FlaskClient) -> None:
    idea = published().id
    form = kept_form(visitor, idea)
    with clock.at(clock.now() + timedelta(hours=settings().form_hours, minutes=1)):
        answer = tap(visitor, idea, kept=form)
    assert answer.status_code == 400
    assert "laden Sie sie neu" in answer.get_data(as_text=True)


def test_the_page_costs_no_statement_more_without_a_cookie_and_one_with_it(app: House, visitor: FlaskClient) -> None:
    idea = published().id
    shown(idea, 6)
    tap(visitor, idea)
    address, stranger = page_of(visitor, idea), app.test_client()
    costs = []
    for client in (stranger, visitor):
        client.get(address)
        with counted() as statements:
            client.get(address)
        costs.append(len(statements))
        assert sum("FROM interest" in one for one in statements) == (client is visitor)
    assert costs[1] == costs[0] + 1


def test_the_office_sees_the_busiest_day(office: FlaskClient) -> None:
    idea = published().id
    shown(idea, 2)
    with clock.at(clock.now() - timedelta(days=3)):
        shown(idea, 5, start=2)
        busy = clock.day_in_words(clock.today())
    page = office.get(f"/buero/ideen/{idea}").get_data(as_text=True)
    assert f"Die meisten an einem Tag: 5, am {busy}." in page


def test_interest_goes_with_the_idea(app: House) -> None:
    idea = published().id
    shown(idea, 6)
    with writing():
        advance(idea, Stage.WITHDRAWN, HOUSE)
    with clock.at(clock.now() + timedelta(days=400)), writing():
        keeping.purge()
    assert rows() == []
