"""Reads of ties that stand today, and of the main role that a person's sector follows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select

from compass.models import Actor, ActorKind, Sector, Tie
from core import clock
from core.db import db


def stands(on: date | None = None) -> ColumnElement[bool]:
    """Return the condition for ties that stand on a day, by default today: begun, and not over; its last day is without it."""
    day = (on or clock.today()).isoformat()
    return and_(Tie.since_on <= day, or_(Tie.until_on == "", Tie.until_on > day))


def holders(organisation: int) -> list[int]:
    """Return the ids of persons whose main role is at an organisation today, in order."""
    wanted = select(Tie.from_id).where(Tie.to_id == organisation, Tie.is_main, stands())
    return list(db.session.scalars(wanted.order_by(Tie.from_id)))


def main_sectors(persons: Collection[int]) -> dict[int, Sector]:
    """Return for each person with a main role today the sector of where it is."""
    wanted = select(Tie.from_id, Actor.sector).join(Actor, Actor.id == Tie.to_id)
    return dict(db.session.execute(wanted.where(Tie.from_id.in_(persons), Tie.is_main, stands())).all())


def roles(person: int) -> list[Tie]:
    """Return the ties that stand today from a person to organisations, which are no bodies: what a main role can be."""
    beside = (ActorKind.PERSON, ActorKind.BODY)
    wanted = select(Tie).join(Actor, Actor.id == Tie.to_id).where(Actor.kind.not_in(beside))
    return list(db.session.scalars(wanted.where(Tie.from_id == person, stands()).order_by(Tie.id)))
