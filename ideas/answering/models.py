"""Rows of answers: what the city said, earlier wordings, and answers prepared for many ideas at once."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.rows import Base, Key, Line, Moment, Versioned, words
from ideas.stages import Stage

ROLE_LENGTH = 120
SHORT_LENGTH = 300
TEXT_LENGTH = 4000


class Reply(Versioned, Base):
    """Antwort der Stadt: who says it (a role, never a name), in a sentence and in full; stage is the one it came with."""

    __tablename__ = "idea_reply"

    id: Mapped[Key]
    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(ROLE_LENGTH))
    short: Mapped[str] = mapped_column(String(SHORT_LENGTH))
    text: Mapped[str] = mapped_column(Text)
    costs: Mapped[Line] = mapped_column(default="")
    period: Mapped[Line] = mapped_column(default="")
    stage: Mapped[Stage | None] = mapped_column(words(Stage, "reply_stage"))
    given_at: Mapped[Moment]
    changed_at: Mapped[Moment | None]

    earlier: Mapped[list[Wording]] = relationship(
        lazy="raise", order_by="Wording.until_at.desc(), Wording.id.desc()", cascade="all", passive_deletes=True
    )


class Wording(Base):
    """Frühere Fassung einer Antwort: what stood there until the office changed it; only the office reads it."""

    __tablename__ = "idea_reply_wording"

    id: Mapped[Key]
    reply_id: Mapped[int] = mapped_column(ForeignKey("idea_reply.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(ROLE_LENGTH))
    short: Mapped[str] = mapped_column(String(SHORT_LENGTH))
    text: Mapped[str] = mapped_column(Text)
    costs: Mapped[Line] = mapped_column(default="")
    period: Mapped[Line] = mapped_column(default="")
    until_at: Mapped[Moment]


class Batch(Versioned, Base):
    """Sammelantwort: one answer prepared for many ideas; texts may hold {Titel}. Nobody outside the office sees it."""

    __tablename__ = "reply_batch"

    id: Mapped[Key]
    role: Mapped[str] = mapped_column(String(ROLE_LENGTH))
    short: Mapped[str] = mapped_column(String(SHORT_LENGTH))
    text: Mapped[str] = mapped_column(Text)
    costs: Mapped[Line] = mapped_column(default="")
    period: Mapped[Line] = mapped_column(default="")
    stage: Mapped[Stage] = mapped_column(words(Stage, "batch_stage"))
    place: Mapped[Line] = mapped_column(default="")
    on: Mapped[str] = mapped_column("on_day", String(10), default="")
    made_at: Mapped[Moment]

    members: Mapped[list[Member]] = relationship(
        lazy="raise", order_by="Member.idea_id", cascade="all, delete-orphan", passive_deletes=True
    )


class Member(Base):
    """Idee in einer Sammelantwort: its own words where it needs others; given_at once its answer stands."""

    __tablename__ = "reply_batch_member"
    __table_args__ = (UniqueConstraint("batch_id", "idea_id"),)

    id: Mapped[Key]
    batch_id: Mapped[int] = mapped_column(ForeignKey("reply_batch.id", ondelete="CASCADE"))
    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), index=True)
    own_text: Mapped[str] = mapped_column(Text, default="")
    given_at: Mapped[Moment | None]
    left_out: Mapped[Line] = mapped_column(default="")
