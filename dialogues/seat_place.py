"""Where a seat stands: what its phone may do now, from the meeting, its groups and the group the person chose.

A meeting without groups is one room at its own pace. With one group everybody belongs to it. Who chose none of several
groups goes along with the room: may lay while any group lays, in the latest round. One statement reads it all, since
every phone asks every two seconds.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, func, outerjoin, select

from core.db import db
from core.errors import NotThere
from dialogues.models import Dialogue, DialogueGroup, DialogueState, GroupState, Pace, Ranking, Thesis


class Phase(enum.StrEnum):
    """Was ein Platz gerade tun kann."""

    WAITING = "waiting"
    LAYING = "laying"
    TALKING = "talking"
    COUNTED = "counted"
    OVER = "over"


OF_GROUP = {
    GroupState.WAITING: Phase.WAITING,
    GroupState.OPEN: Phase.LAYING,
    GroupState.TALKING: Phase.TALKING,
    GroupState.CLOSED: Phase.COUNTED,
}
OF_MEETING = {DialogueState.PLANNED: Phase.WAITING, DialogueState.CLOSED: Phase.OVER}


@dataclass(frozen=True)
class GroupNow:
    """A group as it stands now; on is the thesis a moderator has called."""

    id: int
    name: str
    state: GroupState
    round: int
    on: int | None


@dataclass(frozen=True)
class Place:
    """What a seat may do: phase, round, its group; led says that a moderator calls the theses.

    rankings is the sum of the ids of those that run: another number, another list of what may be ranked. informal: it says Du.
    """

    phase: Phase
    turn: int = 1
    turns: int = 1
    group: GroupNow | None = None
    led: bool = False
    rankings: int = 0
    informal: bool = False

    @property
    def on(self) -> int | None:
        """The thesis a moderator has called; None at one's own pace."""
        return self.group.on if self.led and self.group else None

    @property
    def tag(self) -> str:
        """A short word that changes when this seat's page does; it tells of no stone."""
        return f"{self.phase}-{self.turn}-{self.on or 0}-r{self.rankings}"

    def reached(self, ids: Sequence[int]) -> Sequence[int]:
        """Return the theses that may be rated, of all ids in their order: all, or those up to the one that was called."""
        if not self.led:
            return ids
        return ids[: ids.index(self.on) + 1] if self.on in ids else ()


def of(dialogue: DialogueState, groups: Sequence[GroupNow], chosen: int | None) -> tuple[Phase, int, GroupNow | None]:
    """Return phase, round and group of a seat by the rules at the top of this file."""
    own = next((group for group in groups if group.id == chosen), groups[0] if len(groups) == 1 else None)
    laying = [group.round for group in groups if group.state is GroupState.OPEN]
    there = laying or [group.round for group in groups if group.state is not GroupState.WAITING]
    turn = own.round if own else max(there, default=1)
    if dialogue in OF_MEETING:
        return OF_MEETING[dialogue], turn, own
    if own:
        return OF_GROUP[own.state], turn, own
    states = {group.state for group in groups}
    order = (GroupState.OPEN, GroupState.TALKING, GroupState.WAITING, GroupState.CLOSED)
    return next((OF_GROUP[state] for state in order if state in states), Phase.LAYING), turn, None


def _groups(rows: Sequence[tuple[object, ...]]) -> list[GroupNow]:
    return [GroupNow(*row) for row in rows if row[0] is not None]  # type: ignore[arg-type]  # columns in this order


def _asked() -> Select[Any]:
    """Return the statement of now(): made once, and of plain columns, since a hall of phones asks it again and again."""
    meeting, group, ranking = Dialogue.__table__.c, DialogueGroup.__table__.c, Ranking.__table__.c
    runs = (ranking.dialogue_id == meeting.id, ranking.opened_at.is_not(None), ranking.closed_at.is_(None))
    rankings = select(func.coalesce(func.sum(ranking.id), 0)).where(*runs).scalar_subquery()
    columns = (group.id, group.name, group.state, group.round, group.on_id)
    wanted = select(meeting.state, meeting.pace, meeting.rounds, rankings, meeting.informal, *columns)
    joined = wanted.select_from(outerjoin(Dialogue.__table__, DialogueGroup.__table__))
    return joined.where(meeting.id == bindparam("meeting")).order_by(group.position)


ASKED = _asked()
THESES = (
    select(Thesis.__table__.c.id)
    .where(Thesis.__table__.c.dialogue_id == bindparam("meeting"))
    .order_by(Thesis.__table__.c.position, Thesis.__table__.c.id)
)


def now(dialogue_id: int, chosen: int | None) -> Place:
    """Return where a seat stands; NotThere without a meeting. One statement."""
    rows = db.session.connection().execute(ASKED, {"meeting": dialogue_id}).all()
    if not rows:
        raise NotThere
    state, pace, turns, rankings, informal = rows[0][:5]
    phase, turn, own = of(state, _groups([tuple(row[5:]) for row in rows]), chosen)
    led = pace is Pace.MODERATED and own is not None
    if led and own and own.on is None and phase is Phase.LAYING:
        phase = Phase.WAITING
    return Place(phase, min(turn, turns), turns, own, led, rankings, informal)


def theses(dialogue_id: int) -> list[int]:
    """Return the ids of a meeting's theses in their order, and nothing else of them."""
    return list(db.session.connection().execute(THESES, {"meeting": dialogue_id}).scalars())


def groups(dialogue_id: int) -> list[DialogueGroup]:
    """Return the groups of a meeting in their order; a meeting has a handful."""
    wanted = select(DialogueGroup).where(DialogueGroup.dialogue_id == dialogue_id)
    return list(db.session.scalars(wanted.order_by(DialogueGroup.position, DialogueGroup.id)))
