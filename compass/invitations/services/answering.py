"""Answers by link: given and changed until the day itself; a person who is sent says Yes by a link of their own."""

from __future__ import annotations

from datetime import timedelta

from compass import services as actors
from compass.invitations import letters, queries
from compass.invitations.drafts import Said
from compass.invitations.models import Answer, Invitation
from compass.invitations.services.rounds import thing
from compass.invitations.services.sending import tell
from compass.models import Purpose
from core import clock, journal, limits, links, texts, versions
from core.errors import NotThere, Refused
from core.journal import AUTHOR
from core.things import Thing

CHANNEL = "Link in der Einladung"
NAMED = 5
"""Different people that one invitation may name in a day: each gets a letter."""
OVER = "Der Tag ist schon vorbei. Eine Antwort ist nicht mehr möglich."


def answer(number: int, said: Said) -> Invitation:
    """Note an answer, or another one than before; Refused after the day. Another guest gets a letter of their own."""
    one = _open(number)
    guest = (said.guest_name, said.guest_email) if said.answer is Answer.OTHER else ("", "")
    other = guest != (one.guest_name, one.guest_email)
    if other and guest[1] and not limits.hit("invitation.guest", limits.keyed(str(number)), NAMED, timedelta(days=1)):
        raise Refused(f"Mehr als {NAMED} Personen am Tag können Sie nicht nennen. Bitte rufen Sie uns an.")
    one.answer, one.answered_at, one.note = said.answer, clock.now(), said.note
    if other:
        links.revoke(letters.GUEST, Thing("invitation", one.id))
        one.guest_name, one.guest_email = guest
        one.guest_answer, one.guest_answered_at, one.guest_wording = None, None, ""
    if other and guest[1]:
        letters.ask_guest(one.round, one)
    tell(one.round, one.actor_id, said.answer.value)
    journal.note("invitation.answered", thing(one.round), AUTHOR)
    versions.up("compass.invitations")
    return one


def _open(number: int) -> Invitation:
    one = queries.invitation(number, lock=True)
    if not queries.is_open(one.round):
        raise Refused(OVER)
    return one


def confirm_guest(number: int) -> Invitation:
    """Note that who was named comes and agrees; with the words that were read."""
    one = _open(number)
    if not one.guest_email:
        raise NotThere
    one.guest_answer, one.guest_answered_at = Answer.YES, clock.now()
    one.guest_wording = texts.text("compass.invitation.guest")[:600]
    journal.note("invitation.answered", thing(one.round), AUTHOR)
    return one


def drop_guest(number: int) -> Invitation:
    """Note that who was named does not come; name and address are deleted at once."""
    one = queries.invitation(number, lock=True)
    one.guest_answer, one.guest_answered_at = Answer.NO, clock.now()
    one.guest_name = one.guest_email = one.guest_wording = ""
    links.revoke(letters.GUEST, Thing("invitation", one.id))
    journal.note("invitation.answered", thing(one.round), AUTHOR)
    return one


def stop(actor_id: int) -> None:
    """Withdraw the consent to invitations; waiting letters stay here."""
    actors.withdraw_consent(actor_id, Purpose.INVITATIONS, CHANNEL, AUTHOR)
