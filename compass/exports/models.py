"""Rows of what went out: who took how many entries, in which form, with ways to reach people or without, and what for."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from core.rows import Base, Key, Line, Moment, Word


class ActorExport(Base):
    """Herausgabe einer Liste des Netzwerks; holds no name of anybody."""

    __tablename__ = "actor_export"

    id: Mapped[Key]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    made_at: Mapped[Moment] = mapped_column(index=True)
    form: Mapped[Word]
    number: Mapped[int]
    extent: Mapped[Word]
    narrowed: Mapped[str] = mapped_column(String(500), default="")
    purpose: Mapped[Line]
