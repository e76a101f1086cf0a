"""Letters of the Netzwerkkompass: confirm an address, an entry is there, an entry is not taken, the link to one's own entry."""

from __future__ import annotations

from datetime import timedelta

from compass.models import Actor, JoinRequest
from core import links, mail
from core.things import Thing

CONFIRM = "compass.confirm"
OWN = "compass.own"
CONFIRM_WITHIN = timedelta(hours=48)
OWN_WITHIN = timedelta(days=3650)


def confirm(asked: JoinRequest) -> None:
    """Promise the letter that asks whether an address is right; only so many a day go to one address."""
    if mail.limited(asked.email):
        return
    token = links.issue(CONFIRM, Thing("join_request", asked.id), lifetime=CONFIRM_WITHIN)
    mail.send("compass-confirm", asked.email, asked=asked, token=token)


def _own_token(actor: Actor) -> str:
    return links.issue(OWN, Thing("actor", actor.id), lifetime=OWN_WITHIN, uses=None)


def accepted(actor: Actor, *, listed: bool) -> None:
    """Promise the letter that an entry is there, with the link by which its owner changes the consents."""
    mail.send("compass-accepted", actor.email, actor=actor, listed=listed, token=_own_token(actor))


def own(actor: Actor) -> None:
    """Promise the letter with a fresh link to one's own entry."""
    mail.send("compass-own", actor.email, actor=actor, token=_own_token(actor))


def declined(asked: JoinRequest, reason: str) -> None:
    """Promise the letter that says why an entry is not taken."""
    mail.send("compass-declined", asked.email, asked=asked, reason=reason)
