"""Rows of interest: nothing in them leads to a person, to a moment, or from one idea to another."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from core.rows import Base


class Interest(Base):
    """Interesse eines Browsers an einer Idee: a keyed hash of both, and the day.

    The key is all there is, so a browser counts once. Another idea gives another hash, and without running numbers
    (SQLite keeps none for this table) nobody can see which rows came one after the other.
    """

    __tablename__ = "interest"
    __table_args__ = ({"sqlite_with_rowid": False},)

    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), primary_key=True)
    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
    tapped_on: Mapped[str] = mapped_column(String(10))


class InterestFigure(Base):
    """Angabe „ungefähr so viele“ an einer Idee: written only when the rounded number becomes another one."""

    __tablename__ = "interest_figure"

    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), primary_key=True)
    about: Mapped[int]
