"""Changes of consents: given and withdrawn, effective in the same transaction.

A Yes to the public page covers the entry (PAGE_FIELDS), never the contact; each field can be withdrawn by itself. A No to
the public page ends the Yes to its fields too.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from compass import queries
from compass.models import CONTACT_FIELDS, PAGE_FIELDS, PURPOSE_WORDS, Consent, Purpose
from compass.services.actors import changed, locked, thing
from compass.wordings import mark
from core import clock, journal
from core.db import db
from core.journal import Who

NEW_WORDING = "neuer Wortlaut"


def give_consent(
    number: int,
    purpose: Purpose,
    channel: str,
    wording: str,
    who: Who,
    *,
    given_at: datetime | None = None,
    evidence: str = "",
    fields: Iterable[Purpose] = PAGE_FIELDS,
    anew: bool = False,
) -> Consent:
    """Note a consent with its wording and how it was given (now, if no moment is named); one that counts already stays.

    With the public page come its `fields`; they follow the page alone. Said `anew` to another wording, the one that
    counted ends and the new one counts.
    """
    actor = locked(number)
    present = queries.standing(actor).get(purpose)
    if present is not None and not (anew and mark(present.wording) != mark(wording)):
        return present
    if present is not None:
        present.withdrawn_at, present.withdrawn_channel = clock.now(), NEW_WORDING
        db.session.flush()  # only one of a purpose can count
    said = {"wording": wording, "wording_mark": mark(wording), "channel": channel, "evidence": evidence}
    with_it = set(fields) - set(queries.standing(actor)) if purpose is Purpose.PUBLIC and not present else set()
    moment = given_at or clock.now()
    consent, *others = (
        Consent(actor_id=number, purpose=one, given_at=moment, **said) for one in (purpose, *sorted(with_it))
    )
    db.session.add_all([consent, *others])
    journal.note("actor.consent_given", thing(actor), who, purpose=PURPOSE_WORDS[purpose], channel=channel)
    changed(number)
    return consent


def withdraw_consent(number: int, purpose: Purpose, channel: str, who: Who) -> None:
    """End a consent; from this transaction on nothing that rests on it is shown or computed any more."""
    actor = locked(number)
    standing = queries.standing(actor)
    if purpose not in standing:
        return
    resting = (*PAGE_FIELDS, *CONTACT_FIELDS) if purpose is Purpose.PUBLIC else ()
    for one in (purpose, *resting):
        if one in standing:
            standing[one].withdrawn_at, standing[one].withdrawn_channel = clock.now(), channel
    journal.note("actor.consent_withdrawn", thing(actor), who, purpose=PURPOSE_WORDS[purpose], channel=channel)
    changed(number)
