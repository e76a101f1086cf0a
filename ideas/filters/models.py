"""Rows of saved filters."""

from __future__ import annotations

import enum

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.rows import Base, Key, Moment, Versioned, words

NAME_LENGTH = 60


class Shelf(enum.StrEnum):
    """Liste, zu der ein gespeicherter Filter gehört."""

    ALL = "all"
    QUEUE = "queue"


class SavedFilter(Versioned, Base):
    """Gespeicherter Filter: names and values of a list's address, only those that the list knows; for one or for all.

    `key` is the name without capitals: an account has each name once.
    """

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("account_id", "key"),)

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    shelf: Mapped[Shelf] = mapped_column(words(Shelf, "shelf"))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    key: Mapped[str] = mapped_column(String(NAME_LENGTH * 2))
    for_all: Mapped[bool] = mapped_column(default=False, index=True)
    pairs: Mapped[list[list[str]]] = mapped_column(JSON)
    made_at: Mapped[Moment]
    nonce_hash: Mapped[str] = mapped_column(String(64), unique=True)
