"""Changes of the D.I.V. as a body: set up once, said in words, members from the network."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from compass import queries as compass
from core import clock, journal, versions
from core.db import db
from core.errors import NotThere, Refused
from core.journal import Who
from core.things import Thing
from dialogues import queries
from dialogues.models import Assembly, Membership

NAME = "D.I.V."


def found(who: Who, name: str = NAME, about: str = "") -> Assembly:
    """Set up the body; a second time returns the one that is there."""
    versions.turn("dialogues")  # the second of two waits here and then finds the first one's row
    present = queries.assembly()
    if present is not None:
        return present
    made = Assembly(name=name, about=about)
    db.session.add(made)
    db.session.flush()
    journal.note("assembly.founded", Thing("assembly", made.id), who)
    return made


def _locked(version: int | None = None) -> Assembly:
    wanted = select(Assembly).order_by(Assembly.id).limit(1).with_for_update()
    present = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if present is None:
        raise NotThere
    if version is not None and present.version != version:
        raise Refused(queries.meanwhile(Thing("assembly", present.id), "Bitte laden Sie die Seite neu."))
    return present


def describe(name: str, about: str, who: Who, version: int) -> Assembly:
    """Let the body have another name or say something else about itself."""
    body = _locked(version)
    body.name, body.about = name, about
    journal.note("assembly.changed", Thing("assembly", body.id), who)
    versions.up("dialogues")
    return body


def add_member(actor_id: int, who: Who) -> Membership:
    """Let an actor join the body; who is in already stays; NotThere for unknown actors."""
    body = _locked()
    if actor_id not in compass.actors([actor_id]):
        raise NotThere
    wanted = select(Membership).where(Membership.assembly_id == body.id, Membership.actor_id == actor_id)
    present = db.session.scalars(wanted).one_or_none()
    if present is not None:
        return present
    member = Membership(assembly_id=body.id, actor_id=actor_id, since_on=clock.today().isoformat())
    try:
        with db.session.begin_nested():
            db.session.add(member)
    except IntegrityError:  # the actor was deleted meanwhile
        raise NotThere from None
    journal.note("assembly.joined", Thing("actor", actor_id), who)
    versions.up("dialogues")
    return member


def remove_member(actor_id: int, who: Who) -> None:
    """Take an actor out of the body; who is out already stays out."""
    body = _locked()
    wanted = select(Membership).where(Membership.assembly_id == body.id, Membership.actor_id == actor_id)
    present = db.session.scalars(wanted).one_or_none()
    if present is None:
        return
    db.session.delete(present)
    journal.note("assembly.left", Thing("actor", actor_id), who)
    db.session.flush()
    versions.up("dialogues")
