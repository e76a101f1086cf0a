"""One transaction per request: nothing lost, nothing stored twice, nothing slow under the lock, on both databases."""

import socket
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import OperationalError

from core import db as floor_db
from core.db import db
from tests.support import server
from tests.support.hall import PATIENCE, Hall, at_once, on_sqlite
from tests.support.playroom import Card, Poll, Tally

FORM = "application/x-www-form-urlencoded"
SAME_TIME = "Jemand anderes hat das gerade geändert."


def statuses(call: Callable[[], Any], times: int) -> Counter[int]:
    return Counter(call().status_code for _ in range(times))


def test_a_locked_counter_loses_nothing(hall: Hall) -> None:
    counted: Counter[int] = sum(at_once(*[lambda: statuses(lambda: hall.post("count"), 25)] * 8), Counter())

    assert counted == {200: 200}
    assert hall.number(Tally) == 200


def test_a_version_tells_every_loser(hall: Hall) -> None:
    voted: Counter[int] = sum(at_once(*[lambda: statuses(lambda: hall.post("vote"), 25)] * 8), Counter())

    assert set(voted) <= {200, 409}
    assert voted.total() == 200
    assert hall.number(Poll) == voted[200]


def test_two_at_one_row_are_one_winner_and_one_loser(hall: Hall) -> None:
    if not on_sqlite(hall):  # there the second would wait for the first before it reads
        hall.play.between = threading.Barrier(2, timeout=PATIENCE).wait

    answers = at_once(*[lambda: hall.post("vote")] * 2)

    lost = [answer for answer in answers if answer.status_code == 409]
    assert hall.number(Poll) == 2 - len(lost)
    assert len(lost) == (0 if on_sqlite(hall) else 1)
    assert all(SAME_TIME in answer.text for answer in lost)


def test_six_equal_submits_are_stored_once(hall: Hall) -> None:
    answers = at_once(*[lambda: hall.post("lay", key="once")] * 6)

    assert Counter(answer.status_code for answer in answers) == {200: 1, 409: 5}
    assert hall.cards() == ["once"]


@pytest.mark.parametrize(("door", "status"), [("wrong", 422), ("refused", 409), ("broken", 500)])
def test_an_answer_that_is_an_error_leaves_nothing(hall: Hall, door: str, status: int) -> None:
    calls = list[str]()
    hall.play.afterwards = lambda: calls.append("afterwards")

    answer = hall.post(door, key="never")

    assert answer.status_code == status
    assert hall.cards() == []
    assert calls == []


def test_a_get_that_writes_leaves_nothing(hall: Hall) -> None:
    answer = hall.read("sly", key="never")

    assert answer.status_code == 200
    assert hall.cards() == []


def test_after_commit_runs_when_it_is_stored(hall: Hall) -> None:
    seen = list[list[str]]()
    hall.play.afterwards = lambda: seen.append(hall.cards())

    hall.post("lay", key="stored")

    assert seen == [["stored"]]


def test_after_commit_of_a_loser_never_runs(hall: Hall) -> None:
    hall.post("lay", key="once")
    calls = list[str]()
    hall.play.afterwards = lambda: calls.append("afterwards")

    answer = hall.post("lay", key="once")

    assert answer.status_code == 409
    assert calls == []


def test_the_lock_is_decided_before_the_first_statement(hall: Hall) -> None:
    said = list[list[str]]()

    def listen(*arguments: Any) -> None:
        said.append(arguments[2].split()[:2])

    event.listen(hall.engine, "before_cursor_execute", listen)
    try:
        hall.post("lay", key="a")
        written = list(said)
        said.clear()
        hall.read("sly", key="b")
    finally:
        event.remove(hall.engine, "before_cursor_execute", listen)

    if on_sqlite(hall):
        assert written[0] == ["BEGIN", "IMMEDIATE"]
        assert said[0] == ["BEGIN"]
    assert "INSERT" in [words[0] for words in written]


def test_slow_work_does_not_hold_the_lock(hall: Hall) -> None:
    others = list[Any]()
    hall.play.slow = lambda: others.extend(at_once(*[lambda: hall.post("count")] * 3))

    answer = hall.post("slowly", key="late")

    assert answer.status_code == 200
    assert [other.status_code for other in others] == [200, 200, 200]
    assert (hall.number(Tally), hall.cards()) == (3, ["late"])


class Slow:
    """A body that does not come before other people were served."""

    def __init__(self, body: bytes, meanwhile: Callable[[], Any]) -> None:
        self.body = BytesIO(body)
        self.calls = [meanwhile]

    def read(self, size: int = -1) -> bytes:
        """Let the others go first."""
        while self.calls:
            self.calls.pop()()
        return self.body.read(size)


