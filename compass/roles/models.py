"""Rows of who stands in for whom in a body."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.rows import Base


class StandIn(Base):
    """Stellvertretung: a deputy's tie to a body and the tie of the member whom it stands in for; gone with either."""

    __tablename__ = "tie_stand_in"

    tie_id: Mapped[int] = mapped_column(ForeignKey("tie.id", ondelete="CASCADE"), primary_key=True)
    for_id: Mapped[int] = mapped_column(ForeignKey("tie.id", ondelete="CASCADE"), index=True)
