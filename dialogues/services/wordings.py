"""Wordings of a vision: every one is kept as a version, whoever writes, the office or the room on the projector."""

from __future__ import annotations

from sqlalchemy import func, select

from core import clock, journal
from core.db import db
from core.journal import Who
from dialogues.models import Vision, VisionVersion
from dialogues.services.changing import changed, locked_vision, thing


def _last(vision_id: int) -> VisionVersion | None:
    wanted = select(VisionVersion).where(VisionVersion.vision_id == vision_id)
    return db.session.scalars(wanted.order_by(VisionVersion.number.desc()).limit(1)).one_or_none()


def keep(vision: Vision, who: Who) -> None:
    """Keep the present wording as a version, unless it is the last one word for word."""
    db.session.flush()
    last = _last(vision.id)
    if last is not None and (last.title, last.text) == (vision.title, vision.text):
        return
    number = last.number + 1 if last else 1
    _add(vision, number, who.account)


def keep_first(vision: Vision) -> None:
    """Keep the wording of a vision that was written before wordings were kept, as its first version by nobody."""
    if not db.session.scalar(select(func.count()).where(VisionVersion.vision_id == vision.id)):
        _add(vision, 1, None)


def _add(vision: Vision, number: int, account: int | None) -> None:
    said = {"title": vision.title, "text": vision.text, "written_at": vision.written_at}
    db.session.add(VisionVersion(vision_id=vision.id, number=number, written_by=account, **said))
    db.session.flush()


def reword(number: int, title: str, text: str, who: Who, version: int | None = None) -> Vision:
    """Give a vision other words and leave all else as it is, as on the projector; the same words change nothing."""
    vision = locked_vision(number)
    if (title, text) == (vision.title, vision.text):
        return vision
    vision = locked_vision(number, version)
    keep_first(vision)
    vision.title, vision.text, vision.written_at = title, text, clock.now()
    keep(vision, who)
    journal.note("vision.changed", thing(vision), who)
    changed(thing(vision))
    return vision
