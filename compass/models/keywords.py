"""Rows of the office's own words for actors."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, String, Table
from sqlalchemy.orm import Mapped, mapped_column, validates

from core.rows import Base, Key, fold

KEYWORD_LENGTH = 40


class Keyword(Base):
    """Stichwort: a short word of the office for some actors ("Verteiler Sommerfest"); `key` tells it apart, whatever its case."""

    __tablename__ = "keyword"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(KEYWORD_LENGTH))
    key: Mapped[str] = mapped_column(String(KEYWORD_LENGTH * 2), unique=True)

    @validates("name")
    def _follow(self, _: str, name: str) -> str:
        self.key = fold(name)[: KEYWORD_LENGTH * 2]
        return name


actor_keyword = Table(
    "actor_keyword",
    Base.metadata,
    Column("actor_id", ForeignKey("actor.id", ondelete="CASCADE"), primary_key=True),
    Column("keyword_id", ForeignKey("keyword.id", ondelete="CASCADE"), primary_key=True, index=True),
)
