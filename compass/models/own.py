"""Rows of what people change in their own entry, kept until the office has seen it."""

from __future__ import annotations

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from compass.models.actor import Actor
from core.rows import Base, Key, Moment


class OwnChange(Base):
    """Selbst geändert: what somebody changed in the own entry by link; `said` are rows of field, before and after."""

    __tablename__ = "own_change"
    __table_args__ = (Index(None, "at", "id"),)

    id: Mapped[Key]
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), index=True)
    at: Mapped[Moment]
    said: Mapped[list[dict[str, str]]] = mapped_column(JSON)

    actor: Mapped[Actor] = relationship(lazy="raise")
