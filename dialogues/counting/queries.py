"""Every read of the counts beside the phones: which sources a meeting has, and what one of them said."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select

from core.db import db
from dialogues import queries as room
from dialogues.agreement import Counts
from dialogues.agreement.parts import NOTHING, SOURCE_WORDS, of_row
from dialogues.models import CountedBy, Thesis, ThesisCount

ByThesis = dict[int, Counts]


@dataclass(frozen=True)
class Source:
    """Eine Quelle neben den Telefonen: an id to name it by, how counted, its name, its round, groups and stones."""

    id: int
    counted_by: CountedBy
    name: str
    round: int
    groups: tuple[str, ...]
    stones: int
    theses: int

    @property
    def words(self) -> str:
        """How it was counted."""
        return SOURCE_WORDS[self.counted_by]


def groups(dialogue_id: int) -> dict[int, str]:
    """Return the names of a meeting's groups by id, in their order."""
    return {one.id: one.name for one in room.groups_of(dialogue_id)}


def _rows(dialogue_id: int) -> list[ThesisCount]:
    """Return the rows that were typed in or imported."""
    wanted = select(ThesisCount).join(Thesis, Thesis.id == ThesisCount.thesis_id)
    wanted = wanted.where(Thesis.dialogue_id == dialogue_id, ThesisCount.counted_by != CountedBy.PHONES)
    return list(db.session.scalars(wanted.order_by(ThesisCount.id)))


def sources(dialogue_id: int) -> list[Source]:
    """Return the sources of a meeting in the order in which they came; two statements."""
    names = groups(dialogue_id)
    found: dict[tuple[CountedBy, str, int], list[ThesisCount]] = defaultdict(list)
    for row in _rows(dialogue_id):
        found[row.counted_by, row.source, row.round].append(row)
    return [_source(*known, rows, names) for known, rows in found.items()]


def _source(
    counted_by: CountedBy, name: str, round_number: int, rows: list[ThesisCount], names: dict[int, str]
) -> Source:
    everybody = [row for row in rows if row.group_id is None]
    present = {row.group_id for row in rows}
    return Source(
        everybody[0].id if everybody else rows[0].id,
        counted_by,
        name,
        round_number,
        tuple(word for number, word in names.items() if number in present),
        sum(of_row(row).n for row in everybody),
        sum(1 for row in everybody if of_row(row).n),
    )


def said(dialogue_id: int, counted_by: CountedBy, name: str, round_number: int) -> dict[int | None, ByThesis]:
    """Return what a source says by group (None: of people without one) and thesis."""
    every: dict[int | None, ByThesis] = defaultdict(dict)
    for row in _rows(dialogue_id):
        if (row.counted_by, row.source, row.round) == (counted_by, name, round_number):
            every[row.group_id][row.thesis_id] = of_row(row)
    whole = every.pop(None, {})
    for by_thesis in every.values():
        for thesis_id, counts in by_thesis.items():
            whole[thesis_id] = _minus(whole[thesis_id], counts)
    if any(counts != NOTHING for counts in whole.values()):
        every[None] = whole
    return dict(every)


def _minus(whole: Counts, part: Counts) -> Counts:
    left = [a - b for a, b in zip(whole.stones, part.stones, strict=True)]
    return Counts(*[*left, whole.passed - part.passed])
