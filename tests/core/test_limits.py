"""Counting tries: exact under threads, over at the end of the window, and unlinkable once the salt is gone."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from core import clock, limits
from core.db import db, writing
from core.factory import House

pytestmark = pytest.mark.usefixtures("app")
MINUTE = timedelta(minutes=1)
NOON = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
SECONDS = timedelta(seconds=1)


def hit(limit: int = 2, who: str = "somebody", purpose: str = "code") -> bool:
    with writing():
        return limits.hit(purpose, who, limit, MINUTE)


def test_as_many_tries_as_allowed() -> None:
    with clock.at(NOON):
        assert [hit() for _ in range(4)] == [True, True, False, False]


def test_others_and_other_purposes_count_apart() -> None:
    with clock.at(NOON):
        assert [hit(limit=1), hit(limit=1, who="other"), hit(limit=1, purpose="letter")] == [True, True, True]
        assert not hit(limit=1)


def test_the_next_window_begins_anew() -> None:
    with clock.at(NOON + 59 * SECONDS):
        assert hit(limit=1)
        assert not hit(limit=1)

    with clock.at(NOON + 60 * SECONDS):
        assert hit(limit=1)


def test_looking_does_not_count() -> None:
    with clock.at(NOON):
        hit()

        counts = [limits.count("code", "somebody", MINUTE) for _ in range(3)]

    assert counts == [1, 1, 1]


def test_threads_count_exactly(app: House) -> None:
    together, within = threading.Barrier(8, timeout=30), list[bool]()

    def work() -> None:
        together.wait()
        for _ in range(10):
            with app.app_context():
                within.append(hit(limit=25, who=hashed("198.51.100.7")))

    with clock.at(NOON):
        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        counted = limits.count("code", hashed("198.51.100.7"), MINUTE)

    assert counted == 80
    assert sum(within) == 25
    assert len(db.session.scalars(select(limits.Salt)).all()) == 1


def hashed(address: str) -> str:
    with writing():
        return limits.keyed(address)


def test_one_source_keeps_its_hash_for_the_day() -> None:
    with clock.at(NOON):
        assert hashed("198.51.100.7") == hashed("198.51.100.7") != hashed("198.51.100.8")


def test_without_its_salt_no_hash_can_be_linked() -> None:
    with clock.at(NOON):
        first = hashed("198.51.100.7")
    with clock.at(NOON + timedelta(days=1)):
        second = hashed("198.51.100.7")
    with clock.at(NOON + timedelta(days=2)), writing():
        limits.purge()
    db.session.expire_all()

    with clock.at(NOON + timedelta(days=1)):
        kept = hashed("198.51.100.7")
    with clock.at(NOON):
        again = hashed("198.51.100.7")

    assert kept == second
    assert len({first, second, again}) == 3


def test_counts_go_when_their_window_is_over() -> None:
    with clock.at(NOON):
        hit()
        with writing():
            early = limits.purge()
    with clock.at(NOON + 2 * MINUTE), writing():
        late = limits.purge()

    assert (early, late) == (0, 1)
    assert db.session.scalars(select(limits.Try)).all() == []


def test_a_page_may_look_how_often_its_source_tried(app: House) -> None:
    def known(address: str) -> Any:
        with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
            return limits.known_count("code", MINUTE)

    with clock.at(NOON):
        before = known("198.51.100.7")
        hit(who=hashed("198.51.100.7"))
        hit(who=hashed("198.51.100.7"))

        assert (before, known("198.51.100.7"), known("198.51.100.8")) == (0, 2, 0)


def test_no_address_is_stored() -> None:
    hit(who=hashed("198.51.100.7"))

    row = db.session.scalars(select(limits.Try)).one()

    assert len(row.source) == 64
    assert "198.51" not in row.source
