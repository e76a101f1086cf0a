"""Rows of what was done for somebody's rights: when, how, why, until when."""

from __future__ import annotations

import enum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.rows import Base, Key, Line, Moment, words


class StepKind(enum.StrEnum):
    """Art eines Schritts zum Datenschutz."""

    INFORMED = "informed"
    TOLD = "told"
    KEPT = "kept"
    RESTRICTED = "restricted"
    FREED = "freed"


STEP_WORDS = {
    StepKind.INFORMED: "Informiert",
    StepKind.TOLD: "Auskunft erstellt",
    StepKind.KEPT: "Weiter behalten",
    StepKind.RESTRICTED: "Eingeschränkt",
    StepKind.FREED: "Einschränkung aufgehoben",
}


class PrivacyStep(Base):
    """Schritt zum Datenschutz eines Eintrags; words say how or why, until_on (ISO day) how long it is kept then."""

    __tablename__ = "privacy_step"
    __table_args__ = (Index(None, "actor_id", "at", "id"),)

    id: Mapped[Key]
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"))
    kind: Mapped[StepKind] = mapped_column(words(StepKind, "kind"))
    at: Mapped[Moment]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    words: Mapped[Line] = mapped_column(default="")
    until_on: Mapped[str] = mapped_column(String(10), default="")
