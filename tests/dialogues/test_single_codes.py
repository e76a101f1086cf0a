"""Persönliche Codes: each seats one person once, only hashes are stored, and none leads to a stone."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from core.config import settings
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.links import Link
from dialogues import ballots, entering, single_codes
from dialogues.models import Mode
from tests.support import meetings
from tests.support.pages import fill, token


def issued(meeting: meetings.Meeting, number: int) -> list[str]:
    """Give out codes."""
    with writing():
        return single_codes.issue(ballots.one(meeting.id), number)


def remote(**more: object) -> meetings.Meeting:
    """Open a meeting whose people are all elsewhere."""
    return meetings.opened(single_codes=True, mode=Mode.ONLINE, **more)  # type: ignore[arg-type]  # facts of the meeting


def test_a_code_seats_one_person_once(app: House) -> None:
    meeting = remote()
    (code,) = issued(meeting, 1)
    first, second = app.test_client(), app.test_client()
    typed = fill(first, "/mitmachen", code=f" {single_codes.grouped(code).lower()} ")
    assert typed.headers["Location"] == f"/mitmachen/{single_codes.grouped(code)}"
    path = typed.headers["Location"]
    signed = token(second.get(path))
    assert fill(first, path).headers["Location"] == "/mitmachen/platz"
    assert meetings.lay(first, meeting.theses[0], 5).status_code == 303
    late = second.post(path, data={"token": signed})
    assert late.status_code == 409
    assert "schon benutzt" in late.get_data(as_text=True)
    assert "schon benutzt" in second.get(path).get_data(as_text=True)
    assert first.get(path).headers["Location"] == "/mitmachen/platz"
    assert (ballots.seats(meeting.id), single_codes.used(meeting.id)) == (1, 1)


def test_online_the_code_of_the_meeting_alone_seats_nobody(app: House) -> None:
    meeting = remote()
    client = app.test_client()
    shown = client.get(f"/mitmachen/{meeting.code}").get_data(as_text=True)
    assert "einen eigenen Code" in shown
    assert "Platz nehmen" not in shown
    here = meetings.opened()
    signed = token(client.get(f"/mitmachen/{here.code}"))
    assert client.post(f"/mitmachen/{meeting.code}", data={"token": signed}).status_code == 409
    assert ballots.seats(meeting.id) == 0


def test_where_some_are_in_the_room_both_codes_open(app: House) -> None:
    meeting = meetings.opened(single_codes=True, mode=Mode.HYBRID)
    (code,) = issued(meeting, 1)
    for path in (meeting.code, code):
        assert fill(app.test_client(), f"/mitmachen/{path}").status_code == 303
    assert ballots.seats(meeting.id) == 2


def test_a_rehearsal_uses_no_code_up(app: House) -> None:
    meeting = remote(rehearsal=True, announced=False)
    (code,) = issued(meeting, 1)
    for _ in range(2):
        assert fill(app.test_client(), f"/mitmachen/{code}").status_code == 303
    assert single_codes.used(meeting.id) == 0


def test_only_hashes_are_stored_that_need_the_key_of_the_house(app: House) -> None:
    meeting, other = remote(), remote()
    codes = issued(meeting, 3) + issued(meeting, 2)
    assert len(set(codes)) == 5
    assert single_codes.issued(meeting.id) == codes
    assert single_codes.issued(other.id) == []
    stored = set(db.session.scalars(select(Link.token_hash)))
    assert len(stored) == 5
    assert not {code for code in codes for row in stored if code.lower() in row.lower()}
    assert settings().secret_key not in repr(stored)


def test_there_is_an_end_to_codes(app: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(single_codes, "MOST", 3)
    meeting = remote()
    issued(meeting, 2)
    with pytest.raises(Refused, match="höchstens 3"):
        issued(meeting, 2)
    assert len(single_codes.issued(meeting.id)) == 2


def test_wrong_personal_codes_are_counted_like_the_others(app: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entering, "WRONG_A_MINUTE", 2)
    meeting = remote()
    (code,) = issued(meeting, 1)
    client = app.test_client()
    wrong = [client.get("/mitmachen/ZZZZZ-ZZZZZ").status_code for _ in range(3)]
    assert wrong == [404, 404, 429]
    assert fill(client, f"/mitmachen/{code}").status_code == 303
