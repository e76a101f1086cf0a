"""Rows of a meeting: its groups, theses with their counts and notes, the stones while it is open."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from compass.models import Sector
from core.rows import Base, Key, Line, Moment, Versioned, Word, words
from dialogues.models.kinds import TITLE_LENGTH, CountedBy, DialogueState, GroupState, Mode, Pace, Say
from ideas.models import Idea

dialogue_idea = Table(
    "dialogue_idea",
    Base.metadata,
    Column("dialogue_id", ForeignKey("dialogue.id", ondelete="CASCADE"), primary_key=True),
    Column("idea_id", ForeignKey("idea.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class Dialogue(Versioned, Base):
    """D.I.V.-Treffen: prepared by the office, open while people lay stones, closed into counts; without assembly a workshop.

    rounds is 1, or 2 where the same theses are rated before and after the talk. rules are what was shown to everybody from
    the start (frozen at rules_at). rehearsal says that every stone laid now is thrown away: such a row is a copy of the meeting
    rehearses_id, never announced, and deleted with all that hangs on it. present is how many people were noted as there;
    minutes are the results as they stood when the evening was finished.
    """

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
    mode: Mapped[Mode] = mapped_column(words(Mode, "mode"), default=Mode.ROOM, server_default=Mode.ROOM.value)
    link: Mapped[Line] = mapped_column(default="", server_default="")
    ends: Mapped[str] = mapped_column(String(5), default="", server_default="")
    moderator: Mapped[Line] = mapped_column(default="", server_default="")
    say: Mapped[Say] = mapped_column(words(Say, "say"), default=Say.THINKING, server_default=Say.THINKING.value)
    agenda: Mapped[str] = mapped_column(Text, default="", server_default="")
    pace: Mapped[Pace] = mapped_column(words(Pace, "pace"), default=Pace.OWN, server_default=Pace.OWN.value)
    rounds: Mapped[int] = mapped_column(SmallInteger, default=1, server_default="1")
    asks_sector: Mapped[bool] = mapped_column(default=True, server_default=true())
    informal: Mapped[bool] = mapped_column(default=False, server_default=false())
    sounds: Mapped[bool] = mapped_column(default=False, server_default=false())
    vibration: Mapped[bool] = mapped_column(default=False, server_default=false())
    single_codes: Mapped[bool] = mapped_column(default=False, server_default=false())
    rehearsal: Mapped[bool] = mapped_column(default=False, server_default=false())
    rehearses_id: Mapped[int | None] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), unique=True)
    rules: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    rules_at: Mapped[Moment | None]
    present: Mapped[int | None]
    minutes: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    finished_at: Mapped[Moment | None]
    on_wall: Mapped[str | None] = mapped_column(String(40))

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
    """Stein, solange das Treffen läuft: the key is SHA-256 of the phone's token, thesis and round; no person, order or time.

    group_id and sector stand here only as the participant chose them, so that counts by group can be made at closing; no
    foreign key, since the row lives for an evening.

    The table is ordered by its key, so that even the file does not keep the order in which stones were laid (SQLite).
    Closing a meeting turns its ballots into counts and deletes them. `stone` 0 is "Dazu sage ich nichts".
    """

    __tablename__ = "ballot"
    __table_args__ = (
        CheckConstraint("stone BETWEEN 0 AND 5", name="stone"),
        CheckConstraint("round IN (1, 2)", name="round"),
        {"sqlite_with_rowid": False, "info": {"fleeting": True}},
    )

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    thesis_id: Mapped[int] = mapped_column(ForeignKey("thesis.id", ondelete="CASCADE"), index=True)
    stone: Mapped[int] = mapped_column(SmallInteger)
    round: Mapped[int] = mapped_column(SmallInteger, default=1, server_default="1")
    group_id: Mapped[int | None]
    sector: Mapped[Sector | None] = mapped_column(words(Sector, "sector"))


class DialogueGroup(Versioned, Base):
    """Gruppe eines Treffens: opens, talks and closes at its own pace; on is the thesis it is at where a moderator leads."""

    __tablename__ = "dialogue_group"
    __table_args__ = (UniqueConstraint("dialogue_id", "position"),)

    id: Mapped[Key]
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"))
    position: Mapped[int]
    name: Mapped[Word]
    state: Mapped[GroupState] = mapped_column(words(GroupState, "state"), default=GroupState.WAITING)
    round: Mapped[int] = mapped_column(SmallInteger, default=1)
    on_id: Mapped[int | None] = mapped_column(ForeignKey("thesis.id", ondelete="SET NULL"), index=True)


class ThesisCount(Base):
    """Zählung einer These in einer Runde: of all (no group, no sector), of a group, or of a sector; never of both at once.

    source says in words where counts typed in or imported come from; what phones laid has none.
    """

    __tablename__ = "thesis_count"
    __table_args__ = (
        Index(None, "thesis_id", "round", "group_id", "sector", "counted_by"),
        CheckConstraint("group_id IS NULL OR sector IS NULL", name="one_kind"),
    )

    id: Mapped[Key]
    thesis_id: Mapped[int] = mapped_column(ForeignKey("thesis.id", ondelete="CASCADE"))
    round: Mapped[int] = mapped_column(SmallInteger, default=1)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("dialogue_group.id", ondelete="CASCADE"), index=True)
    sector: Mapped[Sector | None] = mapped_column(words(Sector, "sector"))
    counted_by: Mapped[CountedBy] = mapped_column(words(CountedBy, "counted_by"), default=CountedBy.PHONES)
    gold: Mapped[int]
    amber: Mapped[int]
    pebble: Mapped[int]
    slate: Mapped[int]
    tar: Mapped[int]
    passed: Mapped[int] = mapped_column(default=0)
    source: Mapped[Line] = mapped_column(default="", server_default="")


class ThesisNote(Versioned, Base):
    """Notiz aus dem Gespräch zu einer These."""

    __tablename__ = "thesis_note"

    id: Mapped[Key]
    thesis_id: Mapped[int] = mapped_column(ForeignKey("thesis.id", ondelete="CASCADE"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("dialogue_group.id", ondelete="SET NULL"), index=True)
    text: Mapped[str] = mapped_column(Text)
    noted_at: Mapped[Moment]
    nonce_hash: Mapped[str | None] = mapped_column(String(64), unique=True)


class LeadingQuestion(Versioned, Base):
    """Leitfrage: a question the talk left, from a thesis or none; ranked, taken along into a work order or a paper."""

    __tablename__ = "leading_question"

    id: Mapped[Key]
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), index=True)
    thesis_id: Mapped[int | None] = mapped_column(ForeignKey("thesis.id", ondelete="SET NULL"), index=True)
    text: Mapped[Line]
    rank: Mapped[int]
    nonce_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
