"""Every read of interest: the rounded number of an idea, one browser's own answer, the days for the office."""

from __future__ import annotations

from sqlalchemy import func, select

from core import versions
from core.db import db
from ideas.interest.models import Interest, InterestFigure

FEWEST = 5
"""Below it no number is shown: of a few people one could guess who they are."""
STEPS = ((1000, 100), (100, 10), (0, 5))


def rounded(number: int) -> int:
    """Return what "ungefähr" says of a number of browsers: 0 below 5, to the next 5 below 100, then to 10, then to 100."""
    if number < FEWEST:
        return 0
    step = next(step for least, step in STEPS if number >= least)
    return (number + step // 2) // step * step


def about(idea_id: int) -> int:
    """Return the number shown at an idea, 0 for none; all of them are read once per change of the Ideenspeicher."""
    return versions.cached("ideas", _figures).get(idea_id, 0)


def _figures() -> dict[int, int]:
    return dict(db.session.execute(select(InterestFigure.idea_id, InterestFigure.about)).all())


def shown(idea_id: int, mark: str) -> bool:
    """Tell whether a browser showed interest in an idea."""
    return db.session.get(Interest, (idea_id, mark)) is not None


def counted(idea_id: int) -> int:
    """Return how many browsers showed interest in an idea."""
    wanted = select(func.count()).select_from(Interest).where(Interest.idea_id == idea_id)
    return db.session.scalar(wanted) or 0


def busiest_day(idea_id: int) -> tuple[str, int] | None:
    """Return the day (ISO) on which most browsers showed interest in an idea, and how many: a wave is seen there."""
    number = func.count()
    days = select(Interest.tapped_on, number).where(Interest.idea_id == idea_id).group_by(Interest.tapped_on)
    found = db.session.execute(days.order_by(number.desc(), Interest.tapped_on.desc()).limit(1)).first()
    return (found[0], found[1]) if found else None
