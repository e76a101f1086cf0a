"""A round is drafted for some actors, changed, sent by one press, reminded of once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from compass.asked import MOST
from compass.invitations import queries
from compass.invitations.drafts import RoundDraft
from compass.invitations.models import Invitation, InvitationRound, Stage
from compass.invitations.services.sending import BUNCH, KIND
from compass.models import Actor
from core import clock, journal, outbox
from core.db import db, stale
from core.errors import NotThere, Refused
from core.journal import Who
from core.links import digest
from core.things import Thing

PACE = timedelta(minutes=1)
"""Between two bunches of letters, so that the office's mail server stays welcome everywhere."""
ENDED = "Diese Einladung ist schon unterwegs und lässt sich nicht mehr ändern."


def thing(of: InvitationRound) -> Thing:
    """Return a round as the rest of the house points at it."""
    return Thing("invitation_round", of.id)


def draft(
    said: RoundDraft, ids: Sequence[int], who: Who, nonce: str, *, narrowed: str = "", about: Thing | None = None
) -> InvitationRound:
    """Write a round down for some actors, once per opened form; no letter leaves."""
    if not 0 < len(ids) <= MOST:
        raise Refused(f"Wählen Sie einen bis {MOST:,} Einträge aus.".replace(",", "."))
    made = InvitationRound(account_id=who.account, narrowed=narrowed, stage=Stage.DRAFT, **vars(said))
    made.made_at, made.nonce_hash = clock.now(), digest(nonce)
    made.about_kind, made.about_id = (about.kind, about.id) if about else (None, None)
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        same = select(InvitationRound).where(InvitationRound.nonce_hash == digest(nonce))
        return db.session.scalars(same).one()
    _put_in(made, ids)
    journal.note("invitation.drafted", thing(made), who)
    return made


def _put_in(of: InvitationRound, ids: Sequence[int]) -> None:
    there = select(Invitation.actor_id).where(Invitation.round_id == of.id)
    known = select(Actor.id).where(Actor.id.in_(ids), Actor.id.not_in(there), Actor.restricted_at.is_(None))
    rows = [{"round_id": of.id, "actor_id": number} for number in db.session.scalars(known.order_by(Actor.sort_key))]
    blank = {"left": "", "note": "", "guest_name": "", "guest_email": "", "guest_wording": ""}
    if rows:
        db.session.execute(insert(Invitation), [{**blank, **row} for row in rows])


def change(number: int, said: RoundDraft, who: Who, version: int | None) -> InvitationRound:
    """Let a round that was not sent say something else."""
    of = _draft(number)
    if of.version != version:
        raise stale()
    for name, value in vars(said).items():
        setattr(of, name, value)
    journal.note("invitation.changed", thing(of), who)
    return of


def _draft(number: int) -> InvitationRound:
    of = queries.locked(number)
    if of.stage is not Stage.DRAFT:
        raise Refused(ENDED)
    return of


def add_people(number: int, ids: Sequence[int]) -> None:
    """Put further actors into a round that was not sent; Refused beyond the most that go at once."""
    of = _draft(number)
    there = db.session.scalar(select(func.count(Invitation.id)).where(Invitation.round_id == number)) or 0
    if there + len(ids) > MOST:
        raise Refused(f"Mehr als {MOST:,} gehen nicht in eine Runde.".replace(",", "."))
    _put_in(of, ids)


def take_out(number: int, invitation: int) -> None:
    """Take somebody out of a round that was not sent."""
    _draft(number)
    gone = delete(Invitation).where(Invitation.id == invitation, Invitation.round_id == number)
    if not db.session.execute(gone).rowcount:  # type: ignore[attr-defined]  # a DELETE counts rows
        raise NotThere


def discard(number: int, who: Who) -> None:
    """Delete a round that was not sent."""
    of = _draft(number)
    journal.note("invitation.discarded", thing(of), who)
    db.session.delete(of)


def send(number: int, who: Who, version: int | None) -> None:
    """Begin to send: one letter each, in bunches; a second press does nothing, a round that changed is looked at again."""
    of = queries.locked(number)
    if of.stage is not Stage.DRAFT:
        return
    if of.version != version:
        raise stale()
    if of.day_on and of.day_on < clock.today().isoformat():
        raise Refused("Der Tag ist schon vorbei. Ändern Sie zuerst den Tag.")
    if not queries.reasons(of).get("", 0):
        raise Refused("Von den Ausgewählten darf niemand einen Brief bekommen. Darunter steht, warum.")
    of.stage, of.sent_at = Stage.SENDING, clock.now()
    journal.note("invitation.sent", thing(of), who)
    _promise(of, queries.how_many_due(of, again=False), again=False)


def remind(number: int, who: Who) -> None:
    """Remind everybody who got a letter and did not answer; once in a round."""
    of = queries.locked(number)
    if of.stage is not Stage.SENT:
        raise Refused("Die Briefe sind noch nicht alle geschrieben. Bitte warten Sie ein paar Minuten.")
    if of.reminded_at is not None:
        return
    if of.day_on and of.day_on < clock.today().isoformat():
        raise Refused("Der Tag ist schon vorbei.")
    due = queries.how_many_due(of, again=True)
    if not due:
        raise Refused("Alle haben schon geantwortet.")
    of.reminded_at = clock.now()
    journal.note("invitation.reminded", thing(of), who)
    _promise(of, due, again=True)


def _promise(of: InvitationRound, letters: int, *, again: bool) -> None:
    """Promise a parcel for each bunch, a minute apart; each takes whoever is next, so none is needed twice."""
    for place in range(-(-letters // BUNCH)):
        parcel = outbox.promise(KIND, {"round": of.id, "again": again})
        parcel.next_at = clock.now() + place * PACE
