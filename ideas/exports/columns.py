"""What of an idea goes out: one statement for everything, one table of columns, values as plain text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, ScalarSelect, Select, String, cast, func, select

from core import clock
from core.written import Cell
from ideas import address
from ideas.models import SOURCE_WORDS, Category, Contact, Idea, Keyword, Source, idea_area, idea_keyword
from ideas.stages import WORDS, Stage
from radar.models import ActivityArea, District

AREA_BREAK = "\x1f"


@dataclass(frozen=True)
class Column:
    """A column: its name in JSON, its heading in tables, how its value comes out of a row."""

    key: str
    heading: str
    cell: Callable[[Row[Any]], Cell]


def _day(moment: datetime | None) -> str:
    return clock.local(moment).date().isoformat() if moment else ""


def _address(row: Row[Any]) -> str:
    """Return where everybody may read the idea; nothing for one that is not public."""
    return f"/ideen/{row.id}-{address.slug(row.title)}" if row.published_at else ""


def _told(names: str | None) -> str:
    return ", ".join(sorted(names.split(AREA_BREAK))) if names else ""


PUBLIC: tuple[Column, ...] = (
    Column("number", "Nummer", lambda row: row.id),
    Column("title", "Überschrift", lambda row: row.title),
    Column("text", "Text", lambda row: row.text),
    Column("stage", "Stand", lambda row: WORDS[Stage(row.stage)]),
    Column("category", "Art", lambda row: row.category or ""),
    Column("areas", "Aktionsfelder", lambda row: _told(row.areas)),
    Column("district", "Stadtbezirk", lambda row: row.district or ""),
    Column("place", "Ort", lambda row: row.place),
    Column("submitted_on", "Eingegangen am", lambda row: _day(row.submitted_at)),
    Column("published_on", "Veröffentlicht am", lambda row: _day(row.published_at)),
    Column("address", "Adresse", _address),
)
"""What everybody may read of an idea anyway."""
KEYWORDS = Column("keywords", "Schlagwörter", lambda row: _told(row.keywords))
"""The office's own words: they leave the house only in what the office takes along."""
DESK: tuple[Column, ...] = (
    *PUBLIC[:-1],
    KEYWORDS,
    Column("changed_on", "Geändert am", lambda row: _day(row.changed_at)),
    Column("way", "Weg", lambda row: SOURCE_WORDS[Source(row.source)]),
    Column("source", "Quelle", lambda row: row.source_name or ""),
    Column("reference", "Kennung in der Quelle", lambda row: row.source_ref or ""),
    PUBLIC[-1],
)
ADDRESS = Column("email", "E-Mail (bestätigt)", lambda row: row.email or "")
"""Personal: goes along only with the right, a tick and a reason."""


def statement(numbers: Select[int], *, addresses: bool, keywords: bool = False) -> Select[Any]:
    """Return the one statement behind an export, newest number first; what was taken back goes nowhere."""
    told = func.aggregate_strings(ActivityArea.name, AREA_BREAK)
    areas = select(told).select_from(idea_area.join(ActivityArea.__table__, ActivityArea.id == idea_area.c.area_id))
    plain = ("id", "title", "text", "place", "submitted_at", "published_at", "changed_at", "source_name", "source_ref")
    shown: list[Any] = [
        *(getattr(Idea, name) for name in plain),
        cast(Idea.stage, String).label("stage"),
        cast(Idea.source, String).label("source"),
        Category.short.label("category"),
        District.name.label("district"),
        areas.where(idea_area.c.idea_id == Idea.id).scalar_subquery().label("areas"),
    ]
    if keywords:
        shown.append(_keywords().label("keywords"))
    wanted: Select[Any] = select(*shown, *([Contact.email] if addresses else []))
    wanted = wanted.outerjoin(Category, Category.id == Idea.category_id)
    wanted = wanted.outerjoin(District, District.id == Idea.district_id)
    if addresses:
        wanted = wanted.outerjoin(Contact, (Contact.idea_id == Idea.id) & Contact.confirmed_at.is_not(None))
    return wanted.where(Idea.id.in_(numbers), Idea.stage != Stage.WITHDRAWN).order_by(Idea.id.desc())


def _keywords() -> ScalarSelect[str]:
    words = select(func.aggregate_strings(Keyword.name, AREA_BREAK))
    words = words.join(idea_keyword, idea_keyword.c.keyword_id == Keyword.id)
    return words.where(idea_keyword.c.idea_id == Idea.id).correlate(Idea).scalar_subquery()
