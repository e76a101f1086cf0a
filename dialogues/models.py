"""Rows of the D.I.V.: the body and its members, meetings with impulses and theses, ballots while a meeting is open, visions."""

from __future__ import annotations

import enum

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, SmallInteger, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.rows import Base, Key, Line, Moment, Versioned, Word, words
from ideas.models import Idea
from radar.models import ActivityArea, Trait

TITLE_LENGTH = 160
ABOUT_LENGTH = 2000
TEXT_LENGTH = 4000
LINE_LENGTH = 300


class DialogueState(enum.StrEnum):
    """Stand eines D.I.V.-Treffens."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


STATE_WORDS = {DialogueState.PLANNED: "Geplant", DialogueState.OPEN: "Läuft", DialogueState.CLOSED: "Ausgewertet"}


class Stone(enum.IntEnum):
    """Stein, von Teer (1) bis Gold (5)."""

    TAR = 1
    SLATE = 2
    PEBBLE = 3
    AMBER = 4
    GOLD = 5


STONE_WORDS = {
    Stone.GOLD: ("Gold", "stimme voll zu", "++"),
    Stone.AMBER: ("Bernstein", "stimme eher zu", "+"),
    Stone.PEBBLE: ("Kiesel", "teils, teils", "o"),
    Stone.SLATE: ("Schiefer", "stimme eher nicht zu", "−"),
    Stone.TAR: ("Teer", "stimme gar nicht zu", "−−"),
}
"""Name, words (the meaning, always first), sign; in the order people see them."""


class Way(enum.StrEnum):
    """Wie es mit einer Zukunftsvision weitergeht."""

    CIRCLE = "circle"
    KICKBOX = "kickbox"
    LAB = "lab"
    PROJECT = "project"
    DEPARTMENT = "department"
    LATER = "later"
    NOT_PURSUED = "not_pursued"


WAY_WORDS = {
    Way.CIRCLE: "Ein Innovationszirkel arbeitet daran",
    Way.KICKBOX: "Eine Kickbox probiert es aus",
    Way.LAB: "Ein bestehendes Reallabor nimmt es auf",
    Way.PROJECT: "Ein laufendes Projekt nimmt es auf",
    Way.DEPARTMENT: "Ein Amt übernimmt es",
    Way.LATER: "Später",
    Way.NOT_PURSUED: "Nicht weiter",
}

dialogue_idea = Table(
    "dialogue_idea",
    Base.metadata,
    Column("dialogue_id", ForeignKey("dialogue.id", ondelete="CASCADE"), primary_key=True),
    Column("idea_id", ForeignKey("idea.id", ondelete="CASCADE"), primary_key=True, index=True),
)
vision_idea = Table(
    "vision_idea",
    Base.metadata,
    Column("vision_id", ForeignKey("vision.id", ondelete="CASCADE"), primary_key=True),
    Column("idea_id", ForeignKey("idea.id", ondelete="CASCADE"), primary_key=True, index=True),
)
vision_area = Table(
    "vision_area",
    Base.metadata,
    Column("vision_id", ForeignKey("vision.id", ondelete="CASCADE"), primary_key=True),
    Column("area_id", ForeignKey("activity_area.id"), primary_key=True, index=True),
)
vision_trait = Table(
    "vision_trait",
    Base.metadata,
    Column("vision_id", ForeignKey("vision.id", ondelete="CASCADE"), primary_key=True),
    Column("trait_id", ForeignKey("trait.id"), primary_key=True, index=True),
)


class Assembly(Versioned, Base):
    """D.I.V. als Gremium: standing body between administration and city."""

    __tablename__ = "assembly"

    id: Mapped[Key]
    name: Mapped[Word]
    about: Mapped[str] = mapped_column(Text, default="")


class Membership(Base):
    """Mitgliedschaft einer Akteurin oder eines Akteurs im D.I.V."""

    __tablename__ = "assembly_member"
    __table_args__ = (UniqueConstraint("assembly_id", "actor_id"),)

    id: Mapped[Key]
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id", ondelete="CASCADE"), index=True)
    since_on: Mapped[str] = mapped_column(String(10), default="")


class Dialogue(Versioned, Base):
    """D.I.V.-Treffen: prepared by the office, open while people lay stones, closed into counts; without assembly a workshop."""

    __tablename__ = "dialogue"
    __table_args__ = (Index(None, "state", "held_on", "id"),)

    id: Mapped[Key]
    assembly_id: Mapped[int | None] = mapped_column(ForeignKey("assembly.id"), index=True)
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    about: Mapped[str] = mapped_column(Text, default="")
    held_on: Mapped[str] = mapped_column(String(10))
    begins: Mapped[str] = mapped_column(String(5), default="")
    place: Mapped[Line] = mapped_column(default="")
    announced: Mapped[bool] = mapped_column(default=False)
    state: Mapped[DialogueState] = mapped_column(words(DialogueState, "state"), default=DialogueState.PLANNED)
    meeting_code: Mapped[str | None] = mapped_column(String(12), unique=True)
    opened_at: Mapped[Moment | None]
    closed_at: Mapped[Moment | None]
    nonce_hash: Mapped[str | None] = mapped_column(String(64), unique=True)

    ideas: Mapped[list[Idea]] = relationship(secondary=dialogue_idea, lazy="raise", order_by=Idea.id)
    theses: Mapped[list[Thesis]] = relationship(
        lazy="raise", order_by="Thesis.position, Thesis.id", cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def public(self) -> bool:
        """Whether everybody may know of it."""
        return self.announced


class Thesis(Versioned, Base):
    """These: one short thought; its counts exist only once the meeting is closed."""

    __tablename__ = "thesis"
    __table_args__ = (
        CheckConstraint(
            "(gold IS NULL) = (tar IS NULL) AND (gold IS NULL) = (passed IS NULL)", name="counted_as_a_whole"
        ),
    )

    id: Mapped[Key]
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    text: Mapped[Line]
    question: Mapped[Line] = mapped_column(default="")
    gold: Mapped[int | None]
    amber: Mapped[int | None]
    pebble: Mapped[int | None]
    slate: Mapped[int | None]
    tar: Mapped[int | None]
    passed: Mapped[int | None]


class Ballot(Base):
    """Stein, solange das Treffen läuft: the key is SHA-256 of the phone's token and the thesis; no person, order or time.

    The table is ordered by its key, so that even the file does not keep the order in which stones were laid (SQLite).
    Closing a meeting turns its ballots into counts and deletes them. `stone` 0 is "Dazu sage ich nichts".
    """

    __tablename__ = "ballot"
    __table_args__ = (
        CheckConstraint("stone BETWEEN 0 AND 5", name="stone"),
        {"sqlite_with_rowid": False, "info": {"fleeting": True}},
    )

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    thesis_id: Mapped[int] = mapped_column(ForeignKey("thesis.id", ondelete="CASCADE"), index=True)
    stone: Mapped[int] = mapped_column(SmallInteger)


class Vision(Versioned, Base):
    """Zukunftsvision: written from impulses, one main Aktionsfeld, ordered by the office, with the way on that was chosen."""

    __tablename__ = "vision"
    __table_args__ = (Index(None, "released_at", "id"),)

    id: Mapped[Key]
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id"), index=True)
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    text: Mapped[str] = mapped_column(Text)
    main_area_id: Mapped[int] = mapped_column(ForeignKey("activity_area.id"), index=True)
    rank: Mapped[int]
    way: Mapped[Way | None] = mapped_column(words(Way, "way"))
    way_place: Mapped[Line] = mapped_column(default="")
    way_reason: Mapped[str] = mapped_column(Text, default="")
    way_on: Mapped[str] = mapped_column(String(10), default="")
    way_at: Mapped[Moment | None]
    written_at: Mapped[Moment]
    released_at: Mapped[Moment | None]
    nonce_hash: Mapped[str | None] = mapped_column(String(64), unique=True)

    areas: Mapped[list[ActivityArea]] = relationship(
        secondary=vision_area, lazy="raise", order_by=ActivityArea.position
    )
    traits: Mapped[list[Trait]] = relationship(secondary=vision_trait, lazy="raise", order_by=Trait.position)
    ideas: Mapped[list[Idea]] = relationship(secondary=vision_idea, lazy="raise", order_by=Idea.id)

    @property
    def public(self) -> bool:
        """Whether everybody may read it."""
        return self.released_at is not None
