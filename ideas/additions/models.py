"""Rows of additions."""

from __future__ import annotations

import enum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.rows import Base, Key, Moment, Versioned, words
from ideas.models import Idea

TEXT_LENGTH = 2000
REASON_LENGTH = 300


class State(enum.StrEnum):
    """Stand einer Ergänzung."""

    WAITING = "waiting"
    PUBLISHED = "published"
    DECLINED = "declined"


STATE_WORDS = {
    State.WAITING: "wartet",
    State.PUBLISHED: "veröffentlicht",
    State.DECLINED: "nicht veröffentlicht",
}


class Addition(Versioned, Base):
    """Ergänzung zu einer veröffentlichten Idee, von irgendwem; everybody sees it while it and its idea are published.

    `reason` says why it was not published, for the office. Words taken out of `text` are kept nowhere.
    """

    __tablename__ = "addition"
    __table_args__ = (Index(None, "state", "submitted_at", "id"), Index(None, "idea_id", "state", "submitted_at"))

    id: Mapped[Key]
    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[State] = mapped_column(words(State, "state"), default=State.WAITING)
    reason: Mapped[str] = mapped_column(String(REASON_LENGTH), default="")
    suspicion: Mapped[str | None] = mapped_column(String(40))
    submitted_at: Mapped[Moment]
    changed_at: Mapped[Moment]
    redacted_at: Mapped[Moment | None]
    nonce_hash: Mapped[str] = mapped_column(String(64), unique=True)

    idea: Mapped[Idea] = relationship(lazy="raise")
