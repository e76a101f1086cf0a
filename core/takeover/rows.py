"""Columns that every import has, whatever its rows become: the file, who sent it, how far it is; answers kept per source."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from core.rows import Base, Key, Line, Moment, words
from core.takeover.states import Fate, State, Verdict

SOURCE_LENGTH = 80


class SourceRow(Base):
    """Quelle einer Übernahme: which column was which field last time, and how the rest was answered."""

    __abstract__ = True

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(SOURCE_LENGTH), unique=True)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)


class JobRow(Base):
    """Übernahme einer Datei; `file` is its name in the instance folder until the rows are read, `line` how far we are."""

    __abstract__ = True

    id: Mapped[Key]
    source_name: Mapped[str] = mapped_column(String(SOURCE_LENGTH), index=True)
    file_name: Mapped[str] = mapped_column(String(120))
    file: Mapped[str | None] = mapped_column(String(80))
    nonce_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    state: Mapped[State] = mapped_column(words(State, "state"), default=State.MAPPING)
    line: Mapped[int] = mapped_column(default=0)
    fault: Mapped[Line] = mapped_column(default="")
    made_at: Mapped[Moment]
    changed_at: Mapped[Moment] = mapped_column(index=True)


class LineRow(Base):
    """Zeile einer Übernahme: its words only until they are stored, `before` only while an update can be undone.

    `version` is the stored thing's when this row was taken: as long as it is still the same, nobody has touched it.
    `likeness` is in percent, 0 to 100. The room's class adds import_id.
    """

    __abstract__ = True

    id: Mapped[Key]
    import_id: Mapped[int]
    line: Mapped[int]
    verdict: Mapped[Verdict] = mapped_column(words(Verdict, "verdict"))
    fate: Mapped[Fate] = mapped_column(words(Fate, "fate"), default=Fate.WAITING)
    values: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    version: Mapped[int | None]
    like_line: Mapped[int | None]
    likeness: Mapped[int | None]
