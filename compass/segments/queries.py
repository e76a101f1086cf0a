"""Every read of segments, and of the tags of one actor."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.sql.elements import ColumnElement
from werkzeug.datastructures import MultiDict

from compass import asked, queries
from compass.models import Actor, Tag, actor_tag
from compass.segments.models import Segment
from core.db import db
from core.errors import NotThere

MOST = 50
"""Segments of one person, and on a page."""


def shown(account: int) -> list[Segment]:
    """Return the segments that a person may use: their own, then those for all, each by name."""
    wanted = select(Segment).where(or_(Segment.account_id == account, Segment.for_all))
    order = (func.coalesce(Segment.account_id, 0) != account, Segment.key, Segment.id)
    return list(db.session.scalars(wanted.order_by(*order).limit(MOST)))


def one(number: int, account: int) -> Segment:
    """Return a segment that a person may change, held: their own or one for all; NotThere for another person's."""
    wanted = select(Segment).where(Segment.id == number, or_(Segment.account_id == account, Segment.for_all))
    found = db.session.scalars(wanted.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotThere
    return found


def args(segment: Segment) -> MultiDict[str, str]:
    """Return a segment's pairs as an address gives them."""
    return MultiDict([(name, value) for name, value in segment.pairs])


def counts(segments: Sequence[Segment]) -> list[tuple[asked.Asked, int]]:
    """Return what each segment asks for now, and how many it holds: one statement for all."""
    if not segments:
        return []
    found = asked.several([args(one) for one in segments])
    columns = [_count(one) for one in found]
    return list(zip(found, db.session.execute(select(*columns)).one(), strict=True))


def _count(one: asked.Asked) -> ColumnElement[int]:
    wanted = queries.narrowed(select(func.count(Actor.id)), one.filters, public=False)
    return wanted.scalar_subquery()


def tags(actor_id: int) -> list[Tag]:
    """Return the tags of one actor, by name."""
    wanted = select(Tag).join(actor_tag).where(actor_tag.c.actor_id == actor_id)
    return list(db.session.scalars(wanted.order_by(Tag.key)))
