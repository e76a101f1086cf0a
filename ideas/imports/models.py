"""Rows of an import: the file taken over, its rows with a verdict each, the mapping kept per source."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.rows import Base, Key, Line, Moment, words
from core.takeover.states import Fate, State, Verdict

REF_LENGTH = 120
SOURCE_LENGTH = 80
"""As wide as an idea's own columns for them."""


class ImportSource(Base):
    """Quelle einer Übernahme: which column was which field last time, and how the rest was answered."""

    __tablename__ = "import_source"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(SOURCE_LENGTH), unique=True)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)


class Import(Base):
    """Übernahme einer Datei; `file` is its name in the instance folder until the rows are read, `line` how far we are."""

    __tablename__ = "idea_import"

    id: Mapped[Key]
    source_name: Mapped[str] = mapped_column(String(SOURCE_LENGTH), index=True)
    file_name: Mapped[str] = mapped_column(String(120))
    file: Mapped[str | None] = mapped_column(String(80))
    nonce_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    state: Mapped[State] = mapped_column(words(State, "state"), default=State.MAPPING)
    mapping: Mapped[dict[str, Any]] = mapped_column(JSON)
    publish: Mapped[bool] = mapped_column(default=False)
    doubles: Mapped[bool] = mapped_column(default=True)
    line: Mapped[int] = mapped_column(default=0)
    fault: Mapped[Line] = mapped_column(default="")
    made_at: Mapped[Moment]
    changed_at: Mapped[Moment] = mapped_column(index=True)


class ImportRow(Base):
    """Zeile einer Übernahme: its words only until they are an idea, `before` only while an update can be undone.

    `version` is the idea's when this row was taken: as long as it is still the same, nobody has touched the idea.
    `likeness` is in percent, 0 to 100.
    """

    __tablename__ = "import_row"
    __table_args__ = (
        UniqueConstraint("import_id", "line"),
        Index(None, "import_id", "verdict", "line"),
        Index(None, "import_id", "fate", "line"),
    )

    id: Mapped[Key]
    import_id: Mapped[int] = mapped_column(ForeignKey("idea_import.id", ondelete="CASCADE"))
    line: Mapped[int]
    ref: Mapped[str] = mapped_column(String(REF_LENGTH), default="")
    verdict: Mapped[Verdict] = mapped_column(words(Verdict, "verdict"))
    reason: Mapped[Line] = mapped_column(default="")
    fate: Mapped[Fate] = mapped_column(words(Fate, "fate"), default=Fate.WAITING)
    wanted: Mapped[bool] = mapped_column(default=False)
    values: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    idea_id: Mapped[int | None] = mapped_column(ForeignKey("idea.id", ondelete="SET NULL"), index=True)
    version: Mapped[int | None]
    like_id: Mapped[int | None] = mapped_column(ForeignKey("idea.id", ondelete="SET NULL"), index=True)
    like_line: Mapped[int | None]
    likeness: Mapped[int | None]
