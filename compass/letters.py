"""Letters of the Netzwerkkompass: confirm an address, an entry is there, an entry is not taken, the link to one's own entry.

A link to one's own entry lives for some weeks (a number among the texts); every letter brings a fresh one.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from compass.models import Actor, JoinRequest
from core import clock, links, mail, texts
from core.things import Thing

CONFIRM = "compass.confirm"
OWN = "compass.own"
NEW_EMAIL = "compass.new_email"
CONFIRM_WITHIN = timedelta(hours=48)


def own_within() -> timedelta:
    """Return how long a link to one's own entry lives."""
    return timedelta(days=int(texts.text("compass.own_days")))


def confirm(asked: JoinRequest) -> None:
    """Promise the letter that asks whether an address is right; only so many a day go to one address."""
    if mail.limited(asked.email):
        return
    token = links.issue(CONFIRM, Thing("join_request", asked.id), lifetime=CONFIRM_WITHIN)
    mail.send("compass-confirm", asked.email, asked=asked, token=token)


def send_own(letter: str, actor: Actor, **more: bool) -> None:
    """Promise a letter to somebody of the network, with a fresh link to the own entry and the day on which it ends."""
    within = own_within()
    token = links.issue(OWN, Thing("actor", actor.id), lifetime=within, uses=None)
    until = clock.day_in_words(clock.local(clock.now() + within))
    known: dict[str, Any] = {"actor": actor, "token": token, "until": until, **more}
    mail.send(letter, actor.email, **known)


def accepted(actor: Actor, *, listed: bool) -> None:
    """Promise the letter that an entry is there, with the link by which its owner changes it."""
    send_own("compass-accepted", actor, listed=listed)


def own(actor: Actor, *, alone: bool = True) -> None:
    """Promise the letter with a fresh link to one's own entry; `alone` says that links sent before have ended."""
    send_own("compass-own", actor, alone=alone)


def new_email(actor: Actor, email: str) -> str:
    """Promise the letter that asks at a new address whether it is right, and tell the old one; return the link's token.

    Links sent for another new address end.
    """
    thing = Thing("actor", actor.id)
    links.revoke(NEW_EMAIL, thing)
    token = links.issue(NEW_EMAIL, thing, lifetime=CONFIRM_WITHIN)
    mail.send("compass-email-new", email, actor=actor, token=token)
    if actor.email:
        mail.send("compass-email-changed", actor.email, actor=actor)
    return token


def declined(asked: JoinRequest, reason: str) -> None:
    """Promise the letter that says why an entry is not taken."""
    mail.send("compass-declined", asked.email, asked=asked, reason=reason)
