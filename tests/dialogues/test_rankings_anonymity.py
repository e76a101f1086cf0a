"""Somebody who reads everything tries to join two lines of one phone's points: before closing, after it, in a backup."""

from __future__ import annotations

import itertools
import logging
from pathlib import Path

import pytest
from sqlalchemy import select

from core import backup
from core.backup.manifest import files_in
from core.db import db
from core.factory import House
from core.rows import Base
from dialogues import entering, seat_token
from dialogues.models import Ranking, RankingBallot
from dialogues.rankings.keys import key
from tests.dialogues.test_anonymity import on_the_disk
from tests.support import meetings
from tests.support.making_rankings import closed, give, made, send

GIVEN = (5, 3, 2)


def spread_by_a_phone(app: House) -> tuple[Ranking, bytes, list[str]]:
    """Let a phone and others spread points; return the ranking, the phone's secret and the keys of its rows."""
    meeting = meetings.opened()
    ranking, client = made(meeting.id), meetings.phone(app, meeting)
    for number in range(4):
        give(ranking, number, (number, 4 - number, 1))
    points = {item.id: number for item, number in zip(ranking.items, GIVEN, strict=True)}
    assert send(client, ranking, points).status_code == 303
    cookie = client.get_cookie(entering.cookie_name())
    assert cookie is not None
    _, bits = seat_token.read(app.extensions["settings"].secret_key, cookie.value) or (0, b"")
    return ranking, bits, [key(bits, item.id) for item in ranking.items]


def beside() -> str:
    """Return every row of every other table."""
    db.session.rollback()
    tables = [table for table in Base.metadata.sorted_tables if table.name != "ranking_ballot"]
    return str([[tuple(row) for row in db.session.execute(select(table))] for table in tables])


def test_two_rows_of_one_phone_share_nothing(app: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    _, bits, keys = spread_by_a_phone(app)
    rows = {row.key: row for row in db.session.scalars(select(RankingBallot))}
    assert [rows[one].points for one in keys] == list(GIVEN)
    for one, other in itertools.combinations(keys, 2):
        assert not any(one[place : place + 8] == other[place : place + 8] for place in range(57))
    for trace in (*keys, bits.hex(), str(bits)):
        assert trace not in beside() + caplog.text


def test_after_closing_no_row_is_left_anywhere(app: House, tmp_path: Path) -> None:
    ranking, bits, keys = spread_by_a_phone(app)
    assert any(one.encode() in on_the_disk() for one in keys)
    url = db.engine.url.render_as_string(hide_password=False)
    before = backup.make(url, tmp_path)
    closed(ranking)
    disk = on_the_disk()
    for trace in (*(one.encode() for one in keys), bits, bits.hex().encode()):
        assert trace not in disk
    contents = b"".join(path.read_bytes() for path in files_in(before))
    assert not any(one.encode() in contents for one in keys)
    assert not any(one in beside() for one in keys)
