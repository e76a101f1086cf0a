"""Power cuts while a hall lays stones: eight writing processes are killed, phones send again, nothing acknowledged is lost."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from core.db import db
from core.factory import House
from dialogues import agreement
from dialogues.models import Ballot
from tests.support import crashable, meetings, seats, server
from tests.support.seats import Seat

PHONES, THESES, PROCESSES = 12, 24, 8
PATIENCE = 60.0
GUNICORN = "from gunicorn.app.wsgiapp import run\nrun()\n"
ARGUMENTS = ("-k", "gthread", "--threads", "3", "-w", str(PROCESSES), "--preload", "--log-level", "warning")


@pytest.fixture
def crashing(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """A house on a fresh database with full durability, to look into; the served one are eight other processes."""
    url = f"sqlite:///{tmp_path / 'house.db'}"
    if engine_name == "postgresql":
        url = request.getfixturevalue("cluster").create_database("stones")
    with crashable.house(url, tmp_path / "instance") as app:
        yield app


@dataclass
class Hall:
    """Phones that lay one stone for each thesis, and again until it is acknowledged; acknowledged is stone by key."""

    port: int
    theses: tuple[int, ...]
    acknowledged: dict[str, int] = field(default_factory=dict)
    refused: list[int] = field(default_factory=list)
    repeated: int = 0
    changed: threading.Condition = field(default_factory=threading.Condition)

    def live(self, seat: Seat, number: int) -> None:
        """Lay all stones of one phone."""
        pause = threading.Event()
        for place, thesis in enumerate(self.theses):
            stone = (number + place) % 5 + 1
            while (status := self._lay(seat, thesis, stone)) is None:
                self.repeated += 1
                pause.wait(0.05)
            with self.changed:
                if status == http.HTTPStatus.OK:
                    self.acknowledged[seat.key(thesis)] = stone
                else:
                    self.refused.append(status)
                self.changed.notify_all()

    def _lay(self, seat: Seat, thesis: int, stone: int) -> int | None:
        """Send one stone; None when the server is gone."""
        headers = {"Cookie": seat.cookies, "Accept": "application/json"}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        sent = urlencode({"token": seat.token, "turn": "1", "stone": stone})
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as line:
                line.request("POST", f"/mitmachen/platz/{thesis}", sent, headers)
                answer = line.getresponse()
                answer.read()
                return answer.status
        except (OSError, http.client.HTTPException):
            return None

    def wait_for(self, count: int) -> None:
        """Come back when so many stones were acknowledged."""
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.acknowledged) >= count, PATIENCE), self.refused[:3]


def test_no_acknowledged_stone_is_lost(crashing: House, tmp_path: Path) -> None:
    meeting = meetings.opened(tuple(f"Die {number}. These." for number in range(1, THESES + 1)))
    taken = seats.taken(crashing, meeting.id, PHONES)
    db.session.remove()
    db.engine.dispose()
    environment = {**crashable.environment(crashing), "PYTHONPATH": str(server.CHECKOUT)}
    script = tmp_path / "serve.py"
    script.write_text(GUNICORN)
    with server.process(*ARGUMENTS, "run:create_app()", environment=environment, script=script) as process:
        hall = Hall(process.port, meeting.theses)
        threads = [threading.Thread(target=hall.live, args=(seat, place)) for place, seat in enumerate(taken)]
        for thread in threads:
            thread.start()
        for cut in (1, 2):
            hall.wait_for(cut * PHONES * THESES // 3)
            process.restart()
        for thread in threads:
            thread.join(PATIENCE)
        assert process.stop() == 0, process.words()

    there = {row[0]: row[1] for row in db.session.execute(select(Ballot.key, Ballot.stone))}
    db.session.rollback()
    assert hall.refused == []
    assert hall.repeated > 0
    assert there == hall.acknowledged
    assert len(there) == PHONES * THESES
    assert [one.n for one in agreement.results(meetings.closed(meeting))] == [PHONES] * THESES
    stones = [one.counts.stones for one in agreement.results(meetings.closed(meeting))]
    laid = [[(number + place) % 5 + 1 for number in range(PHONES)] for place in range(THESES)]
    assert stones == [tuple(map(one.count, (5, 4, 3, 2, 1))) for one in laid]
