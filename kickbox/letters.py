"""Letters to innovators: confirm the address, accepted with their own link, declined with the reason, ended."""

from __future__ import annotations

from datetime import timedelta

from core import clock, links, mail
from core.things import Thing
from kickbox import call
from kickbox.models import Box

CONFIRM = "kickbox.confirm"
OWN = "kickbox.own"
CONFIRM_WITHIN = timedelta(hours=48)
OWN_FOR = timedelta(days=730)


def confirm(box: Box) -> None:
    """Promise the letter that asks whether an address is right."""
    token = links.issue(CONFIRM, Thing("box", box.id), lifetime=CONFIRM_WITHIN)
    mail.send("kickbox-confirm", box.email, box=box, token=token)


def own(box: Box, first_on: str = "") -> None:
    """Promise the letter with the innovator's own link; the links sent before end with it. `first_on` is a day in words."""
    if not box.email:
        return
    links.revoke(OWN, Thing("box", box.id))
    token = links.issue(OWN, Thing("box", box.id), lifetime=OWN_FOR, uses=None)
    mail.send("kickbox-own", box.email, box=box, token=token, first_on=first_on)


def declined(box: Box, reason: str, keep_days: int) -> None:
    """Promise the letter with the reason; it says when the application will be deleted."""
    mail.send("kickbox-declined", box.email, box=box, reason=reason, keep_days=keep_days)


def ended(box: Box, kept_for: timedelta) -> None:
    """Promise the letter at the end; it says when name and address will be deleted."""
    if box.email:
        mail.send("kickbox-ended", box.email, box=box, gone_on=clock.day_in_words(clock.today() + kept_for))


def received(box: Box) -> None:
    """Promise the letter that an application is confirmed and until when it will be answered."""
    until = clock.day_in_words(clock.today() + timedelta(days=call.answer_days()))
    mail.send("kickbox-received", box.email, box=box, until=until)
