"""Contacts are written once, changed by their author, linked; what nobody took part in any more goes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from compass.contacts import queries
from compass.contacts.models import Contact, ContactLink, Occasion, Participant
from compass.erasing import ERASED
from compass.models import Actor
from core import clock, journal, versions
from core.accounts import Viewer
from core.db import db, stale
from core.errors import NotThere, Refused
from core.journal import Who
from core.links import digest
from core.rights import Right, allows
from core.things import Thing

MOST_PEOPLE = 50
MOST_LINKS = 20
HELD = "Dieser Eintrag ist eingeschränkt (Art. 18 DSGVO). Es darf nichts Neues dazu aufgeschrieben werden."


@dataclass(frozen=True)
class Draft:
    """What a contact says; held_on is an ISO day."""

    occasion: Occasion
    held_on: str
    text: str
    is_private: bool = False


def _note(verb: str, contact: Contact, who: Who) -> None:
    journal.note(verb, Thing("contact", contact.id), who)
    versions.up("compass.contacts")


def open_to_notes(actor_ids: Iterable[int]) -> None:
    """See to it that all these actors are there and not restricted."""
    wanted = set(actor_ids)
    found = db.session.execute(select(Actor.id, Actor.restricted_at).where(Actor.id.in_(wanted))).all()
    if not wanted or {number for number, _ in found} != wanted:
        raise NotThere
    if any(restricted_at for _, restricted_at in found):
        raise Refused(HELD)


def write(actor_ids: Iterable[int], draft: Draft, who: Who, nonce: str, thing: Thing | None = None) -> Contact:
    """Write a contact with somebody down, once per opened form; linked with a thing if one is named."""
    people = sorted(set(actor_ids))
    open_to_notes(people)
    if thing is not None:
        _there(thing)
    hashed = digest(nonce)
    made = Contact(author_id=who.account, written_at=clock.now(), nonce_hash=hashed, **vars(draft))
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        return db.session.scalars(select(Contact).where(Contact.nonce_hash == hashed)).one()
    db.session.add_all(Participant(contact_id=made.id, actor_id=number) for number in people[:MOST_PEOPLE])
    if thing is not None:
        db.session.add(ContactLink(contact_id=made.id, kind=thing.kind, thing_id=thing.id))
    _note("contact.written", made, who)
    return made


def noted(actor_ids: Iterable[int], text: str, who: Who, mark: str) -> Iterator[int]:
    """Write down for another wing (slot `compass.contacted`) that a letter went to somebody; once per mark."""
    draft = Draft(Occasion.MAIL, clock.today().isoformat(), text)
    yield write(actor_ids, draft, who, f"contacted:{mark}").id


def _locked(number: int, viewer: Viewer) -> Contact:
    """Return a contact, locked; a private one is not there for those who may not read it."""
    wanted = select(Contact).where(Contact.id == number).with_for_update()
    db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    return queries.one(number, viewer)


def change(number: int, draft: Draft, viewer: Viewer, version: int | None) -> Contact:
    """Put other words in one's own contact; Refused for another's, or when it changed meanwhile."""
    contact = _locked(number, viewer)
    if contact.author_id != viewer.id:
        raise Refused("Einen Kontakt ändert, wer ihn aufgeschrieben hat. Schreiben Sie sonst einen neuen.")
    if contact.version != version:
        raise stale()
    now = Draft(contact.occasion, contact.held_on, contact.text, contact.is_private)
    if now != draft:
        for name, value in vars(draft).items():
            setattr(contact, name, value)
        contact.changed_at = clock.now()
        _note("contact.changed", contact, viewer.who)
    return contact


def remove(number: int, viewer: Viewer) -> None:
    """Delete a contact; Refused for another's without the right to private ones."""
    contact = _locked(number, viewer)
    if contact.author_id != viewer.id and not allows(viewer.role, Right.NETWORK_PRIVATE):
        raise Refused("Einen Kontakt löscht, wer ihn aufgeschrieben hat, oder die Verwaltung der Anlage.")
    _note("contact.removed", contact, viewer.who)
    db.session.delete(contact)


def bring(number: int, actor_id: int, viewer: Viewer) -> None:
    """Note that somebody else took part too; twice is once."""
    contact = _locked(number, viewer)
    open_to_notes([actor_id])
    if db.session.get(Participant, (number, actor_id)) is None:
        if _people(number) >= MOST_PEOPLE:
            raise Refused(f"Ein Kontakt hat höchstens {MOST_PEOPLE} Beteiligte.")
        db.session.add(Participant(contact_id=number, actor_id=actor_id))
        _note("contact.changed", contact, viewer.who)


def take_out(number: int, actor_id: int, viewer: Viewer) -> None:
    """Note that somebody did not take part; Refused for the last one."""
    contact = _locked(number, viewer)
    present = db.session.get(Participant, (number, actor_id))
    if present is not None:
        if _people(number) == 1:
            raise Refused("Jemand muss beteiligt sein. Sonst löschen Sie den Kontakt.")
        db.session.delete(present)
        _note("contact.changed", contact, viewer.who)


def _people(number: int) -> int:
    return db.session.scalar(select(func.count()).where(Participant.contact_id == number)) or 0


def link(number: int, thing: Thing, viewer: Viewer) -> None:
    """Link a contact with a thing of another room; twice is once."""
    contact = _locked(number, viewer)
    _there(thing)
    if db.session.get(ContactLink, (number, thing.kind, thing.id)) is None:
        if len(queries.linked([number])[number]) >= MOST_LINKS:
            raise Refused(f"Ein Kontakt hat höchstens {MOST_LINKS} Verknüpfungen.")
        db.session.add(ContactLink(contact_id=number, kind=thing.kind, thing_id=thing.id))
        _note("contact.changed", contact, viewer.who)


def unlink(number: int, thing: Thing, viewer: Viewer) -> None:
    """Take a link out."""
    contact = _locked(number, viewer)
    present = db.session.get(ContactLink, (number, thing.kind, thing.id))
    if present is not None:
        db.session.delete(present)
        _note("contact.changed", contact, viewer.who)


def _there(thing: Thing) -> None:
    if thing not in queries.titled([thing]):
        raise NotThere


def forget(actor_id: int) -> list[object]:
    """Delete contacts in which only this actor took part, take its name out of the others; yields nothing."""
    db.session.execute(delete(Contact).where(Contact.id.in_(queries.alone(actor_id))))
    db.session.expire_all()
    actor = db.session.get(Actor, actor_id)
    if actor is not None:
        name = re.compile(r"\s+".join(map(re.escape, actor.name.split())), re.IGNORECASE)
        for contact in queries.every(actor_id):
            if name.search(contact.text):
                contact.text = name.sub(ERASED, contact.text)
    versions.up("compass.contacts")
    return []


def purge() -> int:
    """Delete contacts whose participants are all gone; return how many."""
    left = select(Participant.contact_id)
    gone = db.session.execute(delete(Contact).where(Contact.id.not_in(left)))
    return int(gone.rowcount)  # type: ignore[attr-defined]  # a DELETE's result counts rows
