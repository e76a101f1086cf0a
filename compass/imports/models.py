"""Rows of an import of actors: the file, its rows with a verdict each, the mapping kept per source."""

from __future__ import annotations

import enum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from compass.models import NAME_LENGTH, Basis
from core.rows import words
from core.takeover.rows import JobRow, LineRow, SourceRow

REF_LENGTH = 200


class Part(enum.StrEnum):
    """Wofür ein Teil einer Zeile steht: whom the row is about, or the organisation that stands in it too."""

    MAIN = "main"
    ORGANISATION = "organisation"


class Choice(enum.StrEnum):
    """Was mit einer wahrscheinlich doppelten Zeile geschehen soll."""

    LEAVE = "leave"
    NEW = "new"
    SAME = "same"


CHOICE_WORDS = {
    Choice.LEAVE: "Weglassen",
    Choice.NEW: "Als neuen Eintrag übernehmen",
    Choice.SAME: "Das ist der vorhandene Eintrag: ihn ergänzen",
}


class ActorSource(SourceRow):
    """Quelle einer Übernahme: the answers for its next file."""

    __tablename__ = "actor_source"


class ActorImport(JobRow):
    """Übernahme einer Liste; `file` is its name in the instance folder until the rows are read, `line` how far we are.

    answers holds what the office said: mapping, basis, kind and sector where a row names none.
    """

    __tablename__ = "actor_import"

    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    basis: Mapped[Basis | None] = mapped_column(words(Basis, "basis"))


class ActorImportRow(LineRow):
    """Zeile einer Übernahme: its words only until they are an entry, `before` only while an update can be undone.

    `version` is the actor's when this row was taken; `name_key` and `email_key` find the same one again in one file.
    `likeness` is in percent, 0 to 100; links are the ties that are made once all rows are there.
    """

    __tablename__ = "actor_import_row"
    __table_args__ = (
        UniqueConstraint("import_id", "line", "part"),
        Index(None, "import_id", "verdict", "line"),
        Index(None, "import_id", "fate", "line"),
        Index(None, "import_id", "name_key"),
        Index(None, "import_id", "email_key"),
        Index(None, "ref"),
    )

    import_id: Mapped[int] = mapped_column(ForeignKey("actor_import.id", ondelete="CASCADE"))
    part: Mapped[Part] = mapped_column(words(Part, "part"), default=Part.MAIN)
    ref: Mapped[str] = mapped_column(String(REF_LENGTH), default="")
    name: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    name_key: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    email_key: Mapped[str] = mapped_column(String(254), default="")
    reason: Mapped[str] = mapped_column(String(600), default="")
    choice: Mapped[Choice] = mapped_column(words(Choice, "choice"), default=Choice.LEAVE)
    links: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("actor.id", ondelete="SET NULL"), index=True)
    like_id: Mapped[int | None] = mapped_column(ForeignKey("actor.id", ondelete="SET NULL"), index=True)
