"""Every read of attachments: what everybody sees at an idea, what the author sent, what waits for the office."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager

from core import versions
from core.db import db
from core.errors import NotThere
from ideas.attachments.models import Attachment, AttachmentState, Scan
from ideas.models import Idea
from ideas.stages import Stage

MOST_WAITING = 100
AT_ONCE = 20


def shown(idea_id: int) -> Sequence[Attachment]:
    """Return what everybody may see at a published idea; no statement where there is nothing."""
    if idea_id not in versions.cached("ideas", _touched):
        return ()
    wanted = select(Attachment).where(Attachment.idea_id == idea_id, *_visible())  # type: ignore[arg-type]  # conditions
    return db.session.scalars(wanted.order_by(Attachment.id)).all()


def _visible() -> tuple[object, ...]:
    return (Attachment.state == AttachmentState.SHOWN, Attachment.scan != Scan.OPEN)


def _touched() -> frozenset[int]:
    """Return the ideas that have shown attachments."""
    return frozenset(db.session.scalars(select(Attachment.idea_id).where(*_visible()).distinct()))  # type: ignore[arg-type]  # conditions


def visible(number: int) -> Attachment:
    """Return an attachment that everybody may see now; NotThere for any other, and while its idea is not published."""
    wanted = select(Attachment).join(Attachment.idea).where(Attachment.id == number, Idea.published_at.is_not(None))
    found = db.session.scalars(wanted.where(*_visible())).one_or_none()  # type: ignore[arg-type]  # conditions
    if found is None:
        raise NotThere
    return found


def one(number: int) -> Attachment:
    """Return an attachment with its idea, for the office."""
    found = db.session.scalars(_with_idea().where(Attachment.id == number)).one_or_none()
    if found is None:
        raise NotThere
    return found


def of_idea(idea_id: int) -> Sequence[Attachment]:
    """Return all attachments of an idea, for its author and the office."""
    return db.session.scalars(select(Attachment).where(Attachment.idea_id == idea_id).order_by(Attachment.id)).all()


def _with_idea() -> Select[Attachment]:
    return select(Attachment).join(Attachment.idea).options(contains_eager(Attachment.idea))


def _to_decide() -> tuple[object, ...]:
    return (Attachment.state == AttachmentState.WAITING, Idea.stage != Stage.WITHDRAWN)


def waiting(limit: int = MOST_WAITING) -> Sequence[Attachment]:
    """Return attachments nobody has decided about, oldest first."""
    wanted = _with_idea().where(*_to_decide())  # type: ignore[arg-type]  # conditions
    return db.session.scalars(wanted.order_by(Attachment.sent_at, Attachment.id).limit(limit)).all()


def how_many_waiting() -> int:
    """Return how many attachments wait for a decision."""
    wanted = select(func.count()).select_from(Attachment).join(Attachment.idea)
    return db.session.scalar(wanted.where(*_to_decide())) or 0  # type: ignore[arg-type]  # conditions


def unscanned(after: int = 0) -> Sequence[Attachment]:
    """Return the next attachments that the scanner has not answered about."""
    wanted = select(Attachment).where(Attachment.scan == Scan.OPEN, Attachment.id > after)
    return db.session.scalars(wanted.order_by(Attachment.id).limit(AT_ONCE)).all()


def names() -> set[str]:
    """Return the folders that rows know: 32 characters each, read for the daily comparison only."""
    return set(db.session.scalars(select(Attachment.name)))
