"""Every change of the Netzwerkkompass: actors, consents, ties, challenges. Joining by oneself stands in joining.py."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import selectinload

from compass import letters, queries
from compass.models import (
    MARK_WORDS,
    NAME_LENGTH,
    PURPOSE_WORDS,
    Actor,
    ActorKind,
    Challenge,
    Competence,
    CompetenceKind,
    Consent,
    JoinRequest,
    Purpose,
    Sector,
    Tie,
    TieKind,
)
from core import clock, indexing, journal, links, versions
from core.db import db
from core.errors import NotThere, Refused
from core.journal import Who
from core.rows import Base, fold
from core.things import Thing
from radar.models import ActivityArea

OWN_LINK = letters.OWN
OWN_TABLES = frozenset({"actor_area", "competence", "consent", "tie", "join_request"})


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


def _changed(number: int) -> None:
    """Tell the index and the caches that an actor is another one now, or gone."""
    db.session.flush()
    indexing.changed(Thing("actor", number))
    versions.up("compass")


def _locked(number: int) -> Actor:
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
    _changed(actor.id)
    return actor


def change(number: int, draft: ActorDraft, who: Who, version: int | None = None) -> Actor:
    """Let an actor say something else; refused when it changed since `version`."""
    actor = _locked(number)
    if version is not None and actor.version != version:
        raise Refused(queries.meanwhile(actor))
    _write(actor, draft)
    actor.changed_at = clock.now()
    journal.note("actor.changed", thing(actor), who)
    _changed(number)
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
    actor = _locked(number)
    row = next((one for one in actor.competences if one.id == competence_id), None)
    if row is None:
        raise NotThere
    if not row.confirmed:
        row.confirmed = True
        journal.note("actor.confirmed", thing(actor), who)
        _changed(number)


def remove(number: int, who: Who) -> None:
    """Delete an actor with all that is written about it; the journal keeps that it happened, without a name.

    Refused while another room holds a place for it (a circle, the D.I.V., a kickbox): leaving a place is that room's
    change, with its own letter and journal line, and the cascade in the database must not make it in silence. Whoever
    wants to be forgotten at once is taken out there first; the consents can be withdrawn meanwhile.
    """
    actor = _locked(number)
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
    _changed(number)


def _in_use(number: int) -> bool:
    """Tell whether a table of another room points at an actor; asked of the schema, so that no room must be known."""
    columns = [
        key.parent
        for table in Base.metadata.sorted_tables
        if table.name not in OWN_TABLES
        for key in table.foreign_keys
        if key.column.table.name == "actor"
    ]
    return any(
        db.session.scalar(select(func.count()).select_from(column.table).where(column == number)) for column in columns
    )


def give_consent(
    number: int, purpose: Purpose, channel: str, wording: str, who: Who, *, given_at: datetime | None = None
) -> Consent:
    """Note a consent with its wording and how it was given (now, if no moment is named); one that counts already stays."""
    actor = _locked(number)
    present = queries.standing(actor).get(purpose)
    if present is not None:
        return present
    consent = Consent(
        actor_id=number, purpose=purpose, given_at=given_at or clock.now(), wording=wording, channel=channel
    )
    db.session.add(consent)
    journal.note("actor.consent_given", thing(actor), who, purpose=PURPOSE_WORDS[purpose], channel=channel)
    _changed(number)
    return consent


def withdraw_consent(number: int, purpose: Purpose, channel: str, who: Who) -> None:
    """End a consent; from this transaction on nothing that rests on it is shown or computed any more."""
    actor = _locked(number)
    present = queries.standing(actor).get(purpose)
    if present is None:
        return
    present.withdrawn_at = clock.now()
    journal.note("actor.consent_withdrawn", thing(actor), who, purpose=PURPOSE_WORDS[purpose], channel=channel)
    _changed(number)


def tie(
    from_id: int,
    to_id: int,
    kind: TieKind,
    who: Who,
    *,
    since_on: str = "",
    until_on: str = "",
    source: str = "",
) -> Tie:
    """Note a tie between two actors, read from the first to the second; the same again changes its end and source."""
    if from_id == to_id:
        raise Refused("Ein Eintrag kann nicht mit sich selbst verbunden sein.")
    if since_on and until_on and until_on < since_on:
        raise Refused("Das Ende liegt vor dem Anfang.")
    for number in sorted({from_id, to_id}):
        _locked(number)
    same = (Tie.from_id == from_id, Tie.to_id == to_id, Tie.kind == kind, Tie.since_on == since_on)
    row = db.session.scalars(select(Tie).where(*same).with_for_update()).one_or_none()
    if row is None:
        row = Tie(from_id=from_id, to_id=to_id, kind=kind, since_on=since_on)
        db.session.add(row)
    row.until_on, row.source = until_on, source
    journal.note("actor.tied", Thing("actor", from_id), who)
    _changed(from_id)
    return row


def untie(tie_id: int, who: Who) -> Tie:
    """Take a tie out that was never right; one that ended gets an end day by tie()."""
    row = db.session.get(Tie, tie_id)
    if row is None:
        raise NotThere
    db.session.delete(row)
    journal.note("actor.untied", Thing("actor", row.from_id), who)
    _changed(row.from_id)
    return row


def make_challenge(title: str, text: str, area_ids: Iterable[int], source: Thing | None, who: Who) -> Challenge:
    """Write down for what people are sought; the same source again returns the challenge that is there."""
    versions.turn("compass")  # makes one challenge of a source after the other
    present = queries.challenge_from(source) if source else None
    if present is not None:
        return present
    challenge = Challenge(title=title[:NAME_LENGTH], text=text, made_at=clock.now())
    challenge.areas = list(db.session.scalars(select(ActivityArea).where(ActivityArea.id.in_(list(area_ids)))))
    if source:
        challenge.source_kind, challenge.source_id = source.kind, source.id
    db.session.add(challenge)
    db.session.flush()
    journal.note("challenge.made", Thing("challenge", challenge.id), who)
    return challenge


def change_challenge(
    number: int, title: str, text: str, area_ids: Iterable[int], who: Who, *, version: int
) -> Challenge:
    """Let a challenge say something else; refused when it changed since `version`."""
    wanted = select(Challenge).options(selectinload(Challenge.areas)).where(Challenge.id == number)
    found = db.session.scalars(wanted.with_for_update(of=Challenge).execution_options(populate_existing=True))
    challenge = found.one_or_none()
    if challenge is None:
        raise NotThere
    if challenge.version != version:
        raise Refused("Jemand anderes war schneller. Bitte laden Sie die Seite neu und schauen Sie noch einmal.")
    challenge.title, challenge.text = title[:NAME_LENGTH], text
    challenge.areas = list(db.session.scalars(select(ActivityArea).where(ActivityArea.id.in_(list(area_ids)))))
    journal.note("challenge.changed", Thing("challenge", number), who)
    versions.up("compass")
    return challenge
