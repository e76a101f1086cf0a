"""What a database keeps beside its rows: statistics, transaction numbers, places, its log of faults; none joins two stones."""

from __future__ import annotations

import itertools
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from compass.models import Sector
from core import jobs
from core.db import db, writing
from core.factory import House
from dialogues import ballots, wiping
from dialogues.models import Ballot, Ranking, RankingBallot
from dialogues.rankings import services
from dialogues.seat_place import now
from dialogues.seat_rows import move
from tests.dialogues.test_anonymity import laid_by_phones, on_the_disk
from tests.support import meetings
from tests.support.making_rankings import closed, give, made
from tests.support.making_rankings import keys as keys_of
from tests.support.postgres import Cluster
from tests.support.together import at_once


@pytest.fixture
def postgresql(app: House) -> House:
    """A house on PostgreSQL."""
    if db.engine.dialect.name != "postgresql":
        pytest.skip("only PostgreSQL keeps this")
    return app


def system(table: str) -> list[tuple[Any, ...]]:
    """Return key, transaction and place of every row, in the order in which the table holds them."""
    found = db.session.execute(text(f"SELECT key, xmin::text, ctid::text FROM {table} ORDER BY ctid"))  # noqa: S608 - ours
    rows = [tuple(row) for row in found]
    db.session.rollback()
    return rows


def statistics() -> str:
    """Return all that the planner has noted of the values in the tables of ballots; the superuser's own view of it."""
    db.session.execute(text("ANALYZE ballot"))
    db.session.execute(text("ANALYZE ranking_ballot"))
    found = db.session.execute(
        text(
            "SELECT starelid::regclass::text, staattnum, s::text FROM pg_statistic s WHERE starelid::regclass::text = ANY(:names)"
        ),
        {"names": list(wiping.TABLES)},
    )
    rows = [tuple(row) for row in found]
    db.session.commit()
    return str(rows)


def test_the_planner_notes_no_key_and_no_share_of_the_stones(postgresql: House) -> None:
    meeting, _, keys = laid_by_phones(postgresql)
    ranking = made(meeting.id)
    for number in range(9):
        give(ranking, number, (number, 9 - number, 1), Sector.SCIENCE)
    points = list(db.session.scalars(select(RankingBallot.key)))
    noted = statistics()
    assert not any(key[:16] in noted for key in (*keys, *points))
    assert "science" not in noted
    meetings.closed(meeting)
    closed(ranking)
    noted = statistics()
    assert not any(key[:16] in noted for key in (*keys, *points))


def test_points_of_one_phone_are_not_joined_by_their_transaction(postgresql: House) -> None:
    ranking = made(meetings.opened().id)
    for number in range(6):
        give(ranking, number, (number, 6 - number, 1))
    before = Counter(transaction for _, transaction, _ in system("ranking_ballot"))
    assert set(before.values()) == {len(ranking.items)}
    assert wiping.stir()
    after = system("ranking_ballot")
    assert len({transaction for _, transaction, _ in after}) == 1
    assert [key for key, _, _ in after] == sorted(key for key, _, _ in after)
    assert len(after) == 6 * len(ranking.items)


def test_stones_laid_again_for_another_sector_are_not_joined_by_their_transaction(postgresql: House) -> None:
    meeting, bits, keys = laid_by_phones(postgresql)
    stones = {row.key: row.stone for row in db.session.scalars(select(Ballot))}
    with writing():
        move(ballots.one(meeting.id), now(meeting.id, None), bits, Sector.SCIENCE)
    assert wiping.stir()
    rows = system("ballot")
    assert len({transaction for _, transaction, _ in rows}) == 1
    assert [key for key, _, _ in rows] == sorted(stones)
    assert {row.key: row.stone for row in db.session.scalars(select(Ballot))} == stones
    assert {row.sector for row in db.session.scalars(select(Ballot)) if row.key in keys} == {Sector.SCIENCE}


def test_mixing_loses_no_stone_and_lets_every_phone_go_on(app: House) -> None:
    meeting = meetings.opened()
    phones = [meetings.phone(app, meeting) for _ in range(4)]
    for phone, thesis in itertools.product(phones, meeting.theses):
        assert meetings.lay(phone, thesis, 2).status_code == 303
        assert wiping.stir()
    assert meetings.lay(phones[0], meeting.theses[0], 5).status_code == 303
    whole = meetings.closed(meeting)
    assert [(one.gold, one.slate) for one in whole.theses] == [(1, 3), (0, 4), (0, 4)]
    assert wiping.stir()


def test_mixing_while_a_hall_lays_loses_nothing_and_stops_nobody(app: House) -> None:
    meeting = meetings.opened()

    def hall(name: int) -> None:
        for turn in range(5):
            for thesis in meeting.theses:
                put(meeting, thesis, f"{name}{thesis}", turn)

    mixed: list[bool] = []
    at_once(app, *[partial(hall, name) for name in range(1, 5)], lambda: mixed.extend(wiping.stir() for _ in range(8)))
    assert db.engine.dialect.name == "sqlite" or all(mixed)
    rows = list(db.session.scalars(select(Ballot)))
    assert len(rows) == 4 * len(meeting.theses)
    assert {row.stone for row in rows} == {4}


def put(meeting: meetings.Meeting, thesis: int, name: str, stone: int) -> None:
    """Lay a stone in a transaction of its own."""
    with writing():
        ballots.lay(meeting.id, thesis, name.rjust(64, "0"), stone)


def test_the_log_of_writes_tells_no_order_after_a_minute(app: House) -> None:
    _, _, keys = laid_by_phones(app)
    if db.engine.dialect.name != "sqlite":
        pytest.skip("how long PostgreSQL keeps its own log is for its administrator to say")
    log = Path(f"{db.engine.url.database}-wal")
    db.session.remove()
    assert any(key.encode() in log.read_bytes() for key in keys)
    assert wiping.stir()
    assert log.read_bytes() == b""


def test_the_minutes_work_is_given_out(app: House) -> None:
    assert {"dialogues.wipe", "dialogues.stir"} <= {job.name for job in jobs.jobs()}


def test_a_reihung_counted_long_after_its_meeting_is_wiped_again(app: House) -> None:
    meeting = meetings.opened()
    ranking = made(meeting.id)
    give(ranking, "one", (3, 3, 3))
    meetings.closed(meeting)
    with writing():
        db.session.execute(text("UPDATE dialogue SET closed_at = '2020-01-01 00:00:00'"))
    kept = db.session.scalars(select(RankingBallot.key)).all()
    db.session.rollback()
    reader = db.engine.connect()
    reader.execute(select(Ranking.id)).all()
    before, wiping.TRIES = wiping.TRIES, 1
    try:
        closed(ranking)
    finally:
        wiping.TRIES = before
        reader.close()
    wiping.again()
    assert not any(key.encode() in on_the_disk() for key in kept)


def spread(ranking: Ranking) -> None:
    """Send the list of one phone."""
    points = dict.fromkeys((item.id for item in ranking.items), 3)
    services.spread(ranking.dialogue_id, ranking.id, keys_of(ranking, "one"), points)


def test_a_list_sent_twice_at_once_stands_in_no_log_of_faults(postgresql: House, cluster: Cluster) -> None:
    ranking = made(meetings.opened().id)

    assert at_once(postgresql, *[lambda: spread(ranking)] * 8) == [""] * 8
    kept = list(db.session.scalars(select(RankingBallot.key)))
    assert len(kept) == len(ranking.items)
    said = (cluster.folder / "log").read_text(errors="replace")
    assert not any(key in said for key in kept)
