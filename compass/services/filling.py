"""Puts a draft into the row of an actor and the rows beside it; rows that say the same as before stay the same rows."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from compass.models import (
    Actor,
    Address,
    Capacity,
    Competence,
    CompetenceKind,
    ContactKind,
    ContactPoint,
    Language,
    Reach,
    Reference,
)
from compass.queries.terms import known_terms
from compass.services.drafts import FURTHER, PLAIN, ActorDraft, AddressLine, PointLine, ReferenceLine
from core import clock
from core.db import db
from core.rows import fold
from radar.models import ActivityArea, District, Trait

FORMER = "früher"


def write(actor: Actor, draft: ActorDraft) -> None:
    """Let an actor say what a draft says; a main e-mail that was another one before stays as a former one."""
    before = actor.email
    for name in PLAIN:
        setattr(actor, name, getattr(draft, name))
    for name in FURTHER:
        if getattr(draft, name) is not None:
            setattr(actor, name, getattr(draft, name))
    if draft.reach is not None:
        actor.reach = Reach(draft.reach) if draft.reach else None
    _capacity(actor, draft)
    actor.areas = list(db.session.scalars(select(ActivityArea).where(ActivityArea.id.in_(draft.areas))))
    said = (
        (CompetenceKind.COMPETENCE, draft.competences),
        (CompetenceKind.INTEREST, draft.interests),
        (CompetenceKind.OFFER, draft.offers),
    )
    actor.competences = [row for kind, lines in said for row in kept(actor, kind, lines)]
    _lists(actor, draft)
    former_email(actor, before or "")


def _capacity(actor: Actor, draft: ActorDraft) -> None:
    """Note what somebody said about their time, with the day: the given one, or today when the word is a new one."""
    if draft.capacity is None:
        return
    changed, given = actor.capacity is not draft.capacity, draft.capacity_on or ""
    old = actor.capacity_on or ""
    actor.capacity = draft.capacity
    today = clock.today().isoformat()
    stays = given if given and not (changed and given == old) else today if changed else old
    actor.capacity_on = "" if draft.capacity is Capacity.UNKNOWN else stays


def _lists(actor: Actor, draft: ActorDraft) -> None:
    if draft.traits is not None:
        actor.traits = list(db.session.scalars(select(Trait).where(Trait.id.in_(draft.traits))))
    if draft.districts is not None:
        actor.districts = list(db.session.scalars(select(District).where(District.id.in_(draft.districts))))
    if draft.languages is not None:
        present = {row.code: row for row in actor.languages}
        actor.languages = [present.get(code) or Language(code=code) for code in dict.fromkeys(draft.languages)]
    if draft.points is not None:
        actor.contact_points = _points(actor, draft.points)
    if draft.addresses is not None:
        actor.addresses = _addresses(actor, draft.addresses)
    if draft.references is not None:
        actor.references = _references(actor, draft.references)


def kept(actor: Actor, kind: CompetenceKind, lines: Iterable[str]) -> list[Competence]:
    """Return a row for each line; one that said the same before stays, with its day and its confirmation."""
    present = {fold(row.text): row for row in actor.competences if row.kind is kind}
    wanted = {fold(line): line for line in lines if line.strip()}
    known = known_terms().by_word if wanted else {}
    rows = []
    for key, line in wanted.items():
        row = present.get(key) or Competence(kind=kind, confirmed=False, noted_at=clock.now(), term_id=known.get(key))
        row.text = line
        rows.append(row)
    return rows


def _points(actor: Actor, lines: Iterable[PointLine]) -> list[ContactPoint]:
    present = {(row.kind, row.value_key): row for row in actor.contact_points}
    rows: dict[tuple[ContactKind, str], ContactPoint] = {}
    for line in lines:
        fresh = ContactPoint(kind=line.kind, value=line.value)
        row = rows.setdefault((fresh.kind, fresh.value_key), present.get((fresh.kind, fresh.value_key)) or fresh)
        row.value, row.label, row.ended_on = line.value, line.label, line.ended_on
    return list(rows.values())


def _addresses(actor: Actor, lines: Iterable[AddressLine]) -> list[Address]:
    present = {(row.street, row.postcode, row.town): row for row in actor.addresses}
    rows = {}
    for line in lines:
        place = (line.street, line.postcode, line.town)
        row = present.get(place) or Address(street=line.street, postcode=line.postcode, town=line.town)
        row.label = line.label
        rows[place] = row
    return list(rows.values())


def _references(actor: Actor, lines: Iterable[ReferenceLine]) -> list[Reference]:
    present = {fold(row.title): row for row in actor.references}
    rows = {}
    for line in lines:
        row = present.get(fold(line.title)) or Reference()
        row.title, row.web, row.year, row.highlighted = line.title, line.web, line.year, line.highlighted
        rows[fold(line.title)] = row
    return list(rows.values())


def former_email(actor: Actor, before: str) -> None:
    """Keep the main e-mail of before as a former one, and the new one at one place only."""
    now = fold(actor.email)
    actor.contact_points = [
        row for row in actor.contact_points if row.kind is not ContactKind.EMAIL or row.value_key != now
    ]
    known = {row.value_key for row in actor.contact_points if row.kind is ContactKind.EMAIL}
    if before and fold(before) != now and fold(before) not in known:
        today = clock.today().isoformat()
        actor.contact_points.append(ContactPoint(kind=ContactKind.EMAIL, value=before, label=FORMER, ended_on=today))
