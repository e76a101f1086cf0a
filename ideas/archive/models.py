"""Rows of the archive's offers: which closed files were offered together, and what the archive said to each."""

from __future__ import annotations

import enum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.rows import Base, Key, Moment, Versioned, words
from ideas.models import Idea


class Verdict(enum.StrEnum):
    """Was das Stadtarchiv zu einer angebotenen Akte sagt."""

    OPEN = "open"
    TAKEN = "taken"
    NOT_TAKEN = "not_taken"


VERDICT_WORDS = {
    Verdict.OPEN: "angeboten",
    Verdict.TAKEN: "vom Archiv übernommen",
    Verdict.NOT_TAKEN: "nicht übernommen",
}


class Offer(Base):
    """Anbietung ans Stadtarchiv: files offered together; `number` is how many, also when they are deleted.

    checksum is the SHA-256 of the package as it was fetched last.
    """

    __tablename__ = "archive_offer"

    id: Mapped[Key]
    made_at: Mapped[Moment]
    number: Mapped[int]
    checksum: Mapped[str] = mapped_column(String(64), default="")
    fetched_at: Mapped[Moment | None]


class OfferedFile(Versioned, Base):
    """Angebotene Akte: an idea in an offer, the archive's verdict and when it was noted."""

    __tablename__ = "archive_file"
    __table_args__ = (UniqueConstraint("idea_id"),)

    id: Mapped[Key]
    offer_id: Mapped[int] = mapped_column(ForeignKey("archive_offer.id", ondelete="CASCADE"), index=True)
    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"))
    verdict: Mapped[Verdict] = mapped_column(words(Verdict, "verdict"), default=Verdict.OPEN)
    decided_at: Mapped[Moment | None]

    idea: Mapped[Idea] = relationship(lazy="raise")
