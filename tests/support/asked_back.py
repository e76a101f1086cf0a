"""Questions back as they are stored now, whatever a test has read before."""

from __future__ import annotations

from sqlalchemy import select

from core.db import db
from ideas import queries as ideas
from ideas.asking.models import Inquiry
from ideas.models import Idea


def now(number: int) -> Idea:
    """Return an idea with its steps as it is stored."""
    db.session.rollback()
    db.session.expire_all()
    return ideas.one(number, public=False)


def inquiry() -> Inquiry:
    """Return the only question."""
    db.session.rollback()
    return db.session.scalars(select(Inquiry).execution_options(populate_existing=True)).one()
