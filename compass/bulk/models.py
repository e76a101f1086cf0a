"""Rows of changes to many actors at once: the change, and what became of it for each actor."""

from __future__ import annotations

import enum

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.rows import Base, Key, Line, Moment, Versioned, Word, words


class Act(enum.StrEnum):
    """Was mit vielen Einträgen auf einmal geschieht."""

    ADD_AREA = "add_area"
    DROP_AREA = "drop_area"
    ADD_DISTRICT = "add_district"
    DROP_DISTRICT = "drop_district"
    ADD_TAG = "add_tag"
    DROP_TAG = "drop_tag"
    CAPACITY = "capacity"
    SECTOR = "sector"


class State(enum.StrEnum):
    """Stand einer Sammeländerung."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


class Fate(enum.StrEnum):
    """Was aus einem Eintrag wurde: it waits, was changed, stays as it is (with a reason), is as before again."""

    WAITING = "waiting"
    DONE = "done"
    LEFT = "left"
    UNDONE = "undone"
    KEPT = "kept"


class Bulk(Versioned, Base):
    """Sammeländerung: one change (act, value) for at most 2,000 actors; `said` is the value in words.

    Kept for a month; taken back as a whole within its time.
    """

    __tablename__ = "actor_bulk"

    id: Mapped[Key]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    act: Mapped[Act] = mapped_column(words(Act, "act"))
    value: Mapped[Word]
    said: Mapped[Word]
    narrowed: Mapped[Line] = mapped_column(default="")
    state: Mapped[State] = mapped_column(words(State, "state"), default=State.PLANNED)
    made_at: Mapped[Moment] = mapped_column(index=True)
    pressed_at: Mapped[Moment | None]
    nonce_hash: Mapped[str] = mapped_column(String(64), unique=True)


class BulkLine(Base):
    """Eintrag in einer Sammeländerung: the version that was seen, then the one after; what stood there before."""

    __tablename__ = "actor_bulk_line"
    __table_args__ = (UniqueConstraint("bulk_id", "actor_id"), Index(None, "bulk_id", "fate", "id"))

    id: Mapped[Key]
    bulk_id: Mapped[int] = mapped_column(ForeignKey("actor_bulk.id", ondelete="CASCADE"))
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), index=True)
    fate: Mapped[Fate] = mapped_column(words(Fate, "fate"))
    reason: Mapped[Word] = mapped_column(default="")
    seen: Mapped[int]
    before: Mapped[dict[str, str] | None] = mapped_column(JSON)
