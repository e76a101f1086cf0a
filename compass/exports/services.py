"""The one change an export makes: it is noted who took how many, and what for, before the first byte leaves."""

from __future__ import annotations

from dataclasses import dataclass

from compass.exports.models import ActorExport
from compass.exports.releasing import EXTENT_WORDS
from core import clock, journal
from core.db import db
from core.errors import Refused
from core.journal import Who
from core.things import Thing


@dataclass(frozen=True)
class Going:
    """What goes out: form, how many entries, how much of each, narrowed to what, and what for."""

    form: str
    number: int
    extent: str
    narrowed: str
    purpose: str


def note(going: Going, who: Who) -> ActorExport:
    """Note an export; none goes without a purpose."""
    if not going.purpose.strip():
        raise Refused("Bitte schreiben Sie, wozu Sie die Liste brauchen.")
    made = ActorExport(
        account_id=who.account,
        made_at=clock.now(),
        form=going.form,
        number=going.number,
        extent=going.extent,
        narrowed=going.narrowed[:500],
        purpose=going.purpose[:300],
    )
    db.session.add(made)
    db.session.flush()
    said: dict[str, str | int] = {"number": going.number, "form": going.form, "extent": EXTENT_WORDS[going.extent]}
    journal.note("actors.exported", Thing("actor_export", made.id), who, **said)
    return made
