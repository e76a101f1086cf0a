"""Rows of the suspicion: what the office called spam, what was learned from it, how each waiting idea sounds."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.rows import Base, Key, Moment


class SpamMark(Base):
    """Vermerk „Werbung oder Unsinn“: the office declines the idea as such; goes when the idea takes another step."""

    __tablename__ = "idea_spam"

    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    marked_at: Mapped[Moment]


class Sound(Base):
    """Klang einer wartenden Idee: how much it sounds like spam, 0 to 100; no word of the text is kept with it."""

    __tablename__ = "idea_sound"

    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), primary_key=True)
    percent: Mapped[int] = mapped_column(index=True)


class Learned(Base):
    """Gelernte Zählung: one row; stems maps a stem to [honest texts, spam texts] that hold it."""

    __tablename__ = "spam_learned"

    id: Mapped[Key]
    learned_at: Mapped[Moment]
    honest: Mapped[int]
    spam: Mapped[int]
    stems: Mapped[dict[str, Any]] = mapped_column(JSON)
