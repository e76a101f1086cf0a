"""Stones as services: who may lay what when, what closing leaves behind, what is typed in by hand."""

from __future__ import annotations

import secrets
from typing import Any

import pytest
from sqlalchemy import func, inspect, select

from core import versions
from core.backup import engines
from core.db import db, writing
from core.errors import NotThere, Refused
from core.factory import House
from core.journal import HOUSE, Entry
from core.rows import Base
from dialogues import agreement, ballots, codes, seat_token
from dialogues.agreement import Counts
from dialogues.models import Ballot, Dialogue, DialogueState
from tests.support import meetings
from tests.support.statements import counted

KEY = "a" * 64


def put(meeting: meetings.Meeting, thesis: int, stone: int, key: str | None = None) -> None:
    """Lay a stone."""
    with writing():
        ballots.lay(meeting.id, thesis, key or secrets.token_hex(32), stone)


def test_stones_become_counts_and_ballots_are_gone(app: House) -> None:
    meeting = meetings.opened()
    first, second, _ = meeting.theses
    for stone in (5, 5, 4, 3, 2, 1, 0):
        put(meeting, first, stone)
    put(meeting, second, 1)
    results = agreement.results(meetings.closed(meeting))
    assert [one.counts for one in results] == [Counts(2, 1, 1, 1, 1, 1), Counts(0, 0, 0, 0, 1), Counts(0, 0, 0, 0, 0)]
    assert db.session.scalar(select(func.count()).select_from(Ballot)) == 0


def test_laying_again_replaces(app: House) -> None:
    meeting = meetings.opened()
    for stone in (5, 0, 1, 1):
        put(meeting, meeting.theses[0], stone, KEY)
    assert ballots.own({meeting.theses[0]: KEY}) == {meeting.theses[0]: 1}
    assert agreement.results(meetings.closed(meeting))[0].counts == Counts(0, 0, 0, 0, 1)


@pytest.mark.parametrize("stone", [-1, 6, 17, 10**12])
def test_a_stone_that_does_not_exist_is_refused(app: House, stone: int) -> None:
    meeting = meetings.opened()
    with pytest.raises(Refused):
        put(meeting, meeting.theses[0], stone)


def test_a_thesis_of_another_meeting_is_not_there(app: House) -> None:
    here, there = meetings.opened(), meetings.opened()
    with pytest.raises(NotThere):
        put(here, there.theses[0], 5)
    with pytest.raises(NotThere):
        put(here, 99_999, 5)
    assert db.session.scalar(select(func.count()).select_from(Ballot)) == 0


def test_nobody_lays_before_opening_or_after_closing(app: House) -> None:
    meeting = meetings.planned()
    with pytest.raises(Refused, match="läuft noch nicht"):
        put(meeting, meeting.theses[0], 5)
    with writing():
        ballots.open_up(meeting.id, HOUSE)
    put(meeting, meeting.theses[0], 5, KEY)
    meetings.closed(meeting)
    with pytest.raises(Refused, match="beendet"):
        put(meeting, meeting.theses[0], 1, KEY)
    assert agreement.results(ballots.one(meeting.id))[0].counts == Counts(1, 0, 0, 0, 0)


def test_closing_twice_changes_nothing(app: House) -> None:
    meeting = meetings.opened()
    put(meeting, meeting.theses[0], 5)
    first = meetings.closed(meeting).closed_at
    assert meetings.closed(meeting).closed_at == first
    assert agreement.results(ballots.one(meeting.id))[0].counts == Counts(1, 0, 0, 0, 0)
    assert len(db.session.scalars(select(Entry).where(Entry.verb == "dialogue.closed")).all()) == 1


def test_closing_one_meeting_leaves_the_other_ones_stones(app: House) -> None:
    here, there = meetings.opened(), meetings.opened()
    put(here, here.theses[0], 5)
    put(there, there.theses[0], 1)
    meetings.closed(here)
    assert agreement.results(meetings.closed(there))[0].counts == Counts(0, 0, 0, 0, 1)


def test_what_is_not_open_cannot_be_closed_and_what_is_closed_not_opened(app: House) -> None:
    meeting = meetings.planned()
    with pytest.raises(Refused), writing():
        ballots.close(meeting.id, HOUSE)
    with writing():
        ballots.open_up(meeting.id, HOUSE)
    meetings.closed(meeting)
    with pytest.raises(Refused), writing():
        ballots.open_up(meeting.id, HOUSE)


def test_opening_needs_a_thesis_and_draws_one_code(app: House) -> None:
    empty = meetings.planned(theses=())
    with pytest.raises(Refused, match="mindestens eine These"), writing():
        ballots.open_up(empty.id, HOUSE)
    meeting = meetings.opened()
    with writing():
        again = ballots.open_up(meeting.id, HOUSE).meeting_code
    assert again == meeting.code
    assert codes.read(codes.grouped(meeting.code).lower()) == meeting.code


def test_codes_have_no_signs_that_look_alike() -> None:
    drawn = {codes.new() for _ in range(200)}
    assert len(drawn) == 200
    assert not set("".join(drawn)) & set("IL1O0")
    assert [codes.read(typed) for typed in ("", "ABCD", "ABCD-EFG0", "ABCDEFGHJ", "\ud800")] == [None] * 5


