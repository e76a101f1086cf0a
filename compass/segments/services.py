"""A segment is kept, changed and dropped; an actor gets tags."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from compass import services as actors
from compass.models import TAG_LENGTH, Actor, Tag, actor_tag
from compass.segments import queries
from compass.segments.models import Segment
from core import clock, journal
from core.db import db, stale
from core.errors import Refused
from core.journal import Who
from core.links import digest
from core.rows import fold
from core.things import Thing

TAKEN = "Ein Segment mit diesem Namen haben Sie schon. Bitte nehmen Sie einen anderen Namen."
EMPTY = "Es ist kein Filter gesetzt. Wählen Sie zuerst einen Filter, dann können Sie ihn speichern."
Pairs = Sequence[tuple[str, str]]


def keep(account: int, name: str, pairs: Pairs, *, for_all: bool, nonce: str) -> Segment:
    """Keep filters under a name, once per opened form; Refused without any or with too many segments."""
    if not pairs:
        raise Refused(EMPTY)
    hashed = digest(nonce)
    present = db.session.scalars(select(Segment).where(Segment.nonce_hash == hashed)).one_or_none()
    if present is not None:
        return present
    mine = select(func.count()).select_from(Segment).where(Segment.account_id == account)
    if (db.session.scalar(mine) or 0) >= queries.MOST:
        raise Refused(f"Sie haben schon {queries.MOST} Segmente. Bitte löschen Sie zuerst eines.")
    made = Segment(account_id=account, name=name, key=name.casefold(), for_all=for_all)
    made.pairs, made.made_at, made.nonce_hash = [list(pair) for pair in pairs], clock.now(), hashed
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        present = db.session.scalars(select(Segment).where(Segment.nonce_hash == hashed)).one_or_none()
        if present is None:
            raise Refused(TAKEN) from None
        return present
    return made


def rename(number: int, account: int, name: str, *, for_all: bool, version: int | None) -> None:
    """Give a segment another name, or another audience; taken from the others it belongs to who took it."""
    found = _seen(number, account, version)
    try:
        with db.session.begin_nested():
            found.name, found.key = name, name.casefold()
            if not for_all and found.account_id is None:
                found.account_id = account
            found.for_all = for_all
    except IntegrityError:
        raise Refused(TAKEN) from None


def narrow(number: int, account: int, pairs: Pairs, version: int | None) -> Segment:
    """Let a segment hold other filters."""
    if not pairs:
        raise Refused(EMPTY)
    found = _seen(number, account, version)
    found.pairs = [list(pair) for pair in pairs]
    return found


def _seen(number: int, account: int, version: int | None) -> Segment:
    found = queries.one(number, account)
    if found.version != version:
        raise stale()
    return found


def drop(number: int, account: int) -> None:
    """Delete a segment."""
    db.session.delete(queries.one(number, account))


def set_tags(actor_id: int, words: Sequence[str], who: Who) -> None:
    """Give an actor these tags and no others."""
    actor = actors.locked(actor_id)
    wanted = {tag(word).id for word in words}
    present = {one.id for one in queries.tags(actor_id)}
    if wanted == present:
        return
    same = (actor_tag.c.actor_id == actor_id, actor_tag.c.tag_id.in_(present - wanted))
    db.session.execute(delete(actor_tag).where(*same))
    rows = [{"actor_id": actor_id, "tag_id": number} for number in sorted(wanted - present)]
    if rows:
        db.session.execute(insert(actor_tag), rows)
    _noted(actor, who)


def _noted(actor: Actor, who: Who) -> None:
    actor.changed_at = clock.now()
    journal.note("actor.labelled", Thing("actor", actor.id), who)
    actors.changed(actor.id)


def tag(name: str) -> Tag:
    """Return a tag by its name, whatever its case; made when nobody used it before."""
    wanted = select(Tag).where(Tag.key == fold(name)[: TAG_LENGTH * 2])
    present = db.session.scalars(wanted).one_or_none()
    if present is not None:
        return present
    try:
        with db.session.begin_nested():
            made = Tag(name=name)
            db.session.add(made)
    except IntegrityError:
        return db.session.scalars(wanted).one()
    return made
