"""A number that led to an entry never leads to another one: on SQLite the highest number would be given anew."""

from __future__ import annotations

from sqlalchemy import Connection, event, func, select
from sqlalchemy.orm import Mapper, object_session

from compass.doubles.models import Merge
from compass.models import Actor

GONE = select(func.max(Merge.gone_id))
"""Made once: an import asks it for every new entry."""


@event.listens_for(Actor, "before_insert")
def _beyond(_: Mapper[Actor], connection: Connection, actor: Actor) -> None:
    """Give a new entry a number beyond those of merged ones, where the database would not by itself."""
    if connection.dialect.name != "sqlite" or getattr(actor, "id", None):
        return
    gone = connection.scalar(GONE) or 0
    if gone and gone >= (connection.scalar(select(func.max(Actor.id))) or 0):
        session = object_session(actor)
        beside = [one.id for one in session.new if isinstance(one, Actor) and one.id is not None] if session else []
        actor.id = max([gone, *beside]) + 1
