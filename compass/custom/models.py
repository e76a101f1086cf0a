"""Rows of own fields and of what stands in them."""

from __future__ import annotations

import enum

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.rows import Base, Key, Line, Versioned, Word, words


class FieldType(enum.StrEnum):
    """Art eines eigenen Feldes."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    YES = "yes"


TYPE_WORDS = {
    FieldType.TEXT: "Text",
    FieldType.NUMBER: "Zahl",
    FieldType.DATE: "Tag",
    FieldType.CHOICE: "Auswahl",
    FieldType.YES: "Ja oder Nein",
}


class OwnField(Versioned, Base):
    """Eigenes Feld; kinds hold ActorKind values, empty for all; one that ended keeps what stands in it."""

    __tablename__ = "own_field"

    id: Mapped[Key]
    label: Mapped[Word]
    sort_key: Mapped[str] = mapped_column(String(80), unique=True)
    type: Mapped[FieldType] = mapped_column(words(FieldType, "type"))
    hint: Mapped[Line] = mapped_column(default="")
    kinds: Mapped[list[str]] = mapped_column(JSON, default=list)
    choices: Mapped[list[str]] = mapped_column(JSON, default=list)
    position: Mapped[int]
    ended: Mapped[bool] = mapped_column(default=False)


class OwnValue(Base):
    """Angabe in einem eigenen Feld: text as typed, a number with a point, an ISO day, a choice's words, or "ja"."""

    __tablename__ = "own_value"
    __table_args__ = (Index(None, "field_id", "value"),)

    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), primary_key=True)
    field_id: Mapped[int] = mapped_column(ForeignKey("own_field.id", ondelete="CASCADE"), primary_key=True, index=True)
    value: Mapped[Line]

    field: Mapped[OwnField] = relationship(lazy="raise")
