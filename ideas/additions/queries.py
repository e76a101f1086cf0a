"""Every read of additions: what everybody sees under an idea, what waits for the office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager

from core import clock, versions
from core.db import db
from core.errors import NotThere
from ideas import queries
from ideas.additions.models import Addition, State
from ideas.models import Idea

MOST_SHOWN = 100
MOST_WAITING = 100


def shown(idea_id: int) -> Sequence[Addition]:
    """Return what everybody may read under an idea, oldest first; no statement where there is nothing."""
    if idea_id not in versions.cached("ideas", _touched):
        return ()
    wanted = select(Addition).where(Addition.idea_id == idea_id, Addition.state == State.PUBLISHED)
    return db.session.scalars(wanted.order_by(Addition.submitted_at, Addition.id).limit(MOST_SHOWN)).all()


def _touched() -> frozenset[int]:
    """Return the ideas that have published additions."""
    return frozenset(db.session.scalars(select(Addition.idea_id).where(Addition.state == State.PUBLISHED).distinct()))


def words(ids: Sequence[int]) -> dict[int, str]:
    """Return the published additions of ideas as one text each, for the search."""
    wanted = select(Addition.idea_id, Addition.text).where(Addition.idea_id.in_(ids), Addition.state == State.PUBLISHED)
    found: dict[int, list[str]] = defaultdict(list)
    for idea_id, text in db.session.execute(wanted.order_by(Addition.idea_id, Addition.id)):
        found[idea_id].append(text)
    return {idea_id: "\n".join(texts) for idea_id, texts in found.items()}


def _with_idea() -> Select[Addition]:
    return select(Addition).join(Addition.idea).options(contains_eager(Addition.idea))


def one(number: int) -> Addition:
    """Return an addition with its idea; NotThere when it is gone."""
    found = db.session.scalars(_with_idea().where(Addition.id == number)).one_or_none()
    if found is None:
        raise NotThere
    return found


def _waiting() -> tuple[object, ...]:
    """Return what is to be read: as long as an idea is hidden, nothing under it needs a decision."""
    return (Addition.state == State.WAITING, Idea.published_at.is_not(None))


def waiting(limit: int = MOST_WAITING) -> list[Addition]:
    """Return additions nobody has decided about, oldest first; what looks like a machine's stands last."""
    wanted = _with_idea().where(*_waiting())  # type: ignore[arg-type]  # plain conditions
    order = (Addition.suspicion.is_not(None), Addition.submitted_at, Addition.id)
    return list(db.session.scalars(wanted.order_by(*order).limit(limit)))


def how_many_waiting() -> int:
    """Return how many additions wait."""
    wanted = select(func.count()).select_from(Addition).join(Addition.idea)
    return db.session.scalar(wanted.where(*_waiting())) or 0  # type: ignore[arg-type]  # plain conditions


def of_idea(idea_id: int) -> list[Addition]:
    """Return all additions to an idea for the office, newest first."""
    wanted = select(Addition).where(Addition.idea_id == idea_id)
    order = (Addition.submitted_at.desc(), Addition.id.desc())
    return list(db.session.scalars(wanted.order_by(*order).limit(MOST_SHOWN)))


def read_until(addition: Addition) -> datetime:
    """Return until when an addition should be read: as soon as an idea."""
    return addition.submitted_at + timedelta(days=queries.reading_days())


def is_late(addition: Addition) -> bool:
    """Tell whether an addition waits longer than promised."""
    return addition.state is State.WAITING and read_until(addition) < clock.now()
