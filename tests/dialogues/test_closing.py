"""25 phones lay while the office closes: every stone that was acknowledged is counted, every later one refused."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

from sqlalchemy import func, select

from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from dialogues import agreement, ballots
from dialogues.models import Ballot
from tests.support import meetings
from tests.support.hall import at_once
from tests.support.pages import token

PHONES = 25


def test_no_stone_is_lost_and_none_counted_late(app: House) -> None:
    meeting = meetings.opened()
    thesis = meeting.theses[0]
    path = f"/mitmachen/platz/{thesis}"
    phones = [meetings.phone(app, meeting) for _ in range(PHONES)]
    ready = [(client, token(client.get(path))) for client in phones]
    laid, halfway = Counter[int](), threading.Event()
    db.session.remove()

    def lay(place: int, client: Any, signed: str) -> Callable[[], int]:
        def work() -> int:
            stone = place % 5 + 1
            status: int = client.post(path, data={"token": signed, "stone": str(stone)}).status_code
            if status == 303:
                laid[stone] += 1
            if sum(laid.values()) >= PHONES // 3:
                halfway.set()
            return status

        return work

    def close() -> int:
        halfway.wait(20)
        with app.app_context(), writing():
            ballots.close(meeting.id, HOUSE)
        return 0

    statuses = at_once(*(lay(place, *one) for place, one in enumerate(ready)), close)
    assert set(statuses) <= {0, 303, 409}
    assert sum(laid.values()) == statuses.count(303) >= PHONES // 3
    counts = agreement.results(ballots.one(meeting.id))[0].counts
    assert counts.stones == tuple(laid[stone] for stone in (5, 4, 3, 2, 1))
    assert db.session.scalar(select(func.count()).select_from(Ballot)) == 0


def test_two_people_closing_at_once_count_once(app: House) -> None:
    meeting = meetings.opened()
    phone = meetings.phone(app, meeting)
    meetings.lay(phone, meeting.theses[0], 4)
    db.session.remove()

    def close() -> int:
        with app.app_context(), writing():
            return ballots.close(meeting.id, HOUSE).id

    assert at_once(*[close] * 4) == [meeting.id] * 4
    assert agreement.results(ballots.one(meeting.id))[0].counts.stones == (0, 1, 0, 0, 0)


def test_one_phone_that_sends_the_same_stone_many_times_at_once_has_one(app: House) -> None:
    meeting = meetings.opened()
    path = f"/mitmachen/platz/{meeting.theses[0]}"
    phone = meetings.phone(app, meeting)
    signed = token(phone.get(path))
    cookies = [(cookie.key, cookie.value) for cookie in (phone._cookies or {}).values()]
    db.session.remove()

    def send() -> int:
        client = app.test_client()
        for name, value in cookies:
            client.set_cookie(name, value)
        return client.post(path, data={"token": signed, "stone": "5"}).status_code

    assert at_once(*[send] * 8) == [303] * 8
    assert agreement.results(meetings.closed(meeting))[0].n == 1
