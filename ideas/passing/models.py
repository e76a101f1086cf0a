"""Rows of passing on: the places, and which idea went to which of them, when, and what it wrote back."""

from __future__ import annotations

import enum
from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.rows import Base, Key, Line, Moment, Versioned, words
from ideas.models import Idea

NAME_LENGTH = 120
HINTS_LENGTH = 1000
MESSAGE_LENGTH = 1000
STATEMENT_LENGTH = 4000
ROLE_LENGTH = 120


class PlaceKind(enum.StrEnum):
    """Art einer Stelle."""

    DEPARTMENT = "department"
    COMPANY = "company"
    DEFECTS = "defects"
    OTHER = "other"


KIND_WORDS = {
    PlaceKind.DEPARTMENT: "Amt",
    PlaceKind.COMPANY: "Städtisches Unternehmen",
    PlaceKind.DEFECTS: "Mängelmelder",
    PlaceKind.OTHER: "Andere Stelle",
}


class Consent(enum.StrEnum):
    """Zustimmung der Verfasser*in, dass die Stelle ihre E-Mail-Adresse sieht."""

    NONE = "none"
    ASKED = "asked"
    GIVEN = "given"
    DECLINED = "declined"


class Agency(Versioned, Base):
    """Stelle, an die das Büro Ideen weitergibt; `hints` are words by which the house proposes it, one a line or by comma."""

    __tablename__ = "passing_place"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(NAME_LENGTH), unique=True)
    kind: Mapped[PlaceKind] = mapped_column(words(PlaceKind, "place_kind"), default=PlaceKind.DEPARTMENT)
    email: Mapped[str] = mapped_column(String(254), default="")
    reach: Mapped[Line] = mapped_column(default="")
    hints: Mapped[str] = mapped_column(Text, default="")
    active: Mapped[bool] = mapped_column(default=True)


class Passing(Versioned, Base):
    """Weitergabe einer Idee an eine Stelle, und was sie dazu schreibt.

    `statement` stays as the place wrote it; `released` beside it is what the author and everybody read. The address of
    the author is never kept here: with consent given, the place's page reads it from the author's own row.
    is_step: the stage changed with it, so that the way of the idea tells of it already.
    """

    __tablename__ = "passing"
    __table_args__ = (Index(None, "answered_at", "due_on"),)

    id: Mapped[Key]
    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("passing_place.id"), index=True)
    passed_at: Mapped[Moment]
    due_on: Mapped[str] = mapped_column(String(10))
    message: Mapped[str] = mapped_column(Text, default="")
    consent: Mapped[Consent] = mapped_column(words(Consent, "consent"), default=Consent.NONE)
    is_step: Mapped[bool] = mapped_column(default=False)
    reminded_at: Mapped[Moment | None]
    answered_at: Mapped[Moment | None]
    statement: Mapped[str] = mapped_column(Text, default="")
    role: Mapped[str] = mapped_column(String(ROLE_LENGTH), default="")
    not_ours: Mapped[bool] = mapped_column(default=False)
    released_at: Mapped[Moment | None]
    short: Mapped[Line] = mapped_column(default="")
    released: Mapped[str] = mapped_column(Text, default="")
    ended_at: Mapped[Moment | None]

    place: Mapped[Agency] = relationship(lazy="raise")
    idea: Mapped[Idea] = relationship(lazy="raise")

    @property
    def due(self) -> date:
        """The day by which we asked for an answer."""
        return date.fromisoformat(self.due_on)

    @property
    def waits(self) -> bool:
        """Whether the place still owes its statement."""
        return self.answered_at is None and self.ended_at is None

    @property
    def to_release(self) -> bool:
        """Whether the office has a statement to read."""
        return self.answered_at is not None and self.released_at is None and self.ended_at is None
