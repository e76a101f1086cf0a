"""Changes of the D.I.V. as a body: set up once, said in words, joined with its entry in the network, members.

Once the body stands in the network, members and deputies are ties of that entry and nothing else (docs/decisions/0020).
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from compass import queries as compass
from compass import services as network
from compass.models import ActorKind, Sector, TieKind
from compass.roles import queries as roles
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


def join_network(who: Who, actor_id: int | None = None) -> Assembly:
    """Let the body stand in the network, as the entry given or as a new one; our own list of members becomes its ties.

    One that stands there already stays as it is; Refused where the entry is no body, NotThere where there is none.
    """
    body = _locked()
    if body.actor_id is not None:
        return body
    if actor_id is None:
        draft = network.ActorDraft(body.name, ActorKind.BODY, Sector.ADMINISTRATION, about=body.about)
        actor_id = network.add(draft, who).id
    entry = compass.actors([actor_id]).get(actor_id)
    if entry is None:
        raise NotThere
    if entry.kind is not ActorKind.BODY:
        raise Refused("Dieser Eintrag im Netzwerk ist kein Gremium.")
    members = list(
        db.session.scalars(select(Membership).where(Membership.assembly_id == body.id).order_by(Membership.id))
    )
    for one in members:
        network.tie(one.actor_id, actor_id, TieKind.MEMBER_OF, who, since_on=one.since_on)
        db.session.delete(one)
    body.actor_id = actor_id
    db.session.flush()
    journal.note("assembly.networked", Thing("assembly", body.id), who)
    versions.up("dialogues")
    return body


def _sits(body_actor: int, actor_id: int) -> list[int]:
    """Return the ties by which an actor is a member of the body today."""
    seats = roles.seats(body_actor, public=False)
    return [one.tie_id for one in seats if one.actor_id == actor_id and not (one.is_deputy or one.ended)]


def add_member(actor_id: int, who: Who) -> None:
    """Let an actor join the body; who is in already stays; NotThere for unknown actors."""
    body = _locked()
    if actor_id not in compass.actors([actor_id]):
        raise NotThere
    if body.actor_id is None:
        _list_member(body, actor_id, who)
    elif not _sits(body.actor_id, actor_id):
        network.tie(actor_id, body.actor_id, TieKind.MEMBER_OF, who, since_on=clock.today().isoformat())
        versions.up("dialogues")


def _list_member(body: Assembly, actor_id: int, who: Who) -> None:
    """Put an actor on our own list, while the body does not stand in the network."""
    wanted = select(Membership).where(Membership.assembly_id == body.id, Membership.actor_id == actor_id)
    if db.session.scalars(wanted).one_or_none() is not None:
        return
    member = Membership(assembly_id=body.id, actor_id=actor_id, since_on=clock.today().isoformat())
    try:
        with db.session.begin_nested():
            db.session.add(member)
    except IntegrityError:  # the actor was deleted meanwhile
        raise NotThere from None
    journal.note("assembly.joined", Thing("actor", actor_id), who)
    versions.up("dialogues")


def remove_member(actor_id: int, who: Who) -> None:
    """Take an actor out of the body, in the network with today as the last day; who is out already stays out."""
    body = _locked()
    if body.actor_id is not None:
        for tie_id in _sits(body.actor_id, actor_id):
            network.end_tie(tie_id, who)
        versions.up("dialogues")
        return
    wanted = select(Membership).where(Membership.assembly_id == body.id, Membership.actor_id == actor_id)
    present = db.session.scalars(wanted).one_or_none()
    if present is None:
        return
    db.session.delete(present)
    journal.note("assembly.left", Thing("actor", actor_id), who)
    db.session.flush()
    versions.up("dialogues")
