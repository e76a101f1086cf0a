"""Mein Eintrag: what somebody does with the own entry by link. Changes count at once; the office sees them in a list.

A new e-mail counts once it is confirmed there. Asked for a new link, the house says the same whether it knows an address
or not: the answer only promises to look, and the worker, which nobody can time, looks and writes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, select

from compass import erasing, letters, services
from compass.models import CONTACT_WORDS, Actor, ContactKind, EmailChange, OwnChange
from compass.queries import own
from core import clock, journal, limits, links, mail, outbox, versions
from core.db import db, writing
from core.errors import NotThere
from core.journal import AUTHOR, Who
from core.things import Thing

CHANNEL = "eigener Link"
WANTED = "compass.link_wanted"
KEPT = timedelta(days=90)
EMAIL = CONTACT_WORDS[ContactKind.EMAIL]
NEW_A_DAY = 5
"""New addresses that one entry may name a day: each of them gets a letter."""
MOST_ENTRIES = 5
"""Entries of one address that get a letter each."""
LONGEST = 300


def change(number: int, said: Mapping[str, Any], news: Sequence[tuple[str, str, str]], version: int) -> bool:
    """Let an entry say what its owner says; `news` are label, before and after of what is another one now.

    What is the office's own (sector, marks, note, source) stays. A new e-mail waits until it is confirmed there; False
    when no letter can go to it today. Refused when the entry changed since `version`.
    """
    actor = services.locked(number)
    email = str(said.get("email") or actor.email)
    moves = email.casefold() != actor.email.casefold()
    if moves:
        said, news = {**said, "email": actor.email}, [row for row in news if row[0] != EMAIL]
    if news:
        plain = {name: getattr(actor, name) for name in services.PLAIN}
        actor = services.change(number, services.ActorDraft(**{**plain, **said}), AUTHOR, version)
        _told_office(number, news)
    actor.checked_at = clock.now()
    return _want_email(actor, email) if moves else True


def _told_office(number: int, news: Sequence[tuple[str, str, str]]) -> None:
    rows = [{"field": label, "before": old[:LONGEST], "after": new[:LONGEST]} for label, old, new in news]
    db.session.add(OwnChange(actor_id=number, at=clock.now(), said=rows))
    versions.up(own.SUBJECT)


def _want_email(actor: Actor, email: str) -> bool:
    """Keep a new address until it is confirmed; letters go to it and to the old one."""
    if not limits.hit("own-email", str(actor.id), NEW_A_DAY, timedelta(days=1)) or mail.limited(email):
        return False
    drop_email(actor.id)
    token = letters.new_email(actor, email)
    kept = EmailChange(actor_id=actor.id, email=email, link_hash=links.digest(token), asked_at=clock.now())
    db.session.add(kept)
    journal.note("actor.email_wanted", services.thing(actor), AUTHOR)
    return True


def drop_email(number: int) -> None:
    """Forget a new address that waits to be confirmed, with its link."""
    links.revoke(letters.NEW_EMAIL, Thing("actor", number))
    db.session.execute(delete(EmailChange).where(EmailChange.actor_id == number))


def take_email(number: int, token: str) -> None:
    """Let a new address count, confirmed by the link that went to it; NotThere when another one is meant by now."""
    services.locked(number)
    kept = own.new_email(number)
    if kept is None or kept.link_hash != links.digest(token):
        raise NotThere
    before, email = services.move_email(number, kept.email, AUTHOR), kept.email
    db.session.delete(kept)
    _told_office(number, [(EMAIL, before, email)])


def confirm(number: int, who: Who = AUTHOR) -> None:
    """Note that an entry is still right."""
    actor = services.locked(number)
    actor.checked_at = clock.now()
    journal.note("actor.checked", services.thing(actor), who)
    versions.up("compass")


def told(number: int) -> None:
    """Note that somebody took the answer after Art. 15 GDPR from the own page."""
    journal.note("actor.own_told", services.thing(services.locked(number)), AUTHOR)


def end_links(number: int) -> None:
    """End every link to an entry, this one too, and a new address that waits; send a fresh link to its address."""
    actor = services.locked(number)
    links.revoke(letters.OWN, services.thing(actor))
    drop_email(number)
    journal.note("actor.links_ended", services.thing(actor), AUTHOR)
    if actor.email and not mail.limited(actor.email):
        letters.own(actor)


def erase(number: int) -> None:
    """Take out everything about an entry, at its owner's wish; Refused while something holds."""
    erasing.erase(number, AUTHOR)


def want_link(email: str) -> None:
    """Promise to look whether an address is known; an address that had its letters of the day gets no more."""
    if not mail.limited(email):
        outbox.promise(WANTED, {"email": email})


def deliver(_: int, payload: dict[str, Any]) -> None:
    """Send the link to every entry of an address; links sent before stay, or strangers could end them."""
    with writing():
        same = func.lower(Actor.email) == str(payload["email"]).strip().lower()
        for actor in db.session.scalars(select(Actor).where(same).order_by(Actor.id).limit(MOST_ENTRIES)):
            letters.own(actor, alone=False)
            journal.note("actor.link_sent", services.thing(actor), AUTHOR)


def seen(number: int) -> None:
    """Take a change off the list: the office has seen it."""
    found = db.session.get(OwnChange, number)
    if found is None:
        raise NotThere
    db.session.delete(found)
    versions.up(own.SUBJECT)


def purge() -> int:
    """Delete changes that nobody looked at for three months, and new addresses that nobody confirmed; return how many."""
    late = delete(EmailChange).where(EmailChange.asked_at < clock.now() - letters.CONFIRM_WITHIN)
    forgotten = int(db.session.execute(late).rowcount)  # type: ignore[attr-defined]  # a DELETE's result counts rows
    gone = db.session.execute(delete(OwnChange).where(OwnChange.at < clock.now() - KEPT))
    number = int(gone.rowcount)  # type: ignore[attr-defined]  # a DELETE's result counts rows
    if number:
        versions.up(own.SUBJECT)
    return number + forgotten
