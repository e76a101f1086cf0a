"""Rows of the Kickbox: boxes from application to end, and the levels they reached."""

from __future__ import annotations

import enum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.rows import Base, Key, Line, Moment, Versioned, words

TITLE_LENGTH = 160
TEXT_LENGTH = 4000
NOTE_LENGTH = 600
ENDING_LENGTH = 2000


class BoxState(enum.StrEnum):
    """Stand einer Kickbox."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    RUNNING = "running"
    GOES_ON = "goes_on"
    LEARNED = "learned"


STATE_WORDS = {
    BoxState.ASKED: "Adresse noch nicht bestätigt",
    BoxState.CONFIRMED: "Beworben",
    BoxState.DECLINED: "Nicht angenommen",
    BoxState.RUNNING: "Läuft",
    BoxState.GOES_ON: "Geht weiter",
    BoxState.LEARNED: "Beendet, etwas gelernt",
}
SHOWN = frozenset({BoxState.RUNNING, BoxState.GOES_ON, BoxState.LEARNED})

LEVELS = (
    ("Anfangen", "Inception"),
    ("Ideen sammeln", "Ideate"),
    ("Besser machen", "Improve"),
    ("Nachfragen", "Investigate"),
    ("Noch einmal", "Iterate"),
    ("Überzeugen", "Infiltrate"),
)
"""The six levels: our German name and, in small print, that of the open method."""
TOP = len(LEVELS)


class Box(Versioned, Base):
    """Kickbox: an innovator's own attempt, six levels, a coach, an end; name and address stay with the office.

    `level` is 0 until the box starts. `ending` is what was learned in all, `onward` where it goes on, empty when it
    does not. `ended_at` is also the day on which an application was declined. Title and text are public once it runs.
    """

    __tablename__ = "box"
    __table_args__ = (
        Index(None, "state", "asked_at", "id"),
        Index(None, "state", "ended_at", "id"),
        CheckConstraint("level BETWEEN 0 AND 6", name="level"),
    )

    id: Mapped[Key]
    idea_id: Mapped[int | None] = mapped_column(ForeignKey("idea.id", ondelete="SET NULL"), index=True)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("activity_area.id"), index=True)
    coach_id: Mapped[int | None] = mapped_column(ForeignKey("actor.id", ondelete="SET NULL"), index=True)
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    text: Mapped[str] = mapped_column(Text)
    innovator: Mapped[str] = mapped_column(String(160), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    state: Mapped[BoxState] = mapped_column(words(BoxState, "state"), default=BoxState.ASKED)
    suspicion: Mapped[str | None] = mapped_column(String(40))
    nonce_hash: Mapped[str] = mapped_column(String(64), unique=True)
    level: Mapped[int] = mapped_column(default=0)
    ending: Mapped[str] = mapped_column(Text, default="")
    onward: Mapped[Line] = mapped_column(default="")
    asked_at: Mapped[Moment]
    started_at: Mapped[Moment | None]
    ended_at: Mapped[Moment | None]

    steps: Mapped[list[LevelStep]] = relationship(
        lazy="raise", order_by="LevelStep.level", cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def public(self) -> bool:
        """Whether everybody may see it."""
        return self.state in SHOWN


class LevelStep(Base):
    """Erreichte Stufe einer Kickbox, with a sentence about what was learned on the level before."""

    __tablename__ = "box_level"
    __table_args__ = (UniqueConstraint("box_id", "level"), CheckConstraint("level BETWEEN 1 AND 6", name="level"))

    id: Mapped[Key]
    box_id: Mapped[int] = mapped_column(ForeignKey("box.id", ondelete="CASCADE"))
    level: Mapped[int]
    at: Mapped[Moment]
    note: Mapped[str] = mapped_column(Text, default="")
