"""Rows of the Monday letter: who wants it, which weeks were written."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from core.rows import Base, Moment


class MondayWish(Base):
    """Wunsch nach dem Montagsbrief: an account has a row while it wants the letter."""

    __tablename__ = "monday_wish"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    since_at: Mapped[Moment]


class MondayRound(Base):
    """Montagsbriefe einer Woche: once they are written, the day (ISO) stands here, and how many letters it were."""

    __tablename__ = "monday_round"

    monday_on: Mapped[str] = mapped_column(String(10), primary_key=True)
    written_at: Mapped[Moment]
    letters: Mapped[int]
