"""Every read of answers: those of one idea, which ideas have any, drafts for many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from core import texts, versions
from core.db import db
from core.errors import NotThere
from ideas.answering.models import Batch, Member, Reply
from ideas.models import Idea

MOST_BATCHES = 50


@dataclass(frozen=True)
class Known:
    """Which ideas have an answer, and the answers that stand beside a stage: idea: (when, sentence)."""

    answered: frozenset[int]
    beside: dict[int, tuple[tuple[datetime, str], ...]]


@dataclass(frozen=True)
class Draft:
    """A draft in the office's list: its sentence, how many ideas it is for, how many are answered, left out."""

    batch: Batch
    ideas: int
    given: int

    @property
    def waiting(self) -> int:
        """How many ideas are not answered yet."""
        return self.ideas - self.given


def known() -> Known:
    """Return which ideas were answered; counted once per change of the Ideenspeicher."""
    return versions.cached("ideas", _known_replies)


def _known_replies() -> Known:
    rows = db.session.execute(select(Reply.idea_id, Reply.stage, Reply.given_at, Reply.short).order_by(Reply.id)).all()
    beside: dict[int, tuple[tuple[datetime, str], ...]] = defaultdict(tuple)
    for number, stage, at, short in rows:
        if stage is None:
            beside[number] += ((at, short),)
    return Known(frozenset(row[0] for row in rows), dict(beside))


def of_idea(idea_id: int) -> list[Reply]:
    """Return an idea's answers, newest first."""
    wanted = select(Reply).where(Reply.idea_id == idea_id).order_by(Reply.given_at.desc(), Reply.id.desc())
    return list(db.session.scalars(wanted))


def words(ids: Sequence[int]) -> list[tuple[int, str]]:
    """Return the answers of ideas as they stand now, each as one text, for the search."""
    wanted = select(Reply.idea_id, Reply.role, Reply.short, Reply.text).where(Reply.idea_id.in_(ids))
    found = db.session.execute(wanted.order_by(Reply.idea_id, Reply.id))
    return [(number, f"{role}\n{short}\n{text}") for number, role, short, text in found]


def with_earlier(idea_id: int) -> list[Reply]:
    """Return an idea's answers with their earlier wordings, for the office."""
    wanted = select(Reply).where(Reply.idea_id == idea_id).options(selectinload(Reply.earlier))
    return list(db.session.scalars(wanted.order_by(Reply.given_at.desc(), Reply.id.desc())))


def one(idea_id: int, reply_id: int) -> Reply:
    """Return one answer of an idea; NotThere when it belongs to another."""
    found = db.session.scalars(select(Reply).where(Reply.id == reply_id, Reply.idea_id == idea_id)).one_or_none()
    if found is None:
        raise NotThere
    return found


def locked(reply_id: int) -> Reply:
    """Return an answer held until the end of the transaction."""
    wanted = select(Reply).where(Reply.id == reply_id).with_for_update()
    found = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotThere
    return found


def roles() -> list[str]:
    """Return in whose name the city may answer: the lines of a text the city edits."""
    lines = (line.strip()[:120] for line in texts.text("answering.roles").splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def titled(idea_id: int) -> Idea:
    """Return an idea for its title."""
    found = db.session.get(Idea, idea_id)
    if found is None:
        raise NotThere
    return found


def batch(number: int) -> Batch:
    """Return a draft."""
    found = db.session.get(Batch, number)
    if found is None:
        raise NotThere
    return found


def locked_batch(number: int) -> Batch:
    """Return a draft held until the end of the transaction."""
    wanted = select(Batch).where(Batch.id == number).options(selectinload(Batch.members)).with_for_update(of=Batch)
    found = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotThere
    return found


def members(batch_id: int) -> Sequence[Member]:
    """Return the ideas of a draft in the order of their numbers, at most a hundred."""
    return db.session.scalars(select(Member).where(Member.batch_id == batch_id).order_by(Member.idea_id)).all()


def member(batch_id: int, idea_id: int) -> Member:
    """Return one idea of a draft."""
    wanted = select(Member).where(Member.batch_id == batch_id, Member.idea_id == idea_id)
    found = db.session.scalars(wanted).one_or_none()
    if found is None:
        raise NotThere
    return found


def drafts() -> list[Draft]:
    """Return the newest drafts, those that wait first."""
    counted = select(Member.batch_id, func.count(), func.count(Member.given_at)).group_by(Member.batch_id)
    numbers = {batch_id: (ideas, given) for batch_id, ideas, given in db.session.execute(counted)}
    found = db.session.scalars(select(Batch).order_by(Batch.made_at.desc(), Batch.id.desc()).limit(MOST_BATCHES))
    listed = [Draft(one, *numbers.get(one.id, (0, 0))) for one in found]
    return sorted(listed, key=lambda draft: draft.waiting == 0)


def waiting_drafts() -> int:
    """Return how many drafts hold an unpublished answer."""
    wanted = select(func.count(Member.batch_id.distinct())).where(Member.given_at.is_(None))
    return db.session.scalar(wanted) or 0
