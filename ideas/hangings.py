"""What the Ideenspeicher hangs into other pages: doors, news, topics and figures of the start page, the office's day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median

from sqlalchemy import func, select

from core import clock, versions
from core.db import db
from ideas import address, journey, queries
from ideas.models import Idea, Step
from ideas.stages import SHOWN, WITH_ANSWER, WORDS, Stage
from radar import queries as radar


@dataclass(frozen=True)
class DoorPart:
    """One door of the start page."""

    title: str
    sentence: str
    label: str
    address: str
    first: bool = False


@dataclass(frozen=True)
class NewsPart:
    """One newest answer: what was asked, what came of it."""

    title: str
    address: str
    sentence: str
    when: str
    iso: str
    stage: str
    word: str


@dataclass(frozen=True)
class WayPart:
    """One thing the office can do with an idea in another room: the slot ideas.ways, asked with idea=."""

    label: str
    address: str


@dataclass(frozen=True)
class TopicPart:
    """One Handlungsfeld with its Aktionsfelder and how many ideas each has."""

    key: str
    name: str
    areas: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True)
class FigurePart:
    """One figure: number, what it counts, what it is measured against."""

    number: str
    label: str
    beside: str = ""


def doors() -> list[DoorPart]:
    """Return the doors this room opens."""
    return [
        DoorPart(
            "Idee",
            "Eine Idee, ein Wunsch, ein Problem: Ein paar Sätze genügen.",
            "Idee abgeben",
            "/ideen/neu",
            first=True,
        ),
        DoorPart(
            "Nachsehen",
            "Sie haben schon geschrieben? Mit Ihrem Merk-Code sehen Sie, wie es weitergeht.",
            "Nachsehen",
            "/ideen/nachsehen",
        ),
    ]


def news() -> list[NewsPart]:
    """Return the newest answers, declined ones too."""
    parts = []
    for idea in queries.newest_answers():
        step = idea.steps[-1]
        told = journey.sentence(idea, step)
        when, iso = clock.day_in_words(step.at), clock.local(step.at).date().isoformat()
        parts.append(NewsPart(idea.title, address.of(idea), told, when, iso, idea.stage.value, WORDS[idea.stage]))
    return parts


def topics() -> list[TopicPart]:
    """Return the four Handlungsfelder with counts of published ideas."""
    counts = queries.shown_by_area()
    return [
        TopicPart(f.key, f.name, tuple((a.name, counts.get(a.id, 0), f"/ideen?thema={a.id}") for a in f.areas))
        for f in radar.taxonomy().fields
    ]


def figures() -> list[FigurePart]:
    """Return the figures of the year, computed from the steps."""
    year, number, answered, days, late = versions.cached("ideas", _figures)
    return [
        FigurePart(str(number), "Ideen" if number != 1 else "Idee", f"seit Januar {year}"),
        FigurePart(str(answered), "haben eine Antwort"),
        FigurePart(f"{days} {'Tag' if days == 1 else 'Tage'}", "bis zur ersten Reaktion", "im Mittel (Median)"),
        FigurePart(str(late), "warten länger als versprochen"),
    ]


def _figures() -> tuple[int, int, int, int, int]:
    """Count ideas handed in this year, those answered, the median days to the first step of the office, the late ones."""
    year = clock.today().year
    start = datetime(year, 1, 1, tzinfo=clock.BERLIN).astimezone(UTC)
    mine = Idea.submitted_at >= start
    number = db.session.scalar(select(func.count()).select_from(Idea).where(mine, Idea.suspicion.is_(None))) or 0
    answered = db.session.scalar(select(func.count()).select_from(Idea).where(mine, Idea.stage.in_(WITH_ANSWER))) or 0
    first = (
        select(Step.idea_id, func.min(Step.at).label("at"))
        .where(Step.stage != Stage.RECEIVED)
        .group_by(Step.idea_id)
        .subquery()
    )
    pairs = db.session.execute(
        select(Idea.submitted_at, first.c.at).join(first, first.c.idea_id == Idea.id).where(mine)
    )
    waits = [(later - sooner) / timedelta(days=1) for sooner, later in pairs]
    waiting = select(func.count()).select_from(Idea).where(Idea.stage.not_in(SHOWN), Idea.suspicion.is_(None))
    late = (
        db.session.scalar(waiting.where(Idea.stage == Stage.RECEIVED, Idea.submitted_at < queries.overdue_before()))
        or 0
    )
    return year, number, answered, round(median(waits)) if waits else 0, late


@dataclass(frozen=True)
class DuePart:
    """One thing that is due today."""

    title: str
    what: str
    whence: str
    address: str
    when: str
    late: bool


def due() -> list[DuePart]:
    """Return unread ideas, oldest first."""
    late_before = queries.overdue_before()
    parts = []
    for idea in queries.to_read(limit=10):
        until = idea.submitted_at + timedelta(days=queries.reading_days())
        late = idea.submitted_at < late_before
        when = f"seit {clock.day_in_words(until)} überfällig" if late else f"bis {clock.day_in_words(until)}"
        what = "Wartet auf Antwort von außen" if idea.stage is Stage.QUESTION else "Lesen und veröffentlichen"
        parts.append(DuePart(idea.title, what, "Idee", f"/buero/ideen/{idea.id}", when, late))
    return parts


def tiles() -> list[tuple[int, str, str]]:
    """Return numbers that link to their lists."""
    return [(queries.how_many_to_read(), "Ideen zu lesen", "/buero/ideen")]
