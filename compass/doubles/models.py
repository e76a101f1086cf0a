"""Rows of doubles: likely pairs, pairs that are none, merges with what is needed to take them back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from core.rows import Base, Key, Moment


class LikelyPair(Base):
    """Vielleicht doppelt: two entries that look like one, with the reasons in words; derived, made by the job.

    score in (0, 1]; low_id is always the smaller number, so that a pair stands once.
    """

    __tablename__ = "likely_pair"
    __table_args__ = (CheckConstraint("low_id < high_id", name="in_order"), Index(None, "score", "low_id", "high_id"))

    low_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), primary_key=True)
    high_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), primary_key=True, index=True)
    score: Mapped[float]
    reasons: Mapped[list[str]] = mapped_column(JSON)


class NotDouble(Base):
    """Ist nicht doppelt: somebody looked and said so; counts in both directions until it is taken back."""

    __tablename__ = "not_double"
    __table_args__ = (CheckConstraint("low_id < high_id", name="in_order"),)

    low_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), primary_key=True)
    high_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), primary_key=True, index=True)
    said_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    said_at: Mapped[Moment]


class Merge(Base):
    """Zusammenführung: gone_id lives on in kept_id, and its old address leads there.

    kept_was is who it was merged into on that day: another one than kept_id once that one was merged in turn. gone_id
    names a row that is no longer there, so that it is no foreign key, and no new entry ever gets its number. snapshot
    holds each row that the merge wrote, before and after, in the order of writing (journal of the wing's ledger.py), and
    with it personal data: None after thirty days, gone with the kept entry.
    """

    __tablename__ = "actor_merge"

    id: Mapped[Key]
    gone_id: Mapped[int] = mapped_column(Integer, unique=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), index=True)
    kept_was: Mapped[int] = mapped_column(Integer)
    merged_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    merged_at: Mapped[Moment] = mapped_column(index=True)
    snapshot: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
