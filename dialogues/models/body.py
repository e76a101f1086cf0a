"""Rows of the D.I.V. as a body: who belongs to it, and who was at which meeting."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from compass.models import Sector
from core.rows import Base, Key, Versioned, Word, words


class Assembly(Versioned, Base):
    """D.I.V. als Gremium: standing body between administration and city.

    actor_id is its entry in the network: once it is there, members and deputies are ties of that entry and nothing else.
    """

    __tablename__ = "assembly"

    id: Mapped[Key]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("actor.id", ondelete="SET NULL"), index=True)
    name: Mapped[Word]
    about: Mapped[str] = mapped_column(Text, default="")


class Membership(Base):
    """Mitgliedschaft im D.I.V., solange das Gremium nicht im Netzwerk steht; the step into the network empties it."""

    __tablename__ = "assembly_member"
    __table_args__ = (UniqueConstraint("assembly_id", "actor_id"),)

    id: Mapped[Key]
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), index=True)
    since_on: Mapped[str] = mapped_column(String(10), default="")


class Attendance(Base):
    """Teilnahme: an invited actor was there, or a deputy came instead; guests without an entry are counted by sector."""

    __tablename__ = "dialogue_attendance"
    __table_args__ = (UniqueConstraint("dialogue_id", "actor_id"),)

    id: Mapped[Key]
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"))
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), index=True)
    instead_of_id: Mapped[int | None] = mapped_column(ForeignKey("actor.id", ondelete="SET NULL"), index=True)


class GuestCount(Base):
    """Gäste: how many of a sector were there without an entry in the network."""

    __tablename__ = "dialogue_guests"
    __table_args__ = (CheckConstraint("number >= 0", name="number"),)

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), primary_key=True)
    sector: Mapped[Sector] = mapped_column(words(Sector, "sector"), primary_key=True)
    number: Mapped[int]
