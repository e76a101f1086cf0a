"""Reads of the suspicion: what was learned, what waits and looks like spam, grouped by why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from core import clock, texts, versions
from core.db import db
from ideas import queries as ideas
from ideas.models import Idea, LastStep
from ideas.stages import Stage
from ideas.suspicion.bayes import LOUD, Counts
from ideas.suspicion.models import Learned, Sound, SpamMark

WAITING = (Stage.RECEIVED, Stage.QUESTION)
SHOWN = 20
"""Ideas of each group that the page shows."""
WORDS = "words"
REASONS = {
    "honeypot": "Ein Feld ausgefüllt, das Menschen nicht sehen",
    "too fast": "Schneller abgeschickt, als ein Mensch tippt",
    "many": "Viele in kurzer Zeit aus demselben Netz",
    "no proof": "Ohne Rechenaufgabe gekommen, vielleicht nur ohne JavaScript",
    WORDS: "Klingt wie das, was Sie als Werbung abgelehnt haben",
}


@dataclass(frozen=True)
class Suspect:
    """One suspicious idea as the page lists it."""

    id: int
    title: str
    text: str


@dataclass(frozen=True)
class Group:
    """Ideas that are suspicious for one reason: how many, and the newest of them."""

    reason: str
    label: str
    total: int
    newest: tuple[Suspect, ...]


def listening() -> bool:
    """Tell whether the city wants the queue sorted by what was learned."""
    return texts.text("suspicion.learning").strip().casefold() != "nein"


def counts() -> Counts:
    """Return what was learned last; shared by all threads, read once per change."""
    return versions.cached("suspicion", _counts, settled=True)


def _counts() -> Counts:
    row = db.session.scalars(select(Learned).order_by(Learned.id).limit(1)).one_or_none()
    if row is None:
        return Counts()
    return Counts(row.honest, row.spam, {stem: (pair[0], pair[1]) for stem, pair in row.stems.items()})


def speaks() -> bool:
    """Tell whether sounds count now: switched on, and learned from enough decisions."""
    return listening() and counts().enough


def sound(idea_id: int) -> int:
    """Return how much a waiting idea sounds like spam; 0 when nothing is known."""
    return db.session.scalar(select(Sound.percent).where(Sound.idea_id == idea_id)) or 0


def _loud() -> Select[int]:
    return select(Sound.idea_id).where(Sound.percent >= LOUD)


def doubted() -> list[Select[int]]:
    """Hang into the slot ideas.doubted which ideas stand last in the queue."""
    return [_loud()] if speaks() else []


def _why() -> ColumnElement[str]:
    return case((Idea.suspicion.in_(REASONS), Idea.suspicion), (Idea.suspicion.is_not(None), "many"), else_=WORDS)


def suspects() -> ColumnElement[bool]:
    """Return the condition for ideas that wait, look suspicious and are not on their way out."""
    looks: list[ColumnElement[bool]] = [Idea.suspicion.is_not(None)]
    looks += [Idea.id.in_(ids) for ids in doubted()]
    return and_(Idea.stage.in_(WAITING), or_(*looks), Idea.id.not_in(select(SpamMark.idea_id)))


def how_many() -> int:
    """Return how many ideas wait and look suspicious."""
    return db.session.scalar(select(func.count()).select_from(Idea).where(suspects())) or 0


def groups() -> list[Group]:
    """Return the suspicious ideas by reason, with the newest of each; one statement for however many."""
    why = _why()
    place = func.row_number().over(partition_by=why, order_by=Idea.id.desc())
    total = func.count().over(partition_by=why)
    inner = select(Idea.id, Idea.title, Idea.text, why.label("why"), place.label("place"), total.label("total")).where(
        suspects()
    )
    rows = inner.subquery()
    found = db.session.execute(select(rows).where(rows.c.place <= SHOWN).order_by(rows.c.id.desc())).all()
    return [
        Group(reason, label, mine[0].total, tuple(Suspect(one.id, one.title, one.text) for one in mine))
        for reason, label in REASONS.items()
        if (mine := [one for one in found if one.why == reason])
    ]


def chosen(reasons: set[str], upto: int, keep: set[int]) -> Select[int]:
    """Return the statement for suspicious ideas of some reasons that were there when the page was opened."""
    return select(Idea.id).where(suspects(), _why().in_(reasons), Idea.id <= upto, Idea.id.not_in(keep))


def leaving() -> Select[int]:
    """Return the statement for ideas that are marked and still wait, oldest first."""
    wanted = select(Idea.id).join(SpamMark, SpamMark.idea_id == Idea.id).where(Idea.stage.in_(WAITING))
    return wanted.order_by(Idea.id)


def how_many_leaving() -> int:
    """Return how many marked ideas the worker has not declined yet."""
    return db.session.scalar(select(func.count()).select_from(leaving().subquery())) or 0


@dataclass(frozen=True)
class Wave:
    """What one press declined: by whom, when, how many of them are still marked."""

    account_id: int | None
    marked_at: datetime
    number: int


def of_wave(wave: Wave) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions for the marks of one press."""
    return (SpamMark.account_id == wave.account_id, SpamMark.marked_at == wave.marked_at)


def last_wave(account: int) -> Wave | None:
    """Return one's newest press, while it may still be undone; None when nothing of it is left."""
    wanted = select(SpamMark.marked_at, func.count()).where(
        SpamMark.account_id == account, SpamMark.marked_at > clock.now() - ideas.undo_within()
    )
    wanted = wanted.group_by(SpamMark.marked_at).order_by(SpamMark.marked_at.desc()).limit(1)
    row = db.session.execute(wanted).one_or_none()
    return Wave(account, row[0], row[1]) if row else None


def declined(wave: Wave, behind: int) -> Select[int, int]:
    """Return the statement for ideas whose last step is that of a press, with their versions, behind a number."""
    wanted = select(SpamMark.idea_id, LastStep.after).join(LastStep, LastStep.idea_id == SpamMark.idea_id)
    wanted = wanted.where(*of_wave(wave), LastStep.step_id.is_not(None), SpamMark.idea_id > behind)
    return wanted.order_by(SpamMark.idea_id)


def still_declined(wave: Wave) -> list[tuple[int, str]]:
    """Return number and title of some ideas that a press declined, oldest first."""
    wanted = select(Idea.id, Idea.title).join(SpamMark, SpamMark.idea_id == Idea.id).where(*of_wave(wave))
    return [(number, title) for number, title in db.session.execute(wanted.order_by(Idea.id).limit(SHOWN))]


def decided(*, spam: bool, newest: int) -> Iterator[tuple[str, str]]:
    """Yield title and text of what the office decided: declined as spam, or visible to everybody; newest first."""
    wanted = select(Idea.title, Idea.text)
    if spam:
        wanted = wanted.join(SpamMark, SpamMark.idea_id == Idea.id).where(Idea.stage == Stage.NOT_PUBLISHED)
    else:
        wanted = wanted.where(Idea.published_at.is_not(None))
    wanted = wanted.order_by(Idea.id.desc()).limit(newest)
    yield from ((title, text) for title, text in db.session.execute(wanted.execution_options(yield_per=500)))


def waiting_after(number: int, size: int) -> list[Idea]:
    """Return waiting ideas behind a number, in the order of numbers."""
    wanted = select(Idea).where(Idea.stage.in_(WAITING), Idea.id > number)
    return list(db.session.scalars(wanted.order_by(Idea.id).limit(size)))
