"""Links into the front: for one purpose and one subject, without an account, until the office ends them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from core import clock
from core.db import db, writing
from core.factory import House
from core.links import Link
from dialogues import services as dialogues
from dialogues.groups.purposes import PURPOSES, Purpose
from dialogues.services.changing import locked
from dialogues.services.groups import name_groups
from tests.support import front, meetings
from tests.support.pages import token

SHOWN = re.compile(r'href="http[^"]*(/div/(?:moderation|leinwand)/[\w-]{43})"')


def made(office: FlaskClient, meeting: meetings.Meeting, what: str) -> str:
    """Let the office make a link, and return the address it is shown."""
    page = f"/buero/div/{meeting.id}/vorne"
    answer = office.post(f"{page}/{what}", data={"token": token(office.get(page), f"{page}/{what}")})
    assert answer.status_code == 200
    found = SHOWN.search(answer.get_data(as_text=True))
    assert found, "the new link is not on the page"
    return found[1]


def test_the_office_hands_out_a_link_that_needs_no_account(office: FlaskClient, visitor: FlaskClient) -> None:
    meeting = meetings.planned()
    for purpose in ("moderation", "leinwand"):
        address = made(office, meeting, f"dialogue/{meeting.id}/{purpose}")
        answer = visitor.get(address)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Digitale Hilfe für Ältere" in answer.get_data(as_text=True)
        assert not answer.headers.getlist("Set-Cookie")


def test_only_a_hash_is_kept_and_the_page_shows_a_link_once(office: FlaskClient) -> None:
    meeting = meetings.planned()
    address = made(office, meeting, f"dialogue/{meeting.id}/moderation")
    word = address.rpartition("/")[2]
    db.session.rollback()
    assert word not in {one.token_hash for one in db.session.scalars(select(Link))}
    assert word not in office.get(f"/buero/div/{meeting.id}/vorne").get_data(as_text=True)


def test_a_new_link_ends_the_one_before_and_the_office_ends_any(office: FlaskClient, visitor: FlaskClient) -> None:
    meeting = meetings.planned()
    what = f"dialogue/{meeting.id}/leinwand"
    first = made(office, meeting, what)
    second = made(office, meeting, what)
    assert [visitor.get(address).status_code for address in (first, second)] == [404, 200]
    page = f"/buero/div/{meeting.id}/vorne"
    signed = token(office.get(page), f"{page}/{what}/beenden")
    for _ in range(2):
        assert office.post(f"{page}/{what}/beenden", data={"token": signed}).status_code == 303
    assert visitor.get(second).status_code == 404


def test_a_link_does_only_what_it_is_for(app: House, visitor: FlaskClient) -> None:
    meeting = meetings.opened()
    lead, show = front.moderator(meeting), front.wall(meeting)
    swapped = (lead.replace("moderation", "leinwand"), show.replace("leinwand", "moderation"))
    assert [visitor.get(address).status_code for address in swapped] == [404, 404]
    for path in ("schritt", "zeigen", "notiz", "leitfrage/1/hoch"):
        assert visitor.post(f"{swapped[1]}/{path}").status_code == 404
        assert visitor.get("/div/moderation/abc").status_code == 404


def test_a_link_does_not_idle_out_before_the_meeting_is_long_over(app: House, visitor: FlaskClient) -> None:
    soon = (clock.today() + timedelta(days=20)).isoformat()
    address = front.wall(meetings.planned(held_on=soon))
    for days, status in ((0, 200), (19, 200), (22, 200), (25, 404)):
        with clock.at(clock.now() + timedelta(days=days)):
            assert visitor.get(address).status_code == status, days


def test_a_page_that_stood_open_for_days_still_leads(app: House, visitor: FlaskClient) -> None:
    meeting = meetings.planned()
    address = front.moderator(meeting)
    signed = token(visitor.get(address), f"{address}/schritt")
    with clock.at(clock.now() + timedelta(hours=60)):
        answer = visitor.post(f"{address}/schritt", data={"token": signed, "group": "0", "step": "open-1"})
        assert answer.status_code == 303
    forged = visitor.post(f"{address}/schritt", data={"token": "x" * 40, "group": "0", "step": "talking-1"})
    assert forged.status_code == 400


def test_a_link_for_a_group_leads_no_other_group(app: House, visitor: FlaskClient) -> None:
    meeting = meetings.planned()
    mine, other = front.divided(meeting, "Saal", "Online")
    elsewhere = front.divided(meetings.planned(), "Fremd")[0]
    address = front.moderator(meeting, mine)
    signed = token(visitor.get(address), f"{address}/schritt")
    said = {"token": signed, "step": "open-1"}
    assert visitor.post(f"{address}/schritt", data={**said, "group": str(other)}).status_code == 404
    whole = front.moderator(meeting)
    assert visitor.post(f"{whole}/schritt", data={**said, "group": str(elsewhere)}).status_code == 404
    assert visitor.post(f"{address}/schritt", data={**said, "group": str(mine)}).status_code == 303


def test_a_group_that_is_gone_takes_its_link_along(app: House, visitor: FlaskClient) -> None:
    meeting = meetings.planned()
    first, second = front.divided(meeting, "Saal", "Online")
    address = front.moderator(meeting, second)
    with writing():
        name_groups(locked(meeting.id), ["Saal"])
    assert visitor.get(address).status_code == 404
    kept = front.moderator(meeting, first)
    with writing():
        dialogues.drop(meeting.id, front.MODERATOR)
    assert visitor.get(kept).status_code == 404
    assert db.session.scalars(select(Link).where(Link.purpose.in_(PURPOSES.values()))).all() == []


def test_links_of_another_meeting_cannot_be_made_here(office: FlaskClient, reader: FlaskClient) -> None:
    meeting, other = meetings.planned(), meetings.planned()
    page = f"/buero/div/{meeting.id}/vorne"
    signed = token(office.get(page), f"{page}/dialogue/{meeting.id}/moderation")
    for what in (f"dialogue/{other.id}/moderation", "dialogue_group/4711/leinwand"):
        assert office.post(f"{page}/{what}", data={"token": signed}).status_code == 404
    assert office.post(f"{page}/idea/1/moderation", data={"token": signed}).status_code == 404
    assert reader.get(page).status_code == 403
    assert office.post(f"{page}/dialogue/{meeting.id}/moderation").status_code == 400


@pytest.mark.parametrize("purpose", list(Purpose))
def test_what_somebody_does_by_a_link_stands_in_the_journal_without_a_name(
    app: House, office: FlaskClient, visitor: FlaskClient, purpose: Purpose
) -> None:
    meeting = meetings.planned()
    front.link(purpose, meeting)
    address = front.moderator(meeting)
    signed = token(visitor.get(address), f"{address}/schritt")
    visitor.post(f"{address}/schritt", data={"token": signed, "group": "0", "step": "open-1"})
    story = office.get(f"/buero/div/{meeting.id}/protokoll").get_data(as_text=True)
    assert "hat einen Link für Moderation oder Leinwand ausgestellt" in story
    assert "hat eine Gruppe weitergeführt: Legt Steine" in story
    assert "Moderation" in story
