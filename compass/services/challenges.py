"""Changes of challenges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from compass import queries
from compass.models import (
    NAME_LENGTH,
    Challenge,
)
from core import clock, journal, versions
from core.db import db
from core.errors import NotThere, Refused
from core.journal import Who
from core.things import Thing
from radar.models import ActivityArea


@dataclass(frozen=True)
class Wanted:
    """How many people are wanted: seats, [least, most] of them per sector where said, and the actor that asks."""

    seats: int = 6
    quotas: Mapping[str, list[int]] = field(default_factory=dict)
    asker_id: int | None = None


def make_challenge(
    title: str, text: str, area_ids: Iterable[int], source: Thing | None, who: Who, *, wanted: Wanted | None = None
) -> Challenge:
    """Write down for what people are sought; the same source again returns the challenge that is there."""
    versions.turn("compass")  # makes one challenge of a source after the other
    present = queries.challenge_from(source) if source else None
    if present is not None:
        return present
    challenge = Challenge(title=title[:NAME_LENGTH], text=text, made_at=clock.now())
    challenge.areas = list(db.session.scalars(select(ActivityArea).where(ActivityArea.id.in_(list(area_ids)))))
    _want(challenge, wanted or Wanted())
    if source:
        challenge.source_kind, challenge.source_id = source.kind, source.id
    db.session.add(challenge)
    db.session.flush()
    journal.note("challenge.made", Thing("challenge", challenge.id), who)
    return challenge


def _want(challenge: Challenge, wanted: Wanted) -> None:
    challenge.seats, challenge.quotas, challenge.asker_id = wanted.seats, dict(wanted.quotas), wanted.asker_id


def change_challenge(
    number: int,
    title: str,
    text: str,
    area_ids: Iterable[int],
    who: Who,
    *,
    version: int,
    wanted: Wanted | None = None,
) -> Challenge:
    """Let a challenge say something else; refused when it changed since `version`."""
    named = select(Challenge).options(selectinload(Challenge.areas)).where(Challenge.id == number)
    found = db.session.scalars(named.with_for_update(of=Challenge).execution_options(populate_existing=True))
    challenge = found.one_or_none()
    if challenge is None:
        raise NotThere
    if challenge.version != version:
        raise Refused("Jemand anderes war schneller. Bitte laden Sie die Seite neu und schauen Sie noch einmal.")
    challenge.title, challenge.text = title[:NAME_LENGTH], text
    challenge.areas = list(db.session.scalars(select(ActivityArea).where(ActivityArea.id.in_(list(area_ids)))))
    if wanted is not None:
        _want(challenge, wanted)
    journal.note("challenge.changed", Thing("challenge", number), who)
    versions.up("compass")
    return challenge
