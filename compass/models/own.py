"""Rows of what people change in their own entry, kept until the office has seen it."""

from __future__ import annotations

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from compass.models.actor import Actor
from core.rows import Base, Key, Line, Moment


class OwnChange(Base):
    """Selbst geändert: what somebody changed in the own entry by link; `said` are rows of field, before and after."""

    __tablename__ = "own_change"
    __table_args__ = (Index(None, "at", "id"),)

    id: Mapped[Key]
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), index=True)
    at: Mapped[Moment]
    said: Mapped[list[dict[str, str]]] = mapped_column(JSON)

    actor: Mapped[Actor] = relationship(lazy="raise")


class EmailChange(Base):
    """Neue E-Mail-Adresse, noch nicht bestätigt: until somebody confirms it there, the entry keeps the one it has.

    link_hash is the digest of the one token that may confirm this address, whatever else becomes of the rows.
    """

    __tablename__ = "email_change"

    id: Mapped[Key]
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), unique=True)
    email: Mapped[Line]
    link_hash: Mapped[str] = mapped_column(String(64))
    asked_at: Mapped[Moment] = mapped_column(index=True)
