"""Every read of school mode: classes, their ideas, what a teacher asked."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, raiseload

from core.db import db
from core.errors import NotThere
from ideas.models import Idea
from ideas.school.models import SchoolClass, SchoolIdea
from ideas.stages import Stage

SHOWN = 50
ON_THE_WALL = 300


def by_code(code: str) -> SchoolClass | None:
    """Return the class of a code."""
    return db.session.scalars(select(SchoolClass).where(SchoolClass.code == code)).one_or_none()


def named(name: str) -> SchoolClass | None:
    """Return the class of this name."""
    return db.session.scalars(select(SchoolClass).where(SchoolClass.name == name)).one_or_none()


def one(number: int) -> SchoolClass:
    """Return one class."""
    found = db.session.get(SchoolClass, number)
    if found is None:
        raise NotThere
    return found


def classes() -> list[tuple[SchoolClass, int]]:
    """Return the newest classes, each with how many ideas it handed in."""
    counted = select(SchoolIdea.class_id, func.count().label("number")).group_by(SchoolIdea.class_id).subquery()
    wanted = select(SchoolClass, func.coalesce(counted.c.number, 0)).outerjoin(
        counted, counted.c.class_id == SchoolClass.id
    )
    found = db.session.execute(wanted.order_by(SchoolClass.until_on.desc(), SchoolClass.id.desc()).limit(SHOWN))
    return [(row[0], row[1]) for row in found]


def wall(class_id: int) -> Sequence[SchoolIdea]:
    """Return a class's ideas, newest first; what a child took back is not among them."""
    wanted = select(SchoolIdea).join(Idea).where(SchoolIdea.class_id == class_id, Idea.stage != Stage.WITHDRAWN)
    wanted = wanted.options(joinedload(SchoolIdea.idea), raiseload("*"))
    return db.session.scalars(wanted.order_by(SchoolIdea.id.desc()).limit(ON_THE_WALL)).all()


def of_class(class_id: int, idea_id: int) -> SchoolIdea:
    """Return one idea of a class, held until the end of the transaction; NotThere when it is another's or taken back."""
    wanted = select(SchoolIdea).where(SchoolIdea.class_id == class_id, SchoolIdea.idea_id == idea_id)
    wanted = wanted.options(joinedload(SchoolIdea.idea), raiseload("*")).with_for_update(of=SchoolIdea)
    found = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if found is None or found.idea.stage is Stage.WITHDRAWN:
        raise NotThere
    return found


def of_idea(idea_id: int) -> SchoolIdea | None:
    """Return which class an idea came from, and what its teacher asked."""
    wanted = select(SchoolIdea).where(SchoolIdea.idea_id == idea_id).options(joinedload(SchoolIdea.school_class))
    return db.session.scalars(wanted.options(raiseload("*"))).one_or_none()


def asked(limit: int = 20) -> Sequence[SchoolIdea]:
    """Return the ideas a teacher asked to take out and nobody decided about, oldest first."""
    closed = (Stage.NOT_PUBLISHED, Stage.WITHDRAWN)
    open_still = or_(Idea.published_at.is_(None), Idea.published_at <= SchoolIdea.asked_at)
    wanted = (
        select(SchoolIdea).join(Idea).where(SchoolIdea.asked_at.is_not(None), Idea.stage.not_in(closed), open_still)
    )
    wanted = wanted.options(joinedload(SchoolIdea.idea), joinedload(SchoolIdea.school_class), raiseload("*"))
    return db.session.scalars(wanted.order_by(SchoolIdea.asked_at, SchoolIdea.id).limit(limit)).all()
