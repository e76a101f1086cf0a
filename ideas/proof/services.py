"""Changes of the sums: give one, take its solution once, forget those that are over."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from core import clock
from core.config import settings
from core.db import db
from ideas.proof import altcha
from ideas.proof.models import UsedProof

LASTS = timedelta(hours=1)


def _key() -> bytes:
    return hashlib.sha256(f"proof:{settings().secret_key}".encode()).digest()


def new() -> dict[str, str | int]:
    """Return a new sum; nothing of it is stored."""
    ends = clock.now() + LASTS
    return altcha.challenge(_key(), settings().proof_hardness, int(ends.timestamp()))


def take(payload: str, nonce: str) -> bool:
    """Take a solution for one opened form; False when it is none, over, too easy, or was used for another form."""
    found = altcha.solved(_key(), payload, settings().proof_hardness, int(clock.now().timestamp()))
    if found is None:
        return False
    form = hashlib.sha256(nonce.encode("utf-8", "replace")).hexdigest()
    used = UsedProof(challenge=found.challenge, form=form, ends_at=datetime.fromtimestamp(found.expires, UTC))
    try:
        with db.session.begin_nested():
            db.session.add(used)
    except IntegrityError:
        kept = db.session.get(UsedProof, found.challenge, populate_existing=True)
        return kept is not None and kept.form == form
    return True


def purge() -> int:
    """Forget solutions that nobody could send any more; return how many."""
    gone = db.session.execute(delete(UsedProof).where(UsedProof.ends_at < clock.now()))
    return int(gone.rowcount)  # type: ignore[attr-defined]  # a DELETE's result counts rows