def test_a_slow_body_does_not_hold_the_lock(hall: Hall) -> None:
    others = list[Any]()
    body = Slow(b"key=slow", lambda: others.extend(at_once(*[lambda: hall.post("count")] * 3)))

    answer = hall.app.test_client().post(
        "/spiel/lay", content_type=FORM, environ_overrides={"wsgi.input": body, "CONTENT_LENGTH": "8"}
    )

    assert answer.status_code == 200
    assert [other.status_code for other in others] == [200, 200, 200]
    assert (hall.number(Tally), hall.cards()) == (3, ["slow"])


def test_stalled_uploads_do_not_stop_the_server(hall: Hall) -> None:
    with server.serve(hall.app, threads=2) as address:
        host, port = str(urlsplit(address).hostname), int(urlsplit(address).port or 0)
        stalled = [socket.create_connection((host, port), PATIENCE) for _ in range(6)]
        for number, upload in enumerate(stalled):
            head = (
                f"POST /spiel/lay HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: {FORM}\r\nContent-Length: 5\r\n\r\n"
            )
            upload.sendall(head.encode() + b"key=" + b"" * number)

        quick = [posted(host, port, b"key=quick") for _ in range(2)]
        before = hall.cards()
        late = []
        for number, upload in enumerate(stalled):
            upload.sendall(str(number).encode())
            late.append(upload.recv(4096).split()[1])
            upload.close()

    assert [answer.split()[1] for answer in quick] == [b"200", b"409"]
    assert before == ["quick"]
    assert late == [b"200"] * 6
    assert hall.cards() == ["0", "1", "2", "3", "4", "5", "quick"]


def posted(host: str, port: int, body: bytes) -> bytes:
    head = f"POST /spiel/lay HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: {FORM}\r\nContent-Length: {len(body)}\r\n\r\n"
    with socket.create_connection((host, port), PATIENCE) as line:
        line.sendall(head.encode() + body)
        return line.recv(4096)


def test_a_full_disk_is_a_sentence_and_nothing_is_stored(hall: Hall) -> None:
    if not on_sqlite(hall):
        pytest.skip("SQLite can be told that its disk is full; PostgreSQL's own case is the next test")
    hall.engine.dispose()
    with closing(sqlite3.connect(str(hall.engine.url.database))) as file:
        file.execute("VACUUM")  # pages that earlier tests freed would hold the text

    def full(raw: Any, _: object) -> None:
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
        raw.execute(f"PRAGMA max_page_count={pages}")

    event.listen(hall.engine, "connect", full)
    try:
        answer = hall.post("lay", key="big", text="x" * 500_000)
    finally:
        event.remove(hall.engine, "connect", full)
        hall.engine.dispose()

    assert answer.status_code == 503
    assert "Wir konnten nichts speichern." in answer.text
    assert answer.headers["Retry-After"] == "60"
    assert hall.cards() == []
    assert hall.post("lay", key="again", text="x" * 500_000).status_code == 200


def test_a_database_that_goes_away_is_a_sentence_and_nothing_is_stored(hall: Hall) -> None:
    if on_sqlite(hall):
        pytest.skip("SQLite has no server that could go away")
    hall.play.between = lambda: db.session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    answer = hall.post("vote")

    assert answer.status_code == 503
    assert "Wir konnten nichts speichern." in answer.text
    assert hall.number(Poll) == 0
    hall.play.between = lambda: None
    assert hall.post("vote").status_code == 200


def test_a_small_write_follows_the_answer_to_a_read(hall: Hall) -> None:
    hall.play.afterwards = lambda: db.session.add(Card(key="seen", text=""))

    answer = hall.read("glance")

    assert (answer.status_code, answer.text) == (200, "seen")
    assert hall.cards() == ["seen"]


def test_a_small_write_that_meets_a_busy_database_is_dropped(hall: Hall) -> None:
    def busy() -> None:
        db.session.add(Card(key="seen", text=""))
        db.session.flush()
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    hall.play.afterwards = busy

    answer = hall.read("glance")

    assert (answer.status_code, answer.text) == (200, "seen")
    assert hall.cards() == []


def test_a_small_write_that_is_there_already_spoils_no_answer(hall: Hall) -> None:
    hall.play.afterwards = lambda: db.session.add(Card(key="seen", text=""))

    answers = at_once(*[lambda: hall.read("glance")] * 4)

    assert [answer.status_code for answer in answers] == [200] * 4
    assert hall.cards() == ["seen"]


def test_a_lock_is_given_back_after_every_kind_of_answer(hall: Hall) -> None:
    for door in ("wrong", "refused", "broken", "lay", "lay"):
        hall.post(door, key="x")

    assert hall.post("count").status_code == 200


def test_a_command_forgets_what_it_read_before_it_writes(hall: Hall) -> None:
    with hall.app.app_context():
        before = db.session.scalar(select(func.max(Tally.number)))
        hall.post("count")
        with floor_db.writing():
            db.session.get_one(Tally, 1, with_for_update=True).number += 1

    assert before == 0
    assert hall.number(Tally) == 2
