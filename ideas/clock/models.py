"""Rows of the service clock: which promise somebody was reminded of, and the office's own label of an idea."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.rows import Base, Key, Moment, Versioned

LABEL_LENGTH = 80


class Reminder(Base):
    """Erinnerung: that the office was told of a promise; the constraint keeps it from being told twice."""

    __tablename__ = "idea_reminder"
    __table_args__ = (UniqueConstraint("idea_id", "due_on"),)

    id: Mapped[Key]
    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"))
    due_on: Mapped[str] = mapped_column(String(10))
    reminded_at: Mapped[Moment]


class Label(Versioned, Base):
    """Vermerk fürs Büro: how far an idea is inside the office, beyond the words that everybody sees."""

    __tablename__ = "idea_label"

    id: Mapped[Key]
    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), unique=True)
    words: Mapped[str] = mapped_column(String(LABEL_LENGTH))
    set_at: Mapped[Moment]
