"""Every read of the service clock: what is due when, what was reminded, the rows behind the figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, func, select

from core import clock, texts, versions
from core.db import db
from ideas import deadlines, queries
from ideas.clock import figures
from ideas.clock.models import Label, Reminder
from ideas.models import Idea, Source, Step
from ideas.queries import COMING_IN
from ideas.stages import WITH_ANSWER, Stage

YEARS = 10
QUARTERS = 8


@dataclass(frozen=True)
class Due:
    """A promise about an idea: the last day on which it is kept."""

    idea_id: int
    title: str
    stage: Stage
    on: date


@dataclass(frozen=True)
class Figures:
    """Everything the page of figures shows; `replies_late` waits for the first reply, `words_late` for the next word."""

    promised: int
    whole: figures.Counts
    this_year: figures.Counts
    years: tuple[figures.Period, ...]
    quarters: tuple[figures.Period, ...]
    with_answer: int
    replies_late: int
    words_late: int
    imported: int
    suspicious: int

    @property
    def overdue(self) -> int:
        """How many ideas wait longer than promised."""
        return self.replies_late + self.words_late


def dues() -> tuple[Due, ...]:
    """Return every running promise, the oldest first; made once per change of ideas or settings and each day."""
    return versions.cached(("ideas", COMING_IN, "texts"), _running_dues)


def _running_dues() -> tuple[Due, ...]:
    promised = deadlines.promises()
    found = (
        Due(number, title, stage, on)
        for number, title, stage, at, named in db.session.execute(_last_steps())
        if (on := deadlines.due_on(stage, clock.local(at).date(), named, promised)) is not None
    )
    return tuple(sorted(found, key=lambda due: (due.on, due.idea_id)))


def _last_steps() -> Select[int, str, Stage, datetime, str]:
    last = select(func.max(Step.id)).where(Step.idea_id == Idea.id).correlate(Idea).scalar_subquery()
    wanted = select(Idea.id, Idea.title, Idea.stage, Step.at, Step.on).join(Step, Step.id == last)
    ours = (Idea.source != Source.IMPORT, Idea.suspicion.is_(None))
    return wanted.where(Idea.stage.in_(deadlines.RUNNING), *ours)


def overdue() -> tuple[Due, ...]:
    """Return the promises whose last day is over, the oldest first."""
    today = clock.today()
    return tuple(due for due in dues() if due.on < today)


def until(last: date) -> list[Due]:
    """Return the promises that end on or before a day, the oldest first."""
    return [due for due in dues() if due.on <= last]


def reminded(found: Sequence[Due]) -> set[tuple[int, str]]:
    """Return which of these promises the office was reminded of."""
    wanted = select(Reminder.idea_id, Reminder.due_on).where(Reminder.idea_id.in_([due.idea_id for due in found]))
    return {(number, on) for number, on in db.session.execute(wanted)}


def reminder_days() -> int:
    """Return how many days before the last one the office is reminded; the city sets it."""
    said = texts.raw("clock.remind").strip()
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 4 else 3  # noqa: PLR2004 - a slip in the text must not break the job


def label(idea_id: int) -> Label | None:
    """Return the office's own label of an idea."""
    return db.session.scalars(select(Label).where(Label.idea_id == idea_id)).one_or_none()


def labels(ids: Sequence[int]) -> dict[int, str]:
    """Return the labels of some ideas."""
    wanted = select(Label.idea_id, Label.words).where(Label.idea_id.in_(ids))
    return dict(db.session.execute(wanted).all())


def labelled() -> frozenset[int]:
    """Return which ideas carry a label."""
    return versions.cached("ideas.clock", _labelled_ideas)


def _labelled_ideas() -> frozenset[int]:
    return frozenset(db.session.scalars(select(Label.idea_id)))


def figures_of_all() -> Figures:
    """Return the figures, computed once per change of ideas or settings and each day."""
    return versions.cached(("ideas", COMING_IN, "texts"), _service_figures)


def _service_figures() -> Figures:
    today, promised = clock.today(), queries.reading_days()
    counted = [_handed(*row) for row in db.session.execute(_first_replies()).all()]
    years = figures.periods(counted, promised, today, figures.year_of)
    quarters = figures.periods(counted, promised, today, figures.quarter_of)
    late = overdue()
    replies_late = sum(due.stage is Stage.RECEIVED for due in late)
    return Figures(
        promised=promised,
        whole=figures.count(counted, promised, today),
        this_year=figures.count([one for one in counted if one.on.year == today.year], promised, today),
        years=tuple(years[:YEARS]),
        quarters=tuple(quarters[:QUARTERS]),
        with_answer=_number(Idea.source != Source.IMPORT, Idea.stage.in_(WITH_ANSWER)),
        replies_late=replies_late,
        words_late=len(late) - replies_late,
        imported=_number(Idea.source == Source.IMPORT),
        suspicious=_number(Idea.source != Source.IMPORT, Idea.suspicion.is_not(None)),
    )


def _first_replies() -> Select[datetime, datetime | None, Stage]:
    first = (
        select(Step.idea_id, func.min(Step.at).label("at"))
        .where(Step.stage.not_in([Stage.RECEIVED, Stage.WITHDRAWN]))
        .group_by(Step.idea_id)
        .subquery()
    )
    wanted = select(Idea.submitted_at, first.c.at, Idea.stage).outerjoin(first, first.c.idea_id == Idea.id)
    return wanted.where(Idea.source != Source.IMPORT, Idea.suspicion.is_(None))


def _handed(submitted_at: datetime, replied_at: datetime | None, stage: Stage) -> figures.Handed:
    replied = clock.local(replied_at).date() if replied_at else None
    return figures.Handed(clock.local(submitted_at).date(), replied, stage is Stage.WITHDRAWN)


def _number(*conditions: ColumnElement[bool]) -> int:
    wanted = select(func.count()).select_from(Idea).where(*conditions)
    return db.session.scalar(wanted) or 0
