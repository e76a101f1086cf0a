"""A person's sector follows the main role: the organisation's sector, its end, the next one, in the same transaction.

Whose last role has ended speaks for themselves: Zivilgesellschaft. A sector that was overridden (sector_follows is off)
stays as the office wrote it.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from compass import queries
from compass.models import Actor, ActorKind, Sector, Tie
from core import clock, journal
from core.db import db
from core.journal import Who
from core.things import Thing


def hold(ids: Iterable[int]) -> None:
    """Lock actors in the order of their ids, so that two changes of the same ones wait for each other and never both."""
    wanted = select(Actor.id).where(Actor.id.in_(set(ids))).order_by(Actor.id)
    db.session.execute(wanted.with_for_update())


def follow(persons: Iterable[int], who: Who) -> list[int]:
    """Give persons whose sector follows their main role the sector of where it is; return whose was another one."""
    sectors = queries.main_sectors(set(persons))
    changed = []
    for person in _following(sectors) if sectors else ():
        if person.sector is not sectors[person.id]:
            _move(person, sectors[person.id], who)
            changed.append(person.id)
    return changed


def _following(ids: Iterable[int]) -> list[Actor]:
    wanted = select(Actor).where(Actor.id.in_(ids), Actor.kind == ActorKind.PERSON, Actor.sector_follows)
    return list(db.session.scalars(wanted.order_by(Actor.id).with_for_update()))


def _move(person: Actor, sector: Sector, who: Who) -> None:
    person.sector, person.changed_at = sector, clock.now()
    journal.note("actor.sector_followed", Thing("actor", person.id), who)


def choose(tie: Tie) -> None:
    """Make a tie the main role of its person: every other main role that stands at the same time is none any more."""
    same = select(Tie).where(Tie.from_id == tie.from_id, Tie.is_main, Tie.id != tie.id)
    for other in db.session.scalars(same):
        if _meet(tie, other):
            other.is_main = False
    tie.is_main = True
    db.session.flush()


def _meet(one: Tie, other: Tie) -> bool:
    """Tell whether two ties stand on the same day; an unknown end is open."""
    return (not one.until_on or other.since_on < one.until_on) and (not other.until_on or one.since_on < other.until_on)


def after_end(person_id: int, who: Who) -> list[int]:
    """Look for what a person is after a main role has ended; return the id if the sector is another one now.

    A single role that is left becomes the main one. Of several the office chooses; until then the sector stays.
    """
    db.session.flush()
    if person_id in queries.main_sectors([person_id]):
        return follow([person_id], who)
    left = queries.roles(person_id)
    if len(left) == 1:
        choose(left[0])
        return follow([person_id], who)
    persons = _following([person_id])
    if left or not persons or persons[0].sector is Sector.CIVIL_SOCIETY:
        return []
    _move(persons[0], Sector.CIVIL_SOCIETY, who)
    return [person_id]
