"""What was refused while two entries were one counts for both once they are two again: nobody knows whom of them it meant."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from compass.doubles.ledger import by_key
from compass.doubles.models import Merge
from compass.models import CONTACT_FIELDS, PAGE_FIELDS, Actor, Consent, Purpose
from compass.services.consents import NEW_WORDING
from core.db import db
from core.rows import Base

BEFORE_UNDO = "vor dem Rückgängigmachen zurückgenommen"
ENDED = "withdrawn_at"


def count_for_both(kept: int, gone: int, moment: datetime) -> None:
    """Let a No, or a restriction, that was said since `moment` count for both, and for all who went into them before."""
    since = _said(kept, gone, moment)
    for purpose, at in since.items():
        ending = update(Consent).where(
            Consent.actor_id.in_((kept, gone)),
            Consent.purpose == purpose,
            Consent.withdrawn_at.is_(None),
            Consent.given_at <= at,
        )
        db.session.execute(ending.values(withdrawn_at=at, withdrawn_channel=BEFORE_UNDO))
    if since:
        for row in db.session.scalars(
            select(Merge).where(Merge.kept_id.in_((kept, gone)), Merge.snapshot.is_not(None))
        ):
            row.snapshot = [_refused(entry, since) for entry in row.snapshot or ()]
    restricted = db.session.scalar(select(Actor.restricted_at).where(Actor.id == kept))
    if restricted is not None:
        db.session.execute(update(Actor).where(Actor.id == gone).values(restricted_at=restricted))


def _said(kept: int, gone: int, moment: datetime) -> dict[Purpose, datetime]:
    said = select(Consent.purpose, func.max(Consent.withdrawn_at)).where(
        Consent.actor_id.in_((kept, gone)),
        Consent.withdrawn_at > moment,
        Consent.withdrawn_channel != NEW_WORDING,
    )
    since: dict[Purpose, datetime] = dict(db.session.execute(said.group_by(Consent.purpose)).all())  # type: ignore[arg-type]  # never NULL: withdrawn
    if page := since.get(Purpose.PUBLIC):  # a No to the page was one to every field of it
        since |= {one: max(page, since.get(one, page)) for one in (*PAGE_FIELDS, *CONTACT_FIELDS)}
    return since


def _refused(entry: Mapping[str, Any], since: Mapping[Purpose, datetime]) -> dict[str, Any]:
    """Return what an earlier merge would bring back, without the Yes that a later No was said to.

    A Yes that an earlier merge had ended rests in its ledger alone, where the rows of today do not reach.
    """
    before = entry["before"]
    if entry["table"] != Consent.__tablename__ or not before or ENDED not in before or before[ENDED] is not None:
        return dict(entry)
    whole = {**(by_key(Base.metadata.tables[Consent.__tablename__], before) or {}), **before}
    at = since.get(Purpose(whole["purpose"])) if "purpose" in whole else None
    if at is None or datetime.fromisoformat(str(whole["given_at"])) > at:
        return dict(entry)
    return {**entry, "before": {**before, ENDED: at.isoformat(), "withdrawn_channel": BEFORE_UNDO}}
