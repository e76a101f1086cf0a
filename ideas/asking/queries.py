"""Every read of questions to authors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import Select, select

from core import clock, texts, versions
from core.db import db
from core.errors import NotThere
from ideas.asking.models import Inquiry
from ideas.models import Idea, Step
from ideas.stages import ASKABLE, Stage

WAITS = frozenset({Stage.RECEIVED, Stage.QUESTION})
"""While an idea stands so, an answer still helps."""
BESIDE = ASKABLE - WAITS
"""While a published idea stands so, the question stands beside its stage, and our next step ends the question."""
ADDS = frozenset({Stage.RECEIVED, Stage.PUBLISHED})
"""While an idea stands so, an answer may come below its text; later others have worked with the text."""
AT_ONCE = 200


def asked() -> frozenset[int]:
    """Return which ideas were ever asked back about; counted once per change of the Ideenspeicher."""
    return versions.cached("ideas", _asked_ideas)


def _asked_ideas() -> frozenset[int]:
    return frozenset(db.session.scalars(select(Inquiry.idea_id)))


def of_idea(idea_id: int) -> list[Inquiry]:
    """Return an idea's questions, newest first."""
    wanted = select(Inquiry).where(Inquiry.idea_id == idea_id).order_by(Inquiry.asked_at.desc(), Inquiry.id.desc())
    return list(db.session.scalars(wanted))


def newest(idea_id: int, *, held: bool = False) -> Inquiry:
    """Return the last question about an idea, with `held` until the end of the transaction; NotThere without one."""
    wanted = select(Inquiry).where(Inquiry.idea_id == idea_id).order_by(Inquiry.asked_at.desc(), Inquiry.id.desc())
    if held:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = db.session.scalars(wanted.limit(1)).one_or_none()
    if found is None:
        raise NotThere
    return found


def days_to_answer() -> int:
    """Return how many days an author has, unless the office says another day; the city sets it."""
    return _number("asking.days", 14)


def reminder_days() -> int:
    """Return how many days before the last one the author is reminded."""
    return _number("asking.remind", 3)


def _number(key: str, otherwise: int) -> int:
    said = texts.raw(key).strip()
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 4 else otherwise  # noqa: PLR2004 - a slip in the text must not break pages


def answer_by() -> date:
    """Return the day proposed for an answer."""
    return clock.today() + timedelta(days=days_to_answer())


def to_remind() -> Sequence[Inquiry]:
    """Return open questions whose day is near and whose author was not reminded yet, oldest first."""
    near = (clock.today() + timedelta(days=reminder_days())).isoformat()
    wanted = _open().where(Inquiry.reminded_at.is_(None), Inquiry.answer_by_on <= near)
    wanted = wanted.where(Inquiry.answer_by_on >= clock.today().isoformat())
    return db.session.scalars(wanted.where(Inquiry.asked_at < clock.now() - timedelta(days=1))).all()


def lapsed() -> Sequence[Inquiry]:
    """Return open questions whose day is over, oldest first."""
    return db.session.scalars(_open().where(Inquiry.answer_by_on < clock.today().isoformat())).all()


def _open() -> Select[Inquiry]:
    waiting = select(Inquiry).join(Idea, Idea.id == Inquiry.idea_id)
    since = select(Step.id).where(Step.idea_id == Idea.id, Step.at > Inquiry.asked_at).exists()
    stands = (Idea.stage == Stage.QUESTION) | (Idea.stage.in_(BESIDE) & ~since)
    waiting = waiting.where(Inquiry.closed_at.is_(None), stands)
    return waiting.order_by(Inquiry.answer_by_on, Inquiry.id).limit(AT_ONCE)


def is_open(inquiry: Inquiry, idea: Idea) -> bool:
    """Tell whether an answer would still help: none came yet and the office has not decided."""
    if inquiry.answered_at is not None:
        return False
    return idea.stage in WAITS or (idea.stage in BESIDE and not _stepped_since(inquiry))


def _stepped_since(inquiry: Inquiry) -> bool:
    """Tell whether the office went on with the idea after it had asked."""
    later = select(Step.id).where(Step.idea_id == inquiry.idea_id, Step.at > inquiry.asked_at)
    return db.session.scalar(later.limit(1)) is not None
