"""Rows of a vision: its text with every version, where it comes from, how it goes on."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.rows import Base, Key, Line, Moment, Versioned, words
from dialogues.models.kinds import TITLE_LENGTH, Way
from dialogues.models.meetings import Thesis
from ideas.models import Idea
from radar.models import ActivityArea, Trait

vision_idea = Table(
    "vision_idea",
    Base.metadata,
    Column("vision_id", ForeignKey("vision.id", ondelete="CASCADE"), primary_key=True),
    Column("idea_id", ForeignKey("idea.id", ondelete="CASCADE"), primary_key=True, index=True),
)
vision_area = Table(
    "vision_area",
    Base.metadata,
    Column("vision_id", ForeignKey("vision.id", ondelete="CASCADE"), primary_key=True),
    Column("area_id", ForeignKey("activity_area.id"), primary_key=True, index=True),
)
vision_trait = Table(
    "vision_trait",
    Base.metadata,
    Column("vision_id", ForeignKey("vision.id", ondelete="CASCADE"), primary_key=True),
    Column("trait_id", ForeignKey("trait.id"), primary_key=True, index=True),
)
vision_thesis = Table(
    "vision_thesis",
    Base.metadata,
    Column("vision_id", ForeignKey("vision.id", ondelete="CASCADE"), primary_key=True),
    Column("thesis_id", ForeignKey("thesis.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class Vision(Versioned, Base):
    """Zukunftsvision: written from impulses, one main Aktionsfeld, ordered by the office, with the way on that was chosen."""

    __tablename__ = "vision"
    __table_args__ = (Index(None, "released_at", "id"),)

    id: Mapped[Key]
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id"), index=True)
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    text: Mapped[str] = mapped_column(Text)
    main_area_id: Mapped[int] = mapped_column(ForeignKey("activity_area.id"), index=True)
    rank: Mapped[int]
    way: Mapped[Way | None] = mapped_column(words(Way, "way"))
    way_place: Mapped[Line] = mapped_column(default="")
    way_reason: Mapped[str] = mapped_column(Text, default="")
    way_on: Mapped[str] = mapped_column(String(10), default="")
    way_at: Mapped[Moment | None]
    written_at: Mapped[Moment]
    released_at: Mapped[Moment | None]
    nonce_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    urgency: Mapped[int | None]
    feasibility: Mapped[int | None]
    next_kind: Mapped[str | None] = mapped_column(String(40))
    next_id: Mapped[int | None]

    areas: Mapped[list[ActivityArea]] = relationship(
        secondary=vision_area, lazy="raise", order_by=(ActivityArea.position, ActivityArea.id)
    )
    traits: Mapped[list[Trait]] = relationship(
        secondary=vision_trait, lazy="raise", order_by=(Trait.position, Trait.id)
    )
    ideas: Mapped[list[Idea]] = relationship(secondary=vision_idea, lazy="raise", order_by=Idea.id)
    theses: Mapped[list[Thesis]] = relationship(secondary=vision_thesis, lazy="raise", order_by=Thesis.id)

    @property
    def public(self) -> bool:
        """Whether everybody may read it."""
        return self.released_at is not None


class VisionVersion(Base):
    """Fassung einer Zukunftsvision, wie sie einmal lautete."""

    __tablename__ = "vision_version"
    __table_args__ = (UniqueConstraint("vision_id", "number"),)

    id: Mapped[Key]
    vision_id: Mapped[int] = mapped_column(ForeignKey("vision.id", ondelete="CASCADE"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[Moment]
    written_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
