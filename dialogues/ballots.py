"""Steine: open a meeting, lay, close into counts, type counts in, and what may be read meanwhile.

A ballot is a key, a thesis, a round and a stone, with the group and the sector somebody chose: no person, order or time,
no line in the journal. Laying holds a shared lock on
the meeting, closing the only one: every stone that was acknowledged is counted, every later one refused. Nobody is shown
which stones lie before the meeting is closed; the office sees seats and numbers of stones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any, NoReturn

from sqlalchemy import ColumnElement, Integer, Select, and_, bindparam, exists, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import selectinload

from compass.models import Sector
from core import clock, indexing, journal, versions
from core.db import db
from core.errors import NotThere, Refused
from core.journal import Who
from core.links import Link
from core.things import Thing
from dialogues import codes, counted, rules
from dialogues.agreement import Counts
from dialogues.models import Ballot, CountedBy, Dialogue, DialogueGroup, DialogueState, GroupState, Stone, Thesis

PASSED = 0
"""What a ballot holds for "Dazu sage ich nichts"."""
STONES = frozenset({PASSED, *Stone})
OVER = "Dieses Treffen ist beendet, die Steine sind gezählt. Ihr letzter Stein zählt so, wie er lag."
NOT_OPEN = "Dieses Treffen läuft noch nicht."
NOT_YET = "Ihre Gruppe ist noch nicht so weit. Gleich geht es los."
COUNTED = "Diese Runde ist beendet, die Steine sind eingesammelt. Ihr letzter Stein zählt so, wie er lag."


@dataclass(frozen=True)
class Laid:
    """How many ballots lie for one thesis while the meeting runs; never which stones."""

    thesis: Thesis
    number: int


def one(dialogue_id: int) -> Dialogue:
    """Return a meeting with its theses; NotThere when there is none."""
    wanted = select(Dialogue).where(Dialogue.id == dialogue_id).options(selectinload(Dialogue.theses))
    found = db.session.execute(wanted).scalar_one_or_none()
    if found is None:
        raise NotThere
    return found


def by_code(code: str) -> Dialogue | None:
    """Return the meeting that a code opens or has opened."""
    return db.session.execute(select(Dialogue).where(Dialogue.meeting_code == code)).scalar_one_or_none()


def seats(dialogue_id: int) -> int:
    """Return how many passes were given out."""
    wanted = (Link.purpose == "pass.seat", Link.kind == "dialogue", Link.subject == dialogue_id)
    return int(db.session.scalar(select(func.count()).select_from(Link).where(*wanted)) or 0)


def laid(dialogue: Dialogue) -> list[Laid]:
    """Return each thesis of a running meeting with the number of its ballots; one statement."""
    number = func.count(Ballot.key)
    wanted = select(Ballot.thesis_id, number).join(Thesis, Thesis.id == Ballot.thesis_id)
    rows = db.session.execute(wanted.where(Thesis.dialogue_id == dialogue.id).group_by(Ballot.thesis_id))
    numbers = {row[0]: row[1] for row in rows}
    return [Laid(thesis, numbers.get(thesis.id, 0)) for thesis in dialogue.theses]


def own(keys: Mapping[int, str]) -> dict[int, int]:
    """Return the stones behind the keys (thesis id to key) that somebody holds just now, by thesis id."""
    wanted = select(Ballot.thesis_id, Ballot.stone).where(Ballot.key.in_(keys.values()))
    return {row[0]: row[1] for row in db.session.execute(wanted)}


def _locked(dialogue_id: int) -> Dialogue:
    """Return a meeting with its theses, held alone until the end of the transaction."""
    wanted = select(Dialogue).where(Dialogue.id == dialogue_id).options(selectinload(Dialogue.theses))
    held = db.session.execute(wanted.with_for_update().execution_options(populate_existing=True)).scalar_one_or_none()
    if held is None:
        raise NotThere
    return held


def open_up(dialogue_id: int, who: Who) -> Dialogue:
    """Let people lay stones and draw the code; Refused without a thesis or once closed, nothing new when open already."""
    dialogue = _locked(dialogue_id)
    if dialogue.state is DialogueState.OPEN:
        return dialogue
    if dialogue.state is DialogueState.CLOSED:
        raise Refused("Dieses Treffen ist schon ausgewertet.")
    if not dialogue.theses:
        raise Refused("Das Treffen braucht mindestens eine These. Bitte schreiben Sie zuerst Thesen.")
    rules.freeze(dialogue)
    dialogue.state, dialogue.opened_at = DialogueState.OPEN, clock.now()
    dialogue.meeting_code = _free_code()
    _note("dialogue.opened", dialogue, who)
    return dialogue


def _free_code() -> str:
    """Draw codes until one was never given out."""
    while by_code(code := codes.new()) is not None:
        pass
    return code


def _note(verb: str, dialogue: Dialogue, who: Who) -> None:
    journal.note(verb, Thing("dialogue", dialogue.id), who)
    versions.up("dialogues")
    indexing.changed(Thing("dialogue", dialogue.id))


def lay(
    dialogue_id: int,
    thesis_id: int,
    key: str,
    stone: int,
    *,
    round: int = 1,  # noqa: A002 - the word of the row
    group_id: int | None = None,
    sector: Sector | None = None,
) -> None:
    """Lay a stone or replace the one laid under the same key; Refused unless meeting, group and round are open.

    NotThere for theses and groups of another meeting. The meeting is held with others who lay: closing waits for them.
    """
    if stone not in STONES:
        raise Refused("Diesen Stein gibt es nicht. Bitte wählen Sie einen der fünf.")
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":  # on SQLite the transaction itself keeps everybody else out
        connection.execute(HOLD, {"meeting": dialogue_id})
    said = {"meeting": dialogue_id, "thesis": thesis_id, "key": key, "stone": stone, "turn": round}
    said |= {"group": group_id, "sector": sector}
    if not connection.execute(LAY[connection.dialect.name], said).rowcount:
        _say_why_not(dialogue_id, thesis_id, group_id, round)


def _say_why_not(dialogue_id: int, thesis_id: int, group_id: int | None, turn: int) -> NoReturn:
    """Raise the reason for which nothing was laid."""
    state = db.session.scalar(select(Dialogue.state).where(Dialogue.id == dialogue_id))
    belongs = select(Thesis.id).where(Thesis.id == thesis_id, Thesis.dialogue_id == dialogue_id)
    wanted = select(DialogueGroup.id, DialogueGroup.state, DialogueGroup.round)
    groups = db.session.execute(wanted.where(DialogueGroup.dialogue_id == dialogue_id)).all()
    asked = [one for one in groups if group_id in {None, one.id}]
    if state is None or db.session.scalar(belongs) is None or (group_id is not None and not asked):
        raise NotThere
    if state is not DialogueState.OPEN:
        raise Refused(OVER if state is DialogueState.CLOSED else NOT_OPEN)
    ahead = all(one.state is GroupState.WAITING or one.round < turn for one in asked)
    raise Refused(NOT_YET if ahead else COUNTED)


def _laid_where_open() -> Select[Any]:
    """Return the row of a stone, if its meeting is open and its group (without one: any) lays this round; else none.

    A meeting without groups always lays.
    """
    meeting, thesis, group = Dialogue.__table__.c, Thesis.__table__.c, DialogueGroup.__table__.c
    chosen = bindparam("group", type_=Integer)
    mine = exists().where(group.dialogue_id == meeting.id)
    laying = mine.where(group.state == GroupState.OPEN, group.round == bindparam("turn"))
    may = laying.where(or_(chosen.is_(None), group.id == chosen)) | and_(chosen.is_(None), ~mine)
    said: tuple[ColumnElement[Any], ...] = (
        bindparam("turn"),
        chosen,
        bindparam("sector", type_=Ballot.__table__.c.sector.type),
    )
    columns: tuple[ColumnElement[Any], ...] = (bindparam("key"), thesis.id, bindparam("stone"), *said)
    wanted = select(*columns).join_from(Thesis.__table__, Dialogue.__table__)
    here = (thesis.id == bindparam("thesis"), meeting.id == bindparam("meeting"))
    return wanted.where(*here, meeting.state == DialogueState.OPEN, may)


def _not_collected() -> ColumnElement[bool]:
    """Return that the stone which lies is still its phone's: once its group has left the round, no move to another frees it."""
    group, old = DialogueGroup.__table__.c, Ballot.__table__.c
    lays = exists().where(group.id == old.group_id, group.state == GroupState.OPEN, group.round == old.round)
    return or_(old.group_id.is_(None), lays)


