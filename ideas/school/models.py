"""Rows of school mode: classes with their code, and which ideas they handed in."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.rows import Base, Key, Line, Moment, Versioned
from ideas.models import Idea

NAME_LENGTH = 80
TOPIC_LENGTH = 200
CODE_LENGTH = 8
REASON_LENGTH = 300


class SchoolClass(Versioned, Base):
    """Schulklasse mit einem Code, unter dem sie Ideen abgibt, bis zu einem Tag; its name is the source of its ideas."""

    __tablename__ = "school_class"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(NAME_LENGTH), unique=True)
    topic: Mapped[str] = mapped_column(String(TOPIC_LENGTH), default="")
    until_on: Mapped[str] = mapped_column(String(10))
    code: Mapped[str] = mapped_column(String(CODE_LENGTH), unique=True)
    made_at: Mapped[Moment]

    @property
    def until(self) -> date:
        """The last day of the code."""
        return date.fromisoformat(self.until_on)


class SchoolIdea(Base):
    """Idee aus einer Klasse; asked_at and reason when the teacher asks the office not to publish it."""

    __tablename__ = "school_idea"

    id: Mapped[Key]
    class_id: Mapped[int] = mapped_column(ForeignKey("school_class.id", ondelete="CASCADE"), index=True)
    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), unique=True)
    asked_at: Mapped[Moment | None]
    reason: Mapped[Line] = mapped_column(default="")

    idea: Mapped[Idea] = relationship(lazy="raise")
    school_class: Mapped[SchoolClass] = relationship(lazy="raise")
