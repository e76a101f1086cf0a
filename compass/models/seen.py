"""Rows of what people of the office looked at last."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.rows import Base, Moment


class Seen(Base):
    """Zuletzt gesehen: one of the few actors an account opened last; gone with either of them."""

    __tablename__ = "actor_seen"
    __table_args__ = (Index(None, "account_id", "seen_at"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), primary_key=True, index=True)
    seen_at: Mapped[Moment]