def _lay(dialect: ModuleType) -> Any:  # noqa: ANN401 - each dialect has an insert of its own
    """Return the statement that lays a stone or replaces the one under the same key, also when a phone sends it twice at once."""
    names = ("key", "thesis_id", "stone", "round", "group_id", "sector")
    fresh = dialect.insert(Ballot.__table__).from_select(names, _laid_where_open(), include_defaults=False)
    replaced = {name: fresh.excluded[name] for name in ("stone", "group_id", "sector")}
    wanted = fresh.on_conflict_do_update(index_elements=["key"], set_=replaced, where=_not_collected())
    return wanted.execution_options(preserve_rowcount=True)  # an insert's rows are counted only if one asks


HOLD = select(Dialogue.__table__.c.id).where(Dialogue.__table__.c.id == bindparam("meeting")).with_for_update(read=True)
LAY = {"sqlite": _lay(sqlite), "postgresql": _lay(postgresql)}


def count_group(group_id: int) -> bool:
    """Close the round in which a group is; tell whether that round is counted now.

    A group's stones are counted with those of all others: until the last group has left the round they wait, and nobody
    can change them. Counted alone, what the others laid would follow by subtraction (what it may read meanwhile:
    groups/early.py, docs/decisions/0021-a-group-that-is-through.md). The caller holds the meeting alone
    and lets the group's state go on.
    """
    group = db.session.get(DialogueGroup, group_id)
    if group is None:
        raise NotThere
    wanted = select(DialogueGroup).where(DialogueGroup.dialogue_id == group.dialogue_id, DialogueGroup.id != group_id)
    if not all(_has_left(other, group.round) for other in db.session.scalars(wanted)):
        return False
    counted.of_ballots(one(group.dialogue_id), group.round)
    versions.up("dialogues")
    return True


