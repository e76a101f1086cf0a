"""Rows of what people are sought for."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Index, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from compass.models.kinds import NAME_LENGTH
from core.rows import Base, Key, Moment, Versioned
from radar.models import ActivityArea

MOST_SEATS = 30
"""Seats of a challenge."""

challenge_area = Table(
    "challenge_area",
    Base.metadata,
    Column("challenge_id", ForeignKey("challenge.id", ondelete="CASCADE"), primary_key=True),
    Column("area_id", ForeignKey("activity_area.id"), primary_key=True, index=True),
)


class Challenge(Versioned, Base):
    """Herausforderung: for what people are sought; may come from a thing of any room (source_kind, source_id).

    seats people are wanted; quotas holds [least, most] seats per sector (Sector values), empty for the usual ones.
    asker_id is the actor that asks: ways through the network begin there.
    """

    __tablename__ = "challenge"
    __table_args__ = (Index(None, "source_kind", "source_id"), Index(None, "made_at", "id"))

    id: Mapped[Key]
    title: Mapped[str] = mapped_column(String(NAME_LENGTH))
    text: Mapped[str] = mapped_column(Text, default="")
    source_kind: Mapped[str | None] = mapped_column(String(40))
    source_id: Mapped[int | None]
    made_at: Mapped[Moment]
    seats: Mapped[int] = mapped_column(default=6, server_default="6")
    quotas: Mapped[dict[str, list[int]]] = mapped_column(JSON, default=dict, server_default="{}")
    asker_id: Mapped[int | None] = mapped_column(ForeignKey("actor.id", ondelete="SET NULL"), index=True)

    areas: Mapped[list[ActivityArea]] = relationship(
        secondary=challenge_area, lazy="raise", order_by=ActivityArea.position
    )
