"""Rows of an import: the file taken over, its rows with a verdict each, the mapping kept per source."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.rows import Line
from core.takeover.rows import JobRow, LineRow, SourceRow

REF_LENGTH = 120
"""As wide as an idea's own column for it."""


class ImportSource(SourceRow):
    """Quelle einer Übernahme: the answers for its next file."""

    __tablename__ = "import_source"


class Import(JobRow):
    """Übernahme einer Datei; `file` is its name in the instance folder until the rows are read, `line` how far we are."""

    __tablename__ = "idea_import"

    mapping: Mapped[dict[str, Any]] = mapped_column(JSON)
    publish: Mapped[bool] = mapped_column(default=False)
    doubles: Mapped[bool] = mapped_column(default=True)


class ImportRow(LineRow):
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

    import_id: Mapped[int] = mapped_column(ForeignKey("idea_import.id", ondelete="CASCADE"))
    ref: Mapped[str] = mapped_column(String(REF_LENGTH), default="")
    reason: Mapped[Line] = mapped_column(default="")
    wanted: Mapped[bool] = mapped_column(default=False)
    idea_id: Mapped[int | None] = mapped_column(ForeignKey("idea.id", ondelete="SET NULL"), index=True)
    like_id: Mapped[int | None] = mapped_column(ForeignKey("idea.id", ondelete="SET NULL"), index=True)
