"""Attachments are taken once, shown or not file by file, described, deleted with their bytes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from core import clock, journal, versions
from core.db import after_commit, db, stale
from core.errors import NotThere, Refused
from core.journal import AUTHOR, HOUSE, Who
from core.things import Thing
from ideas.attachments import shelf
from ideas.attachments.models import ALT_LENGTH, MOST, Attachment, AttachmentKind, AttachmentState, Scan
from ideas.services.steps import locked
from ideas.stages import Stage

ENOUGH = f"Zu einer Idee gehen höchstens {MOST} Dateien. Löschen Sie bitte zuerst eine."


@dataclass(frozen=True)
class Kept:
    """A file whose bytes lie on the shelf: their folder, what they are, what the scanner said."""

    name: str
    kind: AttachmentKind
    size: int
    scan: Scan
    width: int = 0
    height: int = 0


def add(idea_id: int, kept: Kept, once: str, alt: str = "") -> Attachment | None:
    """Store the row of a kept file; None when this form has brought it before. Refused when the idea has enough."""
    idea = locked(idea_id)
    if idea.stage is Stage.WITHDRAWN:
        raise Refused("Diese Idee ist zurückgezogen. Dazu nehmen wir keine Dateien mehr.")
    if db.session.scalars(select(Attachment.id).where(Attachment.once == once)).first():
        return None
    if (db.session.scalar(select(func.count()).where(Attachment.idea_id == idea_id)) or 0) >= MOST:
        raise Refused(ENOUGH)
    made = Attachment(idea_id=idea_id, once=once, alt=alt.strip()[:ALT_LENGTH], sent_at=clock.now())
    made.name, made.kind, made.size, made.scan = kept.name, kept.kind, kept.size, kept.scan
    made.width, made.height, made.state = kept.width, kept.height, AttachmentState.WAITING
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        return None
    _noted(made, "received", AUTHOR)
    return made


def show(number: int, alt: str, who: Who, version: int) -> Attachment:
    """Let everybody see a file while its idea is published; a photo needs words for those who do not see it."""
    held = _held(number, version)
    if held.scan is Scan.OPEN:
        raise Refused("Die Prüfung auf Schadsoftware steht noch aus. Bis dahin darf niemand die Datei sehen.")
    if held.is_photo and not alt.strip():
        raise Refused("Bitte schreiben Sie auf, was auf dem Foto zu sehen ist. Nicht alle können es sehen.")
    held.alt, held.state = alt.strip()[:ALT_LENGTH], AttachmentState.SHOWN
    _noted(held, "shown", who)
    return held


def hide(number: int, alt: str, who: Who, version: int) -> Attachment:
    """Show a file to nobody (any more); its bytes stay until somebody deletes it."""
    held = _held(number, version)
    held.alt, held.state = alt.strip()[:ALT_LENGTH], AttachmentState.HIDDEN
    _noted(held, "hidden", who)
    return held


def describe(number: int, alt: str, who: Who, version: int) -> Attachment:
    """Write what is to be seen on a photo or to be read in a PDF."""
    held = _held(number, version)
    if held.is_photo and held.state is AttachmentState.SHOWN and not alt.strip():
        raise Refused("Ein Foto, das alle sehen, braucht eine Beschreibung.")
    held.alt = alt.strip()[:ALT_LENGTH]
    _noted(held, "described", who)
    return held


def delete(number: int, who: Who, version: int | None = None, idea_id: int | None = None) -> None:
    """Delete a file: the row now, its bytes with the commit. `idea_id` is the only idea an author may reach."""
    held = _held(number, version)
    if idea_id is not None and held.idea_id != idea_id:
        raise NotThere
    _go(held, who, "deleted")


def delete_all(idea_id: int, who: Who) -> None:
    """Delete every file of an idea: it was withdrawn."""
    wanted = select(Attachment).where(Attachment.idea_id == idea_id).order_by(Attachment.id).with_for_update()
    for held in db.session.scalars(wanted).all():
        _go(held, who, "deleted")


def scanned(number: int, *, clean: bool) -> None:
    """Note what the scanner said in the end; a file it refuses goes at once."""
    try:
        held = _held(number, None)
    except NotThere:
        return
    if clean:
        held.scan = Scan.CLEAN
    else:
        _go(held, HOUSE, "infected")


def _go(held: Attachment, who: Who, what: str) -> None:
    _noted(held, what, who)
    db.session.delete(held)
    db.session.flush()
    after_commit(partial(shelf.drop, held.name))


def _noted(held: Attachment, what: str, who: Who) -> None:
    db.session.flush()
    journal.note(f"attachment.{what}", Thing("idea", held.idea_id), who, number=held.id)
    versions.up("ideas")


def _held(number: int, version: int | None) -> Attachment:
    """Return an attachment held until the end of the transaction; refused when somebody changed it meanwhile."""
    wanted = select(Attachment).where(Attachment.id == number).with_for_update()
    held = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if held is None:
        raise NotThere
    if version is not None and held.version != version:
        raise stale()
    return held
