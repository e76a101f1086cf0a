"""Rows of notes about actors."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.rows import Base, Key, Moment, Versioned

TEXT_LENGTH = 2000


class ActorNote(Versioned, Base):
    """Notiz über eine*n Akteur*in: for the office, a private one for its author and those with the right to read it.

    On no public page, in no index, letter or journal; part of what the person may ask to read (Art. 15), gone with it.
    """

    __tablename__ = "actor_note"
    __table_args__ = (Index(None, "actor_id", "written_at", "id"),)

    id: Mapped[Key]
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    text: Mapped[str] = mapped_column(Text)
    is_private: Mapped[bool] = mapped_column(default=False)
    written_at: Mapped[Moment]
    changed_at: Mapped[Moment | None]
    nonce_hash: Mapped[str] = mapped_column(String(64), unique=True)
