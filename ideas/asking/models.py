"""Rows of questions to authors."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.rows import Base, Key, Moment

QUESTION_LENGTH = 1000
ANSWER_LENGTH = 2000


class Inquiry(Base):
    """Rückfrage an die Verfasser*in: the question, until when, and the answer, which only the office reads.

    may_be_added: the author lets the answer become part of the published text. closed_at: nobody waits any more,
    because an answer came, the day passed or the office decided without one.
    """

    __tablename__ = "idea_inquiry"

    id: Mapped[Key]
    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), index=True)
    question: Mapped[str] = mapped_column(Text)
    answer_by_on: Mapped[str] = mapped_column(String(10), index=True)
    asked_at: Mapped[Moment]
    reminded_at: Mapped[Moment | None]
    answered_at: Mapped[Moment | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    may_be_added: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[Moment | None]
    closed_at: Mapped[Moment | None]
