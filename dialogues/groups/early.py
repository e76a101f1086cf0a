"""Was eine Gruppe schon liest, während andere noch legen: words of her own stones, and only where they can never tell on others.

Which groups may speak is settled when the last one has laid (agreement/cells.py): those with five stones and more of
different kinds, and if any other has to be hidden, the smallest of those with it. So exactly one of the speaking groups may
still fall silent: the smallest. A group that has laid cannot change its stones any more. Hence of the groups that have laid
and may speak, every one but the smallest will speak whatever the others lay, and may read its words at once; the smallest
waits, since it may have to hide somebody. Of two groups the first always waits. Proof and why:
docs/decisions/0021-a-group-that-is-through.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import func, select

from core.db import db
from dialogues.agreement import Counts, part_word
from dialogues.agreement.cells import order, tells_too_much
from dialogues.counted import ORDER
from dialogues.models import Ballot, Thesis

LEAST = 2
"""Groups that must have laid before one of them may read."""


def words(dialogue_id: int, group_id: int, turn: int, laid: Collection[int]) -> dict[int, str]:
    """Return the words that a group may read now, by thesis; `laid` are the groups that lay no more in this round.

    One statement; empty where nothing may be told yet. To be asked only while somebody still lays: then the result is out.
    """
    if group_id not in laid or len(laid) < LEAST:
        return {}
    columns = (Ballot.thesis_id, Ballot.group_id, Ballot.stone)
    wanted = select(*columns, func.count()).join(Thesis, Thesis.id == Ballot.thesis_id).group_by(*columns)
    wanted = wanted.where(Thesis.dialogue_id == dialogue_id, Ballot.round == turn, Ballot.group_id.in_(laid))
    tables: dict[int, dict[int, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    for thesis_id, group, stone, number in db.session.execute(wanted):
        tables[thesis_id][group or 0][stone] = number
    cells = {thesis: {group: _counts(one) for group, one in table.items()} for thesis, table in tables.items()}
    return {thesis: part_word(table[group_id]) for thesis, table in cells.items() if group_id in certain(table)}


def _counts(stones: Mapping[int, int]) -> Counts:
    return Counts(*(stones.get(stone, 0) for stone in ORDER))


def certain(cells: Mapping[int, Counts]) -> frozenset[int]:
    """Return the groups of those that have laid which will speak of a thesis whatever all others lay."""
    fit = [group for group, counts in cells.items() if not tells_too_much(counts.stones)]
    return frozenset(sorted(fit, key=lambda group: order(group, cells[group].stones))[:-1])
