"""How long invitations are kept: answers a year after the day, then only their numbers; drafts nobody sent a year."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Select, delete, func, or_, select, update

from compass.invitations import letters, queries
from compass.invitations.models import Invitation, InvitationRound, Stage
from core import clock
from core.db import db
from core.links import Link

YEAR = timedelta(days=365)
AT_ONCE, AT_MOST = 20, 500
PLAIN = {"synchronize_session": False}
UNSAID = timedelta(days=30)
"""So long somebody who was named, and says nothing, is kept where there is no day."""


def purge() -> int:
    """Delete the answers of rounds whose day is a year ago (without a day: sent a year ago); return how many went."""
    _forget_unsaid()
    cut, day = clock.now() - YEAR, (clock.today() - YEAR).isoformat()
    over = or_(
        (InvitationRound.day_on != "") & (InvitationRound.day_on < day),
        (InvitationRound.day_on == "") & (func.coalesce(InvitationRound.sent_at, InvitationRound.made_at) < cut),
    )
    wanted = select(InvitationRound).where(over, InvitationRound.past.is_(None)).order_by(InvitationRound.id)
    return sum(_close(of) for of in db.session.scalars(wanted.limit(AT_ONCE)).all())


def _forget_unsaid() -> None:
    """Delete name and address of who was named and said neither Yes nor No, once the day is over."""
    today, cut = clock.today().isoformat(), clock.now() - UNSAID
    over = select(InvitationRound.id).where(InvitationRound.day_on != "", InvitationRound.day_on < today)
    without = select(InvitationRound.id).where(InvitationRound.day_on == "")
    late = or_(Invitation.round_id.in_(over), Invitation.round_id.in_(without) & (Invitation.answered_at < cut))
    named = (Invitation.guest_email != "", Invitation.guest_answer.is_(None), late)
    ids = list(db.session.scalars(select(Invitation.id).where(*named).order_by(Invitation.id).limit(AT_MOST)))
    same = (Link.kind == "invitation", Link.purpose == letters.GUEST, Link.subject.in_(ids))
    db.session.execute(delete(Link).where(*same), execution_options=PLAIN)
    gone = update(Invitation).where(Invitation.id.in_(ids)).values(guest_name="", guest_email="")
    db.session.execute(gone, execution_options=PLAIN)


def _close(of: InvitationRound) -> int:
    if of.stage is Stage.DRAFT:
        db.session.delete(of)
        return 1
    counted = queries.sums([of.id])[of.id]
    of.past = {(answer.value if answer else ""): number for answer, number in counted.items()}
    _unlink(select(Invitation.id).where(Invitation.round_id == of.id))
    gone = db.session.execute(delete(Invitation).where(Invitation.round_id == of.id))
    return int(gone.rowcount)  # type: ignore[attr-defined]  # a DELETE counts rows


def forget(actor_id: int) -> list[None]:
    """End the links of an actor's invitations, also those that went through it; hangs in the slot compass.forget."""
    _unlink(select(Invitation.id).where(or_(Invitation.actor_id == actor_id, Invitation.through_id == actor_id)))
    return []


def _unlink(ids: Select[int]) -> None:
    same = (Link.kind == "invitation", Link.purpose.in_([letters.ANSWER, letters.GUEST]), Link.subject.in_(ids))
    db.session.execute(delete(Link).where(*same), execution_options={"synchronize_session": False})
