"""What the Ideenspeicher hangs into other pages: doors, news and topics of the start page; the shapes of figures and dues."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from compass.weekly import Line, Section
from core import clock
from core.rights import Right, Role, allows
from ideas import address, journey, queries, waiting
from ideas.stages import WORDS
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
class FilePart:
    """What else belongs to an idea's file for the archive, public words only: the slot ideas.archived, asked with idea=."""

    by: str
    on: str
    text: str


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


def monday(account_id: int, role: Role, since: date) -> list[Line]:  # noqa: ARG001 - what waits knows no beginning
    """Return for the Monday letter how many ideas wait to be read."""
    number = waiting.how_many() if allows(role, Right.IDEAS_READ) else 0
    words = f"{number} {'Idee' if number == 1 else 'Ideen'} zu lesen"
    return [Line(Section.WAITING, words, "/buero/ideen")] if number else []


def tiles() -> list[tuple[int, str, str]]:
    """Return numbers that link to their lists."""
    return [(waiting.how_many(), "Ideen zu lesen", "/buero/ideen")]
