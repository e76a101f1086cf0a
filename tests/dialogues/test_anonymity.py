"""Somebody who reads everything tries to join two stones of one phone: database, log of writes, journal, log, backup.

Before closing two ballots share what the person chose (group and sector) and nothing else; afterwards there are no
ballots, not in the file, not in its log, and no backup ever held one.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from compass.models import Sector
from core import backup
from core.backup.manifest import files_in
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE, Entry
from core.rows import Base
from dialogues import agreement, ballots, counted, entering, seat_token, wiping
from dialogues.models import Ballot
from tests.support import meetings
from tests.support.stones import divide

LAID = (5, 1, 4)
"""What the phone in question lays, thesis by thesis."""
PHONES = 9


def on_the_disk() -> bytes:
    """Return what the disk holds of ballots: SQLite's file and its log, PostgreSQL's tables of ballots and their indexes."""
    db.session.rollback()
    if db.engine.dialect.name == "sqlite":
        path = str(db.engine.url.database)
        found = [Path(path), *(Path(f"{path}{end}") for end in ("-wal", "-journal"))]
        return b"".join(one.read_bytes() for one in found if one.exists())
    db.session.execute(text("CHECKPOINT"))
    folder = Path(db.session.execute(text("SHOW data_directory")).scalar_one())
    named = text(
        "SELECT pg_relation_filepath(oid) FROM pg_class WHERE relname = ANY(:names) OR oid IN "
        "(SELECT indexrelid FROM pg_index JOIN pg_class t ON t.oid = indrelid WHERE t.relname = ANY(:names))"
    )
    places = list(db.session.scalars(named, {"names": list(wiping.TABLES)}))
    db.session.rollback()
    return b"".join((folder / place).read_bytes() for place in places)


def everything_but_ballots() -> str:
    """Return every row of every other table."""
    db.session.rollback()
    tables = [table for table in Base.metadata.sorted_tables if table.name != "ballot"]
    return str({table.name: [tuple(row) for row in db.session.execute(select(table))] for table in tables})


def laid_by_phones(app: House) -> tuple[meetings.Meeting, bytes, list[str]]:
    """Let several phones lay; return the meeting, the secret of one of them and the keys of its ballots."""
    meeting = meetings.opened()
    phones = [meetings.phone(app, meeting) for _ in range(PHONES)]
    for thesis, stone in zip(meeting.theses, LAID, strict=True):
        for place, phone in enumerate(phones):
            assert meetings.lay(phone, thesis, stone if place == 0 else (place + thesis) % 5 + 1).status_code == 303
    cookie = phones[0].get_cookie(entering.cookie_name())
    assert cookie is not None
    _, bits = seat_token.read(app.extensions["settings"].secret_key, cookie.value) or (0, b"")
    keys = [seat_token.key(bits, thesis) for thesis in meeting.theses]
    assert ballots.own(dict(zip(meeting.theses, keys, strict=True))) == dict(zip(meeting.theses, LAID, strict=True))
    return meeting, bits, keys


def test_two_stones_of_one_phone_share_nothing(app: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    _, bits, keys = laid_by_phones(app)
    rows = {row.key: row for row in db.session.scalars(select(Ballot))}
    assert len(rows) == PHONES * len(LAID)
    for one, other in itertools.combinations([rows[key] for key in keys], 2):
        assert one.thesis_id != other.thesis_id
        assert (one.group_id, one.sector, one.round) == (None, None, 1)
        assert not any(one.key[i : i + 8] == other.key[i : i + 8] for i in range(57))
    beside = everything_but_ballots() + caplog.text
    for trace in (*keys, bits.hex(), str(bits)):
        assert trace not in beside


def test_ballots_share_only_what_the_person_chose(app: House) -> None:
    meeting = meetings.opened()
    group, _ = divide(meeting, "Gruppe 1", "Gruppe 2")
    with writing():
        for place, thesis in enumerate(meeting.theses):
            key = seat_token.key(b"\x07" * 32, thesis)
            ballots.lay(meeting.id, thesis, key, place + 1, group_id=group, sector=Sector.SCIENCE)
    columns = [column.name for column in Ballot.__table__.columns if column.name != "round"]
    for one, other in itertools.combinations(db.session.scalars(select(Ballot)).all(), 2):
        same = {name: getattr(one, name) for name in columns if getattr(one, name) == getattr(other, name)}
        assert same == {"group_id": group, "sector": Sector.SCIENCE}


def test_the_file_keeps_no_order(app: House) -> None:
    laid_by_phones(app)
    if db.engine.dialect.name == "postgresql":
        pytest.skip("PostgreSQL keeps rows as they came until the meeting closes: docs/decisions/0008 says so")
    keys = list(db.session.execute(text("SELECT key, stone FROM ballot")).scalars())
    assert keys == sorted(keys)
    definition = db.session.execute(text("SELECT sql FROM sqlite_master WHERE name = 'ballot'")).scalar_one()
    assert "WITHOUT ROWID" in definition.upper()


def test_after_closing_no_ballot_is_left_anywhere(app: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    meeting, bits, keys = laid_by_phones(app)
    assert any(key.encode() in on_the_disk() for key in keys)
    with writing():
        ballots.close(meeting.id, HOUSE)
    disk = on_the_disk()
    for trace in (*(key.encode() for key in keys), bits, bits.hex().encode()):
        assert trace not in disk
    assert not any(key in everything_but_ballots() + caplog.text for key in keys)
    if db.engine.dialect.name == "sqlite":
        assert Path(f"{db.engine.url.database}-wal").stat().st_size == 0
    results = agreement.results(ballots.one(meeting.id))
    assert [one.n for one in results] == [PHONES] * 3


def test_the_journal_tells_that_it_was_closed_and_nothing_else(app: House) -> None:
    meeting, _, _ = laid_by_phones(app)
    meetings.closed(meeting)
    wanted = select(Entry).where(Entry.kind == "dialogue", Entry.thing_id == meeting.id).order_by(Entry.id)
    entries = list(db.session.scalars(wanted))
    assert [entry.verb for entry in entries] == ["dialogue.opened", "dialogue.closed"]
    assert not any(entry.parameters for entry in entries)


@pytest.mark.parametrize("closed", [False, True])
def test_no_backup_holds_a_stone(app: House, tmp_path: Path, *, closed: bool) -> None:
    meeting, bits, keys = laid_by_phones(app)
    if closed:
        meetings.closed(meeting)
    db.session.remove()
    made = backup.make(db.engine.url.render_as_string(hide_password=False), tmp_path)
    contents = b"".join(path.read_bytes() for path in files_in(made))
    assert not any(trace in contents for trace in (*(key.encode() for key in keys), bits))


def test_a_reader_who_keeps_the_log_open_delays_only_the_wiping(app: House) -> None:
    meeting, _, keys = laid_by_phones(app)
    if db.engine.dialect.name == "postgresql":
        pytest.skip("readers of PostgreSQL keep no write-ahead log open")
    reader = db.engine.connect()
    reader.execute(select(Ballot.key)).all()
    before, wiping.TRIES = wiping.TRIES, 1
    try:
        with writing():
            ballots.close(meeting.id, HOUSE)
        assert db.session.scalars(select(Ballot)).first() is None
    finally:
        wiping.TRIES = before
        reader.close()
    wiping.again()
    assert not any(key.encode() in on_the_disk() for key in keys)


def points_at_people(stones: Sequence[int]) -> bool:
    """Say the rule once more in figures: fewer than five stones, or all of one kind."""
    return sum(stones) < 5 or max(stones) == sum(stones)


table = st.lists(
    st.tuples(
        st.sampled_from([None, 1, 2, 3]),
        st.sampled_from([None, *list(Sector)[:3]]),
        st.integers(0, 5),
        st.integers(1, 6),
    ),
    max_size=14,
)


@given(table)
def test_no_group_follows_by_subtraction_from_what_is_kept(
    laid: list[tuple[int | None, Sector | None, int, int]],
) -> None:
    rows: list[Any] = counted.kept_rows(1, 1, laid, {1, 2, 3})
    whole, *parts = rows
    assert (whole.group_id, whole.sector) == (None, None)
    for kind, place in (("group_id", 0), ("sector", 1)):
        kept = [row for row in parts if getattr(row, kind) is not None]
        assert not any(points_at_people(_stones(row)) or row.passed for row in kept)
        left = [a - sum(b) for a, *b in zip(_stones(whole), *map(_stones, kept), strict=True)]
        assert not kept or not any(left) or not points_at_people(left)
        cells = {one[place] for one in laid if one[2]} - {getattr(row, kind) for row in kept}
        assert not kept or len(cells) != 1


def _stones(row: Any) -> list[int]:
    return [row.gold, row.amber, row.pebble, row.slate, row.tar]