def test_a_missing_meeting_is_not_there(app: House) -> None:
    for change in (ballots.open_up, ballots.close):
        with pytest.raises(NotThere), writing():
            change(999, HOUSE)
    with pytest.raises(NotThere):
        ballots.one(999)


def test_a_token_is_read_only_for_the_meeting_it_was_signed_for() -> None:
    token = seat_token.new("key", 7)
    number, bits = seat_token.read("key", token) or (0, b"")
    assert (number, len(bits)) == (7, 32)
    packed = token.partition(".")[2]
    for forged in ("", ".", "7.", f"8.{packed}", token[:-1], token + "A", "7." + "A" * 86, "7.\ud800", "x" * 5000):
        assert seat_token.read("key", forged) is None, forged
    assert seat_token.read("other key", token) is None
    kept = seat_token.read("key", seat_token.new("key", 8, bits))
    assert kept == (8, bits)


def test_keys_of_two_theses_have_nothing_in_common() -> None:
    bits = b"\x07" * 32
    assert seat_token.key(bits, 1) != seat_token.key(bits, 2)
    assert seat_token.key(bits, 1) == seat_token.key(bits, 1)
    assert len(seat_token.key(bits, 1)) == 64


def test_laying_leaves_no_line_no_number_and_no_version(app: House) -> None:
    meeting = meetings.opened()
    before = everything()
    put(meeting, meeting.theses[0], 5)
    put(meeting, meeting.theses[0], 4)
    after = everything()
    assert {table for table in after if after[table] != before[table]} == {"ballot"}
    assert set(inspect(Ballot).columns.keys()) == {"key", "thesis_id", "stone", "round", "group_id", "sector"}


def everything() -> dict[str, list[Any]]:
    """Return every row of every table."""
    db.session.rollback()
    return {t.name: [tuple(row) for row in db.session.execute(select(t))] for t in Base.metadata.sorted_tables}


def test_the_database_keeps_ballots_in_the_order_of_their_keys(app: House) -> None:
    meeting = meetings.opened()
    keys = [character * 64 for character in "f0a3c1"]
    for key in keys:
        put(meeting, meeting.theses[0], 5, key)
    if db.engine.dialect.name == "sqlite":
        assert list(db.session.execute(select(Ballot.key)).scalars()) == sorted(keys)
    assert "created" not in str(Ballot.__table__.columns)


def counts(meeting: meetings.Meeting, *given: Counts) -> dict[int, Counts]:
    """Return counts by thesis."""
    return dict(zip(meeting.theses, given, strict=True))


def test_real_stones_are_typed_in_and_corrected(app: House) -> None:
    meeting = meetings.planned()
    three = (Counts(6, 5, 3, 6, 5), Counts(1, 1, 1, 1, 1, 1), Counts(0, 0, 0, 0, 0, 25))
    before = versions.of("dialogues")
    with writing():
        ballots.count(meeting.id, counts(meeting, *three), ballots.one(meeting.id).version, HOUSE)
    dialogue = ballots.one(meeting.id)
    assert dialogue.state is DialogueState.CLOSED
    assert [one.counts for one in agreement.results(dialogue)] == list(three)
    assert versions.of("dialogues") == before + 1
    with writing():
        ballots.count(meeting.id, counts(meeting, *[Counts(9, 0, 0, 0, 0)] * 3), ballots.one(meeting.id).version, HOUSE)
    assert agreement.results(ballots.one(meeting.id))[0].word == "Einig dafür"


def test_counts_that_phones_laid_cannot_be_typed_over(app: House) -> None:
    meeting = meetings.opened()
    whole = counts(meeting, *[Counts(9, 0, 0, 0, 0)] * 3)
    with pytest.raises(Refused, match="Telefone"), writing():
        ballots.count(meeting.id, whole, ballots.one(meeting.id).version, HOUSE)
    meetings.closed(meeting)
    with pytest.raises(Refused, match="Telefone"), writing():
        ballots.count(meeting.id, whole, ballots.one(meeting.id).version, HOUSE)


def test_a_meeting_changed_meanwhile_takes_no_counts(app: House) -> None:
    meeting = meetings.planned()
    whole = counts(meeting, *[Counts(9, 0, 0, 0, 0)] * 3)
    seen = ballots.one(meeting.id).version
    with writing():
        db.session.get_one(Dialogue, meeting.id).place = "Rathaus"
    with pytest.raises(Refused, match="inzwischen geändert"), writing():
        ballots.count(meeting.id, whole, seen, HOUSE)
    whole.popitem()
    with pytest.raises(Refused, match="inzwischen geändert"), writing():
        ballots.count(meeting.id, whole, ballots.one(meeting.id).version, HOUSE)


def test_watching_costs_the_same_for_few_and_many(app: House) -> None:
    small, large = meetings.opened(), meetings.opened(tuple(f"These {n}." for n in range(30)))
    for thesis in large.theses:
        put(large, thesis, 5)
    costs = []
    for meeting in (small, large):
        db.session.expire_all()
        with counted() as statements:
            dialogue = ballots.one(meeting.id)
            ballots.laid(dialogue)
            ballots.seats(dialogue.id)
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_no_backup_keeps_a_ballot() -> None:
    assert "ballot" in engines.fleeting()
