"""Changes of actors: written down, changed, confirmed, removed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import InstrumentedAttribute, selectinload

from compass import letters, queries
from compass.alike import upkeep
from compass.models import DOUBT_WORDS, Actor, CompetenceKind, Doubt, JoinRequest
from compass.services import filling, main_roles
from compass.services.drafts import ActorDraft
from core import clock, indexing, journal, links, versions
from core.db import db
from core.errors import NotThere, Refused
from core.journal import Who
from core.rows import Base
from core.things import Thing

OWN_LINK = letters.OWN
HERE = "compass."
SAID = {CompetenceKind.COMPETENCE: "", CompetenceKind.INTEREST: "interest_", CompetenceKind.OFFER: "offer_"}
"""Which of the three a verb of the journal means."""


OWN_TABLES = frozenset({"actor_area", "actor_trait", "actor_district", "actor_tag"})
"""Tables of this room without a class of their own; those with one are known by their module."""

BESIDE = (Actor.traits, Actor.districts, Actor.languages, Actor.contact_points, Actor.addresses, Actor.references)
"""What a change of the whole entry may touch besides topics and competences."""


def thing(actor: Actor) -> Thing:
    """Return the actor as the rest of the house points at it."""
    return Thing("actor", actor.id)


def changed(number: int) -> None:
    """Tell the index, the caches and the keys for doubles that an actor is another one now, or gone."""
    db.session.flush()
    upkeep.touched(number)
    indexing.changed(Thing("actor", number))
    indexing.changed(Thing("actor_page", number))
    versions.up("compass")


def locked(number: int, *beside: InstrumentedAttribute[Any]) -> Actor:
    """Return an actor with topics, competences, consents and what else is named, locked until the transaction ends."""
    options = [selectinload(part) for part in (Actor.areas, Actor.competences, Actor.consents, *beside)]
    wanted = select(Actor).where(Actor.id == number).options(*options).with_for_update(of=Actor)
    actor = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if actor is None:
        raise NotThere
    return actor


def add(draft: ActorDraft, who: Who) -> Actor:
    """Write down a new actor; nothing of it is public and nobody matches it before a consent is noted."""
    moment = clock.now()
    lists: dict[str, list[Any]] = {part.key: [] for part in (Actor.areas, Actor.competences, Actor.consents, *BESIDE)}
    actor = Actor(added_at=moment, changed_at=moment, **lists)
    filling.write(actor, draft)
    db.session.add(actor)
    db.session.flush()
    journal.note("actor.added", thing(actor), who)
    changed(actor.id)
    return actor


def change(number: int, draft: ActorDraft, who: Who, version: int | None = None) -> Actor:
    """Let an actor say something else; refused when it changed since `version`."""
    holders = queries.holders(number)
    main_roles.hold([number, *holders])
    actor = locked(number, *BESIDE)
    if version is not None and actor.version != version:
        raise Refused(queries.meanwhile(actor))
    filling.write(actor, draft)
    actor.changed_at = clock.now()
    journal.note("actor.changed", thing(actor), who)
    db.session.flush()
    for person in main_roles.follow([number, *holders], who):
        changed(person)
    changed(number)
    return actor


def move_email(number: int, email: str, who: Who) -> str:
    """Let letters go to another address, which somebody confirmed; the old one, returned, stays as a former one."""
    actor = locked(number, Actor.contact_points)
    before, actor.email = actor.email, email
    filling.former_email(actor, before)
    actor.changed_at = actor.checked_at = clock.now()
    journal.note("actor.email_confirmed", thing(actor), who)
    changed(number)
    return before


def confirm(number: int, competence_id: int, who: Who) -> CompetenceKind:
    """Note that the office knows a competence, interest or offer to be true; return which of the three it is."""
    actor = locked(number)
    row = next((one for one in actor.competences if one.id == competence_id), None)
    if row is None:
        raise NotThere
    if not row.confirmed:
        row.confirmed = True
        journal.note(f"actor.{SAID[row.kind]}confirmed", thing(actor), who)
        changed(number)
    return row.kind


def unconfirm(number: int, competence_id: int, reason: Doubt, who: Who) -> None:
    """Take a confirmation back: from now on it counts as said by oneself; the journal keeps why."""
    actor = locked(number)
    row = next((one for one in actor.competences if one.id == competence_id), None)
    if row is None:
        raise NotThere
    if row.confirmed:
        row.confirmed = False
        journal.note(f"actor.{SAID[row.kind]}unconfirmed", thing(actor), who, reason=DOUBT_WORDS[reason])
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
    held = queries.holders(number)
    journal.note("actor.removed", thing(actor), who)
    journal.forget(thing(actor))
    links.revoke(OWN_LINK, thing(actor))
    db.session.execute(delete(JoinRequest).where(JoinRequest.actor_id == number))
    db.session.delete(actor)
    changed(number)
    for person in held:
        for moved in main_roles.after_end(person, who):
            changed(moved)


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
