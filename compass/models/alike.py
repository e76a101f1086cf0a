"""Rows by which likely doubles are found; derived from actors, written anew by a command."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.rows import Base

KEY_LENGTH = 80


class ActorKey(Base):
    """Schlüssel zum Vergleichen: a folded e-mail, number, host or piece of a name of an actor (compass/alike/blocks.py)."""

    __tablename__ = "actor_key"
    __table_args__ = (Index(None, "key", "actor_id"),)

    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)


class ActorDue(Base):
    """Wartet auf den Vergleich: the keys of this actor changed and nobody has looked for its doubles since."""

    __tablename__ = "actor_due"

    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), primary_key=True)
