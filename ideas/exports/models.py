"""Rows of what went out: who took how many ideas, in which form, with addresses or without, and why."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from core.rows import Base, Key, Line, Moment, Word


class Export(Base):
    """Herausgabe einer Liste aus dem Büro; the reason is asked for when addresses of authors go along."""

    __tablename__ = "idea_export"

    id: Mapped[Key]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    made_at: Mapped[Moment] = mapped_column(index=True)
    form: Mapped[Word]
    number: Mapped[int]
    narrowed: Mapped[str] = mapped_column(String(500), default="")
    addresses: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[Line] = mapped_column(default="")
