"""Every read of following: one row, what an address follows, who is to be told, the news of a week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from core import versions
from core.db import db
from core.errors import NotThere
from ideas.following.models import Follower, Following, News, Rhythm, WeeklyRound
from ideas.models import Idea, idea_area

MOST_NEWS = 1000
"""Of one week, the newest: what a letter could hold at most is far less."""


def one(number: int) -> Following:
    """Return a following with its address; NotThere when it is gone."""
    wanted = select(Following).options(joinedload(Following.follower)).where(Following.id == number)
    found = db.session.scalars(wanted).one_or_none()
    if found is None:
        raise NotThere
    return found


def of_address(follower_id: int, rhythm: Rhythm | None = None) -> list[Following]:
    """Return what an address has confirmed to follow, oldest first."""
    wanted = select(Following).where(Following.follower_id == follower_id, Following.rhythm.is_not(None))
    if rhythm:
        wanted = wanted.where(Following.rhythm == rhythm)
    return list(db.session.scalars(wanted.order_by(Following.id).limit(500)))


def rhythms() -> frozenset[Rhythm]:
    """Return which rhythms anybody has: where nobody follows, nothing is noted."""
    return versions.cached("following", _rhythms)


def _rhythms() -> frozenset[Rhythm]:
    used = select(Following.rhythm).where(Following.rhythm.is_not(None)).distinct()
    return frozenset(rhythm for rhythm in db.session.scalars(used) if rhythm)


def to_tell_at_once(news: News, idea: Idea, size: int) -> list[Following]:
    """Return the next who follow this idea, its topics or its Stadtbezirk, one row an address, after `news.upto`."""
    areas = select(idea_area.c.area_id).where(idea_area.c.idea_id == idea.id)
    concerned = or_(Following.idea_id == idea.id, Following.area_id.in_(areas))
    if idea.district_id is not None:  # else it would mean: everybody who follows no district
        concerned = or_(concerned, Following.district_id == idea.district_id)
    first = (
        select(func.min(Following.id))
        .where(Following.rhythm == Rhythm.AT_ONCE, concerned)
        .where(Following.follower_id > news.upto, Following.confirmed_at <= news.at)
        .group_by(Following.follower_id)
        .order_by(Following.follower_id)
        .limit(size)
    )
    wanted = select(Following).options(joinedload(Following.follower)).where(Following.id.in_(first))
    return list(db.session.scalars(wanted.order_by(Following.follower_id)))


def to_tell_weekly(after: int, size: int) -> dict[Follower, list[Following]]:
    """Return the next addresses that want a weekly letter, each with what it follows that way."""
    weekly = Following.rhythm == Rhythm.WEEKLY
    next_ones = (
        select(Following.follower_id)
        .where(weekly, Following.follower_id > after)
        .distinct()
        .order_by(Following.follower_id)
        .limit(size)
    )
    wanted = select(Following).options(joinedload(Following.follower))
    rows = db.session.scalars(
        wanted.where(weekly, Following.follower_id.in_(next_ones)).order_by(Following.follower_id, Following.id)
    )
    found: dict[Follower, list[Following]] = defaultdict(list)
    for row in rows:
        found[row.follower].append(row)
    return found


def news_between(start: datetime, end: datetime) -> Sequence[tuple[News, str, int | None]]:
    """Return the newest news of a span about ideas that are public now, oldest first: news, title, Stadtbezirk."""
    wanted = (
        select(News, Idea.title, Idea.district_id)
        .join(Idea, Idea.id == News.idea_id)
        .where(Idea.published_at.is_not(None), News.at >= start, News.at < end)
    )
    rows = db.session.execute(wanted.order_by(News.at.desc(), News.id.desc()).limit(MOST_NEWS)).all()
    return [(news, title, district) for news, title, district in reversed(rows)]


def areas_of(ids: Sequence[int]) -> dict[int, list[int]]:
    """Return the Aktionsfelder of ideas."""
    found: dict[int, list[int]] = defaultdict(list)
    tagged = select(idea_area.c.idea_id, idea_area.c.area_id).where(idea_area.c.idea_id.in_(ids))
    for idea_id, area_id in db.session.execute(tagged):
        found[idea_id].append(area_id)
    return found


def last_round(before: str) -> WeeklyRound | None:
    """Return the round of an earlier week than this Monday's."""
    earlier = select(WeeklyRound).where(WeeklyRound.monday_on < before).order_by(WeeklyRound.monday_on.desc())
    return db.session.scalars(earlier.limit(1)).first()
