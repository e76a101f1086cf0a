"""Changes of actors: written down, changed, confirmed, removed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import selectinload

from compass import letters, queries
from compass.models import (
    MARK_WORDS,
    Actor,
    ActorKind,
    Competence,
    CompetenceKind,
    JoinRequest,
    Sector,
)
from core import clock, indexing, journal, links, versions
from core.db import db
from core.errors import NotThere, Refused
from core.journal import Who
from core.rows import Base, fold
from core.things import Thing
from radar.models import ActivityArea

OWN_LINK = letters.OWN
HERE = "compass."


OWN_TABLES = frozenset({"actor_area", "actor_trait", "actor_district"})
"""Tables of this room without a class of their own; those with one are known by their module."""


@dataclass(frozen=True)
class ActorDraft:
    """What is written about an actor; areas are ids of Aktionsfelder, the three lists one short text each."""

    name: str
    kind: ActorKind = ActorKind.ORGANISATION
    sector: Sector = Sector.CIVIL_SOCIETY
    about: str = ""
    web: str = ""
    contact_name: str = ""
    email: str = ""
    phone: str = ""
    note: str = ""
    areas: tuple[int, ...] = ()
    competences: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    in_politics: bool = False
    city_owned: bool = False
    advisory_board: bool = False


PLAIN = ("name", "kind", "sector", "about", "web", "contact_name", "email", "phone", "note", *MARK_WORDS)


def thing(actor: Actor) -> Thing:
    """Return the actor as the rest of the house points at it."""
    return Thing("actor", actor.id)


def changed(number: int) -> None:
    """Tell the index and the caches that an actor is another one now, or gone."""
    db.session.flush()
    indexing.changed(Thing("actor", number))
    indexing.changed(Thing("actor_page", number))
    versions.up("compass")


def locked(number: int) -> Actor:
    """Return an actor with topics, competences and consents, locked until the transaction ends."""
    options = (selectinload(Actor.areas), selectinload(Actor.competences), selectinload(Actor.consents))
    wanted = select(Actor).where(Actor.id == number).options(*options).with_for_update(of=Actor)
    actor = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if actor is None:
        raise NotThere
    return actor


def add(draft: ActorDraft, who: Who) -> Actor:
    """Write down a new actor; nothing of it is public and nobody matches it before a consent is noted."""
    moment = clock.now()
    actor = Actor(added_at=moment, changed_at=moment, areas=[], competences=[], consents=[])
    _write(actor, draft)
    db.session.add(actor)
    db.session.flush()
    journal.note("actor.added", thing(actor), who)
    changed(actor.id)
    return actor


def change(number: int, draft: ActorDraft, who: Who, version: int | None = None) -> Actor:
    """Let an actor say something else; refused when it changed since `version`."""
    actor = locked(number)
    if version is not None and actor.version != version:
        raise Refused(queries.meanwhile(actor))
    _write(actor, draft)
    actor.changed_at = clock.now()
    journal.note("actor.changed", thing(actor), who)
    changed(number)
    return actor


def _write(actor: Actor, draft: ActorDraft) -> None:
    for name in PLAIN:
        setattr(actor, name, getattr(draft, name))
    actor.areas = list(db.session.scalars(select(ActivityArea).where(ActivityArea.id.in_(draft.areas))))
    said = (
        (CompetenceKind.COMPETENCE, draft.competences),
        (CompetenceKind.INTEREST, draft.interests),
        (CompetenceKind.OFFER, draft.offers),
    )
    actor.competences = [row for kind, lines in said for row in _kept(actor, kind, lines)]


def _kept(actor: Actor, kind: CompetenceKind, lines: Iterable[str]) -> list[Competence]:
    """Return a row for each line; one that said the same before stays, with its day and its confirmation."""
    present = {fold(row.text): row for row in actor.competences if row.kind is kind}
    wanted = {fold(line): line for line in lines if line.strip()}
    rows = []
    for key, line in wanted.items():
        row = present.get(key) or Competence(kind=kind, confirmed=False, noted_at=clock.now())
        row.text = line
        rows.append(row)
    return rows


def confirm(number: int, competence_id: int, who: Who) -> None:
    """Note that the office knows a competence to be true: as evidence it then counts in full."""
    actor = locked(number)
    row = next((one for one in actor.competences if one.id == competence_id), None)
    if row is None:
        raise NotThere
    if not row.confirmed:
        row.confirmed = True
        journal.note("actor.confirmed", thing(actor), who)
        changed(number)


def remove(number: int, who: Who) -> None:
    """Delete an actor with all that is written about it; the journal keeps that it happened, without a name.

    Refused while another room holds a place for it (a circle, the D.I.V., a kickbox): leaving a place is that room's
    change, with its own letter and journal line, and the cascade in the database must not make it in silence. Whoever
    wants to be forgotten at once is taken out there first; the consents can be withdrawn meanwhile.
    """
    actor = locked(number)
    if _in_use(number):
        raise Refused(
            "Dieser Eintrag hat noch einen Platz in einem Zirkel, im D.I.V. oder in einer Kickbox. "
            "Nehmen Sie ihn dort zuerst heraus. Einwilligungen können Sie sofort zurücknehmen."
        )
    journal.note("actor.removed", thing(actor), who)
    journal.forget(thing(actor))
    links.revoke(OWN_LINK, thing(actor))
    db.session.execute(delete(JoinRequest).where(JoinRequest.actor_id == number))
    db.session.delete(actor)
    changed(number)


def _in_use(number: int) -> bool:
    """Tell whether a table of another room points at an actor; asked of the schema, so that no room must be known."""
    own = OWN_TABLES | {str(one.local_table) for one in Base.registry.mappers if one.class_.__module__.startswith(HERE)}
    columns = [
        key.parent
        for table in Base.metadata.sorted_tables
        if table.name not in own
        for key in table.foreign_keys
        if key.column.table.name == "actor"
    ]
    return any(
        db.session.scalar(select(func.count()).select_from(column.table).where(column == number)) for column in columns
    )
