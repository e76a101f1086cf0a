"""Every change for the archive: an offer, the archive's word, deletion afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.exc import IntegrityError

from core import clock, journal
from core.db import db, stale
from core.errors import Refused
from core.journal import Who
from core.things import Thing
from ideas import keeping
from ideas.archive import queries
from ideas.archive.models import VERDICT_WORDS, Offer, OfferedFile, Verdict


def offer(who: Who) -> Offer:
    """Put the closed files nobody offered yet together, at most two hundred."""
    ideas = queries.due()
    if not ideas:
        raise Refused("Im Moment ist keine Akte anzubieten.")
    made = Offer(made_at=clock.now(), number=len(ideas))
    db.session.add(made)
    db.session.flush()
    try:
        with db.session.begin_nested():
            db.session.add_all(OfferedFile(offer_id=made.id, idea_id=idea.id) for idea in ideas)
    except IntegrityError as error:  # somebody else offers the same files at this moment
        raise stale() from error
    for idea in ideas:
        journal.note("archive.offered", Thing("idea", idea.id), who)
    journal.note("archive.offer_made", Thing("archive_offer", made.id), who, number=made.number)
    db.session.flush()
    return made


def fetched(number: int, checksum: str, who: Who) -> None:
    """Note that the package of an offer was fetched, and its SHA-256."""
    found = queries.offer(number)
    found.checksum, found.fetched_at = checksum, clock.now()
    journal.note("archive.fetched", Thing("archive_offer", number), who)


def decide(number: int, ids: Sequence[int], verdict: Verdict, who: Who) -> int:
    """Note what the archive said to some files of an offer; it may be put right until a file is deleted."""
    queries.offer(number)
    files = queries.locked(number, ids)
    if len(files) < len(set(ids)) or not files:
        raise Refused("Eine dieser Akten gibt es in der Anbietung nicht mehr. Bitte laden Sie die Seite neu.")
    for one in files:
        one.verdict = verdict
        one.decided_at = None if verdict is Verdict.OPEN else clock.now()
        journal.note("archive.decided", Thing("idea", one.idea_id), who, verdict=VERDICT_WORDS[verdict])
    db.session.flush()
    return len(files)


def purge() -> int:
    """Delete the files about which the archive has spoken a month ago; what went on meanwhile is offered anew one day."""
    for one in queries.reopened(keeping.AT_ONCE):
        db.session.delete(one)
    db.session.flush()
    return keeping.delete_for_good(queries.to_delete(clock.now(), keeping.AT_ONCE))