def _has_left(group: DialogueGroup, turn: int) -> bool:
    """Tell whether a group lays no more stones in a round."""
    return group.round > turn or (group.round == turn and group.state in {GroupState.TALKING, GroupState.CLOSED})


def close(dialogue_id: int, who: Who) -> Dialogue:
    """Turn the ballots of a running meeting into counts and delete them; closed twice, the counts stay as they are."""
    dialogue = _locked(dialogue_id)
    if dialogue.state is DialogueState.CLOSED:
        return dialogue
    if dialogue.state is DialogueState.PLANNED:
        raise Refused(f"{NOT_OPEN} Öffnen Sie es zuerst, oder tragen Sie die Steine von Hand ein.")
    counted.of_ballots(dialogue)
    counted.sum_up(dialogue)
    dialogue.state, dialogue.closed_at = DialogueState.CLOSED, clock.now()
    _note("dialogue.closed", dialogue, who)
    return dialogue


def by_hand(dialogue: Dialogue) -> bool:
    """Tell whether counts may be typed in: real stones in the room, so that no phone ever laid one."""
    return dialogue.opened_at is None and dialogue.state is not DialogueState.OPEN


def count(dialogue_id: int, typed: Mapping[int, Counts], version: int, who: Who) -> Dialogue:
    """Take counts of real stones for every thesis and close; Refused once phones laid stones, or when changed meanwhile."""
    dialogue = _locked(dialogue_id)
    if not by_hand(dialogue):
        raise Refused("Bei diesem Treffen legen Telefone die Steine. Zahlen von Hand gehen dann nicht mehr.")
    if dialogue.version != version or typed.keys() != {thesis.id for thesis in dialogue.theses} or not typed:
        raise Refused("Das Treffen hat sich inzwischen geändert. Bitte laden Sie die Seite neu.")
    counted.replace(dialogue, {None: typed}, counted_by=CountedBy.HAND)
    counted.sum_up(dialogue)
    rules.freeze(dialogue)
    dialogue.state, dialogue.closed_at = DialogueState.CLOSED, clock.now()
    _note("dialogue.counted", dialogue, who)
    return dialogue
