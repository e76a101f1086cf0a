"""Rows of the office's own words for actors."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, String, Table
from sqlalchemy.orm import Mapped, mapped_column, validates

from core.rows import Base, Key, fold

TAG_LENGTH = 40


class Tag(Base):
    """Stichwort: a short word of the office for some actors ("Verteiler Sommerfest"); `key` tells it apart, whatever its case."""

    __tablename__ = "tag"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(TAG_LENGTH))
    key: Mapped[str] = mapped_column(String(TAG_LENGTH * 2), unique=True)

    @validates("name")
    def _follow(self, _: str, name: str) -> str:
        self.key = fold(name)[: TAG_LENGTH * 2]
        return name


actor_tag = Table(
    "actor_tag",
    Base.metadata,
    Column("actor_id", ForeignKey("actor.id", ondelete="CASCADE"), primary_key=True),
    Column("tag_id", ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True, index=True),
)
