"""Every read of rankings: those of a meeting, one with its list, the own points of a phone, how many phones gave some."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from core.db import db
from core.errors import NotThere
from dialogues.models import Ranking, RankingBallot, RankingItem

MOST = 20
"""Rankings a meeting may have."""


def one(dialogue_id: int, number: int) -> Ranking:
    """Return a ranking of a meeting with its list; NotThere for one of another meeting."""
    wanted = select(Ranking).where(Ranking.id == number, Ranking.dialogue_id == dialogue_id)
    found = db.session.scalars(wanted.options(selectinload(Ranking.items))).one_or_none()
    if found is None:
        raise NotThere
    return found


def of_meeting(dialogue_id: int) -> list[Ranking]:
    """Return the rankings of a meeting with their lists, in the order they were made."""
    wanted = select(Ranking).where(Ranking.dialogue_id == dialogue_id).options(selectinload(Ranking.items))
    return list(db.session.scalars(wanted.order_by(Ranking.id).limit(MOST)))


def running(dialogue_id: int) -> list[Ranking]:
    """Return the rankings of a meeting that are open just now, without their lists."""
    wanted = select(Ranking).where(Ranking.dialogue_id == dialogue_id)
    wanted = wanted.where(Ranking.opened_at.is_not(None), Ranking.closed_at.is_(None))
    return list(db.session.scalars(wanted.order_by(Ranking.id).limit(MOST)))


def own(keys: Iterable[str]) -> dict[int, int]:
    """Return the points behind the keys that somebody holds just now, by item."""
    wanted = select(RankingBallot.item_id, RankingBallot.points).where(RankingBallot.key.in_(list(keys)))
    return {row[0]: row[1] for row in db.session.execute(wanted)}


def how_many(number: int) -> int:
    """Return how many phones have spread points over a running ranking; never which."""
    first = select(func.min(RankingItem.id)).where(RankingItem.ranking_id == number).scalar_subquery()
    return db.session.scalar(select(func.count()).where(RankingBallot.item_id == first)) or 0
