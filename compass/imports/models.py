"""Rows of an import of actors: the file, its rows with a verdict each, the mapping kept per source."""

from __future__ import annotations

import enum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from compass.models import NAME_LENGTH, Basis
from core.rows import Base, Key, Line, Moment, words
from core.takeover.states import Fate, State, Verdict

REF_LENGTH = 200
SOURCE_LENGTH = 80


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


class ActorSource(Base):
    """Quelle einer Übernahme: which column was which field last time, and how the rest was answered."""

    __tablename__ = "actor_source"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(SOURCE_LENGTH), unique=True)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)


class ActorImport(Base):
    """Übernahme einer Liste; `file` is its name in the instance folder until the rows are read, `line` how far we are.

    answers holds what the office said: mapping, basis, kind and sector where a row names none.
    """

    __tablename__ = "actor_import"

    id: Mapped[Key]
    source_name: Mapped[str] = mapped_column(String(SOURCE_LENGTH), index=True)
    file_name: Mapped[str] = mapped_column(String(120))
    file: Mapped[str | None] = mapped_column(String(80))
    nonce_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    state: Mapped[State] = mapped_column(words(State, "state"), default=State.MAPPING)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    basis: Mapped[Basis | None] = mapped_column(words(Basis, "basis"))
    line: Mapped[int] = mapped_column(default=0)
    fault: Mapped[Line] = mapped_column(default="")
    made_at: Mapped[Moment]
    changed_at: Mapped[Moment] = mapped_column(index=True)


class ActorImportRow(Base):
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

    id: Mapped[Key]
    import_id: Mapped[int] = mapped_column(ForeignKey("actor_import.id", ondelete="CASCADE"))
    line: Mapped[int]
    part: Mapped[Part] = mapped_column(words(Part, "part"), default=Part.MAIN)
    ref: Mapped[str] = mapped_column(String(REF_LENGTH), default="")
    name: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    name_key: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    email_key: Mapped[str] = mapped_column(String(254), default="")
    verdict: Mapped[Verdict] = mapped_column(words(Verdict, "verdict"))
    reason: Mapped[str] = mapped_column(String(600), default="")
    fate: Mapped[Fate] = mapped_column(words(Fate, "fate"), default=Fate.WAITING)
    choice: Mapped[Choice] = mapped_column(words(Choice, "choice"), default=Choice.LEAVE)
    values: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    links: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("actor.id", ondelete="SET NULL"), index=True)
    version: Mapped[int | None]
    like_id: Mapped[int | None] = mapped_column(ForeignKey("actor.id", ondelete="SET NULL"), index=True)
    like_line: Mapped[int | None]
    likeness: Mapped[int | None]
