"""What every change of this room does: hold the meeting alone, tell the index and all pages that show it."""

from __future__ import annotations

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from core import indexing, versions
from core.db import db
from core.errors import NotThere, Refused
from core.things import Thing
from dialogues import queries
from dialogues.models import STATE_WORDS, Dialogue, Vision


def changed(*things: Thing) -> None:
    """Store what changed, then tell the index and the caches: pages of ideas show what became of them."""
    db.session.flush()
    for subject in ("dialogues", "ideas"):
        versions.up(subject)
    for thing in things:
        indexing.changed(thing)


def thing(row: Dialogue | Vision) -> Thing:
    """Return a meeting or a vision as the rest of the house points at it."""
    return Thing("vision" if isinstance(row, Vision) else "dialogue", row.id)


def mark(nonce: str) -> str | None:
    """Return what a row keeps of the form that made it; None for rows made without a form."""
    return hashlib.sha256(nonce.encode()).hexdigest() if nonce else None


def locked(number: int, version: int | None = None) -> Dialogue:
    """Return a meeting as it stands now, held until the end of the transaction; Refused when it changed since `version`.

    Everything that belongs to a meeting (impulses, theses, ranks of visions) changes only under this lock.
    """
    wanted = select(Dialogue).where(Dialogue.id == number).with_for_update(of=Dialogue)
    options = (selectinload(Dialogue.ideas), selectinload(Dialogue.theses))
    found = db.session.scalars(wanted.options(*options).execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotThere
    if version is not None and found.version != version:
        raise Refused(queries.meanwhile(thing(found), f"Das Treffen steht auf „{STATE_WORDS[found.state]}“."))
    return found


def locked_vision(number: int, version: int | None = None) -> Vision:
    """Return a vision as it stands now, its meeting held first; Refused when it changed since `version`."""
    place = db.session.scalars(select(Vision.dialogue_id).where(Vision.id == number)).one_or_none()
    if place is None:
        raise NotThere
    locked(place)
    wanted = select(Vision).where(Vision.id == number).with_for_update(of=Vision)
    options = (
        selectinload(Vision.ideas),
        selectinload(Vision.areas),
        selectinload(Vision.traits),
        selectinload(Vision.theses),
    )
    found = db.session.scalars(wanted.options(*options).execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotThere
    if version is not None and found.version != version:
        state = "Bitte schauen Sie die Vision noch einmal an."
        raise Refused(queries.meanwhile(thing(found), state))
    return found
