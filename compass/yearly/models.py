"""Rows of the letters that ask whether an entry is still right."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.rows import Base, Key, Moment


class YearlyLetter(Base):
    """Jährlicher Brief „Stimmt das noch?“: one that was sent and, as long as it is kept, not answered."""

    __tablename__ = "yearly_letter"
    __table_args__ = (Index(None, "actor_id", "sent_at"),)

    id: Mapped[Key]
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"))
    sent_at: Mapped[Moment]
