"""Rows of the controlled list: what people can, want and offer, in words that everybody means alike."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from core.rows import Base, Key, Line, Versioned, Word, fold
from radar.models import ActivityArea


class Term(Versioned, Base):
    """Begriff der Kompetenzliste; switched off, never deleted, so that what was said with it stays readable."""

    __tablename__ = "term"

    id: Mapped[Key]
    name: Mapped[Word]
    sort_key: Mapped[str] = mapped_column(String(80), unique=True)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("activity_area.id"), index=True)
    about: Mapped[Line] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)

    area: Mapped[ActivityArea | None] = relationship(lazy="raise")
    synonyms: Mapped[list[TermSynonym]] = relationship(
        lazy="raise", order_by="TermSynonym.id", cascade="all, delete-orphan", passive_deletes=True
    )

    @validates("name")
    def _follow(self, _: str, name: str) -> str:
        self.sort_key = fold(name)[:80]
        return name


class TermSynonym(Base):
    """Anderes Wort für einen Begriff; a word belongs to one term only."""

    __tablename__ = "term_synonym"

    id: Mapped[Key]
    term_id: Mapped[int] = mapped_column(ForeignKey("term.id", ondelete="CASCADE"), index=True)
    name: Mapped[Word]
    sort_key: Mapped[str] = mapped_column(String(80), unique=True)

    @validates("name")
    def _follow(self, _: str, name: str) -> str:
        self.sort_key = fold(name)[:80]
        return name
