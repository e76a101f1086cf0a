"""Zählungen: from ballots to the rows that stay, in one step; the sum over phones, hand and import in the thesis itself.

What stays of a round: the counts of all, and those of groups and sectors that may be kept (agreement/cells.py). The
ballots are deleted in the same transaction, and right after it the log in which they stood (dialogues/wiping.py).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select

from compass.models import Sector
from core.db import db
from dialogues import wiping
from dialogues.agreement import Counts
from dialogues.agreement.crossing import margin, permitted_both
from dialogues.agreement.parts import of_row, plus
from dialogues.models import Ballot, CountedBy, Dialogue, DialogueGroup, Stone, Thesis, ThesisCount

ORDER = (*(int(stone) for stone in reversed(Stone)), 0)
"""Stones as counts name them, gold first, silence last."""
PEOPLE_AT_MOST = 2000
"""Stones of one kind that somebody may type in for one thesis: no hall holds more people."""
Tally = Counter[int]


def _counts(tally: Mapping[int, int]) -> Counts:
    return Counts(*(tally.get(stone, 0) for stone in ORDER))


def of_ballots(dialogue: Dialogue, round_number: int | None = None) -> None:
    """Turn the ballots of a round (None: of all) into counts and delete them; the caller holds the meeting alone."""
    mine = [thesis.id for thesis in dialogue.theses]
    here: list[ColumnElement[bool]] = [Ballot.thesis_id.in_(mine)]
    if round_number is not None:
        here.append(Ballot.round == round_number)
    columns = (Ballot.thesis_id, Ballot.round, Ballot.group_id, Ballot.sector, Ballot.stone)
    rows = db.session.execute(select(*columns, func.count()).where(*here).group_by(*columns))
    tables: dict[tuple[int, int], list[tuple[int | None, Sector | None, int, int]]] = defaultdict(list)
    for thesis_id, turn, group_id, sector, stone, number in rows:
        tables[thesis_id, turn].append((group_id, sector, stone, number))
    groups = set(db.session.scalars(select(DialogueGroup.id).where(DialogueGroup.dialogue_id == dialogue.id)))
    for (thesis_id, turn), table in sorted(tables.items(), key=lambda one: one[0]):
        db.session.add_all(kept_rows(thesis_id, turn, table, groups))
    db.session.execute(delete(Ballot).where(*here))
    wiping.after_commit()


def kept_rows(
    thesis_id: int, turn: int, table: Iterable[tuple[int | None, Sector | None, int, int]], groups: set[int]
) -> list[ThesisCount]:
    """Return what stays of one thesis in one round: all, then the groups and the sectors that may be kept side by side.

    Of a group or a sector only stones are kept: who said nothing counts among all.
    """
    whole, cells = Tally(), defaultdict[tuple[Hashable, Hashable], Tally](Tally)
    for group_id, sector, stone, number in table:
        whole[stone] += number
        cells[group_id if group_id in groups else None, sector][stone] += number
    stones = {names: _counts(tally).stones for names, tally in cells.items()}
    made = [row(thesis_id, turn, _counts(whole))]
    for place, (name, kept) in enumerate(zip(("group_id", "sector"), permitted_both(stones), strict=True)):
        by_name = margin(stones, place)
        made += [row(thesis_id, turn, Counts(*by_name[one]), **{name: one}) for one in sorted(kept, key=str)]
    return made


def row(thesis_id: int, turn: int, counts: Counts, **more: Any) -> ThesisCount:  # noqa: ANN401 - the row's own columns
    """Return a row of counts; by phones unless said otherwise."""
    gold, amber, pebble, slate, tar = counts.stones
    given = {"counted_by": CountedBy.PHONES, **more}
    kinds = {"gold": gold, "amber": amber, "pebble": pebble, "slate": slate, "tar": tar, "passed": counts.passed}
    return ThesisCount(thesis_id=thesis_id, round=turn, **kinds, **given)


def replace(
    dialogue: Dialogue,
    by_group: Mapping[int | None, Mapping[int, Counts]],
    *,
    counted_by: CountedBy,
    source: str = "",
    turn: int = 1,
) -> None:
    """Put the counts of one source (by group, None for people without one, and thesis) in place of what it said before.

    A source is known by how it was counted, its name and the round. It stands among the counts of all, and of its groups.
    """
    mine = [thesis.id for thesis in dialogue.theses]
    known = (ThesisCount.counted_by == counted_by, ThesisCount.source == source, ThesisCount.round == turn)
    db.session.execute(delete(ThesisCount).where(ThesisCount.thesis_id.in_(mine), *known))
    named = {"counted_by": counted_by, "source": source}
    whole = {number: Counts(0, 0, 0, 0, 0) for by_thesis in by_group.values() for number in by_thesis}
    for group_id, by_thesis in by_group.items():
        for thesis_id, counts in by_thesis.items():
            whole[thesis_id] = plus(whole[thesis_id], counts)
            if group_id is not None:
                db.session.add(row(thesis_id, turn, counts, group_id=group_id, **named))
    db.session.add_all(row(thesis_id, turn, counts, **named) for thesis_id, counts in whole.items())


def sum_up(dialogue: Dialogue) -> None:
    """Write the sum of the last counted round, over all sources, into each thesis; zeroes where nothing was counted."""
    db.session.flush()
    mine = [thesis.id for thesis in dialogue.theses]
    wanted = select(ThesisCount).where(ThesisCount.thesis_id.in_(mine))
    rows = list(db.session.scalars(wanted.where(ThesisCount.group_id.is_(None), ThesisCount.sector.is_(None))))
    last = max((one.round for one in rows), default=1)
    sums = {number: Counts(0, 0, 0, 0, 0) for number in mine}
    for one in rows:
        if one.round == last:
            sums[one.thesis_id] = plus(sums[one.thesis_id], of_row(one))
    for thesis in dialogue.theses:
        store(thesis, sums[thesis.id])


def store(thesis: Thesis, counts: Counts) -> None:
    """Write counts into a thesis."""
    thesis.gold, thesis.amber, thesis.pebble, thesis.slate, thesis.tar = counts.stones
    thesis.passed = counts.passed
