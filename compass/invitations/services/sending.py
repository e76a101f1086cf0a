"""Letters of a round: a bunch is one transaction, in which consent is asked again; who dies in between writes nobody twice."""

from __future__ import annotations

from typing import Any

from compass.invitations import letters, queries
from compass.invitations.models import Invitation, InvitationRound, Stage
from compass.models import Actor
from core import clock, mail, slots, versions
from core.db import db, rollback, writing
from core.journal import HOUSE, Who
from core.things import Thing

KIND = "compass.invitations"
BUNCH = 100


def deliver(_: int, payload: dict[str, Any]) -> None:
    """Write the next bunch of letters of a round; whatever ended the one before, nobody gets two."""
    rollback()
    letters.warm()
    with writing():
        of = db.session.get(InvitationRound, payload["round"], with_for_update=True, populate_existing=True)
        if of is not None and of.stage is not Stage.DRAFT:
            _bunch(of, again=payload["again"])
    db.session.expunge_all()


def _bunch(of: InvitationRound, *, again: bool) -> None:
    rows = queries.next_ones(of, BUNCH, again=again)
    heads = queries.by_ids([one for _, _, one, _ in rows if one])
    who = Who("office", of.account_id) if of.account_id else HOUSE
    written = [row[0] for row in rows if _one(of, row, heads, again=again)]
    db.session.flush()
    for one in written:
        text = f"Einladung „{of.title}“" + (", Erinnerung" if again else "")
        mark = f"invitation:{one.id}" + (":again" if again else "")
        slots.parts("compass.contacted", actor_ids=[one.actor_id], text=text, who=who, mark=mark)
        tell(of, one.actor_id, "invited")
    if of.stage is Stage.SENDING and not queries.how_many_due(of, again=False):
        of.stage = Stage.SENT
    versions.up("compass.invitations")


def tell(of: InvitationRound, actor_id: int, word: str) -> None:
    """Tell the thing that a round hangs on what its letter, or the answer, says: slot compass.invited.

    It is asked with about=, actor_id= and word= ("invited", or a value of Answer).
    """
    if of.about_kind and of.about_id:
        slots.parts("compass.invited", about=Thing(of.about_kind, of.about_id), actor_id=actor_id, word=word)


def _one(
    of: InvitationRound, row: tuple[Invitation, Actor, int | None, str], heads: dict[int, Actor], *, again: bool
) -> bool:
    """Write one letter, or note why there is none; True when there is one."""
    invitation, actor, head_id, why = row
    if why:
        _leave(invitation, why, again=again)
        return False
    head = heads.get(head_id or 0)
    try:
        letters.invite(of, invitation, actor, head, again=again)
    except mail.BadAddress:
        _leave(invitation, "bad_address", again=again)
        return False
    invitation.through_id = head.id if head else None
    if again:
        invitation.reminded_at = clock.now()
    else:
        invitation.letter_at = clock.now()
    return True


def _leave(invitation: Invitation, why: str, *, again: bool) -> None:
    """Note that somebody gets no letter; whose reminder it was has had the letter and is passed over for good."""
    invitation.left = why
    if again:
        invitation.reminded_at = clock.now()
