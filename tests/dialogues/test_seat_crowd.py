"""Many phones asking at once share a look; few, and whoever is alone, always see what stands now."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from core import links
from core.factory import House
from dialogues import seat_crowd
from tests.support import entering, meetings
from tests.support.statements import counted

STAND = "/mitmachen/platz/stand"


def asked(phone: FlaskClient, times: int) -> list[int]:
    """Ask so often; return how many statements each answer took."""
    numbers = []
    for _ in range(times):
        with counted() as statements:
            assert phone.get(STAND).status_code == 200
        numbers.append(len(statements))
    return numbers


def test_a_hall_that_asks_again_asks_the_database_hardly_ever(app: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seat_crowd, "WINDOW", 600.0)
    phone = meetings.phone(app, meetings.opened())
    few = seat_crowd.FEW + 1
    assert asked(phone, few + 3) == [2, *[1] * (few - 1), 0, 0, 0]


def test_few_see_at_once_what_changed(app: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seat_crowd, "WINDOW", 600.0)
    meeting = meetings.opened()
    phone = meetings.phone(app, meeting)
    before = phone.get(STAND).get_json()
    meetings.closed(meeting)
    assert phone.get(STAND).get_json() != before


def test_a_crowd_sees_it_when_its_moment_is_over(app: House, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = meetings.opened()
    phone = meetings.phone(app, meeting)
    monkeypatch.setattr(seat_crowd, "WINDOW", 600.0)
    before = [phone.get(STAND).get_json() for _ in range(seat_crowd.FEW + 2)][-1]
    meetings.closed(meeting)
    assert phone.get(STAND).get_json() == before
    for kept in app.extensions["shelf"].values():
        if isinstance(kept, seat_crowd.Look):
            kept.until = 0
    assert phone.get(STAND).get_json() != before


def test_a_remembered_pass_ends_with_its_day_and_opens_nothing_else(app: House) -> None:
    meeting = meetings.opened()
    with entering.moving() as time:
        phone = meetings.phone(app, meeting)
        asked(phone, 3)
        assert app.extensions["shelf"]["links.lately"]
        time.move(days=3, minutes=1)
        assert phone.get(STAND).status_code == 403
        assert phone.get(f"/mitmachen/platz/{meeting.theses[0]}").status_code == 403


def test_memory_of_passes_has_an_end(app: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "REMEMBERED", 2)
    meeting = meetings.opened()
    for _ in range(5):
        asked(meetings.phone(app, meeting), 1)
    assert len(app.extensions["shelf"]["links.lately"]) <= 2


def test_forged_passes_are_not_remembered(app: House, visitor: FlaskClient) -> None:
    visitor.set_cookie("stadtkompass-platz", "forged")
    assert [visitor.get(STAND).status_code for _ in range(3)] == [403] * 3
    assert app.extensions["shelf"]["links.lately"] == {}
