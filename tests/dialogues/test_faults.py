"""What goes wrong in a room: two open at once, a stone that comes as it closes, a clock that is put right meanwhile."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import func, select

from core import writer
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE, Entry
from dialogues import agreement, ballots
from dialogues.models import Ballot, Dialogue
from tests.support import entering, meetings
from tests.support.pages import fill, token
from tests.support.together import at_once


def lines(meeting: meetings.Meeting, verb: str) -> int:
    """Return how often the journal tells something of a meeting."""
    wanted = (Entry.kind == "dialogue", Entry.thing_id == meeting.id, Entry.verb == verb)
    return db.session.scalar(select(func.count()).select_from(Entry).where(*wanted)) or 0


def test_who_opens_at_once_opens_once(app: House) -> None:
    meeting = meetings.planned()
    codes = list[str | None]()

    def open_up() -> None:
        codes.append(ballots.open_up(meeting.id, HOUSE).meeting_code)

    assert at_once(app, *[open_up] * 4) == [""] * 4
    assert len(codes) == 4
    assert set(codes) == {db.session.get_one(Dialogue, meeting.id).meeting_code}
    assert lines(meeting, "dialogue.opened") == 1


def test_who_closes_and_who_opens_at_once_leave_it_closed(app: House) -> None:
    meeting = meetings.opened()
    said = at_once(app, lambda: ballots.close(meeting.id, HOUSE), lambda: ballots.open_up(meeting.id, HOUSE))
    assert said in (["", ""], ["", "Dieses Treffen ist schon ausgewertet."])
    assert ballots.one(meeting.id).closed_at is not None
    assert (lines(meeting, "dialogue.opened"), lines(meeting, "dialogue.closed")) == (1, 1)


def test_a_stone_that_waits_while_the_meeting_closes_is_refused_in_words(app: House) -> None:
    meeting = meetings.opened()
    phone, path = meetings.phone(app, meeting), f"/mitmachen/platz/{meeting.theses[0]}"
    signed = token(phone.get(path))
    meetings.lay(phone, meeting.theses[0], 4)
    answers = list[tuple[int, str]]()

    def lay() -> None:
        answer = phone.post(path, data={"token": signed, "stone": "1", "turn": "1"})
        answers.append((answer.status_code, answer.get_data(as_text=True)))

    late = threading.Thread(target=lay)
    with writing():
        ballots.close(meeting.id, HOUSE)
        late.start()
        late.join(0.3)  # long enough to look, find it open, and wait; should it come later it is refused all the same
    late.join(30)
    assert [status for status, _ in answers] == [409]
    assert "Ihr letzter Stein zählt so, wie er lag" in answers[0][1]
    assert db.session.scalar(select(func.count()).select_from(Ballot)) == 0
    assert agreement.results(ballots.one(meeting.id))[0].counts.stones == (0, 1, 0, 0, 0)


def test_stones_of_two_meetings_in_one_transaction_know_nothing_of_each_other(app: House) -> None:
    here, there = meetings.opened(), meetings.opened()
    closed = meetings.closed(there)
    if db.engine.dialect.name != "sqlite":
        pytest.skip("each has its own transaction there")
    with writing():
        db.session.get_one(Dialogue, closed.id)
        good = [
            writer.promised(lambda key=key: ballots.lay(here.id, here.theses[0], key * 64, 5))  # type: ignore[misc]  # bound now
            for key in "abc"
        ]
        bad = writer.promised(lambda: ballots.lay(there.id, there.theses[0], "d" * 64, 5))
    assert [one.result(30) for one in good] == [None] * 3
    assert str(bad.exception(30)) == ballots.OVER
    assert agreement.results(meetings.closed(here))[0].n == 3


@pytest.mark.parametrize("hours", [-2, 2])
def test_a_clock_that_is_put_right_meanwhile_stops_no_evening(app: House, hours: int) -> None:
    with entering.moving() as time:
        meeting = meetings.opened()
        phone, late = meetings.phone(app, meeting), app.test_client()
        path = f"/mitmachen/platz/{meeting.theses[0]}"
        signed, stand = token(phone.get(path)), phone.get("/mitmachen/platz/stand").headers["ETag"]
        time.move(hours=hours)
        assert phone.post(path, data={"token": signed, "stone": "5", "turn": "1"}).status_code == 303
        assert phone.get("/mitmachen/platz/stand", headers={"If-None-Match": stand}).status_code == 304
        assert fill(late, f"/mitmachen/{meeting.code}").status_code == 303
        assert meetings.lay(late, meeting.theses[0], 4).status_code == 303
        meetings.closed(meeting)
        assert phone.get("/mitmachen/platz/stand", headers={"If-None-Match": stand}).status_code == 200
        assert phone.post(path, data={"token": signed, "stone": "1", "turn": "1"}).status_code == 409
    assert agreement.results(ballots.one(meeting.id))[0].counts.stones == (1, 1, 0, 0, 0)


def test_a_poll_is_small(app: House) -> None:
    phone = meetings.phone(app, meetings.opened())
    answer = phone.get("/mitmachen/platz/stand")
    sent = sum(len(name) + len(value) + 4 for name, value in answer.headers) + len(answer.get_data())
    assert sent < 1000
    again = phone.get("/mitmachen/platz/stand", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.get_data()) == (304, b"")
