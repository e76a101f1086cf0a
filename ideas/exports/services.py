"""The one change an export makes: it is noted who took what, before the first byte leaves."""

from __future__ import annotations

from dataclasses import dataclass

from core import clock, journal
from core.db import db
from core.errors import Refused
from core.journal import Who
from core.things import Thing
from ideas.exports.models import Export


@dataclass(frozen=True)
class Going:
    """What goes out: form, how many ideas, narrowed to what, with addresses of authors and then why."""

    form: str
    number: int
    narrowed: str = ""
    addresses: bool = False
    reason: str = ""


def note(going: Going, who: Who) -> Export:
    """Note an export; addresses never go without a reason."""
    if going.addresses and not going.reason.strip():
        raise Refused("Bitte geben Sie an, wofür Sie die Adressen brauchen.")
    made = Export(
        account_id=who.account,
        made_at=clock.now(),
        form=going.form,
        number=going.number,
        narrowed=going.narrowed[:500],
        addresses=going.addresses,
        reason=going.reason[:300],
    )
    db.session.add(made)
    db.session.flush()
    verb = "ideas.exported_with_addresses" if going.addresses else "ideas.exported"
    journal.note(verb, Thing("export", made.id), who, number=going.number, form=going.form)
    return made
