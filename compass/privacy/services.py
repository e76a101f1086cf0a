"""Every change for somebody's rights: informed, answered, kept longer, restricted, freed."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from compass import keeping, services, telling, writing_to
from compass import queries as compass
from compass.models import Actor, Basis
from compass.privacy import informing, queries
from compass.privacy.models import PrivacyStep, StepKind
from core import clock, journal, mail, texts
from core.db import db
from core.errors import NotThere, Refused
from core.journal import HOUSE, Entry, Who
from core.things import Thing

AT_ONCE = 100
AGAIN_AFTER = timedelta(days=7)
SOON = timedelta(days=23)
"""Written down so long ago, a week is left."""
DUTIES = Thing("privacy", 0)
REMINDED = "privacy.reminded"


def _step(actor: Actor, kind: StepKind, who: Who, words: str = "", until_on: str = "") -> None:
    """Keep what was done, beside the journal, which holds no words of people."""
    step = PrivacyStep(actor_id=actor.id, kind=kind, at=clock.now(), account_id=who.account, words=words[:300])
    step.until_on = until_on
    db.session.add(step)
    journal.note(f"privacy.{kind.value}", services.thing(actor), who)
    services.changed(actor.id)


def _loaded(number: int) -> Actor:
    """Return an actor as its letter needs it, locked."""
    services.locked(number)
    options = [selectinload(part) for part in telling.PARTS]
    wanted = select(Actor).where(Actor.id == number).options(*options)
    return db.session.scalars(wanted.execution_options(populate_existing=True)).one()


def inform(number: int, who: Who) -> None:
    """Send the letter after Art. 14 GDPR; who knows already gets no second one."""
    actor = _loaded(number)
    if actor.informed_at is not None:
        return
    if not actor.email:
        raise Refused("Zu diesem Eintrag gibt es keine E-Mail-Adresse. Drucken Sie den Brief und schicken Sie ihn.")
    if writing_to.real_example(actor):
        raise Refused(writing_to.WHY)
    mail.send("compass-informed", actor.email, said=informing.letter(actor))
    actor.informed_at = clock.now()
    _step(actor, StepKind.INFORMED, who, "Brief per E-Mail")


def inform_all(who: Who) -> int:
    """Send the letter to all who wait for it and have an e-mail address, a hundred at once; return how many."""
    waiting = queries.uninformed(with_email=True, limit=AT_ONCE)
    for one in waiting:
        inform(one.actor.id, who)
    return len(waiting)


def informed(number: int, how: str, who: Who) -> None:
    """Note that somebody was informed another way: a printed letter, in person."""
    actor = services.locked(number)
    if actor.informed_at is None:
        actor.informed_at = clock.now()
        _step(actor, StepKind.INFORMED, who, how)


def told(number: int, form: str, who: Who) -> None:
    """Note that an answer after Art. 15 GDPR was made."""
    _step(services.locked(number), StepKind.TOLD, who, form)


def keep(number: int, reason: str, who: Who) -> None:
    """Keep an entry for as many years more as its basis allows, for a reason."""
    actor = services.locked(number)
    if not reason.strip():
        raise Refused("Bitte schreiben Sie, warum.")
    if actor.basis is Basis.CONSENT and not compass.standing(actor):
        raise Refused(
            "Dieser Eintrag beruht auf einer Einwilligung, aber keine gilt. Tragen Sie eine neue ein, ändern Sie die "
            "Grundlage oder löschen Sie den Eintrag."
        )
    number_of_years = keeping.years(actor.basis)
    if number_of_years is None:
        raise Refused("Dieser Eintrag hat keine Frist.")
    actor.keep_until_on = keeping.later(clock.today(), number_of_years).isoformat()
    _step(actor, StepKind.KEPT, who, reason, actor.keep_until_on)


def restrict(number: int, reason: str, who: Who) -> None:
    """Only keep an entry from now on (Art. 18 GDPR): not shown, not matched, not invited, in no list."""
    actor = services.locked(number)
    if actor.restricted_at is None:
        actor.restricted_at = clock.now()
        _step(actor, StepKind.RESTRICTED, who, reason)


def free(number: int, who: Who) -> None:
    """End a restriction; what was agreed to counts again."""
    actor = services.locked(number)
    if actor.restricted_at is None:
        raise NotThere
    actor.restricted_at = None
    _step(actor, StepKind.FREED, who)


def remind() -> int:
    """Write to the office, once a week at most, when somebody's month ends within a week; numbers only, no names.

    Returns how many have to be informed by then.
    """
    near = queries.how_many_uninformed(clock.now() - SOON)
    if not near or _reminded_lately():
        return 0
    late = queries.how_many_uninformed(clock.now() - timedelta(days=31))
    mail.send("compass-inform-reminder", texts.text("office.email"), near=near, late=late)
    journal.note(REMINDED, DUTIES, HOUSE)
    return near


def _reminded_lately() -> bool:
    since = clock.now() - AGAIN_AFTER + timedelta(hours=1)
    wanted = select(Entry.id).where(Entry.kind == DUTIES.kind, Entry.thing_id == DUTIES.id, Entry.at > since).limit(1)
    return db.session.scalar(wanted) is not None
