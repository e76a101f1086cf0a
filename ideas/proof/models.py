"""Rows of the sums: which were handed in already."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from core.rows import Base, Moment


class UsedProof(Base):
    """Gelöste Rechenaufgabe: counts for one opened form only; deleted once it would have ended anyway."""

    __tablename__ = "proof_used"

    challenge: Mapped[str] = mapped_column(String(64), primary_key=True)
    form: Mapped[str] = mapped_column(String(64))
    ends_at: Mapped[Moment] = mapped_column(index=True)
