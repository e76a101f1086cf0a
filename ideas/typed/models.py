"""Rows of what is typed in: occasions, printed cards, which idea stood on which."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.rows import Base, Key, Moment, Versioned, words
from ideas.models import Source
from radar.models import ActivityArea

NAME_LENGTH = 80
REF_LENGTH = 40

occasion_area = Table(
    "occasion_area",
    Base.metadata,
    Column("occasion_id", ForeignKey("occasion.id", ondelete="CASCADE"), primary_key=True),
    Column("area_id", ForeignKey("activity_area.id"), primary_key=True, index=True),
)


class Occasion(Versioned, Base):
    """Anlass, bei dem Ideen auf Papier, am Telefon oder im Gespräch kamen; its name is the source of each of them.

    What is set here (way, category, district, areas) is what an idea typed for it begins with.
    """

    __tablename__ = "occasion"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(NAME_LENGTH), unique=True)
    held_on: Mapped[str] = mapped_column(String(10))
    source: Mapped[Source] = mapped_column(words(Source, "source"), default=Source.CARD)
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"), index=True)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"), index=True)
    made_at: Mapped[Moment]

    areas: Mapped[list[ActivityArea]] = relationship(
        secondary=occasion_area, lazy="selectin", order_by=ActivityArea.position
    )


class CardBatch(Base):
    """Kartensatz: blank cards printed together; of the form that ordered them only the nonce's hash is kept."""

    __tablename__ = "card_batch"

    id: Mapped[Key]
    nonce_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[Moment]
    cards: Mapped[int]


class PrintedCard(Base):
    """Gedruckte Karte: of the Merk-Code on its tear-off strip only the hash; the idea once it has been typed in."""

    __tablename__ = "printed_card"

    id: Mapped[Key]
    batch_id: Mapped[int] = mapped_column(ForeignKey("card_batch.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    idea_id: Mapped[int | None] = mapped_column(ForeignKey("idea.id", ondelete="SET NULL"), unique=True)
    typed_at: Mapped[Moment | None]
