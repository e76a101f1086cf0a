"""Rows of the weights: how much each kind of evidence counts when actors are suggested."""

from __future__ import annotations

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.rows import Base, Key, Moment


class WeightEdit(Base):
    """Fassung der Gewichte: kind of evidence to percent (0 to 100); the newest counts, the older ones are its history."""

    __tablename__ = "weight_edit"

    id: Mapped[Key]
    weights: Mapped[dict[str, int]] = mapped_column(JSON)
    edited_at: Mapped[Moment]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
