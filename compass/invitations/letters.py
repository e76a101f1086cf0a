"""Letters of invitations: the invitation and its reminder, the question to somebody who was named."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from compass.invitations import queries, wording
from compass.invitations.models import Invitation, InvitationRound
from compass.models import Actor
from core import clock, links, mail, slots, texts
from core.things import Thing

ANSWER, GUEST, STOP = "invitation.answer", "invitation.guest", "invitation.stop"
AFTER = timedelta(days=30)
WITHOUT_DAY = timedelta(days=180)
STOP_WITHIN = timedelta(days=365)
INVITATION, NAMED = "invitation", "invitation_guest"


def warm() -> None:
    """Read what every letter says before a transaction that writes."""
    texts.text("office.name")


def lifetime(of: InvitationRound) -> timedelta:
    """Return how long the links of a round live: until a month after its day."""
    if not of.day_on:
        return WITHOUT_DAY
    return max(date.fromisoformat(of.day_on) - clock.today(), timedelta(0)) + AFTER


def about(invitation: Invitation) -> str:
    """Return what a waiting letter is about: whether it may still leave is asked again before it does."""
    return f"{INVITATION}:{invitation.id}"


def invite(of: InvitationRound, invitation: Invitation, actor: Actor, head: Actor | None, *, again: bool) -> None:
    """Promise the letter to one actor or its head, with the link to answer and the one that ends such letters."""
    to = head or actor
    mail.recipient(to.email)
    token = links.issue(ANSWER, Thing(INVITATION, invitation.id), lifetime=lifetime(of), uses=None)
    stop = mail.address(
        "compass_invitation_stop.end",
        token=links.issue(STOP, Thing("actor", to.id), lifetime=STOP_WITHIN, uses=None),
    )
    mail.send(
        "compass-invitation",
        to.email,
        headers=mail.one_click(stop),
        about=about(invitation),
        link=mail.address("compass_invitation.show", token=token),
        stop=stop,
        again=again,
        further=further(of),
        **written(of, actor, head),
    )


def further(of: InvitationRound) -> list[str]:
    """Return what the room of the thing adds to the letter (where one reads more, the day for the calendar), by a slot."""
    if of.about_kind is None or of.about_id is None:
        return []
    return slots.parts("compass.letter_lines", kind=of.about_kind, id=of.about_id)


def written(of: InvitationRound, actor: Actor, head: Actor | None) -> dict[str, Any]:
    """Return subject and text of the letter to one actor; white space of names cannot begin another line of it."""
    contact = head.name if head else actor.contact_name
    said = wording.values(of, " ".join(actor.name.split()), " ".join(contact.split()))
    return {"subject": wording.filled(of.subject, said), "written": wording.filled(of.body, said)}


def ask_guest(of: InvitationRound, invitation: Invitation) -> None:
    """Promise the letter to somebody who was named; only so many a day go to one address."""
    if mail.limited(invitation.guest_email):
        return
    token = links.issue(GUEST, Thing(INVITATION, invitation.id), lifetime=lifetime(of), uses=None)
    mail.send(
        "compass-invitation-guest",
        invitation.guest_email,
        about=f"{NAMED}:{invitation.id}",
        of=of,
        facts=wording.facts(of),
        by=invitation.actor.name,
        link=mail.address("compass_invitation_guest.ask", token=token),
    )


def moot(about: list[str]) -> list[str]:
    """Return the letters that must not leave any more; hangs in the slot letters.moot."""
    ours = _numbers(about, INVITATION)
    named = _numbers(about, NAMED)
    gone = queries.gone(ours.values()) if ours else set()
    unnamed = queries.unnamed(named.values()) if named else set()
    return [one for one, number in ours.items() if number in gone] + [k for k, n in named.items() if n in unnamed]


def _numbers(about: list[str], kind: str) -> dict[str, int]:
    return {one: int(one.partition(":")[2]) for one in about if one.startswith(f"{kind}:")}
