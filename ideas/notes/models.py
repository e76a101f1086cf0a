"""Rows of internal notes."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.rows import Base, Key, Moment, Versioned

TEXT_LENGTH = 2000


class Note(Versioned, Base):
    """Interne Notiz zu einer Idee: for the office alone, on no page, index, letter or journal; gone with the idea."""

    __tablename__ = "idea_note"
    __table_args__ = (Index(None, "idea_id", "written_at", "id"),)

    id: Mapped[Key]
    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[Moment]
    changed_at: Mapped[Moment | None]
    nonce_hash: Mapped[str] = mapped_column(String(64), unique=True)
