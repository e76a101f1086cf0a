"""Rows of segments."""

from __future__ import annotations

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.rows import Base, Key, Moment, Versioned

NAME_LENGTH = 60


class Segment(Versioned, Base):
    """Segment: names and values of the list's address, only those that the list knows; for one person or for all.

    `key` is the name without capitals: an account has each name once. One for all stays when its account goes.
    """

    __tablename__ = "actor_segment"
    __table_args__ = (UniqueConstraint("account_id", "key"),)

    id: Mapped[Key]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    key: Mapped[str] = mapped_column(String(NAME_LENGTH * 2))
    for_all: Mapped[bool] = mapped_column(default=False, index=True)
    pairs: Mapped[list[list[str]]] = mapped_column(JSON)
    made_at: Mapped[Moment]
    nonce_hash: Mapped[str] = mapped_column(String(64), unique=True)
