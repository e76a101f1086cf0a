"""Every read of the front: groups, notes, Leitfragen, live links, how many stones lie (never which)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from core import clock
from core.db import db
from core.errors import NotThere
from core.links import Link
from core.things import Thing
from dialogues import leading
from dialogues import queries as room
from dialogues.groups.purposes import PURPOSES
from dialogues.models import (
    Ballot,
    Dialogue,
    DialogueGroup,
    LeadingQuestion,
    Ranking,
    RankingBallot,
    RankingItem,
    Thesis,
    ThesisCount,
    ThesisNote,
)

MOST_NOTES = 500
MOST_QUESTIONS = leading.MANY


def groups(dialogue_id: int) -> list[DialogueGroup]:
    """Return the groups of a meeting in their order; none where it is not divided."""
    return room.groups_of(dialogue_id)


def group(number: int) -> DialogueGroup:
    """Return one group; NotThere when there is none."""
    found = db.session.get(DialogueGroup, number)
    if found is None:
        raise NotThere
    return found


def meeting_of(subject: Thing) -> int:
    """Return the meeting that a link's subject belongs to; NotThere when it is gone."""
    if subject.kind == "dialogue_group":
        return group(subject.id).dialogue_id
    if db.session.scalar(select(Dialogue.id).where(Dialogue.id == subject.id)) is None:
        raise NotThere
    return subject.id


def notes(dialogue_id: int) -> dict[int, list[ThesisNote]]:
    """Return the notes of a meeting by thesis, oldest first."""
    wanted = select(ThesisNote).join(Thesis, Thesis.id == ThesisNote.thesis_id)
    wanted = wanted.where(Thesis.dialogue_id == dialogue_id).order_by(ThesisNote.noted_at, ThesisNote.id)
    found: dict[int, list[ThesisNote]] = defaultdict(list)
    for note in db.session.scalars(wanted.limit(MOST_NOTES)):
        found[note.thesis_id].append(note)
    return dict(found)


def questions(dialogue_id: int) -> list[LeadingQuestion]:
    """Return the Leitfragen of a meeting, the first rank first."""
    return leading.of_meeting(dialogue_id)


@dataclass(frozen=True)
class Stones:
    """How many answers lie in a round: of everybody or of one group, by thesis."""

    by_thesis: dict[int, int]

    @property
    def whole(self) -> int:
        """All of them together."""
        return sum(self.by_thesis.values())


def stones(dialogue_id: int, group_id: int | None = None, round_number: int | None = None) -> Stones:
    """Return how many ballots lie just now, of one group and round where named; one statement, never which stones."""
    wanted = select(Ballot.thesis_id, func.count(Ballot.key)).join(Thesis, Thesis.id == Ballot.thesis_id)
    wanted = wanted.where(Thesis.dialogue_id == dialogue_id)
    wanted = wanted if group_id is None else wanted.where(Ballot.group_id == group_id)
    wanted = wanted if round_number is None else wanted.where(Ballot.round == round_number)
    return Stones({row[0]: row[1] for row in db.session.execute(wanted.group_by(Ballot.thesis_id))})


def stones_by_group(dialogue_id: int) -> dict[int | None, int]:
    """Return how many ballots lie just now in each group; one statement."""
    wanted = select(Ballot.group_id, func.count(Ballot.key)).join(Thesis, Thesis.id == Ballot.thesis_id)
    rows = db.session.execute(wanted.where(Thesis.dialogue_id == dialogue_id).group_by(Ballot.group_id))
    return {row[0]: row[1] for row in rows}


def points(dialogue_id: int) -> int:
    """Return how many lines of rankings have points just now: changes whenever a phone gives some for the first time."""
    wanted = select(func.count(RankingBallot.key)).join(RankingItem, RankingItem.id == RankingBallot.item_id)
    wanted = wanted.join(Ranking, Ranking.id == RankingItem.ranking_id).where(Ranking.dialogue_id == dialogue_id)
    return int(db.session.scalar(wanted) or 0)


def counted(dialogue_id: int, turn: int) -> dict[int, list[ThesisCount]]:
    """Return what was counted up to a round, by thesis; one statement."""
    wanted = select(ThesisCount).join(Thesis, Thesis.id == ThesisCount.thesis_id)
    wanted = wanted.where(Thesis.dialogue_id == dialogue_id, ThesisCount.round <= turn).order_by(ThesisCount.id)
    found: dict[int, list[ThesisCount]] = defaultdict(list)
    for row in db.session.scalars(wanted):
        found[row.thesis_id].append(row)
    return dict(found)


def live_links(subjects: Collection[Thing]) -> dict[tuple[str, Thing], datetime]:
    """Return until when the links into the front live, by purpose and subject; those that are over are left out."""
    kinds, numbers = {thing.kind for thing in subjects}, {thing.id for thing in subjects}
    wanted = select(Link).where(Link.purpose.in_(PURPOSES.values()), Link.kind.in_(kinds), Link.subject.in_(numbers))
    found = db.session.scalars(wanted.where(Link.expires_at > clock.now()).order_by(Link.id))
    return {(link.purpose, link.thing): link.expires_at for link in found if link.thing in subjects}
