"""Rows of places."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Float, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.rows import Base


class IdeaPoint(Base):
    """Punkt auf der Karte, um den es in einer Idee geht: degrees of WGS 84, four decimals (about ten metres), no address."""

    __tablename__ = "idea_point"
    __table_args__ = (
        CheckConstraint("longitude between -180 and 180", name="longitude"),
        CheckConstraint("latitude between -90 and 90", name="latitude"),
    )

    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), primary_key=True)
    longitude: Mapped[float] = mapped_column(Float)
    latitude: Mapped[float] = mapped_column(Float)
