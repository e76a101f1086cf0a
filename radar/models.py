"""Rows of the shared vocabulary: what everything in the house is tagged with. Rows are switched off, never deleted."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, validates

from core.rows import Base, Key, Line, Versioned, Word, fold


class Entry(Versioned, Base):
    """What every row of the vocabulary has: a key that stays, a name, a sentence, a place in the order, on or off.

    `sort_key` follows the name by itself; lists that are sorted by name use it, because no database sorts German.
    """

    __abstract__ = True

    id: Mapped[Key]
    key: Mapped[Word] = mapped_column(unique=True)
    name: Mapped[Word]
    sort_key: Mapped[Word]
    about: Mapped[Line] = mapped_column(default="")
    position: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)

    @validates("name")
    def _follow(self, _: str, name: str) -> str:
        self.sort_key = fold(name)[:80]
        return name


class ActionField(Entry):
    """Handlungsfeld: one of the four quarters of the Themenradar."""

    __tablename__ = "action_field"


class ActivityArea(Entry):
    """Aktionsfeld: the topic that ideas and projects are tagged with; positions count through all fields."""

    __tablename__ = "activity_area"

    field_id: Mapped[int] = mapped_column(ForeignKey("action_field.id"), index=True)


class Trait(Entry):
    """Zielbild-Attribut: an adjective that says how the city should feel; `about` is the sentence citizens read."""

    __tablename__ = "trait"


class Sphere(Entry):
    """Sphäre: Ideen or Daten; every project belongs to one or both."""

    __tablename__ = "sphere"


class District(Entry):
    """Stadtbezirk: always shown sorted by name."""

    __tablename__ = "district"
